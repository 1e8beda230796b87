"""Connected stretches of ink in a picture: letters, signs, specks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Boxes = NDArray[np.int64]  # n × 4 pixels: left, top, right, bottom

_ALL_ROUND = np.ones((3, 3))


def labelled(ink: NDArray[np.bool_]) -> tuple[NDArray[np.int32], Boxes]:
    """A number from 1 for every stretch, written on its pixels, and the box of each."""
    labels: Any
    labels, _ = ndimage.label(ink, structure=_ALL_ROUND)
    found = [(xs.start, ys.start, xs.stop, ys.stop) for ys, xs in ndimage.find_objects(labels)]
    return labels, np.array(found, dtype=np.int64).reshape(-1, 4)


def boxes_of(ink: NDArray[np.bool_]) -> Boxes:
    """The boxes alone."""
    return labelled(ink)[1]
