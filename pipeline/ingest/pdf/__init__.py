"""Digital PDF: characters with their places become lines in reading order, tables and notes.

pdfium reads the characters. What PDF does not say — blanks, lines, columns, cells, notes, running heads — is decided
here from where the characters stand. A scan without a text layer is refused (`needs_ocr`).
"""

from __future__ import annotations

from collections import Counter

import pypdfium2 as pdfium

from pipeline.errors import SolieuError
from pipeline.ingest.pdf import added, continued, furniture, hyphens, notes, opening, order, telling
from pipeline.ingest.pdf import page as pages_module
from pipeline.ingest.pdf.added import Added
from pipeline.ingest.pdf.page import Page, Placed, Strip
from pipeline.model import Piece, Raw, Stretch

__all__ = ["parse"]

_UNREAD = 0.5  # of the letters; a text with more unknown ones is none
_TEXT = 0.2  # of all letters that are set in the size of the text at least
_BARE = 8  # letters on a page that are nearly none: a page number, a scanner's stamp


def parse(data: bytes, path: str, sha256: str) -> Raw:
    """Read a PDF file.

    Lines are pieces of kind `line` with boxes in points from the top left of the page as a reader sees it; tables,
    footnotes (`note`) and page breaks are pieces of their own. Page numbers and running heads leave the flow and are
    named in `Raw.warnings`, as is everything else that was left out.

    Raises SolieuError: `encrypted`, `corrupt_pdf`, `needs_ocr`, `too_large`.
    """
    opened = opening.open_pdf(data, path)
    try:
        return _read(opened, path, sha256)
    finally:
        opened.document.close()


def _read(opened: opening.Opened, path: str, sha256: str) -> Raw:
    told, warnings = Added(), opened.warnings
    pages, failed = _pages(opened, told)
    if not pages:
        raise SolieuError("corrupt_pdf", path, "không đọc được trang nào")
    letters = sum(page.letters for page in pages)
    if not letters or (all(page.letters <= _BARE for page in pages) and any(page.pictures for page in pages)):
        if failed or opened.damaged:
            pages_lost = telling.numbers(failed or [page.number for page in pages])
            raise SolieuError("corrupt_pdf", path, f"không đọc được trang {pages_lost}")
        raise SolieuError("needs_ocr", path)
    if sum(page.unread for page in pages) > _UNREAD * letters:
        if opened.damaged:
            raise SolieuError("corrupt_pdf", path, "mất phông chữ")
        raise SolieuError("needs_ocr", path, "phông chữ không có bảng mã Unicode")
    if failed:
        warnings.append(f"không đọc được trang {telling.numbers(failed)}")
    warnings += told.warnings() + telling.of(pages) + furniture.drop(pages)
    raw = Raw(path, "pdf", sha256, _pieces(pages, warnings), pages=len(opened.document), warnings=warnings)
    raw.ocr = sum(page.letters for page in pages if page.recognised) > 0.5 * letters
    return raw


def _pages(opened: opening.Opened, told: Added) -> tuple[list[Page], list[int]]:
    """The pages that could be read, and the numbers of the others."""
    pages: list[Page] = []
    failed: list[int] = []
    document = opened.document
    added.prepare(document)
    for index in range(len(document)):
        try:
            page, written = added.shown(document, index, told)
            pages.append(pages_module.read(page, index + 1, opened.damaged))
            page.close()
        except pdfium.PdfiumError:
            failed.append(index + 1)
            continue
        if written:
            text = "".join(strip.text for strip in pages[-1].strips)
            text = _squeezed(text + "".join(c.text for t in pages[-1].tables for c in t.table.cells))
            told.missing += [value for value in written if _squeezed(value) not in text]
    return pages, failed


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _pieces(pages: list[Page], warnings: list[str]) -> list[Piece]:
    """The pieces of all pages in reading order; what is left out on the way is added to `warnings`."""
    found = notes.lift(pages, _usual_size(pages))
    flow = {page.number: _flow(page) for page in pages}
    first = {n: f[0] for n, f in flow.items() if f and isinstance(f[0], Placed)}
    last = {n: f[-1] for n, f in flow.items() if f and isinstance(f[-1], Placed)}
    if repeated := continued.across(pages, last, first):
        warnings.append(f"tiêu đề bảng lặp lại ở đầu trang {telling.numbers(repeated)} bỏ khỏi văn bản")
    strips = [item for page in pages for item in flow[page.number] if isinstance(item, Strip)]
    kept = {id(strip) for strip in hyphens.close(strips)} | {id(table) for page in pages for table in page.tables}
    pieces: list[Piece] = []
    for page in pages:
        if pieces and pieces[-1].kind != "break":
            pieces.append(Piece("break"))
        for item in flow[page.number]:
            if id(item) not in kept:
                continue
            if isinstance(item, Strip):
                pieces.append(item.line.piece("line"))
            else:
                source = page.source(item.box)
                pieces.append(Piece("table", table=item.table, stretches=[Stretch(0, 0, source)]))
        pieces += [note.piece() for note in found.get(page.number, ())]
    while pieces and pieces[-1].kind == "break":
        pieces.pop()
    return pieces


def _usual_size(pages: list[Page]) -> float:
    """The size of the text: the largest that many letters have, since notes may be longer than what they explain."""
    sizes: Counter[float] = Counter()
    for page in pages:
        sizes.update(page.sizes)
    return max((size for size, count in sizes.items() if count >= _TEXT * sizes.total()), default=12.0)


def _flow(page: Page) -> list[Strip | Placed]:
    """Strips and tables of the page in reading order."""
    items: list[Strip | Placed] = [*page.strips, *page.tables]
    return [items[i] for i in order.order([item.box for item in items])]
