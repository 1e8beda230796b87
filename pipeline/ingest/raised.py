"""Raised signs in the picture of a page: the marks of notes, found by their shape before anything is recognised.

Tesseract glues a raised `(6)` to its word and reads it as `”`, `®` or a digit of the number before it. Found first
and taken out, the marks are read on their own, large, and the words without them.

Letters are connected stretches of ink here; sizes are measured in heights of the capitals of the same line.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.ink import Boxes, boxes_of
from pipeline.model import BBox

_DARK, _GREY = 165, 190  # of 255: ink of signs, and of thin strokes of small print that break up at less
_NEAR = 18.0  # heights of a sign to both sides in which letters tell where the line stands
_LEAST = 6  # letters that tell it
_LIFT = (0.22, 0.75)  # of a capital's height that the foot of a raised sign stands above the line
_HIGH = (0.52, 0.9)  # … that a raised digit or bracket is high; a quotation mark is less
_STANDS_OUT = 0.98  # … that its head is high at least
_OVER = 0.55  # … that it may stand out above them
_BESIDE = 1.0  # … to a letter on the line, which it is a mark at
_GAP = 0.3  # … between the signs of one mark
_CLEAR, _PART = 0.1, 0.15  # … that all of a mark stands above the line, and that a part of it is high
_LONGEST = 3.5  # … of one mark at most: `(123)`
_AT_ONCE = 128  # signs compared with all letters of a page in one go
_CROWDED = 0.25  # of a sign's width shared with ink above or below it: an accent, a part of `%` or `?`


class Raised(NamedTuple):
    """A group of raised signs in pixels, and the line it belongs to."""

    box: BBox
    foot: float  # of the letters beside it
    capital: float  # their height


def find(gray: NDArray[np.uint8], dpi: int) -> list[Raised]:
    """The raised groups of a straightened page."""
    boxes = boxes_of(gray < _DARK)
    high, wide = boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0]
    boxes = boxes[(high <= dpi * 0.35) & (wide <= dpi * 0.5) & (high >= 3)]
    letters = boxes[boxes[:, 3] - boxes[:, 1] >= dpi * 0.03]
    if len(letters) < _LEAST:
        return []
    heights = letters[:, 3] - letters[:, 1]
    low, most = np.percentile(heights, 10) * 0.7, 1.2 * np.percentile(heights, 75)
    signs = letters[(heights >= low) & (heights <= most)]
    signs = signs[_above_most(signs, letters)]
    seen = [Raised(_box(sign), *line) for sign in signs if (line := _line(sign, letters, boxes)) is not None]
    return _groups(seen, boxes_of(gray < _GREY)) if seen else []


def _above_most(signs: Boxes, letters: Boxes) -> NDArray[np.bool_]:
    """Whether letters beside each sign reach lower: a first look that spares most letters the second."""
    found = [np.zeros(0, dtype=bool)]
    lefts, tops, rights, bottoms = np.ascontiguousarray(letters.T, dtype=np.int32)
    for part in np.array_split(signs, len(signs) // _AT_ONCE + 1):
        left, top, right, bottom = np.ascontiguousarray(part.T, dtype=np.int32)[:, :, None]
        high = bottom - top
        beside = (tops < bottom) & (bottoms > top + 0.3 * high)
        beside &= (rights > left - _NEAR * high) & (lefts < right + _NEAR * high)
        lower = beside & (bottoms > bottom + 0.15 * high)
        found.append(2 * np.count_nonzero(lower, axis=1) > np.count_nonzero(beside, axis=1))
    return np.concatenate(found)


def _line(sign: NDArray[np.int64], letters: Boxes, boxes: Boxes) -> tuple[float, float] | None:
    """Foot and height of capitals of the line in which `sign` stands raised; None where it does not."""
    left, top, right, bottom = (int(v) for v in sign)
    high = bottom - top
    reach = _NEAR * high
    beside = letters[
        (letters[:, 2] > left - reach)
        & (letters[:, 0] < right + reach)
        & (letters[:, 1] < bottom)
        & (letters[:, 3] > top + 0.3 * high)
        & (letters[:, 3] - letters[:, 1] >= 0.6 * high)
    ]
    if len(beside) < _LEAST:
        return None
    foot = float(np.median(beside[:, 3]))
    on_line = beside[np.abs(beside[:, 3] - foot) < 0.3 * high]
    if len(on_line) < _LEAST - 1:
        return None
    capital = float(np.percentile(foot - on_line[:, 1], 92))
    lift = foot - bottom
    if not (_LIFT[0] * capital <= lift <= _LIFT[1] * capital and _HIGH[0] * capital <= high <= _HIGH[1] * capital):
        return None
    if foot - top > (1 + _OVER) * capital or right - left > capital:
        return None
    near = (on_line[:, 2] > left - 4 * _BESIDE * capital) & (on_line[:, 0] < right + 4 * _BESIDE * capital)
    if not np.any(near):
        return None
    shared = np.minimum(boxes[:, 2], right) - np.maximum(boxes[:, 0], left)
    level = (boxes[:, 3] <= foot + 0.4 * capital) & (boxes[:, 3] > top - 0.2 * capital)
    crowding = boxes[(shared > _CROWDED * (right - left)) & level]
    return (foot, capital) if not len(crowding[np.any(crowding != sign, axis=1)]) else None


def _groups(signs: list[Raised], boxes: Boxes) -> list[Raised]:
    """Signs that stand side by side as one, with the brackets and digits between them that alone tell nothing."""
    found: list[Raised] = []
    for sign in sorted(signs):
        if not any(_within(sign.box, group.box) for group in found):
            found.append(_grown(sign, boxes))
    return [
        group
        for group in found
        if group.box[2] - group.box[0] < _LONGEST * group.capital
        and group.box[3] < group.foot - _CLEAR * group.capital
        and group.box[1] < group.foot - _STANDS_OUT * group.capital
    ]


def _grown(sign: Raised, boxes: Boxes) -> Raised:
    box, foot, capital = sign
    reach = _LONGEST * capital
    near = boxes[(boxes[:, 2] > box[0] - reach) & (boxes[:, 0] < box[2] + reach)]
    raised = near[
        (near[:, 3] < foot - _CLEAR * capital)
        & (near[:, 1] > foot - (1 + _OVER) * capital)
        & (near[:, 3] - near[:, 1] > _PART * capital)
    ]
    level = near[(np.abs(near[:, 3] - foot) < 0.2 * capital) & (near[:, 3] - near[:, 1] > 0.4 * capital)]
    shared = np.minimum(raised[:, None, 2], level[None, :, 2]) - np.maximum(raised[:, None, 0], level[None, :, 0])
    raised = raised[
        ~np.any(shared > 0.5 * (raised[:, 2] - raised[:, 0])[:, None], axis=1)
    ]  # accents stand above letters
    while True:
        beside = raised[(raised[:, 0] < box[2] + _GAP * capital) & (raised[:, 2] > box[0] - _GAP * capital)]
        every = np.vstack([beside, np.array([box])])
        low, high = every.min(axis=0), every.max(axis=0)
        wider = float(low[0]), float(low[1]), float(high[2]), float(high[3])
        if wider == box:
            return Raised(box, foot, capital)
        box = wider


def _within(inner: BBox, outer: BBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _box(sign: NDArray[np.int64]) -> BBox:
    return float(sign[0]), float(sign[1]), float(sign[2]), float(sign[3])
