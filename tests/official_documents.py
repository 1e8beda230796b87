"""Documents for the tests of letterheads: one text in every layout that formats leave of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from pipeline.model import Block, Cell, Document, Style, Table

HERE = Path(__file__).parent / "official"
Piece = str | Table
PROSE = "Trong thời gian qua, các đơn vị đã nghiêm túc tổ chức thực hiện nhiệm vụ được giao, đạt kết quả khá toàn diện."


def examples(name: str) -> list[dict[str, Any]]:
    """The entries of tests/official/NAME.yaml."""
    content: list[dict[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


def document(pieces: list[Piece], centered: set[str] | None = None) -> Document:
    """A Document of one block a piece; `centered` are the lines whose format says so."""
    blocks: list[Block] = []
    texts: list[str] = []
    at = 0
    for position, piece in enumerate(pieces):
        if isinstance(piece, Table):
            text, table = _laid_out(piece, at), piece
        else:
            text, table = piece, None
        style = Style(centered=True) if centered and text in centered else Style()
        blocks.append(Block(position, "table" if table else "paragraph", at, at + len(text), style=style, table=table))
        texts.append(text)
        at += len(text) + 1
    return Document("0" * 16, "0" * 64, "mau.txt", "txt", "\n".join(texts), blocks)


def _laid_out(table: Table, at: int) -> str:
    """The table's text, rows by line and cells by tab; sets the cells' offsets."""
    grid = {(c.row, c.column): c for c in table.cells}
    rows = []
    for r in range(table.rows):
        row = []
        for c in range(table.columns):
            cell = grid.get((r, c))
            if cell:
                cell.start, cell.end = at, at + len(cell.text)
                at = cell.end
            row.append(cell.text if cell else "")
            at += 1
        rows.append("\t".join(row))
    return "\n".join(rows)


def _table(left: list[str], right: list[str]) -> Table:
    cells = [Cell(r, c, t) for c, column in enumerate((left, right)) for r, t in enumerate(column)]
    return Table(sorted(cells, key=lambda x: (x.row, x.column)))


def lines(left: list[str], right: list[str]) -> list[Piece]:
    """A line a block, the left column first."""
    return [*left, *right]


def interleaved(left: list[str], right: list[str]) -> list[Piece]:
    """As PDF tools give it: both columns of a row on one line."""
    longest = max(len(left), len(right))
    rows = zip(left + [""] * (longest - len(left)), right + [""] * (longest - len(right)), strict=True)
    return [f"{a} {b}".strip() for a, b in rows]


def rows(left: list[str], right: list[str]) -> list[Piece]:
    """A borderless table of a row a line."""
    return [_table(left, right)]


def two_cells(left: list[str], right: list[str]) -> list[Piece]:
    """A borderless table of one row, each column one cell."""
    return [_table([" ".join(left)], [" ".join(right)])]


LAYOUTS: dict[str, Callable[[list[str], list[str]], list[Piece]]] = {
    "lines": lines,
    "interleaved": interleaved,
    "rows": rows,
    "two cells": two_cells,
}


def build(example: dict[str, Any], layout: str) -> Document:
    """The example in one layout, with enough prose between head and foot to be a document."""
    put = LAYOUTS[layout]
    head = put([*example["left"], *example.get("about", [])], example["right"])
    foot_left, foot_right = example["foot"]
    # A foot's columns run together on one line leave no trace of where one ends, so they stay apart there.
    foot = lines(foot_left, foot_right) if layout == "interleaved" else put(foot_left, foot_right)
    return document([*head, *example["title"], *example["body"], *[PROSE] * 12, *foot])


def wanted(example: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from example["want"].items()
