"""Titles, levels, list items and what introduces them, in the genres that number differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structure_checks import check, document

from pipeline.model import Document, Piece, Raw, Style
from pipeline.normalize import labels
from pipeline.structure import build

PROSE = (
    "Kinh tế của tỉnh tiếp tục tăng trưởng khá, cơ cấu chuyển dịch đúng hướng. "
    "Thu ngân sách vượt dự toán được giao, đời sống nhân dân được cải thiện rõ rệt trên mọi mặt."
)


def outline(found: Document) -> list[tuple[int | None, str]]:
    check(found)
    return [(b.level, found.block_text(b)) for b in found.blocks if b.kind == "heading"]


def lines(*rows: str) -> Document:
    return document("\n\n".join(rows))


def test_report_of_a_congress() -> None:
    found = lines(
        "PHẦN THỨ NHẤT",
        "TÌNH HÌNH VÀ KẾT QUẢ",
        "I. ĐẶC ĐIỂM",
        "1. Thuận lợi",
        PROSE,
        "2. Khó khăn",
        PROSE,
        "2.1. Về kinh tế",
        "a) Nông nghiệp:",
        PROSE,
        "* Nguyên nhân",
        "- Do thiên tai.",
        "PHẦN THỨ HAI",
        "PHƯƠNG HƯỚNG",
        "I. MỤC TIÊU",
        PROSE,
    )
    assert outline(found) == [
        (1, "PHẦN THỨ NHẤT TÌNH HÌNH VÀ KẾT QUẢ"),
        (2, "I. ĐẶC ĐIỂM"),
        (3, "1. Thuận lợi"),
        (3, "2. Khó khăn"),
        (4, "2.1. Về kinh tế"),
        (5, "a) Nông nghiệp:"),
        (6, "* Nguyên nhân"),
        (1, "PHẦN THỨ HAI PHƯƠNG HƯỚNG"),
        (2, "I. MỤC TIÊU"),
    ]
    assert found.blocks[-1].section_path == ("PHƯƠNG HƯỚNG", "MỤC TIÊU")


def test_letters_above_roman_numbers_and_below_them() -> None:
    above = lines("A. KẾT QUẢ", "I. Kinh tế", PROSE, "II. Xã hội", PROSE, "B. NHIỆM VỤ", "I. Kinh tế", PROSE)
    assert [level for level, _ in outline(above)] == [1, 2, 2, 1, 2]
    below = lines("I. KẾT QUẢ", "A. Kinh tế", PROSE, "B. Xã hội", PROSE, "II. NHIỆM VỤ", "A. Kinh tế", PROSE)
    assert [level for level, _ in outline(below)] == [1, 2, 2, 1, 2]


def test_resolution_in_articles() -> None:
    found = lines(
        "Điều 1. Mục tiêu, chỉ tiêu chủ yếu",
        "1. Mục tiêu tổng quát",
        PROSE,
        "2. Các chỉ tiêu",
        "a) GRDP tăng 7%;",
        "b) Thu ngân sách đạt 4.600 tỷ đồng.",
        "Điều 2. Giao Ủy ban nhân dân tỉnh bố trí 15 tỷ đồng. Thường trực giám sát.",
        "Điều 3. Hiệu lực thi hành",
        PROSE,
    )
    assert outline(found) == [
        (1, "Điều 1. Mục tiêu, chỉ tiêu chủ yếu"),
        (2, "1. Mục tiêu tổng quát"),
        (2, "2. Các chỉ tiêu"),
        (1, "Điều 2."),
        (1, "Điều 3. Hiệu lực thi hành"),
    ]
    assert [found.block_text(b)[:12] for b in found.blocks if b.kind == "list_item"] == ["a) GRDP tăng", "b) Thu ngân "]
    body = next(b for b in found.blocks if "15 tỷ đồng" in found.block_text(b))
    assert (body.kind, found.block_text(body)[:13]) == ("paragraph", "Giao Ủy ban n")


def test_chapters_and_sections() -> None:
    found = lines(
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        PROSE,
        "Chương II",
        "TỔ CHỨC",
        "Mục 1",
        "BỘ MÁY",
        "Điều 2. Cơ quan",
        PROSE,
    )
    assert outline(found) == [
        (1, "Chương I QUY ĐỊNH CHUNG"),
        (2, "Điều 1. Phạm vi điều chỉnh"),
        (1, "Chương II TỔ CHỨC"),
        (2, "Mục 1 BỘ MÁY"),
        (3, "Điều 2. Cơ quan"),
    ]


def test_numbers_that_are_items() -> None:
    found = lines(
        "1. Các chỉ tiêu chủ yếu:",
        "1.1. Kết nạp từ 90 đến 100 đảng viên mới.",
        "1.2. Có 80% đảng viên hoàn thành tốt nhiệm vụ.",
        "1.3. Tổ chức 12 lớp bồi dưỡng.",
        "2. Giải pháp",
        f"1. {PROSE}",
        f"2. {PROSE}",
        "Nghị quyết này được phổ biến đến chi bộ.",
    )
    assert [text for _, text in outline(found)] == ["1. Các chỉ tiêu chủ yếu:", "2. Giải pháp"]


def test_short_titles_that_end_with_a_full_stop() -> None:
    found = lines("1. Công nghiệp.", PROSE, "2. Nông nghiệp", PROSE, "3. Dịch vụ.", PROSE)
    assert [text for _, text in outline(found)] == ["1. Công nghiệp.", "2. Nông nghiệp", "3. Dịch vụ."]


def test_a_title_of_two_lines() -> None:
    found = document(f"I. VỀ ĐÁNH GIÁ TÌNH HÌNH THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI\nNHIỆM KỲ 2015 - 2020\n\n{PROSE}\n")
    assert outline(found) == [(1, "I. VỀ ĐÁNH GIÁ TÌNH HÌNH THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI NHIỆM KỲ 2015 - 2020")]


def test_titles_without_a_label() -> None:
    def part(text: str, **style: bool | int) -> Piece:
        return Piece("paragraph", text, style=Style(**style))

    found = build(
        Raw(
            "a.docx",
            "docx",
            "0" * 64,
            [
                part("I. KẾT QUẢ"),
                part("Văn hóa - xã hội", bold=True, centered=True),
                part(PROSE),
                part("Quốc phòng", outline=2),
                part(PROSE),
                part("II. NHIỆM VỤ"),
                part(PROSE),
            ],
        )
    )
    assert outline(found) == [(1, "I. KẾT QUẢ"), (2, "Văn hóa - xã hội"), (2, "Quốc phòng"), (1, "II. NHIỆM VỤ")]


@pytest.mark.parametrize(
    "text",
    [
        "V/v lấy ý kiến đóng góp",
        "T/M BAN THƯỜNG VỤ",
        "1.295 đảng viên mới",
        "15/5/2016 là ngày",
        "Điều 22, Điều lệ Đảng",
        "- 2020 là năm cuối",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert labels.read(text) is None or text.startswith("-")


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("a)- Các doanh nghiệp", "a", "lower"),
        ("3.2- Lãnh đạo", "3.2", "decimal"),
        ("2- Các chỉ tiêu", "2", "decimal"),
        ("II- MỤC TIÊU", "II", "roman"),
        ("+ Cấp ủy", "+", "bullet"),
        ("(1) Một", "1", "paren"),
        ("PHỤ LỤC 2", "PHỤ LỤC 2", "appendix"),
        ("Phần thứ hai", "Phần thứ hai", "part"),
        ("Điều 12. Giao", "Điều 12", "article"),
        ("đ) Năm", "đ", "lower"),
        ("* Nguyên nhân", "*", "star"),
        ("2.7. 100% tổ chức", "2.7", "decimal"),
        ("C. Thông qua", "C", "letter"),
    ],
)
def test_labels_as_written(text: str, label: str, kind: str) -> None:
    found = labels.read(text)
    assert found is not None
    assert (found.text, found.kind) == (label, kind)


@given(st.integers(1, 39))
def test_rows_count_on(n: int) -> None:
    roman = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    tens, ones = divmod(n, 10)
    written = "X" * tens + roman[ones]
    found, following = labels.read(f"{written}. Mục"), labels.read(f"{n}. Mục")
    assert found is not None and following is not None
    assert found.ordinal == following.ordinal == n
    nxt = labels.read(f"{n + 1}. Mục")
    assert nxt is not None and nxt.follows(following) and not following.follows(nxt)


def test_what_introduces_an_item() -> None:
    found = lines(
        "2. Các chỉ tiêu",
        "Phấn đấu hàng năm đạt các chỉ tiêu sau:",
        "- Đạt 95%:",
        "+ Nông thôn 90%.",
        "+ Thành thị 98%.",
        "- Đạt 85%.",
        "3. Nhiệm vụ",
        "(1) Một là.",
        PROSE,
        "(2) Hai là.",
    )
    intro = {found.block_text(b): b.intro for b in found.blocks if b.kind == "list_item"}
    assert intro == {
        "- Đạt 95%:": 1,
        "+ Nông thôn 90%.": 2,
        "+ Thành thị 98%.": 2,
        "- Đạt 85%.": 1,
        "(1) Một là.": 6,
        "(2) Hai là.": 6,
    }


def test_items_that_outrank_the_headings_above_them() -> None:
    found = lines("I. KẾT QUẢ", "1. Kinh tế", PROSE, f"B. Thông qua báo cáo. {PROSE}")
    last = found.blocks[-1]
    assert (last.kind, last.label, last.section_path, last.intro) == ("list_item", "B", (), None)


def test_signs_that_word_sets_by_itself_open_items() -> None:
    pieces = [
        Piece("paragraph", "Các việc sau:"),
        Piece("paragraph", "o Một việc", "o"),
        Piece("paragraph", "o Hai", "o"),
    ]
    found = build(Raw("a.docx", "docx", "0" * 64, pieces))
    assert [(b.label, b.intro) for b in found.blocks if b.kind == "list_item"] == [("o", 0), ("o", 0)]


@given(st.text(st.sampled_from("IVXivxaBcĐđ012.)(/-–+• PphầnPHỤLcMụĐiềuChươg*"), max_size=16))
def test_rules_passed_over_by_the_first_letters_match_nothing(text: str) -> None:
    asked = labels._rules_for(text[:2])
    assert not any(rule.pattern.match(text) for rule in labels._rules() if rule not in asked)
