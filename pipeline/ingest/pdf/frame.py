"""Coordinates: from the user space of a PDF page to points from the top left of what a reader sees upright."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import BBox


class Frame(NamedTuple):
    """A view of the page's visible part, turned clockwise by `turn` quarters before it is read.

    `left`, `bottom`, `right`, `top` are the crop box in user space (origin at the bottom left, PDF 32000-1, 8.3.2.3).
    A page with /Rotate 90 is seen in the frame of turn 1, which is also the one where text that runs upwards reads
    from left to right.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def turned(self, turn: int) -> Frame:
        return self._replace(turn=turn % 4)

    def place(self, x0: float, y0: float, x1: float, y1: float) -> BBox:
        """A box of user space (left, bottom, right, top) in this frame: x0, top, x1, bottom from the top left."""
        if self.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turn == 1:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turn == 2:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    def user(self, box: BBox) -> BBox:
        """The box of this frame in user space: left, bottom, right, top."""
        x0, top, x1, bottom = box
        if self.turn == 0:
            return x0 + self.left, self.top - bottom, x1 + self.left, self.top - top
        if self.turn == 1:
            return top + self.left, x0 + self.bottom, bottom + self.left, x1 + self.bottom
        if self.turn == 2:
            return self.right - x1, top + self.bottom, self.right - x0, bottom + self.bottom
        return self.right - bottom, self.top - x1, self.right - top, self.top - x0

    def moved(self, box: BBox, other: Frame) -> BBox:
        """A box of this frame in `other`, another view of the same page."""
        return box if self.turn == other.turn else other.place(*self.user(box))
