"""Headings: which lines are titles, their levels by nesting, the path of titles above every block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Document
from pipeline.normalize import edits, evidence, labels
from pipeline.normalize.labels import Label
from pipeline.structure.assemble import Part

MAJOR = ("part", "appendix", "chapter", "section")
LONGEST = 400  # characters; no title of a section is longer
_SHORT = 120  # a title that needs no other sign
_PLAIN = Label("plain", "", 0, 9.5)  # a title without a label ranks below the numbered ones


def mark(parts: list[Part]) -> None:
    """Set kind, label and level of the headings.

    Title lines below a PHẦN are drawn into it; a run-in `Điều 1.` is cut off from its sentence.
    """
    _take_titles(parts)
    _cut_run_in(parts)
    chosen = {at for at in range(len(parts)) if _is_heading(parts, at)}
    while more := {at for at in range(len(parts)) if at not in chosen and _like_its_row(parts, at, chosen)}:
        chosen |= more
    first = min(chosen, default=len(parts))
    levels = _Levels()
    for at, part in enumerate(parts):
        if at in chosen and part.found is not None:
            part.kind, part.label, part.level = "heading", part.found.text, levels.take(part.found)
        elif at > first and _is_plain_title(parts, at):
            part.kind, part.level = "heading", levels.take(_PLAIN)


def _take_titles(parts: list[Part]) -> None:
    """`PHẦN THỨ NHẤT` alone on its line: the lines below it that are no sentence are its title."""
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.found is not None and part.found.kind in MAJOR and not part.rest:
            while at + 1 < len(parts) and _is_title_line(parts[at + 1], part):
                part.piece = edits.join([part.piece, parts.pop(at + 1).piece])
        at += 1


def _is_title_line(part: Part, above: Part) -> bool:
    """The first line below a bare label, further ones only where all are in capitals or centred."""
    if part.kind != "paragraph" or part.found is not None or len(part.text) > 250:
        return False
    if part.text.endswith((".", ";", ":")) or evidence.says("titles.sentence_inside", part.text):
        return False
    return not above.rest or (above.rest.isupper() and part.text.isupper()) or bool(part.piece.style.centered)


def _cut_run_in(parts: list[Part]) -> None:
    """`Điều 1. Một câu. Câu khác` is a heading `Điều 1.` and a paragraph; a title stays with its article."""
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.kind == "paragraph" and part.found is not None and part.found.kind == "article" and part.rest:
            rest = part.rest
            sentence = rest.endswith((".", ";")) and evidence.says("titles.figure", rest)
            if len(rest) > 250 or sentence or evidence.says("titles.sentence_inside", rest):
                tail = Part(edits.split(part.piece, part.found.end))
                tail.found = labels.read(tail.text)
                parts.insert(at + 1, tail)
        at += 1


def _is_heading(parts: list[Part], at: int) -> bool:
    part = parts[at]
    if part.kind != "paragraph" or part.found is None:
        return False
    kind, rest = part.found.kind, part.rest
    if kind in (*MAJOR, "article"):
        return len(part.text) <= LONGEST
    if kind == "bullet" or not rest or len(rest) > LONGEST or _is_prose(rest):
        return False
    if rest[0].islower() and kind not in ("roman", "letter"):
        return False
    if rest.isupper() and len(rest) > 3:
        return True
    if part.piece.style.outline is not None and not rest.endswith("."):
        return True
    below = parts[at + 1] if at + 1 < len(parts) else None
    if below is None or (_next_of_row(part, below) and not rest.endswith(":")):
        return False  # items of a list follow each other, below a title there is something
    if kind in ("star", "paren", "lower"):
        return len(rest) <= _SHORT and not rest.endswith(".")
    if not rest.endswith("."):
        return True
    item = any(evidence.says(f"titles.{sign}", rest) for sign in ("figure", "verb_first", "clause"))
    before = parts[at - 1] if at else None
    return not (item or (before is not None and before.kind == "paragraph" and _next_of_row(before, part)))


def _is_prose(rest: str) -> bool:
    """A sentence, or the part of one that a list item holds."""
    return evidence.says("titles.unfinished", rest) or evidence.says("titles.sentence_inside", rest)


def _next_of_row(part: Part, other: Part) -> bool:
    if part.found is None or other.found is None or other.kind != "paragraph":
        return False
    return other.found.row == part.found.row and (part.found.ordinal == 0 or other.found.follows(part.found))


def _like_its_row(parts: list[Part], at: int, chosen: set[int]) -> bool:
    """A short line that stands over text as its neighbours of the same row do, though it ends with a full stop."""
    part = parts[at]
    if part.kind != "paragraph" or part.found is None or part.found.kind in ("bullet", "star") or not part.rest:
        return False
    if len(part.rest) > 2 * _SHORT // 3 or _is_prose(part.rest):
        return False
    if any(evidence.says(f"titles.{sign}", part.rest) for sign in ("figure", "clause")):
        return False
    below = parts[at + 1] if at + 1 < len(parts) else None
    if below is None or below.kind != "paragraph" or _next_of_row(part, below):
        return False
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(parts) and abs(i - at) < 80:
            found = parts[i].found
            if found is not None and found.row == part.found.row:
                nearer = (part.found, found) if step < 0 else (found, part.found)
                if nearer[0].follows(nearer[1]) and i in chosen:
                    return True
                break
            if found is not None and found.rank < part.found.rank and i in chosen:
                break
            i += step
    return False


def _is_plain_title(parts: list[Part], at: int) -> bool:
    """A title without a label, in the middle of the text: bold and centred or of an outline level, or in capitals."""
    part = parts[at]
    if part.kind != "paragraph" or part.found is not None or not 3 < len(part.text) <= _SHORT:
        return False
    if part.text[-1] in ".;,…" or not part.text[0].isupper():
        return False
    style = part.piece.style
    in_capitals = part.text.isupper() and len(part.text) > 12
    shown = style.outline is not None or (style.bold and style.centered) or in_capitals
    if not shown or at + 1 >= len(parts):
        return False
    below = parts[at + 1]
    if below.kind == "table":
        return False  # the title of the table
    if below.found is not None:
        return below.found.kind not in (*MAJOR, "roman", "letter")
    return below.kind == "paragraph" and len(below.text) > 80 and not below.text.isupper()


@dataclass(slots=True)
class _Open:
    row: str
    rank: float
    level: int


class _Levels:
    """Levels as labels nest in this document: a row met before returns to its level, a new one opens a deeper one."""

    def __init__(self) -> None:
        self.open: list[_Open] = []

    def take(self, label: Label) -> int:
        row = "part" if label.kind == "appendix" else label.row
        if row == "part":
            self.open.clear()
        known = next((nth for nth, o in enumerate(self.open) if o.row == row), None)
        if known is not None:
            del self.open[known:]
        else:
            # A row that begins (`1.` below `a)`) is nested; one met in its middle ranks as usual.
            begins = label.ordinal in (0, 1) and label.kind != "decimal"
            while self.open and self.open[-1].rank > label.rank and not (begins and label.kind not in MAJOR):
                self.open.pop()
        level = self.open[-1].level + 1 if self.open else 1
        self.open.append(_Open(row, label.rank, level))
        return level


def sections(document: Document, written: Sequence[Label | None]) -> None:
    """Set `section_path` of every block: the titles of the headings above it, labels left out.

    An item that counts on from a heading (`12.` after the headings `10.`, `11.`) stands beside it, not below.
    `written` has the label that each block's text begins with.
    """
    path: list[tuple[int, str, Label]] = []
    titles: tuple[str, ...] = ()
    for block, begins in zip(document.blocks, written, strict=True):
        if block.kind not in ("heading", "list_item"):
            block.section_path = titles
            continue
        label = begins or _PLAIN
        if block.kind == "heading" and block.level is not None:
            while path and path[-1][0] >= block.level:
                path.pop()
            block.section_path = tuple(title for _, title, _ in path)
            path.append((block.level, title(document.block_text(block), block.label), label))
        else:
            _step_beside(path, label)
            block.section_path = tuple(title for _, title, _ in path)
        titles = tuple(title for _, title, _ in path)


def _step_beside(path: list[tuple[int, str, Label]], label: Label) -> None:
    """Leave the sections that an item with this label no longer stands in."""
    counts = label.ordinal > 0
    beside = next((n for n, (_, _, above) in enumerate(path) if counts and label.follows(above)), None)
    if beside is not None:
        del path[beside:]
    elif label.kind in ("roman", "letter"):
        while path and path[-1][2].rank > label.rank:
            path.pop()


def title(text: str, label: str) -> str:
    """The words of a heading without its label and closing colon; the label itself where there are none."""
    rest = text.removeprefix(label).lstrip(" .:)/-–").rstrip(" :.")
    return rest or label
