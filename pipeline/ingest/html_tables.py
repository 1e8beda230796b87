"""Tables of web pages: the grid that rowspan and colspan make, and tables that only place text."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.model import Cell, FontRun, Mark, Piece, Stretch, Style, Table

_NUMBER = re.compile(r"[\d.,%/ ]*\d[\d.,%/ ]*")
_LARGEST_SPAN = 1000
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 8, 3

Grid = list[tuple[Cell, etree._Element]]


def cells(table: etree._Element) -> Grid:
    """The cells of a table, not of those inside it, with their places; spans reach no farther than the table."""
    rows = [row for row in table.iter("tr") if _owner(row) is table]
    taken: set[tuple[int, int]] = set()
    grid: Grid = []
    for number, row in enumerate(rows):
        column = 0
        header_row = row.getparent() is not None and row.getparent().tag == "thead"  # type: ignore[union-attr]
        for element in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            down = min(_span(element, "rowspan") or len(rows), len(rows) - number)
            across = _span(element, "colspan") or 1
            taken |= {(number + i, column + j) for i in range(down) for j in range(across)}
            cell = Cell(number, column, "", down, across, is_header=header_row or element.tag == "th")
            grid.append((cell, element))
            column += across
    return grid


def is_layout(table: etree._Element, grid: Grid) -> bool:
    """No table: it holds others, or is a frame of one cell, or a letterhead set side by side without lines."""
    if len(grid) <= 1 or next((t for t in table.iter("table") if t is not table), None) is not None:
        return True
    rows = max(cell.row for cell, _ in grid) + 1
    columns = max(cell.column + cell.column_span for cell, _ in grid)
    if _has_lines(table) or rows > _LAYOUT_ROWS or columns > _LAYOUT_COLUMNS or any(c.is_header for c, _ in grid):
        return False
    return not any(_NUMBER.fullmatch(_text(element)) for _, element in grid)


def fill(cell: Cell, paragraphs: list[Piece]) -> None:
    """Join the paragraphs of a cell with blanks and put them in."""
    for piece in paragraphs:
        at = len(cell.text) + bool(cell.text)
        cell.text = f"{cell.text} {piece.text}" if cell.text else piece.text
        cell.marks += [Mark(m.start + at, m.end + at, m.label) for m in piece.marks]
        cell.fonts += [FontRun(f.start + at, f.end + at, f.name) for f in piece.fonts]
    if paragraphs:
        cell.source = paragraphs[0].source


def pieces(grid: Grid) -> list[Piece]:
    """The table, or nothing where no cell has text."""
    table = Table([cell for cell, _ in grid])
    if not any(cell.text for cell in table.cells):
        return []
    first = next(cell.source for cell in table.cells if cell.text)
    return [Piece("table", stretches=[Stretch(0, 0, first)], style=Style(name="table"), table=table)]


def _owner(row: etree._Element) -> etree._Element | None:
    return next((ancestor for ancestor in row.iterancestors("table")), None)


def _span(element: etree._Element, name: str) -> int:
    value = element.get(name, "1").strip()
    return min(int(value), _LARGEST_SPAN) if re.fullmatch(r"\d{1,6}", value) else 1


def _has_lines(table: etree._Element) -> bool:
    border = table.get("border", "")
    style = table.get("style", "").replace(" ", "").lower()
    if border not in ("", "0") or re.search(r"border[\w-]*:(?!none|0)[^;]*(?:solid|double|dotted|dashed)", style):
        return True
    ruled = [c for c in table.iter("td", "th") if re.search(r"border[\w-]*:[^;]*solid", c.get("style", ""))]
    return 2 * len(ruled) >= sum(1 for _ in table.iter("td", "th"))


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())
