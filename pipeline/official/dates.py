"""Dates as Vietnamese documents write them, whole, hollow or impossible.

A date is read day, month, year, the only order the language uses (besides the machine's 2019-12-19).
Two-digit years follow the 1990s-2000s custom of the sources: 45 to 99 is 19xx, 00 to 44 is 20xx (the state
that writes these documents dates from 1945).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

from pipeline.official import patterns

Precision = Literal["day", "day_month", "month", "hollow"]


class Written(NamedTuple):
    """A date as the text has it: `text[start:end]`, and the parts it states (None where it does not)."""

    start: int
    end: int
    quote: str
    day: int | None
    month: int | None
    year: int | None
    precision: Precision

    @property
    def value(self) -> dt.date | None:
        """The day it names; None where a part is missing or the calendar has no such day."""
        if self.day is None or self.month is None or self.year is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def impossible(self) -> bool:
        """True where every part is stated and yet there is no such day: 31/11/2021."""
        return None not in (self.day, self.month, self.year) and self.value is None


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[Written]:
    """Every date in `text[start:end]`, in reading order; offsets count in `text`."""
    for found in patterns.either("dates").finditer(text, start, len(text) if end is None else end):
        yield _written(found)


def at(text: str, position: int) -> Written | None:
    """The date that starts exactly at `position`, or None."""
    found = patterns.either("dates").match(text, position)
    return _written(found) if found else None


def parse(text: str) -> dt.date | None:
    """The first whole day named in `text`; None where there is none or the calendar lacks it.

    >>> parse("Trà Vinh, ngày 19 tháng 12 năm 2019")
    datetime.date(2019, 12, 19)
    >>> parse("ngày 31/11/2021") is None
    True
    """
    whole = next((w for w in find(text) if w.precision == "day"), None)
    return whole.value if whole else None


def _written(found: regex.Match[str]) -> Written:
    rule = patterns.rule_of("dates", found)
    year = _int(found["y"]) if found["y"] else None
    if year is not None and len(found["y"]) == 2:
        year += 1900 if year >= 45 else 2000
    day, month = _int(found["d"]), _int(found["m"])
    return Written(found.start(), found.end(), found[0], day, month, year, rule.gives["precision"])


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None
