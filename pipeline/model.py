"""The typed objects that pass from one stage to the next.

    file --ingest--> Raw --normalize--> Raw --structure--> Document --extract--> Figure, Reference

Offsets are Unicode code points. In a `Raw` they count inside the `Piece` or `Cell` that owns
them; in a `Document` they count inside `Document.text`, and `text[start:end]` is what they name.
Boxes are PDF points from the top left of the page (the convention of docling-core and pdfplumber).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BBox = tuple[float, float, float, float]


class Source(NamedTuple):
    """Where a stretch of text stood in the file. Unknown parts are None."""

    page: int | None = None  # 1-based
    bbox: BBox | None = None  # x0, top, x1, bottom in PDF points from the top left
    paragraph: int | None = None  # 1-based paragraph of the body (Word, HTML)
    line: int | None = None  # 1-based physical line (plain text)
    confidence: float | None = None  # OCR word confidence, 0 to 1; None where nothing was recognised


@dataclass(slots=True)
class Stretch:
    """`owner.text[start:end]` came from `source`."""

    start: int
    end: int
    source: Source


@dataclass(slots=True)
class Mark:
    """A footnote mark. It is rendered in the text as `⁽label⁾`, which `start:end` covers."""

    start: int
    end: int
    label: str


class FontRun(NamedTuple):
    """`owner.text[start:end]` is set in the font `name` (evidence for legacy encodings such as .VnTime)."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class Style:
    """What the format says of the look of a piece. None: the format does not say."""

    name: str = ""  # style name in Word, tag in HTML
    bold: bool | None = None  # every letter of it
    italic: bool | None = None
    capitals: bool | None = None  # drawn in capitals by its font (.VnTimeH), whatever the case of the text
    centered: bool | None = None
    size: float | None = None  # points
    indent: float | None = None  # points from the left margin
    outline: int | None = None  # 1 is the highest heading level of the format itself


@dataclass(slots=True)
class Cell:
    """One cell of a table, merged or not; `row` and `column` count from 0 at its top left."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    marks: list[Mark] = field(default_factory=list)
    fonts: list[FontRun] = field(default_factory=list)
    source: Source = field(default_factory=Source)
    is_header: bool = False
    row_header: str = ""  # set by pipeline.structure.tables, as the two below
    column_header: str = ""
    start: int = 0  # in Document.text
    end: int = 0


@dataclass(slots=True)
class Table:
    cells: list[Cell]  # row by row, each merged cell once
    caption: str = ""
    table_id: str = ""

    @property
    def rows(self) -> int:
        return max((c.row + c.row_span for c in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((c.column + c.column_span for c in self.cells), default=0)


PieceKind = Literal["line", "paragraph", "table", "note", "break"]


@dataclass(slots=True)
class Piece:
    """A stretch of a file in reading order, before its role is known.

    `line`: a physical line of a format without paragraphs (text, PDF); `pipeline.normalize.lines` joins
    them. `note`: the body of a footnote the format itself marks as one, `label` its mark, `text` without it.
    `break`: a page break (text empty). A `paragraph` whose number Word made itself has it both at the
    head of `text` and as `label`.
    """

    kind: PieceKind
    text: str = ""
    label: str = ""
    marks: list[Mark] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    fonts: list[FontRun] = field(default_factory=list)
    style: Style = field(default_factory=Style)
    table: Table | None = None

    @property
    def source(self) -> Source:
        return self.stretches[0].source if self.stretches else Source()


@dataclass(slots=True)
class Raw:
    """What an ingester gives: the file's content in reading order, nothing judged yet."""

    path: str
    format: str  # docx, pdf, txt, md, doc, rtf, odt, html, …
    sha256: str
    pieces: list[Piece]
    pages: int | None = None
    encoding: str = "unicode"  # unicode, tcvn3, vni, viqr, mixed
    ocr: bool = False
    ocr_confidence: float | None = None
    warnings: list[str] = field(default_factory=list)


BlockKind = Literal[
    "letterhead",
    "title",
    "heading",
    "paragraph",
    "list_item",
    "table",
    "footnote",
    "caption",
    "recipients",
    "signature",
]


@dataclass(slots=True)
class Block:
    """One block of the finished document; the contract's `blocks` row and what extraction reads."""

    position: int  # 0-based, reading order
    kind: BlockKind
    start: int
    end: int
    level: int | None = None  # of a heading, 1 the highest
    label: str = ""  # `II`, `2.1`, `a`, `-`; of a footnote its mark
    section_path: tuple[str, ...] = ()  # titles of the headings above it, the highest first
    intro: int | None = None  # position of the block whose sentence introduces this list item
    anchor: int | None = None  # of a footnote: position of the block that calls it
    marks: list[Mark] = field(default_factory=list)  # offsets in Document.text
    stretches: list[Stretch] = field(default_factory=list)  # offsets in Document.text
    style: Style = field(default_factory=Style)
    table: Table | None = None
    block_id: str = ""


@dataclass(slots=True)
class Footnote:
    """A note and the mark that calls it; either side may be missing (None), which is warned of."""

    label: str
    block: int | None  # position of the note's block
    start: int | None  # span of the note's text without its label
    end: int | None
    page: int | None
    anchor_block: int | None  # position of the block that holds the mark
    anchor_char: int | None  # start of the mark in Document.text


@dataclass(slots=True)
class Letterhead:
    """The document's own description of itself; "" or None where it does not say."""

    doc_type: str = "khác"  # nghị quyết, báo cáo chính trị, báo cáo, …
    number: str = ""
    issuer: str = ""
    parent_issuer: str = ""
    place: str = ""
    issued_on: dt.date | None = None
    subject: str = ""  # trích yếu
    term_start: int | None = None
    term_end: int | None = None
    draft_no: int | None = None
    signer: str = ""
    signer_title: str = ""
    recipients: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A document as every later stage reads it."""

    doc_id: str  # first 16 hex digits of sha256
    sha256: str
    path: str
    format: str
    text: str  # NFC, one "\n" between blocks and between the rows of a table, "\t" between cells
    blocks: list[Block]
    footnotes: list[Footnote] = field(default_factory=list)
    letterhead: Letterhead = field(default_factory=Letterhead)
    year: int = 0  # of issued_on, else of the term or the text, else 0
    pages: int | None = None
    encoding: str = "unicode"
    ocr: bool = False
    ocr_confidence: float | None = None
    warnings: list[str] = field(default_factory=list)

    def block_text(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def tables(self) -> Iterator[tuple[Block, Table]]:
        for block in self.blocks:
            if block.table is not None:
                yield block, block.table

    def source_at(self, offset: int, block: Block) -> Source:
        """The source of the character at `offset`, which lies in `block`."""
        found = Source()
        for stretch in block.stretches:
            if stretch.start > offset:
                break
            found = stretch.source
        return found


@dataclass(slots=True)
class Figure:
    """One figure, as gold/GUIDE.md of the contract defines it; names are the contract's columns."""

    start: int
    end: int
    quote: str
    context: str
    block: int  # position of its block
    kind: Literal["target", "statistic"]
    measure: Literal["level", "change", "share", "ratio"]
    status: Literal["planned", "actual", "estimated"]
    comparator: Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
    value_low: float | None
    value_high: float | None
    value_text: str
    decimals: int
    unit: str = ""
    unit_class: str = "other"
    denominator: float | None = None
    value_base: float | None = None
    unit_base: str = ""
    direction: Literal["increase", "decrease"] | None = None
    compared_with: str | None = None
    indicator: str = ""
    indicator_id: str | None = None
    actor: str | None = None
    period: str = ""
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    frequency: str = ""
    location: Literal["body", "footnote", "table"] = "body"
    section_path: tuple[str, ...] = ()
    page: int | None = None
    bbox: BBox | None = None
    footnote_label: str | None = None
    footnote_anchors: tuple[str, ...] = ()
    table_id: str | None = None
    row_header: str | None = None
    column_header: str | None = None
    parent: str | None = None  # figure_id of the whole it is a part of
    rule_id: str = ""
    confidence: float = 1.0
    figure_id: str = ""
    rules: tuple[str, ...] = ()  # every rule that had a say, for `solieu explain`


@dataclass(slots=True)
class Rejected:
    """A number that is no figure, and the rule that says so (a date, an ordinal, …)."""

    start: int
    end: int
    quote: str
    rule_id: str


@dataclass(slots=True)
class Reference:
    """A citation of another document."""

    start: int
    end: int
    quote: str
    block: int
    type: str
    number: str = ""  # 18-NQ/TW
    issued_on: dt.date | None = None
    issued_on_text: str = ""
    issuer: str = ""
    title: str = ""
    warnings: tuple[str, ...] = ()
    rule_id: str = ""
