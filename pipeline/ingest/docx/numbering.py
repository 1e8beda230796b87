"""Numbers that Word makes itself: of list items and headings (numbering.xml), and of notes.

Counting follows ECMA-376 part 1, 17.9: paragraphs of one abstract list count on whatever `w:num` they name,
a start override holds from the first paragraph of its `w:num`, and a level starts anew after a higher one
unless `w:lvlRestart` says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from pipeline.ingest.docx.names import CHOICE, FALLBACK, OFF, VAL, W
from pipeline.ingest.docx.package import Package
from pipeline.ingest.docx.styles import Styles, apply, whole
from pipeline.ingest.line import Shape

LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 3999
_CHICAGO = "*†‡§"


def roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def letters(number: int) -> str:
    """a … z, then aa, bb …, as Word counts."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def chicago(number: int) -> str:
    return _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1) if number > 0 else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "upperRoman": lambda n: roman(n).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerLetter": letters,
    "chicago": chicago,
    "numberInDash": "- {} -".format,
    "decimalEnclosedParen": "({})".format,
    "decimalEnclosedFullstop": "{}.".format,
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if 1 <= n <= 20 else f"({n})",
    "hex": "{:X}".format,
    "none": lambda _: "",
}


def number_text(number: int, kind: str, custom: str = "") -> str:
    """`number` as the number format `kind` (ST_NumberFormat) writes it; one it does not know as decimal.

    `custom` is the pattern of kind "custom": `001, 002, 003, ...`, whose first item tells the digits.

    >>> number_text(4, "upperRoman"), number_text(28, "lowerLetter"), number_text(7, "decimalZero")
    ('IV', 'bb', '07')
    >>> number_text(7, "custom", "001, 002, 003, ...")
    '007'
    """
    if kind == "custom" and (first := re.match(r"0*1(?=,)", custom)):
        return str(number).zfill(len(first[0]))
    # Beyond that letters and Roman numbers are no numbers any more but a way to fill the memory.
    return _FORMATS.get(kind, str)(number) if number <= _LARGEST else str(number)


@dataclass(slots=True)
class Level:
    start: int = 1
    kind: str = "decimal"
    custom: str = ""
    text: str = ""
    gap: str = " "  # between the number and the text
    restart: int | None = None  # after a level of this number (1 the highest) or higher; 0 never
    legal: bool = False  # all numbers of the label in digits
    style: str = ""
    shape: Shape = field(default_factory=Shape)


@dataclass(slots=True)
class _List:
    """A `w:num`: the abstract list it counts in, its own levels and its start overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]
    used: set[int] = field(default_factory=set)


class Numbering:
    """Counts the numbered paragraphs of one document in the order they are asked for."""

    def __init__(self, package: Package, part: str | None, styles: Styles) -> None:
        self._styles = styles
        root = package.xml(part) if part else None
        self._abstracts: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is not None:
            self._abstracts = {n.get(W + "abstractNumId", ""): n for n in root.iterchildren(W + "abstractNum")}
            self._nums = {n.get(W + "numId", ""): n for n in root.iterchildren(W + "num")}

    def level_of(self, shape: Shape, style_id: str) -> tuple[_List, int, Level] | None:
        """The list and level of a paragraph; None where it has no number."""
        if shape.num_id is None or shape.num_id == "0" or not self._nums:
            return None
        found = self._list(shape.num_id)
        if found is None:
            return None
        index = shape.level
        if index is None:
            style_id = style_id or self._styles.default.get("paragraph", "")
            index = next((i for i, level in found.levels.items() if style_id and level.style == style_id), 0)
        level = found.levels.get(index)
        return (found, index, level) if level is not None else None

    def advance(self, found: _List, index: int) -> str:
        """Count one paragraph of that level and give its number as Word shows it, without the gap after it."""
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        level, before = found.levels[index], counters[index]
        if before is None or (index in found.starts and index not in found.used):
            counters[index] = found.starts.get(index, level.start)
        else:
            counters[index] = before + 1
        found.used.add(index)
        for lower in range(index + 1, LEVELS):
            after = found.levels[lower].restart if lower in found.levels else None
            if after is None or index < after:
                counters[lower] = None
        if level.kind == "bullet":
            return _bullet(level.text)
        return re.sub(r"%([1-9])", lambda m: self._number(found, counters, int(m[1]) - 1, level.legal), level.text)

    @staticmethod
    def _number(found: _List, counters: list[int | None], index: int, legal: bool) -> str:
        level = found.levels.get(index)
        if level is None:
            return ""
        value = counters[index]
        kind = "decimal" if legal and level.kind not in ("none", "decimalZero") else level.kind
        return number_text(level.start if value is None else value, kind, level.custom)

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        if num is None:
            return None
        abstract = self._abstract(num)
        if abstract is None:
            return None
        levels = {index: level for node in abstract.iterchildren(W + "lvl") for index, level in [_level(node)]}
        starts = {}
        for override in num.iterchildren(W + "lvlOverride"):
            index = whole(override.get(W + "ilvl")) or 0
            if (node := override.find(W + "lvl")) is not None:
                levels[index] = _level(node)[1]
            if (node := override.find(W + "startOverride")) is not None:
                starts[index] = whole(node.get(VAL)) or 0
        return _List(abstract.get(W + "abstractNumId", ""), levels, starts)

    def _abstract(self, num: etree._Element, hops: int = 0) -> etree._Element | None:
        """The abstract list of a `w:num`, through a list style where it only names one."""
        named = num.find(W + "abstractNumId")
        abstract = self._abstracts.get(named.get(VAL, "")) if named is not None else None
        if abstract is None or (link := abstract.find(W + "numStyleLink")) is None or hops > 4:
            return abstract
        style = self._styles.node(link.get(VAL, ""))
        via = style.find(f"{W}pPr/{W}numPr/{W}numId") if style is not None else None
        other = self._nums.get(via.get(VAL, "")) if via is not None else None
        return self._abstract(other, hops + 1) if other is not None else abstract


def _level(node: etree._Element) -> tuple[int, Level]:
    level = Level()
    for part in node:
        value = part.get(VAL, "")
        match part.tag.removeprefix(W) if isinstance(part.tag, str) else "":
            case "start":
                level.start = whole(value) or 0
            case "numFmt":
                level.kind, level.custom = value, part.get(W + "format", "")
            case "lvlText":
                level.text = value
            case "suff":
                level.gap = "" if value == "nothing" else " "
            case "lvlRestart":
                level.restart = whole(value)
            case "isLgl":
                level.legal = value not in OFF
            case "pStyle":
                level.style = value
            case "pPr":
                apply(level.shape, part)
    # Formats newer than the standard stand in an alternate content; one we know wins over its fallback.
    for choice in (*node.iter(FALLBACK), *node.iter(CHOICE)):
        for part in choice.iterchildren(W + "numFmt"):
            level.kind, level.custom = part.get(VAL, ""), part.get(W + "format", "")
    return whole(node.get(W + "ilvl")) or 0, level


def _bullet(text: str) -> str:
    """Signs that Vietnamese typing tells apart stay; every drawn bullet is a dash."""
    return text if text in ("+", "*") else "-"
