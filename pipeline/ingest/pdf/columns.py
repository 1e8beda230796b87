"""Tables without ruling lines: rows of words and numbers that stand in columns.

Three or more lines in a row whose numbers stand below one another make a table; the white strips that run through all
of them part its columns. The lines above it that fit the columns are its header.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.pdf import heads, lines, openrows, signs
from pipeline.ingest.pdf.cells import Filled
from pipeline.ingest.pdf.grid import Slot
from pipeline.ingest.pdf.lines import Segment
from pipeline.ingest.pdf.rulings import Rulings
from pipeline.model import BBox

_GAP = 1.2  # ems between two columns
_FEWEST = 3  # rows of numbers
_FEWEST_LISTED = 4  # … where there is one column of numbers only
_HEADER = 7  # lines a header has at most
_WIDEST_HEAD = 0.6  # of the table's width; a wider line above it is a caption or prose
_LEADING = 2.3  # times the usual step from row to row


@dataclass(slots=True)
class Row:
    """A line and its parts."""

    line: Segment
    parts: list[Segment]
    numbers: list[bool]

    @property
    def has_data(self) -> bool:
        return any(self.numbers[1:])


@dataclass(slots=True)
class Unruled:
    filled: list[Filled]
    box: BBox
    borders: list[float]


def find(level: list[Segment], left: float, right: float, drawn: Rulings) -> tuple[list[Unruled], list[Segment]]:
    """The tables among the lines of a page (sorted from the top down), and the lines that belong to none."""
    rows = [_row(line) for line in level]
    if sum(row.has_data for row in rows) < _FEWEST:
        return [], level
    tables: list[Unruled] = []
    used: set[int] = set()
    for start, end in _runs(rows):
        made = None if start in used else _table(rows, start, end, drawn)
        if made is not None:
            table, first, last = made
            tables.append(table)
            used.update(range(first, last))
    return tables, [line for at, line in enumerate(level) if at not in used]


def _row(line: Segment) -> Row:
    spans = line.spans
    cuts = []
    edge = spans[0].x1
    for at, (before, span) in enumerate(pairwise(spans), 1):
        if span.x0 - edge > _GAP * max(before.size, span.size) and before.last_object != span.first_object:
            cuts.append(at)
        edge = max(edge, span.x1)
    if not cuts:
        return Row(line, [line], [False])
    parts = [lines.segment(spans[a:b]) for a, b in pairwise([0, *cuts, len(spans)])]
    return Row(line, parts, [signs.is_number(part.text) for part in parts])


def _runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Stretches of lines from the first to the last row of numbers, few other lines between."""
    data = [at for at, row in enumerate(rows) if row.has_data]
    runs: list[list[int]] = []
    for at in data:
        if runs and at - runs[-1][-1] <= 4 and _near(rows, runs[-1][-1], at):
            runs[-1].append(at)
        else:
            runs.append([at])
    return [(run[0], run[-1] + 1) for run in runs if len(run) >= _FEWEST]


def _near(rows: Sequence[Row], first: int, last: int) -> bool:
    """Each line follows the one above closely, and those between two rows of numbers are no prose."""
    steps = [b.line.y - a.line.y for a, b in pairwise(rows[first : last + 1])]
    size = rows[first].line.size
    width = rows[first].line.x1 - rows[first].line.x0
    between = rows[first + 1 : last]
    return max(steps) <= _LEADING * 1.6 * size and all(r.line.x1 - r.line.x0 < 0.75 * width for r in between)


def _table(rows: Sequence[Row], start: int, end: int, drawn: Rulings) -> tuple[Unruled, int, int] | None:
    """The table around the rows from `start` to `end`, and the range of all its lines with the header."""
    while end - start > _FEWEST and _names_years(rows[start]):
        start += 1
    data = [row for row in rows[start:end] if row.has_data]
    columns = _columns(data)
    if len(columns) < 2 or not _plausible(data, columns):
        return None
    frame = _frame(rows[start:end], columns, drawn)
    if frame is not None:
        inside = [at for at, row in enumerate(rows) if frame[0] < row.line.y < frame[1]]
        first, end = inside[0], inside[-1] + 1
        start = next(at for at in range(first, end) if at >= start or _is_name(rows[at], columns))
    else:
        end = _grown(rows, end, columns)
        first = _header(rows, start, columns)
    borders = _borders(columns)
    filled = heads.cells([row.parts for row in rows[first:start]], borders, drawn.horizontal)
    depth = max((cell.slot.row + cell.slot.row_span for cell in filled), default=0)
    filled += _body(rows[start:end], borders, depth)
    whole = [row.line for row in rows[first:end]]
    return Unruled(filled, lines.bounds(whole), borders), first, end


def _frame(data: Sequence[Row], columns: Sequence[tuple[float, float]], drawn: Rulings) -> tuple[float, float] | None:
    """From where to where lines at both sides of the rows run, if they enclose them."""
    top, bottom = data[0].line.y, data[-1].line.y
    sides: list[tuple[float, float]] = []
    for low, high in ((columns[0][0] - 60, columns[0][0] + 2), (columns[-1][1] - 2, columns[-1][1] + 60)):
        near = [e for e in drawn.vertical if low <= e.at <= high and e.start < bottom and e.end > top]
        if not near:
            return None
        sides.append((min(e.start for e in near), max(e.end for e in near)))
    first, last = max(side[0] for side in sides), min(side[1] for side in sides)
    return (first, last) if first < top and last > bottom else None


def _is_name(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """A line in the first column alone."""
    return row.line.x0 < columns[0][0] + 40 and row.line.x1 < columns[1][0]


def _grown(rows: Sequence[Row], end: int, columns: Sequence[tuple[float, float]]) -> int:
    """Index behind the last line that still belongs to the columns: down to the last number that stands in one."""
    starts = [x0 - 1 for x0, _ in columns]
    last = at = end
    while at < len(rows) and at - last <= 3:
        row, above = rows[at], rows[at - 1]
        if row.line.y - above.line.y > _LEADING * 1.6 * row.line.size:
            break
        places = [max(bisect_right(starts, part.x0) - 1, 0) for part in row.parts]
        if any(
            part.x0 < columns[0][0] - 20 or (c + 1 < len(columns) and part.x1 >= columns[c + 1][0])
            for part, c in zip(row.parts, places, strict=True)
        ):
            break
        at += 1
        if any(c > 0 and signs.is_number(part.text) for part, c in zip(row.parts, places, strict=True)):
            last = at
    return last


def _names_years(row: Row) -> bool:
    """A row of years over the columns of numbers is a header."""
    numbers = [part.text for part, is_number in zip(row.parts, row.numbers, strict=True) if is_number]
    return bool(numbers) and all(signs.match("year", text) for text in numbers)


def _columns(data: Sequence[Row]) -> list[tuple[float, float]]:
    """Where the columns stand: what no part of any row reaches into parts them."""
    spans = sorted((part.x0, part.x1) for row in data for part in row.parts)
    columns: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1] + 1.0:
            columns[-1] = columns[-1][0], max(columns[-1][1], x1)
        else:
            columns.append((x0, x1))
    return columns


def _plausible(data: Sequence[Row], columns: Sequence[tuple[float, float]]) -> bool:
    """Numbers of several rows stand below one another; a table of contents is none."""
    starts = [x0 - 1 for x0, _ in columns]
    numbers: dict[int, list[str]] = {}
    for row in data:
        for part, is_number in zip(row.parts, row.numbers, strict=True):
            if is_number:
                numbers.setdefault(bisect_right(starts, part.x0) - 1, []).append(part.text)
    full = {c: texts for c, texts in numbers.items() if c > 0 and len(texts) >= _FEWEST}
    if not full:
        return False
    if len(full) > 1:
        return True
    (texts,) = full.values()
    if len(texts) < _FEWEST_LISTED or len(texts) < 0.8 * len(data):
        return False
    pages = [int(t) for t in texts if t.isdigit() and len(t) <= 3]
    return not (len(pages) == len(texts) and pages == sorted(pages))


def _borders(columns: Sequence[tuple[float, float]]) -> list[float]:
    """The middles of the white strips, and the outer edges."""
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    return [columns[0][0] - 1.0, *inner, columns[-1][1] + 1.0]


def _header(rows: Sequence[Row], start: int, columns: Sequence[tuple[float, float]]) -> int:
    """Index of the first line of the header above the row `start`."""
    left, right = columns[0][0], columns[-1][1]
    first = start
    while first > 0 and start - first < _HEADER:
        row, below = rows[first - 1], rows[first]
        line = row.line
        if below.line.y - line.y > _LEADING * max(line.size, below.line.size):
            break
        if len(row.parts) == 1:
            over_name = line.x1 <= columns[0][1] + 1 and line.x0 >= left - 1
            if line.x1 - line.x0 > _WIDEST_HEAD * (right - left) or (line.x0 < columns[1][0] - 20 and not over_name):
                break
            if over_name and not any(len(r.parts) > 1 for r in rows[max(0, first - 3) : first - 1]):
                break  # the line above the table, not the head of its first column
        elif any(part.x1 - part.x0 > _WIDEST_HEAD * (right - left) for part in row.parts):
            break
        if line.x0 < left - 30 or line.x1 > right + 30:
            break
        first -= 1
    while first < start and len(rows[first].parts) == 1 and rows[first].line.x0 < columns[1][0] - 20:
        first += 1  # no header begins with the wrapped head of the first column
    return first


def _body(rows: Sequence[Row], borders: Sequence[float], depth: int) -> list[Filled]:
    """The cells below the header: a row for every line of numbers and for every name without any."""
    found: list[list[Segment]] = [[] for _ in range(len(borders) - 1)]
    for row in rows:
        for part in row.parts:
            x = part.x0 + 1 if len(row.parts) == 1 and not signs.is_number(part.text) else (part.x0 + part.x1) / 2
            found[min(max(bisect_right(borders, x) - 1, 0), len(found) - 1)].append(part)
    box = lines.bounds([row.line for row in rows])
    cells = [
        Filled(Slot(0, column, 1, 1, (borders[column], box[1], borders[column + 1], box[3])), some)
        for column, some in enumerate(found)
    ]
    numbers = [part for some in found[1:] for part in some if signs.is_number(part.text)]
    levels: list[float] = []
    for y in sorted(part.y for part in numbers):
        if not levels or y - levels[-1] > 0.5 * numbers[0].size:
            levels.append(y)
    return openrows.cut(cells, openrows.between(cells, levels), depth)
