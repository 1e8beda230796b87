"""Recognised words as spans of a page, as if a PDF had drawn them."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import groupby

import regex

from pipeline.ingest.pdf.glyphs import Font, Span
from pipeline.ingest.pdf.mark_order import Label
from pipeline.ingest.pdf.page import UNKNOWN
from pipeline.ingest.pdf.scan_marks import Mark, word_of
from pipeline.ingest.tesseract import Word

_FONT = Font("", bold=False, italic=False)
_EM = 1.3  # of the height of most words of a line, accents and descenders among them
_ALIKE = (0.84, 1.3)  # of the usual height of a line: taken for the same size of type
_RAISED = 0.65  # of the size of its line: a note mark
_DESCENDING = regex.compile(r"[gjpqyụọạẹịộợậặựỵệQ,;()\[\]/|]")
_WORTHLESS = regex.compile(r"[|¦_~`´‘'\"°¬¡!.\-—–\\/\[\]{}<>«»=+*^:;,]+")
_STOP = regex.compile(r"[.,;:]+$")


def spans(words: list[Word], marks: list[tuple[Mark, Label]], scale: float) -> Iterator[Span]:
    """The spans of a page, in points. `scale`: points of a pixel."""
    at = [word_of(mark, words) for mark, _ in marks]
    stopped = {id(words[found[0]]) for found, (mark, _) in zip(at, marks, strict=True) if found and mark.stop}
    feet: dict[int, tuple[float, float]] = {}
    for line, height in _lines(words):
        foot = _baseline(line, height)
        size = round(height * _EM * scale * 2) / 2
        feet |= {id(word): (foot, size) for word in line}
        for place, word in enumerate(line):
            text = _STOP.sub("", word.text) if id(word) in stopped else word.text
            if text and not _is_dirt(word, line):
                yield _span(word, text, foot * scale, size, scale, blank=place > 0)
    for (mark, label), found in zip(marks, at, strict=True):
        text, box = label.text or UNKNOWN, mark.raised.box
        if found is None:  # no word of its line was read
            yield _span(Word((), box, text, 0.0), text, box[3] * scale, mark.raised.capital * scale, scale, blank=False)
            continue
        word = words[found[0]]
        foot, size = feet[id(word)]
        span = _span(Word((), box, text, 0.0), text, foot * scale, round(size * _RAISED * 2) / 2, scale, blank=False)
        span.rise = "superscript"
        yield span
        if mark.stop and (stop := _STOP.search(word.text)):
            behind = Word((), (box[2], word.box[1], box[2] + 1.0, word.box[3]), stop[0], word.confidence)
            yield _span(behind, stop[0], foot * scale, size, scale, blank=False)


def _lines(words: list[Word]) -> Iterator[tuple[list[Word], float]]:
    """The lines and their heights, those of about the usual height taken for as high as that."""
    lines = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    heights = [_height(line) for line in lines if sum(len(w.text) for w in line) >= 20]
    usual = statistics.median(heights) if heights else 0.0
    for line in lines:
        height = _height(line)
        alike = usual and _ALIKE[0] <= height / usual <= _ALIKE[1]
        yield line, usual if alike else height


def _is_dirt(word: Word, line: list[Word]) -> bool:
    """Specks, rims of stamps."""
    if not _WORTHLESS.fullmatch(word.text) or word.text in "-–+*":
        return False
    return len(line) == 1 or word.confidence < 0.5


def _span(word: Word, text: str, y: float, size: float, scale: float, *, blank: bool) -> Span:
    x0, top, x1, bottom = (v * scale for v in word.box)
    step = (x1 - x0) / len(text)
    lefts = [x0 + step * i for i in range(len(text))]
    rights = [x0 + step * (i + 1) for i in range(len(text))]
    blanks = [int(blank)] + [0] * (len(text) - 1)
    return Span(list(text), lefts, rights, blanks, y, top, bottom, size, _FONT, 0, 0, 0)


def _height(line: list[Word]) -> float:
    long = [word for word in line if len(word.text) > 1] or line
    return statistics.median(word.box[3] for word in long) - statistics.median(word.box[1] for word in long) or 1.0


def _baseline(line: list[Word], height: float) -> float:
    level = [
        word.box[3] for word in line if not _DESCENDING.search(word.text.lower()) and any(map(str.isalpha, word.text))
    ]
    if level:
        return statistics.median(level)
    return statistics.median(word.box[3] for word in line) - 0.2 * height
