"""Physical lines become paragraphs.

Evidence, in this order: what opens a block never continues one; a line whose right margin still had room for the next
line's first word ended there on purpose; a sentence left open goes on in lower case, over page breaks and notes too.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.model import Piece, Raw
from pipeline.normalize import edits, furniture, labels, page_notes
from pipeline.normalize.widths import width

_ENDED = regex.compile(r"(?:[.;:!?…]|\./\.)[”\"'’)\]]*(?:⁽[^⁾]+⁾)?[.;]?$")
_STOPPED = regex.compile(r"[;:][”\"'’)\]]*(?:⁽[^⁾]+⁾)?$")
_DANGLING = regex.compile(r"[,(–\-/]$|\b(?:và|của|các|cho|với|về|là|từ|trong|tại|theo|đến|do|để|được|những|có|hoặc)$", regex.IGNORECASE)
_LONG = 40  # characters a line needs before an unpunctuated end of it reads as cut and not as a title of its own


@dataclass(slots=True)
class Line:
    """A physical line and what joining asks of it."""

    piece: Piece
    text: str
    blank_before: bool  # blank lines (or a wide gap) part it from the line before
    page_before: bool  # a page break does
    label: labels.Label | None
    capitals: bool  # no lower-case letter

    @property
    def open(self) -> bool:
        """The sentence has not come to its end."""
        return not _ENDED.search(self.text)


def join(raw: Raw) -> list[Piece]:
    """The pieces with lines joined to paragraphs, notes made pieces of their own and page furniture left out.

    Page numbers and running heads that leave the flow are named in `raw.warnings`.
    """
    pieces, numbers = furniture.drop_page_numbers(raw.pieces)
    pieces, heads = furniture.drop_running_heads(pieces)
    if numbers:
        raw.warnings.append(f"số trang bỏ khỏi văn bản: {', '.join(numbers)}")
    raw.warnings += [f"tiêu đề lặp lại đầu hoặc cuối trang bỏ khỏi văn bản: {head}" for head in heads]
    page_notes.find(pieces)
    return _Joiner(pieces).run()


class _Joiner:
    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        written = [p for p in pieces if p.kind == "line" and p.text]
        self.margin = _margin([p.text for p in written])
        blanks = sum(p.kind == "line" and not p.text for p in pieces)
        # Where nearly every line is followed by a blank one, the blank ones say nothing.
        self.blanks_speak = not (self.margin and blanks > 0.8 * len(written))
        self.result: list[Piece] = []
        self.paragraph: list[Line] = []

    def run(self) -> list[Piece]:
        note: list[Piece] = []
        blank = page = False
        for piece in self.pieces:
            if piece.kind == "line" and not piece.text:
                blank = True
            elif piece.kind == "break":
                page = True
                self._close_note(note)
            elif piece.kind == "note":
                if piece.label:
                    self._close_note(note)
                note.append(piece)
                page = True  # what stood above a note may go on below it
            elif piece.kind == "line":
                line = Line(piece, piece.text, blank and self.blanks_speak, page, labels.read(piece.text), _capitals(piece.text))
                if note and self._goes_on_in_note(note, line):
                    note.append(piece)
                else:
                    self._close_note(note)
                    self._take(line)
                blank = page = False
            else:
                self._close_note(note)
                self._close_paragraph()
                self.result.append(piece)
                blank = page = False
        self._close_note(note)
        self._close_paragraph()
        return self.result

    def _take(self, line: Line) -> None:
        if self.paragraph and not self._continues(self.paragraph[-1], line):
            self._close_paragraph()
        self.paragraph.append(line)

    def _close_paragraph(self) -> None:
        """Put the paragraph before the notes that interrupted it."""
        if not self.paragraph:
            return
        at = len(self.result)
        while at and self.result[at - 1].kind == "note" and self.result[at - 1] in self._interrupting:
            at -= 1
        self.result.insert(at, edits.join([line.piece for line in self.paragraph]))
        self.paragraph = []
        self._interrupting.clear()

    @property
    def _interrupting(self) -> list[Piece]:
        return self.__dict__.setdefault("_notes", [])  # type: ignore[no-any-return]

    def _close_note(self, note: list[Piece]) -> None:
        if not note:
            return
        whole = edits.join(note)
        whole.kind = "note"
        self.result.append(whole)
        if self.paragraph:
            self._interrupting.append(whole)
        note.clear()

    def _goes_on_in_note(self, note: list[Piece], line: Line) -> bool:
        """A numbered part of the note above (`(3)` after `(1) …; (2) …;`)."""
        last = note[-1].text
        if line.label is None or line.label.kind != "paren" or not line.label.text.isdigit():
            return False
        return f"({int(line.label.text) - 1})" in last and not (self.paragraph and self.paragraph[-1].open)

    def _continues(self, before: Line, line: Line) -> bool:
        """Whether `line` goes on in the paragraph that `before` ends."""
        lower = line.text[:1].islower() or line.text[:1] in ",;.)”%"
        if line.label is not None and not self._only_looks_labelled(before, line):
            return False
        if before.label is not None and before.label.end == len(before.text):
            return False  # a label alone on its line: its title follows
        if before.capitals or line.capitals:
            return before.capitals and line.capitals and before.label is not None and before.open and not line.blank_before
        if line.blank_before or line.page_before:
            return before.open and lower
        if not self.margin:
            return before.open and (lower or len(before.text) >= _LONG)
        room = self._room(before, line)
        if room > 0.015 * self.margin:
            # The first line of a paragraph is often indented: what looks like a little room is none.
            near = len(self.paragraph) == 1 and room < 0.1 * self.margin
            return before.open and (lower or near or bool(_DANGLING.search(before.text))) or near and lower
        return lower or not _STOPPED.search(before.text)

    def _room(self, before: Line, line: Line) -> float:
        """Ems left on the line above after the first word of `line`; negative where it would not have fitted."""
        return (self.margin or 0) - width(before.text) - width(" " + line.text.split(" ", 1)[0])

    def _only_looks_labelled(self, before: Line, line: Line) -> bool:
        """A wrapped line may begin with a dash, a number or `(a)` that belongs to the sentence above."""
        assert line.label is not None
        if not before.open or not self.margin or line.blank_before:
            return False
        full = self._room(before, line) <= 0.015 * self.margin
        rest = line.text[line.label.end :]
        if line.label.kind == "bullet":
            return full and rest[:1].islower() or before.text[-1:].isdigit() and rest[:1].isdigit()
        if line.label.kind in ("decimal", "lower", "paren"):
            return full and (rest[:1].islower() or bool(_DANGLING.search(before.text)))
        return False


def _capitals(text: str) -> bool:
    return text.upper() == text and any(c.isalpha() for c in text)


def _margin(texts: list[str]) -> float | None:
    """Width of a full line where the text is wrapped; None where a line is a paragraph."""
    widths = sorted(width(t) for t in texts)
    if len(widths) < 8:
        return None
    bins: dict[int, int] = {}
    for w in widths:
        bins[int(w // 2)] = bins.get(int(w // 2), 0) + 1
    peak = max(bins, key=lambda b: bins[b] + bins.get(b - 1, 0) + bins.get(b + 1, 0))
    near = [w for w in widths if (peak - 1) * 2 <= w < (peak + 2) * 2 + 2]
    if peak * 2 < 15 or len(near) < 0.3 * len(widths) or sum(w > 60 for w in widths) > 0.1 * len(widths):
        return None
    return near[int(len(near) * 0.97)]
