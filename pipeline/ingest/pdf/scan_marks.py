"""Note marks of a scanned page: found by their shape, read on their own, taken out of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import regex

from pipeline.ingest import raised, tesseract
from pipeline.ingest.picture import Gray, Picture
from pipeline.ingest.raised import Raised
from pipeline.ingest.tesseract import Word

_SIGNS = "0123456789()*"
_READ = 60  # pixels that a raised digit is enlarged to
_SMALL = 0.6  # of a capital's height: a raised digit
_SIGN = regex.compile(r"[()]*\d{0,3}[()]*|\(?\*{1,3}\)?")
_STOP_HIGH, _STOP_LOW, _STOP_WIDE = 0.75, 0.35, 0.3  # … a stop's head above the line, its foot below, its breadth
_GAP, _KERN = 0.4, 0.05  # … from a mark to its stop at most; from a word to its stop
_INK, _DIRT = 165, 0.05  # of 255; of a capital's height squared that specks blacken
_BESIDE = 1.2  # of a capital's height from its word to a mark, at most


class Mark(NamedTuple):
    raised: Raised
    read: str  # as recognised; its digits may be unreadable
    stop: bool = False  # the stop behind it was moved up to the word


def find(seen: Picture, path: str) -> list[Mark]:
    """What may be marks of the page; what is raised and reads as no sign of a note is none."""
    found = raised.find(seen.gray, seen.dpi)
    pictures = []
    for group in found:
        x0, top, x1, bottom = group.box
        times = min(6.0, _READ / (_SMALL * group.capital))
        pictures.append(seen.crop((x0 - 2, top - 2, x1 + 2, bottom + 2), times))
    marks = []
    for group, words in zip(found, tesseract.parts(pictures, 300, path, line=True, only=_SIGNS), strict=True):
        read = "".join(word.text for word in words)
        if _SIGN.fullmatch(read) and (read or _heads_a_line(group, seen)):
            marks.append(Mark(group, read))
    return marks


def erased(seen: Picture, marks: Sequence[Mark]) -> tuple[Picture, list[Mark]]:
    """The picture without the marks, their stops closed up to the words: Tesseract reads none that stands alone."""
    gray = seen.without(mark.raised.box for mark in marks)
    found = [mark._replace(stop=_close_up(gray, mark.raised)) for mark in marks]
    return seen._replace(gray=gray), found


def _close_up(gray: Gray, group: Raised) -> bool:
    """Move the stop that follows a mark to where the mark stood."""
    (x0, _, x1, _), foot, capital = group
    top, bottom = int(foot - _STOP_HIGH * capital), int(foot + _STOP_LOW * capital)
    start, reach = int(x1), int(_GAP * capital)
    dark = gray[max(0, top - reach) : bottom, start : start + 3 * reach] < _INK
    ink = np.count_nonzero(dark, axis=0) > 0
    columns = np.flatnonzero(ink)
    if not len(columns) or columns[0] > reach:
        return False
    first = int(columns[0])
    wide = int(np.argmin(ink[first:])) if not ink[first:].all() else len(ink)
    above = gray[int(foot - capital) : top, start + first : start + first + wide] < _INK
    if not 0 < wide <= _STOP_WIDE * capital or above.any():
        return False
    begin, end = start + first - 1, start + first + wide + 1
    stop = gray[top:bottom, begin:end].copy()
    gray[top:bottom, begin:end] = 255
    left = int(x0 + _KERN * capital)
    gray[top:bottom, left : left + stop.shape[1]] = stop
    return True


def word_of(mark: Mark, words: Sequence[Word]) -> tuple[int, bool] | None:
    """Which word the mark stands at, and whether behind it (else it opens the word's line); None where at none."""
    (x0, _, x1, bottom), foot, capital = mark.raised
    nearest: tuple[float, int, bool] | None = None
    for nth, word in enumerate(words):
        left, high, right, low = word.box
        if not (high < bottom and low > bottom and abs(low - foot) < 0.8 * capital):
            continue
        behind = right <= x0 + 0.5 * capital
        gap = x0 - right if behind else left - x1
        if (behind or left >= x1 - 0.5 * capital) and gap < _BESIDE * capital:
            found = (abs(gap) if behind else capital + abs(gap), nth, behind)
            nearest = min(nearest, found) if nearest else found
    return (nearest[1], nearest[2]) if nearest else None


def opens(mark: Mark, words: Sequence[Word]) -> bool:
    """Whether the mark stands at the head of a line of words, where a note's label is."""
    at = word_of(mark, words)
    return at is not None and not at[1]


def _heads_a_line(group: Raised, seen: Picture) -> bool:
    """Whether the page is white to the left of the group: unreadable there, it is a label all the same."""
    beside = seen.gray[int(group.foot - group.capital) : int(group.foot), : max(1, int(group.box[0]) - 2)]
    return int(np.count_nonzero(beside < _INK)) < _DIRT * group.capital**2
