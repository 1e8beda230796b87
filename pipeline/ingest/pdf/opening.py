"""Opening a PDF: passwords, broken files, forms, attachments; every way it can fail is a documented error."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.errors import SolieuError
from pipeline.ingest import limits

_VALUES = 20  # field values named in one warning


def open_pdf(data: bytes, path: str) -> pdfium.PdfDocument:
    """Raises SolieuError: `encrypted`, `corrupt_pdf`, `too_large`."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None) or c.FPDF_GetLastError()
        if code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise SolieuError("encrypted", path) from error
        raise SolieuError("corrupt_pdf", path) from error
    if len(document) > limits.pdf_pages():
        count = len(document)
        document.close()
        raise SolieuError("too_large", path, limits.pages_message(count))
    if len(document) == 0:
        document.close()
        raise SolieuError("corrupt_pdf", path, "không có trang nào")
    return document


def remarks(document: pdfium.PdfDocument) -> list[str]:
    """Warnings about the file as a whole."""
    found = []
    if not c.FPDF_DocumentHasValidCrossReferenceTable(document):
        found.append("bảng tra của tệp PDF hỏng, đã dựng lại; có thể thiếu trang hoặc thiếu chữ")
    names = []
    for index in range(c.FPDFDoc_GetAttachmentCount(document)):
        attachment = c.FPDFDoc_GetAttachment(document, index)
        names.append(_wide(lambda buffer, size, a=attachment: c.FPDFAttachment_GetName(a, buffer, size)) or "không tên")
    if names:
        found.append(f"tệp đính kèm không được đọc: {', '.join(names)}")
    return found


def fields(document: pdfium.PdfDocument) -> bool:
    """Whether the file has a form whose values can be shown; prepares it."""
    if document.get_formtype() == c.FORMTYPE_NONE:
        return False
    document.init_forms()
    return document.formenv is not None


def values(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[str]:
    """What the form fields of a page hold."""
    environment = document.formenv
    for index in range(c.FPDFPage_GetAnnotCount(page)):
        note = c.FPDFPage_GetAnnot(page, index)
        try:
            if c.FPDFAnnot_GetSubtype(note) != c.FPDF_ANNOT_WIDGET:
                continue
            kind = c.FPDFAnnot_GetFormFieldType(environment, note)
            if kind in (c.FPDF_FORMFIELD_TEXTFIELD, c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX):
                value = _wide(lambda b, s, n=note: c.FPDFAnnot_GetFormFieldValue(environment, n, b, s))
                if value.strip():
                    yield value
        finally:
            c.FPDFPage_CloseAnnot(note)


def comments(page: pdfium.PdfPage) -> Iterator[str]:
    """Remarks that readers pinned to the page; they are no part of the text."""
    for index in range(c.FPDFPage_GetAnnotCount(page)):
        note = c.FPDFPage_GetAnnot(page, index)
        try:
            if c.FPDFAnnot_GetSubtype(note) in (c.FPDF_ANNOT_TEXT, c.FPDF_ANNOT_FREETEXT):
                text = _wide(lambda b, s, n=note: c.FPDFAnnot_GetStringValue(n, b"Contents", b, s))
                if text.strip():
                    yield text
        finally:
            c.FPDFPage_CloseAnnot(note)


def _wide(ask: object) -> str:
    """A UTF-16 string that a function of pdfium writes into a buffer."""
    assert callable(ask)
    length = ask(None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
