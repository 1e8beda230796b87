"""Footnotes and endnotes: their bodies and the labels Word shows.

A note is told from a separator by `w:type`, never by its id: files exist whose first real note has the id of
somebody else's separator.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.ingest.docx.names import ID, OFF, TYPE, VAL, W
from pipeline.ingest.docx.numbering import number_text
from pipeline.ingest.docx.package import Package
from pipeline.ingest.docx.pages import Pages, Sections
from pipeline.ingest.docx.remarks import examples
from pipeline.ingest.docx.styles import whole
from pipeline.ingest.line import Line

_BRACKETS = " ()[]\t\xa0"
# Brackets typed around the mark: LibreOffice puts both behind it, `¹(). Có 38 đảng bộ`.
_AFTER_MARK = re.compile(r"(?:[(\[]\s*[)\]]|[\s)\]])*(?:[.:](?!\d))?\s*")


class Notes:
    """One kind of notes, `foot` or `end`, of a document."""

    def __init__(
        self,
        kind: str,
        package: Package,
        part: str | None,
        settings: etree._Element | None,
        sections: Sections,
        pages: Pages,
    ) -> None:
        self.reference, self.own_mark = f"{W}{kind}noteReference", f"{W}{kind}noteRef"
        self._tag, self._kind = f"{W}{kind}notePr", kind
        self._sections, self._pages = sections, pages
        self._settings = settings.find(self._tag) if settings is not None else None
        self._called: set[str] = set()
        self._count: int | None = None
        self._place: object = None
        self.part_root = package.xml(part) if part else None
        self._bodies: dict[str, etree._Element] = {}
        if self.part_root is not None:
            for note in self.part_root.iterchildren(f"{W}{kind}note"):
                if note.get(TYPE, "normal") == "normal":
                    self._bodies[note.get(ID, "")] = note

    def _property(self, name: str) -> etree._Element | None:
        """What the section says, else the document."""
        for properties in (self._sections.note_properties(self._tag), self._settings):
            if properties is not None and (node := properties.find(W + name)) is not None:
                return node
        return None

    def call(self, reference: etree._Element) -> tuple[str, etree._Element | None]:
        """The label of a reference, "" where the mark follows as text, and the note's body."""
        note_id = reference.get(ID, "")
        self._called.add(note_id)
        body = self._bodies.get(note_id)
        if reference.get(W + "customMarkFollows", "0") not in OFF:
            return "", body
        return self._next_label(), body

    def _next_label(self) -> str:
        start, restart = self._property("numStart"), self._property("numRestart")
        place: object = None
        if restart is not None and restart.get(VAL) == "eachSect":
            place = self._sections.index
        elif restart is not None and restart.get(VAL) == "eachPage":
            place = self._pages.number
        if self._count is None or place != self._place:
            first = whole(start.get(VAL)) if start is not None else None
            self._count, self._place = 1 if first is None else first, place
        else:
            self._count += 1
        kind = self._property("numFmt")
        default = "decimal" if self._kind == "foot" else "lowerRoman"
        if kind is None:
            return number_text(self._count, default)
        return number_text(self._count, kind.get(VAL, default), kind.get(W + "format", ""))

    def unused(self) -> list[str]:
        """Texts of the notes that nothing calls."""
        bodies = [body for note_id, body in self._bodies.items() if note_id not in self._called]
        texts = ["".join(t.text or "" for t in body.iter(W + "t")).strip() for body in bodies]
        return [text for text in texts if text]

    def warning(self) -> str:
        name = "chú thích cuối trang" if self._kind == "foot" else "chú thích cuối văn bản"
        left = self.unused()
        return f"{len(left)} {name} không có dấu gọi trong văn bản, bỏ qua: {examples(left)}" if left else ""


def strip_mark(line: Line, mark_end: int | None, label: str) -> None:
    """Take the note's own mark, automatic (it ends at `mark_end`) or typed, off the head of its text."""
    text = line.text
    own = re.escape(label)
    if mark_end is not None and not text[:mark_end].strip(_BRACKETS):
        end = mark_end
    elif line.marks and line.marks[0].start == 0 and line.marks[0].label == label:
        end = line.marks.pop(0).end
    elif typed := re.match(rf"\s*(?:[(\[]\s*{own}\s*[)\]]|{own}\s*[.)\]](?!\d))", text):
        end = typed.end()
    elif label and not label[0].isalnum() and (sign := re.match(rf"\s*{own}", text)):
        end = sign.end()
    else:
        return
    tail = _AFTER_MARK.match(text, end)
    line.cut(tail.end() if tail else end)
