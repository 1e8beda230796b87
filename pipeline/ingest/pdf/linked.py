"""What a PDF itself says of its notes: links from marks to notes, tags /Note and /Reference (PDF 32000-1, 14.8).

Most files say neither, and a mark shows by its raise; where it was set like a digit of the text, this is what tells.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c
import regex

from pipeline.ingest.pdf.frame import Frame
from pipeline.ingest.pdf.glyphs import Span
from pipeline.model import BBox

_LABEL = regex.compile(r"[\[(]?(\d{1,3}|\*{1,3}|[a-z])[\])]?")
_SMALL = 0.85  # of the size beside it, and it may be raised
_CLOSE = 0.08  # ems between a word and its mark
_BELOW = 40.0  # points below the place a link names in which its line begins
_MOST = 5_000  # objects of a page that are looked at for their tags
_DEEPEST = 50  # tags inside tags


class Call(NamedTuple):
    """An area that calls a note, and the heights at one of which the note may begin."""

    area: BBox
    heights: tuple[float, ...]


def mark(page: pdfium.PdfPage, index: int, view: Frame, spans: list[Span]) -> float | None:
    """Raise the letters that call a note of the same page but are set like the text, in place; `index` is the page's.

    Gives the height at which the first of those notes begins; None where nothing was found. Coordinates are of `view`.
    """
    first: float | None = None
    for call in (*_links(page, index, view), *_tags(page, view)):
        found = _letters(spans, call.area)
        label = _LABEL.fullmatch("".join(span.letters[at] for span, at in found))
        if label is None:
            continue
        began = next((y for height in call.heights if (y := _begins(spans, height, label[1])) is not None), None)
        if began is None or began <= call.area[3]:
            continue
        if _is_small(spans, found[0][0]):
            pass  # raised already
        elif _follows(found):
            _raise(spans, found)
        else:
            continue  # the number of a chapter or an article that the text refers to
        first = began if first is None else min(first, began)
    return first


def _is_small(spans: Sequence[Span], span: Span) -> bool:
    """Whether the span is in smaller print than what stands on its line."""
    return any(abs(s.y - span.y) < 0.8 * s.size and span.size <= _SMALL * s.size for s in spans)


def _follows(found: Sequence[tuple[Span, int]]) -> bool:
    """Whether the letters stand directly behind a word, as marks do, all in one span of the text."""
    span, start = found[0]
    if start == 0 or any(other is not span for other, _ in found):
        return False
    return not span.blanks[start] and span.lefts[start] - span.rights[start - 1] < _CLOSE * span.size


def _letters(spans: Sequence[Span], area: BBox) -> list[tuple[Span, int]]:
    """The letters whose middles lie in the area, from left to right."""
    x0, top, x1, bottom = area
    return [
        (span, at)
        for span in sorted(spans, key=lambda s: s.x0)
        if top <= span.y - 0.3 * span.size <= bottom and span.x0 < x1 and span.x1 > x0
        for at, (left, right) in enumerate(zip(span.lefts, span.rights, strict=True))
        if x0 <= (left + right) / 2 <= x1
    ]


def _begins(spans: Sequence[Span], height: float, label: str) -> float | None:
    """The height of the line near below `height` that opens with `label`."""
    near = sorted((s for s in spans if height - 3 < s.y < height + _BELOW), key=lambda s: s.x0)
    for start in near:
        line = [s for s in near if abs(s.y - start.y) < 0.6 * max(s.size, start.size)]
        text = "".join(s.text for s in line[:3]).lstrip("([")
        if line[0] is start and text.startswith(label) and not text[len(label) :][:1].isdigit():
            return min(s.y for s in line[:3])
    return None


def _raise(spans: list[Span], found: Sequence[tuple[Span, int]]) -> None:
    """Make the letters, some inside a span, a raised span of their own."""
    span, start = found[0]
    end = found[-1][1] + 1
    at = next(i for i, other in enumerate(spans) if other is span)
    parts = [span.part(a, b) for a, b in ((0, start), (start, end), (end, len(span.letters))) if a < b]
    parts[1].rise = "superscript"
    spans[at : at + 1] = parts


def _links(page: pdfium.PdfPage, index: int, view: Frame) -> Iterator[Call]:
    """Links to a place on the same page."""
    if c.FPDFPage_GetAnnotCount(page) <= 0:
        return
    position, link, box = ctypes.c_int(0), c.FPDF_LINK(), c.FS_RECTF()
    while c.FPDFLink_Enumerate(page, position, link):
        place = c.FPDFLink_GetDest(page.pdf, link)
        if not place and (action := c.FPDFLink_GetAction(link)):
            place = c.FPDFAction_GetDest(page.pdf, action)
        if not place or c.FPDFDest_GetDestPageIndex(page.pdf, place) != index:
            continue
        if c.FPDFLink_GetAnnotRect(link, box) and (height := _height(place, view)) is not None:
            yield Call(view.place(box.left, box.bottom, box.right, box.top), (height,))


def _height(place: Any, view: Frame) -> float | None:
    has_x, has_y, has_zoom = c.FPDF_BOOL(), c.FPDF_BOOL(), c.FPDF_BOOL()
    x, y, zoom = c.FS_FLOAT(), c.FS_FLOAT(), c.FS_FLOAT()
    if not c.FPDFDest_GetLocationInPage(place, has_x, has_y, has_zoom, x, y, zoom) or not has_y.value:
        return None
    return view.place(x.value, y.value, x.value, y.value)[1]


def _tags(page: pdfium.PdfPage, view: Frame) -> Iterator[Call]:
    """References of a tagged page, each with the beginnings of all its notes."""
    tree = c.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        notes: list[set[int]] = []
        references: list[set[int]] = []
        for at in range(c.FPDF_StructTree_CountChildren(tree)):
            _sort(c.FPDF_StructTree_GetChildAtIndex(tree, at), notes, references, 0)
    finally:
        c.FPDF_StructTree_Close(tree)
    if not notes or not references:
        return
    areas = _areas(page, view, set().union(*notes, *references))
    heights = tuple(min(areas[n][1] for n in note if n in areas) for note in notes if note & areas.keys())
    for reference in references:
        for number in sorted(reference & areas.keys()):
            yield Call(areas[number], heights)


def _sort(element: Any, notes: list[set[int]], references: list[set[int]], depth: int) -> None:
    """Collect the marked contents of every note and every reference below an element of the structure."""
    if not element or depth > _DEEPEST:
        return
    kind = _kind(element)
    if kind in ("Note", "FENote"):
        notes.append(_contents(element, depth))
    elif kind == "Reference":
        references.append(_contents(element, depth))
    else:
        for at in range(c.FPDF_StructElement_CountChildren(element)):
            _sort(c.FPDF_StructElement_GetChildAtIndex(element, at), notes, references, depth + 1)


def _kind(element: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = c.FPDF_StructElement_GetType(element, buffer, 128)
    return buffer.raw[: max(0, min(length, 128) - 2)].decode("utf-16-le", "replace")


def _contents(element: Any, depth: int) -> set[int]:
    """The numbers of the marked contents (MCID) in an element and below."""
    count = c.FPDF_StructElement_GetMarkedContentIdCount(element)
    found = {c.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at) for at in range(count)}
    for at in range(c.FPDF_StructElement_CountChildren(element)):
        below = c.FPDF_StructElement_GetChildAtIndex(element, at)
        if below and depth < _DEEPEST:
            found |= _contents(below, depth + 1)
    return {number for number in found if number >= 0}


def _areas(page: pdfium.PdfPage, view: Frame, wanted: set[int]) -> dict[int, BBox]:
    """Where the marked contents stand on the page."""
    found: dict[int, BBox] = {}
    sides = [ctypes.c_float() for _ in range(4)]
    for at in range(min(c.FPDFPage_CountObjects(page), _MOST)):
        item = c.FPDFPage_GetObject(page, at)
        number = c.FPDFPageObj_GetMarkedContentID(item)
        if number in wanted and c.FPDFPageObj_GetBounds(item, *sides):
            box = view.place(*(side.value for side in sides))
            known = found.get(number, box)
            found[number] = (
                *(min(known[0], box[0]), min(known[1], box[1])),
                *(max(known[2], box[2]), max(known[3], box[3])),
            )
    return found
