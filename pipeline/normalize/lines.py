"""Physical lines become paragraphs.

Evidence, in this order: what opens a block never continues one; a line whose right margin still had room for the next
line's first word ended there on purpose; a sentence left open goes on in lower case, over page breaks and notes too.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.model import Piece, Raw
from pipeline.normalize import edits, evidence, furniture, labels, layout, page_notes
from pipeline.normalize.layout import Line

_LONG = 40  # characters a line needs before an unpunctuated end of it reads as cut and not as a title of its own
# How long a title may be behind a label of its kind; below it stands a paragraph at least so long.
_HEADED = {"article": 80, "roman": 80, "letter": 80, "decimal": 60}
_SPACED = 0.3  # blank lines to written ones
_TITLED = frozenset({"part", "appendix", "chapter", "section"})  # labels that stand above their titles
# All that a title had left for its last line.
_ONLY_YEARS = re.compile(r"(?:(?:19|20)\d\d)?(?: ?[-–] ?)?(?:19|20)\d\d\.?")
_LOW, _HIGH = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d+)?)%?$"), re.compile(r"[-–] ?(\d{1,3}(?:,\d+)?)(?![\d.,]*\d)")
# `nhiệm kỳ 1996` / `- 2000 đã giành được …`: a term cut by the end of a line.
_FROM_YEAR, _TO_YEAR = re.compile(r"\b(?:19|20)\d\d$"), re.compile(r"[-–] ?(?:19|20)\d\d\b")


def join(raw: Raw) -> list[Piece]:
    """The pieces with lines joined to paragraphs, notes made pieces of their own and page furniture left out.

    Page numbers and running heads that leave the flow are named in `raw.warnings`.
    """
    pieces = furniture.break_pages(raw.pieces)
    pieces, numbers = furniture.drop_page_numbers(pieces)
    pieces, heads = furniture.drop_running_heads(pieces)
    if numbers:
        raw.warnings.append(f"số trang bỏ khỏi văn bản: {', '.join(numbers)}")
    for head, count in heads.items():
        raw.warnings.append(f"tiêu đề lặp lại {count} lần ở đầu hoặc cuối trang bỏ khỏi văn bản: {head}")
    setting = layout.of([p for p in pieces if p.kind == "line" and p.text])
    page_notes.find(pieces, setting.wrapped())
    return Joiner(pieces, setting).run()


def unmask(pieces: list[Piece]) -> bool:
    """Turn paragraphs that are no more than the lines of a page, each ended by a conversion, back into lines.

    Such a text shows by how many of its paragraphs break off in a sentence that the next one ends in lower case.
    """
    found = [p for p in pieces if p.kind == "paragraph" and p.text]
    if len(found) < 30:
        return False
    cut = sum(b.text[0].islower() and not _says("ended", a.text) for a, b in pairwise(found))
    if cut < 0.3 * len(found) or not layout.of(found).wrapped():
        return False
    for piece in found:
        piece.kind = "line"
    return True


def rejoin(pieces: list[Piece]) -> list[Piece]:
    """Paragraphs of a format that has them, with those joined that a conversion cut within a sentence.

    The upper one has no end, the lower one goes on in lower case, and both are set alike.
    """
    result: list[Piece] = []
    for piece in pieces:
        above = result[-1] if result else None
        if above is not None and above.kind == piece.kind == "paragraph" and _is_cut(above, piece):
            result[-1] = edits.join([above, piece])
        else:
            result.append(piece)
    return result


def _opens_with_number(text: str) -> bool:
    first = text.split(maxsplit=1)[0].strip(",.;:)")
    return first[:1].isdigit() or (first.isupper() and set(first) <= set("IVX"))


def _is_cut(above: Piece, piece: Piece) -> bool:
    a, b = above.style, piece.style
    if not piece.text[:1].islower() or len(above.text) < _LONG or piece.label or labels.read(piece.text):
        return False
    if _in_capitals(above.text) or _says("ended", above.text) or _is_ruled(above.text):
        return False
    return (a.name, a.bold, a.centered, a.size) == (b.name, b.bold, b.centered, b.size)


class Joiner:
    """Walks over the pieces once; `result` grows by a paragraph whenever a line opens the next one."""

    def __init__(self, pieces: list[Piece], setting: layout.Layout) -> None:
        self.pieces, self.layout = pieces, setting
        written = sum(p.kind == "line" and bool(p.text) for p in pieces)
        blank = sum(p.kind == "line" and not p.text for p in pieces)
        # Where nearly every line is followed by a blank one, the blank ones say nothing.
        self.blanks_speak = not (setting.wrapped() and blank > 0.8 * written)
        # Where blank lines part the paragraphs, a line with none before it goes on.
        self.one_a_line = setting.whole() and blank < _SPACED * written
        self.result: list[Piece] = []
        self.paragraph: list[Line] = []
        self.note: list[Piece] = []
        self.notes_inside: list[Piece] = []  # notes met since the paragraph began: they follow it

    def run(self) -> list[Piece]:
        blank = page = False
        for piece in self.pieces:
            if piece.kind == "line" and not piece.text:
                blank = True
                continue
            if piece.kind == "break":
                self._close_note()
                page = True
                continue
            if piece.kind == "note":
                if piece.label:
                    self._close_note()
                self.note.append(piece)
                page = True  # what stood above a note may go on below it
                continue
            if piece.kind == "line":
                self._take(Line(piece, labels.read(piece.text), blank and self.blanks_speak, page))
            else:
                self._close_paragraph()
                self.result.append(piece)
            blank = page = False
        self._close_paragraph()
        return self.result

    def _take(self, line: Line) -> None:
        self._close_note()
        if self.paragraph and not self._continues(self.paragraph[-1], line):
            self._close_paragraph()
        self.paragraph.append(line)

    def _close_note(self) -> None:
        if self.note:
            whole = edits.join(self.note)
            whole.kind = "note"
            self.notes_inside.append(whole)
            self.note = []

    def _close_paragraph(self) -> None:
        self._close_note()
        if self.paragraph:
            self.result.append(edits.join([line.piece for line in self.paragraph]))
        self.result += self.notes_inside
        self.paragraph, self.notes_inside = [], []

    def _continues(self, before: Line, line: Line) -> bool:
        """Whether `line` goes on in the paragraph that `before` ends."""
        if any(_is_ruled(text) or evidence.says("lines.alone", text) for text in (before.text, line.text)):
            return False
        lower = line.text[0].islower() or line.text[0] in ",;.)”%"
        unfinished = not _says("ended", before.text) or (lower and before.text.endswith(";"))
        if not line.blank_before and _is_range(before.text, line.text):
            return True
        if line.label is not None and not (unfinished and self._only_looks_labelled(before, line)):
            return False
        if before.label is not None and before.label.end == len(before.text):
            return False  # a label alone on its line: its title follows
        if _in_capitals(before.text) or _in_capitals(line.text):
            if unfinished and not line.blank_before and _ONLY_YEARS.fullmatch(line.text):
                return True
            title = before.label is not None and unfinished and not self.layout.parted(before, line)
            return title and before.text.isupper() and line.text.isupper()
        if unfinished and (lower or (before.text[-1] not in ")/" and _says("dangling", before.text))):
            return True
        if unfinished and _says("wants_number", before.text) and _opens_with_number(line.text):
            return True
        announced = before.text.endswith(":") and self.layout.wrapped() and not line.blank_before
        if (unfinished or announced) and len(before.text) >= _LONG and evidence.says("lines.rate_first", line.text):
            return True
        if line.page_before or self.layout.parted(before, line):
            if not line.page_before or not self._flows_over(before, line):
                return False
            return unfinished or self._amid(before, line)
        if not self.layout.wrapped():
            most = _HEADED.get(before.label.kind, 0) if before.label is not None else 0
            if len(before.text) < most < len(line.text) and _says("ended", line.text):
                return False  # `Điều 1. Đánh giá kết quả giai đoạn 2016 - 2020` over its first paragraph
            return unfinished and len(before.text) >= _LONG and (not self.one_a_line or self._is_title())
        indented = self.layout.indented(before, line)
        if indented or self.layout.room(before, line, first=len(self.paragraph) == 1) > 0:
            return False
        if lower or indented is False or unfinished:
            return True
        # A full line that ends its sentence, and nothing set in to tell: a line that announces a list stands alone.
        return not _says("stopped", before.text) and not line.text.endswith(":")

    def _is_title(self) -> bool:
        """The paragraph is the title of a label alone on the line above it: `PHẦN THỨ NHẤT`."""
        above = self.result[-1].text if self.result else ""
        label = labels.read(above)
        return label is not None and label.end == len(above) and label.kind in _TITLED

    def _flows_over(self, before: Line, line: Line) -> bool:
        """Over a page break, a full line without an end goes on in a line that is not set in."""
        return (
            self.layout.wrapped()
            and self.layout.room(before, line, first=len(self.paragraph) == 1) <= 0
            and not self.layout.indented(before, line)
            and not line.blank_before
        )

    def _amid(self, before: Line, line: Line) -> bool:
        """The page ended with a sentence, not with the paragraph: first lines are set in here, and this is none."""
        return (
            self.layout.returns(self.paragraph[0], line)
            and not _says("stopped", before.text)
            and not evidence.says("lines.beside", line.text)
            and (before.piece.style.bold, before.piece.style.size) == (line.piece.style.bold, line.piece.style.size)
        )

    def _only_looks_labelled(self, before: Line, line: Line) -> bool:
        """A wrapped line may begin with a dash, a number or `(a)` that belongs to the sentence above."""
        if line.label is None or line.blank_before:
            return False
        if _TO_YEAR.match(line.text) and _FROM_YEAR.search(before.text):
            return True
        if not self.layout.wrapped():
            return False
        full = self.layout.room(before, line, first=len(self.paragraph) == 1) <= 0
        rest = line.text[line.label.end :]
        if line.label.kind == "bullet":
            return (full and rest[:1].islower()) or (before.text[-1].isdigit() and rest[:1].isdigit())
        if line.label.kind in ("decimal", "lower", "paren", "roman", "letter", "article"):
            return full and (rest[:1].islower() or _says("dangling", before.text) or _says("wants_number", before.text))
        return False


def _is_range(before: str, text: str) -> bool:
    """`… năm 2005 tăng 3,4` / `- 3,8%. Để đạt …`: the end of a long line cut a range."""
    low, high = _LOW.search(before[-10:]), _HIGH.match(text)
    if low is None or high is None or len(before) < _LONG:
        return False
    return float(low[1].replace(",", ".")) < float(high[1].replace(",", "."))


def _says(rule: str, text: str) -> bool:
    """Whether the rule `lines.<rule>` finds its sign at the end of the line; only the end is looked at."""
    return evidence.says(f"lines.{rule}", text[-30:])


def _is_ruled(text: str) -> bool:
    """A line drawn with characters (`-----`, `***`)."""
    return len(text) > 2 and not any(c.isalnum() for c in text)


def _in_capitals(text: str) -> bool:
    """A line in capitals, acronyms apart: `UBND` alone says nothing."""
    return text.upper() == text and sum(c.isalpha() for c in text) >= 6
