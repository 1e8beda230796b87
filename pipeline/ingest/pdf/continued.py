"""Tables that a page break cut: the parts become one table, the repeated header stands once, a cut row is one row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.pdf.page import Page, Placed
from pipeline.model import Cell, FontRun, Mark

_ALIGNED = 6.0  # points by which the borders of a part may differ from those of the part above
_ALIGNED_UNRULED = 25.0
_DEEPEST = 6  # header rows that are repeated at most
_ENDED = (".", ";", ":", "!", "?")


def goes_on(above: Placed, below: Placed) -> bool:
    """Whether the table at the top of a page has the columns of the one at the foot of the page before."""
    if above.ruled != below.ruled or len(above.borders) != len(below.borders):
        return False
    near = _ALIGNED if above.ruled else _ALIGNED_UNRULED
    shift = below.borders[0] - above.borders[0]  # facing pages have other margins
    return all(abs(b - a - shift) <= near for a, b in zip(above.borders, below.borders, strict=True)) and not (
        above.ruled and _another(above, below)
    )


def _another(above: Placed, below: Placed) -> bool:
    """The lower table begins with a header of its own: not the upper one's, and merged cells in it."""
    if _repeated(above, below):
        return False
    first = [c for c in below.table.cells if c.row == 0]
    return any(c.column_span > 1 for c in first) and len([c for c in first if c.text]) > 1


def join(above: Placed, below: Placed) -> bool:
    """Append the cells of `below` to `above`; whether a repeated header was left out."""
    table, more = above.table, below.table
    header = _repeated(above, below)
    rows = table.rows
    cells = [c for c in more.cells if c.row >= header]
    first = [c for c in cells if c.row == header]
    merged = 1 if _cut(table.cells, rows, first) else 0
    for cell in first if merged else ():
        _append(table.cells, rows, cell)
    for cell in cells:
        if merged and cell.row == header:
            if cell.row_span > 1:  # the cut cell goes on below the cut row
                _lengthen(table.cells, rows, cell)
            continue
        cell.row += rows - header - merged
        table.cells.append(cell)
    return header > 0


def _repeated(above: Placed, below: Placed) -> int:
    """How many rows at the top of the lower part repeat the header of the upper one."""
    count = 0
    for row in range(min(_DEEPEST, above.table.rows, below.table.rows)):
        texts = [
            [(c.column, "".join(c.text.split()).lower()) for c in p.table.cells if c.row == row and c.text]
            for p in (above, below)
        ]
        if texts[0] != texts[1] or not (texts[0] or count):
            break
        count += 1
    while count and any(c.row < count < c.row + c.row_span for c in below.table.cells):
        count -= 1
    return count if count < below.table.rows else 0


def _cut(cells: Sequence[Cell], rows: int, first: Sequence[Cell]) -> bool:
    """Whether the first row of the lower part is the rest of the last row above: cells go on in mid-sentence."""
    filled = [c for c in first if c.text]
    if not filled or any(c.column == 0 and c.text for c in first):
        return False
    upper = {c.column: c for c in cells if c.row + c.row_span == rows}
    if not all(c.column in upper and upper[c.column].text for c in filled):
        return False
    return any(c.text[0].islower() or not upper[c.column].text.endswith(_ENDED) for c in filled) and not all(
        c.text[0].isdigit() and len(c.text) < 12 for c in filled
    )


def _append(cells: Sequence[Cell], rows: int, more: Cell) -> None:
    cell = next((c for c in cells if c.column == more.column and c.row + c.row_span == rows), None)
    if cell is None or not more.text:
        return
    shift = len(cell.text) + (1 if cell.text else 0)
    cell.text = f"{cell.text} {more.text}".strip()
    cell.marks += [Mark(m.start + shift, m.end + shift, m.label) for m in more.marks]
    cell.fonts += [FontRun(f.start + shift, f.end + shift, f.name) for f in more.fonts]


def _lengthen(cells: Sequence[Cell], rows: int, more: Cell) -> None:
    cell = next((c for c in cells if c.column == more.column and c.row + c.row_span == rows), None)
    if cell is not None:
        cell.row_span += more.row_span - 1


def across(pages: Sequence[Page], last_table: dict[int, Placed], first_table: dict[int, Placed]) -> list[int]:
    """Join every table at the top of a page to the one at the foot of the page before that it continues.

    `last_table` and `first_table`: by page, the table that ends and begins its flow, if one does.
    Gives the pages on which a repeated header was left out.
    """
    repeated = []
    for before, page in pairwise(pages):
        above, below = last_table.get(before.number), first_table.get(page.number)
        if above is None or below is None or not goes_on(above, below):
            continue
        if join(above, below):
            repeated.append(page.number)
        page.tables = [t for t in page.tables if t is not below]
        if last_table.get(page.number) is below:
            last_table[page.number] = above
    return repeated
