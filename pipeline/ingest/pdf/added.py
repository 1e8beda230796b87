"""What was put on the pages of a PDF afterwards: form fields, typed text, remarks of readers."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.ingest.pdf import telling

_WRITTEN = (c.FPDF_FORMFIELD_TEXTFIELD, c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX)


@dataclass(slots=True)
class Added:
    """Collects over the pages of a document what has to be told."""

    typed: list[str] = field(default_factory=list)  # text boxes that went into the text
    missing: list[str] = field(default_factory=list)  # values that no page shows
    remarks: list[str] = field(default_factory=list)

    def warnings(self) -> list[str]:
        found = []
        for texts, sentence in (
            (self.typed, "chữ gõ thêm lên trang được đưa vào văn bản"),
            (self.missing, "ô điền của biểu mẫu không hiện trên trang"),
            (self.remarks, "nhận xét ghi trên trang không đưa vào văn bản"),
        ):
            if texts:
                found.append(f"{sentence}: {telling.examples(texts)}")
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
        elif kind == c.FPDF_ANNOT_TEXT and (text := _contents(note)).strip():
            told.remarks.append(text)
    texts = [text for text in texts if text.strip()]
    if texts:
        c.FPDFPage_Flatten(page, c.FLAT_NORMALDISPLAY)
        page.close()
        page = document[index]
    return page, texts


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
