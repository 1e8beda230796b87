"""Real PDF files: the same content as their twins in Word and text, every letter of an old one, and fast."""

from __future__ import annotations

import re
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from pipeline.ingest import marks, pdf
from pipeline.model import Document, Raw
from pipeline.reading import read

BODY = ("heading", "paragraph", "list_item", "table", "caption")


def parse(path: Path) -> Raw:
    return pdf.parse(path.read_bytes(), str(path), "0" * 64)


def blocks(document: Document) -> list[str]:
    """The body in reading order, then the notes: a page shows them at its foot, Word behind their blocks."""
    body = [document.block_text(b).lstrip("*+- ") for b in document.blocks if b.kind in BODY]
    return body + [document.block_text(b) for b in document.blocks if b.kind == "footnote"]


def letters(text: str) -> Counter[str]:
    plain = marks.plain(text.replace("⁽", "").replace("⁾", ""))
    return Counter(c for c in plain if not c.isspace())


@pytest.mark.parametrize(("name", "least"), [("tv-baocao", 0.97), ("tv-nghiquyet", 0.99)])
def test_blocks_are_those_of_the_text(shared: Path, name: str, least: float) -> None:
    wanted = blocks(read(shared / f"corpus/text/{name}.txt"))
    got = blocks(read(shared / f"corpus/word-pdf/{name}.pdf"))
    assert SequenceMatcher(None, wanted, got, autojunk=False).ratio() >= least


def test_blocks_are_those_of_the_word_file(corpus: Path) -> None:
    wanted = blocks(read(corpus / "bao-cao-chinh-tri-du-thao-4.docx"))
    assert blocks(read(corpus / "bao-cao-chinh-tri-du-thao-4.pdf")) == wanted


def test_every_note_is_linked(shared: Path) -> None:
    document = read(shared / "corpus/word-pdf/tv-baocao.pdf")
    assert [note.label for note in document.footnotes] == [str(n) for n in range(1, 19)]
    assert all(note.anchor_char is not None and note.page is not None for note in document.footnotes)
    assert "25,24%⁽¹¹⁾" in document.text


def test_notes_stand_at_the_foot_of_their_page_and_after_the_block_that_calls_them(shared: Path) -> None:
    document = read(shared / "corpus/word-pdf/tv-baocao.pdf")
    pages = {block.position: [s.source.page or 0 for s in block.stretches] for block in document.blocks}
    for note in document.footnotes:
        assert note.block is not None and note.anchor_block is not None and note.anchor_block < note.block
        after = next(b for b in document.blocks[note.block + 1 :] if b.kind != "footnote")
        assert min(pages[note.block]) <= max(pages[note.anchor_block]) and max(pages[after.position]) > note.page
        assert document.blocks[note.block].section_path == document.blocks[note.anchor_block].section_path


@pytest.mark.parametrize("name", ["tv-baocao", "tv-nghiquyet"])
def test_no_number_is_lost_but_those_that_are_told(shared: Path, name: str) -> None:
    import pypdfium2

    path = shared / f"corpus/word-pdf/{name}.pdf"
    raw = parse(path)
    whole = "\n".join(
        [p.text + p.label for p in raw.pieces] + [c.text for p in raw.pieces if p.table for c in p.table.cells]
    )
    got = Counter(re.findall(r"\d+", marks.plain(whole)))
    with pypdfium2.PdfDocument(path) as document:
        plain = " ".join(page.get_textpage().get_text_range() for page in document)
    lost = Counter(re.findall(r"\d+", plain)) - got
    header = {"2015", "2016", "2018", "8", "2020"} if "tiêu đề bảng lặp lại" in " ".join(raw.warnings) else set()
    assert raw.pages is not None and set(lost) <= {str(n) for n in range(1, raw.pages + 1)} | header


def test_a_file_of_2004_has_every_letter_and_no_stray_blank(shared: Path) -> None:
    (path,) = (shared / "corpus/legacy").glob("2005-1ADDZ*.pdf")
    (truth,) = (shared / "corpus/legacy/truth").glob("2005-1ADDZ*.txt")
    document = read(path)
    wanted = re.sub(r"\n\d{1,2}\n", "\n", truth.read_text(encoding="utf-8"))  # its page numbers
    assert letters(document.text) == letters(wanted)
    assert [n.label for n in document.footnotes] == [str(n) for n in range(1, 38)]
    assert not [n for n in document.footnotes if n.anchor_char is None]
    assert "chỉ đạo" in document.text and "ch ỉ" not in document.text
    assert not re.search(r"\d \d+,\d", document.text)
    assert document.encoding == "tcvn3"


def test_a_scan_without_recognition_is_refused(shared: Path) -> None:
    from pipeline.errors import SolieuError

    with pytest.raises(SolieuError) as caught:
        pdf.parse((shared / "corpus/word-pdf/tv-nghiquyet-scan.pdf").read_bytes(), "a.pdf", "0" * 64, ocr="off")
    assert caught.value.code == "needs_ocr"


def test_sources_lie_on_their_pages(corpus: Path) -> None:
    raw = parse(corpus / "bao-cao-chinh-tri-du-thao-4.pdf")
    seen = 0
    for piece in raw.pieces:
        for source in [s.source for s in piece.stretches] + [
            c.source for c in (piece.table.cells if piece.table else [])
        ]:
            assert source.page is not None and raw.pages is not None and 1 <= source.page <= raw.pages
            assert source.bbox is not None
            x0, top, x1, bottom = source.bbox
            assert 0 <= x0 <= x1 <= 596 and 0 <= top <= bottom <= 843
            seen += 1
    assert seen > 100


def test_reading_takes_less_time_than_pdfplumbers_plain_text(shared: Path) -> None:
    import pdfplumber

    path = shared / "corpus/word-pdf/tv-baocao.pdf"
    parse(path)  # rules and word lists are loaded once

    def ours() -> float:
        start = time.process_time()
        parse(path)
        return time.process_time() - start

    start = time.process_time()
    with pdfplumber.open(path) as document:
        for page in document.pages[:15]:
            page.extract_text()
    theirs = (time.process_time() - start) * 43 / 15
    assert min(ours(), ours()) < theirs / 3
