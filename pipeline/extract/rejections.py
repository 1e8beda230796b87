"""Numbers that are no figures: dates, document numbers, ordinals, names, … (rules/not_figures.yaml)."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import regex

from pipeline import rules
from pipeline.extract.numbers import Number
from pipeline.model import Rejected

# How far after a number its rules look. Without an end the engine searches the rest of the block for the letters
# that a rule needs, once a number and rule.
REACH = 400


@functools.cache
def _asked() -> list[tuple[str, regex.Pattern[str]]]:
    return [(rule.id, rule.pattern) for rule in rules.load("not_figures")]


def split(
    text: str, start: int, end: int, numbers: Iterable[Number], cited: Iterable[tuple[int, int]] = ()
) -> tuple[list[Number], list[Rejected]]:
    """Part the numbers of `text[start:end]` into candidates and rejected ones.

    `start:end` is one block or cell: what stands outside it decides nothing. `cited` are spans of citations
    of other documents, sorted; a number inside one is that document's.
    """
    kept: list[Number] = []
    rejected: list[Rejected] = []
    block, covered = text[start:end], 0
    for number in numbers:
        at = number.start - start
        if number.start < covered:  # inside the span the last rule covered: 10/2019 of 05/10/2019
            rejected.append(Rejected(number.start, number.end, number.digits, rejected[-1].rule_id))
            continue
        if any(a <= number.start < b for a, b in cited):
            rejected.append(Rejected(number.start, number.end, number.digits, "not.citation"))
            continue
        for rule_id, pattern in _asked():
            if found := pattern.match(block, at, at + REACH):
                covered = max(number.end, start + found.end())
                rejected.append(Rejected(number.start, number.end, number.digits, rule_id))
                break
        else:
            kept.append(number)
    return kept, rejected
