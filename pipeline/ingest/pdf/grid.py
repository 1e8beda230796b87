"""Ruled tables: from ruling lines to cells, merged ones included.

Lines that touch form a table. Their places make a grid; two slots of it belong to one cell where no line parts them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.ingest.pdf.rulings import Edge, Rulings
from pipeline.model import BBox

_SAME = 2.5  # points; lines that near are one, drawn double or in pieces
_TOUCH = 3.5  # points; lines that end so near one another meet
_PARTED = 0.6  # share of a slot's side that must be ruled to part it from its neighbour
_CLOSED = 0.8  # … of a table's sides, of two that face one another
_MOST = 400  # lines of one direction; a drawing has more


class Slot(NamedTuple):
    """A cell: its place in the grid and on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: BBox


@dataclass(slots=True)
class Grid:
    xs: list[float]  # of the borders between columns, from left to right
    ys: list[float]
    slots: list[Slot]  # row by row, without gaps
    owner: dict[tuple[int, int], Slot] = field(init=False, repr=False)  # by row and column of the grid

    @property
    def box(self) -> BBox:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def __post_init__(self) -> None:
        self.owner = {
            (row, column): slot
            for slot in self.slots
            for row in range(slot.row, slot.row + slot.row_span)
            for column in range(slot.column, slot.column + slot.column_span)
        }

    def nearest(self, x: float, y: float) -> Slot:
        """The cell that holds the point, or that is nearest to it."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.owner[row, column]


def find(rulings: Rulings) -> list[Grid]:
    """The ruled tables of a page, from the top down; a frame around text alone is none."""
    horizontal, vertical = _merged(rulings.horizontal), _merged(rulings.vertical)
    if not horizontal or not vertical or max(len(horizontal), len(vertical)) > _MOST:
        return []
    horizontal = [h for h in horizontal if _holds(h, vertical)]
    grids = [_grid(h, v) for h, v in _connected(horizontal, vertical)]
    found = [grid for grid in grids if grid is not None and len(grid.slots) > 1]
    found = [g for g in found if not any(other is not g and _within(g.box, other.box) for other in found)]
    return sorted(found, key=lambda g: (g.ys[0], g.xs[0]))


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """Lines drawn in pieces, or several times, as one."""
    rows: list[list[Edge]] = []
    for edge in sorted(edges):
        if rows and edge.at - rows[-1][-1].at <= _SAME and edge.at - rows[-1][0].at <= 2 * _SAME:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    result: list[Edge] = []
    for row in rows:
        at = sum(e.at * (e.end - e.start) for e in row) / sum(e.end - e.start for e in row)
        open_edge: Edge | None = None
        for edge in sorted(row, key=lambda e: e.start):
            if open_edge is not None and edge.start <= open_edge.end + _TOUCH:
                open_edge = open_edge._replace(end=max(open_edge.end, edge.end))
            else:
                if open_edge is not None:
                    result.append(open_edge)
                open_edge = Edge(at, edge.start, edge.end)
        if open_edge is not None:
            result.append(open_edge)
    return result


def _meet(h: Edge, v: Edge) -> bool:
    return h.start - _TOUCH <= v.at <= h.end + _TOUCH and v.start - _TOUCH <= h.at <= v.end + _TOUCH


def _holds(h: Edge, vertical: list[Edge]) -> bool:
    """A line of a table runs from border to border, or crosses one; the underline of a word in a cell does not."""
    met = [v.at for v in vertical if _meet(h, v)]
    if len(met) >= 2:
        return True
    return len(met) == 1 and h.start + 2 * _TOUCH < met[0] < h.end - 2 * _TOUCH


def _connected(horizontal: list[Edge], vertical: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Groups of lines that meet, directly or through others."""
    group = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical, len(horizontal)):
            if _meet(h, v):
                group[root(i)] = root(j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, h in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical, len(horizontal)):
        groups.setdefault(root(j), ([], []))[1].append(v)
    return list(groups.values())


def _grid(horizontal: list[Edge], vertical: list[Edge]) -> Grid | None:
    if len(horizontal) < 2 and len(vertical) < 2:
        return None
    xs = _places(
        [v.at for v in vertical],
        min((h.start for h in horizontal), default=0.0),
        max((h.end for h in horizontal), default=0.0),
    )
    ys = _places(
        [h.at for h in horizontal],
        min((v.start for v in vertical), default=0.0),
        max((v.end for v in vertical), default=0.0),
    )
    if len(xs) < 2 or len(ys) < 2 or not _closed(xs, ys, horizontal, vertical):
        return None
    return Grid(xs, ys, _slots(xs, ys, horizontal, vertical))


def _closed(xs: list[float], ys: list[float], horizontal: list[Edge], vertical: list[Edge]) -> bool:
    """A table is ruled along two opposite sides at least; boxes joined by lines to a chart are not."""
    sides = (
        *(_covered(horizontal, y, xs[0], xs[-1]) for y in (ys[0], ys[-1])),
        *(_covered(vertical, x, ys[0], ys[-1]) for x in (xs[0], xs[-1])),
    )
    return min(sides[:2]) >= _CLOSED or min(sides[2:]) >= _CLOSED


def _covered(edges: list[Edge], at: float, start: float, end: float) -> float:
    """The share of a stretch that is ruled."""
    length = sum(max(0.0, min(e.end, end) - max(e.start, start)) for e in edges if abs(e.at - at) <= _SAME)
    return length / (end - start)


def _places(ruled: list[float], low: float, high: float) -> list[float]:
    """Places of the borders: those ruled, and the open sides that the crossing lines reach to."""
    places: list[float] = []
    for at in sorted(ruled):
        if not places or at - places[-1] > _SAME:
            places.append(at)
    if places and low < places[0] - 2 * _TOUCH:
        places.insert(0, low)
    if places and high > places[-1] + 2 * _TOUCH:
        places.append(high)
    return places


def _slots(xs: list[float], ys: list[float], horizontal: list[Edge], vertical: list[Edge]) -> list[Slot]:
    """Cells as rectangles of grid slots with no line between."""
    rows, columns = len(ys) - 1, len(xs) - 1

    at_x = [[e for e in vertical if abs(e.at - x) <= _SAME] for x in xs]
    at_y = [[e for e in horizontal if abs(e.at - y) <= _SAME] for y in ys]
    right = [
        [_covered(at_x[c + 1], xs[c + 1], ys[r], ys[r + 1]) >= _PARTED for c in range(columns - 1)] for r in range(rows)
    ]
    below = [
        [_covered(at_y[r + 1], ys[r + 1], xs[c], xs[c + 1]) >= _PARTED for c in range(columns)] for r in range(rows - 1)
    ]
    taken = [[False] * columns for _ in range(rows)]
    slots: list[Slot] = []
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            wide = 1
            while c + wide < columns and not right[r][c + wide - 1] and not taken[r][c + wide]:
                wide += 1
            high = 1
            while (
                r + high < rows
                and all(not below[r + high - 1][k] and not taken[r + high][k] for k in range(c, c + wide))
                and all(not right[r + high][k] for k in range(c, c + wide - 1))
            ):
                high += 1
            for i in range(r, r + high):
                taken[i][c : c + wide] = [True] * wide
            slots.append(Slot(r, c, high, wide, (xs[c], ys[r], xs[c + wide], ys[r + high])))
    return slots


def _within(inner: BBox, outer: BBox) -> bool:
    return (
        outer[0] - _TOUCH <= inner[0]
        and outer[1] - _TOUCH <= inner[1]
        and inner[2] <= outer[2] + _TOUCH
        and inner[3] <= outer[3] + _TOUCH
    )
