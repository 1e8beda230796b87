"""Wholes against their parts in running text: breakdowns, footnotes that break a figure down, kinds, listed items."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence

import regex

from pipeline import rules
from pipeline.audit.amounts import Amount, amount, english, judge, number
from pipeline.audit.finding import Finding, about
from pipeline.audit.ledger import Ledger, Statement, kinds_of, says
from pipeline.audit.tables import hundred, sum_finding
from pipeline.extract import sentences as splitting
from pipeline.model import Figure, Footnote
from pipeline.official.words import keys

_SOON = 8  # blocks after a note that may still be its own
_NEAR = 0.25  # parts further than this from their whole are parts of something else
_CLOSE = 0.05  # parts this close to their whole were meant to make it


def check(ledger: Ledger) -> Iterator[Finding]:
    broken_down: set[str] = set()
    for whole_id, children in ledger.children().items():
        yield from _breakdown(ledger, ledger.by_id[whole_id], children, broken_down)
    for note in ledger.document.footnotes:
        yield from _note(ledger, note)
        yield from _items(ledger, note)
    for statement in ledger.statements:
        yield from _structure(ledger, statement)
        yield from _kinds(ledger, statement)


def _family(figure: Figure) -> tuple[str, str]:
    return ("count", "") if figure.unit_class in ("count", "other") else (figure.unit_class, figure.unit_base)


def _summable(figure: Figure) -> Amount | None:
    return amount(figure) if figure.measure == "level" else None


def _breakdown(ledger: Ledger, whole: Figure, children: list[Figure], seen: set[str]) -> Iterator[Finding]:
    """`58 đảng viên, gồm khiển trách 37, …`: no part above its whole; a full list makes the whole."""
    stated = _summable(whole)
    linked = [c for c in children if _summable(c) and _family(c) == _family(whole) and c.kind == whole.kind]
    if stated is None or not linked or whole.figure_id in seen or not whole.unit:
        return
    seen.add(whole.figure_id)
    opening = ledger.text[whole.end : linked[0].start]
    tight, inside = says("tight", opening), ledger.bracket(linked[0])
    bracketed = inside is not None and inside[0] >= whole.end
    if inside and bracketed:  # a list that opens in a bracket ends with it
        linked = [c for c in linked if c.start < inside[1]]
    for part in linked:
        low = amount(part)
        if low and low.low > stated.high and (part.unit == whole.unit or not part.unit):
            yield _above(whole, part)
            return
    parts = [p for p in _listed(ledger, whole, linked, inside if bracketed else None) if _summable(p)]
    if len(parts) < 2 or _adds_up(stated, parts):
        return
    total, gap = _sum(whole, parts), _gap(stated, parts)
    overlapping = _overlaps(ledger.text[whole.end : parts[-1].end + 25])
    if tight and gap <= _NEAR:
        yield sum_finding(whole, parts, total, _verdict(stated, parts), "total.breakdown")
    elif overlapping:
        return
    elif bracketed and (gap <= _CLOSE or (total > (whole.value_low or 0) and gap <= _NEAR)):
        yield sum_finding(whole, parts, total, _verdict(stated, parts), "total.breakdown")
    elif (bracketed and len(parts) >= 3 and (whole.value_low or 0) - total == 1) or (
        not bracketed and gap <= _CLOSE and len(parts) == len(children)
    ):
        found = sum_finding(whole, parts, total, _verdict(stated, parts), "total.breakdown")
        found.severity = "rounding" if found.severity == "rounding" else "warning"
        yield found


def _listed(ledger: Ledger, whole: Figure, linked: list[Figure], inside: tuple[int, int] | None) -> list[Figure]:
    """The parts and what follows them in the same list: the same bracket, or the same sentence outside brackets."""
    statement = ledger.statement_of.get(linked[0].figure_id)
    if statement is None:
        return linked
    out = []
    units = {p.unit for p in linked} | {"", whole.unit}
    for figure in statement.figures:
        if figure.start < linked[0].start or figure.measure != "level" or figure.unit not in units:
            continue
        own = ledger.bracket(figure)
        if own == inside or (inside is None and own is not None and own[0] <= linked[0].start):
            out.append(figure)
    return out


def _amounts(parts: Sequence[Figure]) -> list[Amount]:
    return [a for p in parts if (a := amount(p, p.value_low))]


def _sum(whole: Figure, parts: Sequence[Figure]) -> float:
    """The sum of the parts in the whole's own unit."""
    stated = amount(whole, whole.value_low)
    scale = stated.value / whole.value_low if stated and whole.value_low else 1.0
    return sum(a.value for a in _amounts(parts)) / scale


def _gap(stated: Amount, parts: Sequence[Figure]) -> float:
    return abs(sum(a.value for a in _amounts(parts)) - stated.value) / stated.value if stated.value else 1.0


def _verdict(stated: Amount, parts: Sequence[Figure]) -> str:
    known = _amounts(parts)
    return judge(stated, sum(a.low for a in known), sum(a.high for a in known), len(known))


def _adds_up(stated: Amount, parts: Sequence[Figure]) -> bool:
    """Whether the first of the listed parts make the whole: what follows them may be about something else."""
    return any(_verdict(stated, parts[:n]) == "right" for n in range(2, len(parts) + 1))


@functools.cache
def _overlapping() -> regex.Pattern[str]:
    words = sorted(rules.read("audit_kinds")["overlapping"], key=len, reverse=True)
    return regex.compile(rf"\b(?:{'|'.join(map(regex.escape, words))})\b", regex.IGNORECASE)


def _overlaps(text: str) -> bool:
    return len({m[0].lower() for m in _overlapping().finditer(text)}) > 1


def _above(whole: Figure, part: Figure) -> Finding:
    said = f"{part.value_text} {part.unit}".strip()
    return about(
        [part, whole],
        "total.breakdown",
        "error",
        said,
        f"≤ {whole.value_text}",
        f"Phần {said} lớn hơn tổng {whole.quote} mà nó thuộc về.",
        f"The part {english(part.value_low or 0, part.decimals)} is larger than the whole"
        f" {english(whole.value_low or 0, whole.decimals)} it belongs to.",
    )


def _same_unit(part: Figure, whole: Figure) -> bool:
    one, other = " ".join(keys(part.unit)), " ".join(keys(whole.unit))
    return bool(one) and (one == other or other.startswith(f"{one} ") or one in kinds_of(whole.unit))


def _note(ledger: Ledger, note: Footnote) -> Iterator[Finding]:
    """A note that lists the parts of the figure its mark stands on."""
    if note.block is None or note.anchor_block is None:
        return
    opening = ledger.text[note.start : (note.start or 0) + 60]
    if says("partial", opening):
        return
    called = [
        f
        for f in ledger.of_block.get(note.anchor_block, [])
        if note.label in f.footnote_anchors
        and f.measure in ("level", "ratio")
        and f.comparator == "eq"
        and f.unit_class in ("count", "other")
    ]
    inside = [
        f
        for f in ledger.of_block.get(note.block, [])
        if f.parent is None and f.measure == "level" and amount(f) and ledger.bracket(f) is None
    ]
    found: list[Finding] = []
    for whole in reversed(called):
        parts = [f for f in inside if _same_unit(f, whole)]
        stated = amount(whole, whole.value_low)
        if len(parts) < 2 or stated is None or any(p.value_low == whole.value_low for p in parts):
            continue
        if _adds_up(stated, parts):
            return
        if _gap(stated, parts) <= _NEAR:
            found.append(sum_finding(whole, parts, _sum(whole, parts), "wrong", "total.note"))
    yield from found[:1]


def _items(ledger: Ledger, note: Footnote) -> Iterator[Finding]:
    """`03 phong trào⁽¹²⁾` and a note that counts (1), (2), (3)."""
    if note.start is None or note.end is None or note.anchor_block is None or note.anchor_char is None:
        return
    text = ledger.text[note.start : note.end]
    pattern = next(c.pattern for c in rules.load("audit_words") if c.id == "audit.item")
    counted = [int(m["number"]) for m in pattern.finditer(text)]
    if len(counted) < 2 or counted != list(range(1, len(counted) + 1)):
        return
    following = ledger.document.blocks[note.anchor_block + 1 : (note.block or 0) + 1 + _SOON]
    if any(ledger.text.startswith(f"({len(counted) + 1})", block.start) for block in following):
        return  # the list goes on in another block: a page ended there
    anchor = note.anchor_char
    called = [
        f
        for f in ledger.of_block.get(note.anchor_block, [])
        if note.label in f.footnote_anchors and f.unit_class == "count" and amount(f) and 0 <= anchor - f.end < 60
    ]
    if called and (whole := called[-1]).value_low != len(counted) and (whole.value_low or 0) <= 20:
        yield about(
            [whole],
            "total.items",
            "error",
            whole.quote,
            str(len(counted)),
            f"Văn bản ghi {whole.quote} nhưng chú thích {note.label} kể {len(counted)}.",
            f"The text says {english(whole.value_low or 0)}, but note {note.label} lists {len(counted)}.",
        )


def _structure(ledger: Ledger, statement: Statement) -> Iterator[Finding]:
    """Shares of a structure (`cơ cấu`) named in one sentence make 100%."""
    opening = ledger.text[max(statement.block.start, statement.start - 200) : statement.end]
    if not says("structure", opening):
        return
    for _, group in itertools.groupby(statement.figures, key=lambda f: (f.measure, f.period, f.kind, f.status)):
        shares = [f for f in group if f.measure == "share" and f.parent is None and amount(f)]
        if len(shares) < 3 or {ledger.bracket(f) for f in shares} != {ledger.bracket(shares[0])}:
            continue
        found = list(hundred(shares, "cơ cấu", "the structure"))
        if found and abs(sum(f.value_low or 0 for f in shares) - 100) <= 100 * _CLOSE:
            yield from found


def _kinds(ledger: Ledger, statement: Statement) -> Iterator[Finding]:
    """`Huy hiệu 30 năm có 97; Huy hiệu 40 năm có 19; …` against `124 Huy hiệu các loại` elsewhere."""
    segments = splitting.segments(ledger.text, statement.start, statement.end)
    rows = [[f for f in statement.figures if a <= f.start < b] for a, b in segments]
    if len(rows) < 3 or any(len(row) != 1 for row in rows):
        return
    parts = [row[0] for row in rows]
    if any(_summable(p) is None or p.unit != parts[0].unit for p in parts):
        return
    # What the rows have in common before their figures names what is counted; a colon ends the introduction.
    openings = [keys(ledger.text[a : p.start].rpartition(":")[2]) for (a, _), p in zip(segments, parts, strict=True)]
    head = [w for w, *others in zip(*openings, strict=False) if all(w == o for o in others)]
    shared = _common_start(openings)
    if len(shared) < 2 or not head:
        return
    for whole in ledger.figures:
        stated = _summable(whole)
        if stated is None or whole.block == statement.block.position or _family(whole) != _family(parts[0]):
            continue
        around = ledger.text[max(0, whole.start - 25) : whole.end + 25]
        if keys(whole.unit)[: len(shared)] != shared or not says("of_all_kinds", around):
            continue
        if _verdict(stated, parts) == "wrong" and _gap(stated, parts) <= _NEAR:
            found = sum_finding(whole, parts, _sum(whole, parts), "wrong", "total.kinds")
            yield found


def _common_start(openings: list[list[str]]) -> list[str]:
    out = []
    for words in zip(*openings, strict=False):
        if len(set(words)) > 1:
            break
        out.append(words[0])
    return out


__all__ = ["check", "number"]
