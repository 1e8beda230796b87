"""Numbers of a scan read a second time, larger and as digits alone; where readings differ, the number is doubted.

The rule, in this order: equal readings confirm each other. Of readings with the same digits the one that is a
well-written number with more signs stands, because Tesseract loses commas and does not make them up. Letters give way
to digits. Else two of three readings outvote the third, and where all differ the surest stands. Whatever was not read
alike is given so little confidence that its figure is flagged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import regex

from pipeline.ingest import tesseract
from pipeline.ingest.pdf import signs
from pipeline.ingest.pdf.scan_cells import Cell
from pipeline.ingest.picture import Picture
from pipeline.ingest.tesseract import Word
from pipeline.model import BBox

_SURE = 0.9  # confidence from which a number in a sentence is not read again
_MENDED, _DOUBTED = 0.6, 0.3  # of a number whose signs two readings do not share, and of one whose digits differ
_LEAST = 0.5  # of the digits that take the place of letters
_TIMES = (2.0, 1.5)  # larger: at once, and where that reading differs from the first
_DIGITS = "0123456789.,%/()-+"
_LIKE_DIGITS = "SsOoQDIlLiBZzbGgqÓÔÒỐỘ|!'"  # what digits are taken for
_SIGNS = " .,%/()+\\-–:;*"
_NUMBER = regex.compile(r"[(]?[\d.,/]*\d[\d.,/]*%?[).,;:]*")
_NEARLY = regex.compile(rf"[\d{_SIGNS}{regex.escape(_LIKE_DIGITS)}]+")
_SHORT = 12  # letters of a cell that may be a number
_NUMERIC = 0.5  # of the cells of a column: the others are numbers too, however they look
_MARGIN = 0.01  # inches around a number


class Asked(NamedTuple):
    """A number to be read again: a word of a sentence, or all words of a cell."""

    words: list[Word]

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)

    @property
    def box(self) -> BBox:
        boxes = [word.box for word in self.words]
        low = min(b[0] for b in boxes), min(b[1] for b in boxes)
        return *low, max(b[2] for b in boxes), max(b[3] for b in boxes)


def taken(words: Sequence[Word], cells: Sequence[Cell], seen: Picture, path: str) -> list[Word]:
    """All words of the page, in sentences and cells, with the numbers among them settled."""
    numeric = _numeric(cells)
    whole = {id(word) for cell in numeric for word in cell.words}
    every = [*words, *(word for cell in cells for word in cell.words)]
    asked = [Asked([word]) for word in every if id(word) not in whole and _doubtful(word)]
    asked += [Asked(words) for cell in numeric for words in _apart(cell.words)]
    settled: dict[int, list[Word]] = {}
    for ask, found in zip(asked, _settled(asked, seen, path), strict=True):
        settled |= {id(word): [] for word in ask.words} | {id(ask.words[0]): found}
    return [new for word in every for new in settled.get(id(word), [word])]


def _doubtful(word: Word) -> bool:
    """A number in a sentence that Tesseract is not sure of, or that has letters among its digits."""
    if _NUMBER.fullmatch(word.text):
        return word.confidence < _SURE
    return _NEARLY.fullmatch(word.text) is not None and any(map(str.isdigit, word.text)) and len(word.text) > 1


def _numeric(cells: Sequence[Cell]) -> list[Cell]:
    """The cells that hold a number, or look as if, or stand in a column of numbers."""
    columns: Counter[tuple[int, int]] = Counter()
    numbers: Counter[tuple[int, int]] = Counter()
    for cell in cells:
        if _is_short(cell):
            columns[cell.table, cell.slot.column] += 1
            numbers[cell.table, cell.slot.column] += _is_number(_text(cell))
    found = []
    for cell in cells:
        column = cell.table, cell.slot.column
        if _is_short(cell) and (
            (_NEARLY.fullmatch(_text(cell)) and any(map(str.isalnum, _text(cell))))
            or (numbers[column] > _NUMERIC * columns[column] and not _is_words(cell.words))
        ):
            found.append(cell)
    return found


def _apart(words: list[Word]) -> list[list[Word]]:
    """The words of a cell as one number; each by itself where several are numbers, as between lines not seen."""
    return [[word] for word in words] if sum(map(_is_number, (word.text for word in words))) > 1 else [words]


def _text(cell: Cell) -> str:
    return "".join(word.text for word in cell.words)


def _is_short(cell: Cell) -> bool:
    return 0 < len(_text(cell)) <= _SHORT and len({word.line for word in cell.words}) == 1


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _is_words(words: Sequence[Word]) -> bool:
    """Whether the words are Vietnamese ones that Tesseract is sure of."""
    long = [word for word in words if sum(map(str.isalpha, word.text)) > 1]
    return any(signs.is_syllable(word.text.strip(".,:;()")) and word.confidence >= _SURE for word in long)


def _settled(asked: Sequence[Asked], seen: Picture, path: str) -> list[list[Word]]:
    readings = [[(ask.text, min(word.confidence for word in ask.words))] for ask in asked]
    open_ones = list(range(len(asked)))
    for times in _TIMES:
        again = _again([asked[i] for i in open_ones], times, seen, path)
        for i, reading in zip(open_ones, again, strict=True):
            readings[i].append(reading)
        open_ones = [i for i in open_ones if _digits(readings[i][0][0]) != _digits(readings[i][1][0])]
    result = []
    for ask, read in zip(asked, readings, strict=True):
        text, confidence = choose(read)
        if text == ask.text:
            result.append([word._replace(confidence=confidence) for word in ask.words])
        else:
            result.append([ask.words[0]._replace(text=text, confidence=confidence, box=ask.box)])
    return result


def _again(asked: Sequence[Asked], times: float, seen: Picture, path: str) -> list[tuple[str, float]]:
    margin = _MARGIN * seen.dpi
    pictures = []
    for ask in asked:
        x0, top, x1, bottom = ask.box
        pictures.append(seen.crop((x0 - margin, top - margin, x1 + margin, bottom + margin), times))
    found = []
    for words in tesseract.parts(pictures, seen.dpi, path, line=True, only=_DIGITS):
        found.append(("".join(w.text for w in words), min((w.confidence for w in words), default=0.0)))
    return found


def choose(readings: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """The reading that stands and its confidence. The first may hold letters, the others hold digits and signs alone.

    >>> choose([("4157", 0.9), ("41,57", 0.9)])
    ('41,57', 0.6)
    >>> choose([("38", 0.8), ("38", 0.95)]), choose([("1,75", 0.95), ("", 0.0)])
    (('38', 0.95), ('1,75', 0.95))
    >>> choose([("Sie)", 0.6), ("38", 0.9)]), choose([("81,17", 0.97), ("61,17", 0.65), ("81,17", 0.9)])
    (('38', 0.6), ('81,17', 0.3))
    """
    text, confidence = readings[0]
    others = [(t, c) for t, c in readings[1:] if any(map(str.isdigit, t))]
    if not any(map(str.isdigit, text)) or not _is_number(text):
        return _instead(text, confidence, others)
    if not others:
        return text, confidence
    digits = _digits(text)
    same = [(t, c) for t, c in others if _digits(t) == digits]
    if len(same) == len(others):
        return _signed(text, confidence, same)
    alike = Counter([digits, *(_digits(t) for t, _ in others)])
    most, votes = alike.most_common(1)[0]
    if votes > 1:
        texts = [(t, c) for t, c in readings if _digits(t) == most]
        return max(texts, key=lambda r: (_is_written(r[0]), r[1]))[0], _DOUBTED
    return max([readings[0], *others], key=lambda r: (_is_written(r[0]), r[1]))[0], _DOUBTED


def _instead(text: str, confidence: float, others: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """What stands for a reading with letters: digits that were read once at least and are a number."""
    others = [(t, c) for t, c in others if _is_written(t) and c >= _LEAST]
    if not others:
        return text, min(confidence, _DOUBTED) if any(map(str.isdigit, text)) else confidence
    best = max(others, key=lambda r: r[1])
    agreed = all(_digits(t) == _digits(best[0]) for t, _ in others)
    return best[0], min(best[1], _MENDED if agreed else _DOUBTED)


def _signed(text: str, confidence: float, same: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """The readings have the same digits: the one with the signs that a number needs."""
    best = max(confidence, *(c for _, c in same))
    if any(_bare(t) == _bare(text) for t, _ in same):
        return text, best
    written = [t for t in (text, *(t for t, _ in same)) if _is_written(_bare(t))]
    if not written:
        return text, min(confidence, _MENDED)
    chosen = max(written, key=len)
    return text if _bare(chosen) == _bare(text) else chosen, min(best, _MENDED)


def _bare(text: str) -> str:
    return text.strip("().,;:*- ")


def _is_written(text: str) -> bool:
    return signs.match("whole_number", _bare(text)) is not None or signs.match("whole_date", _bare(text)) is not None


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
