"""Tables: which rows are headers, what each cell stands under."""

from __future__ import annotations

import regex

from pipeline.model import Cell, Table
from pipeline.structure.assemble import Part

_ORDINAL_HEAD = regex.compile(r"(?:số\s*)?(?:tt|stt|thứ tự)\.?|số", regex.IGNORECASE)
_NUMERIC = regex.compile(r"[\s\d.,%‰/+\-–()]*\d[\s\d.,%‰/+\-–()]*")
_PERCENT = regex.compile(r"\(?%\)?")


def read(parts: list[Part]) -> None:
    """Number the tables, find captions and headers."""
    number = 0
    for part in parts:
        if part.piece.table is None:
            continue
        number += 1
        part.piece.table.table_id = f"t{number}"
        headers(part.piece.table)


def headers(table: Table) -> None:
    """Set is_header, row_header and column_header of every cell, and spans of merged header cells that the format lost."""
    grid = {(c.row, c.column): c for c in table.cells}
    rows = _header_rows(table, grid)
    _spread(table, grid, rows)
    column_of_names = 1 if _is_ordinal(table, grid, rows) else 0
    paths = _paths(table, rows)
    for cell in table.cells:
        cell.is_header = cell.row < rows
        if cell.is_header:
            continue
        cell.column_header = paths.get(cell.column, "")
        name = _at(table, cell.row, column_of_names)
        if name is not None and name is not cell:
            cell.row_header = name.text


def _header_rows(table: Table, grid: dict[tuple[int, int], Cell]) -> int:
    """How many rows at the top are headers: those before the first with figures of its own."""
    for row in range(min(table.rows, 5)):
        cells = [c for c in table.cells if c.row == row]
        if any(_NUMERIC.fullmatch(c.text) for c in cells if c.text):
            return row
    return 1 if table.rows > 1 else 0


def _spread(table: Table, grid: dict[tuple[int, int], Cell], rows: int) -> None:
    """In header rows, an empty cell belongs to the one above it where that has no text of its own below, else to its left."""
    drop: list[Cell] = []
    for cell in [c for c in table.cells if c.row < rows and c.text]:
        column = cell.column + cell.column_span
        while rows > 1 and cell.row < rows - 1 and (right := grid.get((cell.row, column))) and not right.text and _below(grid, right, rows):
            cell.column_span += 1
            drop.append(right)
            column += 1
        if cell.column_span == 1:
            while cell.row + cell.row_span < rows and (under := grid.get((cell.row + cell.row_span, cell.column))) and not under.text:
                cell.row_span += 1
                drop.append(under)
    table.cells = [c for c in table.cells if c not in drop]


def _below(grid: dict[tuple[int, int], Cell], cell: Cell, rows: int) -> bool:
    return any((c := grid.get((r, cell.column))) is not None and c.text for r in range(cell.row + 1, rows))


def _is_ordinal(table: Table, grid: dict[tuple[int, int], Cell], rows: int) -> bool:
    first = _at(table, 0, 0)
    return rows > 0 and table.columns > 1 and first is not None and _ORDINAL_HEAD.fullmatch(first.text.strip()) is not None


def _at(table: Table, row: int, column: int) -> Cell | None:
    """The cell that covers a place, merged or not."""
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
            return cell
    return None


def _paths(table: Table, rows: int) -> dict[int, str]:
    """For each column the header texts from the top down, joined with " > "; a bare `%` hangs from the column before it."""
    paths: dict[int, str] = {}
    for column in range(table.columns):
        names = []
        for row in range(rows):
            cell = _at(table, row, column)
            if cell is not None and cell.text and cell.text not in names[-1:]:
                names.append(cell.text)
        if names and _PERCENT.fullmatch(names[-1]) and column:
            before = paths[column - 1]
            names = [*before.split(" > "), names[-1]] if before else names
        paths[column] = " > ".join(names)
    return paths
