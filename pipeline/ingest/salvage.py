"""What is left of a file that was cut off (a broken download, a full disk), made whole enough to be read.

Only the cut itself is mended: text is dropped back to the last paragraph that is surely whole, so that no number ends
in the middle. A file that is long enough but holds wrong bytes is refused elsewhere: there a number may be wrong.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from xml.sax.saxutils import quoteattr

from lxml import etree

from pipeline.ingest import limits

WARNING = "tệp bị cắt cụt; chỉ đọc được phần còn lại, thiếu từ chỗ cắt đến hết"
_HEADER = struct.Struct("<4s5H3I2H")  # of a member of a zip file (APPNOTE 4.3.7)
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_STORED, _DEFLATED = 0, 8
_TEXTS = ("document.xml", "content.xml", "sheet1.xml")  # parts without which there is nothing to read
_ENDS = (b"</w:p>", b"</text:p>", b"</text:h>", b"</row>")  # of paragraphs and rows
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_ESCAPED = re.compile(rb"\\[{}\\]")


def package(data: bytes) -> bytes | None:
    """A zip file of XML parts (.docx, .odt) that lost its end, with a new directory; None where it is not that.

    Parts that are whole stay as they are; the one that was cut is closed behind its last whole paragraph.
    """
    if not data.startswith(b"PK\x03\x04"):
        return None
    out = io.BytesIO()
    at = 0
    budget = limits.unpacked_bytes()
    with zipfile.ZipFile(out, "a") as archive:
        while (found := _member(data, at, budget)) is not None:
            name, content, whole, at = found
            if not whole:
                content = _closed(content)
            if content:
                archive.writestr(name, content)
                budget -= len(content)
            if not whole:
                break
        names = archive.namelist()
        if not any(name.endswith(_TEXTS) for name in names):
            return None
        if "mimetype" in names and "META-INF/manifest.xml" not in names:
            archive.writestr("META-INF/manifest.xml", _manifest(archive.read("mimetype").decode("latin-1"), names))
    return out.getvalue()


def _manifest(kind: str, names: list[str]) -> str:
    """The list of parts of an OpenDocument file, which stands at its end and without which nothing opens it."""
    parts = [("/", kind), *((name, "text/xml" if name.endswith(".xml") else "") for name in names)]
    attributes = "manifest:full-path={} manifest:media-type={}"
    entries = "".join(f"<manifest:file-entry {attributes.format(*map(quoteattr, part))}/>" for part in parts)
    return f'<manifest:manifest xmlns:manifest="{_MANIFEST}">{entries}</manifest:manifest>'


def _member(data: bytes, at: int, budget: int) -> tuple[str, bytes, bool, int] | None:
    """Name and content of the member at `at`, whether it is whole, and where the next one begins."""
    at = data.find(b"PK\x03\x04", at)
    if at < 0 or at + _HEADER.size > len(data):
        return None
    _, _, flags, method, _, _, checksum, size, _, name_length, extra = _HEADER.unpack_from(data, at)
    start = at + _HEADER.size + name_length + extra
    name = data[at + _HEADER.size : at + _HEADER.size + name_length].decode("utf-8", "replace")
    if flags & 1 or method not in (_STORED, _DEFLATED):
        return None
    if method == _STORED:
        content, whole = data[start : start + size], start + size <= len(data)
        return name, content, whole, start + size
    inflating = zlib.decompressobj(-15)
    try:
        content = inflating.decompress(data[start:], budget)
    except zlib.error:
        return None  # wrong bytes
    if inflating.unconsumed_tail:
        return None  # more than the limit
    end = len(data) - len(inflating.unused_data)
    if inflating.eof and not flags & 8 and zlib.crc32(content) != checksum:
        return None
    return name, content, inflating.eof, end


def _closed(content: bytes) -> bytes:
    """XML that was cut off, closed behind its last whole paragraph; nothing where it has none."""
    end = max(at + len(mark) if (at := content.rfind(mark)) >= 0 else 0 for mark in _ENDS)
    if not end:
        return b""
    own = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(content[:end], own)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) if root is not None else b""


def rtf(data: bytes) -> bytes | None:
    """RTF that was cut off, its groups closed; None where it is whole. What stood behind the last sign is dropped."""
    if b"\\bin" not in data and _BINARY.search(data):
        return None  # wrong bytes
    bare = _ESCAPED.sub(b"", data)
    depth = bare.count(b"{") - bare.count(b"}")
    if depth <= 0:
        return None
    cut = data if data.rstrip().endswith(b"}") else data[: data.rfind(b"\\")]
    if b"\\" not in cut:
        return None
    bare = _ESCAPED.sub(b"", cut)
    return cut + b"}" * (bare.count(b"{") - bare.count(b"}"))
