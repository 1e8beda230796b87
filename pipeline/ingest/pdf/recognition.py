"""Scanned pages: the picture goes to Tesseract, its words take the place of the characters that the PDF lacks."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby, repeat
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import regex

from pipeline.ingest import limits, picture, tesseract
from pipeline.ingest.pdf import page as pages_module
from pipeline.ingest.pdf.frame import Frame
from pipeline.ingest.pdf.glyphs import Font, Span
from pipeline.ingest.pdf.page import UNKNOWN, Page
from pipeline.ingest.pdf.rulings import Edge, Rulings
from pipeline.ingest.picture import Picture
from pipeline.ingest.tesseract import Word
from pipeline.model import BBox

_DPI = 300
_POINTS = 72  # an inch
_FONT = Font("", bold=False, italic=False)
_EM = 1.3  # of the height of most words of a line, accents and descenders among them
_ALIKE = (0.84, 1.3)  # of the usual height of a line: taken for the same size of type
_RAISED = 0.66  # of the line's height: a word that small whose foot stands high is a note mark
_LIFT = 0.28  # of the line's height that its foot stands above the others'
_DESCENDING = regex.compile(r"[gjpqyụọạẹịộợậặựỵệQ,;()\[\]/|]")
_MARK = regex.compile(r"\(?(\d{1,3}|\*{1,3})\)?")
# `⁽⁶⁾` at the head of a note comes out as `'9,`: raised and bracketed it is too small to be read, whatever it says.
_LABEL = regex.compile(r"[^\w\s(]\d{1,2}[.,]?|\d{1,3},")
_MISREAD = 0.7
_NUMBER = regex.compile(r"\d[\d.,]*%?")
_SURE, _DOUBTED = 0.9, 0.3  # confidence from which a number is not read again; of one that two readings disagree on
_WORTHLESS = regex.compile(r"[|¦_~`´‘'\"°¬¡!.\-—–\\/\[\]{}<>«»=+*^:;,]+")


class Scan(NamedTuple):
    """What was recognised on one page; boxes in points from the top left."""

    page: Page
    words: list[Word]


def pages(document: pdfium.PdfDocument, numbers: Iterable[int], path: str) -> Iterator[Scan]:
    """The pages `numbers` (1-based) recognised, as many at once as there are processors.

    Raises SolieuError `needs_tesseract`, `ocr_failed`, `ocr_timeout`.
    """
    tesseract.check(path)
    jobs = os.cpu_count() or 1
    with ThreadPoolExecutor(jobs) as pool:
        wanted, most = list(numbers), 2 * jobs  # no more pictures in memory than that
        for some in (wanted[at : at + most] for at in range(0, len(wanted), most)):
            grays, resolutions = zip(*(_rendered(document[number - 1]) for number in some), strict=True)
            yield from pool.map(_read, some, grays, resolutions, repeat(path))


def _rendered(page: pdfium.PdfPage) -> tuple[picture.Gray, int]:
    """The page as a reader sees it, in grey, and its resolution: less than usual for a poster."""
    width, height = page.get_size()
    most = (limits.ocr_pixels() / max(1.0, width * height)) ** 0.5 * _POINTS
    dpi = max(70, min(_DPI, int(most)))
    bitmap = page.render(scale=dpi / _POINTS, grayscale=True)
    gray = np.array(bitmap.to_numpy(), dtype=np.uint8)
    bitmap.close()
    return gray.reshape(gray.shape[0], gray.shape[1]), dpi


def _read(number: int, gray: picture.Gray, dpi: int, path: str) -> Scan:
    seen = picture.ready(gray, dpi)
    words = [_again(word, seen) for word in tesseract.words(picture.encoded(seen.gray), dpi, path)]
    scale = _POINTS / dpi
    frame = Frame(0.0, 0.0, gray.shape[1] * scale, gray.shape[0] * scale)
    page = Page(number, frame, frame, pictures=1, recognised=True)
    drawn = Rulings(
        [Edge((b[1] + b[3]) / 2 * scale, b[0] * scale, b[2] * scale) for b in seen.horizontal],
        [Edge((b[0] + b[2]) / 2 * scale, b[1] * scale, b[3] * scale) for b in seen.vertical],
    )
    spans = list(_spans(words, seen))
    page.letters = sum(len(span.letters) for span in spans)
    pages_module.lay_out(page, spans, drawn)
    return Scan(page, [word._replace(box=_scaled(word.box, scale)) for word in words])


def _spans(words: list[Word], seen: Picture) -> Iterator[Span]:
    lines = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    heights = [_height(line) for line in lines if sum(len(w.text) for w in line) >= 20]
    usual = statistics.median(heights) if heights else 0.0
    for line in lines:
        height = _height(line)
        if usual and _ALIKE[0] <= height / usual <= _ALIKE[1]:
            height = usual
        foot = _baseline(line, height)
        for place, word in enumerate(line):
            if (
                _WORTHLESS.fullmatch(word.text)
                and (len(line) == 1 or word.confidence < 0.5)
                and word.text not in "-–+*"
            ):
                continue  # specks, rims of stamps
            yield _span(word, place > 0, height, foot, seen)


def _span(word: Word, blank: bool, height: float, foot: float, seen: Picture) -> Span:
    scale = _POINTS / seen.dpi
    x0, top, x1, bottom = _scaled(word.box, scale)
    text, y, size = word.text, foot * scale, round(height * _EM * scale * 2) / 2
    high = word.box[3] - word.box[1]
    if not blank and word.confidence < _MISREAD and _LABEL.fullmatch(text):
        text, y, size = UNKNOWN, bottom, round(size * 0.65 * 2) / 2
    elif high < _RAISED * height and foot - word.box[3] > _LIFT * height and any(c.isdigit() for c in text):
        text, y, size = _mark(word, seen), bottom, round(size * 0.65 * 2) / 2
    step = (x1 - x0) / len(text)
    lefts = [x0 + step * i for i in range(len(text))]
    rights = [x0 + step * (i + 1) for i in range(len(text))]
    blanks = [int(blank)] + [0] * (len(text) - 1)
    return Span(list(text), lefts, rights, blanks, y, top, bottom, size, _FONT, 0, 0, 0)


def _mark(word: Word, seen: Picture) -> str:
    """A note mark read again, large and alone; a mark that stays unreadable must not pass for a number."""
    again = _enlarged(word, seen, 4, "0123456789()*")
    return again if _MARK.fullmatch(again) else UNKNOWN


def _again(word: Word, seen: Picture) -> Word:
    """An uncertain number read a second time: small commas come out; where digits differ, it is worth no trust."""
    if word.confidence >= _SURE or not _NUMBER.fullmatch(word.text):
        return word
    again = _enlarged(word, seen, 4, "0123456789,.%").rstrip(".,")
    if _digits(again) != _digits(word.text):
        return word._replace(confidence=min(word.confidence, _DOUBTED))
    return word._replace(text=again if len(again) > len(word.text) else word.text, confidence=_SURE)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _enlarged(word: Word, seen: Picture, times: int, characters: str) -> str:
    margin = 0.015 * seen.dpi
    x0, top, x1, bottom = word.box
    return tesseract.sign(seen.crop((x0 - margin, top - margin, x1 + margin, bottom + margin), times), characters)


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


def _scaled(box: BBox, scale: float) -> BBox:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale
