"""Quantities: a number with its comparator, bounds, denominator and unit (rules/comparators.yaml, rules/units.yaml)."""

from __future__ import annotations

import functools
import itertools
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, cast

import regex

from pipeline import rules
from pipeline.extract import units
from pipeline.extract.numbers import Number, value
from pipeline.extract.units import Unit

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]


@dataclass(slots=True)
class Quantity:
    """One figure's numbers; offsets in Document.text."""

    start: int  # of the shortest stretch that holds comparator, number and unit
    end: int
    number_start: int
    number_end: int  # end of the (last) number, before the unit
    low: float | None
    high: float | None
    denominator: float | None
    comparator: Comparator
    unit: Unit | None
    value_text: str
    decimals: int
    rules: list[str] = field(default_factory=list)


_RANGE = regex.compile(r" ?[-–—÷] ?|(?:,)? (?:đến|tới|cho đến)(?: dưới| khoảng| gần| trên| hơn)? ", regex.IGNORECASE)
_SLIPPED = regex.compile(r",(\d{1,2})(?!\d)")
_CHAIN = regex.compile(r" ?[-–] ?\d")
_CHAINED = regex.compile(r"[\d%] ?[-–] ?$")
_RATIO = regex.compile(r" ?/ ?(?:tổng số )?")
_UPWARD = regex.compile(r"(?: số)?(?: [\p{L}/-]+,?){0,12}? ?(?:trở lên|trở đi)\b", regex.IGNORECASE)
# `hoàn thành tốt nhiệm vụ trở lên`: the grade is meant, not the number.
_NOT_UPWARD = regex.compile(
    r"[\d.;:()]|\btừ \p{L}|\b(?:nhiệm vụ|loại|khá|tốt|giỏi|mức|vững mạnh|xuất sắc|đạt|bình|hạng|cấp|tuổi|đại học"
    r"|cao đẳng|phổ thông|thạc s[iĩỹ])"
    r" (?:khá |tốt |giỏi |[a-dIVX]{1,3} |tỉnh |huyện |phòng |sở )?trở lên$",
    regex.IGNORECASE,
)
_ONWARD = regex.compile(
    r"(?:[^.;\d()]{0,40}\([^()]{0,40}\))?"  # `từ 32,2% đầu nhiệm kỳ (chuẩn 2016 - 2020) nay còn 8,7%`
    r"[^.;\d]{0,80}(?:(?:\d{1,2} tháng[^.;\d]{1,20})?năm \d{4}[^.;\d]{0,30})?\b(?:lên|xuống|còn|đến|tới|sang|thành)\b",
    regex.IGNORECASE,
)
_MOVES = regex.compile(
    r"\b(?:tăng|giảm|nâng|hạ|rút ngắn|kéo giảm|đưa)(?:[^.;,\d]{0,60}) từ(?: khoảng| trên| dưới| gần| hơn)? $",
    regex.IGNORECASE,
)
# Upward only: `giảm từ 4% đến 5%` cannot run from 4 to 5 and states a range.
_RISES = regex.compile(
    r"\b(?:tăng|nâng|đưa)(?:[^.;,\d]{0,60}) từ(?: khoảng| trên| dưới| gần| hơn)? $", regex.IGNORECASE
)

# What rises from one percentage to another; anything else that grows `từ 5,5% đến 6,0%` grows at a rate between them.
_LEVELS = regex.compile(
    r"\b(?:tỷ lệ|tỷ trọng|độ che phủ|độ bao phủ|cơ cấu|hệ số|chỉ số|mức|lãi suất|công suất|nâng|đưa|thị phần|chiếm)\b"
    r"[^.;\d]{0,90}$",
    regex.IGNORECASE,
)


@functools.cache
def _comparators() -> list[tuple[str, regex.Pattern[str], str]]:
    """Rule id, the pattern of the words that end right before the number, what they mean."""
    return [
        (r.id, regex.compile(r.rule.pattern.partition("{n}")[0] + "$", regex.IGNORECASE), r.gives["comparator"])
        for r in rules.load("comparators")
    ]


def build(text: str, start: int, end: int, numbers: list[Number], english: bool = False) -> list[Quantity]:
    """The quantities that the candidate `numbers` of the block `text[start:end]` make, in order."""
    found: list[Quantity] = []
    index = 0
    while index < len(numbers):
        first = numbers[index]
        second = numbers[index + 1] if index + 1 < len(numbers) else None
        quantity, taken = _compound(text, end, numbers, index, english)
        if quantity is None and second:
            quantity, taken = (
                _ratio(text, end, first, second, english) or _range(text, start, end, first, second, english),
                2,
            )
        index += taken if quantity else 1
        found.append(quantity or _plain(text, end, first, english))
        _compare(text, start, end, found[-1])
    _share_units(text, found)
    return found


def _unit(text: str, position: int, end: int) -> Unit | None:
    return units.after(text, position, end) or units.guess(text, position, end)


def _plain(text: str, end: int, number: Number, english: bool) -> Quantity:
    worth, decimals = value(number.digits, english)
    unit = _unit(text, number.end, end)
    stop = _stop(unit, number)
    if unit and unit.name == "%" and not decimals and (slipped := _SLIPPED.match(text, stop, end)):
        worth, decimals = value(f"{number.digits},{slipped[1]}")  # 21%,9: the sign has slipped into the number
    return Quantity(
        number.start, stop, number.start, number.end, worth, worth, None, "eq", unit, number.digits, decimals
    )


def _ratio(text: str, end: int, first: Number, second: Number, english: bool) -> Quantity | None:
    """`28/29 đồng chí`, `83,2%/50%`, `45.799/36.875 tỷ đồng`: one figure with its denominator."""
    position = first.end
    middle = units.after(text, position, second.start)
    if middle and middle.unit_class == "percent" and not middle.per:
        position = middle.end
    slash = _RATIO.match(text, position, second.start)
    if not slash or slash.end() != second.start:
        return None
    low, decimals = value(first.digits, english)
    of, more = value(second.digits, english)
    unit = _unit(text, second.end, end)
    stop = _stop(unit, second)
    return Quantity(
        first.start, stop, first.start, second.end, low, low, of, "eq", unit or middle,
        text[first.start : second.end], max(decimals, more), ["quantity.ratio"],
    )  # fmt: skip


def _compound(text: str, end: int, numbers: list[Number], index: int, english: bool) -> tuple[Quantity | None, int]:
    """`5.638 tỷ 079 triệu đồng`, `2 nghìn 500 hộ`: one figure in parts, told in its largest scale (5638,079 tỷ đồng).

    Returns the quantity, None where there is none, and how many numbers it took.
    """
    first = numbers[index]
    scale = last = units.after(text, first.end, end)
    whole, decimals = value(first.digits, english)
    if scale is None or scale.base or scale.per or decimals:
        return None, 0
    total, low, taken = Decimal(int(whole)), scale.multiplier, 1
    for number in itertools.islice(numbers, index + 1, None):
        assert last is not None
        unit = _unit(text, number.end, end)
        times = unit.multiplier if unit else 1.0
        part = value(number.digits, english)
        follows = text[last.end : number.start] == " " and last.base == ""
        if not follows or part[1] or times >= low or part[0] * times >= low or (times == 1.0 and low > 1000):
            break
        total += Decimal(int(part[0])) * Decimal(times) / Decimal(scale.multiplier)
        low, last, taken = times, unit, taken + 1
        if last is None:
            break
    if taken == 1:
        return None, 0
    closing = numbers[index + taken - 1]
    stop = last.end if last else closing.end
    named = scale
    if last and last.base:
        noun = last.name[len(" ".join(w for w in last.name.split(" ") if w in units.vocabulary().multipliers)) :]
        named = last._replace(start=scale.start, name=f"{scale.name} {noun.strip()}", multiplier=scale.multiplier)
    stated = max(0, -int(total.as_tuple().exponent))
    return Quantity(
        first.start, stop, first.start, closing.end, float(total), float(total), None, "eq",
        named._replace(end=stop), text[first.start : closing.end], stated, ["quantity.compound"],
    ), taken  # fmt: skip


def _stop(unit: Unit | None, number: Number) -> int:
    return unit.end if unit else number.end


def _range(text: str, start: int, end: int, first: Number, second: Number, english: bool) -> Quantity | None:
    """`từ 700 đến 800 đảng viên`, `90-95%`, `98% - 99%`: one figure with two bounds.

    `tăng từ 33% lên 34%` and `giảm từ 10% đến 8%` are two values at two times, not a range.
    """
    position = first.end
    middle = units.after(text, position, second.start)
    if middle:
        position = middle.end
    link = _RANGE.match(text, position, second.start)
    if not link or link.end() != second.start:
        return None
    low, decimals = value(first.digits, english)
    high, more = value(second.digits, english)
    unit = _unit(text, second.end, end)
    if middle and (unit is None or (middle.name.split("/")[0] not in unit.name and middle.unit_class != "other")):
        return None
    if _CHAIN.match(text, _stop(unit, second), end) or (
        first.start > start and _CHAINED.search(text, start, first.start)
    ):
        return None  # 38,2% - 26,5% - 35,3%: a list
    rates = middle is not None and middle.unit_class == "percent" and not _LEVELS.search(text, start, first.start)
    if low >= high or (middle and "đến" in link[0] and not rates and _RISES.search(text, start, first.start)):
        return None
    stop = _stop(unit, second)
    return Quantity(
        first.start, stop, first.start, second.end, low, high, None, "range", unit,
        text[first.start : second.end], max(decimals, more), ["quantity.range"],
    )  # fmt: skip


def _compare(text: str, start: int, end: int, q: Quantity) -> None:
    """Find the comparator before the number or behind its unit; widens the quantity's span over it."""
    word, rule_id, opened = "eq", "", q.start
    for candidate_id, pattern, comparator in _comparators():
        if found := pattern.search(text, max(start, q.number_start - 30), q.number_start):
            word, rule_id, opened = comparator, candidate_id, found.start()
            break
    if word == "from" and q.comparator != "range":
        # `từ 21,8% năm 2003 xuống còn 20,4%`, `tăng từ 5 lên 7`: where a movement starts, no bound.
        moves = _ONWARD.match(text, q.end, end) or _MOVES.search(text, max(start, q.number_start - 90), q.number_start)
        word, rule_id, opened = ("eq", "", q.start) if moves else ("ge", rule_id, opened)
    upward = _UPWARD.match(text, q.end, end)
    if upward and not _NOT_UPWARD.search(text, q.end, upward.end()):
        word, rule_id = ("ge", "cmp.ge_after") if word in ("eq", "ge", "from") else (word, rule_id)
        if upward.end() - q.end <= len(" trở lên"):
            q.end = upward.end()
    q.start = min(q.start, opened)
    if rule_id:
        q.rules.append(rule_id)
    if q.comparator == "range" or word in ("eq", "from"):
        return
    q.comparator = cast(Comparator, word)
    if q.denominator is None:
        q.high = None if word in ("ge", "gt") else q.high
        q.low = None if word in ("le", "lt") else q.low


def _share_units(text: str, found: list[Quantity]) -> None:
    """`10,2, 11,5 và 12%`: numbers listed before a percentage share its sign."""
    for left, right in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if left.unit is None and right.unit and right.unit.unit_class == "percent":
            between = text[left.number_end : right.number_start]
            if regex.fullmatch(r"(?:[,;]| và|, và) ", between):
                left.unit = right.unit
                left.rules.append("quantity.shared_unit")
