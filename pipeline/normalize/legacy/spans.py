"""Puts recovered letters in the place of the old ones, and moves every offset along."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.model import Cell, FontRun, Mark, Piece, Stretch
from pipeline.normalize.legacy.tables import Cluster


class Patch(NamedTuple):
    """The clusters of `text[start:end]`; their lengths add up to `end - start`."""

    start: int
    end: int
    clusters: Sequence[Cluster]


def apply(owner: Piece | Cell, patches: Sequence[Patch]) -> list[int]:
    """Rewrite `owner.text` by `patches` (in order, disjoint) and map its marks, fonts and stretches.

    An offset inside a letter of several characters moves behind that letter, so that spans which met still meet.
    Returns the new offset of every old one.
    """
    old = owner.text
    lengths: list[int] = []  # for each old character how many new ones end with it
    parts: list[str] = []
    at = 0
    for patch in patches:
        parts.append(old[at : patch.start])
        lengths += [1] * (patch.start - at)
        for cluster in patch.clusters:
            parts.append(cluster.text)
            lengths += [len(cluster.text)] + [0] * (cluster.length - 1)
        at = patch.end
    parts.append(old[at:])
    lengths += [1] * (len(old) - at)
    moved = list(accumulate(lengths, initial=0))
    owner.text = "".join(parts)
    owner.marks = [Mark(moved[m.start], moved[m.end], m.label) for m in owner.marks]
    owner.fonts = [FontRun(moved[f.start], moved[f.end], f.name) for f in owner.fonts if moved[f.start] < moved[f.end]]
    if isinstance(owner, Piece):
        owner.stretches = [Stretch(moved[s.start], moved[s.end], s.source) for s in owner.stretches]
    return moved
