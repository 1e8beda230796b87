"""PDF files as a whole: what cannot be read is a documented error, what is left out is told."""

from __future__ import annotations

import re
import zlib

import pytest
from pdf_files import Sheet, build, stream

from pipeline.errors import SolieuError
from pipeline.ingest import pdf
from pipeline.model import Raw

LINE = "Tổng số 1.234 đảng viên trong toàn huyện"


def parse(data: bytes) -> Raw:
    return pdf.parse(data, "a.pdf", "0" * 64, ocr="off")


def sheet(text: str = LINE, **entries: object) -> Sheet:
    made = Sheet(**entries)  # type: ignore[arg-type]
    made.text(85, 100, text)
    return made


def failure(data: bytes) -> SolieuError:
    with pytest.raises(SolieuError) as caught:
        parse(data)
    return caught.value


def test_a_password_is_asked_for() -> None:
    assert failure(build(sheet(), lock=("user", "owner"))).code == "encrypted"


def test_an_owners_password_alone_does_not_lock() -> None:
    assert parse(build(sheet(), lock=("", "owner"))).pieces[0].text == LINE


@pytest.mark.parametrize("data", [b"%PDF-1.4\nxxxx", b"%PDF-1.7\n" + b"\0" * 500, build(sheet())[:300]])
def test_what_is_no_pdf_any_more_is_refused(data: bytes) -> None:
    assert failure(data).code == "corrupt_pdf"


def test_a_file_without_pages_says_so() -> None:
    assert "không có trang nào" in failure(build()).sentence


def test_wrong_bytes_in_a_stream_are_told() -> None:
    text = zlib.compress(b"BT /F1 12 Tf 85 700 Td (Co 12 chi bo) Tj ET" * 20)
    data = build(sheet(), extra=[stream(text, "/Filter /FlateDecode")])
    assert parse(data).warnings == []
    at = data.index(text) + len(text) // 2
    raw = parse(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
    assert raw.warnings == ["1 phần của tệp PDF bị hỏng; có thể thiếu hoặc sai chữ, nên lấy lại tệp từ nguồn"]
    assert raw.pieces[0].text == LINE


def test_a_file_cut_at_its_end_is_mended_and_told() -> None:
    data = build(sheet(), sheet("Trang hai có 12 chi bộ và 3 đảng bộ"))
    raw = parse(data[: data.index(b"startxref") - 60])
    assert [p.text for p in raw.pieces if p.text] == [LINE, "Trang hai có 12 chi bộ và 3 đảng bộ"]
    assert "cắt cụt" in raw.warnings[0]


def test_a_file_without_its_page_tree_keeps_its_pages() -> None:
    data = build(sheet(), sheet("Trang hai có 12 chi bộ và 3 đảng bộ"))
    data = (
        data[: data.index(b"xref\n")]
        .replace(b"/Type /Pages", b"/Xype /Pxges")
        .replace(b"/Type /Catalog", b"/Xype /Cxtalog")
    )
    assert [p.text for p in parse(data).pieces if p.text] == [LINE, "Trang hai có 12 chi bộ và 3 đảng bộ"]


def test_fonts_lost_with_the_end_of_the_file_are_not_guessed() -> None:
    data = build(sheet(LINE + " và các chi bộ, đảng bộ trực thuộc, tăng 12,5% so với năm 2019 theo kế hoạch"))
    found = re.search(rb"\d+ 0 obj\n<< /Type /Font /Subtype", data)
    assert found is not None
    error = failure(data[: found.start()])
    assert error.code == "corrupt_pdf" and "phông" in error.sentence


def test_a_page_that_fails_is_named_and_the_others_are_kept() -> None:
    data = build(sheet(), sheet("Trang hai"), sheet("Trang ba có 45 chi bộ"))
    kids = re.search(rb"/Kids \[(\d+) 0 R (\d+) 0 R", data)
    assert kids is not None
    raw = parse(data.replace(kids[2] + b" 0 R", b"99 0 R"))
    assert [p.text for p in raw.pieces if p.text] == [LINE, "Trang ba có 45 chi bộ"]
    assert "không đọc được trang 2" in raw.warnings and raw.pages == 3


def test_a_scan_needs_ocr() -> None:
    scan, stamped = Sheet(), Sheet()
    scan.image()
    stamped.image()
    stamped.text(290, 800, "- 2 -")
    assert failure(build(scan, stamped)).code == "needs_ocr"


def test_a_page_without_text_is_named() -> None:
    scan = Sheet()
    scan.image()
    raw = parse(build(sheet(), scan, Sheet()))
    assert any("trang 2" in w and "OCR" in w for w in raw.warnings)
    assert any("trang 3 không có chữ" in w for w in raw.warnings)


def test_a_font_without_mapping_is_told_and_its_codes_are_no_figures() -> None:
    made = sheet(LINE + ", 83 tổ chức cơ sở đảng")
    made.text(85, 130, "Năm 2019 đạt 12,5%", font="Lost", mapped=False)
    raw = parse(build(made))
    assert raw.pieces[0].text.startswith(LINE)
    assert not any(letter.isalnum() for letter in raw.pieces[1].text) and "\ufffd" in raw.pieces[1].text
    assert any("font_without_mapping" in w and "Lost" in w and "trang 1" in w for w in raw.warnings)


def test_a_document_in_such_fonts_needs_ocr() -> None:
    made = Sheet()
    made.text(85, 100, LINE, mapped=False)
    assert failure(build(made)).code == "needs_ocr"


def test_pages_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_MAX_PDF_PAGES", "2")
    error = failure(build(sheet(), sheet(), sheet()))
    assert error.code == "too_large" and "SOLIEU_MAX_PDF_PAGES" in error.sentence
    assert parse(build(sheet(), sheet())).pages == 2


def appearance(text: str) -> bytes:
    font = "/Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
    drawn = f"/Tx BMC BT /Helv 12 Tf 2 5 Td ({text}) Tj ET EMC".encode()
    return stream(drawn, f"/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << {font} >>")


def test_fields_of_a_form_are_read_where_they_stand() -> None:
    made = sheet("Số lượng đảng viên:", annotations=["10 0 R", "12 0 R"])
    extra = [
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (57) /Rect [260 735 360 755] /F 4 /AP << /N 11 0 R >> >>",
        appearance("57"),
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (b) /V (Hidden 99) /Rect [160 635 360 655] /F 2 >>",
    ]
    raw = parse(build(made, extra=extra, catalog="/AcroForm << /Fields [10 0 R 12 0 R] >>"))
    assert " ".join(p.text for p in raw.pieces) == "Số lượng đảng viên: 57"
    assert any("Hidden 99" in w for w in raw.warnings)


def test_typed_text_boxes_are_read_and_remarks_are_told() -> None:
    made = sheet("Số:", annotations=["10 0 R", "12 0 R"])
    extra = [
        b"<< /Type /Annot /Subtype /FreeText /Contents (12-BC) /Rect [120 735 220 755] /F 4 /DA (/Helv 12 Tf) "
        b"/AP << /N 11 0 R >> >>",
        appearance("12-BC"),
        b"<< /Type /Annot /Subtype /Text /Contents (Check 99) /Rect [10 10 20 20] >>",
    ]
    raw = parse(build(made, extra=extra))
    assert " ".join(p.text for p in raw.pieces) == "Số: 12-BC"
    assert any("12-BC" in w for w in raw.warnings) and any("Check 99" in w for w in raw.warnings)


def test_a_signed_form_is_read_and_its_signature_told() -> None:
    made = sheet("Số lượng đảng viên:", annotations=["10 0 R", "12 0 R"])
    extra = [
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (57) /Rect [260 735 360 755] /F 4 /AP << /N 11 0 R >> >>",
        appearance("57"),
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V 14 0 R /Rect [60 635 360 655] /F 132 "
        b"/AP << /N 13 0 R >> >>",
        appearance("Thoi gian ky: 12.05.2023 10:35"),
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00> "
        b"/M (D:20230512103500+07'00') >>",
    ]
    raw = parse(build(made, extra=extra, catalog="/AcroForm << /SigFlags 3 /Fields [10 0 R 12 0 R] >>"))
    assert " ".join(p.text for p in raw.pieces) == "Số lượng đảng viên: 57"
    assert raw.warnings == [
        "tệp có 1 chữ ký số (ký ngày 12/05/2023); chữ ký không được kiểm tra, không đưa vào văn bản"
    ]


def test_marks_of_readers_are_told() -> None:
    made = sheet(annotations=["10 0 R", "11 0 R", "12 0 R"])
    extra = [
        b"<< /Type /Annot /Subtype /StrikeOut /Rect [80 735 160 755] /QuadPoints [80 755 160 755 80 735 160 735] >>",
        b"<< /Type /Annot /Subtype /Highlight /Contents (Xem lai 83) /Rect [80 735 160 755] >>",
        b"<< /Type /Annot /Subtype /Stamp /Rect [80 35 160 55] >>",
    ]
    raw = parse(build(made, extra=extra))
    assert raw.pieces[0].text == LINE
    assert raw.warnings == [
        "nhận xét ghi trên trang không đưa vào văn bản: “Xem lai 83”",
        "chữ bị gạch bỏ bằng công cụ nhận xét vẫn được đọc (trang 1)",
        "con dấu đóng thêm lên trang không được đọc (trang 1)",
    ]


def test_attachments_are_named() -> None:
    extra = [
        b"<< /Type /Filespec /F (so lieu.xlsx) /UF (so lieu.xlsx) /EF << /F 11 0 R >> >>",
        stream(b"abc", "/Type /EmbeddedFile"),
    ]
    raw = parse(build(sheet(), extra=extra, catalog="/Names << /EmbeddedFiles << /Names [(so lieu.xlsx) 10 0 R] >> >>"))
    assert any("so lieu.xlsx" in w for w in raw.warnings)


def test_a_watermark_across_the_page_is_told() -> None:
    made = sheet()
    key, font = made.font("Arial")
    made.content.append(
        f"BT 0.8 g /{key} 60 Tf 0 Tr 0.7 0.7 -0.7 0.7 150 300 Tm ".encode() + font.encode("DỰ THẢO") + b" Tj ET"
    )
    raw = parse(build(made))
    assert [p.text for p in raw.pieces] == [LINE]
    assert any("DỰ THẢO" in w for w in raw.warnings)
