"""Scanned pages: the picture goes to Tesseract, its words take the place of the characters that the PDF lacks.

A page is straightened; its ruled tables are read cell by cell, its note marks one by one, the rest as a page. What a
page alone cannot tell, the labels of unreadable marks, waits until all pages are read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.errors import SolieuError
from pipeline.ingest import limits, picture, stamps, tesseract
from pipeline.ingest.pdf import (
    mark_order,
    misread,
    roman,
    scan_cells,
    scan_marks,
    scan_words,
    second_look,
    signs,
    telling,
)
from pipeline.ingest.pdf import page as pages_module
from pipeline.ingest.pdf.frame import Frame
from pipeline.ingest.pdf.mark_order import Label
from pipeline.ingest.pdf.page import Page
from pipeline.ingest.pdf.rulings import Edge, Rulings
from pipeline.ingest.pdf.scan_marks import Mark
from pipeline.ingest.picture import Gray
from pipeline.ingest.tesseract import Word
from pipeline.model import BBox

_DPI = 300
_COARSE = 150  # at which small print is lost
_GIVE_UP = 3  # pages that fail: the others would not fare better
_SMALL = 75  # to look for colours
_POINTS = 72  # an inch
_NONSENSE, _FEW = 0.45, 8  # sense of a page below which it may be upside down; words that tell it
_INK = 165  # of 255
_MARGIN = 60  # pixels of white left around the text


class Scan(NamedTuple):
    """What was recognised on one page; boxes in points from the top left."""

    page: Page
    words: list[Word]


@dataclass(slots=True)
class Reading:
    """One page as recognised, in pixels of its straightened picture, turned upright."""

    number: int
    frame: Frame  # as a reader of the file sees the page
    view: Frame  # as its text reads
    dpi: int
    scale: float  # points of a pixel
    drawn: Rulings  # in points
    words: list[Word]
    marks: list[tuple[Mark, Label]] = field(default_factory=list)


def pages(document: pdfium.PdfDocument, numbers: Iterable[int], path: str, warnings: list[str]) -> Iterator[Scan]:
    """The pages `numbers` (1-based) recognised, as many at once as there are processors; `warnings` is added to.

    A page that fails keeps none of the others from being read, unless several do; its error is raised after them:
    SolieuError `needs_tesseract`, `ocr_failed`, `ocr_timeout`.
    """
    tesseract.check(path)
    readings: list[Reading] = []
    failures: list[SolieuError] = []
    for reading in _readings(document, list(numbers), path):
        if isinstance(reading, SolieuError):
            failures.append(reading)
            if len(failures) >= _GIVE_UP:
                break
        else:
            readings.append(reading)
    labels = [label for reading in readings for _, label in reading.marks]
    mark_order.settle(labels)
    warnings += mark_order.told(labels)
    if coarse := [reading.number for reading in readings if reading.dpi < _COARSE]:
        sentence = "khổ giấy quá lớn, chữ được nhận dạng ở độ phân giải thấp; nâng SOLIEU_OCR_MEGAPIXELS nếu cần"
        warnings.append(f"trang {telling.numbers(coarse)}: {sentence}")
    for reading in readings:
        yield _scan(reading)
    if failures:
        raise failures[0]


def _readings(document: pdfium.PdfDocument, wanted: list[int], path: str) -> Iterator[Reading | SolieuError]:
    """In order. While pages are recognised the next ones are drawn, here, because pdfium has one thread."""
    jobs = limits.ocr_jobs()
    under_way: deque[Future[Reading | SolieuError]] = deque()
    with ThreadPoolExecutor(jobs) as pool:
        for number in wanted:
            under_way.append(pool.submit(_tried, number, *_rendered(document[number - 1]), path))
            if len(under_way) > jobs + 1:  # no more pictures in memory than that
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _tried(number: int, gray: Gray, dpi: int, path: str) -> Reading | SolieuError:
    try:
        return _read(number, gray, dpi, path)
    except SolieuError as error:
        return error


def _rendered(page: pdfium.PdfPage) -> tuple[Gray, int]:
    """The page as a reader sees it, in grey, and its resolution: less than usual for a poster."""
    width, height = page.get_size()
    most = (limits.ocr_pixels() / max(1.0, width * height)) ** 0.5 * _POINTS
    dpi = max(1, min(_DPI, int(most)))
    if _may_be_coloured(page) and stamps.is_coloured(small := _bitmap(page, min(dpi, _SMALL), grayscale=False)):
        return stamps.removed(_bitmap(page, dpi, grayscale=False), small, min(dpi, _SMALL)), dpi
    return _bitmap(page, dpi, grayscale=True), dpi


def _may_be_coloured(page: pdfium.PdfPage) -> bool:
    """Whether anything on the page but pictures in grey is drawn: asked before all of it is drawn in colour."""
    try:
        return any(
            item.type != c.FPDF_PAGEOBJ_IMAGE or item.get_metadata().colorspace != c.FPDF_COLORSPACE_DEVICEGRAY
            for item in page.get_objects(max_depth=2)
        )
    except pdfium.PdfiumError:
        return True


def _bitmap(page: pdfium.PdfPage, dpi: int, *, grayscale: bool) -> Gray:
    bitmap = page.render(
        scale=dpi / _POINTS, grayscale=grayscale, force_halftone=True
    )  # finer pictures come out smooth
    made = np.array(bitmap.to_numpy(), dtype=np.uint8)
    bitmap.close()
    return made.reshape(made.shape[:2]) if grayscale else made[:, :, :3]


def _read(number: int, gray: Gray, dpi: int, path: str) -> Reading:
    """The page read upright: a page that makes no sense is read upside down too."""
    turn = 1 if picture.is_sideways(gray) else 0
    reading = _recognised(number, gray, turn, dpi, path)
    if 0 < (sense := _sense(reading.words)) < _NONSENSE:
        other = _recognised(number, gray, turn + 2, dpi, path)
        if _sense(other.words) > sense:
            return other
    return reading


def _sense(words: list[Word]) -> float:
    """The mean confidence of the words, 0 for one that is no Vietnamese syllable; 1 where too few tell."""
    long = [word for word in words if len(word.text) > 1 and word.text.isalpha()]
    if len(long) < _FEW:
        return 1.0
    return sum(word.confidence for word in long if signs.is_syllable(word.text)) / len(long)


def _recognised(number: int, gray: Gray, turn: int, dpi: int, path: str) -> Reading:
    """The page read after `turn` quarters clockwise."""
    seen = picture.ready(np.ascontiguousarray(np.rot90(gray, -turn)) if turn else gray, dpi)
    scale = _POINTS / dpi
    drawn = Rulings(
        [Edge((b[1] + b[3]) / 2 * scale, b[0] * scale, b[2] * scale) for b in seen.horizontal],
        [Edge((b[0] + b[2]) / 2 * scale, b[1] * scale, b[3] * scale) for b in seen.vertical],
    )
    seen, marks = scan_marks.erased(seen, scan_marks.find(seen, path))
    cells, tables = scan_cells.read(seen.gray, drawn, scale, dpi, path)
    rest = seen.without(tables) if tables else seen.gray
    words = _page_words(rest, dpi, path)
    words = [roman.mended(word, seen.gray) for word in second_look.taken(words, cells, seen, path)]
    words = misread.mended(words)
    frame = Frame(0.0, 0.0, gray.shape[1] * scale, gray.shape[0] * scale)
    reading = Reading(number, frame, frame.turned(turn), dpi, scale, drawn, words)
    reading.marks = [(mark, Label(number, scan_marks.opens(mark, words), mark.read)) for mark in _in_order(marks)]
    return reading


def _page_words(gray: Gray, dpi: int, path: str) -> list[Word]:
    """The words of a page without its tables: only the part that holds ink is looked at."""
    dark = gray < _INK
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return []
    top, left = max(0, int(rows[0]) - _MARGIN), max(0, int(columns[0]) - _MARGIN)
    part = gray[top : int(rows[-1]) + _MARGIN, left : int(columns[-1]) + _MARGIN]
    found = tesseract.words(picture.encoded(part), dpi, path)
    return [word._replace(line=(0, *word.line), box=_moved(word.box, left, top)) for word in found]


def _moved(box: BBox, x: float, y: float) -> BBox:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y


def _in_order(marks: list[Mark]) -> list[Mark]:
    """As one reads, line by line."""
    lines: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda m: m.raised.foot):
        if lines and mark.raised.foot - lines[-1][0].raised.foot < 0.8 * mark.raised.capital:
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return [mark for line in lines for mark in sorted(line, key=lambda m: m.raised.box[0])]


def _scan(reading: Reading) -> Scan:
    page = Page(reading.number, reading.frame, reading.view, pictures=1, recognised=True)
    spans = list(scan_words.spans(reading.words, reading.marks, reading.scale))
    for span in spans:
        span.turn = reading.view.turn
    page.letters = sum(len(span.letters) for span in spans)
    page.unread = sum(span.letters.count(pages_module.UNKNOWN) for span in spans)
    pages_module.lay_out(page, spans, reading.drawn)
    return Scan(page, [word._replace(box=_placed(word.box, reading)) for word in reading.words])


def _placed(box: BBox, reading: Reading) -> BBox:
    scale = reading.scale
    scaled = box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale
    return reading.view.moved(scaled, reading.frame)
