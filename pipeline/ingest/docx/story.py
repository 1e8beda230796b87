"""Paragraphs, tables and what hangs on them, in the order of the text.

A story is the body, a cell, a note, a text box or a header; each is read by a `Story` of its own.
"""

from __future__ import annotations

from lxml import etree

from pipeline.ingest.docx import tables
from pipeline.ingest.docx.context import Context, alternative
from pipeline.ingest.docx.inline import Call, Inline
from pipeline.ingest.docx.names import (
    ALTERNATE,
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    SDT,
    SDT_CONTENT,
    SDTPR,
    TBL,
    VAL,
    M,
    P,
    T,
    W,
)  # fmt: skip
from pipeline.ingest.docx.notes import strip_mark
from pipeline.ingest.docx.styles import Told, shaped
from pipeline.ingest.line import Line, goes_on, joined
from pipeline.model import Piece, Source

Item = Line | Piece

_TRANSPARENT = frozenset({W + "customXml", SDT_CONTENT})
_REVISED = frozenset({INS, DEL, MOVE_FROM, MOVE_TO})


class Story:
    """Reads block content. `source` is that of the paragraph it hangs on; None in the body and its cells."""

    def __init__(self, context: Context, source: Source | None = None, in_cell: bool = False) -> None:
        self.context, self.in_cell = context, in_cell
        self.in_body, self.source = source is None, source or Source()
        self._inline = Inline(context, self.in_body, self.source)
        self._carried: Line | None = None
        self._items: list[Item] = []
        self._after_drop_cap = False
        self._default_numbered = context.styles.paragraph("").num_id is not None
        self._cells: Story | None = None  # reads the cells, one after the other

    def flow(self, parent: etree._Element) -> list[Item]:
        """Lines, settled, and finished pieces of `parent`, in reading order."""
        self._blocks(parent)
        if self._carried is not None:
            self._emit([("", self._carried)])
        return self._items

    def cell(self, node: etree._Element) -> list[Item]:
        """The content of a table cell of this story."""
        if self._cells is None:
            self._cells = Story(self.context, None if self.in_body else self.source, in_cell=True)
        cells = self._cells
        cells._items, cells._carried, cells._after_drop_cap = [], None, False
        cells._inline.forget()
        return cells.flow(node)

    def pieces(self, parent: etree._Element) -> list[Piece]:
        return [item.piece() if isinstance(item, Line) else item for item in self.flow(parent)]

    def _blocks(self, parent: etree._Element) -> None:
        for node in parent:
            tag = node.tag
            if tag == P:
                self._paragraph(node)
            elif tag == TBL:
                self._items += tables.read(self, node)
            elif tag == SDT:
                self._control(node)
            elif tag in _TRANSPARENT:
                self._blocks(node)
            elif tag in _REVISED:
                if self.context.keeps(node):
                    self._blocks(node)
            elif tag == ALTERNATE:
                chosen = alternative(node)
                if chosen is not None:
                    self._blocks(chosen)
            elif tag == M + "oMathPara":
                self._paragraph(node)
            elif tag in (W + "altChunk", W + "subDoc"):
                self.context.remarks.other.append("văn bản lồng một tệp khác (altChunk, subDoc) không được đọc")

    def _control(self, node: etree._Element) -> None:
        content = node.find(SDT_CONTENT)
        if content is None:
            return
        gallery = node.find(f"{SDTPR}/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(VAL) == "Table of Contents":
            lines = [p for p in content.iter(P) if next(p.iter(T), None) is not None]
            self.context.remarks.contents += len(lines)
            return
        self._blocks(content)

    def _paragraph(self, node: etree._Element) -> None:
        context = self.context
        if self.in_body:
            context.paragraph += 1
            context.pages.paragraph()
        if not len(node) and self._carried is None and not self._default_numbered:
            return
        # Properties come first if they are there at all (17.3.1.22).
        told = context.styles.told(node[0] if len(node) and node[0].tag == PPR else None)
        shape = told.shape
        joins = told.drop_cap or (told.mark is not None and context.drops_mark(told.mark))
        if shape.page_break and self.in_body and not self.in_cell and self._carried is None:
            self._page_break()
        carried, self._carried = self._carried, None
        if carried is not None and (self._after_drop_cap or (carried.blank() and not carried.label)):
            carried.shape = shape
        self._after_drop_cap = told.drop_cap
        self._inline.read(node, shape, carried)
        self._close(told, joins, carried)
        if told.ends_section and self.in_body:
            self._section()

    def _close(self, told: Told, joins: bool, carried: Line | None) -> None:
        inline = self._inline
        lines, calls, boxes = inline.lines, inline.calls, inline.boxes
        first = lines[0][1]
        nothing = joins and all(line.blank() and not line.label for _, line in lines)
        if not nothing and (carried is None or carried.shape is told.shape):
            self._number(first, told)
        if joins:
            self._carried = lines.pop()[1]
            self._emit(lines)
        else:
            self._emit(lines)
        for call in calls:
            self._note(call)
        for box in boxes:
            self._items += Story(self.context, inline.source()).pieces(box)

    def _number(self, line: Line, told: Told) -> None:
        """Have the paragraph counted and keep its automatic number for the head of its line."""
        shape = told.shape
        found = self.context.numbering.level_of(shape, told.style_id)
        if found is None:
            return
        numbered, index, level = found
        line.label, line.gap = self.context.numbering.advance(numbered, index), level.gap
        if not told.indented:
            line.shape = shaped(shape)
            line.shape.left = level.shape.left if level.shape.left is not None else shape.left
            first_line = level.shape.first_line
            line.shape.first_line = first_line if first_line is not None else shape.first_line

    def _emit(self, lines: list[tuple[str, Line]]) -> None:
        """Settle the lines of a paragraph; line breaks inside a sentence are no ends of lines."""
        ready: list[Line] = []
        for kind, line in lines:
            line.settle()
            if line.label and (self.in_cell or not line.blank()):
                line.head()
            if len(lines) == 1:
                if not line.blank():
                    self._items.append(line)
                return
            if kind == "page" and not self.in_cell and self.in_body:
                self._items += [r for r in ready if not r.blank()]
                ready = []
                self._items.append(Piece("break"))
            if kind == "line" and ready and goes_on(ready[-1], line):
                ready[-1].take(line, " ")
            else:
                ready.append(line)
        self._items += [r for r in ready if not r.blank()]

    def _page_break(self) -> None:
        if self._items or self.context.paragraph > 1:
            self.context.pages.explicit()
            self._items.append(Piece("break"))

    def _section(self) -> None:
        if self.context.sections.passed() and not self.in_cell:
            self.context.pages.explicit()
            self._items.append(Piece("break"))

    def _note(self, call: Call) -> None:
        if call.body is None:
            self.context.remarks.other.append(f"dấu chú thích {call.label} không có nội dung")
            return
        story = Story(self.context, call.source)
        items = story.flow(call.body)
        lines = [item for item in items if isinstance(item, Line)]
        if lines:
            strip_mark(lines[0], story._inline.own_mark, call.label)
        line = joined(lines, " ")
        if line is not None and not line.blank():
            self._items.append(line.piece("note", call.label))
        else:
            self.context.remarks.other.append(f"chú thích {call.label} không có chữ")
        self._items += [item for item in items if isinstance(item, Piece)]
