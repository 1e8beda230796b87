"""Streams of a PDF whose bytes went wrong: pdfium shows what it can of them and says nothing."""

from __future__ import annotations

import re
import zlib

from pipeline.ingest.limits import MIB

_STREAM = re.compile(rb"stream\r?\n")
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/FlateDecode")
_DICTIONARY = 600  # bytes before a stream in which its dictionary stands
_MOST = 64 * MIB  # unpacked; what comes behind is not looked at


def damaged(data: bytes) -> int:
    """How many packed streams of text and fonts do not unpack, or not to what their checksum says."""
    if b"/Encrypt" in data:
        return 0
    found, left = 0, _MOST
    for mark in _STREAM.finditer(data):
        if data[max(0, mark.start() - 3) : mark.start()] == b"end":
            continue
        dictionary = data[max(0, mark.start() - _DICTIONARY) : mark.start()].rpartition(b"obj")[2]
        if not _DEFLATED.search(dictionary) or b"/Image" in dictionary:
            continue
        end = data.find(b"endstream", mark.end())
        packed = memoryview(data)[mark.end() : end if end >= 0 else len(data)]
        try:
            left -= len(zlib.decompressobj().decompress(packed, left))
        except zlib.error:
            found += 1
        if left <= 0:
            break
    return found
