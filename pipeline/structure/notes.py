"""Footnotes: each note after the block that calls it, linked to its mark.

Directly after it where the format has no pages or keeps the notes apart (Word, a text with its notes at the end);
where a page shows the note at its foot, there, which is the order in which the page is read.
"""

from __future__ import annotations

from collections import defaultdict

from pipeline.model import Document, Footnote
from pipeline.normalize import edits
from pipeline.structure.assemble import Part

_NEAR = 8  # blocks between a note and a part of it that a page break carried off


def rejoin(parts: list[Part]) -> None:
    """A note cut into its numbered parts (`(1) …; (2) …;` and, further down, `(3) …`) is made whole again."""
    note, note_at = None, 0
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.kind == "footnote":
            note, note_at = part, at
        elif note is not None and at - note_at <= _NEAR and _goes_on(note, part, parts[at - 1]):
            note.piece = edits.join([note.piece, part.piece])
            note.piece.kind = "note"
            del parts[at]
            continue
        at += 1


def _goes_on(note: Part, part: Part, before: Part) -> bool:
    if part.found is None or part.found.kind != "paren" or part.found.ordinal < 2 or not note.text.endswith((";", ",")):
        return False
    earlier = f"({part.found.ordinal - 1})"
    return earlier in note.text and (before is note or earlier not in before.text)


def place(parts: list[Part]) -> list[Part]:
    """The parts with each note moved to directly after the part that holds its mark.

    Notes without a mark stay, and so do those that a page shows at its foot; in a text without pages: among its
    paragraphs.
    """
    waiting: dict[str, list[tuple[int, Part]]] = defaultdict(list)  # parts with a mark not yet answered, by label
    home: dict[int, Part] = {}
    for at, part in enumerate(parts):
        for label in _marks(part):
            waiting[label].append((at, part))
    body_end = max((at for at, part in enumerate(parts) if part.kind != "footnote"), default=0)
    for at, part in enumerate(parts):
        if part.kind == "footnote" and waiting[part.label]:
            above, caller = waiting[part.label].pop(0)
            if above > at or not _at_foot(part, caller, at < body_end):
                home[id(part)] = caller
    notes_of: dict[int, list[Part]] = defaultdict(list)
    for part in parts:
        if id(part) in home:
            notes_of[id(home[id(part)])].append(part)
    placed: list[Part] = []
    for part in parts:
        if id(part) not in home:
            placed += [part, *notes_of[id(part)]]
    return placed


def _at_foot(note: Part, caller: Part, text_follows: bool) -> bool:
    source = note.piece.source
    if source.page is not None:
        return source.page in {s.source.page for s in caller.piece.stretches}
    return source.line is not None and text_follows


def _marks(part: Part) -> list[str]:
    if part.kind == "footnote":
        return []
    found = [m.label for m in part.piece.marks]
    if part.piece.table is not None:
        found += [m.label for cell in part.piece.table.cells for m in cell.marks]
    return found


def link(document: Document) -> None:
    """Fill `document.footnotes` and the notes' `anchor`; whatever lacks its other half is warned of."""
    calls = [(b, m) for b in document.blocks if b.kind != "footnote" for m in b.marks]
    for block in document.blocks:
        if block.kind != "footnote":
            continue
        # Of two notes of one label the one that stands before every mark answers none.
        call = next((c for c in calls if c[1].label == block.label and c[0].position < block.position), None)
        start = document.text.index(" ", block.start) + 1
        page = document.source_at(start, block).page
        note = Footnote(block.label, block.position, start, block.end, page, None, None)
        if call is not None:
            calls.remove(call)
            note.anchor_block, note.anchor_char = call[0].position, call[1].start
            block.anchor = call[0].position
            block.section_path = call[0].section_path
        else:
            document.warnings.append(f"chú thích {block.label} không có dấu gọi trong văn bản")
        document.footnotes.append(note)
    for block, mark in calls:
        document.warnings.append(f"dấu chú thích {mark.label} không có lời chú thích")
        page = document.source_at(mark.start, block).page
        document.footnotes.append(Footnote(mark.label, None, None, None, page, block.position, mark.start))
