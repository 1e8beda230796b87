"""Checks inside numeric tables: shares of counts, rows of shares, totals, columns computed from columns.

A relation between columns is believed only where most of the table bears it out; the cells that do not are findings.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.audit.amounts import Amount, amount, english, judge, number, percentage, transposed
from pipeline.audit.finding import Finding, about
from pipeline.audit.ledger import Grid, Ledger, says
from pipeline.model import Figure


@dataclass(frozen=True, slots=True)
class Pair:
    """A column of counts and the column of their shares."""

    count: int
    share: int


def check(ledger: Ledger) -> Iterator[Finding]:
    for grid in ledger.grids:
        pairs = share_pairs(grid)
        yield from _shares(grid, pairs)
        yield from _row_totals(grid, pairs)
        yield from _column_totals(grid)
        yield from _computed(grid, {p.share for p in pairs})


def share_pairs(grid: Grid) -> list[Pair]:
    """Every column of shares with the column of counts directly before it."""
    columns = grid.columns()
    out = []
    for left, right in itertools.pairwise(columns):
        head = grid.heads(right)[-1]
        if right == left + 1 and says("share_column", head) and _percent(grid, right) and not _percent(grid, left):
            out.append(Pair(left, right))
    return out


def _percent(grid: Grid, column: int) -> bool:
    return all(f.unit_class == "percent" for f in grid.column(column).values())


def class_name(grid: Grid, column: int) -> str:
    """What a column of counts counts: its nearest header that says more than `Số lượng`."""
    return next((h for h in reversed(grid.heads(column)) if h and not says("count_column", h)), "")


Base = Callable[[int], Amount | None]


def _bases(grid: Grid, pairs: list[Pair]) -> list[tuple[str, Base]]:
    """What the shares of a row may be computed on: a column of totals, or the sum of the row's counts."""

    def summed(row: int) -> Amount | None:
        counts = [amount(f) for p in pairs if (f := grid.numbers.get((row, p.count)))]
        if not counts or None in counts:
            return None
        return Amount(sum(c.value for c in counts if c), sum(c.step for c in counts if c))

    def of(column: int) -> Base:
        return lambda row: amount(f) if (f := grid.numbers.get((row, column))) else None

    totals = [c for c in grid.columns() if says("total_column", grid.heads(c)[-1]) and not _percent(grid, c)]
    return [*((grid.heads(c)[-1], of(c)) for c in totals), *([("", summed)] if len(pairs) > 1 else [])]


def share_base(grid: Grid, pairs: list[Pair]) -> Base | None:
    """The base that most shares of the table agree with, None where no base has three of them and half of all."""
    best, most, cells = None, 0, 0
    for _, base in _bases(grid, pairs):
        agreed = cells = 0
        for row, pair in itertools.product(grid.rows(), pairs):
            said = _share(grid, row, pair, base)
            if said and said[0].value_low:
                cells += 1
                agreed += said[1] != "wrong"
        if agreed > most and agreed >= 3 and 2 * agreed >= cells:
            best, most = base, agreed
    return best


def _share(grid: Grid, row: int, pair: Pair, base: Base) -> tuple[Figure, str, float, Figure, Amount] | None:
    share, count, whole = grid.numbers.get((row, pair.share)), grid.numbers.get((row, pair.count)), base(row)
    if share is None or count is None or whole is None or whole.low <= 0:
        return None
    stated, part = amount(share), amount(count)
    if stated is None or part is None:
        return None
    low, high = percentage(part, whole)
    return share, judge(stated, low, high), 100 * part.value / whole.value, count, whole


def _shares(grid: Grid, pairs: list[Pair]) -> Iterator[Finding]:
    base = share_base(grid, pairs)
    if base is None:
        return
    for row in grid.rows():
        shares = []
        for pair in pairs:
            said = _share(grid, row, pair, base)
            if said is None:
                continue
            share, verdict, computed, count, whole = said
            shares.append(share)
            if verdict != "right":
                yield _share_finding(grid, share, verdict, computed, count, whole)
        counts = [grid.numbers[row, p.count] for p in pairs if (row, p.count) in grid.numbers]
        whole_row = base(row)
        if len(shares) == len(pairs) > 1 and whole_row and whole_row.value == sum(c.value_low or 0 for c in counts):
            yield from hundred(shares, f"dòng {shares[0].row_header}", f"row {shares[0].row_header}")


def _share_finding(grid: Grid, share: Figure, verdict: str, computed: float, count: Figure, whole: Amount) -> Finding:
    assert share.value_low is not None
    digits = share.decimals or 2
    value, value_en = number(computed, digits), english(computed, digits)
    swapped = transposed(share.value_low, computed, share.decimals)
    said = number(share.value_low, share.decimals)
    vi = (
        f"Bảng ghi {said}% cho {count.value_text} trên {number(whole.value)} (dòng {share.row_header}), "
        f"tính ra {number(computed, digits + 2 if verdict == 'rounding' else digits)}%"
        f"{'; có thể các chữ số bị đảo chỗ' if swapped else ''}"
        f"{': số bị cắt chứ không làm tròn' if verdict == 'rounding' else ''}."
    )
    en = (
        f"The table gives {english(share.value_low, share.decimals)}% for {english(count.value_low or 0)} of "
        f"{english(whole.value)} (row {share.row_header}); this makes {value_en}%"
        f"{'; the digits may have been swapped' if swapped else ''}"
        f"{': cut off, not rounded' if verdict == 'rounding' else ''}."
    )
    return about(
        [share, count],
        "share.table",
        "rounding" if verdict == "rounding" else "error",
        f"{said}%",
        f"{value}%",
        vi,
        en,
    )


def hundred(shares: list[Figure], place_vi: str, place_en: str) -> Iterator[Finding]:
    """Shares that must make 100%: a finding where they do not, of rounding where their decimals explain it."""
    known = [a for f in shares if (a := amount(f))]
    if len(known) != len(shares):
        return
    total = sum(a.value for a in known)
    step = max((a.step for a in known if a.value), default=1.0)  # an empty class is a bare 0
    if abs(total - 100) < step / 1000:
        return
    rounded = abs(total - 100) < len([a for a in known if a.value]) * step
    digits = max(f.decimals for f in shares)
    terms = " + ".join(number(f.value_low or 0, f.decimals) for f in shares)
    yield about(
        shares,
        "total.shares",
        "rounding" if rounded else "error",
        "100%",
        f"{number(total, digits)}%",
        f"Các tỷ lệ của {place_vi} cộng lại phải được 100% nhưng {terms} = {number(total, digits)}%"
        f"{' (do làm tròn)' if rounded else ''}.",
        f"The shares of {place_en} should make 100% but add up to {english(total, digits)}%"
        f"{' (rounding)' if rounded else ''}.",
    )


def _row_totals(grid: Grid, pairs: list[Pair]) -> Iterator[Finding]:
    """A column of totals against the counts of its row that have shares of their own."""
    if len(pairs) < 2:
        return
    for column in grid.columns():
        if not says("total_column", grid.heads(column)[-1]) or _percent(grid, column):
            continue
        judged: list[tuple[Figure, list[Figure], float, str]] = []
        for row in grid.rows():
            parts = [grid.numbers[row, p.count] for p in pairs if (row, p.count) in grid.numbers]
            whole = grid.numbers.get((row, column))
            if whole and len(parts) == len(pairs) and (stated := amount(whole)):
                total = sum(p.value_low or 0 for p in parts)
                judged.append((whole, parts, total, judge(stated, total, total, len(parts))))
        if 2 * sum(v == "right" for *_, v in judged) > len(judged):
            yield from (sum_finding(w, p, t, v, "total.row") for w, p, t, v in judged if v != "right")


def _column_totals(grid: Grid) -> Iterator[Finding]:
    """A row of totals against the rows above it (below it where the total comes first)."""
    rows = grid.rows()
    totals = [r for r in rows if says("total_row", _label(grid, r))]
    if len(totals) != 1 or len(rows) < 3 or totals[0] not in (rows[0], rows[-1]):
        return
    judged: list[tuple[Figure, list[Figure], float, str]] = []
    for column in grid.columns():
        cells = grid.column(column)
        whole = cells.pop(totals[0], None)
        if whole is None or _percent(grid, column) or len(cells) < 2 or len(cells) < len(rows) - 1:
            continue
        stated = amount(whole, whole.value_low)
        parts = [amount(f, f.value_low) for f in cells.values()]
        if stated is None or None in parts or any(f.unit_class == "percent" for f in cells.values()):
            continue
        known = [p for p in parts if p]
        low, high = sum(p.low for p in known), sum(p.high for p in known)
        scale = stated.value / whole.value_low if whole.value_low else 1.0
        verdict = judge(stated, low, high, len(known))
        judged.append((whole, list(cells.values()), sum(p.value for p in known) / scale, verdict))
    if any(v == "right" for *_, v in judged):
        yield from (sum_finding(w, p, t, v, "total.column") for w, p, t, v in judged if v != "right")


def _label(grid: Grid, row: int) -> str:
    figure = next(f for (at, _), f in grid.numbers.items() if at == row)
    return (figure.row_header or "").split(" > ")[-1].strip()


def sum_finding(whole: Figure, parts: Sequence[Figure], total: float, verdict: str, rule_id: str) -> Finding:
    """A whole that is not the sum of its parts."""
    digits = max(whole.decimals, *(p.decimals for p in parts))
    terms = " + ".join(p.value_text for p in parts)
    stated = whole.value_low or 0
    unit = f" {whole.unit}" if whole.unit else ""
    return about(
        [whole, *parts],
        rule_id,
        "rounding" if verdict == "rounding" else "error",
        f"{number(stated, whole.decimals)}{unit}",
        f"{number(total, digits)}{unit}",
        f"Văn bản ghi {whole.value_text}{unit} nhưng các phần {terms} cộng lại là {number(total, digits)}"
        f" (chênh {number(total - stated, digits)}).",
        f"The text gives {english(stated, whole.decimals)} but the parts"
        f" {' + '.join(english(p.value_low or 0, p.decimals) for p in parts)} make {english(total, digits)}"
        f" (a difference of {english(total - stated, digits)}).",
    )


Relation = Callable[[float, float], float]
_RELATIONS: tuple[tuple[str, str, Relation], ...] = (
    ("{a} : {b} × 100", "{a} / {b} × 100", lambda a, b: 100 * a / b),
    ("({a} - {b}) : {b} × 100", "({a} - {b}) / {b} × 100", lambda a, b: 100 * (a - b) / b),
)


def _computed(grid: Grid, shares: set[int]) -> Iterator[Finding]:
    """A column of percentages that is one column over another, or its growth over another."""
    numeric = [c for c in grid.columns() if c not in shares]
    for column in (c for c in grid.columns() if _percent(grid, c)):
        if column in shares and len(shares) > 1:
            continue
        best: list[tuple[int, Finding | None]] = []
        for a, b in itertools.permutations([c for c in numeric if c != column], 2):
            for relation in _RELATIONS:
                judged = list(_related(grid, column, a, b, relation))
                if sum(f is None for _, f in judged) > sum(f is None for _, f in best):
                    best = judged
        right = sum(f is None or f.severity == "rounding" for _, f in best)
        if right >= 3 and 3 * right >= 2 * len(best):
            yield from (f for row, f in best if f is not None and not _otherwise(grid, row, column))


def _related(
    grid: Grid, column: int, a: int, b: int, relation: tuple[str, str, Relation]
) -> Iterator[tuple[int, Finding | None]]:
    vi, en, reckon = relation
    for row, figure in grid.column(column).items():
        one, other = grid.numbers.get((row, a)), grid.numbers.get((row, b))
        stated = amount(figure)
        if one is None or other is None or stated is None:
            continue
        left, right = amount(one, one.value_low), amount(other, other.value_low)
        if left is None or right is None or right.low <= 0 or one.value_high is None:
            continue
        low, high = reckon(left.low, right.high), reckon(left.high, right.low)
        verdict = judge(stated, low, high)
        if verdict == "right":
            yield row, None
            continue
        assert figure.value_low is not None
        computed = reckon(left.value, right.value)
        digits = figure.decimals or 2
        x, y = one.value_text, other.value_text.split("/")[0]
        said = number(figure.value_low, figure.decimals)
        yield (
            row,
            about(
                [figure, one, other],
                "ratio.column",
                "rounding" if verdict == "rounding" else "error",
                f"{said}%",
                f"{number(computed, digits)}%",
                f"Bảng ghi {said}% ở dòng {figure.row_header}, nhưng {vi.format(a=x, b=y)} = "
                f"{number(computed, digits)}%.",
                f"The table gives {english(figure.value_low, figure.decimals)}% in row {figure.row_header}, "
                f"but {en.format(a=x, b=y)} = {english(computed, digits)}%.",
            ),
        )


def _otherwise(grid: Grid, row: int, column: int) -> bool:
    """Whether the cell follows from other cells of its row: upside down, or as a difference."""
    figure = grid.numbers[row, column]
    stated = amount(figure)
    cells = [f.value_low for (r, c), f in grid.numbers.items() if r == row and c != column and f.value_low]
    if stated is None:
        return True
    for a, b in itertools.permutations(cells, 2):
        for value in (100 * a / b, a - b, 100 * (a - b) / b, 200 - 100 * a / b):
            if judge(stated, value, value) == "right" and value:
                return True
    return False
