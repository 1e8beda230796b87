"""Plain text and markdown: bytes become physical lines. What a line means is decided in pipeline.normalize."""

from __future__ import annotations

import codecs
from pathlib import PurePath

import regex

from pipeline.errors import SolieuError
from pipeline.model import Piece, Raw, Source, Stretch

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_END_OF_LINE = regex.compile(r"\r\n|\n|\r")
# Control characters no text editor writes; more than a trace of them is no text. In bytes of an old encoding
# some of them are letters (VPS and VISCII have capitals there).
_BINARY = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f�]")
_BINARY_BYTES = regex.compile(r"[\x00\x07\x08\x0e\x0f\x18\x1a\x1b\x1f\x7f]")
_NULS = 0.3  # share of NUL among the high bytes of UTF-16; in Vietnamese more than half


def parse(data: bytes, path: str, sha256: str) -> Raw:
    """Read a text file: one Piece a physical line, one `break` a form feed. Blank lines are pieces too.

    Bytes that are no Unicode are given as Latin-1 characters with `encoding` "bytes": which of the old encodings
    of Vietnamese they are in, pipeline.normalize tells from the syllables.
    Raises SolieuError `unknown_encoding` (no text in any encoding Vietnamese is written in) or `no_text` (blanks only).
    """
    text, encoding = decode(data, path)
    if not text.strip("﻿\x00 \t\r\n\f\v\u00a0"):
        raise SolieuError("no_text", path)
    pieces: list[Piece] = []
    for number, line in enumerate(_END_OF_LINE.split(text), 1):
        for nth, part in enumerate(line.split("\f")):
            if nth:
                pieces.append(Piece("break"))
            if part or not nth:
                pieces.append(Piece("line", part, stretches=[Stretch(0, len(part), Source(line=number))]))
    markdown = PurePath(path).suffix.lower() in (".md", ".markdown")
    return Raw(path, "md" if markdown else "txt", sha256, pieces, encoding=encoding)


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text of `data` and its encoding, "unicode" or "bytes": by byte order mark, else UTF-8, else UTF-16 without
    a mark, else its bytes as Latin-1."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], name, path), "unicode"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        if not _is_binary(text, _BINARY_BYTES):
            return text, "bytes"
    if not _is_binary(text, _BINARY):
        return text, "unicode"
    for odd, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data[odd::2].count(0) > _NULS * len(data) / 2:
            return _unicode(data, name, path), "unicode"
    raise SolieuError("unknown_encoding", path, "tệp nhị phân")


def _unicode(data: bytes, name: str, path: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise SolieuError("unknown_encoding", path, name) from error
    if _is_binary(text, _BINARY):
        raise SolieuError("unknown_encoding", path, "tệp nhị phân")
    return text


def _is_binary(text: str, signs: regex.Pattern[str]) -> bool:
    sample = text[:100_000]
    return len(signs.findall(sample)) > max(2, len(sample) // 200)
