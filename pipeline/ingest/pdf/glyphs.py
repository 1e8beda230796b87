"""The characters of a page with their places, from pdfium.

The blanks and line ends that pdfium makes up are left out: whether a blank stands between two characters is decided
from their places (`pipeline.ingest.pdf.spacing`), because producers of PDF leave blanks out and put them inside words.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.ingest.pdf.fast import fast
from pipeline.ingest.pdf.frame import Frame
from pipeline.model import BBox

_OBJECT = fast(c.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_BOX = fast(c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_WIDTH = fast(c.FPDFFont_GetGlyphWidth, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_float, ctypes.c_void_p)
_FONT = fast(c.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
_MODE = fast(c.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
_SIZE = fast(c.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_MATRIX = fast(c.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_ORIGIN = fast(c.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *(2 * [ctypes.c_void_p]))
_COLOUR = fast(c.FPDFText_GetFillColor, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *(4 * [ctypes.c_void_p]))
_UNMAPPED = fast(c.FPDFText_HasUnicodeMapError, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)

_BLANK = " \u00a0\t\u2002\u2003\u2009\u3000"
_HYPHENS = "\u0002\ufffe"  # pdfium's signs for a hyphen at the end of a line
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6  # font descriptor flags (PDF 32000-1, table 123)
_INVISIBLE = (3, 7)  # text rendering modes (table 106)
_STROKED = (2, 6)  # filled and stroked: a bold made of the regular face
_WHITE = 250  # of 255: as good as white
_ASCENT, _DESCENT = 0.89, 0.22  # ems of Times; what fonts say of themselves differs from one to the next
_SLANT = 0.05  # radians off the horizontal or vertical: text across the page


class Font(NamedTuple):
    name: str
    bold: bool
    italic: bool


@dataclass(slots=True)
class Span:
    """Characters of one look that follow one another on one baseline; coordinates are of the frame of its `turn`."""

    letters: list[str]
    lefts: list[float]
    rights: list[float]
    blanks: list[int]  # typed blanks before each letter
    y: float  # baseline
    top: float
    bottom: float
    size: float  # points
    font: Font
    turn: int
    first_object: int  # one text-showing operator each; equal where two spans come from the same
    last_object: int
    rise: str = ""  # superscript, subscript or ""

    @property
    def x0(self) -> float:
        return self.lefts[0]

    @property
    def x1(self) -> float:
        return max(self.rights[-3:])

    @property
    def box(self) -> BBox:
        return self.lefts[0], self.top, self.x1, self.bottom

    @property
    def text(self) -> str:
        return "".join(self.letters)

    def part(self, start: int, end: int) -> Span:
        """Letters `start` to `end` as a span of their own."""
        first = self.first_object if start == 0 else self.last_object
        cut = slice(start, end)
        letters = self.letters[cut], self.lefts[cut], self.rights[cut], self.blanks[cut]
        level = self.y, self.top, self.bottom, self.size
        return Span(*letters, *level, self.font, self.turn, first, self.last_object, self.rise)


@dataclass(slots=True)
class Glyphs:
    """What a page shows: its spans in the order of the content stream."""

    frame: Frame  # as the reader sees the page
    spans: list[Span] = field(default_factory=list)
    invisible: list[Span] = field(default_factory=list)  # drawn in no colour: the text layer of a scan
    white: list[Span] = field(default_factory=list)
    slanted: list[Span] = field(default_factory=list)
    outside: list[Span] = field(default_factory=list)  # beyond the visible part of the page
    unmapped: Counter[str] = field(default_factory=Counter)  # characters without a Unicode value, by font


class _Look(NamedTuple):
    """What the characters of one text object share."""

    font: Font
    size: float  # points from line to line of type set solid
    width: float  # points of an em along the line
    turn: int
    y: float
    bucket: int  # index into _Reader.buckets
    advances: dict[str, float]  # ems, of the letters met so far
    address: int  # of the font


_VISIBLE, _HIDDEN, _PALE, _SLANTED = range(4)


def read(text: pdfium.PdfTextPage, frame: Frame) -> Glyphs:
    """The glyphs of a page, seen in `frame`."""
    return _Reader(text, frame).read()


class _Reader:
    def __init__(self, text: pdfium.PdfTextPage, frame: Frame) -> None:
        self.text = text
        self.address = ctypes.cast(text.raw, ctypes.c_void_p).value or 0
        self.frame = frame
        g = self.glyphs = Glyphs(frame)
        self.buckets = (g.spans, g.invisible, g.white, g.slanted)
        self.fonts: dict[int, Font] = {}
        self.advances: dict[int, dict[str, float]] = {}
        self.matrix = (ctypes.c_float * 6)()
        self.origin = (ctypes.c_double * 2)()
        self.colour = (ctypes.c_uint * 4)()  # red, green, blue, opacity
        self.rectangle = (ctypes.c_float * 4)()  # left, top, right, bottom
        self.into_matrix = ctypes.addressof(self.matrix)
        self.into_origin = [ctypes.addressof(self.origin) + 8 * i for i in range(2)]
        self.into_colour = [ctypes.addressof(self.colour) + 4 * i for i in range(4)]
        self.into_rectangle = ctypes.addressof(self.rectangle)

    def read(self) -> Glyphs:
        characters = self._characters()
        address, origin = self.address, self.origin
        into_x, into_y = self.into_origin
        left, bottom, right, top = self.frame[:4]
        known = blanks = bucket = 0
        span: Span | None = None
        look: _Look | None = None
        edge = last = 0.0
        for index, letter in enumerate(characters):
            at = _OBJECT(address, index)
            if not at:
                continue  # made up
            if letter in _BLANK:
                blanks += 1
                continue
            if at != known or look is None:
                known, look = at, self._look(at, index)
                if span is not None and not _alike(span, look, bucket):
                    span = None
                bucket = look.bucket
            if letter < " " or letter == "\ufffe":
                letter = self._control(letter, index, look)
                if not letter:
                    continue
            _ORIGIN(address, index, into_x, into_y)
            x, y = origin
            if look.turn == 0:
                a = x - left
            elif look.turn == 1:
                a = y - bottom
            elif look.turn == 2:
                a = right - x
            else:
                a = top - y
            advance = look.advances.get(letter)
            if advance is None:
                advance = self._advance(letter, index, look)
            b = a + advance * look.width
            if not (left - 1 <= x <= right and bottom - 1 <= y <= top):
                self.glyphs.outside.append(_alone(letter, a, b, blanks, at, look))
                blanks = 0
                continue
            if span is not None:
                gap, em = a - edge, look.size
                if -0.4 * em < gap < 1.2 * em or (gap > -1.5 * em and unicodedata.combining(letter)):
                    if a == last and span.last_object == at:  # a ligature: its letters share one glyph
                        b = max(b, a + self._loose(index, look))
                    span.letters.append(letter)
                    span.lefts.append(a)
                    span.rights.append(b)
                    span.blanks.append(blanks)
                    span.last_object = at
                    blanks, last = 0, a
                    if b > edge:
                        edge = b
                    continue
            span = _alone(letter, a, b, blanks, at, look)
            self.buckets[bucket].append(span)
            blanks, edge, last = 0, b, a
        return self.glyphs

    def _advance(self, letter: str, index: int, look: _Look) -> float:
        """Ems to the next letter by the font's widths; by the glyph's box where the font does not say."""
        loose = self._loose(index, look) / look.width
        advance = loose
        if len(letter) == 1 and _WIDTH(look.address, ord(letter), 1.0, self.into_matrix):
            stated = self.matrix[0]
            if 0.25 * loose <= stated <= loose + 0.05:  # the box is as wide as the advance, or as what hangs over it
                advance = stated
        look.advances[letter] = advance
        return advance

    def _loose(self, index: int, look: _Look) -> float:
        """Points that the glyph's box takes along the line."""
        _BOX(self.address, index, self.into_rectangle)
        x0, y1, x1, y0 = self.rectangle
        return y1 - y0 if look.turn % 2 else x1 - x0

    def _characters(self) -> str:
        """One character an index of pdfium's."""
        count = c.FPDFText_CountChars(self.text)
        if count <= 0:
            return ""
        buffer = ctypes.create_string_buffer(2 * count + 2)
        written = c.FPDFText_GetText(self.text, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        found = buffer.raw[: 2 * (written - 1)].decode("utf-16-le", "surrogatepass")
        if len(found) == count == written - 1:
            return found
        # Characters without a value, or beyond the first plane: the text and the indexes run apart.
        codes = (c.FPDFText_GetUnicode(self.text, index) for index in range(count))
        return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)

    def _control(self, letter: str, index: int, look: _Look) -> str:
        if letter in _HYPHENS:
            return self._hyphen(index, look)
        if letter in "\r\n":
            return ""
        self.glyphs.unmapped[look.font.name] += 1
        return "\ufffd"

    def _hyphen(self, index: int, look: _Look) -> str:
        """The hyphen at the end of a line, or the letter that fonts of TCVN3 have in the place of the soft hyphen."""
        loose = self._loose(index, look) / look.width
        widths = []
        for letter in "-\u00ad":
            known = _WIDTH(look.address, ord(letter), 1.0, self.into_matrix)
            widths.append(self.matrix[0] if known and self.matrix[0] else 1.0)
        return "\u00ad" if abs(widths[1] - loose) + 0.05 < abs(widths[0] - loose) else "-"

    def _look(self, at: int, index: int) -> _Look:
        page = self.address
        _MATRIX(page, index, self.into_matrix)
        a, b, cc, d, _, _ = self.matrix
        em = _SIZE(page, index)
        size, width = em * (math.hypot(cc, d) if cc else abs(d)), em * (math.hypot(a, b) if b else abs(a))
        address = _FONT(at)
        font = self.fonts.get(address)
        if font is None:
            font = _font(address)
            self.fonts[address] = font = next((known for known in self.fonts.values() if known == font), font)
        mode = _MODE(at)
        if mode in _STROKED and not font.bold:
            font = self.fonts.setdefault(-address, font._replace(bold=True))
        if _UNMAPPED(page, index) == 1:
            self.glyphs.unmapped[font.name] += 1
        turn, bucket = 0, _VISIBLE
        if b or cc or a < 0:
            quarters = math.atan2(b, a) / (math.pi / 2)
            turn = round(quarters) % 4
            if abs(quarters - round(quarters)) > _SLANT:
                bucket = _SLANTED
        if mode in _INVISIBLE:
            bucket = _HIDDEN
        elif bucket == _VISIBLE:
            colour = self.colour
            if _COLOUR(page, index, *self.into_colour) and (colour[3] == 0 or min(colour[:3]) >= _WHITE):
                bucket = _PALE
        _ORIGIN(page, index, *self.into_origin)
        x, y = self.origin
        frame = self.frame
        line = (frame.top - y, x - frame.left, y - frame.bottom, frame.right - x)[turn]
        advances = self.advances.setdefault(address, {})
        return _Look(font, round(size, 2) or 1.0, width or 1.0, turn, line, bucket, advances, address)


def _alone(letter: str, x0: float, x1: float, blanks: int, at: int, look: _Look) -> Span:
    high, low = look.y - _ASCENT * look.size, look.y + _DESCENT * look.size
    return Span([letter], [x0], [x1], [blanks], look.y, high, low, look.size, look.font, look.turn, at, at)


def _alike(span: Span, look: _Look, bucket: int) -> bool:
    same = span.size == look.size and span.font is look.font and span.turn == look.turn and bucket == look.bucket
    return same and abs(span.y - look.y) <= 0.02 * look.size


def _font(address: int) -> Font:
    font = ctypes.cast(address, c.FPDF_FONT)
    name = ""
    for ask in (c.FPDFFont_GetBaseFontName, c.FPDFFont_GetFamilyName):
        length = ask(font, None, 0)
        if length > 1:
            buffer = ctypes.create_string_buffer(length)
            ask(font, buffer, length)
            name = buffer.value.decode("utf-8", "replace")
            break
    flags = c.FPDFFont_GetFlags(font)
    words = name.split("+", 1)[-1].lower()
    bold = any(sign in words for sign in ("bold", "black", "heavy")) or (flags > 0 and bool(flags & _FORCE_BOLD))
    italic = "italic" in words or "oblique" in words or (flags > 0 and bool(flags & _ITALIC))
    if not any(
        letter.isalpha() for letter in words[1:]
    ):  # a name like F1 says nothing; the weight is a guess as a rule
        bold = bold or c.FPDFFont_GetWeight(font) >= 700
    return Font(name, bold, italic)
