"""The label a line begins with (`II.`, `2.1-`, `a)`, `-`), by rules/headings.yaml and rules/lists.yaml."""

from __future__ import annotations

import functools
from typing import NamedTuple

from pipeline import rules

# The order in which Vietnamese lists count: đ after d, no f, j, w, z.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_WORDS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


class Label(NamedTuple):
    """A label as written without its closing sign; the words begin at `end`."""

    kind: str  # part, appendix, chapter, section, article, roman, letter, decimal, lower, paren, star, bullet
    text: str
    end: int
    rank: float  # the smaller the higher it usually stands

    @property
    def row(self) -> str:
        """Labels of the same row count on from each other: the kind, of decimals with how many numbers they have."""
        if self.kind == "decimal":
            return f"decimal{self.text.count('.') + 1}"
        if self.kind in ("paren", "bullet", "star"):
            return self.kind + ("" if self.text.isdigit() else "a" if self.text.isalpha() else self.text)
        return self.kind

    @property
    def ordinal(self) -> int:
        """Its place in the row, from 1; 0 where it does not count (`-`, `PHỤ LỤC`)."""
        last = self.text.lower().rpartition(" ")[2].rpartition(".")[2]
        if last.isdigit():
            return int(last)
        if self.kind in ("letter", "lower") or (self.kind == "paren" and len(last) == 1):
            return _LETTERS.find(last) + 1
        if last in _WORDS:
            return _WORDS.index(last) + 1
        return _roman(last)

    def follows(self, other: Label) -> bool:
        """Whether it is the next of the same row; a number may have been skipped."""
        return self.row == other.row and (self.ordinal == 0 or 0 < self.ordinal - other.ordinal <= 2)


def _roman(text: str) -> int:
    values = [_ROMAN.get(c, 0) for c in text]
    if not values or 0 in values:
        return 0
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


@functools.cache
def _rules() -> tuple[rules.Compiled, ...]:
    return (*rules.load("headings"), *rules.load("lists"))


@functools.lru_cache(maxsize=4096)
def _rules_for(head: str) -> tuple[rules.Compiled, ...]:
    """The rules that can match a text that begins with `head`."""
    return tuple(rule for rule in _rules() if rule.pattern.match(head, partial=True))


def read(text: str) -> Label | None:
    """The label at the head of `text`, or None.

    >>> read("2.1- Lãnh đạo")[:3]
    ('decimal', '2.1', 5)
    """
    if not text or (text[0].islower() and text[1:2].isalpha() and text[2:3].isalpha()):
        return None
    for rule in _rules_for(text[:2]):
        if found := rule.pattern.match(text):
            label = found["label"].strip()
            rank = rule.gives["rank"] + (label.count(".") / 10 if rule.gives["kind"] == "decimal" else 0)
            return Label(rule.gives["kind"], label, found.end(), rank)
    return None
