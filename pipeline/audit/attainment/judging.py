"""Whether a result reaches a target, and by how much it passes or misses it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pipeline import rules
from pipeline.audit.drafts.amounts import same_unit
from pipeline.extract import canonical
from pipeline.model import Figure
from pipeline.official.words import keys

_ABOUT = 0.05  # of an approximate target: a result this near below it neither reaches nor misses it
_ADDED_UP = ("count", "money", "mass", "area", "length", "energy", "other")  # classes whose levels grow over a period


@dataclass(frozen=True, slots=True)
class Judgement:
    """`attained` is None where the words or the time do not let it be said."""

    low: float | None  # of the result, in the target's unit; a change the other way is negative
    high: float | None
    attained: bool | None
    difference: float | None  # result less the bound it is held against, in the target's unit; 0 inside a range
    relative: float | None  # of that bound


def judge(target: Figure, result: Figure, due: bool) -> Judgement:
    """`due`: the result tells of the end of the target's time; before it, what is not reached is not yet missed."""
    low, high = _bounds(target, result)
    least, most = target.value_low, target.value_high
    if smaller_is_better(target):
        bound = most if most is not None else least
        reached = _at_most(low, high, bound, strictly=target.comparator == "lt")
    else:
        bound = least if least is not None else most
        reached = _at_least(low, high, bound, strictly=target.comparator == "gt")
    if reached is False and target.comparator == "approx" and _near(low, bound):
        reached = None
    difference, relative = _difference(low, high, bound, target)
    return Judgement(low, high, _in_time(target, reached, due), difference, relative)


def smaller_is_better(target: Figure) -> bool:
    """Whether the target is to be kept below; a decrease is to be as large as it can."""
    if target.comparator in ("le", "lt"):
        return True
    if target.comparator in ("ge", "gt") or (target.measure == "change" and target.direction == "decrease"):
        return False
    known = canonical.by_id().get(target.indicator_id or "")
    if known is not None:
        return known.smaller_is_better
    words = f" {' '.join(keys(target.indicator))} "
    return any(f" {bad} " in words for bad in _smaller())


@functools.cache
def _smaller() -> tuple[str, ...]:
    return tuple(" ".join(keys(words)) for words in rules.read("audit_kinds")["smaller_is_better"])


def _in_time(target: Figure, reached: bool | None, due: bool) -> bool | None:
    if due or reached is None:
        return reached
    if not reached or target.measure == "change":
        return None  # not yet; a growth so far says nothing of the whole
    if smaller_is_better(target) and target.measure == "level" and target.unit_class in _ADDED_UP:
        return None  # what is below its limit so far may still pass it
    return True


def _bounds(target: Figure, result: Figure) -> tuple[float | None, float | None]:
    """The result's bounds in the target's unit; negative for a change in the other direction."""
    factor = 1.0 if same_unit(target, result) else _scale(result) / _scale(target)
    bounds = [None if v is None else v * factor for v in (result.value_low, result.value_high)]
    other_way = target.measure == result.measure == "change" and {target.direction, result.direction} == {
        "increase",
        "decrease",
    }
    low, high = (None if v is None else round(v, 9) for v in bounds)
    if other_way:
        low, high = (None if high is None else -high), (None if low is None else -low)
    return low, high


def _scale(figure: Figure) -> float:
    """What one of the figure's unit is in its base unit."""
    bound = figure.value_low if figure.value_low is not None else figure.value_high
    return figure.value_base / bound if figure.value_base and bound else 1.0


def _at_least(low: float | None, high: float | None, bound: float | None, strictly: bool) -> bool | None:
    if bound is None:
        return None
    if low is not None and (low > bound or (low == bound and (not strictly or low != high))):
        return True
    if high is not None and (high < bound or (strictly and high == bound)):
        return False
    return None


def _at_most(low: float | None, high: float | None, bound: float | None, strictly: bool) -> bool | None:
    if bound is None:
        return None
    if high is not None and (high < bound or (high == bound and (not strictly or low != high))):
        return True
    if low is not None and (low > bound or (strictly and low == bound)):
        return False
    return None


def _near(low: float | None, bound: float | None) -> bool:
    return low is not None and bound is not None and abs(low - bound) <= _ABOUT * abs(bound)


def _difference(
    low: float | None, high: float | None, bound: float | None, target: Figure
) -> tuple[float | None, float | None]:
    value = low if low is not None else high
    if value is None or bound is None:
        return None, None
    if target.comparator == "range" and target.value_low is not None and target.value_high is not None:
        inside = min(max(value, target.value_low), target.value_high)
        bound = inside
    difference = round(value - bound, 9)
    return difference, round(difference / abs(bound), 6) if bound else None
