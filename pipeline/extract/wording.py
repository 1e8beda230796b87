"""The small patterns of wording around figures: `pattern("times")` is that of rule `wording.times`."""

from __future__ import annotations

import functools

import regex

from pipeline import rules


@functools.cache
def pattern(name: str) -> regex.Pattern[str]:
    """The pattern of the rule `wording.NAME` of rules/wording.yaml. Raises KeyError where there is none."""
    return {rule.id: rule.pattern for rule in rules.load("wording")}[f"wording.{name}"]
