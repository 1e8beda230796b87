"""The text of a ruled table's cells, built from the page's own characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pipeline.ingest.line import Line, Shape
from pipeline.ingest.pdf import lines, signs
from pipeline.ingest.pdf.frame import Frame
from pipeline.ingest.pdf.glyphs import Span
from pipeline.ingest.pdf.grid import Grid, Slot
from pipeline.ingest.pdf.lines import Segment
from pipeline.model import BBox, Cell, Source, Table

_NARROWEST_PADDING, _WIDEST_PADDING = 1.0, 6.0  # points between a border and the text
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
            slot = grid.at((part.x0 + part.x1) / 2, part.y - _MIDDLE * part.size)
            if slot is not None:
                inside.setdefault(slot, []).append(part)
    found = [Filled(slot, lines.of(inside.get(slot, []), recognised)) for slot in grid.slots]
    by_slot = {cell.slot: cell for cell in found}
    for span, box in turned:
        slot = grid.at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if slot is not None:
            by_slot[slot].turned.append(span)
    return found


def _split(span: Span, grid: Grid) -> list[Span]:
    """The span cut where a border between cells runs through it; words stay whole."""
    y = span.y - _MIDDLE * span.size
    first, last = grid.at(span.x0 + 0.5, y), grid.at(span.x1 - 0.5, y)
    if first is last or len(span.letters) == 1:
        return [span]
    words: list[tuple[int, int]] = []
    start = 0
    for at, (right, left) in enumerate(zip(span.rights, span.lefts[1:], strict=False), 1):
        if left - right > 0.12 * span.size or span.blanks[at]:
            words.append((start, at))
            start = at
    words.append((start, len(span.letters)))
    found: list[tuple[int, int, Slot | None]] = []
    for start, end in words:
        slot = grid.at((span.lefts[start] + span.rights[end - 1]) / 2, y)
        if found and slot is found[-1][2]:
            found[-1] = found[-1][0], end, slot
        else:
            found.append((start, end, slot))
    return [span.part(start, end) for start, end, _ in found]


def table(filled: Sequence[Filled], page: int, view: Frame, frame: Frame) -> Table:
    """The table of the filled cells. `view` is the frame of their coordinates, `frame` the one the sources are in."""
    padding = _padding(filled)
    widest: dict[tuple[int, int], float] = {}
    for part in filled:
        place = part.slot.column, part.slot.column_span
        widest[place] = max([widest.get(place, 0.0), *(line.x1 - line.x0 for line in part.lines)])
    cells = []
    for part in filled:
        slot = part.slot
        room = Room(slot.box[2] - slot.box[0] - 2 * padding, widest[slot.column, slot.column_span])
        line = _text(part, room, padding)
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


def _padding(filled: Sequence[Filled]) -> float:
    gaps = [line.x0 - part.slot.box[0] for part in filled for line in part.lines]
    return min(_WIDEST_PADDING, max(_NARROWEST_PADDING, min(gaps, default=_WIDEST_PADDING)))


class Room(NamedTuple):
    """Width in points that lines of a cell have: at most, by its borders; at least, by the lines of its column."""

    most: float
    least: float


def _text(part: Filled, room: Room, padding: float) -> Line | None:
    made = joined(part.lines, room)
    turned = lines.of(part.turned)
    if turned:
        high = part.slot.box[3] - part.slot.box[1] - 2 * padding
        sideways = joined(turned, Room(high, high))
        if made is None:
            return sideways
        if sideways is not None:
            made.take(sideways, " ")
    return made


def joined(found: Sequence[Segment], room: Room) -> Line | None:
    """Lines of a cell as one text; words that the cell was too narrow for are whole again."""
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


def _broken(above: Segment, last: str, segment: Segment, text: str, room: Room) -> bool:
    """Whether the line break cut a word: one word fills the upper line, and the next letter had no room there.

    A line of several words may end in the letters before a vowel, or be followed by those after one. Two numbers that
    are whole each are one only if the cell's borders leave no room.
    """
    word = last.rsplit(" ", 1)[-1]
    if word != last and not signs.is_torn(word, text):
        return False
    first = segment.spans[0]
    needed = above.x1 - above.x0 + first.rights[0] - first.lefts[0] + 0.5
    if needed <= room.least:
        return False
    return signs.breaks_word(word, text, filled=needed > room.most)


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


# --- rows without a line between them


def split_rows(filled: list[Filled]) -> list[Filled]:
    """Where columns are ruled and rows are not, a row for every line of numbers."""
    rows = sorted({part.slot.row for part in filled})
    result: list[Filled] = []
    shift = 0
    for row in rows:
        here = [part for part in filled if part.slot.row == row]
        levels = _levels(here)
        tall = any(p.slot.row < row < p.slot.row + p.slot.row_span for p in filled)
        if len(levels) < 2 or tall or any(part.slot.row_span > 1 for part in here):
            result += [_moved(part, shift) for part in here]
            continue
        result += _rows(here, levels, row + shift)
        shift += len(levels) - 1
    return result


def _moved(part: Filled, shift: int) -> Filled:
    return Filled(part.slot._replace(row=part.slot.row + shift), part.lines, part.turned) if shift else part


def _levels(cells: list[Filled]) -> list[float]:
    """Baselines of the rows that stand in one row of the grid; fewer than two where it is one row."""
    numeric = [c for c in cells if c.lines and all(signs.is_number(line.text) for line in c.lines)]
    most = max(numeric, key=lambda c: len(c.lines), default=None)
    if most is None or len(most.lines) < 2:
        return []
    levels = [line.y for line in most.lines]
    others = [c for c in cells if c is not most and c.lines]
    alike = sum(1 for c in numeric if c is not most and len(c.lines) > 1 and _on(c.lines, levels))
    named = any(_covers(c.lines, levels) for c in others)
    if not (named or alike) or (len(levels) == 2 and not (alike and named)):
        return []
    return levels if all(_on(c.lines, levels) for c in numeric) else []


def _on(found: Sequence[Segment], levels: Sequence[float]) -> bool:
    return all(any(abs(line.y - level) < 0.35 * line.size for level in levels) for line in found)


def _covers(found: Sequence[Segment], levels: Sequence[float]) -> bool:
    return all(any(abs(line.y - level) < 0.35 * line.size for line in found) for level in levels)


def _rows(cells: list[Filled], levels: list[float], row: int) -> list[Filled]:
    """The cells of one grid row cut at the baselines of its numbers."""
    found: list[Filled] = []
    for part in cells:
        owner = _owners(part.lines, levels)
        x0, top, x1, bottom = part.slot.box
        edges = [top, *((a + b) / 2 for a, b in pairwise(levels)), bottom]
        for nth in range(len(levels)):
            slot = Slot(row + nth, part.slot.column, 1, part.slot.column_span, (x0, edges[nth], x1, edges[nth + 1]))
            mine = [line for line, of in zip(part.lines, owner, strict=True) if of == nth]
            found.append(Filled(slot, mine, part.turned if nth == 0 else []))
    return sorted(found, key=lambda c: (c.slot.row, c.slot.column))


def _owners(found: Sequence[Segment], levels: Sequence[float]) -> list[int]:
    """For each line the row it belongs to: lines between two rows go on with the upper one's name, or open the next."""
    owner: list[int] = []
    opens_above = bool(found) and found[0].y < levels[0] - 0.35 * found[0].size
    for line in found:
        level = next((i for i, at in enumerate(levels) if abs(line.y - at) < 0.35 * line.size), None)
        if level is None:
            over = sum(1 for at in levels if at < line.y)
            level = min(len(levels) - 1, over) if opens_above else max(0, over - 1)
        owner.append(level)
    return owner
