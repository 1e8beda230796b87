"""Roman numbers of a scan: Tesseract drops one of several I, or reads two as H; their strokes are counted instead."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import regex

from pipeline.ingest.ink import labelled
from pipeline.ingest.picture import Gray
from pipeline.ingest.tesseract import Word

# What comes before the strokes, the strokes as read, and what follows.
_ROMAN = regex.compile(r"([(“\"]*X{0,3}V?)([IHLTl1|]*[IH][IHLTl1|]*)([).,;:”\"'/-]*)")
_INK = 140  # of 255
_FULL = 0.85  # of the longest upright stroke: another one
_LEVEL = 0.12  # … by which their heads and feet may differ
_BAR = 0.6  # of the rows in the middle of two strokes that are inked: the bar of an H
_TALL = 1.12  # of the letters' height: a bracket
_SLANTS = (0.0, 0.2, 0.27)  # of upright and of italic faces
_MOST = 3


def mended(word: Word, gray: Gray) -> Word:
    """The word with as many I as its picture shows, where it is a Roman number."""
    found = _ROMAN.fullmatch(word.text)
    if found is None or ("L" in found[2] and not found[3].startswith(".")):  # a heading's stop makes an L of I
        return word
    count = strokes(gray, word)
    if not count:
        return word
    return word._replace(text=found[1] + "I" * count + found[3])


def strokes(gray: Gray, word: Word) -> int:
    """How many upright strokes of one height stand side by side; 0 where that is no matter of I alone."""
    x0, top, x1, bottom = (int(v) for v in word.box)
    ink = _without_brackets(gray[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] < _INK)
    if not ink.any():
        return 0
    ink = max((_upright(ink, slant) for slant in _SLANTS), key=lambda made: int(_runs(made)[0].max()))  # else the first
    longest, start = _runs(ink)
    high = longest.max()
    columns = np.flatnonzero(longest >= _FULL * high)
    groups = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    heads = [int(np.median(start[group])) for group in groups]
    if not high or len(groups) > _MOST or max(heads) - min(heads) > _LEVEL * high:
        return 0
    for left, right in pairwise(groups):
        middle = ink[heads[0] + int(0.35 * high) : heads[0] + int(0.65 * high), left[-1] + 1 : right[0]]
        if middle.size and middle.any(axis=0).mean() > _BAR:
            return 0
    return len(groups)


def _without_brackets(ink: np.ndarray) -> np.ndarray:
    """Brackets are taller than the letters beside them; they are taken out."""
    labels, boxes = labelled(ink)
    if len(boxes) < 2:
        return ink
    high = boxes[:, 3] - boxes[:, 1]
    letters = np.median(high[high > 0.6 * high.max()])
    tall = [nth + 1 for nth in np.flatnonzero(high > _TALL * letters)]
    return ink & ~np.isin(labels, tall)


def _upright(ink: np.ndarray, slant: float) -> np.ndarray:
    """Italic letters set upright: rows moved to the left the more the higher they stand."""
    if not slant:
        return ink
    room = int(slant * len(ink)) + 1
    made = np.zeros((len(ink), ink.shape[1] + room), dtype=bool)
    for row, line in enumerate(ink):
        shift = room - int(slant * (len(ink) - row))
        made[row, shift : shift + len(line)] = line
    return made


def _runs(ink: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The longest unbroken stretch of ink of every column, and the row where it begins."""
    length = np.zeros(ink.shape[1], dtype=int)
    longest, start = length.copy(), length.copy()
    for row, line in enumerate(ink):
        length = np.where(line, length + 1, 0)
        start = np.where(length > longest, row - length + 1, start)
        longest = np.maximum(longest, length)
    return longest, start
