"""Reading order: columns side by side are read one after the other, everything else from the top down.

Two lines that stand beside each other show a gutter between columns. As far up and down as nothing crosses it, what is
left of it is read before what is right of it: letterheads, signatures, pages set in columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import BBox

_MOST = 1500  # lines of a page; more are the labels of a map or a drawing
_GUTTER = 6.0  # points; the narrowest
_BESIDE = 0.2  # of the lower one's height: lines that overlap so far stand side by side
_ALIGNED = 4.0  # points; edges or middles that near are the same
_LEADING = 1.9  # heights of a line from one line to the next of the same column


@dataclass(slots=True)
class _Zone:
    """Lines around a gutter: indexes of the boxes left and right of it."""

    low: float  # the gutter
    high: float
    members: list[int]


def order(boxes: Sequence[BBox]) -> list[int]:
    """Indexes of the boxes in the order they are read. Boxes are x0, top, x1, bottom from the top left."""
    down = sorted(range(len(boxes)), key=lambda i: (_middle(boxes[i]), boxes[i][0]))
    zones = _zones(boxes, down) if len(boxes) <= _MOST else []
    if not zones:
        return down
    zone_of = {i: zone for zone in zones for i in zone.members}
    result: list[int] = []
    done: set[int] = set()
    for i in down:
        zone = zone_of.get(i)
        if zone is None:
            result.append(i)
        elif id(zone) not in done:
            done.add(id(zone))
            left = [m for m in zone.members if boxes[m][2] <= zone.low + 1]
            right = [m for m in zone.members if boxes[m][2] > zone.low + 1]
            for side in (left, right):
                result += [side[n] for n in order([boxes[m] for m in side])] if side else []
    return result


def _middle(box: BBox) -> float:
    return (box[1] + box[3]) / 2


def _zones(boxes: Sequence[BBox], down: Sequence[int]) -> list[_Zone]:
    zones: list[_Zone] = []
    for place, i in enumerate(down):
        for j in down[place + 1 :]:
            if boxes[j][1] > boxes[i][3]:
                break
            pair = (i, j) if boxes[i][0] <= boxes[j][0] else (j, i)
            if not _beside(boxes[pair[0]], boxes[pair[1]]) or _between(boxes, down, *pair):
                continue
            low, high = boxes[pair[0]][2], boxes[pair[1]][0]
            if zones and (grown := _grown(zones[-1], boxes, down, pair, low, high)):
                zones[-1] = grown
            elif not any(set(pair) & set(zone.members) for zone in zones):
                zones.append(_Zone(low, high, list(pair)))
    taken = {m for zone in zones for m in zone.members}
    for zone in zones:
        _extend(zone, boxes, down, taken)
    return zones


def _beside(a: BBox, b: BBox) -> bool:
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return b[0] - a[2] >= _GUTTER and shared > _BESIDE * min(a[3] - a[1], b[3] - b[1])


def _between(boxes: Sequence[BBox], down: Sequence[int], i: int, j: int) -> bool:
    """Whether a third box stands between two boxes of a row."""
    a, b = boxes[i], boxes[j]
    return any(k not in (i, j) and boxes[k][0] >= a[2] and boxes[k][2] <= b[0] and _beside(a, boxes[k]) for k in down)


def _grown(
    zone: _Zone, boxes: Sequence[BBox], down: Sequence[int], pair: tuple[int, int], low: float, high: float
) -> _Zone | None:
    """The zone with the pair and all that stands between them, if one gutter runs through."""
    low, high = max(low, zone.low), min(high, zone.high)
    if high - low < _GUTTER:
        return None
    top = min(_middle(boxes[m]) for m in zone.members)
    bottom = max(_middle(boxes[m]) for m in (*zone.members, *pair))
    members = [k for k in down if top - 0.5 <= _middle(boxes[k]) <= bottom + 0.5]
    for k in members:
        if boxes[k][2] > low + 0.5 and boxes[k][0] < high - 0.5:
            if boxes[k][2] <= high - _GUTTER and boxes[k][0] < low:
                low = boxes[k][2]
            elif boxes[k][0] >= low + _GUTTER and boxes[k][2] > high:
                high = boxes[k][0]
            else:
                return None
    return _Zone(low, high, members) if high - low >= _GUTTER else None


def _extend(zone: _Zone, boxes: Sequence[BBox], down: Sequence[int], taken: set[int]) -> None:
    """Take in the lines directly above and below that are set like the column they continue."""
    for step in (-1, 1):
        edge = (min if step < 0 else max)(down.index(m) for m in zone.members)
        place = edge + step
        while 0 <= place < len(down):
            k = down[place]
            side = _side(zone, boxes, k)
            if k in taken or not side:
                break
            near = (min if step < 0 else max)(side, key=lambda m: _middle(boxes[m]))
            if not _continues(boxes[near], boxes[k], [boxes[m] for m in side]):
                break
            zone.members.append(k)
            taken.add(k)
            place += step


def _side(zone: _Zone, boxes: Sequence[BBox], k: int) -> list[int]:
    """Members on the side of the gutter that box `k` stands on; none where it crosses."""
    if boxes[k][2] <= zone.low + 1:
        return [m for m in zone.members if boxes[m][2] <= zone.low + 1]
    if boxes[k][0] >= zone.high - 1:
        return [m for m in zone.members if boxes[m][0] >= zone.high - 1]
    return []


def _continues(near: BBox, box: BBox, side: Sequence[BBox]) -> bool:
    height = max(near[3] - near[1], box[3] - box[1])
    if abs(_middle(near) - _middle(box)) > _LEADING * height:
        return False
    centred = abs((box[0] + box[2]) - (near[0] + near[2])) / 2 <= _ALIGNED
    flush = len(side) > 1 and min(abs(box[0] - other[0]) for other in side) <= _ALIGNED
    return centred or flush
