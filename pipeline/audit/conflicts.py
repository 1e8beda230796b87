"""The same indicator, actor and period told twice with different values: body, footnotes, tables, appendices.

Two figures conflict only where everything that identifies them agrees. A block that tells one indicator twice cannot
tell them apart by it, so such indicators are left out; where a list is repeated, its agreeing items vouch for the rest.
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline import rules
from pipeline.audit.amounts import amount, english
from pipeline.audit.finding import Finding, Severity, about
from pipeline.audit.ledger import Ledger, Statement, content
from pipeline.model import Figure
from pipeline.official.words import keys

_FEWEST = 4  # syllables that an indicator needs to identify anything
_LONG = 10  # from this length on one misspelt syllable is no difference
_ALIKE = 0.4  # share of the rarer statement's weight of words that parallel statements have in common

Key = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Told:
    """A figure with the words that identify it."""

    figure: Figure
    words: Key


def check(ledger: Ledger) -> Iterator[Finding]:
    if ledger.document.letterhead.doc_type in rules.read("audit_kinds")["lays_down_rules"]:
        return
    told = _told(ledger)
    reported: set[tuple[str, str]] = set()
    for left, right in _pairs(told):
        one, other = left.figure, right.figure
        if not _differ(one, other) or not _same_thing(one, other):
            continue
        vouched = _vouched(ledger, one, other)
        if not vouched and (one.actor or other.actor) and not _same_actor(one, other):
            continue
        if one.period != other.period and not vouched:
            continue
        pair = tuple(sorted((one.value_text + one.unit, other.value_text + other.unit)))
        if (pair[0] + left.words[0], pair[1]) not in reported:
            reported.add((pair[0] + left.words[0], pair[1]))
            yield _finding(ledger, one, other, "error")
    yield from _parallel(ledger)


def _told(ledger: Ledger) -> list[Told]:
    """Every figure that its indicator identifies within its own block."""
    out = []
    for block in sorted(ledger.of_block):
        named = [Told(f, _words(f)) for f in ledger.of_block[block]]
        seen: dict[tuple[object, ...], set[object]] = defaultdict(set)
        for one in named:
            seen[_place(one)].add((one.figure.value_low, one.figure.value_high))
        out += [one for one in named if len(seen[_place(one)]) == 1 and _identifies(one)]
    return out


def _words(figure: Figure) -> Key:
    """What the figure is told of; of a rate of growth without the words that say growth."""
    words = content(figure.indicator)
    if figure.measure == "change":
        words = [w for w in words if w not in _growth()]
    return tuple(words)


@functools.cache
def _growth() -> frozenset[str]:
    return frozenset(k for word in rules.read("audit_kinds")["growth"] for k in keys(word))


def _place(one: Told) -> tuple[object, ...]:
    figure = one.figure
    return one.words, figure.kind, figure.unit_class, figure.unit, figure.period


def _identifies(one: Told) -> bool:
    figure, syllables = one.figure, len(one.words)
    if figure.measure == "change":
        named = syllables >= _FEWEST or any(w.isupper() and len(w) > 2 for w in figure.indicator.split())
        return figure.unit_class == "percent" and syllables > 0 and named and not figure.unit.endswith("/năm")
    return syllables >= _FEWEST and one.words != tuple(content(figure.unit)) and figure.measure != "ratio"


def _pairs(told: list[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs of figures of different blocks whose indicators are the same, in reading order."""
    grouped: dict[Key, list[Told]] = defaultdict(list)
    for one in told:
        grouped[one.words].append(one)
    for group in grouped.values():
        for at, left in enumerate(group):
            yield from ((left, right) for right in group[at + 1 :] if left.figure.block != right.figure.block)
    long = [(words, group) for words, group in grouped.items() if len(words) >= _LONG]
    for at, (words, group) in enumerate(long):
        for other, others in long[at + 1 :]:
            if _misspelt(words, other):
                yield from ((a, b) for a in group for b in others if a.figure.block != b.figure.block)


def _misspelt(one: Key, other: Key) -> bool:
    """Whether two bags of words differ in one word only, and that hardly."""
    left, right = Counter(one), Counter(other)
    if abs(len(one) - len(other)) > 1:
        return False
    more, less = list((left - right).elements()), list((right - left).elements())
    if len(more) != 1 or len(less) != 1 or more[0][:1].isdigit() or less[0][:1].isdigit():
        return False
    return bool(fuzz.ratio(more[0], less[0]) >= 70)


def _same_thing(one: Figure, other: Figure) -> bool:
    if (one.kind, one.measure, one.status) != (other.kind, other.measure, other.status):
        return False
    if one.measure == "change" and (one.direction, one.compared_with) != (other.direction, other.compared_with):
        return False
    if not one.unit or not one.period or not other.period or _same_place(one, other):
        return False
    if one.unit_class != other.unit_class or keys(one.unit) != keys(other.unit):
        return False
    if one.figure_id == other.parent or other.figure_id == one.parent or _calls(one, other) or _calls(other, one):
        return False
    rates = one.unit_class == "percent"  # a count a year and a count a term are two things, a rate is one
    if one.frequency != other.frequency and (not rates or (one.frequency and other.frequency)):
        return False
    return _same_period(one, other)


def _same_place(one: Figure, other: Figure) -> bool:
    """Two items of one list, two cells of one table: what tells them apart was not read, for they cannot be one."""
    return (one.section_path, one.location, one.table_id) == (other.section_path, other.location, other.table_id)


def _calls(one: Figure, other: Figure) -> bool:
    """Whether the mark behind one figure calls the note that tells more of it."""
    return other.footnote_label is not None and other.footnote_label in one.footnote_anchors


def _same_period(one: Figure, other: Figure) -> bool:
    """The same period, or two ranges of years most of which they share (a term, and the part of it reported on)."""
    if one.period == other.period:
        return True
    if one.kind == "target" or "/" not in one.period or "/" not in other.period:
        return False
    if not (one.period_start and one.period_end and other.period_start and other.period_end):
        return False
    common = (min(one.period_end, other.period_end) - max(one.period_start, other.period_start)).days
    longest = max((f.period_end - f.period_start).days for f in (one, other) if f.period_end and f.period_start)
    return common > 365 and common >= 0.6 * longest


def _same_actor(one: Figure, other: Figure) -> bool:
    if not one.actor or not other.actor:
        return True
    left, right = set(keys(one.actor)), set(keys(other.actor))
    return left <= right or right <= left


def _differ(one: Figure, other: Figure) -> bool:
    """Whether the two cannot both hold: unequal values; a value outside the other's bound."""
    bounds = (one.value_low, one.value_high), (other.value_low, other.value_high)
    if bounds[0] == bounds[1] or "approx" in (one.comparator, other.comparator):
        return False
    if one.kind == "target":  # an aim is its bound: 80% and 90% trở lên are two aims
        return one.value_low != other.value_low and None not in (one.value_low, other.value_low)
    (a, b), (c, d) = ((-math.inf if low is None else low, math.inf if high is None else high) for low, high in bounds)
    if max(a, c) <= min(b, d):
        return False
    rounded = [amount(f) for f in (one, other)]
    if all(rounded):
        left, right = rounded
        assert left is not None and right is not None
        if left.step or right.step:  # 47,2 and 47,23 are one value to different decimals
            return abs(left.value - right.value) > max(left.step, right.step)
    return True


def _vouched(ledger: Ledger, one: Figure, other: Figure) -> bool:
    """Whether the two stand in lists that repeat each other: another item tells the same with the same value."""
    right = {
        (tuple(content(f.indicator)), f.unit_class, f.value_low, f.value_high)
        for f in ledger.of_block[other.block]
        if f is not other
    }
    return any(
        (words, f.unit_class, f.value_low, f.value_high) in right
        for f in ledger.of_block[one.block]
        if f is not one and len(words := tuple(content(f.indicator))) >= _FEWEST
    )


def _finding(ledger: Ledger, one: Figure, other: Figure, severity: Severity) -> Finding:
    kind = "chỉ tiêu" if one.kind == "target" else "số liệu"
    kind_en = "target" if one.kind == "target" else "figure"
    return about(
        [one, other],
        "conflict.target" if one.kind == "target" else "conflict.value",
        severity,
        one.quote,
        other.quote,
        f"Cùng một {kind} “{one.indicator}” nhưng {where(one)} ghi {one.quote}, {where(other)} ghi {other.quote}.",
        f"The same {kind_en} (“{one.indicator}”) is {english(_bound(one), one.decimals)} in {where_en(one)} and "
        f"{english(_bound(other), other.decimals)} in {where_en(other)}.",
    )


def _bound(figure: Figure) -> float:
    return figure.value_low if figure.value_low is not None else figure.value_high or 0.0


def where(figure: Figure) -> str:
    """The place of a figure in words: its note, table or section."""
    if figure.footnote_label is not None:
        return f"chú thích {figure.footnote_label}"
    place = f"mục “{_short(figure.section_path[-1])}”" if figure.section_path else "phần đầu"
    return f"bảng ở {place}" if figure.location == "table" else place


def where_en(figure: Figure) -> str:
    """The same in English."""
    if figure.footnote_label is not None:
        return f"note {figure.footnote_label}"
    place = f"section “{_short(figure.section_path[-1])}”" if figure.section_path else "the opening"
    return f"the table of {place}" if figure.location == "table" else place


def _short(title: str) -> str:
    return title if len(title) <= 60 else f"{title[:57].rstrip()}…"


def _parallel(ledger: Ledger) -> Iterator[Finding]:
    """Two statements on one thing that agree in one of their paired figures and differ in the other.

    `đạt 100% trong đảng viên và trên 93% quần chúng` and `đạt 98,6% trong đảng viên và trên 93% trong đoàn viên`.
    """
    weight = weights(ledger)
    paired: dict[tuple[object, ...], list[tuple[Statement, Figure]]] = defaultdict(list)
    for statement in ledger.statements:
        for one, mate, key in _with_mates(ledger, statement):
            for earlier, other in paired[key]:
                apart = earlier.block is not statement.block or earlier.cell is not statement.cell
                if apart and _differ(other, one) and likeness(ledger, weight, earlier, statement) >= _ALIKE:
                    yield _parallel_finding(ledger, other, one, mate)
            paired[key].append((statement, one))


def _parallel_finding(ledger: Ledger, one: Figure, other: Figure, mate: Figure) -> Finding:
    group = " ".join(ledger.text[other.end :].split(maxsplit=3)[:3]).strip(" ,;.")
    return about(
        [one, other, mate],
        "conflict.parallel",
        "error",
        one.quote,
        other.quote,
        f"Hai câu nói một việc và cùng ghi {mate.quote}, nhưng {where(one)} ghi {one.quote}, {where(other)} ghi "
        f"{other.quote} ({group}).",
        f"Two sentences tell one thing and agree on {english(_bound(mate), mate.decimals)}%, but {where_en(one)} has "
        f"{english(_bound(one), one.decimals)}% and {where_en(other)} {english(_bound(other), other.decimals)}%.",
    )


def _with_mates(ledger: Ledger, statement: Statement) -> Iterator[tuple[Figure, Figure, tuple[object, ...]]]:
    """Each share of a group and its neighbour, keyed by the group and by all that the neighbour says."""
    figures = statement.figures
    for at, one in enumerate(figures):
        group = _of_group(ledger, one)
        if len(group) < 2 or amount(one) is None:
            continue
        for mate in figures[max(0, at - 1) : at] + figures[at + 1 : at + 2]:
            if mate.unit_class == "percent" and mate.value_low != 100 and _roles(mate) == _roles(one):
                yield one, mate, (group, mate.value_low, mate.value_high, *_roles(one))


def _of_group(ledger: Ledger, figure: Figure) -> Key:
    """The two words behind a percentage that say of whom it is."""
    if figure.unit_class != "percent" or figure.measure != "share":
        return ()
    words = content(ledger.text[figure.end : figure.end + 40].partition(",")[0].partition(";")[0])
    return tuple(words[:2])


def _roles(figure: Figure) -> tuple[str, str]:
    return figure.kind, figure.status


def weights(ledger: Ledger) -> dict[str, float]:
    """How much a word identifies: the logarithm of the blocks of the document it is missing from."""
    seen: Counter[str] = Counter()
    for block in ledger.document.blocks:
        seen.update(set(content(ledger.document.block_text(block))))
    return {word: math.log(1 + len(ledger.document.blocks) / count) for word, count in seen.items()}


def likeness(ledger: Ledger, weights: dict[str, float], left: Statement, right: Statement) -> float:
    """How much of the weight of the shorter statement's words the other has too, 0 to 1."""
    bags = [{w for w in content(ledger.text[s.start : s.end]) if not w[0].isdigit()} for s in (left, right)]
    shorter = min(bags, key=lambda bag: sum(weights.get(w, 0) for w in bag))
    total = sum(weights.get(w, 0) for w in shorter)
    return sum(weights.get(w, 0) for w in bags[0] & bags[1]) / total if total else 0.0
