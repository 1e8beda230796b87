"""Tables: the grid with its merged cells, and the tables that are no tables but frames and page layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.ingest.docx import grid
from pipeline.ingest.docx.context import alternative
from pipeline.ingest.docx.folding import NUMBER
from pipeline.ingest.docx.names import (
    ALTERNATE,
    DEL,
    INS,
    OFF,
    SDT,
    SDT_CONTENT,
    TBLPR,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    P,
    T,
    W,
)  # fmt: skip
from pipeline.ingest.docx.styles import whole
from pipeline.ingest.line import Line, joined
from pipeline.model import Cell, Piece, Source, Stretch, Style, Table

if TYPE_CHECKING:
    from pipeline.ingest.docx.story import Item, Story

_SPAN, _DOWN, _ACROSS, _BORDERS = W + "gridSpan", W + "vMerge", W + "hMerge", W + "tcBorders"

# A letterhead or a signature block: few rows, at most the two sides and a gap between them.
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 8, 3
_NUMBER = re.compile(r"[\d.,%/ ]*\d[\d.,%/ ]*")
_VISIBLE = re.compile(r"(?!nil$|none$)\w+")


def read(story: Story, node: etree._Element) -> list[Item]:
    """The table as a piece, then the notes, nested tables and text boxes of its cells.

    A table of a single cell is a frame, and one that only places text on the page (a letterhead, a signature block)
    is none either: their paragraphs are given as they are, cell by cell.
    """
    slots, after = _Reader(story).rows(node)
    if not slots:
        return after
    places = grid.positions(node, max(slot.right for slot in slots))
    ruled = _ruled(story, node)
    items: list[Item] = []
    for part in grid.tables(slots, places):
        if len(part) == 1 or _is_layout(part, ruled):
            items += [line for slot in part for line in slot.lines]
        else:
            items.append(_piece(part, _style_name(story, node)))
    return items + after


def _piece(slots: list[grid.Slot], style: str) -> Piece:
    for slot in slots:
        _fill(slot)
    first = next((s.lines[0].stretches[0].source for s in slots if s.lines), slots[0].cell.source)
    table = Table([slot.cell for slot in slots])
    return Piece("table", stretches=[Stretch(0, 0, first)], style=Style(name=style), table=table)


class _Reader:
    """Reads the rows of one table, with what is open from the rows above."""

    def __init__(self, story: Story) -> None:
        self._story, self._context = story, story.context
        self._slots: list[grid.Slot] = []
        self._after: list[Item] = []
        self._open: dict[int, Cell] = {}  # cells that may go on below, by their left edge
        self._said: dict[str, dict[str, etree._Element]] = {}  # by the block of properties
        self._row = 0

    def rows(self, table: etree._Element) -> tuple[list[grid.Slot], list[Item]]:
        for row in _parts(table, TR):
            trpr = row.find(TRPR)
            if trpr is None or self._kept(trpr, row):
                self._read_row(row, trpr)
                self._row += 1
        return self._slots, self._after

    def _kept(self, trpr: etree._Element, row: etree._Element) -> bool:
        keep = True
        for mark in trpr.iterchildren(INS, DEL):
            keep = self._context.keeps_row(mark, row) and keep
        return keep

    def _read_row(self, row: etree._Element, trpr: etree._Element | None) -> None:
        said = {child.tag: child for child in trpr} if trpr is not None else {}
        column = _number(said.get(W + "gridBefore"), 0)
        header = _flag(said.get(W + "tblHeader"))
        above, self._open = self._open, {}
        pages = self._context.pages
        start = furthest = pages.state()
        before: Cell | None = None
        for node in _parts(row, TC):
            said = self._properties(node)
            if not self._context.keeps_cell(said, node):
                continue
            span = max(1, _number(said.get(_SPAN), 1))
            down = _merge(said.get(_DOWN))
            pages.back_to(start)
            if before is not None and _merge(said.get(_ACROSS)) == "continue" and self._covered(node):
                before.column_span += span
            elif down == "continue" and column in above and self._covered(node):
                cell = above[column]
                cell.row_span = self._row - cell.row + 1
                self._open[column] = before = cell
            else:
                before = self._cell(node, said.get(_BORDERS), column, span, header)
                if down:
                    self._open[column] = before
                # A page that begins with this row begins so for all its cells.
                if before.source.page is not None and before.source.page != start[0]:
                    start = (before.source.page, 0, 0, True)
            column += span
            if pages.number is not None:
                furthest = max(furthest, pages.state(), key=lambda s: (s[0] or 0, not s[3]))
        pages.back_to(furthest)

    def _properties(self, cell: etree._Element) -> dict[str, etree._Element]:
        """What `w:tcPr`, the first child of a cell if there is one, says, by tag."""
        if not len(cell) or cell[0].tag != TCPR:
            return {}
        number = cell[0].get(NUMBER)
        if number is None:
            return {child.tag: child for child in cell[0]}
        if (known := self._said.get(number)) is None:
            known = self._said[number] = {child.tag: child for child in self._context.folding.block(number)}
        return known

    def _cell(self, node: etree._Element, borders: etree._Element | None, column: int, span: int, header: bool) -> Cell:
        items = self._story.cell(node)
        lines = [item for item in items if isinstance(item, Line)]
        if len(lines) < len(items):
            self._after += [item for item in items if not isinstance(item, Line) and item.kind != "break"]
        source = lines[0].stretches[0].source if lines else self._empty_source()
        cell = Cell(self._row, column, "", 1, span, source=source, is_header=header)
        self._slots.append(grid.Slot(cell, column, lines, _sides(borders) >= 2))
        return cell

    def _empty_source(self) -> Source:
        return Source(page=self._context.pages.number, paragraph=self._context.paragraph)

    def _covered(self, cell: etree._Element) -> bool:
        """Does a merge cover this cell? Not one with text: converters mark as covered what its author wrote and saw."""
        if any(text.text and text.text.strip() for text in cell.iter(T)):
            return False
        if self._story.in_body:
            self._context.paragraph += sum(1 for _ in cell.iterchildren(P))
        return True


def _parts(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through the wrappers that may stand between."""
    for node in parent:
        if node.tag == tag:
            yield node
        elif node.tag == SDT and (content := node.find(SDT_CONTENT)) is not None:
            yield from _parts(content, tag)
        elif node.tag == ALTERNATE and (chosen := alternative(node)) is not None:
            yield from _parts(chosen, tag)
        elif node.tag in (W + "customXml", SDT_CONTENT):
            yield from _parts(node, tag)


def _number(node: etree._Element | None, otherwise: int) -> int:
    if node is None:
        return otherwise
    value = whole(node.get(VAL))
    # Word allows 63 columns; a span of millions is an attack, not a table.
    return otherwise if value is None else min(max(value, 0), 1000)


def _flag(node: etree._Element | None) -> bool:
    return node is not None and node.get(VAL, "1") not in OFF


def _merge(node: etree._Element | None) -> str:
    """`restart`, `continue` (also by default) or ""."""
    return "" if node is None else node.get(VAL, "continue")


def _fill(slot: grid.Slot) -> None:
    line = joined(slot.lines, " ")
    if line is not None:
        slot.cell.text, slot.cell.marks, slot.cell.fonts = line.text, line.marks, line.fonts


def _sides(borders: etree._Element | None) -> int:
    """How many of the four sides have a line."""
    if borders is None:
        return 0
    sides = (W + "top", W + "left", W + "start", W + "bottom", W + "right", W + "end")
    return sum(1 for side in borders.iterchildren(*sides) if _VISIBLE.match(side.get(VAL, "")))


def _ruled(story: Story, table: etree._Element) -> bool:
    """Has the table lines, by its style or its own properties?"""
    lines: dict[str, bool] = {}
    for properties in (*story.context.styles.table_properties(_style_id(table)), table.find(TBLPR)):
        borders = properties.find(W + "tblBorders") if properties is not None else None
        for side in borders if borders is not None else ():
            lines[side.tag.removeprefix(W)] = _VISIBLE.match(side.get(VAL, "")) is not None
    on = {name for name, visible in lines.items() if visible}
    return bool(on & {"insideH", "insideV"}) or len(on) >= 3


def _is_layout(slots: list[grid.Slot], ruled: bool) -> bool:
    """A table that only places text on the page: no lines, few cells, none of them a number alone or a header."""
    if ruled or 2 * sum(slot.bordered for slot in slots) >= len(slots):
        return False
    rows = max(slot.cell.row for slot in slots) + 1
    columns = max(slot.cell.column + slot.cell.column_span for slot in slots)
    if rows > _LAYOUT_ROWS or columns > _LAYOUT_COLUMNS:
        return False
    texts = [" ".join(line.text for line in slot.lines) for slot in slots]
    return not any(slot.cell.is_header for slot in slots) and not any(_NUMBER.fullmatch(text) for text in texts)


def _style_id(table: etree._Element) -> str:
    style = table.find(f"{TBLPR}/{W}tblStyle")
    return style.get(VAL, "") if style is not None else ""


def _style_name(story: Story, table: etree._Element) -> str:
    return story.context.styles.name(_style_id(table))
