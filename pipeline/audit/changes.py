"""Increases and decreases against level and baseline, and results against targets, told in one sentence or row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.audit.amounts import Amount, amount, english, judge, number
from pipeline.audit.finding import Finding, about
from pipeline.audit.ledger import Ledger, Statement, says
from pipeline.model import Figure


@dataclass(slots=True)
class Movement:
    """`level` after an increase or decrease by `by` (same unit) or `percent`, from `base`."""

    level: Figure
    by: Figure | None = None
    percent: Figure | None = None
    base: Figure | None = None


def check(ledger: Ledger) -> Iterator[Finding]:
    for statement in ledger.statements:
        for movement in _movements(ledger, statement):
            yield from _moved(movement)
        yield from _from_to(ledger, statement)
        yield from _exceeded(ledger, statement)


def _movements(ledger: Ledger, statement: Statement) -> Iterator[Movement]:
    """Each run of change figures with the level before it, and the baseline that follows."""
    figures = statement.figures
    index = 0
    while index < len(figures):
        if figures[index].measure != "change" or not amount(figures[index]):
            index += 1
            continue
        run = [figures[index]]
        while index + len(run) < len(figures) and _goes_on(ledger, run[-1], figures[index + len(run)]):
            run.append(figures[index + len(run)])
        level = _level(ledger, figures[:index], run)
        if level:
            movement = Movement(level)
            for figure in run:
                if figure.unit_class == "percent" and not _averaged(ledger, statement, figure):
                    movement.percent = movement.percent or figure
                elif _alike(figure, level) and not _averaged(ledger, statement, figure):
                    movement.by = movement.by or figure
            rest = figures[index + len(run) :]
            movement.base = _base(ledger, level, run, rest)
            if movement.base and movement.percent is None:
                movement.percent = _behind(ledger, statement, rest, run[0])
            yield movement
        index += len(run)


def _behind(ledger: Ledger, statement: Statement, rest: list[Figure], change: Figure) -> Figure | None:
    """`tăng 2.500 tỷ so với năm 2019 (10.000 tỷ), tăng 25%`: the percentage behind the baseline."""
    if len(rest) < 2:
        return None
    figure, same = rest[1], rest[1].measure == "change" and rest[1].direction == change.direction
    if not same or figure.unit_class != "percent" or len(ledger.between(rest[0], figure)) > 25:
        return None
    return figure if amount(figure) and not _averaged(ledger, statement, figure) else None


def _from_to(ledger: Ledger, statement: Statement) -> Iterator[Finding]:
    """`tăng từ 30 triệu đồng năm 2015 lên 45 triệu đồng năm 2020, tăng 50%`."""
    for base, level, change in zip(statement.figures, statement.figures[1:], statement.figures[2:], strict=False):
        path = ledger.between(base, level)
        opened = ledger.text[statement.start : base.start][-8:]
        if (
            not says("from", opened)
            or not says("to", path)
            or len(path) > 80
            or len(ledger.between(level, change)) > 60
        ):
            continue
        known = [amount(f) for f in (base, level, change)]
        if None in known or change.measure != "change" or not _alike(base, level) or change.unit.endswith("/năm"):
            continue
        if _averaged(ledger, statement, change) or ";" in ledger.between(level, change):
            continue
        start, end, by = (a for a in known if a)
        if start.low <= 0 or (change.unit_class not in ("percent", "percentage_point") and not _alike(change, level)):
            continue
        sign = -1 if change.direction == "decrease" else 1
        points = sorted((sign * (end.low - start.high), sign * (end.high - start.low)))
        relative = sorted(100 * sign * (x - y) / y for x, y in ((end.low, start.high), (end.high, start.low)))
        percents = level.unit_class == "percent"
        if change.unit_class != "percent" or percents:
            verdict = judge(by, points[0], points[1])
            if percents and change.unit_class == "percent" and judge(by, relative[0], relative[1]) != "wrong":
                continue
            if verdict == "wrong":
                yield _by_finding(Movement(level, change, None, base), sign * (end.value - start.value), by)
        elif (verdict := judge(by, relative[0], relative[1])) != "right":
            computed = 100 * sign * (end.value - start.value) / start.value
            yield _percent_finding(Movement(level, None, change, base), end, start, computed, verdict)


def _goes_on(ledger: Ledger, last: Figure, figure: Figure) -> bool:
    between = ledger.between(last, figure)
    same = figure.direction == last.direction and figure.measure == "change" and amount(figure) is not None
    return same and len(between) < 60 and ";" not in between and figure.unit_class != last.unit_class


def _level(ledger: Ledger, before: list[Figure], run: list[Figure]) -> Figure | None:
    """The level a change was reached at: the figure right before it, in the same clause."""
    measures = ("level", "share") if run[0].unit_class == "percentage_point" else ("level",)
    if not before or before[-1].measure not in measures or amount(before[-1]) is None or before[-1].kind != run[0].kind:
        return None
    between = ledger.between(before[-1], run[0])
    if len(between) > 60 or ";" in between or ". " in between:
        return None
    if before[-1].unit_class == "percent" and run[0].unit_class != "percentage_point":
        return None  # `tăng 5%` of a rate may be points or a growth
    if ledger.bracket(before[-1]) != ledger.bracket(run[0]) or says("baseline", ledger.text[: before[-1].start][-60:]):
        return None
    if between.count(",") > 1 or ("," in between and len(between.partition(",")[2].split()) > 6):
        return None
    return before[-1]


def _alike(figure: Figure, level: Figure) -> bool:
    if figure.unit_class == "percentage_point" and level.unit_class == "percent":
        return True
    if figure.unit_class != level.unit_class:
        return False
    if figure.unit_base and level.unit_base and figure.unit_class != "count":
        return figure.unit_base.split("/")[0] == level.unit_base.split("/")[0]
    return figure.unit == level.unit or not figure.unit or not level.unit


def _averaged(ledger: Ledger, statement: Statement, figure: Figure) -> bool:
    opened = max(statement.start, figure.start - 40)
    if figure.unit.endswith("/năm"):
        return True
    return says("averaged", ledger.text[opened : figure.start].rpartition(",")[2]) is not None


def _base(ledger: Ledger, level: Figure, run: list[Figure], rest: list[Figure]) -> Figure | None:
    if not rest:
        return None
    figure, before = rest[0], ledger.between(run[-1], rest[0])
    if amount(figure) is None or len(before) > 60 or not _alike(figure, level):
        return None
    if figure.measure != "level" and ledger.bracket(figure) is None:
        return None  # in a bracket behind `so với năm 2015` stands the level of that year
    if figure.kind != level.kind or not says("baseline", before):
        return None
    return figure


def _moved(movement: Movement) -> Iterator[Finding]:
    level, base = amount(movement.level), amount(movement.base) if movement.base else None
    sign = -1 if (movement.by or movement.percent or movement.level).direction == "decrease" else 1
    by = amount(movement.by) if movement.by else None
    if level is None:
        return
    if base and by and movement.by and movement.base:
        low, high = sorted((sign * (level.low - base.high), sign * (level.high - base.low)))
        if judge(by, low, high) == "wrong":
            yield _by_finding(movement, sign * (level.value - base.value), by)
            return
    if base is None and by:
        base = Amount(level.value - sign * by.value, level.step + by.step, level.base)
    percent = amount(movement.percent) if movement.percent else None
    if base and percent and movement.percent and base.low > 0:
        low, high = sorted(100 * sign * (x - y) / y for x, y in ((level.low, base.high), (level.high, base.low)))
        verdict = judge(percent, low, high)
        if verdict != "right":
            yield _percent_finding(movement, level, base, 100 * sign * (level.value - base.value) / base.value, verdict)


def _scale(figure: Figure, value: Amount) -> float:
    return value.value / figure.value_low if figure.value_low else 1.0


def _by_finding(movement: Movement, computed: float, by: Amount) -> Finding:
    assert movement.by is not None and movement.base is not None
    shown = computed / _scale(movement.by, by)
    digits = max(movement.by.decimals, movement.level.decimals, movement.base.decimals)
    unit = movement.by.unit
    return about(
        [movement.by, movement.level, movement.base],
        "change.level",
        "error",
        movement.by.quote,
        f"{number(shown, digits)} {unit}",
        f"Văn bản ghi {'giảm' if movement.by.direction == 'decrease' else 'tăng'} {movement.by.quote} nhưng từ "
        f"{movement.base.quote} đến {movement.level.quote} là {number(shown, digits)} {unit}.",
        f"The text gives a change of {english(movement.by.value_low or 0, movement.by.decimals)}, but from "
        f"{english(movement.base.value_low or 0, movement.base.decimals)} to "
        f"{english(movement.level.value_low or 0, movement.level.decimals)} it is {english(shown, digits)}.",
    )


def _percent_finding(movement: Movement, level: Amount, base: Amount, computed: float, verdict: str) -> Finding:
    percent = movement.percent
    assert percent is not None
    digits = max(percent.decimals, 1)
    said = number(percent.value_low or 0, percent.decimals)
    start = base.value / _scale(movement.level, level)
    told = [f for f in (movement.by, movement.base) if f]
    return about(
        [percent, movement.level, *told],
        "change.percent",
        "rounding" if verdict == "rounding" else "error",
        f"{said}%",
        f"{number(computed, digits)}%",
        f"Văn bản ghi {'giảm' if percent.direction == 'decrease' else 'tăng'} {said}% nhưng từ {number(start)} đến "
        f"{movement.level.quote} là {number(computed, digits)}%.",
        f"The text gives a change of {english(percent.value_low or 0, percent.decimals)}%, but from "
        f"{english(start)} to {english(movement.level.value_low or 0, movement.level.decimals)} it is "
        f"{english(computed, digits)}%.",
    )


def _exceeded(ledger: Ledger, statement: Statement) -> Iterator[Finding]:
    """`618 đảng viên, vượt 11,3% chỉ tiêu (550 đảng viên)`, `đạt 98% kế hoạch (1.200 tỷ)`; also across a table row."""
    for index, figure in enumerate(statement.figures):
        stated = amount(figure)
        if figure.unit_class != "percent" or stated is None or _averaged(ledger, statement, figure):
            continue
        before, after = ledger.text[statement.start : figure.start], ledger.text[figure.end : statement.end]
        if says("exceeded", before):
            offset = 100.0
        elif figure.measure == "level" and says("plan_after", after):
            offset = 0.0
        else:
            continue
        result = _result(ledger, statement, index)
        target = _target(ledger, statement, index, result)
        if result is None or target is None:
            continue
        level, aim = amount(result), amount(target)
        if level is None or aim is None or aim.low <= 0 or not _alike(target, result):
            continue
        low, high = 100 * level.low / aim.high - offset, 100 * level.high / aim.low - offset
        verdict = judge(stated, low, high)
        if verdict != "right":
            yield _exceed_finding(figure, result, target, 100 * level.value / aim.value - offset, verdict)


def _result(ledger: Ledger, statement: Statement, index: int) -> Figure | None:
    here = [f for f in statement.figures[:index] if f.kind == "statistic" and f.measure == "level" and amount(f)]
    if here:
        near = here[-1]
        return (
            near if near.unit_class != "percent" and ";" not in ledger.between(near, statement.figures[index]) else None
        )
    return next((f for f in reversed(_row(ledger, statement)) if f.kind == "statistic" and _countable(f)), None)


def _target(ledger: Ledger, statement: Statement, index: int, result: Figure | None) -> Figure | None:
    """The target in the bracket behind the percentage; in a table the only target of the row."""
    following = statement.figures[index + 1] if index + 1 < len(statement.figures) else None
    if following:
        between = ledger.between(statement.figures[index], following)
        bracketed = between.rstrip().endswith("(") and says("plan_after", between) is not None
        if (following.kind == "target" or bracketed) and len(between) < 60:
            return following if amount(following) else None
    targets = [f for f in _row(ledger, statement) if f.kind == "target" and _countable(f)]
    return targets[0] if len(targets) == 1 and result and targets[0].unit == (result.unit or targets[0].unit) else None


def _countable(figure: Figure) -> bool:
    return figure.measure == "level" and figure.unit_class != "percent" and amount(figure) is not None


def _row(ledger: Ledger, statement: Statement) -> list[Figure]:
    """The figures of the other cells in the statement's table row."""
    if statement.cell is None or statement.block.table is None:
        return []
    spans = [
        (c.start, c.end) for c in statement.block.table.cells if c.row == statement.cell.row and c is not statement.cell
    ]
    own = ledger.of_block[statement.block.position]
    return [f for f in own if any(a <= f.start < b for a, b in spans)]


def _exceed_finding(stated: Figure, result: Figure, target: Figure, computed: float, verdict: str) -> Finding:
    digits = max(stated.decimals, 1)
    said = number(stated.value_low or 0, stated.decimals)
    verb, verb_en = ("vượt", "exceeded by") if stated.measure == "change" else ("đạt", "reached to")
    return about(
        [stated, result, target],
        "target_result.percent",
        "rounding" if verdict == "rounding" else "error",
        f"{verb} {said}%",
        f"{verb} {number(computed, digits)}%",
        f"Văn bản ghi {verb} {said}% nhưng kết quả {result.quote} so với chỉ tiêu {target.quote} là {verb} "
        f"{number(computed, digits)}%.",
        f"The text says the target was {verb_en} {english(stated.value_low or 0, stated.decimals)}%, but "
        f"{english(result.value_low or 0, result.decimals)} against {english(target.value_low or 0, target.decimals)} "
        f"makes {english(computed, digits)}%.",
    )
