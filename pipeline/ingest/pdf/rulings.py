"""Ruling lines of a page: every straight stroke or thin rectangle, and the filled areas that text may stand on."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.ingest.pdf.fast import fast
from pipeline.ingest.pdf.frame import Frame
from pipeline.model import BBox

_THIN = 3.0  # points; a filled rectangle that thin is drawn as a line
_SHORTEST = 4.0  # points
_DEEPEST = 6  # forms inside forms
_MOST = 20_000  # objects of one page that are looked at; drawings and maps have more

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Edge(NamedTuple):
    """A ruling line: at `at` from `start` to `end`; at is y of a horizontal one, x of a vertical one."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Rulings:
    """Coordinates of the frame given to `read`."""

    horizontal: list[Edge] = field(default_factory=list)
    vertical: list[Edge] = field(default_factory=list)
    areas: list[BBox] = field(default_factory=list)  # filled with a colour
    images: list[BBox] = field(default_factory=list)


_OBJECT = fast(c.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_KIND = fast(c.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)


def read(page: pdfium.PdfPage, frame: Frame) -> Rulings:
    found = Rulings()
    count = c.FPDFPage_CountObjects(page)
    address = ctypes.cast(page.raw, ctypes.c_void_p).value
    for index in range(min(count, _MOST)):
        item = _OBJECT(address, index)
        if _KIND(item) != c.FPDF_PAGEOBJ_TEXT:
            _take(ctypes.cast(item, c.FPDF_PAGEOBJECT), _IDENTITY, frame, found, 0)
    return found


def _take(item: c.FPDF_PAGEOBJECT, outer: Matrix, frame: Frame, found: Rulings, depth: int) -> None:
    kind = c.FPDFPageObj_GetType(item)
    if kind == c.FPDF_PAGEOBJ_PATH:
        _path(item, outer, frame, found)
    elif kind == c.FPDF_PAGEOBJ_IMAGE:
        found.images.append(_bounds(item, outer, frame))
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = _times(_matrix(item), outer)
        for index in range(min(c.FPDFFormObj_CountObjects(item), _MOST)):
            _take(c.FPDFFormObj_GetObject(item, index), inner, frame, found, depth + 1)


def _path(item: c.FPDF_PAGEOBJECT, outer: Matrix, frame: Frame, found: Rulings) -> None:
    mode, stroke = ctypes.c_int(), c.FPDF_BOOL()
    if not c.FPDFPath_GetDrawMode(item, mode, stroke) or not (mode.value or stroke.value):
        return
    filled, stroked = bool(mode.value), bool(stroke.value)
    for points, closed in _subpaths(item, _times(_matrix(item), outer)):
        placed = [frame.place(x, y, x, y)[:2] for x, y in points]
        xs, ys = [p[0] for p in placed], [p[1] for p in placed]
        box = min(xs), min(ys), max(xs), max(ys)
        wide, high = box[2] - box[0], box[3] - box[1]
        if min(wide, high) <= _THIN:
            _line(box, found)
            continue
        if filled and _coloured(item):
            found.areas.append(box)
        if stroked:
            ends = [*placed[1:], placed[0]] if closed else placed[1:]
            for (ax, ay), (bx, by) in zip(placed, ends, strict=False):
                if min(abs(bx - ax), abs(by - ay)) <= 0.5:
                    _line((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)), found)


def _line(box: BBox, found: Rulings) -> None:
    x0, top, x1, bottom = box
    if x1 - x0 >= max(_SHORTEST, bottom - top):
        found.horizontal.append(Edge((top + bottom) / 2, x0, x1))
    elif bottom - top >= _SHORTEST:
        found.vertical.append(Edge((x0 + x1) / 2, top, bottom))


def _subpaths(item: c.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Corners of each subpath in user space, and whether it is closed; subpaths with curves are no lines."""
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, cc, d, e, f = matrix
    points: list[tuple[float, float]] = []
    curved = False
    for index in range(min(c.FPDFPath_CountSegments(item), _MOST)):
        segment = c.FPDFPath_GetPathSegment(item, index)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points, False
            points, curved = [], False
        curved = curved or kind == c.FPDF_SEGMENT_BEZIERTO
        points.append((a * x.value + cc * y.value + e, b * x.value + d * y.value + f))
        if c.FPDFPathSegment_GetClose(segment):
            if len(points) > 1 and not curved:
                yield points, True
            points, curved = [], False
    if len(points) > 1 and not curved:
        yield points, False


def _coloured(item: c.FPDF_PAGEOBJECT) -> bool:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not c.FPDFPageObj_GetFillColor(item, red, green, blue, opacity):
        return True
    return opacity.value > 0 and min(red.value, green.value, blue.value) < 250


def _matrix(item: c.FPDF_PAGEOBJECT) -> Matrix:
    m = c.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if c.FPDFPageObj_GetMatrix(item, m) else _IDENTITY


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, cc, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        *(a * oa + b * oc, a * ob + b * od, cc * oa + d * oc, cc * ob + d * od),
        *(e * oa + f * oc + oe, e * ob + f * od + of),
    )


def _bounds(item: c.FPDF_PAGEOBJECT, outer: Matrix, frame: Frame) -> BBox:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    a, b, cc, d, e, f = outer
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    moved = [(a * x + cc * y + e, b * x + d * y + f) for x, y in corners]
    xs, ys = [p[0] for p in moved], [p[1] for p in moved]
    return frame.place(min(xs), min(ys), max(xs), max(ys))
