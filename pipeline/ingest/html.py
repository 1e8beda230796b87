"""Web pages and Word's "web page" files: blocks in reading order, tables with spans, footnotes by their links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from lxml import etree
from lxml import html as parser

from pipeline.errors import SolieuError
from pipeline.ingest import html_tables, text
from pipeline.ingest.docx.numbering import number_text
from pipeline.ingest.docx.remarks import examples
from pipeline.ingest.docx.symbols import is_legacy_font
from pipeline.ingest.html_looks import is_hidden, look_of, shape_of, words
from pipeline.ingest.html_notes import Notes
from pipeline.ingest.line import Line, Look, Shape, goes_on
from pipeline.model import Piece, Raw, Source

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# Written by habit over bytes of TCVN3 and VNI fonts: there the letters are told by the fonts.
_HABITUAL = frozenset({"iso-8859-1", "x-user-defined", "us-ascii"})
SKIPPED = frozenset(
    (
        *("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "embed"),
        *("nav", "select", "option", "button", "input", "textarea", "comment"),
    )
)
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "html", "li", "main", "ol", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_NO_TEXT = frozenset({"head", "script", "style", "comment", "button"})  # what they hold no reader takes for the text
_ITEM_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def parse(data: bytes, path: str, sha256: str, format: str = "html") -> Raw:
    """Read an HTML file; `Source.paragraph` counts its blocks.

    Bytes that are no Unicode and name no encoding come as Latin-1 with `Raw.encoding` "bytes", as in plain text.
    Raises SolieuError `no_text`, `unknown_encoding`.
    """
    content, encoding = _decode(data, path)
    root = _tree(content)
    page = _Page(Notes(root))
    pieces = _Flow(page).read(root)
    if not any(piece.text or piece.table for piece in pieces):
        raise SolieuError("no_text", path)
    return Raw(path, format, sha256, pieces, encoding=encoding, warnings=page.warnings())


def parse_mime(data: bytes, path: str, sha256: str) -> Raw:
    """Read a web archive (MHTML), which Word saves as "single file web page" and often names .doc."""
    message = message_from_bytes(data, policy=policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                charset = part.get_content_charset()
                if charset and not _CHARSET.search(payload[:4096]):
                    payload = f'<meta charset="{charset}">'.encode() + payload
                return parse(payload, path, sha256)
    raise SolieuError("no_text", path)


def _decode(data: bytes, path: str) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and name not in _HABITUAL:
        try:
            return data.decode("cp1252" if name == "windows-1252" else name), "unicode"
        except (LookupError, UnicodeDecodeError):
            pass
    return text.decode(data, path)


def _tree(content: str) -> etree._Element:
    # The declaration of an encoding would contradict the string it stands in.
    content = re.sub(r"^\s*<\?xml[^>]*\?>", "", content.lstrip("\ufeff"))
    own = parser.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        return parser.document_fromstring(content, parser=own)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return parser.document_fromstring("<p></p>")


# Where a header or a footer is the content's own.
_CONTENT = frozenset({"article", "main", "section", "table", "blockquote"})
_SHOWN = 200  # characters of what is left out


@dataclass(slots=True)
class _Page:
    """What all flows of one page share."""

    notes: Notes
    paragraph: int = 0
    pictures: int = 0
    navigation: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # what forms, frames and drawings hold
    frame: list[str] = field(default_factory=list)  # header and footer of the site

    def leave(self, tag: str, node: etree._Element) -> None:
        """Put on record an element that is not read."""
        written = words(node) if tag and tag not in _NO_TEXT else ""
        if tag == "input" and node.get("type", "text") == "text":
            written = node.get("value", "").strip()
        if tag == "nav":
            self.navigation.append(written)
        elif written:
            self.skipped.append(written)

    def warnings(self) -> list[str]:
        found = []
        if self.pictures:
            found.append(f"{self.pictures} hình không đọc được chữ bên trong")
        if self.navigation:
            letters = sum(map(len, self.navigation))
            found.append(f"bỏ {len(self.navigation)} khối điều hướng của trang web ({letters} ký tự)")
        if self.hidden:
            letters = sum(map(len, self.hidden))
            found.append(f"bỏ {len(self.hidden)} đoạn ẩn ({letters} ký tự): {examples(self.hidden)}")
        if self.skipped:
            found.append(f"bỏ chữ trong biểu mẫu, khung hay hình vẽ: {examples(self.skipped)}")
        if self.frame:
            named = "; ".join(f"“{text[:_SHOWN]}”" for text in self.frame)
            found.append(f"bỏ phần đầu và chân trang web: {named}")
        return found


class _Flow:
    """Blocks of the page or of one cell; a block is lines in the making until the next one begins."""

    def __init__(self, page: _Page) -> None:
        self._page = page
        self.pieces: list[Piece] = []
        self._lines: list[Line] = []  # of the block, ended by line breaks
        self._line: Line | None = None
        self._called: list[str] = []  # notes whose marks stand in the block
        self._label = ""  # of a list item, until its first line

    def read(self, node: etree._Element, shape: Shape | None = None, look: Look | None = None) -> list[Piece]:
        self._inside(node, shape or Shape(), look or Look())
        self._close()
        return self.pieces

    # --- blocks -----------------------------------------------------------------------------------------------------

    def _inside(self, node: etree._Element, shape: Shape, look: Look) -> None:
        self._text(node.text, shape, look)
        for child in node:
            self._child(child, shape, look)
            self._text(child.tail, shape, look)

    def _child(self, node: etree._Element, shape: Shape, look: Look) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in SKIPPED:
            self._page.leave(tag, node)
        elif tag != "body" and is_hidden(node):
            self._page.hidden += filter(None, [words(node)])
        elif tag in ("header", "footer") and not any(above.tag in _CONTENT for above in node.iterancestors()):
            # Of the site, not of the document.
            self._page.frame.append(words(node))
        elif node in self._page.notes.bodies:
            pass  # read where it is called
        elif (note := self._page.notes.called_by(node)) is not None:
            self._call(note, shape)
        elif tag == "br":
            self._end_line()
        elif tag == "img":
            self._page.pictures += 1
        elif tag == "table":
            self._close()
            self._table(node, shape, look)
        elif tag in ("ul", "ol"):
            self._close()
            self._list(node, shape_of(node, shape), look_of(node, look))
        elif tag in BLOCKS:
            self._close()
            self._inside(node, shape_of(node, shape), look_of(node, look))
            self._close()
        else:
            self._inside(node, shape, look_of(node, look))

    def _list(self, node: etree._Element, shape: Shape, look: Look) -> None:
        number = _whole(node.get("start"), 1)
        for child in node:
            if child.tag != "li" or child in self._page.notes.bodies:
                self._child(child, shape, look)
                continue
            number = _whole(child.get("value"), number)
            self._label = _item_label(node.tag, node.get("type", ""), number)
            self._inside(child, shape_of(child, shape), look_of(child, look))
            self._close()
            self._label = ""
            number += 1

    def _table(self, node: etree._Element, shape: Shape, look: Look) -> None:
        grid = html_tables.cells(node)
        if html_tables.is_layout(node, grid):
            for _, element in grid:
                self._inside(element, shape_of(element, shape), look_of(element, look))
                self._close()
            return
        after: list[Piece] = []
        for cell, element in grid:
            inner = _Flow(self._page).read(element, shape_of(element, shape), look_of(element, look))
            html_tables.fill(cell, [piece for piece in inner if piece.kind == "paragraph"])
            after += [piece for piece in inner if piece.kind != "paragraph"]
        self.pieces += html_tables.pieces(grid) + after

    # --- lines ------------------------------------------------------------------------------------------------------

    def _text(self, words: str | None, shape: Shape, look: Look) -> None:
        if not words:
            return
        for nth, part in enumerate(words.split("\n") if shape.name == "pre" else [words]):
            if nth:
                self._end_line()
            part = re.sub(r"[ \t\r\n\f]+", " ", part)
            if self._line is None:
                part = part.lstrip(" ")
            if part:
                capitals = look.caps and not is_legacy_font(look.high)
                self._open(shape).add(part.upper() if capitals else part, look)

    def _open(self, shape: Shape) -> Line:
        """The line being written, a new one where there is none."""
        if self._line is None:
            if not self._lines:
                self._page.paragraph += 1
            self._line = Line(shape, Source(paragraph=self._page.paragraph))
            self._line.label, self._line.gap, self._label = self._label, " ", ""
        return self._line

    def _call(self, note: str, shape: Shape) -> None:
        self._open(shape).mark(self._page.notes.labels[note])
        self._called.append(note)

    def _end_line(self) -> None:
        if self._line is None:
            return
        line, self._line = self._line.settle(), None
        if line.label:
            line.head()
        if self._lines and goes_on(self._lines[-1], line):
            self._lines[-1].take(line, " ")
        else:
            self._lines.append(line)

    def _close(self) -> None:
        """End the block; the notes it calls follow it."""
        self._end_line()
        self.pieces += [line.piece() for line in self._lines if not line.blank()]
        called, self._called, self._lines = self._called, [], []
        for note in called:
            line = Line(Shape(name="note"), Source(paragraph=self._page.paragraph))
            line.add(self._page.notes.text(note, SKIPPED, BLOCKS), Look())
            self.pieces.append(line.settle().piece("note", self._page.notes.labels[note]))


def _item_label(tag: str, kind: str, number: int) -> str:
    if tag == "ul":
        return "-"
    return number_text(number, _ITEM_FORMATS.get(kind, "decimal")) + (")" if kind in ("a", "A") else ".")


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value.strip()) else otherwise
