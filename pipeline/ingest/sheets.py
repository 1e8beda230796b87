"""Spreadsheets, as LibreOffice shows them in HTML: one table a sheet, its title and notes around it."""

from __future__ import annotations

from itertools import groupby

from pipeline.ingest import html
from pipeline.model import Cell, Piece, Raw, Source, Stretch, Style, Table


def parse(data: bytes, path: str, sha256: str, format: str) -> Raw:
    """Read the HTML of a workbook. Numbers stand as the sheet shows them, in Vietnamese style.

    Rows that hold one text above and below the grid (title, unit, notes) are paragraphs, not rows.
    Raises SolieuError `no_text`.
    """
    raw = html.parse(data, path, sha256, format)
    raw.pieces = [piece for found in raw.pieces for piece in _parts(found)]
    raw.warnings.append("bảng tính: số được ghi như hiển thị; trang ẩn và công thức không được đọc")
    return raw


def _parts(piece: Piece) -> list[Piece]:
    if piece.table is None:
        return [] if piece.text in ("Overview", "Tổng quan") else [piece]
    rows = [list(row) for _, row in groupby(piece.table.cells, key=lambda cell: cell.row)]
    full = [number for number, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1]
    if not full:
        return [_paragraph(cell) for row in rows for cell in row if cell.text]
    first, last = full[0], full[-1]
    above = [_paragraph(cell) for row in rows[:first] for cell in row if cell.text]
    below = [_paragraph(cell) for row in rows[last + 1 :] for cell in row if cell.text]
    table = _cropped([cell for row in rows[first : last + 1] for cell in row])
    source = next((cell.source for cell in table.cells if cell.text), Source())
    body = Piece("table", stretches=[Stretch(0, 0, source)], style=Style(name="sheet"), table=table)
    return [*above, body, *below]


def _paragraph(cell: Cell) -> Piece:
    stretch = Stretch(0, len(cell.text), cell.source)
    style = Style(name="sheet")
    return Piece("paragraph", cell.text, marks=cell.marks, stretches=[stretch], fonts=cell.fonts, style=style)


def _cropped(cells: list[Cell]) -> Table:
    """Without the empty columns at both sides and with rows counted from 0."""
    used = [cell for cell in cells if cell.text]
    left = min(cell.column for cell in used)
    right = max(cell.column + cell.column_span for cell in used)
    top, bottom = cells[0].row, max(cell.row for cell in cells)
    kept = [cell for cell in cells if left <= cell.column < right]
    for cell in kept:
        cell.row_span = min(cell.row_span, bottom + 1 - cell.row)
        cell.column_span = min(cell.column_span, right - cell.column)
        cell.row, cell.column = cell.row - top, cell.column - left
    return Table(kept)
