"""Opening a PDF: passwords, broken files, attachments; every way it can fail is a documented error."""

from __future__ import annotations

import re
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.errors import SolieuError
from pipeline.ingest import limits
from pipeline.ingest.pdf import integrity, repair
from pipeline.ingest.pdf.added import signatures, wide

_NO_PAGES = re.compile(rb"/Count\s+0\b")


class Opened(NamedTuple):
    document: pdfium.PdfDocument
    damaged: bool
    warnings: list[str]  # about the file as a whole


def open_pdf(data: bytes, path: str) -> Opened:
    """The document, mended where it was cut off.

    Raises SolieuError: `encrypted`, `corrupt_pdf`, `too_large`.
    """
    warnings = []
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None) or c.FPDF_GetLastError()
        if code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY):
            raise SolieuError("encrypted", path) from error
        document = _mended(data, path)
        warnings.append("tệp PDF bị cắt cụt; chỉ đọc được những trang còn lại")
    if len(document) > limits.pdf_pages():
        count = len(document)
        document.close()
        raise SolieuError("too_large", path, limits.pages_message(count))
    if not warnings and not c.FPDF_DocumentHasValidCrossReferenceTable(document):
        warnings.append("bảng tra của tệp PDF hỏng, đã dựng lại; có thể thiếu trang hoặc thiếu chữ")
    if broken := integrity.damaged(data):
        warnings.append(f"{broken} phần của tệp PDF bị hỏng; có thể thiếu hoặc sai chữ, nên lấy lại tệp từ nguồn")
    return Opened(document, bool(warnings), warnings + _attachments(document) + signatures(document))


def _mended(data: bytes, path: str) -> pdfium.PdfDocument:
    again = repair.mended(data)
    if again is not None:
        try:
            document = pdfium.PdfDocument(again)
            if len(document):
                return document
            document.close()
        except pdfium.PdfiumError:
            pass
    raise SolieuError("corrupt_pdf", path, "không có trang nào" if _NO_PAGES.search(data) else "")


def _attachments(document: pdfium.PdfDocument) -> list[str]:
    names = []
    for index in range(c.FPDFDoc_GetAttachmentCount(document)):
        attachment = c.FPDFDoc_GetAttachment(document, index)
        name = wide(lambda buffer, size, a=attachment: c.FPDFAttachment_GetName(a, buffer, size))  # type: ignore[misc]
        names.append(name or "không tên")
    return [f"tệp đính kèm không được đọc: {', '.join(names)}"] if names else []
