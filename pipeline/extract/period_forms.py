"""Periods as the annotation guide writes them, and the days they span.

`2019`, `2015/2020`, `2023-Q1`, `2019-H1`, `2019-04`, `2020-08-31`, `2007-01/2007-02`.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import NamedTuple

from pipeline.extract.cues import Cue

_NUMBER_WORDS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class Dated(NamedTuple):
    period: str
    rule_id: str


def written(cue: Cue, year: int) -> str:
    """The cue's period as the guide writes it; `year` where it names none. "" where there is none to name."""
    groups = {k: v for k, v in cue.groups.items() if v}
    groups = {k: v.replace(" ", "") if k in ("y", "y2") else v for k, v in groups.items()}
    y = int(groups["y"]) if "y" in groups else year
    if not y:
        return ""
    form = str(cue.gives["period"])
    if form == "{y}/{now}":
        return f"{y}/{year}" if year > y else str(y)
    numbers = {k: number(v) for k, v in groups.items() if k in ("m", "m2", "d", "d2", "n", "q")}
    if form == "{y}-H{h}":
        return f"{y}-H{1 if groups['h'].lower() == 'đầu' else 2}"
    if form == "{y}-L{n}":
        return f"{y}-{13 - numbers['n']:02}/{y}-12"
    if form == "{y}-01/{y}-{n}":
        return str(y) if numbers["n"] == 12 else f"{y}-01/{y}-{numbers['n']:02}" if numbers["n"] != 6 else f"{y}-H1"
    out = form.replace("{y}", str(y)).replace("{y2}", groups.get("y2", ""))
    for key in ("m2", "m", "d2", "d"):
        if key in numbers:
            out = out.replace("{" + key + "}", f"{numbers[key]:02}")
    return out.replace("{q}", str(numbers.get("q", "")))


def number(word: str) -> int:
    word = word.lower()
    return int(word) if word.isdigit() else _NUMBER_WORDS.get(word) or _ROMAN.get(word, 0)


def span(period: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a period as written by this module; (None, None) for "".

    >>> span("2019-Q1"), span("2015/2020")[1]
    ((datetime.date(2019, 1, 1), datetime.date(2019, 3, 31)), datetime.date(2020, 12, 31))
    """
    if not period:
        return None, None
    first, _, last = period.partition("/")
    return _days(first)[0], _days(last or first)[1]


def _days(part: str) -> tuple[dt.date | None, dt.date | None]:
    year, _, rest = part.partition("-")
    try:
        y = int(year)
        if not rest:
            return dt.date(y, 1, 1), dt.date(y, 12, 31)
        if rest[0] in "QH":
            size = 3 if rest[0] == "Q" else 6
            first = (int(rest[1]) - 1) * size + 1
            return dt.date(y, first, 1), dt.date(y, first + size - 1, calendar.monthrange(y, first + size - 1)[1])
        month, _, day = rest.partition("-")
        if day:
            return dt.date(y, int(month), int(day)), dt.date(y, int(month), int(day))
        return dt.date(y, int(month), 1), dt.date(y, int(month), calendar.monthrange(y, int(month))[1])
    except ValueError:
        return None, None
