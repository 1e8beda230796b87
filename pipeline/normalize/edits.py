"""Changes to a text that carry along every offset into it: marks, fonts and sources stay on their characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

import regex

from pipeline.ingest import marks as raised
from pipeline.model import Cell, FontRun, Mark, Piece, Stretch

_MARK = regex.compile(r"⁽([^⁽⁾\s]{1,8})⁾")


class Edit(NamedTuple):
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def apply(owner: Piece | Cell, edits: Iterable[Edit]) -> None:
    """Make the edits (disjoint, in order) to `owner.text` and move every offset of the owner with them."""
    edits = list(edits)
    if not edits:
        return
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (owner.text[at : edit.start], edit.new)
        at = edit.end
    parts.append(owner.text[at:])
    move = mover(edits)
    owner.text = "".join(parts)
    owner.fonts = [FontRun(move(f.start), move(f.end), f.name) for f in owner.fonts if move(f.start) < move(f.end)]
    if isinstance(owner, Piece):
        moved = [Stretch(move(s.start), move(s.end), s.source) for s in owner.stretches]
        owner.stretches = [s for s in moved if s.start < s.end] or moved[:1]
    for mark in owner.marks:
        mark.start, mark.end = move(mark.start), move(mark.end)


def mover(edits: list[Edit]) -> Callable[[int], int]:
    """Where an offset of the old text lies in the new; inside a replaced stretch, as far in as the new stretch goes."""
    starts = [e.start for e in edits]
    shifts, total = [], 0
    for edit in edits:
        shifts.append(total)
        total += len(edit.new) - (edit.end - edit.start)

    def move(offset: int) -> int:
        nth = bisect_right(starts, offset) - 1
        if nth < 0:
            return offset
        edit = edits[nth]
        if offset >= edit.end:
            return offset + shifts[nth] + len(edit.new) - (edit.end - edit.start)
        return edit.start + shifts[nth] + min(offset - edit.start, len(edit.new))

    return move


def find_marks(owner: Piece | Cell) -> None:
    """Set `owner.marks` from the canonical marks in its text, which is their only place."""
    if "⁽" in owner.text:
        found = [Mark(m.start(), m.end(), raised.plain(m[1])) for m in _MARK.finditer(owner.text)]
        owner.marks = [m for m in found if raised.render(m.label) == owner.text[m.start : m.end]]
    else:
        owner.marks = []


def join(pieces: list[Piece], separator: str = " ") -> Piece:
    """One paragraph of several pieces; the first one's label, and the style they agree on."""
    first = pieces[0]
    whole = Piece("paragraph", first.text, first.label, first.marks, first.stretches, first.fonts, first.style)
    for piece in pieces[1:]:
        whole.text += separator if whole.text and piece.text else ""
        at = len(whole.text)
        whole.text += piece.text
        whole.marks = whole.marks + [Mark(m.start + at, m.end + at, m.label) for m in piece.marks]
        whole.stretches = whole.stretches + [Stretch(s.start + at, s.end + at, s.source) for s in piece.stretches]
        whole.fonts = whole.fonts + [FontRun(f.start + at, f.end + at, f.name) for f in piece.fonts]
    return whole


def split(piece: Piece, at: int) -> Piece:
    """Cut the piece in two before offset `at`; `piece` keeps the head without the blank, the tail is given back."""
    tail = Piece("paragraph", piece.text[at:], style=piece.style)
    tail.stretches = [Stretch(max(0, s.start - at), s.end - at, s.source) for s in piece.stretches if s.end > at]
    tail.fonts = [FontRun(max(0, f.start - at), f.end - at, f.name) for f in piece.fonts if f.end > at]
    apply(piece, [Edit(len(piece.text[:at].rstrip()), len(piece.text), "")])
    find_marks(piece)
    find_marks(tail)
    return tail
