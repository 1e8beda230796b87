"""Stamps and signatures in coloured ink, taken out of the picture of a page where they lie across black text.

A stamp or a signature is a large figure of thin coloured strokes. Coloured letters are small, coloured grounds are
full: both stay. Yellowed paper is white here: colours are measured against those of most of the page.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from pipeline.ingest import ink

Colour = NDArray[np.uint8]  # height × width × 3

_COLOURED = 50  # of 255 between the strongest and the weakest of red, green and blue
_LIGHT = 90  # of 255 in the strongest: black letters tinged by the ink around them have less
_SOME = 0.0003  # of the page: fewer coloured pixels are none
_HIGH, _WIDE = 0.4, 0.6  # inches; the smaller and the larger side of a signature or a stamp
_FULL = 0.6  # of its box: a coloured ground


def is_coloured(small: Colour) -> bool:
    """Whether a page, seen small, has coloured ink at all."""
    return float(_strength(_on_white(small)).mean()) > _SOME


def removed(page: Colour, small: Colour, dpi: int) -> NDArray[np.uint8]:
    """The page in grey without its stamps and signatures. `small`: the same page at the resolution `dpi`."""
    grey: NDArray[np.uint8] = (page @ np.array([0.114, 0.587, 0.299])).astype(np.uint8)
    coloured = _strength(_on_white(small))
    found = ink.boxes_of(ndimage.binary_dilation(coloured, iterations=2))
    white = int(np.median(grey))
    times = page.shape[0] / small.shape[0]
    for left, top, right, bottom in found:
        sides = sorted((right - left, bottom - top))
        if sides[0] < _HIGH * dpi or sides[1] < _WIDE * dpi or coloured[top:bottom, left:right].mean() > _FULL:
            continue
        here = (
            slice(max(0, int(top * times)), int(bottom * times)),
            slice(max(0, int(left * times)), int(right * times)),
        )
        rim = ndimage.binary_dilation(_strength(page[here]), iterations=2) & (page[here].max(axis=2) >= _LIGHT)
        grey[here][rim] = white
    return grey


def _strength(page: Colour) -> NDArray[np.bool_]:
    """Where the page is coloured."""
    strongest, weakest = page.max(axis=2), page.min(axis=2)
    found: NDArray[np.bool_] = (strongest - weakest >= _COLOURED) & (strongest >= _LIGHT)
    return found


def _on_white(page: Colour) -> Colour:
    """The page as if its paper were white."""
    paper = np.maximum(np.median(page.reshape(-1, 3), axis=0), 1)
    made: Colour = np.minimum(page * (255 / paper), 255).astype(np.uint8)
    return made
