"""Columns that a text keeps apart with blanks: tables laid out by a converter, the two sides of a letterhead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from pipeline.model import Cell, Piece, Stretch, Table
from pipeline.normalize import edits
from pipeline.normalize.evidence import says

_WIDE = regex.compile(r"(?<=\S) {3,}(?=\S)")
_CHUNK = regex.compile(r"\S+(?: \S+)*")
_LETTERHEAD_LINES = 14  # how far two sides of a letterhead or a signature reach


class Chunk(NamedTuple):
    """Words of a line that no wide gap parts, and where they stand in it."""

    start: int
    end: int
    text: str


def find(pieces: list[Piece]) -> list[Piece]:
    """The pieces with tables made Piece(kind="table") and the left side of a letterhead put before the right one."""
    result: list[Piece] = []
    at = 0
    while at < len(pieces):
        run = _run(pieces, at)
        lines = [p for p in run if p.text.strip()]
        if _is_table(lines):
            result.append(_table(lines))
            at += len(run)
        elif _stands_beside(lines):
            result += _sides(lines)
            at += len(run)
        else:
            result.append(pieces[at])
            at += 1
    return result


def _is_gapped(piece: Piece) -> bool:
    return piece.kind == "line" and "   " in piece.text and _WIDE.search(piece.text.expandtabs()) is not None


def _run(pieces: list[Piece], at: int) -> list[Piece]:
    """Lines with gaps from `at` on; a blank line or a shorter line without a gap may stand between two of them."""
    if not _is_gapped(pieces[at]):
        return []
    last = at
    for nth in range(at + 1, len(pieces)):
        if pieces[nth].kind != "line" or nth - last > 2:
            break
        if _is_gapped(pieces[nth]):
            last = nth
        elif pieces[nth].text.strip() and len(pieces[nth].text.expandtabs()) > 100:
            break
    return pieces[at : last + 1]


def _chunks(piece: Piece) -> list[Chunk]:
    return [Chunk(m.start(), m.end(), m[0]) for m in _CHUNK.finditer(piece.text.expandtabs())]


def _is_table(lines: list[Piece]) -> bool:
    """At least three rows of three columns, and numbers in most of them."""
    rows = [_chunks(line) for line in lines]
    data = [row for row in rows if len(row) >= 3]
    numbers = sum(any(says("table_layout.number", chunk.text) for chunk in row[1:]) for row in data)
    return len(data) >= 3 and numbers >= 2 and 2 * numbers >= len(data) and len(_edges(rows)) >= 3


def _edges(rows: list[list[Chunk]]) -> list[tuple[int, int]]:
    """Left and right edge of each column: where rows with a word in every column have no blank in common."""
    most = max(len(row) for row in rows)
    full = [row for row in rows if len(row) >= max(3, most - 1)]
    taken = [False] * (max(row[-1].end for row in full) + 1)
    for row in full:
        for chunk in row:
            taken[chunk.start : chunk.end] = [True] * (chunk.end - chunk.start)
    edges, start = [], None
    for x, filled in enumerate([*taken, False]):
        if filled and start is None:
            start = x
        elif not filled and start is not None:
            edges.append((start, x))
            start = None
    return edges


def _table(lines: list[Piece]) -> Piece:
    rows = [_chunks(line) for line in lines]
    edges = _edges(rows)
    cells: list[Cell] = []
    below: dict[int, Cell] = {}  # last cell of each column
    number = -1
    for line, row in zip(lines, rows, strict=True):
        placed = [(chunk, *_columns(chunk, edges)) for chunk in row]
        if number >= 0 and _goes_on(placed, below):
            for chunk, column, _ in placed:
                below[column].text += f" {chunk.text}"
            continue
        number += 1
        for chunk, first, last in placed:
            cell = Cell(number, first, chunk.text, column_span=last - first + 1, source=line.source)
            if cells and cells[-1].row == number and first < cells[-1].column + cells[-1].column_span:
                cells[-1].text += f" {chunk.text}"  # two words under one column
                continue
            cells.append(cell)
            below[first] = cell
    cells += _empty(cells, len(edges))
    return Piece("table", stretches=[Stretch(0, 0, lines[0].source)], table=Table(cells))


def _columns(chunk: Chunk, edges: list[tuple[int, int]]) -> tuple[int, int]:
    """First and last column that the chunk stands over."""
    over = [n for n, (start, end) in enumerate(edges) if chunk.start < end and chunk.end > start]
    if over:
        return over[0], over[-1]
    nearest = min(range(len(edges)), key=lambda n: abs(edges[n][0] + edges[n][1] - chunk.start - chunk.end))
    return nearest, nearest


def _goes_on(placed: list[tuple[Chunk, int, int]], below: dict[int, Cell]) -> bool:
    """A line that only ends words begun in the row above."""
    return all(column in below and chunk.text[0].islower() for chunk, column, _ in placed)


def _empty(cells: list[Cell], columns: int) -> Iterator[Cell]:
    """The places that no words stand in."""
    rows: dict[int, set[int]] = {}
    for cell in cells:
        rows.setdefault(cell.row, set()).update(range(cell.column, cell.column + cell.column_span))
    return (Cell(row, column, "") for row, filled in rows.items() for column in range(columns) if column not in filled)


def _stands_beside(lines: list[Piece]) -> bool:
    """The two sides of a letterhead or of the foot: two columns, one of which says what it is."""
    if not 2 <= len(lines) <= _LETTERHEAD_LINES or any(len(_WIDE.findall(p.text.expandtabs())) > 1 for p in lines):
        return False
    return any(says("lines.beside", chunk.text) for line in lines for chunk in _chunks(line))


def _sides(lines: list[Piece]) -> list[Piece]:
    """The lines of the left side, a blank line, those of the right side."""
    left: list[Piece] = []
    right: list[Piece] = []
    gaps = [found.end() for p in lines if (found := _WIDE.search(p.text.expandtabs()))]
    middle = min(gaps) - 4
    for line in lines:
        edits.apply(line, [edits.Edit(m.start(), m.end(), " " * 8) for m in regex.finditer("\t", line.text)])
        gap = _WIDE.search(line.text)
        if gap is not None:
            tail = edits.split(line, gap.end())
            tail.kind = "line"
            left.append(line)
            right.append(tail)
        else:
            (right if len(line.text) - len(line.text.lstrip()) >= middle else left).append(line)
    for side in (left, right):
        for line in side:
            line.style.indent = None
    return [*left, Piece("line"), *right]
