"""Cues: the words of a sentence that say what the figures around them are (a period, a role, a rhythm, an actor)."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

import regex

from pipeline import rules


class Cue(NamedTuple):
    """`text[start:end]` met the rule `rule_id`, which says `gives`; `groups` are the pattern's named groups."""

    start: int
    end: int
    rule_id: str
    gives: dict[str, Any]
    groups: dict[str, str | None]


@functools.cache
def _patterns(name: str) -> list[tuple[str, regex.Pattern[str], dict[str, Any]]]:
    return [(rule.id, rule.pattern, rule.gives) for rule in rules.load(name)]


def find(name: str, text: str, offset: int = 0) -> list[Cue]:
    """The cues of `rules/NAME.yaml` in `text`, in order, none overlapping another: the earlier rule of the file wins.

    Offsets are shifted by `offset`, so that a sentence's cues count in the document.
    """
    found: list[Cue] = []
    for rule_id, pattern, gives in _patterns(name):
        for match in pattern.finditer(text):
            start, end = match.start() + offset, match.end() + offset
            if all(end <= cue.start or cue.end <= start for cue in found):
                found.append(Cue(start, end, rule_id, gives, match.groupdict()))
    found.sort(key=lambda cue: cue.start)
    return found


def first(name: str, text: str) -> Cue | None:
    """What the first rule of `rules/NAME.yaml` that meets `text` says of it."""
    for rule_id, pattern, gives in _patterns(name):
        if match := pattern.search(text):
            return Cue(match.start(), match.end(), rule_id, gives, match.groupdict())
    return None
