"""Lines of a PDF: blanks by place, reading order, columns, turned pages, what leaves the flow."""

from __future__ import annotations

import pytest
from pdf_files import Sheet, build, wide

from pipeline.ingest import pdf
from pipeline.model import Raw

PROSE = (
    "Tốc độ tăng trưởng kinh tế bình quân đạt 12,09% một năm, thu nhập bình quân đầu người năm 2020 ước đạt 47,2 triệu "
    "đồng; tỷ lệ hộ nghèo giảm còn 3,5%, bình quân mỗi năm giảm 1,2%."
)


def read(*sheets: Sheet) -> Raw:
    return pdf.parse(build(*sheets), "a.pdf", "0" * 64)


def texts(raw: Raw) -> list[str]:
    return [piece.text for piece in raw.pieces if piece.kind == "line"]


# --- blanks


def test_blanks_come_from_places_not_from_typed_ones() -> None:
    sheet = Sheet()
    x = sheet.text(85, 100, "giảm từ 2")
    sheet.text(x, 100, " ")  # typed, but the next figure stands where the 2 ends
    x = sheet.text(x, 100, "7,7% xuống")
    sheet.text(x + 3.5, 100, "26,5%")  # no blank typed, but the gap of one
    assert texts(read(sheet)) == ["giảm từ 27,7% xuống 26,5%"]


def test_a_squeezed_line_keeps_its_blanks() -> None:
    sheet = Sheet()
    x = 85.0
    for word in ["vốn", "đầu", "tư", "của", "dân", "cư", "đạt", "67", "nghìn"]:
        x = sheet.text(x, 100, word) + 1.9  # 0.14 em
    assert texts(read(sheet)) == ["vốn đầu tư của dân cư đạt 67 nghìn"]


@pytest.mark.parametrize(
    ("text", "letters", "wanted"),
    [
        ("QUYẾT ĐỊNH", 4.0, "QUYẾT ĐỊNH"),
        ("cña ChÝnh phñ sè 115/2004/Q§", 2.0, "cña ChÝnh phñ sè 115/2004/Q§"),
        ("B Á O   C Á O", 0.0, "BÁO CÁO"),
        ("1 2 3 4 5 6 7", 0.0, "1 2 3 4 5 6 7"),
    ],
)
def test_letter_spaced_words_are_words(text: str, letters: float, wanted: str) -> None:
    sheet = Sheet()
    sheet.text(85, 100, text, letters=letters)
    assert texts(read(sheet)) == [wanted]


def test_bold_by_printing_twice_is_read_once() -> None:
    sheet = Sheet()
    for shift in (0.0, 0.3):
        sheet.text(85 + shift, 100, "Tổng số 1.234 đảng viên")
    assert texts(read(sheet)) == ["Tổng số 1.234 đảng viên"]


def test_a_short_line_stretched_to_both_margins_is_one_line() -> None:
    sheet = Sheet()
    sheet.paragraph(85, 100, PROSE, 430)
    gap = (430 - sum(wide(word, 14) for word in ("BÁO", "CÁO", "CHÍNH", "TRỊ"))) / 3
    x = 85.0
    for word in ("BÁO", "CÁO", "CHÍNH", "TRỊ"):
        x = sheet.text(x, 200, word) + gap
    assert texts(read(sheet))[-1] == "BÁO CÁO CHÍNH TRỊ"


def test_the_rest_of_a_word_cut_at_its_hyphen_moves_up() -> None:
    sheet = Sheet()
    sheet.text(85, 100, "Nghị quyết của Đại hội đại biểu nhiệm kỳ 2020-")
    sheet.text(85, 118, "2025 và Chỉ thị số 50-CT/TW, từ 98% -")
    sheet.text(85, 136, "99% đảng viên tham gia")
    assert texts(read(sheet)) == [
        "Nghị quyết của Đại hội đại biểu nhiệm kỳ 2020-2025",
        "và Chỉ thị số 50-CT/TW, từ 98% -",
        "99% đảng viên tham gia",
    ]


# --- raised and lowered


def test_exponents_and_indexes_are_no_marks() -> None:
    sheet = Sheet()
    x = sheet.text(85, 100, "rộng 684,5 km")
    x = sheet.text(x, 95, "2", 8)
    x = sheet.text(x, 100, ", 12 m")
    x = sheet.text(x, 95, "3", 8)
    x = sheet.text(x, 100, " khí CO")
    x = sheet.text(x, 103, "2", 8)
    sheet.text(x, 100, " mỗi năm")
    (line,) = [p for p in read(sheet).pieces if p.kind == "line"]
    assert line.text == "rộng 684,5 km², 12 m³ khí CO2 mỗi năm"
    assert line.marks == []


# --- order


def test_letterhead_is_read_column_by_column() -> None:
    sheet = Sheet()
    sheet.text(90, 80, "ĐẢNG BỘ TỈNH HÒA GIANG")
    sheet.text(330, 80, "ĐẢNG CỘNG SẢN VIỆT NAM")
    sheet.text(110, 98, "HUYỆN ỦY THƯỢNG KHÊ")
    sheet.text(330, 107, "Thượng Khê, ngày 2 tháng 5 năm 2020")  # half a line lower than its neighbours
    sheet.text(185, 116, "*")
    sheet.text(150, 134, "Số 12-BC/HU")
    sheet.paragraph(85, 200, PROSE, 430)
    assert texts(read(sheet))[:6] == [
        *("ĐẢNG BỘ TỈNH HÒA GIANG", "HUYỆN ỦY THƯỢNG KHÊ", "*", "Số 12-BC/HU"),
        *("ĐẢNG CỘNG SẢN VIỆT NAM", "Thượng Khê, ngày 2 tháng 5 năm 2020"),
    ]


def test_room_for_a_number_to_be_filled_in_parts_no_columns() -> None:
    sheet = Sheet()
    sheet.text(85, 80, "ỦY BAN NHÂN DÂN")
    sheet.text(300, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12)
    sheet.text(85, 100, "Số:")
    sheet.text(160, 100, "/BC-UBND")
    sheet.text(330, 100, "Hòa Giang, ngày")
    sheet.text(460, 100, "tháng 5 năm 2020")
    assert texts(read(sheet)) == [
        *("ỦY BAN NHÂN DÂN", "Số: /BC-UBND"),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Hòa Giang, ngày tháng 5 năm 2020"),
    ]


def test_signature_block_is_read_column_by_column() -> None:
    sheet = Sheet()
    sheet.paragraph(85, 100, PROSE, 430)
    sheet.text(85, 300, "Nơi nhận:", 12)
    sheet.text(85, 315, "- Như trên;", 11)
    sheet.text(85, 329, "- Lưu VT.", 11)
    sheet.text(350, 300, "TM. BAN THƯỜNG VỤ")
    sheet.text(385, 318, "BÍ THƯ")
    sheet.text(370, 400, "Nguyễn Văn A")
    assert texts(read(sheet))[-6:] == [
        *("Nơi nhận:", "- Như trên;", "- Lưu VT."),
        *("TM. BAN THƯỜNG VỤ", "BÍ THƯ", "Nguyễn Văn A"),
    ]


def test_text_in_two_columns() -> None:
    sheet = Sheet()
    sheet.text(150, 60, "MỘT TIÊU ĐỀ CHẠY QUA HAI CỘT CỦA TRANG")
    left = sheet.paragraph(60, 100, PROSE, 220)
    right = sheet.paragraph(310, 107, PROSE.replace("12,09", "13,5"), 220)
    sheet.text(60, max(left, right) + 10, "Dòng cuối cùng chạy suốt cả hai cột của trang này từ trái sang phải.")
    got = " ".join(texts(read(sheet)))
    assert got == (
        f"MỘT TIÊU ĐỀ CHẠY QUA HAI CỘT CỦA TRANG {PROSE} {PROSE.replace('12,09', '13,5')} "
        "Dòng cuối cùng chạy suốt cả hai cột của trang này từ trái sang phải."
    )


def test_number_and_text_of_a_list_stay_on_one_line() -> None:
    sheet = Sheet()
    sheet.text(85, 100, "1.")
    sheet.text(121, 100, "Phát triển kinh tế")
    sheet.text(85, 118, "-")
    sheet.text(121, 118, "Thu ngân sách 1.200 tỷ đồng")
    assert texts(read(sheet)) == ["1. Phát triển kinh tế", "- Thu ngân sách 1.200 tỷ đồng"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_are_of_the_page_as_it_is_seen(rotate: int) -> None:
    sheet = Sheet(rotate=rotate)
    sheet.text(100, 100, "Tổng số 1.234 đảng viên")
    (line,) = read(sheet).pieces
    end = 100 + wide("Tổng số 1.234 đảng viên", 14)
    top, bottom = 100 - 0.89 * 14, 100 + 0.22 * 14
    wanted = {
        0: (100, top, end, bottom),
        90: (842 - bottom, 100, 842 - top, end),
        180: (595 - end, 842 - bottom, 495, 842 - top),
        270: (top, 595 - end, bottom, 495),
    }[rotate]
    assert line.source.page == 1
    assert line.source.bbox == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_lines_drawn_sideways_are_read(turn: int) -> None:
    sheet = Sheet()
    for nth, text in enumerate(["Dòng một của trang nằm ngang", "Dòng hai có 12,5%", "Dòng ba"]):
        x, y = {1: (100 + 20 * nth, 700), 2: (500, 300 - 20 * nth), 3: (300 - 20 * nth, 100)}[turn]
        sheet.text(x, y, text, turn=turn)
    assert texts(read(sheet)) == ["Dòng một của trang nằm ngang", "Dòng hai có 12,5%", "Dòng ba"]


# --- what leaves the flow


def test_running_heads_and_page_numbers_leave_the_flow_and_are_told() -> None:
    sheets = []
    for number in range(1, 7):
        sheet = Sheet()
        if number > 1:
            sheet.text(200, 40, "BÁO CÁO KINH TẾ NĂM 2020", 10)
            sheet.text(85, 55, f"Hòa Giang - tờ {number}", 10)
        sheet.text(290, 810, f"- {number} -", 10)
        sheet.paragraph(85, 90, f"Mục {number * 7}. {PROSE}", 430)
        sheets.append(sheet)
    raw = read(*sheets)
    assert not any("KINH TẾ" in text or "tờ" in text or text.startswith("- ") for text in texts(raw))
    assert sum(text.startswith("Mục ") for text in texts(raw)) == 6
    told = " ".join(raw.warnings)
    assert "- 1 -" in told and "BÁO CÁO KINH TẾ NĂM 2020 (5 trang)" in told and "Hòa Giang - tờ 2" in told


def test_lines_that_repeat_where_other_pages_have_text_stay() -> None:
    sheets = []
    for number in range(1, 9):
        sheet = Sheet()
        sheet.text(85, 60, "Có [ ] Không [ ]" if number % 2 else PROSE[number * 9 : number * 9 + 40])
        sheet.paragraph(85, 90, f"{number * 31} hộ. {PROSE}", 430)
        sheets.append(sheet)
    assert texts(read(*sheets)).count("Có [ ] Không [ ]") == 4


def test_text_that_begins_alike_on_every_page_stays() -> None:
    sheets = [Sheet() for _ in range(5)]
    for number, sheet in enumerate(sheets):
        sheet.text(85, 60, "TỜ TRÌNH", 10)
        sheet.paragraph(85, 90, f"{PROSE} Số {number}.", 430)
    raw = read(*sheets)
    assert sum(text.startswith("Tốc độ tăng trưởng") for text in texts(raw)) == 5
    assert "TỜ TRÌNH" not in texts(raw)


def test_every_letterhead_of_several_documents_stays() -> None:
    sheets = []
    for number in range(4):
        sheet = Sheet()
        sheet.text(150, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        sheet.text(180, 78, "Độc lập - Tự do - Hạnh phúc")
        sheet.paragraph(85, 130, f"{PROSE} {number}", 430)
        sheets.append(sheet)
    assert texts(read(*sheets)).count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 4


def test_text_beyond_the_crop_box_is_left_out_and_told() -> None:
    sheet = Sheet(crop=(0, 0, 595, 700))
    sheet.text(100, 100, "Ngoài khung 999")
    sheet.text(100, 300, "Trong khung 1.000")
    raw = read(sheet)
    assert texts(raw) == ["Trong khung 1.000"]
    assert raw.pieces[0].source.bbox is not None and raw.pieces[0].source.bbox[3] < 170  # from the top of what is seen
    assert "Ngoài khung 999" in raw.warnings[0]


def test_hidden_text_is_left_out_and_told() -> None:
    sheet = Sheet()
    sheet.text(85, 100, "Chữ thấy được")
    sheet.text(85, 130, "Chữ ẩn 555", mode=3)
    sheet.text(85, 160, "Chữ trắng 777", colour="1 g")
    sheet.fill(80, 180, 300, 205, 0.3)
    sheet.text(85, 200, "Trắng trên nền 888", colour="1 g")
    raw = read(sheet)
    assert texts(raw) == ["Chữ thấy được", "Trắng trên nền 888"]
    assert "Chữ ẩn 555" in raw.warnings[0] and "Chữ trắng 777" in raw.warnings[1]


def test_the_text_layer_of_a_scan_is_read_as_recognised() -> None:
    sheet = Sheet()
    sheet.image()
    sheet.text(85, 100, "Chữ nhận dạng 555", mode=3)
    sheet.text(85, 130, "dòng hai của bản quét", mode=3)
    raw = read(sheet)
    assert texts(raw) == ["Chữ nhận dạng 555", "dòng hai của bản quét"]
    assert raw.ocr and any("OCR" in warning for warning in raw.warnings)


def test_style_of_a_line() -> None:
    sheet = Sheet()
    sheet.paragraph(85, 100, PROSE, 430)
    title = "BÁO CÁO CHÍNH TRỊ"
    sheet.text(300 - wide(title, 16) / 2, 200, title, 16, font="TimesNewRoman,BoldItalic")
    sheet.text(121, 230, "Đoạn văn bắt đầu lùi vào so với lề trái của trang")
    raw = read(sheet)
    style = raw.pieces[-2].style
    assert (style.size, style.bold, style.italic, style.centered) == (16.0, True, True, True)
    last = raw.pieces[-1]
    assert last.style.indent == pytest.approx(36, abs=0.5) and last.style.bold is False
    assert [run.name for run in last.fonts] == ["TimesNewRoman"]
