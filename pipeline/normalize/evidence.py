"""Asks single rules of the rule files: `says("lines.ended", text)`."""

from __future__ import annotations

import functools

import regex

from pipeline import rules


@functools.cache
def pattern(rule_id: str) -> regex.Pattern[str]:
    """The pattern of the rule; its file is named by the first part of its id. Raises KeyError where there is none."""
    for compiled in rules.load(rule_id.partition(".")[0]):
        if compiled.id == rule_id:
            return compiled.pattern
    raise KeyError(rule_id)


def says(rule_id: str, text: str) -> bool:
    """Whether the rule's pattern is found in `text`."""
    return pattern(rule_id).search(text) is not None
