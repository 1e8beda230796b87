"""Stage 3: paragraphs become a Document: headings, lists, notes at their marks, tables with headers."""

from __future__ import annotations

from pipeline.model import Document, Raw
from pipeline.structure import assemble, headings, letterhead, lists, notes, tables


def build(raw: Raw) -> Document:
    """The finished document. Everything odd (a note without a mark, a mark without a note) is in its `warnings`."""
    parts = assemble.parts(raw)
    notes.rejoin(parts)
    headings.mark(parts)
    lists.mark(parts)
    tables.read(parts)
    parts = notes.place(parts)
    document = assemble.document(raw, parts)
    written = [part.found for part in parts]
    headings.sections(document, written)
    lists.introduce(document, written)
    notes.link(document)
    if letterhead.find(document):
        headings.sections(document, written)
    return document
