"""The rules of rules/letterhead.yaml by the part they read, and the values some of them stand for."""

from __future__ import annotations

import functools
from typing import Any

import regex

from pipeline import rules
from pipeline.official import numbers


class Asked:
    """A rule of rules/letterhead.yaml under its part's name; parts with several rules ask them in order."""

    def __init__(self, found: list[rules.Compiled]) -> None:
        self.rules = found

    def find(self, text: str, start: int = 0) -> regex.Match[str] | None:
        for asked in self.rules:
            if found := asked.pattern.search(text, start):
                return found
        return None

    def opens(self, text: str) -> regex.Match[str] | None:
        """What one of the rules finds at the very head of the text."""
        for asked in self.rules:
            if found := asked.pattern.match(text):
                return found
        return None

    def iterate(self, text: str) -> Any:
        return (m for r in self.rules for m in r.iterate(text))

    def remove(self, text: str, instead: str = "") -> str:
        """The text with something else instead of what the rules match."""
        for asked in self.rules:
            text = asked.pattern.sub(instead, text)
        return text

    def sole(self, text: str) -> bool:
        """Nothing else stands in the text."""
        return not self.remove(text).strip()


@functools.cache
def rule(part: str) -> Asked:
    """The rules that read one part of a letterhead."""
    return Asked([r for r in rules.load("letterhead") if r.gives["part"] == part])


_ROMAN = {"I": 1, "V": 5, "X": 10}


def ordinal(written: str) -> int | None:
    """`4`, `tư`, `IV` as a number; None for anything else."""
    if written.isdigit():
        return int(written)
    if spelled := rules.read("letterhead")["ordinals"].get(written.lower()):
        return int(spelled)
    if not set(written) <= set(_ROMAN):
        return None
    values = [_ROMAN[c] for c in written]
    return sum(-v if v < max(values[k:]) else v for k, v in enumerate(values))


def read_number(text: str, position: int) -> tuple[str, int]:
    """The number behind `Số:` and its end. A form's dots are skipped; a symbol without a number is no number."""
    kept = [k for k in range(position, min(len(text), position + 80)) if text[k] not in "…_⋯"]
    kept = [k for k in kept if not (text[k] == "." and regex.search(r"[.…]{2}", text[max(0, k - 1) : k + 2]))]
    shown = "".join(text[k] for k in kept)
    blank = len(shown) - len(shown.lstrip(" \xa0."))
    for candidate in (shown, shown.upper()):
        if number := numbers.at(candidate, blank):
            return _usual_case(number.value), kept[number.end - 1] + 1
    symbol = regex.compile(r"[-–/][ \xa0]?[\p{L}\d\-–/. ]{0,30}?(?=\s|$)").match(shown, blank)
    if symbol:
        return "", kept[symbol.end() - 1] + 1
    bare = regex.compile(r"\d{1,5}(?=\s*$|\s+\p{Lu}|\n)").match(shown, blank)
    return (bare[0], kept[bare.end() - 1] + 1) if bare else ("", position)


def _usual_case(number: str) -> str:
    """Symbols typed in capitals throughout, as they are usually written: TTG is TTg."""
    for code in rules.read("letterhead")["usual_case"]:
        number = regex.sub(rf"\b{code.upper()}\b", code, number)
    return number
