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
# Control characters no text editor writes; more than a trace of them is no text.
_BINARY = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f�]")


def parse(data: bytes, path: str, sha256: str) -> Raw:
    """Read a text file: one Piece a physical line, one `break` a form feed. Blank lines are pieces too.

    Raises SolieuError `unknown_encoding` (no text in any encoding Vietnamese is written in) or `no_text` (blanks only).
    """
    text = decode(data, path)
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
    return Raw(path, "md" if markdown else "txt", sha256, pieces)


def decode(data: bytes, path: str) -> str:
    """The text of `data`: by byte order mark, else UTF-8, else what charset-normalizer finds among the Vietnamese encodings."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                return _text_or_fail(data[len(mark) :].decode(name), path)
            except UnicodeDecodeError as error:
                raise SolieuError("unknown_encoding", path, name) from error
    try:
        return _text_or_fail(data.decode("utf-8"), path)
    except UnicodeDecodeError:
        return _text_or_fail(_guess(data, path), path)


def _guess(data: bytes, path: str) -> str:
    from charset_normalizer import from_bytes

    # cp1252 and latin-1 are how bytes of TCVN3 and VNI look: pipeline.normalize recognises those by their syllables.
    found = from_bytes(data, cp_isolation=["cp1258", "utf-16-le", "utf-16-be", "cp1252"]).best()
    if found is None:
        raise SolieuError("unknown_encoding", path)
    return str(found)


def _text_or_fail(text: str, path: str) -> str:
    sample = text[:100_000]
    if len(_BINARY.findall(sample)) > max(2, len(sample) // 200):
        raise SolieuError("unknown_encoding", path, "tệp nhị phân")
    return text
