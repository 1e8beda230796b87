"""Notes in plain digits that stand behind the paragraphs that call them, in a text whose pages are not known."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from pipeline.model import Piece
from pipeline.normalize import edits, evidence, labels
from pipeline.normalize.note_marks import BODIES, FORMS, find_mark, mark_edit, open_body, opened

_UNWRAPPED = 500.0  # ems; no line is so wide: a paragraph is a line
_LEAST = 2  # notes; a single one is looked for at the foot of its page


class _Note(NamedTuple):
    piece: Piece  # the line that calls it
    start: int
    end: int
    called_at: int  # index of that line
    body_at: int
    text_at: int  # where the words of the body begin in its line


def find(lines: list[Piece], full: float) -> bool:
    """Turn the lines that answer the marks 1, 2, 3 … into notes where text goes on between them; False where none does.

    `full`: width in ems from which a line is full; where it is wide beyond reason a paragraph is a line.
    """
    notes = _notes(lines, (*BODIES, "lines.note_body_any") if full > _UNWRAPPED else BODIES)
    if len(notes) < _LEAST or not _between(lines, notes):
        return False
    for number, note in reversed(list(enumerate(notes, 1))):  # the last of a line first: what is before it stays put
        edits.apply(note.piece, [mark_edit(note.start, note.end, number)])
        edits.find_marks(note.piece)
        for piece in _further(lines, note.body_at, full):
            piece.kind = "note"
        open_body(lines[note.body_at], str(number), note.text_at)
    return True


def _between(lines: list[Piece], notes: list[_Note]) -> bool:
    """A note is called below another, or items of the text count on below them all."""
    if any(later.called_at > earlier.body_at for earlier, later in pairwise(notes)):
        return True
    above, below = (
        [label for piece in part if (label := labels.read(piece.text)) is not None and label.ordinal]
        for part in (lines[: notes[0].body_at], lines[notes[-1].body_at + 1 :])
    )
    return any(label.follows(other) for label in below for other in above)


def _notes(lines: list[Piece], forms: tuple[str, ...]) -> list[_Note]:
    """Each body counts on from the one before, and a mark glued to its word above calls it."""
    notes: list[_Note] = []
    called_at = 0
    for at, piece in enumerate(lines):
        number = len(notes) + 1
        text_at = opened(piece, number, forms)
        call = find_mark(lines[called_at:at], number, FORMS[:2]) if text_at is not None else None
        if text_at is None or call is None:
            continue
        called_at += next(n for n, line in enumerate(lines[called_at:at]) if line is call[0])
        notes.append(_Note(*call, called_at, at, text_at))
    return notes


def _further(lines: list[Piece], at: int, full: float) -> list[Piece]:
    """Lines below that go on with the note: behind an open sentence, where a paragraph is not a line.

    Where a sentence of the note ends with its line the note is taken to end: what follows stays in the body.
    """
    end = at + 1
    while full <= _UNWRAPPED and end < len(lines) and not evidence.says("lines.ended", lines[end - 1].text[-30:]):
        end += 1
    return lines[at + 1 : end]
