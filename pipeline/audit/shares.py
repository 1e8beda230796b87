"""A percentage in running text against the count it belongs to: `26 phòng, chiếm 33,77%`, `29,33% (44/150)`."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pipeline.audit.amounts import Amount, amount, english, judge, number, percentage
from pipeline.audit.finding import Finding, about
from pipeline.audit.ledger import Ledger, Statement, says
from pipeline.model import Figure

_LARGEST_WHOLE = 10_000_000  # a whole that is sought among whole numbers


def check(ledger: Ledger) -> Iterator[Finding]:
    for statement in ledger.statements:
        for index, share in enumerate(statement.figures):
            if share.unit_class == "percent" and share.measure == "share" and amount(share):
                yield from _share(ledger, statement, index)


def _share(ledger: Ledger, statement: Statement, index: int) -> Iterator[Finding]:
    figures = statement.figures
    share = figures[index]
    following = figures[index + 1] if index + 1 < len(figures) else None
    if following and following.denominator and len(ledger.between(share, following)) <= 3:
        yield from _of_ratio(share, following)  # 29,33% (44/150)
        return
    count = figures[index - 1] if index else None
    if count is None or not linked(ledger, count, share):
        return
    if not says("share_ends", ledger.text[share.end : statement.end] or "."):
        return  # `97 cuộc, đạt tỷ lệ 99,92% đảng viên dự`: the share of something else
    if count.denominator:
        yield from _of_ratio(share, count)
    elif count.measure in ("level", "change") and amount(count) and count.unit_class != "percent":
        yield from _of_count(ledger, statement, index, count)


def linked(ledger: Ledger, count: Figure, share: Figure) -> bool:
    """Whether the percentage behind a count is said to be its share (`chiếm`, a bracket)."""
    between = ledger.between(count, share)
    if len(between) > 60 or ";" in between or ". " in between or "\t" in between:
        return False
    if says("share_link", between) is None or says("part_opens", between):
        return False  # `213 người, trong đó nghỉ hưu trước tuổi chiếm 86,4%`: a share of them
    return not ("(" in between and ")" in between and between.index("(") < between.index(")") and "," in between)


def _of_ratio(share: Figure, ratio: Figure) -> Iterator[Finding]:
    stated = amount(share)
    if stated is None or not ratio.denominator or ratio.value_low is None:
        return
    computed = 100 * ratio.value_low / ratio.denominator
    verdict = judge(stated, computed, computed)
    if verdict != "right":
        yield _finding(
            share, ratio, computed, verdict, f"{number(ratio.value_low)}/{number(ratio.denominator)}", "ratio.share"
        )


def _of_count(ledger: Ledger, statement: Statement, index: int, count: Figure) -> Iterator[Finding]:
    share = statement.figures[index]
    stated, part = amount(share), amount(count)
    assert stated is not None and part is not None
    after = ledger.text[share.end : statement.end]
    whole = ledger.by_id.get(count.parent or "")
    base = amount(whole) if whole else None
    named = says("other_base", after.lstrip(") "))
    following = statement.figures[index + 1] if index + 1 < len(statement.figures) else None
    if following and says("of_whole", ledger.between(share, following)):
        whole, base, named = following, amount(following), None
    if whole and base and base.base == part.base and base.low > 0 and not named and count.measure == "level":
        low, high = percentage(part, base)
        verdict = judge(stated, low, high)
        if verdict == "right" or _fits_other(ledger, statement, part, stated):
            return
        computed = 100 * part.value / base.value
        yield _finding(share, count, computed, verdict, f"{count.value_text}/{whole.value_text}", "share.base", whole)
        return
    if part.step or part.value < 1 or count.unit_class != "count":
        return
    of_others = says("counted_base", after)
    if of_others and of_others["noun"].lower() not in count.unit:
        return  # `138.600 hộ đạt 8 tiêu chí, bằng 72,4% số hộ`
    if not _some_whole(part.value, stated):
        yield _impossible(share, count, stated, told=of_others is not None)


def _fits_other(ledger: Ledger, statement: Statement, part: Amount, stated: Amount) -> bool:
    """Whether another figure of the sentence is the base."""
    for other in statement.figures:
        whole = amount(other)
        if whole and whole.base == part.base and whole.value > part.value:
            low, high = percentage(part, whole)
            if judge(stated, low, high) == "right":
                return True
    return False


def _some_whole(part: float, stated: Amount) -> bool:
    """Whether `part` of some whole number is the stated percentage, rounded or cut off."""
    low, high = stated.value - stated.step, stated.value + stated.step
    if low <= 0:
        return True
    smallest, largest = 100 * part / high, 100 * part / low
    if largest > _LARGEST_WHOLE:
        return True
    return math.floor(largest) >= math.ceil(smallest)


def _impossible(share: Figure, count: Figure, stated: Amount, told: bool) -> Finding:
    """An error where the text names the whole (`told`), else to be looked at: the share may be of another thing."""
    near = 100 * (count.value_low or 0) / stated.value
    below, above = math.floor(near), math.ceil(near)
    digits = share.decimals
    options = " hoặc ".join(
        f"{number(100 * (count.value_low or 0) / n, digits)}% (trên {number(n)})" for n in (below, above) if n
    )
    options_en = " or ".join(
        f"{english(100 * (count.value_low or 0) / n, digits)}% (of {english(n)})" for n in (below, above) if n
    )
    said = number(share.value_low or 0, digits)
    return about(
        [share, count],
        "share.base",
        "error" if told else "warning",
        f"{said}%",
        options,
        f"Không có tổng số nguyên nào để {count.quote} chiếm {said}%: gần nhất là {options}.",
        f"There is no whole number of which {english(count.value_low or 0)} is "
        f"{english(share.value_low or 0, digits)}%: the nearest are {options_en}.",
    )


def _finding(
    share: Figure,
    count: Figure,
    computed: float,
    verdict: str,
    division: str,
    rule_id: str,
    whole: Figure | None = None,
) -> Finding:
    digits = max(share.decimals, 0)
    said = number(share.value_low or 0, digits)
    shown = digits + 2 if verdict == "rounding" else max(digits, 2)
    note_vi = " (số bị cắt chứ không làm tròn)" if verdict == "rounding" else ""
    note_en = " (cut off, not rounded)" if verdict == "rounding" else ""
    base = f" trên tổng {whole.quote}" if whole else ""
    base_en = f" of the whole {english(whole.value_low or 0, whole.decimals)}" if whole else ""
    part_en = english(count.value_low or 0, count.decimals)
    ratio_en = f"{part_en}/{english(count.denominator)}" if count.denominator else part_en
    return about(
        [share, count, *([whole] if whole else [])],
        rule_id,
        "rounding" if verdict == "rounding" else "error",
        f"{said}%",
        f"{number(computed, max(digits, 2))}%",
        f"Văn bản ghi {said}% cho {count.quote}{base}, nhưng {division} = {number(computed, shown)}%{note_vi}.",
        f"The text gives {english(share.value_low or 0, digits)}% for {ratio_en}{base_en}, "
        f"which makes {english(computed, shown)}%{note_en}.",
    )
