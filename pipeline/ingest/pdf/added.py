"""What was put on the pages of a PDF afterwards: form fields, typed text, remarks of readers."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.ingest.pdf import telling

_WRITTEN = (c.FPDF_FORMFIELD_TEXTFIELD, c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX)
_TIME = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")  # PDF 32000-1, 7.9.4
# Remarks and drawings of readers; what they say, where they say something, is theirs and not the document's.
_OF_READERS = frozenset(
    (
        *(c.FPDF_ANNOT_TEXT, c.FPDF_ANNOT_HIGHLIGHT, c.FPDF_ANNOT_UNDERLINE, c.FPDF_ANNOT_SQUIGGLY, c.FPDF_ANNOT_CARET),
        *(c.FPDF_ANNOT_STRIKEOUT, c.FPDF_ANNOT_STAMP, c.FPDF_ANNOT_INK, c.FPDF_ANNOT_SQUARE, c.FPDF_ANNOT_CIRCLE),
        *(c.FPDF_ANNOT_LINE, c.FPDF_ANNOT_POLYGON, c.FPDF_ANNOT_POLYLINE),
    )
)


@dataclass(slots=True)
class Added:
    """Collects over the pages of a document what has to be told."""

    typed: list[str] = field(default_factory=list)  # text boxes that went into the text
    missing: list[str] = field(default_factory=list)  # values that no page shows
    remarks: list[str] = field(default_factory=list)
    struck: list[int] = field(default_factory=list)  # pages with text that a reader crossed out
    stamped: list[int] = field(default_factory=list)

    def warnings(self) -> list[str]:
        found = []
        for texts, sentence in (
            (self.typed, "chữ gõ thêm lên trang được đưa vào văn bản"),
            (self.missing, "ô điền của biểu mẫu không hiện trên trang"),
            (self.remarks, "nhận xét ghi trên trang không đưa vào văn bản"),
        ):
            if texts:
                found.append(f"{sentence}: {telling.examples(texts)}")
        for pages, sentence in (
            (self.struck, "chữ bị gạch bỏ bằng công cụ nhận xét vẫn được đọc"),
            (self.stamped, "con dấu đóng thêm lên trang không được đọc"),
        ):
            if pages:
                found.append(f"{sentence} (trang {telling.numbers(list(dict.fromkeys(pages)))})")
        return found


def prepare(document: pdfium.PdfDocument) -> None:
    """Load the form of the document, if it has one."""
    if document.get_formtype() != c.FORMTYPE_NONE:
        document.init_forms()


def shown(document: pdfium.PdfDocument, index: int, told: Added) -> tuple[pdfium.PdfPage, list[str]]:
    """The page with its fields and typed texts made part of it, and those texts."""
    page = document[index]
    if c.FPDFPage_GetAnnotCount(page) <= 0:
        return page, []
    texts: list[str] = []
    for note in _notes(page):
        kind = c.FPDFAnnot_GetSubtype(note)
        if kind == c.FPDF_ANNOT_WIDGET and document.formenv is not None:
            texts.append(_value(document, note))
        elif kind == c.FPDF_ANNOT_FREETEXT:
            text = _contents(note)
            texts.append(text)
            told.typed += [text] if text.strip() else []
        elif kind in _OF_READERS:
            told.struck += [index + 1] if kind == c.FPDF_ANNOT_STRIKEOUT else []
            told.stamped += [index + 1] if kind == c.FPDF_ANNOT_STAMP else []
            told.remarks += [text] if (text := _contents(note)).strip() else []
    texts = [text for text in texts if text.strip()]
    if texts:
        _unsign(document, page)
        c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    return page, texts


def signatures(document: pdfium.PdfDocument) -> list[str]:
    """A warning that names the digital signatures: what they show on the page is no text of the document."""
    count = c.FPDF_GetSignatureCount(document)
    if count <= 0:
        return []
    times = []
    for index in range(count):
        signature = c.FPDF_GetSignatureObject(document, index)
        buffer = ctypes.create_string_buffer(64)
        length = c.FPDFSignatureObj_GetTime(signature, buffer, 64)
        when = _TIME.match(buffer.raw[: max(0, length - 1)].decode("latin-1")) if 0 < length <= 64 else None
        times += [f"{when[3]}/{when[2]}/{when[1]}"] if when else []
    dated = f" (ký ngày {', '.join(times)})" if times else ""
    return [f"tệp có {count} chữ ký số{dated}; chữ ký không được kiểm tra, không đưa vào văn bản"]


def _unsign(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> None:
    """Take the fields of digital signatures off the page, so that their time and number do not enter its text."""
    for index in reversed(range(c.FPDFPage_GetAnnotCount(page))):
        note = c.FPDFPage_GetAnnot(page, index)
        signed = (
            document.formenv is not None
            and c.FPDFAnnot_GetSubtype(note) == c.FPDF_ANNOT_WIDGET
            and c.FPDFAnnot_GetFormFieldType(document.formenv, note) == c.FPDF_FORMFIELD_SIGNATURE
        )
        c.FPDFPage_CloseAnnot(note)
        if signed:
            c.FPDFPage_RemoveAnnot(page, index)


def _notes(page: pdfium.PdfPage) -> Iterator[Any]:
    for index in range(c.FPDFPage_GetAnnotCount(page)):
        note = c.FPDFPage_GetAnnot(page, index)
        if note:
            try:
                yield note
            finally:
                c.FPDFPage_CloseAnnot(note)


def _value(document: pdfium.PdfDocument, note: Any) -> str:
    if c.FPDFAnnot_GetFormFieldType(document.formenv, note) not in _WRITTEN:
        return ""
    return wide(lambda buffer, size: c.FPDFAnnot_GetFormFieldValue(document.formenv, note, buffer, size))


def _contents(note: Any) -> str:
    return wide(lambda buffer, size: c.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size))


def wide(ask: Callable[[Any, int], int]) -> str:
    """A UTF-16 string that a function of pdfium writes into a buffer."""
    length = ask(None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
