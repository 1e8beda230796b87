"""Marks of notes that lost their raised position, and the lines that open the notes they call."""

from __future__ import annotations

import functools

import regex

from pipeline.ingest import marks
from pipeline.model import Piece
from pipeline.normalize import edits, evidence
from pipeline.normalize.edits import Edit

FORMS = ("notes.glued", "notes.after_year", "notes.spaced", "notes.after_ordinal")
BODIES = ("lines.note_body", "lines.note_body_counted")


def open_body(piece: Piece, label: str, text_at: int) -> None:
    """Make the line the first of the note `label`, whose words begin at `text_at`."""
    edits.apply(piece, [Edit(0, text_at, "")])
    edits.find_marks(piece)
    piece.kind, piece.label = "note", label


def opened(piece: Piece, number: int, forms: tuple[str, ...] = BODIES) -> int | None:
    """Where the words of the note `number` begin in the line that opens it; None where the line does not."""
    for form in forms:
        found: regex.Match[str] | None = evidence.pattern(form).match(piece.text)
        if found is not None and int(found["n"]) == number:
            return int(found.end())
    return None


def raise_mark(lines: list[Piece], number: int, forms: tuple[str, ...] = FORMS) -> bool:
    """Give the mark `number`, which lost its raise, its canonical form; False where the lines hold none."""
    found = find_mark(lines, number, forms)
    if found is None:
        return False
    piece, start, end = found
    edits.apply(piece, [mark_edit(start, end, number)])
    edits.find_marks(piece)
    return True


def mark_edit(start: int, end: int, number: int) -> Edit:
    """What gives the mark its canonical form."""
    return Edit(start, end, marks.render(str(number)))


def find_mark(lines: list[Piece], number: int, forms: tuple[str, ...] = FORMS) -> tuple[Piece, int, int] | None:
    """Where `number` stands as a mark: one still raised, else one that lost its raise, the surest form first."""
    for piece in lines:
        for mark in piece.marks if piece.kind == "line" else ():
            if mark.label == str(number):
                return piece, mark.start, mark.end
    for form in forms:
        for piece in lines:
            if piece.kind == "line" and str(number) in piece.text:
                found = _numbered(form, number).search(piece.text)
                if found is not None:
                    return piece, found.start(), found.end()
    return None


@functools.cache
def _numbered(rule: str, number: int) -> regex.Pattern[str]:
    """The rule's pattern with its group n bound to one number."""
    source = evidence.pattern(rule).pattern
    bound = regex.sub(r"\(\?<n>\\d\{\d,\d\}\)", f"(?<n>{number})", source)
    return regex.compile(bound, regex.IGNORECASE)
