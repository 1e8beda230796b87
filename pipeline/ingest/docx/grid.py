"""From Word's grid of table columns to the columns a reader sees.

Word keeps a column for every edge that ever was: cells whose borders miss each other by a hair, and two tables that
stand directly below each other and share one `w:tbl`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from pipeline.ingest.docx.names import W
from pipeline.ingest.docx.styles import whole
from pipeline.ingest.line import Line
from pipeline.model import Cell

_HAIR = 150  # twentieths of a point (2.6 mm): edges nearer than that are one


class Slot(NamedTuple):
    """A cell while the table is read: `left` and its column span count columns of `w:tblGrid`."""

    cell: Cell
    left: int
    lines: list[Line]
    bordered: bool

    @property
    def right(self) -> int:
        return self.left + self.cell.column_span


def positions(table: etree._Element, columns: int) -> list[int]:
    """Where the edges of the grid columns lie, in twentieths of a point; evenly apart where the file does not say."""
    grid = table.find(W + "tblGrid")
    widths = [whole(c.get(W + "w")) or 0 for c in grid.iterchildren(W + "gridCol")] if grid is not None else []
    if len(widths) < columns or not all(widths):
        widths = [10 * _HAIR] * columns
    return list(accumulate(widths, initial=0))


def tables(slots: list[Slot], places: list[int]) -> Iterator[list[Slot]]:
    """The tables that one `w:tbl` holds, most often one; their cells get rows and columns of their own."""
    place = _clusters(slots, places)
    start = 0
    known: set[int] = set()
    for row, edges in enumerate(_edges_by_row(slots, place)):
        crossing = any(s.cell.row < row < s.cell.row + s.cell.row_span for s in slots)
        strange = 2 * len(edges & known) < min(len(edges), len(known))
        if strange and len(edges) > 1 and len(known) > 1 and not crossing:
            yield _numbered([s for s in slots if start <= s.cell.row < row], places, start)
            start, known = row, set()
        known |= edges
    yield _numbered([s for s in slots if s.cell.row >= start], places, start)


def _edges_by_row(slots: list[Slot], place: dict[int, int]) -> list[set[int]]:
    """Of every row the edges inside the table."""
    rows: list[set[int]] = [set() for _ in range(1 + max(s.cell.row + s.cell.row_span - 1 for s in slots))]
    outer = (min(place.values()), max(place.values()))
    for slot in slots:
        for row in range(slot.cell.row, slot.cell.row + slot.cell.row_span):
            rows[row] |= {edge for edge in (place[slot.left], place[slot.right]) if edge not in outer}
    return rows


def _clusters(slots: list[Slot], places: list[int]) -> dict[int, int]:
    """Number the edges that cells have, those a hair apart as one; no cell loses its width by that."""
    edges = sorted({edge for slot in slots for edge in (slot.left, slot.right)})
    narrow = {(slot.left, slot.right) for slot in slots}
    place: dict[int, int] = {}
    first = edges[0]
    number = 0
    for edge in edges:
        if places[edge] - places[first] > _HAIR or any((e, edge) in narrow for e in edges if first <= e < edge):
            first, number = edge, number + 1
        place[edge] = number
    return place


def _numbered(slots: list[Slot], places: list[int], start: int) -> list[Slot]:
    place = _clusters(slots, places)
    for slot in slots:
        right = place[slot.right]
        slot.cell.row -= start
        slot.cell.column = place[slot.left]
        slot.cell.column_span = right - place[slot.left]
    return slots
