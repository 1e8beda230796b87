"""Scanned pages: read by a real Tesseract, and what happens where it is missing or not wanted."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c
import pytest
from pdf_files import Sheet, build
from PIL import Image
from scan_files import BLUE, Drawn, needs_tesseract, saved, worn

import pipeline
from pipeline import extract
from pipeline.errors import SolieuError
from pipeline.ingest import tesseract
from pipeline.ingest.pdf import second_look
from pipeline.model import Document

LINES = (
    "I. KẾT QUẢ NĂM 2019",
    "Tổng thu ngân sách đạt 1.234,5 tỷ đồng, tăng 7,25% so với năm 2018.",
    "Kết nạp 156 đảng viên mới; tỷ lệ hộ nghèo giảm còn 3,37%.",
)
ROWS = (("Năm", "Số lượng", "Tỷ lệ (%)"), ("2017", "38", "42,69"), ("2018", "62", "74,69"), ("2019", "4.373", "41,57"))
NUMBERS = {"1.234,5", "7,25", "156", "3,37"}
CELLS = {"38", "62", "4.373", "42,69", "74,69", "41,57"}


def page(lines: tuple[str, ...] = LINES, **look: tuple[int, int, int]) -> Drawn:
    drawn = Drawn(**look)
    for number, line in enumerate(lines):
        drawn.text(250, 400 + 100 * number, line)
    return drawn


def numbers(document: Document) -> set[str]:
    found = extract.figures(document).figures
    for figure in found:
        assert document.text[figure.start : figure.end] == figure.quote
        assert figure.page and figure.bbox and figure.confidence <= 1
    return {figure.value_text.rstrip("%") for figure in found}


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of prose and a ruled table, slightly askew, as a picture alone."""
    drawn = page()
    drawn.table(300, 800, ROWS)
    askew = drawn.picture.rotate(0.6, Image.Resampling.BICUBIC, fillcolor="white")
    return saved(tmp_path_factory.mktemp("scan") / "quet.pdf", askew)


@needs_tesseract
def test_prose_and_table_of_a_scan(scan: Path) -> None:
    document = pipeline.read(scan)
    assert document.ocr and document.ocr_confidence and document.ocr_confidence > 0.7
    assert numbers(document) >= NUMBERS | CELLS
    figures = extract.figures(document).figures
    assert {figure.quote for figure in figures if figure.location == "table"} >= CELLS


@needs_tesseract
def test_a_worn_scan_is_read_like_a_clean_one(tmp_path: Path) -> None:
    drawn = page()
    drawn.table(300, 800, ROWS)
    document = pipeline.read(saved(tmp_path / "cu.pdf", worn(drawn), dpi=200))
    assert numbers(document) >= NUMBERS | CELLS


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
def test_note_marks_are_found_by_their_shape(tmp_path: Path) -> None:
    drawn = Drawn()
    words = "Đảng bộ hiện có 83 tổ chức cơ sở đảng trực thuộc và 6.021 đảng viên"
    drawn.text(250, 400, words)
    end = drawn.marked(250, 490, "sinh hoạt tại 300 chi bộ trong toàn tỉnh", "(1)")
    drawn.text(end, 490, ". Năm 2018 kết nạp được")
    end = drawn.marked(250, 580, "thêm 156 đảng viên mới trong các cơ quan", "(2)")
    drawn.text(end, 580, ".")
    for nth, note in enumerate(
        ("Trong đó có 38 đảng bộ cơ sở thuộc các ngành.", "Có 97 đồng chí là nữ, tăng so với năm 2017.")
    ):
        drawn.marked(250, 2900 + 80 * nth, "", f"({nth + 1})", 40)
        drawn.text(300, 2900 + 80 * nth, note, 40)
    drawn.draw.line((250, 2840, 900, 2840), fill=0, width=4)
    document = pipeline.read(saved(tmp_path / "chu-thich.pdf", drawn))
    assert [(note.label, note.anchor_block is not None) for note in document.footnotes] == [("1", True), ("2", True)]
    assert "toàn tỉnh⁽¹⁾. Năm" in document.text and "cơ quan⁽²⁾" in document.text
    figures = {f.quote.split()[0]: f.footnote_label for f in extract.figures(document).figures}
    assert (figures["38"], figures["97"], figures["83"]) == ("1", "2", None)


@needs_tesseract
def test_strokes_of_roman_numbers_are_counted(tmp_path: Path) -> None:
    lines = ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIII, khóa VIII và khóa XII,", "nhiệm kỳ VII (khóa XI) đã đề ra.")
    text = pipeline.read(saved(tmp_path / "la-ma.pdf", page(lines))).text
    assert all(number in text for number in ("XIII,", "VIII", "khóa XII,", "VII", "(khóa XI)"))


@needs_tesseract
def test_a_stamp_across_the_text_leaves_it_readable(tmp_path: Path) -> None:
    drawn = page(paper=(250, 244, 225))
    drawn.text(250, 250, "TỶ LỆ CHUNG 45% NĂM 2020", colour=BLUE)
    drawn.stamp(600, 330)
    document = pipeline.read(saved(tmp_path / "dau.pdf", drawn))
    assert numbers(document) >= NUMBERS | {"45"}
    assert "ỦY" not in document.text


@needs_tesseract
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_askew_is_turned(tmp_path: Path, quarters: int) -> None:
    drawn = page(tuple(line for line in LINES for _ in range(2)))
    turned = drawn.picture.rotate(90 * quarters, expand=True)
    document = pipeline.read(saved(tmp_path / "xoay.pdf", turned))
    assert numbers(document) >= NUMBERS
    box = next(f.bbox for f in extract.figures(document).figures if "1.234,5" in f.quote)
    assert box is not None
    from_the_top = {1: box[0], 2: 842 - box[3], 3: 842 - box[2]}[quarters]  # of the page as it should lie
    assert from_the_top == pytest.approx(0.24 * 600, abs=15)


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


def layered(scan: Path, text: str, path: Path) -> Path:
    """The scan with `text` as an invisible layer, as a program of recognition leaves it."""
    document = pdfium.PdfDocument(scan)
    sheet = document[0]
    for number, line in enumerate(text.splitlines()):
        item = c.FPDFPageObj_NewTextObj(document, b"Helvetica", 12.0)
        wide = line.encode("utf-16-le") + b"\0\0"
        c.FPDFText_SetText(item, ctypes.cast(ctypes.create_string_buffer(wide), ctypes.POINTER(ctypes.c_ushort)))
        c.FPDFTextObj_SetTextRenderMode(item, c.FPDF_TEXTRENDERMODE_INVISIBLE)
        c.FPDFPageObj_Transform(item, 1, 0, 0, 1, 60, 740 - 24 * number)
        c.FPDFPage_InsertObject(sheet, item)
    c.FPDFPage_GenerateContent(sheet)
    document.save(path)
    return path


@needs_tesseract
def test_a_rotten_text_layer_is_not_trusted(scan: Path, tmp_path: Path) -> None:
    rotten = "Tdng thu ngln sbch dqt l.Z34,S tj ddng, tdng 7,Z5% so vdi ndm ZOl8\n" * 4
    document = pipeline.read(layered(scan, rotten, tmp_path / "lop-hong.pdf"))
    assert "Tổng thu ngân sách" in document.text and "ngln" not in document.text
    assert numbers(document) >= NUMBERS


def test_a_sound_text_layer_is_taken(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Tesseract even: a layer in Vietnamese is what the file offers."""
    monkeypatch.setenv("PATH", "")
    sound = "Trong nam nay toan tinh co 42 xa dat chuan nong thon moi theo quy dinh cua trung uong\n" * 4
    document = pipeline.read(layered(scan, sound, tmp_path / "lop-tot.pdf"))
    assert document.ocr and "42 xa dat chuan" in document.text


def test_an_old_encoding_is_no_rotten_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text in TCVN3 looks like nothing and is Vietnamese: it is decoded, nothing is recognised."""
    monkeypatch.setenv("PATH", "")
    sheet = Sheet()
    line = "Tæng thu ng©n s¸ch ®¹t 1.234,5 tû ®ång, t¨ng 7,25% so víi n¨m 2018."
    for number in range(6):
        sheet.text(70, 100 + 20 * number, line, font=".VnTime")
    path = tmp_path / "tcvn3.pdf"
    path.write_bytes(build(sheet))
    document = pipeline.read(path)
    assert "Tổng thu ngân sách đạt" in document.text and not document.ocr
