"""Ruled tables of a scan, read cell by cell.

Read page-wise, a table loses numbers that stand alone, and words of neighbouring cells run together. Each cell is a
picture of its own here, all cells of a page one run of Tesseract; the page is then read without its tables.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipeline.ingest import ink, tesseract
from pipeline.ingest.pdf import grid
from pipeline.ingest.pdf.grid import Slot
from pipeline.ingest.pdf.rulings import Rulings
from pipeline.ingest.picture import Gray
from pipeline.ingest.tesseract import Word
from pipeline.model import BBox

_DARK, _GREY = 165, 200  # of 255: ink, and its grey rim
_SLOTS = 4  # of a table at least: fewer are a frame
_LARGEST = 0.35  # of the page: a larger cell is laid out like a page
_MARGIN = 20  # pixels of white around a cell's ink
_SPECK = 0.015  # inches; ink no larger is dirt


class Cell(NamedTuple):
    """A cell of a scanned table and the words in it; boxes in pixels of the page."""

    table: int
    slot: Slot
    words: list[Word]


def read(gray: Gray, drawn: Rulings, scale: float, dpi: int, path: str) -> tuple[list[Cell], list[BBox]]:
    """The cells of the page's ruled tables that hold ink, and the boxes of the tables. `scale`: points of a pixel."""
    tables = [found for found in grid.find(drawn) if _is_table(found, gray, scale)]
    if not tables:
        return [], []
    labels, boxes = ink.labelled(gray < _DARK)
    speck = _SPECK * dpi
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    places, pictures, corners = [], [], []
    for number, table in enumerate(tables):
        for slot in table.slots:
            x0, top, x1, bottom = (v / scale for v in slot.box)
            inside = (middles[:, 0] > x0) & (middles[:, 0] < x1) & (middles[:, 1] > top) & (middles[:, 1] < bottom)
            mine = np.flatnonzero(inside)
            if not len(mine) or not np.any((boxes[mine, 2:] - boxes[mine, :2]).max(axis=1) > speck):
                continue
            picture, corner = _cut(gray, labels, mine + 1, boxes[mine])
            places.append((number, slot))
            pictures.append(picture)
            corners.append(corner)
    read = tesseract.parts(pictures, dpi, path)
    cells = []
    for nth, ((number, slot), words, (x, y)) in enumerate(zip(places, read, corners, strict=True)):
        moved = [word._replace(line=(1, nth, *word.line), box=_moved(word.box, x, y)) for word in words]
        cells.append(Cell(number, slot, moved))
    taken = [_pixels(table.box, scale) for table in tables]
    return cells, taken


def _is_table(found: grid.Grid, gray: Gray, scale: float) -> bool:
    page = gray.shape[0] * gray.shape[1] * scale * scale
    largest = max((x1 - x0) * (bottom - top) for x0, top, x1, bottom in (slot.box for slot in found.slots))
    return len(found.slots) >= _SLOTS and largest <= _LARGEST * page


def _cut(gray: Gray, labels: np.ndarray, mine: np.ndarray, boxes: ink.Boxes) -> tuple[Gray, tuple[int, int]]:
    """The picture of the stretches `mine` alone, framed in white, and where its corner lies on the page."""
    grey = 2  # the rim of the outermost letters
    low, high = np.maximum(boxes[:, :2].min(axis=0) - grey, 0), boxes[:, 2:].max(axis=0) + grey
    part = gray[low[1] : high[1], low[0] : high[0]].copy()
    there = labels[low[1] : high[1], low[0] : high[0]]
    part[(there > 0) & ~np.isin(there, mine)] = 255
    framed = np.full((part.shape[0] + 2 * _MARGIN, part.shape[1] + 2 * _MARGIN), 255, dtype=np.uint8)
    framed[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN] = part
    return framed, (int(low[0]) - _MARGIN, int(low[1]) - _MARGIN)


def _moved(box: BBox, x: float, y: float) -> BBox:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def _pixels(box: BBox, scale: float) -> BBox:
    return box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale
