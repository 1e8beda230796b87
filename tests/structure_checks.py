"""What holds for every Document, whatever it was read from."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import regex

from pipeline.ingest import marks
from pipeline.model import Cell, Document, Piece, Raw, Source, Stretch, Style, Table

SHARED = Path(__file__).parents[1].parent / "shared"


def raw(text: str, format: str = "txt") -> Raw:
    """The Raw of a text file with this content."""
    from pipeline.ingest import text as ingester

    return ingester.parse(text.encode(), f"a.{format}", "0" * 64)


def document(text: str, format: str = "txt") -> Document:
    from pipeline import normalize, structure

    return structure.build(normalize.clean(raw(text, format)))


def boxed(lines: list[tuple[str, int, float, float, float]], size: float = 14.0) -> Raw:
    """A PDF's Raw of lines given as text, page, left, top, right."""
    pieces = []
    for text, page, left, top, right in lines:
        source = Source(page=page, bbox=(left, top, right, top + size))
        pieces.append(Piece("line", text, stretches=[Stretch(0, len(text), source)], style=Style(size=size)))
    return Raw("a.pdf", "pdf", "0" * 64, pieces, pages=max(line[1] for line in lines))


def table(*rows: str) -> Table:
    """A table of rows written `a|b|c`; `<` is covered by the cell to the left, `^` by the one above."""
    cells: dict[tuple[int, int], Cell] = {}
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split("|")):
            if text == "<":
                cells[row, column] = cells[row, column - 1]
                cells[row, column].column_span = column - cells[row, column].column + 1
            elif text == "^":
                cells[row, column] = cells[row - 1, column]
                cells[row, column].row_span = row - cells[row, column].row + 1
            else:
                cells[row, column] = Cell(row, column, text)
    return Table(list({id(c): c for c in cells.values()}.values()))


def check(document: Document) -> None:
    """Every offset lies inside the text and names what it should; blocks cover the text but for the line ends."""
    text, at = document.text, 0
    for position, block in enumerate(document.blocks):
        assert block.position == position
        assert block.block_id == f"b{position + 1:04d}"
        assert (block.start, block.start <= block.end) == (at, True)
        at = block.end + 1
        if block.end < len(text):
            assert text[block.end] == "\n"
        for mark in block.marks:
            assert block.start <= mark.start < mark.end <= block.end
            assert text[mark.start : mark.end] == marks.render(mark.label)
        previous = block.start
        for stretch in block.stretches:
            assert previous <= stretch.start <= stretch.end <= block.end
            previous = stretch.start
        if block.intro is not None:
            assert 0 <= block.intro < position
        if block.kind == "heading":
            assert block.level is not None and block.level > len(block.section_path) - 1
        if block.table is not None:
            check_table(document, block.table, block.start, block.end)
    assert at == len(text) + 1 or not document.blocks
    for note in document.footnotes:
        if note.block is not None:
            block = document.blocks[note.block]
            assert document.block_text(block) == f"{marks.render(note.label)} {text[note.start : note.end]}"
        if note.anchor_char is not None:
            assert text.startswith(marks.render(note.label), note.anchor_char)
        if note.block is not None and note.anchor_block is not None:
            assert note.anchor_block < note.block
            source = document.source_at(note.start or 0, document.blocks[note.block])
            if source.page is None and source.line is None:  # no page with a foot to keep the note at
                between = document.blocks[note.anchor_block + 1 : note.block]
                assert all(b.anchor is not None for b in between)


def check_table(document: Document, table: Table, start: int, end: int) -> None:
    seen: set[tuple[int, int]] = set()
    for cell in table.cells:
        assert document.text[cell.start : cell.end] == cell.text
        assert start <= cell.start <= cell.end <= end
        covered = {
            (row, column)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        assert not covered & seen
        seen |= covered


def digits(text: str) -> Counter[str]:
    return Counter(c for c in marks.plain(text) if c.isdigit())


def removed(document: Document) -> str:
    """What the warnings say has left the flow."""
    gone = []
    for warning in document.warnings:
        if "bỏ khỏi văn bản" in warning:
            times = regex.search(r"lặp lại (\d+) lần", warning)
            gone.append(warning.partition(": ")[2] * (int(times[1]) if times else 1))
    return "\n".join(gone)
