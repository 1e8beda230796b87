"""Lines of a page: spans on one baseline, with what is raised or lowered beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.line import Line, Look, Shape
from pipeline.ingest.pdf import signs, spacing
from pipeline.ingest.pdf.glyphs import Span
from pipeline.model import BBox, Source

_LEVEL = 0.15  # ems; baselines that near are one
_LEVEL_OCR = 0.45  # … of recognised words, whose boxes follow their letters
_SMALL = 0.85  # of the size beside it, and it may be raised or lowered
_LONGEST_SIGN = 14  # characters raised or lowered at once
_SIGN = re.compile(r"[\d()\[\],*]{1,5}")
_COLUMN = 2.0  # ems; a gap that may part columns
_BLANKS_COLUMN = 4.0  # … where it was filled with typed blanks
_FILLED_IN = 8.0  # ems left free for a number to be written by hand
_EVEN = 1.4  # widest to narrowest gap of a justified line


@dataclass(slots=True)
class Segment:
    """A line or, where columns stand side by side, the part of it in one column."""

    spans: list[Span]  # from left to right
    y: float  # baseline
    size: float  # of most of its letters

    @property
    def x0(self) -> float:
        return self.spans[0].x0

    @property
    def x1(self) -> float:
        return max(span.x1 for span in self.spans)

    @property
    def top(self) -> float:
        return min(span.top for span in self.spans if not span.rise)

    @property
    def bottom(self) -> float:
        return max(span.bottom for span in self.spans if not span.rise)

    @property
    def box(self) -> BBox:
        boxes = [span.box for span in self.spans]
        return (
            *(min(b[0] for b in boxes), min(b[1] for b in boxes)),
            *(max(b[2] for b in boxes), max(b[3] for b in boxes)),
        )

    @property
    def text(self) -> str:
        return "".join(spacing.texts(self.spans)).strip()

    @property
    def letters(self) -> int:
        return sum(len(span.letters) for span in self.spans)


def of(spans: Iterable[Span], recognised: bool = False) -> list[Segment]:
    """Lines from the top down, each from margin to margin. `recognised`: the words come from a scan."""
    ordered = sorted(spans, key=lambda s: (s.y, s.x0))
    level = _LEVEL_OCR if recognised else _LEVEL
    rows: list[list[Span]] = []
    for span in ordered:
        first = rows[-1][0] if rows else None
        if first is not None and span.y - first.y <= level * min(span.size, first.size):
            rows[-1].append(span)
        else:
            rows.append([span])
    if not recognised:
        _raise(rows)
    return [segment(row) for row in rows if row]


def segment(spans: list[Span]) -> Segment:
    spans = _once(sorted(spans, key=lambda s: s.lefts[0]))
    if len(spans) == 1:
        return Segment(spans, spans[0].y, spans[0].size)
    level = [span for span in spans if not span.rise] or spans
    sizes: dict[float, int] = {}
    for span in level:
        sizes[span.size] = sizes.get(span.size, 0) + len(span.letters)
    main = max(sizes, key=lambda size: (sizes[size], size))
    return Segment(spans, next(span.y for span in level if span.size == main), main)


def _once(spans: list[Span]) -> list[Span]:
    """Without what was printed twice to look bold."""
    kept: list[Span] = []
    for span in spans:
        width = span.x1 - span.x0
        for other in kept[-3:]:
            shared = min(span.x1, other.x1) - max(span.x0, other.x0)
            if shared > 0.5 * width and abs(span.y - other.y) < 0.1 * span.size and _printed(span, other):
                break
        else:
            kept.append(span)
    return kept


def _printed(span: Span, other: Span) -> bool:
    """Every letter of `span` stands in `other` at about the same place."""
    near = 0.12 * span.size
    return all(
        any(
            letter == known and abs(left - place) < near
            for known, place in zip(other.letters, other.lefts, strict=True)
        )
        for letter, left in zip(span.letters, span.lefts, strict=True)
    )


def _raise(rows: list[list[Span]]) -> None:
    """Move small spans that stand a little above or below a line, beside its letters, into that line."""
    for at, row in enumerate(rows):
        near = [
            other
            for other in rows[max(0, at - 3) : at + 4]
            if other is not row and other and abs(other[0].y - row[0].y if row else 99.0) < 0.8 * other[0].size
        ]
        if not near:
            continue
        for group in _groups(row):
            if sum(len(span.letters) for span in group) > _LONGEST_SIGN:
                continue
            home, rise = _home(group, near)
            if home is not None:
                for span in group:
                    span.rise = rise
                    row.remove(span)
                    home.append(span)


def _groups(row: list[Span]) -> list[list[Span]]:
    """Spans of a line that follow one another without a gap."""
    groups: list[list[Span]] = []
    for span in sorted(row, key=lambda s: s.lefts[0]):
        if groups and span.x0 - groups[-1][-1].x1 < 0.4 * span.size:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _home(group: list[Span], rows: list[list[Span]]) -> tuple[list[Span] | None, str]:
    """The line beside whose letters the spans stand raised or lowered, and which of the two it is."""
    span, end = group[0], group[-1].x1
    size = max(s.size for s in group)
    text = "".join(s.text for s in group)
    for row in rows:
        for other in row:
            if other.rise or other.size < size:
                continue
            em, up = other.size, other.y - span.y
            if size > _SMALL * em and not (_SIGN.fullmatch(text) and abs(up) > 0.15 * em):
                continue
            behind, ahead = span.x0 - other.x1, other.x0 - end
            far = 4.0 if _SIGN.fullmatch(text) and all(s.lefts[0] >= other.lefts[0] for s in row) else 0.7
            if not (-0.3 * em < behind < 0.5 * em or -0.3 * em < ahead < far * em):
                continue
            if 0.1 * em <= up <= 0.75 * em:
                return row, "superscript"
            if 0.08 * em <= -up <= 0.45 * em:
                return row, "subscript"
    return None, ""


def parts(line: Segment, left: float, right: float) -> list[Segment]:
    """The line cut where columns part it. `left` and `right` are the margins of the text."""
    spans = line.spans
    if len(spans) < 2:
        return [line]
    cuts: list[int] = []
    edge = spans[0].x1
    for at, (before, span) in enumerate(pairwise(spans), 1):
        gap = (span.x0 - edge) / max(before.size, span.size)
        typed = 0.2 * span.blanks[0] > 0.5 * gap
        if gap > (_BLANKS_COLUMN if typed else _COLUMN) and before.last_object != span.first_object:
            cuts.append(at)
        edge = max(edge, span.x1)
    if not cuts or _justified(line, left, right):
        return [line]
    found: list[list[Span]] = []
    for start, end in pairwise([0, *cuts, len(spans)]):
        piece = spans[start:end]
        if found and _belongs(found[-1], piece):
            found[-1] += piece
        else:
            found.append(piece)
    return [segment(piece) for piece in found]


def _belongs(before: list[Span], piece: list[Span]) -> bool:
    """The number or bullet of a list and its text are one line; so is what leaves room for a number to be filled in."""
    text = "".join(spacing.texts(before)).strip()
    if signs.match("item", text):
        return True
    gap = piece[0].x0 - before[-1].x1
    return gap < _FILLED_IN * before[-1].size and signs.match("to_be_filled", text) is not None


def _justified(line: Segment, left: float, right: float) -> bool:
    """A short line stretched to both margins: wide gaps, all of them alike."""
    gaps: list[float] = []
    reach = line.spans[0].lefts[0]
    for span in line.spans:
        for start, end in zip(span.lefts, span.rights, strict=True):
            if gaps or reach != line.spans[0].lefts[0]:
                gap = (start - reach) / span.size
                if gap > 0.15:
                    gaps.append(gap)
            reach = max(reach, end)
    em = line.size
    full = line.x1 > right - em and line.x0 < left + 6 * em
    return full and max(gaps) < _EVEN * min(gaps)


def compose(line: Segment, source: Source, shape: Shape | None = None) -> Line:
    """The line as text with its marks, fonts and look."""
    made = Line(shape or Shape(), source)
    for span, text in zip(line.spans, spacing.texts(line.spans), strict=True):
        font = span.font
        look = Look(font.bold, font.italic, size=span.size, ascii=font.name, high=font.name, vertical=span.rise)
        if span.rise and text[0] == " ":
            made.add(" ", look._replace(vertical=""))
            text = text[1:]
        made.add(text, look)
    return made.settle()


def bounds(lines: Sequence[Segment]) -> BBox:
    """The box around lines."""
    boxes = [line.box for line in lines]
    return (
        *(min(b[0] for b in boxes), min(b[1] for b in boxes)),
        *(max(b[2] for b in boxes), max(b[3] for b in boxes)),
    )
