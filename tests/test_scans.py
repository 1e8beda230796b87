"""Scanned pages: read by a real Tesseract, and what happens where it is missing or not wanted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

import pipeline
from pipeline import extract
from pipeline.errors import SolieuError
from pipeline.ingest import tesseract
from pipeline.ingest.pdf import second_look

FONT = next(Path("/usr/share/fonts").rglob("DejaVuSerif.ttf"), None)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None or FONT is None, reason="needs tesseract-ocr-vie and fonts-dejavu"
)
LINES = (
    "I. KẾT QUẢ NĂM 2019",
    "Tổng thu ngân sách đạt 1.234,5 tỷ đồng, tăng 7,25% so với năm 2018.",
    "Kết nạp 156 đảng viên mới; tỷ lệ hộ nghèo giảm còn 3,37%.",
)
ROWS = (("Năm", "Số lượng", "Tỷ lệ (%)"), ("2017", "38", "42,69"), ("2018", "62", "74,69"))


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of prose and a ruled table, slightly askew, as a picture alone."""
    page = Image.new("L", (2480, 3508), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 58)
    for number, line in enumerate(LINES):
        draw.text((300, 300 + 100 * number), line, fill=0, font=font)
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            box = (300 + 600 * c, 800 + 110 * r, 900 + 600 * c, 910 + 110 * r)
            draw.rectangle(box, outline=0, width=4)
            draw.text((box[0] + 150, box[1] + 20), text, fill=0, font=font)
    path = tmp_path_factory.mktemp("scan") / "quet.pdf"
    page.rotate(0.6, Image.Resampling.BICUBIC, fillcolor=255).save(path, "PDF", resolution=300)
    return path


@needs_tesseract
def test_prose_and_table_of_a_scan(scan: Path) -> None:
    document = pipeline.read(scan)
    figures = extract.figures(document).figures
    assert document.ocr and document.ocr_confidence and document.ocr_confidence > 0.7
    read = {figure.quote.split()[0].rstrip("%") for figure in figures}
    assert {"1.234,5", "7,25", "156", "3,37", "42,69", "74,69"} <= read
    assert {figure.quote for figure in figures if figure.location == "table"} >= {"42,69", "74,69"}
    for figure in figures:
        assert document.text[figure.start : figure.end] == figure.quote
        assert figure.page == 1 and figure.bbox and figure.confidence <= 1


@needs_tesseract
def test_letters_doubted_lower_the_confidence(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sure = {f.quote: f.confidence for f in extract.figures(pipeline.read(scan)).figures}
    words = tesseract.words
    monkeypatch.setattr(tesseract, "words", lambda *a: [w._replace(confidence=0.5) for w in words(*a)])
    others = {2.0: ("777", 0.1), 1.5: ("888", 0.1)}  # readings that differ from one another too
    monkeypatch.setattr(second_look, "_again", lambda asked, times, *_: [others[times]] * len(asked))
    doubted = {f.quote: f.confidence for f in extract.figures(pipeline.read(scan)).figures}
    assert doubted["156 đảng viên mới"] < 0.4 * sure["156 đảng viên mới"]


@needs_tesseract
def test_not_wanted(scan: Path) -> None:
    with pytest.raises(SolieuError) as caught:
        pipeline.read(scan, ocr="off")
    assert caught.value.code == "needs_ocr"


@needs_tesseract
def test_missing(scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SolieuError) as caught:
        pipeline.read(scan)
    assert caught.value.code == "needs_tesseract"


@needs_tesseract
def test_a_digital_page_is_read_as_it_is(scan: Path, tmp_path: Path) -> None:
    """Of a mixed file only the scanned page goes to Tesseract."""
    sample = next((Path(__file__).parents[1] / "corpus").rglob("*.pdf"))
    mixed = pdfium.PdfDocument(sample)
    digital = pipeline.read(sample)
    mixed.import_pages(pdfium.PdfDocument(scan))
    mixed.save(tmp_path / "hon-hop.pdf")
    document = pipeline.read(tmp_path / "hon-hop.pdf")
    assert document.pages == (digital.pages or 0) + 1
    assert "1.234,5 tỷ đồng" in document.text
    assert digital.text[:500] == document.text[:500]
