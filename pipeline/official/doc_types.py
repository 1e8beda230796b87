"""Kinds of document, as titles and citations name them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline import rules
from pipeline.official import numbers, patterns

_known: dict[str, Named] = {}


class Named(NamedTuple):
    """`text[start:end]` names a kind of document; `gives` is what the rule says of the kind."""

    start: int
    end: int
    gives: dict[str, Any]
    rule_id: str

    @property
    def type(self) -> str:
        return str(self.gives["type"])

    @property
    def cited(self) -> str:
        """The kind's name in a citation; "" where the word is none by itself (`danh sách`)."""
        name = self.gives.get("cited", self.gives["type"])
        return "" if name == "no" else str(name)


def find(text: str) -> Iterator[Named]:
    """Every naming of a kind of document in `text`, in reading order."""
    for found in patterns.words("doc_types").finditer(patterns.lower(text)):
        # The same words are always the same kind, so each is looked up in the rules only once.
        words = found[0]
        if words not in _known:
            named = at(text, found.start())
            if named is None:
                continue
            _known[words] = named
        start, end = found.span()
        yield Named(start, end, _known[words].gives, _known[words].rule_id)


def at(text: str, position: int) -> Named | None:
    """The naming that starts exactly at `position`, or None."""
    found = patterns.either("doc_types").match(text, position)
    if found is None:
        return None
    rule = patterns.rule_of("doc_types", found)
    return Named(found.start(), found.end(), rule.gives, rule.id)


def of_abbreviation(code: str) -> str:
    """The kind abbreviated so in document numbers (`NQ`: nghị quyết), or ""."""
    return _abbreviations().get(code, "")


def of_number(value: str) -> str:
    """The kind a document number names: `nghị quyết` of `02-NQ/ĐUK`, or ""."""
    return next((name for code in numbers.codes(value) if (name := of_abbreviation(code))), "")


@functools.cache
def _abbreviations() -> dict[str, str]:
    table: dict[str, str] = {}
    for rule in rules.load("doc_types"):
        for code in rule.gives["abbreviations"]:
            table.setdefault(code, rule.gives["type"])
    return table
