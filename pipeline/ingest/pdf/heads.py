"""The header of a table without ruling lines: which columns each head stands over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.ingest.pdf import lines
from pipeline.ingest.pdf.cells import Filled
from pipeline.ingest.pdf.grid import Slot
from pipeline.ingest.pdf.lines import Segment
from pipeline.ingest.pdf.rulings import Edge

_NEAR = 45.0  # points between a head and the middle of a column that it stands over
_BELOW = 0.8  # ems from a head down to what stands under it


@dataclass(slots=True, eq=False)
class _Head:
    """A head and, where it stands over several columns, the heads under it."""

    first: int
    last: int
    lines: list[Segment]
    under: list[_Head] = field(default_factory=list)

    @property
    def top(self) -> float:
        return min(line.y for line in self.lines)

    @property
    def middle(self) -> float:
        box = lines.bounds(self.lines)
        return (box[0] + box[2]) / 2

    def height(self) -> int:
        return 1 + max((head.height() for head in self.under), default=0)


def cells(rows: Sequence[Sequence[Segment]], borders: Sequence[float], rules: Sequence[Edge]) -> list[Filled]:
    """The header's cells, from the parts of its lines (from the top down). `rules`: horizontal lines drawn on the page.

    From the bottom up: the lowest head of a column is its own. A head above it goes on in it if it stands over that
    column alone, and spans the columns if it stands over several.
    """
    tops: dict[int, _Head] = {}  # by column, the uppermost head so far
    for parts in reversed(rows):
        owned = _owned(parts, borders, rules, tops)
        for part in parts:
            columns = sorted(c for c, owner in owned.items() if owner is part)
            under = list({id(tops[c]): tops[c] for c in columns if c in tops}.values())
            if not under:
                first, last = _over(part, borders)
                taken = next((tops[c] for c in range(first, last + 1) if c in tops), None)
                if taken is not None:
                    taken.lines.append(part)
                    continue
                head = _Head(first, last, [part])
            elif len(under) == 1 and all(c in tops for c in columns):
                under[0].lines.insert(0, part)
                continue
            else:
                first = min(columns[0], *(h.first for h in under))
                last = max(columns[-1], *(h.last for h in under))
                head = _Head(first, last, [part], under)
            for column in range(head.first, head.last + 1):
                tops[column] = head
    roots = list({id(head): head for head in tops.values()}.values())
    high = max((head.height() for head in roots), default=0)
    found = [cell for head in roots for cell in _placed(head, 0, high, borders)]
    return sorted(found, key=lambda cell: (cell.slot.row, cell.slot.column))


def _owned(
    parts: Sequence[Segment], borders: Sequence[float], rules: Sequence[Edge], tops: dict[int, _Head]
) -> dict[int, Segment]:
    """For each column the part of a line that stands over it: by the line drawn below the part, else the nearest."""
    drawn = {id(part): _underline(part, rules) for part in parts}
    owned: dict[int, Segment] = {}
    for column in range(len(borders) - 1):
        top = tops.get(column)
        middle = top.middle if top else (borders[column] + borders[column + 1]) / 2
        best = _NEAR
        for part in parts:
            if top is not None and top.top - part.y < _BELOW * part.size:
                continue  # beside it, not above
            x0, x1 = drawn[id(part)] or (part.x0, part.x1)
            away = 0.0 if x0 <= middle <= x1 else min(abs(x0 - middle), abs(x1 - middle))
            if drawn[id(part)] and away > 0:
                continue
            if away < best:
                best = away
                owned[column] = part
    return owned


def _underline(part: Segment, rules: Sequence[Edge]) -> tuple[float, float] | None:
    for rule in rules:
        if 0 < rule.at - part.y < 0.9 * part.size and rule.start <= part.x0 + 2 and rule.end >= part.x1 - 2:
            return rule.start, rule.end
    return None


def _over(part: Segment, borders: Sequence[float]) -> tuple[int, int]:
    """First and last column that a part reaches into by more than a little."""
    count = len(borders) - 1
    reach = [
        column
        for column in range(count)
        if min(part.x1, borders[column + 1]) - max(part.x0, borders[column]) > 0.25 * (part.x1 - part.x0)
    ]
    if reach:
        return reach[0], reach[-1]
    middle = min(max(bisect_right(borders, (part.x0 + part.x1) / 2) - 1, 0), count - 1)
    return middle, middle


def _placed(head: _Head, row: int, high: int, borders: Sequence[float]) -> list[Filled]:
    """The head and those under it as cells; one with nothing under it reaches down to the body."""
    box = lines.bounds(head.lines)
    span = 1 if head.under else high - row
    place = borders[head.first], box[1], borders[head.last + 1], box[3]
    own = Filled(Slot(row, head.first, span, head.last - head.first + 1, place), head.lines)
    return [own, *(cell for under in head.under for cell in _placed(under, row + 1, high, borders))]
