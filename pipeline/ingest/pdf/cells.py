"""The text of a ruled table's cells, built from the page's own characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.ingest.line import Line, Shape
from pipeline.ingest.pdf import lines, signs
from pipeline.ingest.pdf.frame import Frame
from pipeline.ingest.pdf.glyphs import Span
from pipeline.ingest.pdf.grid import Grid, Slot
from pipeline.ingest.pdf.lines import Segment
from pipeline.model import BBox, Cell, Source, Table

_MIDDLE = 0.3  # ems above the baseline: the middle of small letters


@dataclass(slots=True)
class Filled:
    """A cell of a grid and its lines, in the coordinates of the page's view."""

    slot: Slot
    lines: list[Segment] = field(default_factory=list)
    turned: list[Span] = field(default_factory=list)  # text that runs upwards or downwards


def fill(grid: Grid, spans: Iterable[Span], turned: Iterable[tuple[Span, BBox]], recognised: bool) -> list[Filled]:
    """The cells of the grid with the spans that stand in them. `turned` comes with the boxes they have on the page."""
    inside: dict[Slot, list[Span]] = {}
    for span in spans:
        for part in _split(span, grid):
            slot = grid.nearest((part.x0 + part.x1) / 2, part.y - _MIDDLE * part.size)
            inside.setdefault(slot, []).append(part)
    found = [Filled(slot, lines.of(inside.get(slot, []), recognised)) for slot in grid.slots]
    by_slot = {cell.slot: cell for cell in found}
    for span, box in turned:
        by_slot[grid.nearest((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)].turned.append(span)
    return found


def _split(span: Span, grid: Grid) -> list[Span]:
    """The span cut where a border between cells runs through it; words stay whole."""
    y = span.y - _MIDDLE * span.size
    first, last = grid.nearest(span.x0 + 0.5, y), grid.nearest(span.x1 - 0.5, y)
    if first is last or len(span.letters) == 1:
        return [span]
    words: list[tuple[int, int]] = []
    start = 0
    for at, (right, left) in enumerate(zip(span.rights, span.lefts[1:], strict=False), 1):
        if left - right > 0.12 * span.size or span.blanks[at]:
            words.append((start, at))
            start = at
    words.append((start, len(span.letters)))
    found: list[tuple[int, int, Slot]] = []
    for start, end in words:
        slot = grid.nearest((span.lefts[start] + span.rights[end - 1]) / 2, y)
        if found and slot is found[-1][2]:
            found[-1] = found[-1][0], end, slot
        else:
            found.append((start, end, slot))
    return [span.part(start, end) for start, end, _ in found]


def table(filled: Sequence[Filled], page: int, view: Frame, frame: Frame) -> Table:
    """The table of the filled cells. `view` is the frame of their coordinates, `frame` the one the sources are in."""
    widest: dict[tuple[int, int], float] = {}
    for part in filled:
        place = part.slot.column, part.slot.column_span
        widest[place] = max([widest.get(place, 0.0), *(line.x1 - line.x0 for line in part.lines)])
    cells = []
    for part in filled:
        slot = part.slot
        line = _text(part, widest[slot.column, slot.column_span])
        box = view.moved(_box(part, view) or slot.box, frame)
        source = Source(page, rounded(box))
        cell = Cell(slot.row, slot.column, "", slot.row_span, slot.column_span, source=source)
        if line is not None:
            cell.text, cell.marks, cell.fonts = line.text, line.marks, line.fonts
        cells.append(cell)
    return Table(cells)


def rounded(box: BBox) -> BBox:
    return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)


def _box(part: Filled, view: Frame) -> BBox | None:
    if part.lines:
        return lines.bounds(part.lines)
    if part.turned:
        boxes = [view.turned(s.turn).moved(s.box, view) for s in part.turned]
        low = min(b[0] for b in boxes), min(b[1] for b in boxes)
        return *low, max(b[2] for b in boxes), max(b[3] for b in boxes)
    return None


def _text(part: Filled, room: float) -> Line | None:
    made = joined(part.lines, room)
    turned = lines.of(part.turned)
    if turned:
        sideways = joined(turned, max(line.x1 - line.x0 for line in turned))
        if made is None:
            return sideways
        if sideways is not None:
            made.take(sideways, " ")
    return made


def joined(found: Sequence[Segment], room: float) -> Line | None:
    """Lines of a cell as one text; words that the cell was too narrow for are whole again.

    `room`: points that the widest line of the column takes.
    """
    made: Line | None = None
    above: Segment | None = None
    last = ""
    for segment in found:
        line = lines.compose(segment, Source(), Shape())
        text = line.text
        if not text:
            continue
        if made is None or above is None:
            made = line
        else:
            made.take(line, "" if _broken(above, last, segment, text, room) else signs.gap(last, text))
        above, last = segment, text
    return made


def _broken(above: Segment, last: str, segment: Segment, text: str, room: float) -> bool:
    """Whether the line break cut a word: one word fills the upper line, and the next letter had no room there.

    A line of several words may end in the letters before a vowel, or be followed by those after one.
    """
    word = last.rsplit(" ", 1)[-1]
    if word != last and not signs.is_torn(word, text):
        return False
    first = segment.spans[0]
    needed = above.x1 - above.x0 + first.rights[0] - first.lefts[0] + 0.5
    return needed > room and signs.breaks_word(word, text)


def aligned(filled: list[Filled], xs: list[float]) -> tuple[list[Filled], list[float]]:
    """The cells in as few columns as the fullest row has, where other rows' borders were drawn a little beside its own.

    Gives the borders of the columns too. Cells stay where they are if one of them would have to leave its place.
    """
    starts: dict[int, list[int]] = {}
    for part in filled:
        for row in range(part.slot.row, part.slot.row + part.slot.row_span):
            starts.setdefault(row, []).append(part.slot.column)
    most = max(len(columns) for columns in starts.values())
    fullest = sorted(next(columns for columns in starts.values() if len(columns) == most))
    if len(fullest) >= len(xs) - 1 or len(fullest) < 3:
        return filled, xs
    kept = [*fullest, len(xs) - 1]
    place: dict[int, int] = {}
    for border in range(len(xs)):
        near = min(range(len(kept)), key=lambda k: abs(xs[kept[k]] - xs[border]))
        width = min(xs[b] - xs[a] for a, b in pairwise(kept[max(0, near - 1) : near + 2]))
        if abs(xs[kept[near]] - xs[border]) > 0.6 * width:
            return filled, xs
        place[border] = near
    for columns in starts.values():
        if len({place[column] for column in columns}) < len(columns):
            return filled, xs
    result = []
    for part in filled:
        first, last = place[part.slot.column], place[part.slot.column + part.slot.column_span]
        if last <= first:
            return filled, xs
        slot = part.slot._replace(column=first, column_span=last - first)
        result.append(Filled(slot, part.lines, part.turned))
    return result, [xs[k] for k in kept]
