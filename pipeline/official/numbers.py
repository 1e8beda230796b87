"""Document numbers: `02-NQ/ĐUK`, `04/2015/NĐ-CP`, `60 TC/CĐKT`.

The ways of writing them are those of the Party's Hướng dẫn 36-HD/VPTW (number-type/body) and of the State's
Nghị định 30/2020/NĐ-CP and its forerunners (number/year/type-body), and what preceded both.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import regex

from pipeline import rules
from pipeline.official import patterns


class Number(NamedTuple):
    """A number as the text has it and in its canonical spelling, without blanks and with plain hyphens."""

    start: int
    end: int
    value: str
    warnings: tuple[str, ...]
    rule_id: str

    @property
    def organ(self) -> str:
        """What follows the sequence number: `NQ/TW` of `18-NQ/TW`; "" of a bare number."""
        return self.value[len(sequence(self.value)) + 1 :]


def at(text: str, position: int) -> Number | None:
    """The number with a symbol (a bare one has none) that starts exactly at `position`, or None."""
    found = patterns.either("doc_numbers", group="shape").match(text, position)
    if found is None:
        return None
    rule = patterns.rule_of("doc_numbers", found, group="shape")
    value = canonical(found[0])
    return Number(found.start(), found.end(), value, warnings(value), rule.id)


def canonical(written: str) -> str:
    """The number without blanks, its dashes plain: `109 - QĐ/TU` is `109-QĐ/TU`.

    A blank that parts the sequence from the symbol (`60 TC/CĐKT`) stays, unless the symbol begins with the
    abbreviation of a kind of document, where the hyphen is merely missing (`15 NQ/TU` is `15-NQ/TU`).
    """
    from pipeline.official import doc_types

    plain = regex.sub(r"[–—]", "-", written.replace("\xa0", " ")).strip()
    plain = regex.sub(r" ?([-/]) ?", r"\1", plain)
    plain = regex.sub(r"(?<=\d) (?=\d)|(?<=\p{Lu}) (?=\d)", "", plain)
    head = regex.match(r"(\d+) (\p{Lu}\p{L}*)", plain)
    if head and doc_types.of_abbreviation(head[2]):
        plain = f"{head[1]}-{plain[head.end(1) + 1 :]}"
    return str(plain)


def sequence(value: str) -> str:
    """The running number at the head of a canonical number: `18` of `18-NQ/TW`, `30a` of `30a/2008/NQ-CP`."""
    found = regex.match(r"\d+[a-zđ]?", value)
    return str(found[0]) if found else ""


def codes(value: str) -> list[str]:
    """The letter groups of a canonical number, in order: `NĐ`, `CP` of `04/2015/NĐ-CP`."""
    return [part for part in regex.split(r"[-/ .]", value) if part and not part[0].isdigit()]


def year(value: str) -> int | None:
    """The year a state number carries: 2015 of `04/2015/NĐ-CP`."""
    found = regex.search(r"/((?:19|20)\d\d)/", value)
    return int(found[1]) if found else None


def warnings(value: str) -> tuple[str, ...]:
    """`malformed_number` for a spelling no regulation ever allowed (`04/2015/NĐ/CP`)."""
    return tuple(sorted({c.gives["warning"] for c in _malformed() if c.find(value)}))


@functools.cache
def _malformed() -> tuple[rules.Compiled, ...]:
    return tuple(c for c in rules.load("doc_numbers") if "warning" in c.gives)
