"""Scans made to exhaust the machine: the code, the setting that is named, and what is kept."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from pdf_files import Sheet, build
from PIL import Image
from scan_files import Drawn, needs_tesseract, saved

import pipeline
from pipeline.errors import SolieuError
from pipeline.ingest.pdf import recognition

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
SENTENCE = "Tỷ lệ hộ nghèo giảm còn 3,37% trong toàn tỉnh."


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program of the name of Tesseract that does as `script` says once it is given a page."""
    program = folder / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nif [ "$1" = --list-langs ]; then echo vie; exit 0; fi\n{script}\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin")


def speckled(path: Path, pages: int = 1) -> Path:
    """Scanned pages with a little ink, enough to be read."""
    picture = Image.new("L", (300, 400), 255)
    picture.paste(0, (50, 50, 80, 90))
    return saved(path, *[picture] * pages, dpi=72)


def test_a_page_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "exec sleep 5")
    monkeypatch.setenv("SOLIEU_OCR_SECONDS", "1")
    with pytest.raises(SolieuError) as caught:
        pipeline.read(speckled(tmp_path / "lau.pdf"))
    assert caught.value.code == "ocr_timeout"
    assert "SOLIEU_OCR_SECONDS" in caught.value.sentence


def test_what_could_be_read_beside_it_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "echo hỏng >&2; exit 1")
    sheet = Sheet()
    sheet.text(70, 100, SENTENCE)
    (tmp_path / "so.pdf").write_bytes(build(sheet))
    mixed = pdfium.PdfDocument(tmp_path / "so.pdf")
    mixed.import_pages(pdfium.PdfDocument(speckled(tmp_path / "quet.pdf")))
    mixed.save(tmp_path / "hon-hop.pdf")
    document = pipeline.read(tmp_path / "hon-hop.pdf")
    assert SENTENCE in document.text
    assert any("trang 2 không nhận dạng được" in warning and "hỏng" in warning for warning in document.warnings)


def test_one_scanned_page_that_fails_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second picture that comes in makes the program fail; the other pages stay."""
    words = ("Tỷ", "lệ", "giảm", "còn", "3,37%", "trong", "toàn", "tỉnh")
    rows = [f"5\t1\t1\t1\t1\t{n}\t{40 * n}\t50\t35\t12\t96.5\t{word}" for n, word in enumerate(words)]
    (tmp_path / "chu.tsv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    count = f'echo x >> "{tmp_path}/count"; [ $(wc -l < "{tmp_path}/count") = 2 ] && exit 1'
    stand_in(tmp_path, monkeypatch, f'cat > /dev/null; {count}; cat "{tmp_path}/chu.tsv"')
    monkeypatch.setenv("SOLIEU_OCR_JOBS", "1")
    document = pipeline.read(speckled(tmp_path / "ba-trang.pdf", 3))
    assert document.text.count("3,37%") == 2
    assert any("trang 2 không nhận dạng được" in warning for warning in document.warnings)


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_MAX_PDF_PAGES", "2")
    with pytest.raises(SolieuError) as caught:
        pipeline.read(speckled(tmp_path / "day.pdf", 3))
    assert caught.value.code == "too_large"
    assert "SOLIEU_MAX_PDF_PAGES" in caught.value.sentence and "3 trang" in caught.value.sentence


def test_ten_thousand_pages_are_refused_unread(tmp_path: Path) -> None:
    kids = " ".join(["3 0 R"] * 10_000)
    body = (
        f"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [{kids}] "
        "/Count 10000 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
        "trailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n"
    )
    (tmp_path / "muoi-nghin.pdf").write_text(body, "ascii")
    with pytest.raises(SolieuError) as caught:
        pipeline.read(tmp_path / "muoi-nghin.pdf")
    assert caught.value.code == "too_large" and "10000 trang" in caught.value.sentence


def test_no_page(tmp_path: Path) -> None:
    (tmp_path / "rong.pdf").write_bytes(build())
    with pytest.raises(SolieuError) as caught:
        pipeline.read(tmp_path / "rong.pdf")
    assert caught.value.code == "corrupt_pdf"


def test_a_poster_is_rendered_within_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of 200 by 200 inches would be 3.6 thousand million pixels at the usual resolution."""
    monkeypatch.setenv("SOLIEU_OCR_MEGAPIXELS", "2")
    document = pdfium.PdfDocument.new()
    gray, dpi = recognition._rendered(document.new_page(14400, 14400))
    assert gray.size <= 2_100_000 and dpi == gray.shape[0] // 200


@needs_tesseract
def test_a_hundred_megapixels_are_read_smaller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture has 100 million pixels, the page is read with 6; the text is still told, and that it was coarse."""
    drawn = Drawn(size=(2480, 1800))
    for number in range(4):
        drawn.text(150, 300 + 300 * number, SENTENCE, 86)
    large = drawn.picture.convert("L").resize((11_000, 9_100), Image.Resampling.NEAREST)
    assert np.prod(large.size) > 100_000_000
    path = saved(tmp_path / "lon.pdf", large, dpi=600)
    monkeypatch.setenv("SOLIEU_OCR_MEGAPIXELS", "6")
    document = pipeline.read(path)
    assert document.text.count("3,37%") >= 3
    assert any("SOLIEU_OCR_MEGAPIXELS" in warning for warning in document.warnings)
