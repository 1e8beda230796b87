"""The label a line begins with (`II.`, `2.1-`, `a)`, `-`), by rules/headings.yaml and rules/lists.yaml."""

from __future__ import annotations

from typing import NamedTuple

from pipeline import rules


class Label(NamedTuple):
    """A label as written without its closing sign; the words begin at `end`."""

    kind: str  # part, appendix, chapter, section, article, roman, letter, decimal, lower, paren, star, bullet
    text: str
    end: int
    rank: int
    rule_id: str

    @property
    def depth(self) -> int:
        """How many numbers a decimal label has: `2.1` has two."""
        return self.text.count(".") + 1


def read(text: str) -> Label | None:
    """The label at the head of `text`, or None.

    >>> read("2.1- Lãnh đạo")[:3]
    ('decimal', '2.1', 5)
    """
    if not text or text[0].islower() and text[1:2].isalpha():
        return None
    for name in ("headings", "lists"):
        for rule in rules.load(name):
            if found := rule.pattern.match(text):
                return Label(rule.gives["kind"], found["label"].strip(), found.end(), rule.gives["rank"], rule.id)
    return None
