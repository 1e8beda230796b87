"""What a paragraph and a run look like after styles, defaults and direct formatting are put together.

The order is that of ECMA-376 part 1, 17.7.2: document defaults, paragraph style, character style, direct.
Bold, italic, capitals and hidden are toggles: said in both styles they cancel out.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from pipeline.ingest.docx.folding import NUMBER
from pipeline.ingest.docx.names import OFF, RPR, SECTPR, STYLE_ID, TYPE, VAL, A, W
from pipeline.ingest.docx.package import Package, parse_xml
from pipeline.ingest.line import Look, Shape

# Word writes a hundred table styles into every file, nine tenths of the part, and a text names two or three.
_ROOT = re.compile(rb"<w:styles\b[^>]*(?<!/)>")
_STYLE_END = b"</w:style>"
_TABLE_STYLE = re.compile(rb'<w:style (?![^>]*w:default=)(?=[^>]*w:type="table")[^>]*?w:styleId="([^"]*)"')
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)


class Told(NamedTuple):
    """What the properties of a paragraph say. Do not change the shape."""

    style_id: str
    shape: Shape
    indented: bool  # by itself, not by its style
    drop_cap: bool  # the large first letter of a paragraph: one of its own in the file, and none to the reader
    mark: etree._Element | None  # properties of the mark that ends it
    ends_section: bool


class Styles:
    """Resolves the styles of one document."""

    def __init__(self, package: Package, styles_part: str | None, theme_part: str | None) -> None:
        self._package, self._theme_part = package, theme_part
        self._nodes: dict[str, etree._Element] = {}
        self._folding = package.folding
        self._runs: dict[tuple[str, Look], Look] = {}  # by the block of properties and the look of the paragraph
        self._told: dict[str, Told] = {}  # by the block of properties; "": without any
        self._unparsed: dict[str, bytes] = {}  # table styles, each in a part of its own
        root = package.xml(styles_part, self._set_aside) if styles_part else None
        self.default: dict[str, str] = {}  # style id by type
        self._base = Look()
        if root is None:
            return
        for node in root.iterchildren(W + "style"):
            style_id, kind = node.get(STYLE_ID, ""), node.get(TYPE, "paragraph")
            self._nodes[style_id] = node
            if node.get(W + "default") in ("1", "true", "on"):
                self.default[kind] = style_id
        rpr = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if rpr is not None:
            self._base = self.direct(self._base, rpr)

    def _set_aside(self, part: bytes) -> bytes:
        """Keep the table styles of `part` for when a table names them, and give the rest of it."""
        root = _ROOT.search(part)
        if root is None:
            return part
        kept: list[bytes] = []
        *styles, rest = part.split(_STYLE_END)
        for style in styles:
            start = style.rfind(b"<w:style ")
            found = _TABLE_STYLE.match(style, start) if start >= 0 else None
            if found is None:
                kept += (style, _STYLE_END)
            else:
                kept.append(style[:start])
                name = html.unescape(found[1].decode(errors="replace"))
                self._unparsed[name] = b"%s%s%s</w:styles>" % (root[0], style[start:], _STYLE_END)
        return b"".join((*kept, rest))

    def node(self, style_id: str) -> etree._Element | None:
        unparsed = self._unparsed.pop(style_id, None)
        if unparsed is not None:
            try:
                self._nodes[style_id] = parse_xml(unparsed)[0]
            except ValueError as error:
                self._package.warnings.append(f"gói .docx có kiểu bảng {style_id} hỏng ({error})")
        return self._nodes.get(style_id)

    def name(self, style_id: str) -> str:
        name = node.find(W + "name") if (node := self.node(style_id)) is not None else None
        return name.get(VAL, "") if name is not None else style_id

    def table_properties(self, style_id: str) -> list[etree._Element]:
        """`w:tblPr` of a table style and those below it, the base first."""
        chain = self._chain(style_id or self.default.get("table", ""))
        return [found for node in chain if (found := node.find(W + "tblPr")) is not None]

    def _chain(self, style_id: str) -> list[etree._Element]:
        """The style and those it is based on, the base first; circles are cut."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while style_id and style_id not in seen and (node := self.node(style_id)) is not None:
            seen.add(style_id)
            chain.append(node)
            based = node.find(W + "basedOn")
            style_id = based.get(VAL, "") if based is not None else ""
        return chain[::-1]

    @functools.cached_property
    def _paragraphs(self) -> dict[str, Shape]:
        return {}

    def paragraph(self, style_id: str) -> Shape:
        """The shape a paragraph style gives; "" is the default style. Do not change the result."""
        known = self._paragraphs.get(style_id)
        if known is not None:
            return known
        shape = Shape(look=self._base)
        for node in self._chain(style_id or self.default.get("paragraph", "")):
            name = node.find(W + "name")
            shape.name = name.get(VAL, "") if name is not None else node.get(STYLE_ID, "")
            ppr, rpr = node.find(W + "pPr"), node.find(W + "rPr")
            if ppr is not None:
                apply(shape, ppr)
            if rpr is not None:
                shape.look = self.direct(shape.look, rpr)
        if not shape.name:
            shape.name = style_id
        if shape.outline is None and (heading := _HEADING.fullmatch(shape.name)):
            shape.outline = int(heading[1])
        self._paragraphs[style_id] = shape
        return shape

    def told(self, ppr: etree._Element | None) -> Told:
        """What the properties `ppr` of a paragraph say; None stands for no properties."""
        number = "" if ppr is None else ppr.get(NUMBER)
        if number is None:
            return self._tell(ppr)
        if (known := self._told.get(number)) is None:
            known = self._told[number] = self._tell(self._folding.block(number) if number else None)
        return known

    def _tell(self, ppr: etree._Element | None) -> Told:
        said = {child.tag: child for child in ppr} if ppr is not None else {}
        style_id = style.get(VAL, "") if (style := said.get(_PSTYLE)) is not None else ""
        shape = self.paragraph(style_id)
        return Told(
            style_id=style_id,
            shape=shaped(shape, said.values()) if said else shape,
            indented=_IND in said,
            drop_cap=(frame := said.get(_FRAME)) is not None and frame.get(W + "dropCap", "none") != "none",
            mark=said.get(RPR),
            ends_section=SECTPR in said,
        )

    @functools.cached_property
    def _characters(self) -> dict[tuple[str, Look], Look]:
        return {}

    def _character(self, style_id: str, under: Look) -> Look:
        key = (style_id, under)
        if key not in self._characters:
            own = Look()
            for node in self._chain(style_id):
                if (rpr := node.find(W + "rPr")) is not None:
                    own = self.direct(own, rpr)
            self._characters[key] = Look(
                own.bold != under.bold,
                own.italic != under.italic,
                own.caps != under.caps,
                own.hidden != under.hidden,
                own.size or under.size,
                own.ascii or under.ascii,
                own.high or under.high,
                own.vertical or under.vertical,
            )
        return self._characters[key]

    def run(self, look: Look, rpr: etree._Element) -> Look:
        """The look of a run with properties `rpr` in a paragraph that looks `look`."""
        number = rpr.get(NUMBER)
        if number is None:
            return self._run(look, rpr)
        if (known := self._runs.get((number, look))) is None:
            known = self._runs[number, look] = self._run(look, self._folding.block(number))
        return known

    def _run(self, look: Look, rpr: etree._Element) -> Look:
        if len(rpr) and (style := rpr[0]).tag == _RSTYLE:  # always the first (17.3.2.28)
            look = self._character(style.get(VAL, ""), look)
        return self.direct(look, rpr)

    def direct(self, look: Look, rpr: etree._Element) -> Look:
        """`look` with the properties that `rpr` itself states."""
        bold, italic, caps, hidden, size, low, high, vertical = look
        for node in rpr:
            tag = node.tag
            if tag == _FONTS:
                get = node.get
                # A theme font beats a name beside it (17.3.2.26).
                low = self._theme_font(theme) if (theme := get(_ASCII_THEME)) else get(_ASCII) or low
                high = self._theme_font(theme) if (theme := get(_HIGH_THEME)) else get(_HIGH) or high
            elif tag == _SIZE:
                size = half_points(node.get(VAL)) or size
            elif tag == _BOLD:
                bold = node.get(VAL, "1") not in OFF
            elif tag == _ITALIC:
                italic = node.get(VAL, "1") not in OFF
            elif tag == _CAPS:
                caps = node.get(VAL, "1") not in OFF
            elif tag == _HIDDEN:
                hidden = node.get(VAL, "1") not in OFF
            elif tag == _VERTICAL:
                kind = node.get(VAL, "")
                vertical = kind if kind in ("superscript", "subscript") else ""
        said = (bold, italic, caps, hidden, size, low, high, vertical)
        return look if said == look else _look(said)

    def _theme_font(self, slot: str) -> str:
        return self._theme.get(slot[:5], "")

    @functools.cached_property
    def _theme(self) -> dict[str, str]:
        """Latin fonts of the theme by the first five letters of their slot: major, minor."""
        root = self._package.xml(self._theme_part) if self._theme_part else None
        if root is None:
            return {}
        fonts = {}
        for slot in ("major", "minor"):
            latin = root.find(f".//{A}{slot}Font/{A}latin")
            fonts[slot] = latin.get("typeface", "") if latin is not None else ""
        return fonts


_look = functools.partial(tuple.__new__, Look)  # Look(…) itself takes three times as long
_RSTYLE, _SIZE, _FONTS, _VERTICAL = W + "rStyle", W + "sz", W + "rFonts", W + "vertAlign"
_BOLD, _ITALIC, _CAPS, _HIDDEN = W + "b", W + "i", W + "caps", W + "vanish"
_ASCII, _HIGH, _ASCII_THEME, _HIGH_THEME = W + "ascii", W + "hAnsi", W + "asciiTheme", W + "hAnsiTheme"


def apply(shape: Shape, properties: Iterable[etree._Element]) -> None:
    """Put what the children of a `w:pPr` state over `shape`."""
    for node in properties:
        tag = node.tag
        if tag == _JC:
            shape.centered = node.get(VAL) == "center"
        elif tag == _IND:
            _indent(shape, node)
        elif tag == _NUMPR:
            _number(shape, node)
        elif tag == _OUTLINE:
            level = whole(node.get(VAL))
            shape.outline = level + 1 if level is not None and level < 9 else None
        elif tag == _PAGE_BREAK:
            shape.page_break = node.get(VAL, "1") not in OFF


_JC, _IND, _NUMPR, _OUTLINE = W + "jc", W + "ind", W + "numPr", W + "outlineLvl"
_PAGE_BREAK, _PSTYLE, _FRAME = W + "pageBreakBefore", W + "pStyle", W + "framePr"


def _indent(shape: Shape, node: etree._Element) -> None:
    left = twips(node.get(W + "left") or node.get(W + "start"))
    hanging, first = twips(node.get(W + "hanging")), twips(node.get(W + "firstLine"))
    if left is not None:
        shape.left = left
    if hanging is not None:
        shape.first_line = -hanging
    elif first is not None:
        shape.first_line = first


def _number(shape: Shape, node: etree._Element) -> None:
    num_id, level = node.find(W + "numId"), node.find(W + "ilvl")
    if num_id is not None:
        shape.num_id = num_id.get(VAL)
    if level is not None:
        shape.level = whole(level.get(VAL))


def shaped(base: Shape, properties: Iterable[etree._Element] = ()) -> Shape:
    """A copy of `base` with what the children of a `w:pPr` state."""
    b = base
    shape = Shape(
        b.name, b.centered, b.outline, b.left, b.first_line, b.num_id, b.level, b.page_break, b.look
    )  # dataclasses.replace takes six times as long
    apply(shape, properties)
    return shape


def whole(value: str | None) -> int | None:
    try:
        return int(value) if value is not None else None
    except ValueError:
        return None


_POINTS = {"cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}


@functools.lru_cache(1024)
def twips(value: str | None) -> float | None:
    """Points of a length in twentieths of a point or with a unit (`1.5cm`), which strict files use."""
    if not value:
        return None
    found = re.fullmatch(r"(-?\d+(?:\.\d+)?)(cm|mm|in|pt|pc|pi)?", value)
    if not found:
        return None
    return float(found[1]) * _POINTS.get(found[2], 0.05)


@functools.lru_cache(256)
def half_points(value: str | None) -> float | None:
    """Points of a font size, which Word counts in halves of a point."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(pt)?", value or "")
    if not found:
        return None
    return float(found[1]) / (1 if found[2] else 2)
