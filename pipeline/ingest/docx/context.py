"""What all parts of one document share while it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.ingest.docx.folding import Folding
from pipeline.ingest.docx.names import CHOICE, DEL, FALLBACK, INS, MOVE_FROM, MOVE_TO, T, W
from pipeline.ingest.docx.notes import Notes
from pipeline.ingest.docx.numbering import Numbering
from pipeline.ingest.docx.pages import Pages, Sections
from pipeline.ingest.docx.remarks import Remarks
from pipeline.ingest.docx.styles import Styles
from pipeline.ingest.options import Revisions

_KEPT: dict[str, frozenset[str]] = {
    "accept": frozenset({INS, MOVE_TO}),
    "reject": frozenset({DEL, MOVE_FROM}),
    "both": frozenset({INS, MOVE_TO, DEL, MOVE_FROM}),
}
_KIND = {INS: "thêm", DEL: "xóa", MOVE_TO: "chuyển đến", MOVE_FROM: "chuyển đi"}
_CELL_MARKS = {W + "cellIns": INS, W + "cellDel": DEL}
DELETED_TEXT = W + "delText"


@dataclass(slots=True)
class Context:
    folding: Folding
    styles: Styles
    numbering: Numbering
    notes: dict[str, Notes]  # by the tag of their references
    sections: Sections
    pages: Pages
    revisions: Revisions
    remarks: Remarks = field(default_factory=Remarks)
    paragraph: int = 0  # number of the paragraph of the body being read, from 1

    def keeps(self, node: etree._Element) -> bool:
        """Is content under this revision mark part of the text? The revision is put on record."""
        if text := _text(node).strip():
            self.remarks.revisions.append((_KIND[node.tag], text))
        return node.tag in _KEPT[self.revisions]

    def keeps_row(self, mark: etree._Element, row: etree._Element) -> bool:
        self.remarks.revisions.append((f"{_KIND[mark.tag]} hàng", _text(row)))
        return mark.tag in _KEPT[self.revisions]

    def keeps_cell(self, said: Mapping[str, etree._Element], cell: etree._Element) -> bool:
        if said.keys().isdisjoint(_CELL_MARKS):
            return True
        for kind in (_CELL_MARKS[tag] for tag in said if tag in _CELL_MARKS):
            self.remarks.revisions.append((f"{_KIND[kind]} ô", _text(cell)))
            return kind in _KEPT[self.revisions]
        return True

    def drops_mark(self, rpr: etree._Element) -> bool:
        """Does a revision take away the mark that ends this paragraph (properties `rpr`), joining it to the next?"""
        kept = _KEPT[self.revisions]
        for node in rpr:
            if node.tag in _KIND and node.tag not in kept:
                self.remarks.revisions.append((f"{_KIND[node.tag]} dấu hết đoạn", ""))
                return True
        return False


def _text(node: etree._Element) -> str:
    return "".join(t.text or "" for t in node.iter(T, DELETED_TEXT))


def alternative(node: etree._Element) -> etree._Element | None:
    """Of an mc:AlternateContent the newest form only: reading the fallback too would double the text."""
    for choice in node.iterchildren(CHOICE):
        if len(choice):
            return choice
    return node.find(FALLBACK)
