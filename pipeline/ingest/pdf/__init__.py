"""Digital PDF: characters with their places become lines in reading order, tables and notes.

pdfium reads the characters. What PDF does not say — blanks, lines, columns, cells, notes, running heads — is decided
here from where the characters stand. Pages without a usable text are recognised by Tesseract, unless told otherwise.
"""

from __future__ import annotations

from collections import Counter

import pypdfium2 as pdfium

from pipeline import collecting
from pipeline.errors import SolieuError
from pipeline.ingest.options import Ocr
from pipeline.ingest.pdf import added, certainty, continued, furniture, hyphens, notes, opening, order, signs, telling
from pipeline.ingest.pdf import page as pages_module
from pipeline.ingest.pdf.added import Added
from pipeline.ingest.pdf.page import Page, Placed, Strip
from pipeline.ingest.tesseract import Word
from pipeline.model import Piece, Raw, Stretch

__all__ = ["parse"]

_UNREAD = 0.5  # of the letters; a text with more unknown ones is none
_TEXT = 0.2  # of all letters that are set in the size of the text at least
_FEW, _VIETNAMESE = 20, 0.6  # words of a layer that tell its language, and their share that are syllables of ours
_BARE = 8  # letters on a page that are nearly none: a page number, a scanner's stamp


def parse(data: bytes, path: str, sha256: str, ocr: Ocr = "auto") -> Raw:
    """Read a PDF file.

    Lines are pieces of kind `line` with boxes in points from the top left of the page as a reader sees it; tables,
    footnotes (`note`) and page breaks are pieces of their own. Page numbers and running heads leave the flow and are
    named in `Raw.warnings`, as is everything else that was left out.

    Raises SolieuError: `encrypted`, `corrupt_pdf`, `needs_ocr`, `too_large`; where nothing can be read without
    recognition also `needs_tesseract`, `ocr_failed`, `ocr_timeout`.
    """
    opened = opening.open_pdf(data, path)
    try:
        with collecting.resumed():  # pages and what hangs on them point at each other
            return _read(opened, path, sha256, ocr)
    finally:
        opened.document.close()


def _read(opened: opening.Opened, path: str, sha256: str, ocr: Ocr) -> Raw:
    told, warnings = Added(), opened.warnings
    pages, failed = _pages(opened, told)
    if not pages:
        raise SolieuError("corrupt_pdf", path, "không đọc được trang nào")
    words = _recognise(opened, pages, path, ocr, warnings)
    letters = sum(page.letters for page in pages)
    if not letters or (all(page.letters <= _BARE for page in pages) and any(page.pictures for page in pages)):
        if failed or opened.damaged:
            pages_lost = telling.numbers(failed or [page.number for page in pages])
            raise SolieuError("corrupt_pdf", path, f"không đọc được trang {pages_lost}")
        raise SolieuError("needs_ocr", path, "Tesseract không thấy chữ nào trong ảnh" if words else "")
    if sum(page.unread for page in pages) > _UNREAD * letters:
        if opened.damaged:
            raise SolieuError("corrupt_pdf", path, "mất phông chữ")
        raise SolieuError("needs_ocr", path, "phông chữ không có bảng mã Unicode")
    if failed:
        warnings.append(f"không đọc được trang {telling.numbers(failed)}")
    warnings += told.warnings() + telling.of(pages) + furniture.drop(pages)
    raw = Raw(path, "pdf", sha256, _pieces(pages, warnings), pages=len(opened.document), warnings=warnings)
    raw.ocr = sum(page.letters for page in pages if page.recognised) > 0.5 * letters
    if words:
        raw.ocr_confidence = certainty.state(raw.pieces, words)
    return raw


def _recognise(
    opened: opening.Opened, pages: list[Page], path: str, ocr: Ocr, warnings: list[str]
) -> dict[int, list[Word]]:
    """Recognise the pages that need it, in place; the words of each by its number."""
    wanted = [page.number for page in pages if ocr == "force" or (ocr == "auto" and _unreadable(page))]
    if not wanted:
        return {}
    from pipeline.ingest.pdf import recognition

    done: dict[int, list[Word]] = {}
    try:
        for scan in recognition.pages(opened.document, wanted, path, warnings):
            at = next(i for i, page in enumerate(pages) if page.number == scan.page.number)
            if scan.page.letters >= pages[at].letters or ocr == "force" or pages[at].recognised:
                pages[at], done[scan.page.number] = scan.page, scan.words
    except SolieuError as error:
        if not done and len(wanted) == len(pages):
            raise
        left = [number for number in wanted if number not in done]
        warnings.append(f"trang {telling.numbers(left)} không nhận dạng được: {error.sentence}")
    return done


def _unreadable(page: Page) -> bool:
    """A picture with hardly a letter, letters that nobody knows, or the text layer of a scan that is no Vietnamese."""
    if page.letters <= _BARE:
        return page.pictures > 0
    if page.unread > _UNREAD * page.letters:
        return True
    if not page.recognised:
        return False
    words = [w for strip in page.strips for w in strip.text.split() if w.isalpha()]
    return len(words) > _FEW and sum(map(signs.is_syllable, words)) < _VIETNAMESE * len(words)


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
