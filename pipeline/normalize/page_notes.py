"""Footnotes that stand at the foot of a page of plain lines: their bodies, and the marks that lost their raised position."""

from __future__ import annotations

import regex

from pipeline import rules
from pipeline.ingest import marks
from pipeline.model import Piece
from pipeline.normalize import edits
from pipeline.normalize.edits import Edit

_RAISED_BODY = regex.compile(r"^⁽([^⁽⁾\s]{1,8})⁾\s*[.:,)]?\s*")
_PLAIN_BODY = regex.compile(r"^(\d{1,3})\s?(?=[\p{Lu}\"“(])")


def find(pieces: list[Piece]) -> None:
    """Make the first line of every note body a Piece(kind="note") and give plain-digit marks their canonical form."""
    for piece in pieces:
        if piece.kind == "line" and (found := _RAISED_BODY.match(piece.text)) and found.end() < len(piece.text):
            _open(piece, marks.plain(found[1]), found.end())
    _find_plain(pieces)


def _open(piece: Piece, label: str, text_at: int) -> None:
    edits.apply(piece, [Edit(0, text_at, "")])
    edits.find_marks(piece)
    piece.kind, piece.label = "note", label


def _find_plain(pieces: list[Piece]) -> None:
    """Notes whose numbers are plain digits: page by page, a body counts where its mark stands above it on the page."""
    last = 0  # number of the note accepted last
    page: list[Piece] = []
    carried: list[Piece] = []  # the page before, for a mark whose note was pushed over
    for piece in [*pieces, Piece("break")]:
        if piece.kind != "break":
            page.append(piece)
            continue
        last = _page(carried, page, last)
        if page:
            carried, page = page, []
    if last:
        _mark_without_body(carried, last + 1)


def _page(before: list[Piece], page: list[Piece], last: int) -> int:
    for at, piece in enumerate(page):
        opened = _PLAIN_BODY.match(piece.text) if piece.kind == "line" else None
        if opened and int(opened[1]) in (last + 1, 1) or opened and not last:
            assert opened is not None
            number = int(opened[1])
            if any(_mark(lines, number, commit=False) for lines in (page[:at], before)):
                return _accept(before, page, at, number)
    return last


def _accept(before: list[Piece], page: list[Piece], at: int, number: int) -> int:
    """Turn the foot of the page, from line `at`, into notes numbered from `number`; give the last number."""
    above = page[:at]
    for piece in page[at:]:
        opened = _PLAIN_BODY.match(piece.text) if piece.kind == "line" else None
        if opened and int(opened[1]) == number:
            if _mark(above, number, commit=True) or _mark(before, number, commit=True):
                _open(piece, str(number), opened.end())
                number += 1
                continue
        if piece.kind == "line" and piece.text:
            piece.kind = "note"  # goes on with the body above it
    return number - 1


def _mark(lines: list[Piece], number: int, commit: bool) -> bool:
    """Whether `number` stands in the lines as a mark that lost its raise; with `commit`, raise it."""
    for kind in ("glued", "spaced"):
        for piece in lines:
            if piece.kind == "line" and str(number) in piece.text:
                for found in _patterns(kind, number).finditer(piece.text):
                    if commit:
                        edits.apply(piece, [Edit(*found.span(), marks.render(str(number)))])
                        edits.find_marks(piece)
                    return True
    return False


def _mark_without_body(lines: list[Piece], number: int) -> None:
    """The page the text breaks off on may have lost its foot: the next number in the row is still a mark there."""
    _mark(lines, number, commit=True)


def _patterns(kind: str, number: int) -> regex.Pattern[str]:
    rule = next(r for r in rules.load("notes") if r.id == f"notes.{kind}")
    return regex.compile(rule.pattern.pattern.replace(r"(?<n>\d{1,3})", rf"(?<n>{number})"), regex.IGNORECASE)
