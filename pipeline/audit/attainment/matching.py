"""Whether a result measures what a target sets: the same canonical indicator, else the same words."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from pipeline import rules
from pipeline.audit.drafts.amounts import one_base, same_unit
from pipeline.extract import canonical
from pipeline.model import Figure
from pipeline.official.words import keys

By = Literal["id", "phrase", "alike"]
SURE: dict[By, float] = {"id": 0.95, "phrase": 0.9, "alike": 0.75}  # how sure a match of each kind is
ALIKE = 90.0  # least likeness, of 100, of two long phrases that are one
LONG = 8  # words from which a difference in one or two of them may be one of wording
_FEWEST = 3  # telling words of a phrase that says enough to be matched by
_ONE_SIDED = 0.9  # factor where only one of the two says who acts or when
_COUNTED = ("level", "ratio")  # 12 xã and 12/16 xã


@dataclass(frozen=True, slots=True)
class Match:
    by: By
    confidence: float  # 0 to 1


def match(target: Figure, result: Figure) -> Match | None:
    """How sure it is that the two measure the same of the same actor; None where they do not or it is not sure."""
    if not comparable(target, result) or not _same_actor(target, result):
        return None
    by = _by(target, result)
    if by is None:
        return None
    sure = SURE[by]
    for one, other in ((target.actor, result.actor), (target.period, result.period)):
        if bool(one) != bool(other):
            sure *= _ONE_SIDED
    return Match(by, round(sure * min(target.confidence, result.confidence), 3))


def comparable(target: Figure, result: Figure) -> bool:
    """Whether measure and unit let the two be compared."""
    counted = target.measure in _COUNTED and result.measure in _COUNTED and target.unit_class == "count"
    if target.unit_class != result.unit_class or (target.measure != result.measure and not counted):
        return False
    if target.unit_class in ("percent", "percentage_point"):
        return True
    if target.unit_class == "count":
        return True  # `đồng chí` and `đảng viên`: the words decide
    return same_unit(target, result) or one_base(target, result)


def _by(target: Figure, result: Figure) -> By | None:
    if target.indicator_id or result.indicator_id:
        return "id" if target.indicator_id == result.indicator_id else None
    said, told = canonical.telling(target), canonical.telling(result)
    if min(len(said), len(told)) < _FEWEST:
        return None
    if said == told:
        return "phrase"
    if min(len(said), len(told)) < LONG:
        return None
    apart = {*said, *told} - ({*said} & {*told})
    if apart & _tells_apart() or fuzz.token_sort_ratio(" ".join(said), " ".join(told)) < ALIKE:
        return None
    return "alike"


def _same_actor(target: Figure, result: Figure) -> bool:
    if not target.actor or not result.actor:
        return True
    one, other = set(keys(target.actor)), set(keys(result.actor))
    return one <= other or other <= one


@functools.cache
def _tells_apart() -> frozenset[str]:
    """Words of which one alone makes another indicator (rules/audit_kinds.yaml)."""
    return frozenset(key for word in rules.read("audit_kinds")["tells_apart"] for key in keys(word))
