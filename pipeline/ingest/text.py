"""Plain text and markdown: bytes become physical lines. What a line means is decided in pipeline.normalize."""

from __future__ import annotations

import codecs
from pathlib import PurePath

import regex

from pipeline.errors import SolieuError
from pipeline.model import Piece, Raw, Source, Stretch, Style

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_END_OF_LINE = regex.compile(r"\r\n|\n|\r")
_LEADING_BLANKS = regex.compile(r"[ \u00a0\t]*")
_BLANK = 6.0  # points: half an em at 12 points, the width of a blank in a text laid out with blanks
# Control characters that no text editor writes; more than a trace of them is no text.
_BINARY = regex.compile(r"[\x00-\x06\x0e-\x19\x7f\ufffd]")
_BINARY_BYTES = regex.compile(r"[\x00\x07\x08\x0e\x0f\x18\x1a\x1b\x7f]")  # the others are capitals in VPS and VISCII
# A file cut off or damaged in a few places is UTF-8 all the same: broken letters, of those beyond ASCII.
_BROKEN, _BEYOND_ASCII = 0.05, regex.compile(r"[^\x00-\x7f]")


def parse(data: bytes, path: str, sha256: str) -> Raw:
    """Read a text file: one Piece a physical line, one `break` a form feed. Blank lines are pieces too.

    Leading blanks are kept in the text and given as `Style.indent`. A file that is neither UTF-8 nor UTF-16 comes as
    Latin-1 with `Raw.encoding` "bytes", for pipeline.normalize.legacy to tell its encoding.
    Raises SolieuError `unknown_encoding` (binary content) or `no_text` (blanks only).
    """
    text, encoding = decode(data, path)
    if not text.strip("\ufeff\x00 \t\r\n\f\v\u00a0"):
        raise SolieuError("no_text", path)
    pieces: list[Piece] = []
    for number, line in enumerate(_END_OF_LINE.split(text), 1):
        for nth, part in enumerate(line.split("\f")):
            if nth:
                pieces.append(Piece("break"))
            if part or not nth:
                pieces.append(_line(part, number))
    markdown = PurePath(path).suffix.lower() in (".md", ".markdown")
    return Raw(path, "md" if markdown else "txt", sha256, pieces, encoding=encoding)


def _line(text: str, number: int) -> Piece:
    blanks = _LEADING_BLANKS.match(text)
    indent = len(blanks[0].expandtabs()) * _BLANK if blanks else 0.0
    source = Source(line=number)
    return Piece("line", text, stretches=[Stretch(0, len(text), source)], style=Style(indent=indent or None))


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text of `data` and "unicode", by byte order mark or as UTF-8 or UTF-16; else as Latin-1 and "bytes"."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return _checked(data[len(mark) :].decode(name), path), "unicode"
            except UnicodeDecodeError as error:
                raise SolieuError("unknown_encoding", path, name) from error
    if wide := _utf16_without_mark(data):
        return _checked(data.decode(wide, "replace"), path), "unicode"
    try:
        return _checked(data.decode("utf-8"), path), "unicode"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= _BROKEN * len(_BEYOND_ASCII.findall(text)):
            return text, "unicode"
        return _checked(data.decode("latin-1"), path, _BINARY_BYTES), "bytes"


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 shows itself by the zero bytes of its blanks and ASCII letters, all at even or all at odd places."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2 or sample.count(0) < len(sample) // 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return "utf-16-le" if odd > 20 * even else "utf-16-be" if even > 20 * odd else ""


def _checked(text: str, path: str, signs: regex.Pattern[str] = _BINARY) -> str:
    sample = text[:200_000]
    if len(signs.findall(sample)) > max(2, len(sample) // 200):
        raise SolieuError("unknown_encoding", path, "tệp nhị phân")
    return text
