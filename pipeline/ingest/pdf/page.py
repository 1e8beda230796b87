"""One page: its lines and tables with their places, before anything is known of the other pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pypdfium2 as pdfium

from pipeline.ingest.line import Line, Shape
from pipeline.ingest.pdf import cells, columns, glyphs, grid, lines, linked, openrows, rulings
from pipeline.ingest.pdf.frame import Frame
from pipeline.ingest.pdf.glyphs import Glyphs, Span
from pipeline.ingest.pdf.lines import Segment
from pipeline.ingest.pdf.rulings import Edge
from pipeline.model import BBox, Source, Table

_CENTRED = 0.025  # of the width of the column that a middle may be off
_SET_IN = 12.0  # points that a centred line stands in from both margins
_WRITTEN = 0.1  # of the cells of a table that hold something; of a chart's or a drawing's less do
_LETTERS = 0.5  # of the characters of a text: fewer are letters where codes were numbered as they came
_ODD, _ODDITIES = frozenset("!\"#$&'*<=>@^`{|}~"), 0.1  # signs that hardly occur, and their share where codes are read
UNKNOWN = "\ufffd"
_SCAN = 0.5  # of the page covered by pictures: text drawn in no colour was recognised from them


@dataclass(slots=True)
class Strip:
    """A line in one column, composed. Its box is in the page's view."""

    line: Line
    box: BBox
    y: float
    size: float

    @property
    def text(self) -> str:
        return self.line.text


@dataclass(slots=True)
class Placed:
    """A table and where it stands in the page's view."""

    table: Table
    box: BBox
    borders: list[float]  # between its columns, from left to right
    ruled: bool


@dataclass(slots=True)
class Page:
    number: int  # 1-based
    frame: Frame  # as a reader sees the page: sources are in it
    view: Frame  # as most of the text reads: boxes of strips and tables are in it
    strips: list[Strip] = field(default_factory=list)
    tables: list[Placed] = field(default_factory=list)
    rules: list[Edge] = field(default_factory=list)  # horizontal lines that belong to no table
    noted: float | None = None  # where the first note begins, by the file's own links or tags
    left: float = 0.0  # margins of the text
    right: float = 0.0
    letters: int = 0
    sizes: Counter[float] = field(default_factory=Counter)  # letters by size
    pictures: int = 0
    recognised: bool = False  # the text is the layer of a scan
    invisible: str = ""  # text left out, by reason
    white: str = ""
    slanted: str = ""
    outside: str = ""
    unmapped: Counter[str] = field(default_factory=Counter)  # by font
    unread: int = 0  # letters that nobody knows

    def source(self, box: BBox) -> Source:
        return Source(self.number, cells.rounded(self.view.moved(box, self.frame)))


def read(page: pdfium.PdfPage, number: int, suspect: bool = False) -> Page:
    """Read one page. `suspect`: the file is damaged, and fonts may be lost.

    Raises pdfium.PdfiumError where pdfium cannot read the page."""
    frame = _frame(page)
    text = page.get_textpage()
    found = glyphs.read(text, frame)
    text.close()
    turns = Counter[int]()
    for span in found.spans or found.invisible:
        turns[span.turn] += len(span.letters)
    view = frame.turned(turns.most_common(1)[0][0] if turns else frame.turn)
    drawn = rulings.read(page, view)
    result = Page(number, frame, view, pictures=len(drawn.images), unmapped=found.unmapped)
    spans = _visible(found, drawn, result)
    result.unread = _mask(spans, set(found.unmapped), suspect)
    result.letters = sum(len(s.letters) for s in spans)
    straight = [span for span in spans if span.turn == view.turn]
    result.noted = linked.mark(page, number - 1, view, straight)
    lay_out(result, straight + [span for span in spans if span.turn != view.turn], drawn)
    return result


def _frame(page: pdfium.PdfPage) -> Frame:
    media, crop = page.get_mediabox(), page.get_cropbox()
    box = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    left, bottom, right, top = box if box[0] < box[2] and box[1] < box[3] else media
    return Frame(left, bottom, right, top, page.get_rotation() // 90 % 4)


def _visible(found: Glyphs, drawn: rulings.Rulings, page: Page) -> list[Span]:
    """The spans a reader sees, those of a scan's text layer if there are no others; what is left out is noted."""
    spans = list(found.spans)
    shown = sum(len(s.letters) for s in spans)
    if found.invisible:
        covered = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in drawn.images)
        if covered > _SCAN * page.view.width * page.view.height and shown < sum(
            len(s.letters) for s in found.invisible
        ):
            spans += found.invisible
            page.recognised = True
        else:
            page.invisible = _plain(found.invisible)
    hidden: list[Span] = []
    for span in found.white:
        box = page.view.turned(span.turn).moved(span.box, page.view)
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        on_colour = any(a[0] <= x <= a[2] and a[1] <= y <= a[3] for a in (*drawn.areas, *drawn.images))
        (spans if on_colour else hidden).append(span)
    page.white, page.slanted, page.outside = _plain(hidden), _typed(found.slanted), _plain(found.outside)
    return spans


def _mask(spans: list[Span], unmapped: set[str], suspect: bool) -> int:
    """Put U+FFFD for the letters of fonts without Unicode values, unless their codes happen to be those of letters.

    A guess there would be taken for a number. Gives how many letters are unknown.
    """
    for font in {span.font.name for span in spans} if suspect else unmapped:
        mine = [span for span in spans if span.font.name == font]
        written = [letter for span in mine for letter in span.letters]
        odd = sum(letter in _ODD for letter in written) > _ODDITIES * len(written)
        if odd or (font in unmapped and sum(letter.isalpha() for letter in written) < _LETTERS * len(written)):
            for span in mine:
                span.letters = [UNKNOWN] * len(span.letters)
    return sum(span.letters.count(UNKNOWN) for span in spans)


def _plain(spans: list[Span]) -> str:
    by_turn: dict[int, list[Span]] = {}
    for span in spans:
        by_turn.setdefault(span.turn, []).append(span)
    return " ".join(line.text for some in by_turn.values() for line in lines.of(some)).strip()


def _typed(spans: list[Span]) -> str:
    """Text that keeps to no line, with the blanks that were typed."""
    pairs = [pair for span in spans for pair in zip(span.blanks, span.letters, strict=True)]
    return "".join(" " + letter if blanks else letter for blanks, letter in pairs).strip()


def lay_out(page: Page, spans: list[Span], drawn: rulings.Rulings) -> None:
    """Put the spans into tables and lines of the page; coordinates of all are of its view."""
    view = page.view
    straight = [s for s in spans if s.turn == view.turn]
    sideways = [(s, view.turned(s.turn).moved(s.box, view)) for s in spans if s.turn != view.turn]
    for found in grid.find(drawn):
        box = found.box
        inside = [s for s in straight if _holds(box, s.box)]
        across = [item for item in sideways if _holds(box, item[1])]
        filled = openrows.split(cells.fill(found, inside, across, page.recognised))
        written = sum(1 for cell in filled if cell.lines or cell.turned)
        if written < max(2, _WRITTEN * len(filled)):
            continue  # a frame, a drawing
        filled, borders = cells.aligned(filled, found.xs)
        page.tables.append(Placed(cells.table(filled, page.number, view, page.frame), box, borders, ruled=True))
        taken = {id(s) for s in inside} | {id(s) for s, _ in across}
        straight = [s for s in straight if id(s) not in taken]
        sideways = [item for item in sideways if id(item[0]) not in taken]
    boxes = [table.box for table in page.tables]
    page.rules = [h for h in drawn.horizontal if not any(_holds(b, (h.start, h.at, h.end, h.at)) for b in boxes)]
    level = lines.of(straight, page.recognised)
    for line in level:
        for span in line.spans:
            page.sizes[round(span.size * 2) / 2] += len(span.letters)
    page.left, page.right = _margins(level, boxes)
    tables, level = columns.find(level, page.left, page.right, drawn)
    for made in tables:
        table = cells.table(made.filled, page.number, view, page.frame)
        page.tables.append(Placed(table, made.box, made.borders, ruled=False))
    for line in level:
        for part in lines.parts(line, page.left, page.right):
            _add(page, part)
    for turn in {s.turn for s, _ in sideways}:
        for line in lines.of([s for s, _ in sideways if s.turn == turn]):
            _add(page, line, view.turned(turn))


def _holds(box: BBox, inner: BBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _margins(level: list[Segment], tables: list[BBox]) -> tuple[float, float]:
    """Left and right edge of the text: where lines begin most often at the left, and where full lines end."""
    found = [line for line in level if line.letters > 3]
    if not found:
        return (tables[0][0], tables[0][2]) if tables else (0.0, 0.0)
    starts = Counter(round(line.x0 / 3) for line in found)
    first = min((s for s, n in starts.items() if n >= max(2, 0.08 * len(found))), default=min(starts))
    left = min(line.x0 for line in found if round(line.x0 / 3) == first)
    ends = sorted(line.x1 for line in found)
    right = ends[min(len(ends) - 1, int(len(ends) * 0.95))]
    return left, max([right, *(box[2] for box in tables)]) if len(found) < 8 else right


def _add(page: Page, part: Segment, view: Frame | None = None) -> None:
    box = part.box
    shape = Shape()
    if view is None:
        shape.centered = centred(box, page.left, page.right)
        shape.left = round(box[0] - page.left, 1)
    else:
        box = view.moved(box, page.view)
    line = lines.compose(part, page.source(box), shape)
    if line.text:
        page.strips.append(Strip(line, box, part.y if view is None else box[3], part.size))


def centred(box: BBox, left: float, right: float) -> bool:
    """A line is centred where its middle is the column's and it fills the column at neither side."""
    off = abs((box[0] + box[2]) / 2 - (left + right) / 2)
    return off <= _CENTRED * (right - left) and box[0] - left > _SET_IN and right - box[2] > _SET_IN
