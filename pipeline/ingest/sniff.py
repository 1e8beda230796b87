"""What a file is, by its first bytes and not by its name: a `.doc` is as often RTF, HTML or a renamed .docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from pipeline.errors import SolieuError

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_TAGS = rb"!doctype\s+html|html|head|body|meta|title|table|div|font|p|h[1-6]|span|center"
_HTML = re.compile(rb"<(?:" + _TAGS + rb")[\s>/]", re.IGNORECASE)
_MIME = re.compile(rb"^(?:MIME-Version:|From:|Content-Type:)[^\n]*\n", re.IGNORECASE)
_WORD_XML = re.compile(rb"progid=.Word\.Document|<w:wordDocument|<pkg:package|<office:document[\s>]")
_TEXT_NAMES = {".txt": "txt", ".md": "md", ".markdown": "md"}
# Names that programs give to plain text too. A .docx that is none is broken: nothing writes text under that name.
_PROMISES = frozenset({".doc", ".rtf", ".htm", ".html"})


# What a damaged zip file was meant to be, by its name.
_BROKEN_PACKAGES = {
    **{".zip": "zip", ".odt": "odt", ".xlsx": "xlsx", ".ods": "ods"},
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm", ".doc", ""), "docx"),
}


def kind(data: bytes, name: str) -> str:
    """The format: docx, pdf, doc, rtf, odt, xls, xlsx, ods, html, mhtml, wordxml, zip, txt or md.

    Raises SolieuError `unsupported_format`, or `encrypted` and `corrupt_office` where the container shows it.
    """
    for sniffer in _SNIFFERS:
        if found := sniffer(data, name):
            return found
    raise SolieuError("unsupported_format", name, suffix(name) or "tệp không có phần mở rộng")


def suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _pdf(data: bytes, name: str) -> str:
    return "pdf" if b"%PDF-" in data[:1024] else ""


def _ole2(data: bytes, name: str) -> str:
    """Word and Excel before 2007, and the envelope that Office 2007 and later puts around an encrypted file."""
    if not data.startswith(OLE2):
        return ""
    if _stream("EncryptionInfo") in data or _locked(data):
        raise SolieuError("encrypted", name)
    if _stream("WordDocument") in data:
        return "doc"
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    if _stream("PowerPoint Document") in data:
        raise SolieuError("unsupported_format", name, "bản trình chiếu PowerPoint")
    # LibreOffice would read the bytes of such a file as letters.
    raise SolieuError("corrupt_office", name)


def _stream(name: str) -> bytes:
    """A stream's name as the directory of an OLE2 file spells it."""
    return name.encode("utf-16-le") + b"\0\0"


def _locked(data: bytes) -> bool:
    """Word: bit fEncrypted of the file information block; Excel: a FilePass record after the first BOF."""
    for start in range(512, len(data), 512):
        if data[start : start + 2] == b"\xec\xa5":
            return bool(data[start + 11] & 1) if start + 11 < len(data) else False
        if data[start : start + 4] in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00"):
            end = start + 4 + data[start + 2]
            return data[end : end + 2] == b"\x2f\x00"
    return False


def _zip(data: bytes, name: str) -> str:
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _package(archive, name)
    except SolieuError:
        raise
    except Exception:  # whatever zipfile raises on a damaged archive
        return _BROKEN_PACKAGES.get(suffix(name), "")


def _package(archive: zipfile.ZipFile, name: str) -> str:
    names = {n.replace("\\", "/").lstrip("/").lower() for n in archive.namelist()}
    folders = {n.split("/", 1)[0] for n in names}
    if "mimetype" in names:
        return _open_document(archive, name)
    if "[content_types].xml" in names:
        if "xl" in folders:
            return "xlsx"
        if "ppt" in folders:
            raise SolieuError("unsupported_format", name, "bản trình chiếu PowerPoint")
        return "docx"
    return "docx" if "word" in folders else "zip"


def _open_document(archive: zipfile.ZipFile, name: str) -> str:
    mime = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
    if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise SolieuError("encrypted", name)
    for end, kind in (("opendocument.text", "odt"), ("opendocument.spreadsheet", "ods")):
        if mime.removesuffix("-template").endswith(end):
            return kind
    raise SolieuError("unsupported_format", name, mime)


def _rtf(data: bytes, name: str) -> str:
    return "rtf" if data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt") else ""


def _markup(data: bytes, name: str) -> str:
    if suffix(name) in _TEXT_NAMES:
        return ""
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")
    if _MIME.match(head.lstrip()) and re.search(rb"text/html|multipart/related", data[: 4 * _HEAD], re.IGNORECASE):
        return "mhtml"
    if _WORD_XML.search(head):
        return "wordxml"
    return "html" if _HTML.search(head) else ""


def _text(data: bytes, name: str) -> str:
    named = suffix(name)
    if named in _TEXT_NAMES:
        return _TEXT_NAMES[named]
    if named in _PROMISES and not re.search(rb"[\x00-\x06\x0e-\x19]", data[:_HEAD]):
        return "txt"
    return ""


def _by_name(data: bytes, name: str) -> str:
    """Nothing known inside: the format's own reader tells what is wrong."""
    return {".docx": "docx", ".pdf": "pdf", ".zip": "zip"}.get(suffix(name), "")


_SNIFFERS: tuple[Callable[[bytes, str], str], ...] = (_ole2, _zip, _pdf, _rtf, _markup, _text, _by_name)
