"""Rows that no line parts: tables with ruled columns whose rows are told apart by their lines of text alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.pdf import signs
from pipeline.ingest.pdf.cells import Filled
from pipeline.ingest.pdf.grid import Slot
from pipeline.ingest.pdf.lines import Segment

_LEVEL = 0.35  # ems by which baselines of one row may differ
_STEP = 0.8  # ems from row to row at least


def split(filled: list[Filled]) -> list[Filled]:
    """The cells with a row for every line of numbers and every name, where one row of the grid holds several."""
    result: list[Filled] = []
    shift = 0
    for row in sorted({part.slot.row for part in filled}):
        here = [part for part in filled if part.slot.row == row]
        crossed = any(p.slot.row < row < p.slot.row + p.slot.row_span for p in filled)
        borders = [] if crossed or any(part.slot.row_span > 1 for part in here) else _borders(here)
        result += cut(here, borders, row + shift) if borders else [_moved(part, shift) for part in here]
        shift += len(borders)
    return result


def _moved(part: Filled, shift: int) -> Filled:
    return Filled(part.slot._replace(row=part.slot.row + shift), part.lines, part.turned) if shift else part


def cut(cells: Sequence[Filled], borders: Sequence[float], row: int) -> list[Filled]:
    """The cells of one row of the grid cut at the heights `borders`; the first of the new rows is `row`."""
    found: list[Filled] = []
    for part in cells:
        x0, top, x1, bottom = part.slot.box
        edges = [top, *borders, bottom]
        for nth, (high, low) in enumerate(pairwise(edges)):
            slot = Slot(row + nth, part.slot.column, 1, part.slot.column_span, (x0, high, x1, low))
            mine = [line for line in part.lines if high <= _middle(line) < low or (low == bottom and line.y >= low)]
            found.append(Filled(slot, mine, part.turned if nth == 0 else []))
    return sorted(found, key=lambda c: (c.slot.row, c.slot.column))


def _middle(line: Segment) -> float:
    return line.y - 0.3 * line.size


def _borders(cells: Sequence[Filled]) -> list[float]:
    """Heights between the rows that stand in one row of the grid; none where it is one row."""
    levels = _levels(cells)
    return between(cells, levels) if len(levels) > 1 else []


def between(cells: Sequence[Filled], levels: Sequence[float]) -> list[float]:
    """Heights between rows whose numbers stand at `levels` and whose names are in the first column of words."""
    names = next((c.lines for c in cells if c.lines and not all(_counts(line.text) for line in c.lines)), None)
    rows = [[level] for level in levels] if names is None else entries(names, levels)
    size = cells_size(cells)
    return [(above[-1] + below[0]) / 2 - 0.3 * size for above, below in pairwise(rows)]


def _counts(text: str) -> bool:
    return signs.is_number(text) or signs.match("item", text) is not None


def entries(names: Sequence[Segment], levels: Sequence[float]) -> list[list[float]]:
    """Baselines row by row: of the lines of a name, and of its numbers.

    A name goes on in a line that begins in lower case and with no number or bullet, as long as not both have numbers.
    """
    rows: list[list[float]] = []
    numbered = False
    for line in names:
        has_number = _near(line, levels)
        beside = rows and abs(rows[-1][-1] - line.y) < _LEVEL * line.size  # the number of the row and its name
        if beside or (rows and signs.goes_on(line.text) and not (numbered and has_number)):
            rows[-1].append(line.y)
            numbered = numbered or has_number
        else:
            rows.append([line.y])
            numbered = has_number
    for level in levels:
        if not any(abs(level - y) < _LEVEL * names[0].size for row in rows for y in row):
            inside = [row for row in rows if row[0] < level < row[-1]]
            inside[0].append(level) if inside else rows.append([level])
    return sorted([sorted(row) for row in rows])


def _near(line: Segment, levels: Sequence[float]) -> bool:
    return any(abs(line.y - level) < _LEVEL * line.size for level in levels)


def _levels(cells: Sequence[Filled]) -> list[float]:
    """Baselines of the numbers of the cells, where they show several rows."""
    numeric = [c for c in cells if c.lines and all(signs.is_number(line.text) for line in c.lines)]
    levels: list[float] = []
    for line in sorted((line for c in numeric for line in c.lines), key=lambda line: line.y):
        if not levels or line.y - levels[-1] > _LEVEL * line.size:
            levels.append(line.y)
    if len(levels) < 2 or any(b - a < _STEP * cells_size(cells) for a, b in pairwise(levels)):
        return []
    alike = sum(1 for c in numeric if len(c.lines) > 1) > 1
    named = any(
        all(any(abs(line.y - level) < _LEVEL * line.size for line in c.lines) for level in levels)
        for c in cells
        if c not in numeric or len(numeric) > 1
    )
    if len(levels) == 2:
        return levels if alike and named else []
    return levels if alike or named else []


def cells_size(cells: Sequence[Filled]) -> float:
    """The size of the cells' text."""
    return next(c.lines[0].size for c in cells if c.lines)
