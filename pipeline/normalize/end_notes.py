"""Notes that stand together at a text's end and whose marks lost their raised position."""

from __future__ import annotations

import regex

from pipeline.model import Piece
from pipeline.normalize import edits, evidence, furniture
from pipeline.normalize.note_marks import FORMS, mark_edit, open_body, plain_mark

_LEAST = 2  # notes; a single one is looked for at the foot of its page
_KNOWN = 0.7  # share of the notes whose marks must be found


def find(pages: list[list[Piece]]) -> bool:
    """Turn the last lines into notes 1, 2, 3 … where the text above calls them in that order; False where it does not.

    Where every page has its own notes, the first of the last page is called there: those are left to the pages.
    """
    lines = [piece for page in pages for piece in page]
    if not lines or (len(pages) == 1 and len(lines) <= furniture.LONGEST_PAGE):
        return False  # one page: its foot is its end
    bodies = _bodies(lines)
    if len(bodies) < _LEAST:
        return False
    above = lines[: bodies[0][0]]
    calls = _calls(above, len(bodies))
    if 1 not in calls or len(calls) < _KNOWN * len(bodies):
        return False
    opening = next(page for page in pages if any(lines[bodies[0][0]] is piece for piece in page))
    if opening is not pages[-1] or (len(pages) > 1 and any(calls[1][0] is piece for piece in opening)):
        return False
    for number in sorted(calls, reverse=True):  # the last of a line first: what stands before it keeps its place
        piece, start, end = calls[number]
        edits.apply(piece, [mark_edit(start, end, number)])
        edits.find_marks(piece)
    for piece in lines[bodies[0][0] :]:
        piece.kind = "note"
    for number, (at, text_at) in enumerate(bodies, 1):
        open_body(lines[at], str(number), text_at)
    return True


def _bodies(lines: list[Piece]) -> list[tuple[int, int]]:
    """Where the notes 1, 2, 3 … open: index of the line and where its words begin. The last line opened by 1 counts."""
    found: list[tuple[int, int]] = []
    for at, piece in enumerate(lines):
        opened = _opened(piece, 1)
        if opened is not None:
            found = [(at, opened)]
        elif found and (opened := _opened(piece, len(found) + 1)) is not None:
            found.append((at, opened))
    return found


def _opened(piece: Piece, number: int) -> int | None:
    for rule in ("lines.note_body", "lines.note_body_counted"):
        opened: regex.Match[str] | None = evidence.pattern(rule).match(piece.text)
        if opened is not None and int(opened["n"]) == number:
            return int(opened.end())
    return None


def _calls(lines: list[Piece], count: int) -> dict[int, tuple[Piece, int, int]]:
    """The marks 1, 2, 3 … in the order of the text; a number the text lost is passed over."""
    calls: dict[int, tuple[Piece, int, int]] = {}
    at = 0
    for number in range(1, count + 1):
        call = plain_mark(lines[at:], number, FORMS[:3])
        if call is not None:
            calls[number] = call
            at = next(n for n, piece in enumerate(lines) if piece is call[0])
    return calls
