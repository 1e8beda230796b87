"""The content of one paragraph: runs, fields, links, revisions, note references, drawings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from pipeline.ingest.docx import symbols
from pipeline.ingest.docx.context import DELETED_TEXT, Context, alternative
from pipeline.ingest.docx.formulas import formula
from pipeline.ingest.docx.names import (
    ALTERNATE,
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    R_,
    RENDERED_BREAK,
    RPR,
    SDT,
    SDT_CONTENT,
    TEXTBOX,
    TYPE,
    WP,
    A,
    M,
    O,
    T,
    V,
    W,
)  # fmt: skip
from pipeline.ingest.line import Line, Look, Shape
from pipeline.model import Source

# Fields whose result is a page number or count, true of no reading but the printed one.
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
_REPLACEMENT = "\ufffd"


@dataclass(slots=True)
class Field:
    code: list[str] = field(default_factory=list)
    kind: str = ""
    in_code: bool = True
    result: list[str] = field(default_factory=list)  # of a NOTEREF

    def separate(self) -> None:
        words = "".join(self.code).split()
        self.kind, self.in_code = (words[0].upper() if words else ""), False


@dataclass(slots=True)
class Call:
    """A note called from the paragraph."""

    label: str
    body: etree._Element | None
    source: Source


class Inline:
    """Reads paragraphs of one story into lines; open fields live from one paragraph to the next."""

    def __init__(self, context: Context, in_body: bool, source: Source) -> None:
        self._context, self._in_body, self._source = context, in_body, source
        self._under = Look()
        self._hidden: Line | None = None  # the last line that hides something
        self.forget()
        self.line: Line
        self.lines: list[tuple[str, Line]] = []  # what stood before the line: "", line, page
        self.calls: list[Call] = []
        self.boxes: list[etree._Element] = []

    def forget(self) -> None:
        """Leave what is still open: another cell begins."""
        self._fields: list[Field] = []
        self._mute = ""  # why text is not read at the moment
        self._custom: list[str] | None = None  # text of a custom note mark
        self.own_mark: int | None = None  # end of the note's own mark in the first line

    def source(self) -> Source:
        if not self._in_body:
            return self._source
        return Source(page=self._context.pages.number, paragraph=self._context.paragraph)

    def read(self, paragraph: etree._Element, shape: Shape, carried: Line | None) -> None:
        """Fill `lines`, `calls` and `boxes` from a paragraph; `carried` is a line that goes on in it."""
        self._under = shape.look
        if carried is None:
            self.line = Line(shape, self.source())
        else:
            self.line = carried
            self.line.at(self.source())
        self.lines, self.calls, self.boxes = [("", self.line)], [], []
        in_contents = self._mute == "TOC"
        self._content(paragraph)
        if (in_contents or self._mute == "TOC") and next(paragraph.iter(T), None) is not None:
            self._context.remarks.contents += 1
        if self._fields:
            self._end_of_paragraph()

    def _end_of_paragraph(self) -> None:
        """Only a table of contents goes on; any other field left open is a fault of the file and ends here."""
        self._fields = [f for f in self._fields if f.kind == "TOC" or not (f.in_code or f.kind in _PAGE_FIELDS)]
        self._hear()

    def _content(self, parent: etree._Element) -> None:
        for node in parent:
            tag = node.tag
            if tag == R_:
                self._run(node)
            elif (handler := _CONTENT.get(tag)) is not None:
                handler(self, node)

    def _sdt(self, node: etree._Element) -> None:
        content = node.find(SDT_CONTENT)
        if content is not None:
            self._content(content)

    def _alternate(self, node: etree._Element) -> None:
        chosen = alternative(node)
        if chosen is not None:
            self._content(chosen)

    def _revised(self, node: etree._Element) -> None:
        if not self._context.keeps(node):
            return
        # Old and new figure side by side must not read as one.
        struck = self._context.revisions == "both" and node.tag in (DEL, MOVE_FROM)
        if struck:
            self._text("⟦", self._under)
        self._content(node)
        if struck:
            self._text("⟧", self._under)

    def _math(self, node: etree._Element) -> None:
        self._text(formula(node), self._under)

    # --- runs -------------------------------------------------------------------------------------------------------

    def _run(self, run: etree._Element) -> None:
        look = self._under
        for node in run:
            tag = node.tag
            if tag == T:
                self._text(node.text or "", look)
            elif tag == RPR:
                look = self._context.styles.run(look, node)
            elif (handler := _RUN.get(tag)) is not None:
                handler(self, node, look)
        if self._custom is not None:
            self._custom_mark()

    def _text(self, text: str, look: Look) -> None:
        if not text:
            return
        if self._mute:
            if self._mute == "code" and text.strip():
                self._context.remarks.codes.append(text)
            return
        if look.hidden:
            self._hide(text)
            return
        if "\n" in text:
            text = text.replace("\r", "").replace("\n", " ")
        if symbols.is_symbolic(text, look.high):
            text = self._symbols(text, look.high)
        if look.caps and not symbols.is_legacy_font(look.high):
            text = text.upper()
        if self._custom is not None:
            self._custom.append(text)
        elif self._fields and self._fields[-1].kind == "NOTEREF":
            self._fields[-1].result.append(text)
        else:
            self.line.add(text, look)
            if self._in_body and self._context.pages.number is not None:
                self._context.pages.wrote(len(text))

    def _hide(self, text: str) -> None:
        """Put hidden text on record, that of one line as one."""
        hidden = self._context.remarks.hidden
        if self._hidden is self.line:
            hidden[-1] += text
        elif text.strip():
            hidden.append(text)
            self._hidden = self.line

    def _symbols(self, text: str, font: str) -> str:
        text, unknown = symbols.untangle(text, font)
        for sign in unknown:
            self._context.remarks.symbols[f"{font or 'Symbol'} {ord(sign):04X}"] += 1
        return text

    def _symbol(self, node: etree._Element, look: Look) -> None:
        font, code = node.get(W + "font", ""), node.get(W + "char", "")
        try:
            number = int(code, 16)
        except ValueError:
            number = 0
        found = symbols.lookup(font, number)
        if found is None and not symbols.is_symbol_font(font) and 0x20 <= number < 0xE000:
            found = chr(number)
        if found is None and symbols.is_legacy_font(font) and number:
            found = chr(number)
        if found is None:
            self._context.remarks.symbols[f"{font} {code}"] += 1
        self._text(found or _REPLACEMENT, look)

    def _tab(self, _: etree._Element, look: Look) -> None:
        self._text("\t", look)

    def _hyphen(self, _: etree._Element, look: Look) -> None:
        self._text("-", look)

    def _break(self, node: etree._Element, _: Look) -> None:
        if self._mute:
            return
        kind = "page" if node.get(TYPE) == "page" else "line"
        if kind == "page" and self._in_body:
            self._context.pages.explicit()
        self.line = Line(self.line.shape, self.source())
        self.lines.append((kind, self.line))

    def _rendered_break(self, _: etree._Element, __: Look) -> None:
        if self._in_body:
            self._context.pages.rendered()
            self.line.at(self.source())

    def _alternate_in_run(self, node: etree._Element, look: Look) -> None:
        chosen = alternative(node)
        for child in chosen if chosen is not None else ():
            if child.tag == T:
                self._text(child.text or "", look)
            elif (handler := _RUN.get(child.tag)) is not None:
                handler(self, child, look)

    def _ruby(self, node: etree._Element, _: Look) -> None:
        base = node.find(W + "rubyBase")
        if base is not None:
            self._content(base)

    def _comment(self, _: etree._Element, __: Look) -> None:
        self._context.remarks.comments += 1

    # --- notes ------------------------------------------------------------------------------------------------------

    def _note(self, node: etree._Element, _: Look) -> None:
        label, body = self._context.notes[node.tag].call(node)
        self.calls.append(Call(label, body, self.source()))
        if label:
            self.line.mark(label)
        else:
            self._custom = []

    def _custom_mark(self) -> None:
        label = "".join(self._custom or []).strip(" ()[]\t") or "*"
        self._custom = None
        self.calls[-1].label = label
        self.line.mark(label)

    def _own_mark(self, _: etree._Element, __: Look) -> None:
        self.own_mark = self.line.flushed()

    # --- fields -----------------------------------------------------------------------------------------------------

    def _field_char(self, node: etree._Element, _: Look) -> None:
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(Field())
        elif self._fields and kind == "separate":
            self._fields[-1].separate()
            if self._fields[-1].kind == "TOC" and not _balanced(node):
                self._fields[-1].kind = ""
        elif self._fields and kind == "end":
            self._noted(self._fields.pop())
        self._hear()

    def _noted(self, done: Field) -> None:
        """The result of a reference to a note is that note's mark once more."""
        label = "".join(done.result).strip(" ()[]")
        if label and not self._mute:
            self.line.mark(label)

    def _code(self, node: etree._Element, _: Look) -> None:
        if self._fields:
            self._fields[-1].code.append(node.text or "")

    def _hear(self) -> None:
        self._mute = ""
        for one in self._fields:
            if one.kind == "TOC" or (one.kind in _PAGE_FIELDS and not self._mute):
                self._mute = one.kind
            elif one.in_code and not self._mute:
                self._mute = "code"

    def _simple_field(self, node: etree._Element) -> None:
        one = Field([node.get(W + "instr", "")])
        one.separate()
        self._fields.append(one)
        self._hear()
        self._content(node)
        if one in self._fields:
            self._fields.remove(one)
            self._noted(one)
        self._hear()

    # --- drawings ---------------------------------------------------------------------------------------------------

    def _drawing(self, node: etree._Element, _: Look) -> None:
        """Text boxes are read after the paragraph; whatever else is drawn is put on record."""
        remarks = self._context.remarks
        self.boxes += _outermost(node, TEXTBOX)
        if node.tag == _OBJECT:
            kinds = [o.get("ProgID", "") for o in node.iter(O + "OLEObject")]
            remarks.objects += kinds or ["đối tượng"]
            return
        for path in node.iter(V + "textpath"):
            remarks.watermarks.append(path.get("string", ""))
        for data in node.iter(A + "graphicData"):
            kind = data.get("uri", "").rsplit("/", 1)[-1]
            if kind in ("chart", "diagram"):
                remarks.objects.append({"chart": "biểu đồ", "diagram": "sơ đồ"}[kind])
        if next(node.iter(A + "blip", V + "imagedata"), None) is not None:
            named = next(node.iter(WP + "docPr"), None)
            name = (named.get("descr") or named.get("name")) if named is not None else None
            remarks.pictures.append(name or "hình")


_OBJECT = W + "object"

_CONTENT: dict[str, Callable[[Inline, etree._Element], None]] = {
    **dict.fromkeys((W + n for n in ("hyperlink", "smartTag", "customXml", "dir", "bdo")), Inline._content),
    **dict.fromkeys((INS, DEL, MOVE_FROM, MOVE_TO), Inline._revised),
    SDT: Inline._sdt,
    ALTERNATE: Inline._alternate,
    W + "fldSimple": Inline._simple_field,
    M + "oMath": Inline._math,
    M + "oMathPara": Inline._math,
}

_RUN: dict[str, Callable[[Inline, etree._Element, Look], None]] = {
    DELETED_TEXT: lambda inline, node, look: inline._text(node.text or "", look),
    W + "tab": Inline._tab,
    W + "ptab": Inline._tab,
    W + "br": Inline._break,
    W + "cr": Inline._break,
    W + "noBreakHyphen": Inline._hyphen,
    W + "softHyphen": lambda inline, _, look: inline._text("\u00ad", look),  # a letter in TCVN3
    W + "sym": Inline._symbol,
    W + "fldChar": Inline._field_char,
    W + "instrText": Inline._code,
    W + "footnoteReference": Inline._note,
    W + "endnoteReference": Inline._note,
    W + "footnoteRef": Inline._own_mark,
    W + "endnoteRef": Inline._own_mark,
    W + "commentReference": Inline._comment,
    W + "ruby": Inline._ruby,
    RENDERED_BREAK: Inline._rendered_break,
    ALTERNATE: Inline._alternate_in_run,
    W + "drawing": Inline._drawing,
    W + "pict": Inline._drawing,
    _OBJECT: Inline._drawing,
}


def _outermost(node: etree._Element, tag: str) -> list[etree._Element]:
    """Descendants named `tag` that lie in no other such descendant, in order."""
    found: list[etree._Element] = []
    for child in node:
        if child.tag == tag:
            found.append(child)
        elif child.tag == ALTERNATE:
            chosen = alternative(child)
            found += _outermost(chosen, tag) if chosen is not None else []
        else:
            found += _outermost(child, tag)
    return found


def _balanced(node: etree._Element) -> bool:
    """Does every field of this part end? Else a table of contents might swallow the rest of the text."""
    kinds = [f.get(W + "fldCharType") for f in node.getroottree().getroot().iter(W + "fldChar")]
    return kinds.count("begin") == kinds.count("end")
