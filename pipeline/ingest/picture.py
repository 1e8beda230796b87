"""The picture of a scanned page made ready for recognition: upright, its ruling lines found and taken out.

Tesseract reads a ruled table badly: lines become `|`, `l` and `1`. Taken out, they leave clean cells, and where they
stood tells the cells apart. Coordinates are pixels from the top left of the straightened picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from pipeline.model import BBox

_DARK = 165  # of 255: as good as ink
_BLACK, _WHITE = 120, 250  # of 255: paper that is no paper, or white as it is
_RULE = 0.3  # inches; no stroke of a letter is that long
_GAP = 0.05  # inches that a line may be broken for
_THICK = 0.05  # inches; thicker is a bar, a photograph, a stamp's rim
_SIDEWAYS = 2.0  # times that columns differ more than rows where text runs upwards
_RULED = 100  # of 255: the mean ink of a row or column that a ruling line fills
_FRAME = 30  # pixels of white around an enlarged part
_BLOCK = 8  # pixels that one byte of packed ones and zeros tells of
_THIN = 18  # times its thickness that a line is long: the strokes of large letters are stouter
_STEEPEST, _STEP = 2.0, 0.1  # degrees that a page may lie askew, and how finely that is measured
_NOTICED = 0.1  # degrees

Gray = NDArray[np.uint8]


class Picture(NamedTuple):
    gray: Gray  # without ruling lines
    horizontal: list[BBox]
    vertical: list[BBox]
    dpi: int

    def crop(self, box: BBox, times: float) -> Gray:
        """The part of the picture in `box`, enlarged, with a margin of white."""
        x0, top, x1, bottom = (int(v) for v in box)
        part = Image.fromarray(self.gray[max(0, top) : bottom, max(0, x0) : x1])
        size = max(1, round(part.width * times)), max(1, round(part.height * times))
        framed = Image.new("L", (size[0] + 2 * _FRAME, size[1] + 2 * _FRAME), 255)
        framed.paste(part.resize(size, Image.Resampling.LANCZOS), (_FRAME, _FRAME))
        return np.asarray(framed)

    def without(self, boxes: Iterable[BBox]) -> Gray:
        """The picture with what stands in the boxes whited out."""
        gray = self.gray.copy()
        for box in boxes:
            x0, top, x1, bottom = (int(v) for v in box)
            gray[max(0, top) : bottom, max(0, x0) : x1] = 255
        return gray


def ready(gray: Gray, dpi: int) -> Picture:
    """Make the paper white, straighten the picture, find its ruling lines and white them out."""
    gray = _on_white(gray)
    if abs(angle := _askew(gray)) >= _NOTICED:
        # By the nearest pixel: smoothed letters are read no better, and smoothing takes five times as long.
        gray = np.asarray(Image.fromarray(gray).rotate(angle, Image.Resampling.NEAREST, fillcolor=255))
    ink = (gray < _DARK).astype(np.uint8)
    clean = gray.copy()
    across = _lines(ink, 1, dpi, clean)
    down = _lines(ink, 0, dpi, clean)
    return Picture(clean, across, down, dpi)


def _on_white(gray: Gray) -> Gray:
    """The picture as if its paper were white: what is ink is told by darkness."""
    paper = int(np.median(gray[::8, ::8]))
    if not _BLACK < paper < _WHITE:
        return gray
    return np.array([min(255, level * 255 // paper) for level in range(256)], dtype=np.uint8)[gray]


def is_sideways(gray: Gray) -> bool:
    """Whether the lines of text run up or down: then the sums of its columns differ more than those of its rows."""
    height, width = gray.shape
    small = Image.fromarray(gray).resize((max(1, width // 4), max(1, height // 4)), Image.Resampling.BOX)
    ink = np.asarray(255 - np.asarray(small), dtype=np.float32)
    ink[:, ink.mean(axis=0) > _RULED] = 0  # ruling lines are no lines of text
    ink[ink.mean(axis=1) > _RULED] = 0
    level, upright = (float(np.square(np.diff(ink.mean(axis=axis))).sum()) for axis in (1, 0))
    return upright > _SIDEWAYS * level


def encoded(gray: Gray) -> bytes:
    """The picture as a PGM file: uncompressed, because it goes straight into a pipe."""
    out = io.BytesIO()
    Image.fromarray(gray).save(out, format="PPM")
    return out.getvalue()


def _askew(gray: Gray) -> float:
    """Degrees to turn the picture so that its lines lie level: where the sums of its rows differ most."""
    height, width = gray.shape
    small = Image.fromarray(gray).resize((max(1, width // 4), max(1, height // 4)), Image.Resampling.BOX)
    inverse = Image.fromarray(255 - np.asarray(small))
    tiny = inverse.resize((max(1, width // 8), max(1, height // 8)), Image.Resampling.BOX)

    def contrast(angle: float, inverse: Image.Image = inverse) -> float:
        rows = np.asarray(inverse.rotate(angle), dtype=np.float32).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.01, 0.5), key=lambda angle: contrast(angle, tiny))
    fine = np.arange(coarse - 0.4, coarse + 0.41, _STEP)
    best = max(fine, key=contrast)
    return float(best) if contrast(best) > contrast(0.0) * 1.02 else 0.0


def _lines(ink: Gray, axis: int, dpi: int, clean: Gray) -> list[BBox]:
    """The straight lines along `axis` (1 across, 0 down), whited out in `clean`.

    Eight pixels are looked at as one: a line is a run of blocks that are ink through and through.
    """
    full = (np.packbits(ink, axis=axis) == 255).astype(np.uint8)
    shortest, gap = (
        (int(_RULE * dpi) // _BLOCK - 2) | 1,
        (int(_GAP * dpi) // _BLOCK) | 1,
    )  # odd: filters keep the middle
    runs = ndimage.maximum_filter1d(ndimage.minimum_filter1d(full, shortest, axis=axis), shortest, axis=axis)
    joined = ndimage.minimum_filter1d(ndimage.maximum_filter1d(runs, gap, axis=axis), gap, axis=axis)
    labels, _ = ndimage.label(joined, structure=np.ones((3, 3)))
    found: list[BBox] = []
    wiped: Any = np.zeros_like(full)
    for number, (ys, xs) in enumerate(ndimage.find_objects(labels), 1):
        high, wide = ys.stop - ys.start, xs.stop - xs.start
        thick, long = (high, wide * _BLOCK) if axis else (wide, high * _BLOCK)
        if thick > _THICK * dpi or long < _THIN * thick:
            continue
        wiped[ys, xs] |= labels[ys, xs] == number
        found.append(_whole(xs, ys, axis))
    if found:  # the grey rim of a line goes too, and what its ends fill a block with in part
        wiped = ndimage.maximum_filter(wiped, size=(5, 3) if axis else (3, 5))
        high, wide = clean.shape
        clean[np.repeat(wiped, _BLOCK, axis=axis)[:high, :wide] > 0] = 255
    return found


def _whole(xs: slice, ys: slice, axis: int) -> BBox:
    """The box of a line in pixels: to the blocks that it fills belongs on average half of one at either end."""
    half = _BLOCK / 2
    if axis:
        return xs.start * _BLOCK - half, float(ys.start), xs.stop * _BLOCK + half, float(ys.stop)
    return float(xs.start), ys.start * _BLOCK - half, float(xs.stop), ys.stop * _BLOCK + half
