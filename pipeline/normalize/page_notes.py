"""Footnotes at the foot of a page of plain lines: their bodies, and the marks that lost their raised position."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.ingest import marks
from pipeline.model import Piece
from pipeline.normalize import edits, end_notes, evidence, furniture, labels, layout, notes_between
from pipeline.normalize.edits import Edit
from pipeline.normalize.note_marks import FORMS, find_mark, open_body, raise_mark
from pipeline.normalize.widths import width

_FOOT = 15  # lines that the notes of a page take up at most
_RAISED_BODY = regex.compile(r"^⁽([^⁽⁾\s]{1,8})⁾\s*[.:,)]?\s*")


def find(pieces: list[Piece], wrapped: bool) -> None:
    """Make every line of a note body a Piece(kind="note"), `label` set on its first, and raise marks in plain digits.

    `wrapped`: paragraphs and notes run over several lines.
    """
    _find_raised(pieces, wrapped)
    if not any(p.kind == "note" for p in pieces):
        _find_bracketed(pieces, wrapped)  # both brackets are surer than a plain digit
    if not any(p.kind == "note" for p in pieces):
        pages = _pages(pieces)
        lines = [piece for page in pages for piece in page]
        between = len(pages) == 1 and notes_between.find(lines, _full(lines))
        if not between and not end_notes.find(pages):
            _find_plain(pages)


def _pages(pieces: list[Piece]) -> list[list[Piece]]:
    """Lines with text, page by page."""
    pages: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind == "break":
            pages.append([])
        elif piece.kind == "line" and piece.text:
            pages[-1].append(piece)
    return [page for page in pages if page]


def _find_raised(pieces: list[Piece], wrapped: bool) -> None:
    """Bodies that begin with a raised mark. A wrapped line may begin with a mark that calls: that one comes first."""
    called: dict[str, int] = {}
    inside: Piece | None = None  # the last line of the note we are in
    to_foot = _lines_to_foot(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "line":
            inside = None if piece.kind == "break" else inside
            continue
        opened = _RAISED_BODY.match(piece.text) if piece.marks and piece.marks[0].start == 0 else None
        label = piece.marks[0].label if opened else ""
        if opened and opened.end() < len(piece.text) and (called.get(label) or not _runs_on(pieces, at)):
            called[label] = called.get(label, 1) - 1
            open_body(piece, label, opened.end())
            inside = piece
        elif inside is not None and piece.text and wrapped and _same_note(inside, piece, to_foot[at]):
            piece.kind = "note"
            inside = piece
        elif piece.text or not wrapped:
            inside = None
        for mark in piece.marks if piece.kind == "line" else ():
            called[mark.label] = called.get(mark.label, 0) + 1


def _lines_to_foot(pieces: list[Piece]) -> list[int]:
    """For each piece, how many lines with text follow on its page; a large number where the page has no known end."""
    count, counts = 1000, []
    for piece in reversed(pieces):
        count = 0 if piece.kind == "break" else count + bool(piece.text)
        counts.append(count)
    return counts[::-1]


def _runs_on(pieces: list[Piece], at: int) -> bool:
    """The sentence of the line above has not come to its end."""
    above = next((p.text for p in reversed(pieces[:at]) if p.text), "")
    return bool(above) and not evidence.says("lines.ended", above[-30:])


def _full(pieces: list[Piece]) -> float:
    """Width in ems from which a line is full."""
    return 0.9 * (layout.margin([p.text for p in pieces if p.kind == "line" and p.text]) or 1000.0)


def _same_note(above: Piece, piece: Piece, to_foot: int) -> bool:
    """A further line of a wrapped note: as small where sizes are known, else down to a near foot of the page.

    Where the foot is not known a note ends with a sentence that ends its line: the body loses nothing to it.
    """
    if above.style.size and piece.style.size and above.source.page == piece.source.page:
        return abs(above.style.size - piece.style.size) < 0.6
    return to_foot <= _FOOT or not evidence.says("lines.ended", above.text[-30:])


def _find_plain(pages: list[list[Piece]]) -> None:
    """Notes whose numbers are plain digits stand at the foot of the pages and count on from page to page."""
    last = 0  # number of the note accepted last
    before: list[Piece] = []
    margin = layout.margin([p.text for page in pages for p in page])
    for page in pages:
        if len(page) <= furniture.LONGEST_PAGE:  # else the page breaks are not known, nor where a note ends
            last = _foot(before, page, last, margin or 1000.0)
        before = page
    if last and before[-1].kind == "line":
        # The page the text breaks off on has lost its foot: the next numbers in the row are still marks there.
        while raise_mark(before, last + 1, FORMS[:3]):
            last += 1


def _foot(before: list[Piece], page: list[Piece], last: int, margin: float) -> int:
    """Find the first note of the page and turn all from there on into notes; give the number of the last note.

    The first one needs its mark above it or, counting on from pages before, the smaller print that lets a line hold
    more than the margin does.
    """
    for at, piece in enumerate(page):
        opened = evidence.pattern("lines.note_body").match(piece.text)
        if opened is None or at == 0:
            continue
        number = int(opened["n"])
        expected = number in (*range(last + 1, last + 4), 1) if last else number < 100
        if not expected:
            continue
        small = any(width(p.text) > 1.05 * margin for p in page[at:])
        forms = FORMS if last and number > last else FORMS[:3]
        called = any(find_mark(lines, number, forms) for lines in (page[:at], before))
        if called or (number > max(last, 1) and small):
            return _accept(before, page, at, number)
    return last


def _accept(before: list[Piece], page: list[Piece], at: int, number: int) -> int:
    """Lines from `at` to the end of the page are notes; each next one may skip a number or two that the text lost.

    Where a heading in Roman numbers follows, the end of the page went unnoticed.
    """
    above = page[:at]
    last = number - 1
    for nth, piece in enumerate(page[at:], at):
        label = labels.read(piece.text)
        if label and label.kind == "roman" and evidence.says("lines.ended", page[nth - 1].text[-30:]):
            break
        opened = evidence.pattern("lines.note_body").match(piece.text)
        counted = evidence.pattern("lines.note_body_counted").match(piece.text) if opened is None else None
        if counted and int(counted["n"]) == last + 1 and find_mark([*above, *before], last + 1, FORMS[:2]):
            opened = counted
        if opened and last < int(opened["n"]) <= last + 3:
            last = int(opened["n"])
            _ = raise_mark(above, last) or raise_mark(before, last)  # else the note has no mark, which is warned of
            open_body(piece, str(last), opened.end())
        else:
            piece.kind = "note"  # goes on with the body above it
    return last


def _find_bracketed(pieces: list[Piece], wrapped: bool) -> None:
    """`đảng viên(1)` calls and `(1) Quy định …` on a line of its own further down answers: both are notes' numbers."""
    calls: list[_Call] = []
    bodies: list[tuple[Piece, regex.Match[str]]] = []
    further: list[Piece] = []  # lines that go on with a body
    inside: Piece | None = None  # the last line of the body we are in
    to_foot = _lines_to_foot(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "line" or not piece.text:
            inside = None
            continue
        opened = evidence.pattern("notes.bracketed_body").match(piece.text)
        call = next((c for c in calls if opened and c.asks(opened)), None)
        if opened and call:
            call.answered, inside = True, piece if wrapped else None
            bodies.append((piece, opened))
        elif inside is not None and _same_note(inside, piece, to_foot[at]):
            inside = piece
            further.append(piece)
            continue
        else:
            inside = None
        for found in evidence.pattern("notes.bracketed").finditer(piece.text):
            calls.append(_Call(piece, found.start(), found.end(), found["n"], found[0].strip()[0]))
    answered = [c for c in calls if c.answered]
    for piece in {id(c.piece): c.piece for c in answered}.values():
        edits.apply(piece, [Edit(c.start, c.end, marks.render(c.label)) for c in answered if c.piece is piece])
        edits.find_marks(piece)
    for piece, opened in bodies:
        if piece.text.startswith(opened[0]):
            open_body(piece, opened["n"], opened.end())
    for piece in further:
        piece.kind = "note"


@dataclass(slots=True)
class _Call:
    piece: Piece
    start: int
    end: int
    label: str
    bracket: str  # ( or [
    answered: bool = False

    def asks(self, opened: regex.Match[str]) -> bool:
        """Whether the body answers this call: of the same number in the same brackets, or `(1)` is a list's item."""
        return not self.answered and self.label == opened["n"] and self.bracket == opened[0][0]
