"""Footnotes: the small print at the foot of a page, below a short rule or opened by a raised number.

A note that runs over to the next page goes on there at the foot, without a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from pipeline.ingest.line import Line
from pipeline.ingest.pdf import signs
from pipeline.ingest.pdf.page import Page, Strip
from pipeline.model import Piece

_SMALL = 0.93  # of the size of the text: the print of notes
_SHORTEST, _LONGEST = 30.0, 0.75  # points; share of the text's width: the rule above notes
_LOW = 0.25  # of the page's height above which no notes begin
_BEHIND_LABEL = regex.compile(r"(?:\(\s*\)|[\s.:,)\]])*")


@dataclass(slots=True)
class Note:
    label: str
    lines: list[Line] = field(default_factory=list)
    page: int = 0  # on which it begins

    def piece(self) -> Piece:
        whole = self.lines[0]
        for line in self.lines[1:]:
            whole.take(line, signs.gap(whole.text, line.text))
        return whole.piece("note", self.label)


def lift(pages: Sequence[Page], usual: float) -> dict[int, list[Note]]:
    """Take the notes out of the pages' strips; by number of the page on which they begin. `usual`: size of the text."""
    found: dict[int, list[Note]] = {}
    open_note: Note | None = None
    for page in pages:
        called = {mark.label for strip in page.strips for mark in strip.line.marks if mark.start > 0}
        zone = _zone(page, usual, open_note, called)
        notes: list[Note] = []
        last = int(open_note.label) if open_note is not None and open_note.label.isdigit() else 0
        for strip in zone:
            opened = _label(strip, last, called)
            if opened is not None:
                label, cut = opened
                strip.line.cut(cut)
                strip.line.marks = [m for m in strip.line.marks if m.end > m.start]
                open_note = Note(label, [strip.line], page.number)
                notes.append(open_note)
                last = int(label) if label.isdigit() else last
            elif open_note is not None:
                open_note.lines.append(strip.line)
        gone = {id(strip) for strip in zone}
        page.strips = [strip for strip in page.strips if id(strip) not in gone]
        if notes:
            found[page.number] = notes
        elif not zone:
            open_note = None
    return found


def _zone(page: Page, usual: float, open_note: Note | None, called: set[str]) -> list[Strip]:
    """The strips of the page's notes from the top down, columns after columns; empty where it has none."""
    down = sorted(page.strips, key=lambda s: (s.y, s.box[0]))
    lowest_table = max((table.box[3] for table in page.tables), default=0.0)
    last = int(open_note.label) if open_note is not None and open_note.label.isdigit() else 0
    for at in _rules(page, down):
        below = [s for s in down if s.box[1] > at - 3 and s.y > at]
        if not below or at < lowest_table - 3:
            continue
        above = [s for s in down if s.y <= at]
        small = all(s.size <= _SMALL * usual for s in below)
        opened = _label(below[0], last, called) is not None
        if (opened and (small or _raised(below[0]))) or (small and open_note is not None and above):
            return [s for s in below if not signs.match("rule_of_signs", s.text)]
    if page.noted is not None:
        below = [s for s in down if s.y > page.noted - 1 and not signs.match("rule_of_signs", s.text)]
        if below and page.noted > lowest_table and _label(below[0], last, called) is not None:
            return below
    return _small_print(page, down, usual, open_note, max(lowest_table, _LOW * page.view.height))


def _rules(page: Page, down: Sequence[Strip]) -> list[float]:
    """Heights of what may be the rule above notes: a short line at the left margin, drawn or made of signs."""
    width = max(1.0, page.right - page.left)
    found = [
        rule.at
        for rule in page.rules
        if _SHORTEST <= rule.end - rule.start <= _LONGEST * width
        and abs(rule.start - page.left) < 15
        and rule.at > _LOW * page.view.height
    ]
    found += [s.y for s in down if signs.match("rule_of_signs", s.text) and s.y > _LOW * page.view.height]
    return sorted(found, reverse=True)


def _small_print(page: Page, down: Sequence[Strip], usual: float, open_note: Note | None, lowest: float) -> list[Strip]:
    """Without a rule: small print at the foot from the first raised number on, or from the rest of an open note."""
    small: list[Strip] = []
    for strip in reversed(down):
        if strip.size > _SMALL * usual or strip.box[1] < lowest:
            break
        small.insert(0, strip)
    if not small or len(small) == len(down):
        return []
    first = next((at for at, strip in enumerate(small) if _raised(strip)), None)
    if first is None:
        return []
    if first and open_note is not None and not _ended(open_note):
        return small
    return small[first:]


def _raised(strip: Strip) -> bool:
    return bool(strip.line.marks) and strip.line.marks[0].start == 0 and strip.line.marks[0].end < len(strip.text)


def _ended(note: Note) -> bool:
    return note.lines[-1].text.rstrip('”") ').endswith((".", ";", "!", "?"))


def _label(strip: Strip, last: int, called: set[str]) -> tuple[str, int] | None:
    """The number that opens a note here and the length to cut away; a plain number must be the next one, or called."""
    text = strip.text
    if _raised(strip):
        mark = strip.line.marks[0]
        behind = _BEHIND_LABEL.match(text, mark.end)
        return mark.label, behind.end() if behind else mark.end
    found = signs.match("note", text)
    if found is None:
        return None
    label = found["n"]
    if label in called or (label.isdigit() and int(label) == last + 1 and last > 0):
        behind = _BEHIND_LABEL.match(text, found.end())
        return label, behind.end() if behind else found.end()
    return None
