"""The verdict a table row gives (`Đạt`, `Vượt`, `Không đạt`) against its target and its results."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from pipeline import rules
from pipeline.audit.amounts import english
from pipeline.audit.finding import Finding, about
from pipeline.audit.ledger import Ledger, content, says
from pipeline.model import Block, Cell, Figure, Table
from pipeline.official.words import keys


def check(ledger: Ledger) -> Iterator[Finding]:
    for block, table in ledger.document.tables():
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            if not cell.is_header:
                rows.setdefault(cell.row, []).append(cell)
        for row in sorted(rows):
            yield from _row(ledger, block, table, sorted(rows[row], key=lambda c: c.column))


def _row(ledger: Ledger, block: Block, table: Table, cells: list[Cell]) -> Iterator[Finding]:
    own = ledger.of_block.get(block.position, [])
    figures = [f for f in own if any(c.start <= f.start < c.end for c in cells)]
    targets = [f for f in figures if f.kind == "target" and f.measure in ("level", "share")]
    results = [f for f in figures if f.kind == "statistic" and f.measure in ("level", "share")]
    spoken = _verdict(ledger, cells, results)
    if spoken is None or not targets:
        return
    cell, reached = spoken
    results = [f for f in results if not cell.start <= f.start < cell.end]
    for target in targets:
        yield from _against(ledger, cell, reached, target, targets, results)


def _verdict(ledger: Ledger, cells: list[Cell], results: list[Figure]) -> tuple[Cell, bool] | None:
    """The cell that says nothing but whether the target was reached, right of a result."""
    after = max((f.start for f in results), default=-1)
    for cell in reversed(cells):
        if cell.end <= after and not any(cell.start <= f.start < cell.end for f in results):
            break
        text = ledger.text[cell.start : cell.end]
        if not text or len(text) > 150 or any(f.unit_class == "percent" and cell.start <= f.start < cell.end
                                              for f in results):  # fmt: skip
            continue
        if says("not_reached", text) and not says("reached", text):
            return cell, False
        if says("reached", text) and not says("not_reached", text):
            return cell, True
    return None


def _against(
    ledger: Ledger, cell: Cell, reached: bool, target: Figure, targets: list[Figure], results: list[Figure]
) -> Iterator[Finding]:
    depth = ledger.bracket(target) is not None
    alike = [t for t in targets if (ledger.bracket(t) is not None) == depth and t.unit_class == target.unit_class]
    told = [
        r
        for r in results
        if (ledger.bracket(r) is not None) == depth
        and r.unit_class == target.unit_class
        and (r.unit == target.unit or not r.unit or target.unit_class == "percent")
    ]
    if not told or (len(alike) > 1 and not _paired(target, alike, told)):
        return
    if len(alike) > 1:
        told = [told[alike.index(target)]]
    elif len({r.period for r in told}) < len(told) and len(told) > 1:
        told = told[-1:]
    text = ledger.text[cell.start : cell.end]
    every = says("every_time", text)
    years = {r.period for r in told}
    if len(told) > 1 and not (every and (not every["years"] or int(every["years"]) >= len(years))):
        told = told[-1:]
    missed = [r for r in told if _misses(ledger, r, target)]
    if reached and missed:
        yield _finding(ledger, cell, target, missed, True)
    elif not reached and not missed and all(_meets(ledger, r, target) for r in told):
        yield _finding(ledger, cell, target, told, False)


def _paired(target: Figure, alike: list[Figure], told: list[Figure]) -> bool:
    """Whether the results repeat the targets one by one, by their words."""
    if len(alike) != len(told):
        return False
    shared = set(content(target.indicator)) & set(content(told[alike.index(target)].indicator))
    return len(shared) >= 2


@functools.cache
def _smaller() -> tuple[str, ...]:
    return tuple(" ".join(keys(w)) for w in rules.read("audit_kinds")["smaller_is_better"])


def _less_is_better(figure: Figure) -> bool:
    words = " ".join(keys(figure.indicator))
    return figure.comparator in ("le", "lt") or any(w in words for w in _smaller())


def _misses(ledger: Ledger, result: Figure, target: Figure) -> bool:
    if _less_is_better(target):
        bound = target.value_high if target.value_high is not None else target.value_low
        return bound is not None and result.value_low is not None and result.value_low > bound
    best = result.value_high if result.value_high is not None else None
    return best is not None and target.value_low is not None and best < target.value_low


def _meets(ledger: Ledger, result: Figure, target: Figure) -> bool:
    if _less_is_better(target):
        bound = target.value_low if target.value_low is not None else target.value_high
        return bound is not None and result.value_high is not None and result.value_high <= bound
    bound = target.value_high if target.value_high is not None else target.value_low
    return bound is not None and result.value_low is not None and result.value_low >= bound


def _finding(ledger: Ledger, cell: Cell, target: Figure, results: list[Figure], reached: bool) -> Finding:
    told = ", ".join(f"{r.quote}{f' (năm {r.period})' if r.period.isdigit() else ''}" for r in results)
    told_en = ", ".join(
        f"{english(r.value_low or 0, r.decimals)}{f' ({r.period})' if r.period.isdigit() else ''}" for r in results
    )
    text = ledger.text[cell.start : cell.end]
    goal = english(target.value_low if target.value_low is not None else target.value_high or 0, target.decimals)
    return about(
        [results[0], target, *results[1:]],
        "target_result.verdict",
        "error",
        text,
        f"{told} / {target.quote}",
        f"Văn bản nhận xét “{text}” nhưng kết quả {told} {'chưa tới' if reached else 'đã tới'} "
        f"chỉ tiêu {target.quote}.",
        f"The verdict is “{text}”, but the result {told_en} {'misses' if reached else 'meets'} the target {goal}.",
    )
