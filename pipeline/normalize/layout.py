"""What the setting of lines says: whether a line was full, whether the next one opens a paragraph.

Two kinds of evidence: boxes of a PDF (`BoxLayout`), or nothing but the lengths of text lines (`TextLayout`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Protocol

from pipeline.model import Piece
from pipeline.normalize.labels import Label
from pipeline.normalize.widths import width

_FEW, _SET_IN = 4, 0.05  # lines set in that make it a custom, and their share of all lines
_NEARLY_ALL = 0.9  # of the lines that go on
_SURELY, _LONGEST = 8, 130  # lines that go on and tell how all are broken; letters of such a line at most
_LETTER = 0.45  # ems of a letter
_PAPER = 80.0  # ems: no sheet holds a longer line
_DEEPEST, _AT_MARGIN = 72.0, 4.0  # points


@dataclass(slots=True)
class Line:
    """A physical line and what joining asks of it."""

    piece: Piece
    label: Label | None
    blank_before: bool  # blank lines part it from the line before
    page_before: bool  # a page break, or a note at the foot of the page, does

    @property
    def text(self) -> str:
        return self.piece.text


class Layout(Protocol):
    """Evidence about two neighbouring lines. `first`: the upper one opens its paragraph."""

    def wrapped(self) -> bool:
        """Whether paragraphs run over several lines at all."""

    def whole(self) -> bool:
        """Whether lines are so long that each can only be a paragraph."""

    def room(self, before: Line, line: Line, first: bool) -> float:
        """Ems left on the upper line after the first word of the lower; 0 or less where it did not fit."""

    def parted(self, before: Line, line: Line) -> bool:
        """Something stands between them: a gap, another size, another column."""

    def indented(self, before: Line, line: Line) -> bool | None:
        """The lower line is set in as the first of a paragraph; None where the setting does not say."""

    def returns(self, opening: Line, line: Line) -> bool:
        """Paragraphs are known by first lines set in; `opening` is one, `line` is back at the margin."""


def of(lines: Sequence[Piece]) -> Layout:
    """The layout that fits what is known of the lines."""
    boxed = sum(p.source.bbox is not None for p in lines)
    return BoxLayout(lines) if lines and boxed > 0.9 * len(lines) else TextLayout(lines)


class TextLayout:
    """Lines of characters: the margin is guessed from their widths, indents from leading blanks or widths."""

    def __init__(self, lines: Sequence[Piece]) -> None:
        self.margin = margin([p.text for p in lines])
        self.longest = max((width(p.text) for p in lines), default=0.0)
        self.next = {id(a): b.text for a, b in pairwise(lines)}
        indents = Counter(p.style.indent or 0.0 for p in lines)
        self.left = min(indents, key=lambda i: (-indents[i], i), default=0.0)
        # Leading blanks speak where lines set in are common, yet not the rule.
        self.blanks_speak = 0.04 < sum(n for i, n in indents.items() if i > self.left + 8) / max(1, len(lines)) < 0.6
        self.indent = self._lost_indent(lines)
        self.count = _counted([p.text for p in lines])

    def _lost_indent(self, lines: Sequence[Piece]) -> float:
        """Ems by which first lines are set in on the page, where the text lost the blanks: first lines are narrower."""
        if self.margin is None or self.blanks_speak:
            return 0.0
        opening, inner = [], []
        for above, piece, below in zip(lines, lines[1:], lines[2:], strict=False):
            full = width(piece.text) > self.margin * 0.85 and not below.text[0].isupper()
            if full and self.margin - width(above.text) > 8:
                opening.append(width(piece.text))
            elif full and self.margin - width(above.text) < 2:
                inner.append(width(piece.text))
        if len(opening) < 3 or len(inner) < 3:
            return 2.0
        return min(4.0, max(0.0, sorted(inner)[int(len(inner) * 0.9)] - sorted(opening)[int(len(opening) * 0.9)]))

    def wrapped(self) -> bool:
        return self.margin is not None

    def whole(self) -> bool:
        return self.margin is None and self.longest > _PAPER

    def room(self, before: Line, line: Line, first: bool) -> float:
        if self.margin is None:
            return 100.0
        if self.count is not None:
            return _LETTER * (self.count - len(before.text) - len(_first(line.text)))
        indent = (before.piece.style.indent or 0.0) / 12 if self.blanks_speak else self.indent if first else 0.0
        return self.margin * 0.985 - indent - width(before.text) - _first_word(line.text)

    def parted(self, before: Line, line: Line) -> bool:
        return line.blank_before

    def indented(self, before: Line, line: Line) -> bool | None:
        if self.blanks_speak:
            return (line.piece.style.indent or 0.0) > self.left + 8
        following = self.next.get(id(line.piece))
        if self.margin is None or self.indent < 1.2 or following is None:
            return None
        space = self.margin - width(line.text)
        if space < 0.7 * self.indent:
            return False  # no first line is as wide
        if following[0].islower() and _first_word(following) < space - 0.4:
            return True  # the next word would have fitted, were this line not set in
        return None

    def returns(self, opening: Line, line: Line) -> bool:
        first, other = opening.piece.style.indent or 0.0, line.piece.style.indent or 0.0
        return self.blanks_speak and first > self.left + 8 and other <= self.left


def _first(text: str) -> str:
    return text.split(" ", 1)[0]


def _first_word(text: str) -> float:
    return width(f" {_first(text)}")


def _counted(texts: list[str]) -> int | None:
    """Letters of the longest line where lines were broken by counting letters (a mail, an editor), else None.

    Then no line that goes on in small letters had room, counted so, for the first word of the next, but for lines of a
    title that were set apart (`BÁO CÁO CHÍNH TRỊ` / `của Ban Chấp hành …`).
    """
    most = max(map(len, texts), default=0)
    going_on = [(above, below) for above, below in pairwise(texts) if below[:1].islower() and above[-1:].isalpha()]
    if len(going_on) < _SURELY or most > _LONGEST:
        return None
    full = sum(len(above) + len(_first(below)) >= most for above, below in going_on)
    return most if full >= _NEARLY_ALL * len(going_on) else None


def margin(texts: list[str]) -> float | None:
    """Width in ems of a full line where the text is wrapped; None where a line is a paragraph."""
    widths = sorted(width(t) for t in texts)
    if len(widths) < 8:
        return None
    bins = Counter(int(w // 2) for w in widths)
    peak = max(bins, key=lambda b: (bins[b] + bins[b - 1] + bins[b + 1], b))
    near = [w for w in widths if (peak - 1) * 2 <= w < (peak + 3) * 2]
    long = sum(w > (peak + 3) * 2.6 for w in widths)
    if peak * 2 < 15 or len(near) < 0.3 * len(widths) or long > 0.1 * len(widths):
        return None
    return near[int(len(near) * 0.97)]


class BoxLayout:
    """Lines with boxes on pages. Distances are points."""

    def __init__(self, lines: Sequence[Piece]) -> None:
        pages: dict[int | None, list[Piece]] = {}
        for piece in lines:
            pages.setdefault(piece.source.page, []).append(piece)
        self.columns = {page: _column(found) for page, found in pages.items()}
        whole = _column(lines)
        for page, found in pages.items():
            if len(found) < 8:
                left, right = self.columns[page]
                self.columns[page] = min(left, whole[0]), max(right, whole[1])
        steps = [
            b.source.bbox[1] - a.source.bbox[1]
            for found in pages.values()
            for a, b in pairwise(found)
            if a.source.bbox and b.source.bbox and 0 < b.source.bbox[1] - a.source.bbox[1] < 60
        ]
        self.leading = median(steps) if steps else 18.0
        self.is_wrapped = any(_fills(p, self.columns[p.source.page]) for p in lines)
        self.openings = sum(map(self._is_set_in, lines))
        self.lines = len(lines)

    def wrapped(self) -> bool:
        return self.is_wrapped

    def whole(self) -> bool:
        return False

    def room(self, before: Line, line: Line, first: bool) -> float:
        box = before.piece.source.bbox
        if box is None:
            return 0.0
        em = before.piece.style.size or max(6.0, (box[3] - box[1]) / 1.15)
        # The line's own width tells how wide its letters really are.
        scale = (box[2] - box[0]) / max(0.1, width(before.text)) if len(before.text) > 15 else em
        return (self.columns[before.piece.source.page][1] - box[2]) / scale - _first_word(line.text)

    def parted(self, before: Line, line: Line) -> bool:
        a, b = before.piece.source.bbox, line.piece.source.bbox
        if a is None or b is None or before.piece.source.page != line.piece.source.page:
            return line.blank_before
        if abs((before.piece.style.size or 0) - (line.piece.style.size or before.piece.style.size or 0)) > 1.2:
            return True
        step = b[1] - a[1]
        beside = step < 0.4 * (a[3] - a[1])  # on the same row: the other column of a letterhead or a signature
        return beside or step > self.leading * 1.25 + 1 or line.blank_before

    def indented(self, before: Line, line: Line) -> bool | None:
        a, b = before.piece.source.bbox, line.piece.source.bbox
        if a is None or b is None:
            return None
        left = self.columns[line.piece.source.page][0]
        if before.label is not None and b[0] > a[0] + 4 and b[0] < a[0] + 60:
            return False  # hanging indent below a bullet or a number
        if b[0] > left + 8 and abs(a[0] + a[2] - b[0] - b[2]) < 8:
            return None  # both are centred
        return b[0] > left + 8 and b[0] > a[0] - 3

    def returns(self, opening: Line, line: Line) -> bool:
        box = line.piece.source.bbox
        if box is None or self.openings < max(_FEW, _SET_IN * self.lines):
            return False
        return self._is_set_in(opening.piece) and abs(box[0] - self.columns[line.piece.source.page][0]) < _AT_MARGIN

    def _is_set_in(self, piece: Piece) -> bool:
        """A full line that begins as far in as first lines of paragraphs do."""
        box, column = piece.source.bbox, self.columns.get(piece.source.page)
        if box is None or column is None:
            return False
        return 8 < box[0] - column[0] < _DEEPEST and box[2] > column[1] - 12


def _column(lines: Sequence[Piece]) -> tuple[float, float]:
    """Left and right edge of the text: where most lines begin, and where full lines end."""
    boxes = [p.source.bbox for p in lines if p.source.bbox is not None and len(p.text) > 3]
    if not boxes:
        return 0.0, 0.0
    starts = Counter(round(b[0] / 3) for b in boxes)
    left = min((s for s, n in starts.items() if n >= max(2, 0.08 * len(boxes))), default=min(starts)) * 3.0
    ends = sorted(b[2] for b in boxes)
    return left, ends[int(len(ends) * 0.95)]


def _fills(piece: Piece, column: tuple[float, float]) -> bool:
    box = piece.source.bbox
    return box is not None and box[2] > column[1] - 12 and box[2] - box[0] > 0.8 * (column[1] - column[0])
