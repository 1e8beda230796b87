"""Notes that stand together at a text's end and whose numbers are plain digits."""

from __future__ import annotations

from pipeline.model import Piece
from pipeline.normalize import edits, furniture
from pipeline.normalize.labels import read
from pipeline.normalize.note_marks import BODIES, FORMS, find_mark, mark_edit, open_body, opened

_LEAST = 2  # notes; a single one is looked for at the foot of its page
_KNOWN = 0.7  # share of the notes whose marks must be found
_DOTTED = ("lines.note_body_dotted",)

_Calls = dict[int, tuple[Piece, int, int]]  # number -> line and span of the mark
_Bodies = list[tuple[int, int]]  # of the notes 1, 2, 3 …: index of the line and where its words begin


def find(pages: list[list[Piece]]) -> bool:
    """Turn the last lines into notes 1, 2, 3 … where the text above calls them in that order; False where it does not.

    Where every page has its own notes, the first of the last page is called there: those are left to the pages.
    `1. …` opens an item of a list as well: such lines are notes where all are called (raised marks may have been lost,
    `ha<sup>2</sup>`) and no other item stands among them.
    """
    lines = [piece for page in pages for piece in page]
    bodies = _bodies(lines, BODIES)
    if len(pages) > 1 or len(lines) > furniture.LONGEST_PAGE:  # else the foot of the one page is the end
        calls = _calls(lines, bodies, FORMS[:3])
        if 1 in calls and len(calls) >= _KNOWN * len(bodies) and _at_the_end(pages, lines[bodies[0][0]], calls):
            return _turn(lines, bodies, calls)
    bodies = [] if bodies else _bodies(lines, _DOTTED)
    calls = _calls(lines, bodies, FORMS[:1])
    if 1 in calls and len(calls) >= _KNOWN * len(bodies) and _nothing_else(lines, bodies, calls):
        return _turn(lines, bodies, calls)
    return False


def _bodies(lines: list[Piece], forms: tuple[str, ...]) -> _Bodies:
    """The last row of lines that count from 1; none where it is too short."""
    found: _Bodies = []
    for at, piece in enumerate(lines):
        if (text_at := opened(piece, 1, forms)) is not None:
            found = [(at, text_at)]
        elif found and (text_at := opened(piece, len(found) + 1, forms)) is not None:
            found.append((at, text_at))
    return found if len(found) >= _LEAST else []


def _calls(lines: list[Piece], bodies: _Bodies, forms: tuple[str, ...]) -> _Calls:
    """The marks 1, 2, 3 … above the bodies, in the order of the text; a number the text lost is passed over."""
    above = lines[: bodies[0][0]] if bodies else []
    calls: _Calls = {}
    at = 0
    for number in range(1, len(bodies) + 1):
        call = find_mark(above[at:], number, forms)
        if call is not None:
            calls[number] = call
            at = next(n for n, piece in enumerate(above) if piece is call[0])
    return calls


def _at_the_end(pages: list[list[Piece]], first: Piece, calls: _Calls) -> bool:
    """The first note opens on the last page and is called on an earlier one."""
    last = pages[-1]
    own = len(pages) > 1 and any(calls[1][0] is piece for piece in last)
    return any(first is piece for piece in last) and not own


def _nothing_else(lines: list[Piece], bodies: _Bodies, calls: _Calls) -> bool:
    """No number has a mark but the bodies', no body lacks one that stood unraised, and no other line opens an item."""
    raised = {mark.label for piece in lines for mark in piece.marks}
    known = {str(number) for number in calls}
    return (
        (raised == known if raised else len(calls) == len(bodies))
        and find_mark(lines, len(bodies) + 1, FORMS[:1]) is None
        and sum(read(piece.text) is not None for piece in lines[bodies[0][0] :]) <= len(bodies)
    )


def _turn(lines: list[Piece], bodies: _Bodies, calls: _Calls) -> bool:
    for number in sorted(calls, reverse=True):  # the last of a line first: what stands before it keeps its place
        piece, start, end = calls[number]
        edits.apply(piece, [mark_edit(start, end, number)])
        edits.find_marks(piece)
    for piece in lines[bodies[0][0] :]:
        piece.kind = "note"
    for number, (at, text_at) in enumerate(bodies, 1):
        open_body(lines[at], str(number), text_at)
    return True
