"""A line of text while it is put together from runs: offsets of marks, fonts and sources, and its look."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline import rules
from pipeline.ingest import marks as marking
from pipeline.model import FontRun, Mark, Piece, PieceKind, Source, Stretch, Style

# Raised signs that call typed notes: digits, a bracketed letter, stars; several with commas between.
_CALL = r"[(\[]?\s*(?:\d{1,3}|\*{1,3})\s*[)\]]?|[(\[]\s*[a-z]{1,2}\s*[)\]]"
_CALLS = re.compile(rf"(?:{_CALL})(?:\s*[,;]?\s*(?:{_CALL}))*")
_LABEL = re.compile(r"\d+|\*+|[a-z]+")
# Metres, and gases whose index somebody raised instead of lowering it.
_METRE = r"(?<![^\W\d_])(?:[kKdDcCmMN]|da|h)?[mM]$"
_EXPONENTS = {"2": re.compile(rf"{_METRE}|(?<![^\W\d_])(?:CO|SO|NO|H|O)$"), "3": re.compile(_METRE)}
_POWER_OF_TEN = re.compile(r"[x×.*]\s*10$")
_SHORT = 12  # characters; more than that raised is prose somebody raised, not a sign
_DEGREE = re.compile(r"\d\s*$")
_ENDED = re.compile(r"(?:[.;:!?…]|\./\.)[”\"'’)\]]*(?:⁽[^⁾]+⁾)?[.;]?$")
_LONG = 40  # characters a line needs before an end without a stop reads as broken and not as a title of its own


class Look(NamedTuple):
    """The look of a run."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    size: float | None = None  # points
    ascii: str = ""  # font of ASCII characters
    high: str = ""  # font of all others
    vertical: str = ""  # superscript, subscript or ""


@dataclass(slots=True)
class Shape:
    """The look of a paragraph; None where nothing says."""

    name: str = ""
    centered: bool = False
    outline: int | None = None  # 1 the highest
    left: float | None = None  # points
    first_line: float | None = None  # points from `left`; negative hangs
    num_id: str | None = None
    level: int | None = None
    page_break: bool = False
    look: Look = field(default_factory=Look)


class Line:
    """Text in the making. `add` and `mark` append; `settle` ends it."""

    __slots__ = (
        *("_length", "_parts", "_raised", "bold", "fonts", "gap"),
        *("italic", "label", "marks", "shape", "sizes", "stretches"),
    )

    def __init__(self, shape: Shape, source: Source) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._raised: list[tuple[str, Look]] = []
        self.shape = shape
        self.label = self.gap = ""  # automatic number and what stands between it and the text
        self.marks: list[Mark] = []
        self.fonts: list[FontRun] = []
        self.stretches = [Stretch(0, 0, source)]
        self.bold: bool | None = None
        self.italic: bool | None = None
        self.sizes: dict[float, int] = {}

    @property
    def text(self) -> str:
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def blank(self) -> bool:
        if self._raised:
            return False
        for part in self._parts:  # noqa: SIM110 - asked of every line several times; a generator costs twice as much
            if part and not part.isspace():
                return False
        return True

    def add(self, text: str, look: Look) -> None:
        if "\u2011" in text:
            text = text.replace("\u2011", "-")  # a hyphen that forbids a line break; the break is of no concern here
        if look.vertical == "superscript":
            self._raised.append((text, look))
            return
        if self._raised:
            self._lower()
        if look.vertical and text[:1].isdigit() and self.text[-1:].isdigit():
            text = marking.lowered(text)
        self._append(text, look)

    def _append(self, text: str, look: Look) -> None:
        start = self._length
        self._parts.append(text)
        self._length = end = start + len(text)
        if not text.isspace():
            self.bold = look.bold and self.bold is not False
            self.italic = look.italic and self.italic is not False
            if look.size:
                self.sizes[look.size] = self.sizes.get(look.size, 0) + len(text)
        name = look.ascii if text.isascii() else look.high
        if name:
            last = self.fonts[-1] if self.fonts else None
            if last is not None and last.end == start and last.name == name:
                self.fonts[-1] = FontRun(last.start, end, name)
            else:
                self.fonts.append(FontRun(start, end, name))

    def flushed(self) -> int:
        """The length of the text so far, raised signs decided."""
        if self._raised:
            self._lower()
        return self._length

    def mark(self, label: str) -> None:
        if self._raised:
            self._lower()
        rendered = marking.render(label)
        self.marks.append(Mark(self._length, self._length + len(rendered), label))
        self._parts.append(rendered)
        self._length += len(rendered)

    def _lower(self) -> None:
        """Decide what the raised characters gathered so far are: a note's mark, an exponent, a degree, or text."""
        raised, self._raised = self._raised, []
        text = "".join(part for part, _ in raised)
        sign, look = text.strip(), raised[0][1]._replace(vertical="")
        before = self.text
        gap = " " if sign and text[-1:].isspace() else ""  # raised along with the sign before it
        exponent = _EXPONENTS.get(sign)
        if (exponent and exponent.search(before)) or (sign.isdecimal() and _POWER_OF_TEN.search(before)):
            self._append(marking.raised(sign) + gap, look)
        elif sign in ("0", "o", "O") and _DEGREE.search(before):
            self._append("°" + gap, look)
        elif _CALLS.fullmatch(sign):
            for label in _LABEL.findall(sign):
                self.mark(label)
            if gap:
                self._append(gap, look)
        elif len(sign) <= _SHORT and before[-1:].isdigit():
            self._append(marking.raised(text), look)  # never the last digits of a figure
        else:
            for part, its_look in raised:
                self._append(part, its_look._replace(vertical=""))

    def at(self, source: Source) -> None:
        """What follows comes from `source`."""
        if self._raised:
            self._lower()
        if self.stretches[-1].start == self._length:
            self.stretches[-1].source = source
        elif self.stretches[-1].source != source:
            self.stretches.append(Stretch(self._length, self._length, source))

    def take(self, other: Line, gap: str) -> None:
        """Append a settled line behind `gap`."""
        if self._raised:
            self._lower()
        self._parts.append(gap)
        shift = self._length = self._length + len(gap)
        self._parts.append(other.text)
        self._length += len(other.text)
        self.marks += [Mark(m.start + shift, m.end + shift, m.label) for m in other.marks]
        self.fonts += [FontRun(f.start + shift, f.end + shift, f.name) for f in other.fonts]
        self.stretches += [Stretch(s.start + shift, s.end + shift, s.source) for s in other.stretches]
        for size, count in other.sizes.items():
            self.sizes[size] = self.sizes.get(size, 0) + count
        if other.bold is not None:
            self.bold = other.bold and self.bold is not False
            self.italic = other.italic and self.italic is not False

    def head(self) -> None:
        """Put the automatic number before a settled line."""
        self._edit([(0, 0, self.label + (self.gap if self._length else ""))])

    def cut(self, length: int) -> None:
        """Take away the first `length` characters."""
        if length:
            self._edit([(0, length, "")])

    def settle(self) -> Line:
        """End the line: marks stand directly behind their word, brackets typed around them are gone."""
        if self._raised:
            self._lower()
        if self.marks:
            self._settle_marks()
        self._strip()
        self.stretches[-1].end = self._length
        for left, right in itertools.pairwise(self.stretches):
            left.end = right.start
        return self

    def _settle_marks(self) -> None:
        text = self.text
        edits: list[tuple[int, int, str]] = []
        for mark in self.marks:
            start, end = mark.start, mark.end
            if bracketed := _brackets(text, start, end):
                start, end = bracketed
            spaced = start
            while spaced and text[spaced - 1].isspace():
                spaced -= 1
            if spaced and not text[:spaced].endswith(("⁾",)) and (not edits or edits[-1][1] <= spaced):
                start, moved = spaced, spaced < start
            else:
                moved = False
            after = text[end : end + 1]
            if start < mark.start:
                edits.append((start, mark.start, ""))
            if end > mark.end or (moved and after.isalnum()):
                edits.append((mark.end, end, " " if moved and after.isalnum() else ""))
        self._edit(edits)

    def _strip(self) -> None:
        text = self.text
        if text.strip() != text:
            head, end = len(text) - len(text.lstrip()), len(text.rstrip())
            self._edit([(0, head, "")] if head >= end else [(0, head, ""), (end, len(text), "")])

    def _edit(self, edits: Iterable[tuple[int, int, str]]) -> None:
        """Replace stretches of the text (sorted, apart); offsets follow. Text put in belongs to nothing before it."""
        edits = [e for e in edits if e[0] != e[1] or e[2]]
        if not edits:
            return
        text, out, done = self.text, [], 0
        for start, end, new in edits:
            out += [text[done:start], new]
            done = end
        out.append(text[done:])
        self._parts = ["".join(out)]
        self._length = len(self._parts[0])

        def moved(offset: int, is_end: bool) -> int:
            shift = 0
            for start, end, new in edits:
                if offset < start or (is_end and offset == start and start > 0):
                    break
                if offset < end:
                    return start + shift + (0 if is_end else len(new))
                shift += len(new) - (end - start)
            return offset + shift

        self.marks = [Mark(moved(m.start, False), moved(m.end, True), m.label) for m in self.marks]
        fonts = [FontRun(moved(f.start, False), moved(f.end, True), f.name) for f in self.fonts]
        self.fonts = [f for f in fonts if f.end > f.start]
        for index, stretch in enumerate(self.stretches):
            stretch.start = moved(stretch.start, False) if index else 0
            stretch.end = moved(stretch.end, True)

    def piece(self, kind: PieceKind = "paragraph", label: str = "") -> Piece:
        shape = self.shape
        indent = None
        if shape.left is not None or shape.first_line is not None:
            indent = (shape.left or 0.0) + (shape.first_line or 0.0)
        style = Style(
            name=shape.name,
            bold=self.bold,
            italic=self.italic,
            centered=shape.centered,
            size=max(self.sizes, key=lambda s: self.sizes[s]) if self.sizes else shape.look.size,
            indent=indent,
            outline=shape.outline,
        )
        return Piece(kind, self.text, label or self.label, self.marks, self.stretches, self.fonts, style)


def _brackets(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span with the brackets that stand directly around a mark, if any."""
    left, right = start, end
    while left and text[left - 1] == " ":
        left -= 1
    while right < len(text) and text[right] == " ":
        right += 1
    if left and right < len(text) and text[left - 1] + text[right] in ("()", "[]"):
        return left - 1, right + 1
    return None


def joined(lines: list[Line], gap: str) -> Line | None:
    """Settled lines as one, None of none."""
    if not lines:
        return None
    first = lines[0]
    for line in lines[1:]:
        first.take(line, gap)
    return first


def goes_on(before: Line, after: Line) -> bool:
    """Does the sentence run over this line break? As pipeline.normalize.lines judges it where no margin is known."""
    left, right = before.text, after.text
    if not left or not right or _ENDED.search(left) or left.isupper() or right.isupper() or _labelled(right):
        return False
    return right[0].islower() or right[0] in ",;.)”%" or len(left) >= _LONG


def _labelled(text: str) -> bool:
    return any(rule.pattern.match(text) for name in ("headings", "lists") for rule in rules.load(name))
