"""Physical lines become paragraphs; page furniture leaves, notes are set apart."""

from __future__ import annotations

import pytest
from structure_checks import SHARED, boxed, document, raw

from pipeline import normalize
from pipeline.model import Piece, Raw
from pipeline.normalize import layout

WRAPPED = """Kinh tế của tỉnh tiếp tục tăng trưởng khá, cơ cấu kinh tế chuyển dịch đúng
hướng, thu ngân sách vượt dự toán được giao, đời sống nhân dân được cải
thiện rõ rệt, quốc phòng và an ninh được giữ vững trên toàn địa bàn tỉnh.
Văn hóa và xã hội có nhiều tiến bộ. Tỷ lệ hộ nghèo giảm còn 4,2%, giải quyết
việc làm cho 12.500 lao động, trong đó có 1.200 người đi làm việc ở nước
ngoài theo hợp đồng.
- Giáo dục và đào tạo được quan tâm đầu tư, toàn tỉnh có 312 trường đạt chuẩn
quốc gia, chiếm 68,5% tổng số trường.
- Y tế cơ sở được củng cố.
"""


def paragraphs(text: str, kind: str = "paragraph") -> list[str]:
    return [p.text for p in normalize.clean(raw(text)).pieces if p.kind == kind]


def test_wrapped_lines_are_joined() -> None:
    found = paragraphs(WRAPPED)
    assert [p[:20] for p in found] == [
        "Kinh tế của tỉnh tiế",
        "Văn hóa và xã hội có",
        "- Giáo dục và đào tạ",
        "- Y tế cơ sở được củ",
    ]
    assert found[2].endswith("đạt chuẩn quốc gia, chiếm 68,5% tổng số trường.")


def test_a_blank_line_after_every_line_says_nothing() -> None:
    assert paragraphs(WRAPPED.replace("\n", "\n\n")) == paragraphs(WRAPPED)


def test_one_paragraph_a_line_stays_so() -> None:
    text = "Đoạn một hết câu.\nĐoạn hai cũng hết câu.\n\nĐoạn ba.\n"
    assert paragraphs(text) == ["Đoạn một hết câu.", "Đoạn hai cũng hết câu.", "Đoạn ba."]


def test_page_break_within_a_sentence() -> None:
    text = "Ban Thường vụ đã chỉ đạo các cấp ủy cơ sở phối hợp với cơ\n\nquan chuyên môn thực hiện.\n\nĐoạn sau.\n"
    assert paragraphs(text) == [
        "Ban Thường vụ đã chỉ đạo các cấp ủy cơ sở phối hợp với cơ quan chuyên môn thực hiện.",
        "Đoạn sau.",
    ]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("trong giai đoạn 2016", "- 2020 đạt kết quả"),
        ("về phát triển kinh tế", "- xã hội của tỉnh"),
        ("theo Nghị quyết số", "35. Đồng thời"),
    ],
)
def test_a_wrapped_line_may_look_labelled(upper: str, lower: str) -> None:
    filler = "các ngành, các cấp, các địa phương trong tỉnh tiếp tục thực hiện có kết quả các chương trình"
    line = f"{filler[: 76 - len(upper)]} {upper}"
    text = f"{WRAPPED}{line[0].upper()}{line[1:]}\n{lower} khá toàn diện trong những năm qua.\n"
    assert f"{upper} {lower}" in paragraphs(text)[-1]


def page(n: int) -> str:
    """A page of text like no other."""
    return "".join(
        f"Năm {2000 + n}, ngành thứ {i} của tỉnh đạt nhiều kết quả quan trọng trên mọi mặt.\n" for i in range(20)
    )


def test_page_numbers_leave_and_are_named() -> None:
    cleaned = normalize.clean(raw(f"{page(1)}2\n{page(2)}3\n{page(3)}"))
    assert cleaned.warnings == ["số trang bỏ khỏi văn bản: 2, 3"]
    assert not any(p.text in ("2", "3") for p in cleaned.pieces)


def test_numbers_of_rows_are_no_page_numbers() -> None:
    cells = "Nội dung công việc\nĐơn vị chủ trì\nThời hạn\nTrong quý\n" * 4
    cleaned = normalize.clean(raw("".join(f"{n}\n{cells}" for n in range(1, 9))))
    assert cleaned.warnings == []
    assert "".join(c for p in cleaned.pieces for c in p.text if c.isdigit()) == "12345678"


def test_lone_numbers_that_count_nothing_stay() -> None:
    text = f"{WRAPPED}Tổng số\n120\nTrong đó\n7\n{WRAPPED}"
    cleaned = normalize.clean(raw(text))
    assert cleaned.warnings == []
    assert "120" in "\n".join(p.text for p in cleaned.pieces)


def test_running_heads_leave_and_are_named() -> None:
    pages = [f"UBND TỈNH HÒA GIANG\n{page(n)}" for n in range(4)]
    cleaned = normalize.clean(raw("\f".join(pages)))
    assert cleaned.warnings == ["tiêu đề lặp lại 4 lần ở đầu hoặc cuối trang bỏ khỏi văn bản: UBND TỈNH HÒA GIANG"]


FOOT = """1 GDP theo giá hiện hành ước khoảng 708 - 710 nghìn tỷ đồng, bình quân đầu người vào khoảng 545 USD theo giá
hối đoái.
2Năm 2000 hàng chế biến chiếm 44,2%.
"""


@pytest.mark.parametrize(
    ("first", "second"), [("GDP1", "xuất khẩu2"), ("GDP 1", "xuất khẩu 2"), ("năm 20031", "xuất khẩu2")]
)
def test_notes_at_the_foot_interrupt_a_paragraph(first: str, second: str) -> None:
    text = f"""{page(1)}1
{WRAPPED}Tổng thu ngân sách nhà nước năm nay đạt 23,5% {first}, tăng khá so với
kế hoạch đã đề ra, trong đó kim ngạch {second}. Nhiều công trình trọng điểm
được hoàn thành và đưa vào sử dụng, góp phần quan trọng vào việc thúc đẩy
{FOOT}2
tăng trưởng kinh tế của tỉnh trong những năm tới và nâng cao đời sống nhân dân.
"""
    found = document(text)
    notes = [(n.label, found.text[n.start : n.end][:8], n.anchor_block) for n in found.footnotes]
    anchor = next(b for b in found.blocks if "⁽¹⁾" in found.block_text(b))
    assert notes == [("1", "GDP theo", anchor.position), ("2", "Năm 2000", anchor.position)]
    assert "vào việc thúc đẩy tăng trưởng kinh tế của tỉnh trong những năm tới" in found.block_text(anchor)
    assert found.warnings == ["số trang bỏ khỏi văn bản: 1, 2"]
    assert "23,5% GDP⁽¹⁾" in found.text or "năm 2003⁽¹⁾" in found.text
    assert found.text.endswith("44,2%.")


def test_digits_without_a_note_are_no_marks() -> None:
    text = f"{WRAPPED}Năm 2004, GDP1 và tổng mức hàng hóa 2, tăng khá so với kế hoạch đề ra.\n2\ntiếp theo.\n"
    assert "⁽" not in document(text).text


def test_bracketed_notes() -> None:
    text = (
        "Cán bộ gương mẫu tự phê bình và phê bình(1), tham gia phong trào(2).\n\n(1) Quy định số 08-QĐ/TW.\n\n"
        "(2) Có 12 phong trào.\n\nĐoạn sau gồm: (1) một ý; (2) hai ý.\n"
    )
    found = document(text)
    assert [(n.label, n.anchor_block) for n in found.footnotes] == [("1", 0), ("2", 0)]
    assert found.text.startswith("Cán bộ gương mẫu tự phê bình và phê bình⁽¹⁾, tham gia phong trào⁽²⁾.\n⁽¹⁾ Quy định")
    assert "gồm: (1) một ý; (2) hai ý." in found.text


def test_a_list_in_brackets_is_no_note() -> None:
    found = document("Khó khăn như sau:\n\n(1) Dịch bệnh.\n\n(2) Hạn hán.\n")
    assert found.footnotes == []
    assert [b.label for b in found.blocks] == ["", "1", "2"]


PAGE = [
    ("1. Kết quả thực hiện", 1, 110.0, 100.0, 250.0),
    ("Kinh tế của tỉnh tiếp tục tăng trưởng khá, cơ cấu kinh tế chuyển", 1, 110.0, 120.0, 540.0),
    ("dịch đúng hướng, thu ngân sách vượt dự toán được giao cho tỉnh.", 1, 85.0, 140.0, 538.0),
    ("Văn hóa và xã hội có nhiều tiến bộ trên tất cả các mặt công tác,", 1, 110.0, 160.0, 540.0),
    ("Đảng bộ đã lãnh đạo toàn diện và đạt nhiều thành tích đáng kể.", 1, 85.0, 180.0, 539.0),
    ("Nơi nhận:", 1, 85.0, 240.0, 150.0),
    ("T/M BAN THƯỜNG VỤ", 1, 380.0, 240.0, 520.0),
    ("2", 2, 310.0, 40.0, 316.0),
    ("Tiếp theo của báo cáo là phần nhiệm vụ và giải pháp của năm 2021", 2, 110.0, 80.0, 540.0),
    ("với các chỉ tiêu cụ thể.", 2, 85.0, 100.0, 230.0),
    ("3", 3, 310.0, 40.0, 316.0),
    ("Hết.", 3, 110.0, 80.0, 140.0),
]


def test_where_blank_lines_part_paragraphs_a_title_may_take_two_lines() -> None:
    long = "Kinh tế của tỉnh tiếp tục tăng trưởng khá, cơ cấu kinh tế chuyển dịch đúng hướng. " * 4
    title = ["Kết quả thực hiện Nghị quyết Đại hội đại biểu", "Đảng bộ tỉnh lần thứ XV"]
    assert paragraphs("\n\n".join([long.strip(), "\n".join(title), long.strip()]))[1] == " ".join(title)
    assert paragraphs("\n".join([long.strip(), *title, long.strip()]))[1:3] == title


def test_boxes_tell_first_lines_from_full_ones() -> None:
    cleaned = normalize.clean(boxed(PAGE))
    texts = [p.text for p in cleaned.pieces if p.kind == "paragraph"]
    assert [t[:12] for t in texts] == [
        "1. Kết quả t",
        "Kinh tế của ",
        "Văn hóa và x",
        "Nơi nhận:",
        "T/M BAN THƯỜ",
        "Tiếp theo củ",
        "Hết.",
    ]
    assert texts[2].endswith("Đảng bộ đã lãnh đạo toàn diện và đạt nhiều thành tích đáng kể.")
    assert cleaned.warnings == ["số trang bỏ khỏi văn bản: 2, 3"]


@pytest.mark.parametrize(
    ("text", "left", "joined"),
    [
        ("Tỷ lệ lao động qua đào tạo nâng lên, đời sống được cải thiện rõ.", 85.0, True),
        ("Tỷ lệ lao động qua đào tạo nâng lên, đời sống được cải thiện rõ.", 110.0, False),
        ("Nơi nhận:", 85.0, False),
    ],
)
def test_a_page_may_end_with_a_sentence_of_a_paragraph(text: str, left: float, joined: bool) -> None:
    body = [
        ("Kinh tế của tỉnh tiếp tục tăng trưởng khá, cơ cấu kinh tế chuyển", 110.0),
        ("dịch đúng hướng, thu ngân sách vượt dự toán được giao cho cả tỉnh", 85.0),
    ]
    lines = [(text, 1, x, 100.0 + 20 * i, 540.0) for i, (text, x) in enumerate(body * 4)]
    lines += [
        ("Năm 2020 toàn tỉnh giải quyết việc làm cho mười hai nghìn người.", 1, 110.0, 260.0, 540.0),
        (text, 2, left, 80.0, 540.0),
    ]
    cleaned = normalize.clean(boxed(lines))
    assert any(f"nghìn người. {text}" in p.text for p in cleaned.pieces) is joined


def test_margin_of_real_texts() -> None:
    folder = SHARED / "corpus" / "text"
    if not folder.is_dir():
        pytest.skip("shared documents are not here")
    wrapped = {}
    for file in sorted(folder.glob("*.txt")):
        pieces = [Piece("line", line.strip()) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        wrapped[file.stem] = layout.of(pieces).wrapped()
    assert wrapped == {
        "bt-nghiquyet": True,
        "qh-ketqua2004": True,
        "qh-muctieu2005": True,
        "tv-baocao": False,
        "tv-nghiquyet": False,
    }


def test_raised_notes_run_to_the_foot_of_a_wrapped_page() -> None:
    foot = "⁽¹⁾ Gồm 38 đảng bộ. Trong đó có\n12 đảng bộ mới. Nữ 2.152.\nDân tộc 487.\n"
    caller = "Tỉnh có 83 tổ chức cơ sở đảng⁽¹⁾ và đang tiếp tục sắp xếp theo chủ\n"
    text = f"{page(1)}{caller}{foot}2\ntrương chung.\n{page(2)}3\n{page(3)}"
    found = document(text)
    (note,) = found.footnotes
    assert found.text[note.start : note.end] == "Gồm 38 đảng bộ. Trong đó có 12 đảng bộ mới. Nữ 2.152. Dân tộc 487."
    assert "tiếp tục sắp xếp theo chủ trương chung." in found.text


def test_paragraphs_that_are_lines() -> None:
    pieces = [Piece("paragraph", line) for line in WRAPPED.splitlines() * 5]
    cleaned = normalize.clean(Raw("a.docx", "docx", "0" * 64, pieces))
    assert len([p for p in cleaned.pieces if p.text]) == 4 * 5
    whole = [Piece("paragraph", p) for p in paragraphs(WRAPPED) * 10]
    assert len(normalize.clean(Raw("a.docx", "docx", "0" * 64, whole)).pieces) == 40


def test_a_paragraph_that_a_conversion_cut() -> None:
    halves = ["Ban Thường vụ đã chỉ đạo các cấp ủy cơ sở phối hợp với", "lãnh đạo cơ quan.", "Đoạn sau."]
    cleaned = normalize.clean(Raw("a.docx", "docx", "0" * 64, [Piece("paragraph", h) for h in halves]))
    assert [p.text for p in cleaned.pieces] == [" ".join(halves[:2]), "Đoạn sau."]


COUNTED = """Toàn ngành hiện có 4.386 cán bộ, viên chức, trong đó bác sĩ 812 người, dược sĩ
đại học 64 người; số trạm y tế xã có bác sĩ làm việc chiếm 81,5%, mọi trạm đều
có nữ hộ sinh hoặc y sĩ sản nhi; tổng số giường bệnh theo kế hoạch đã được giao
là 2.460 giường, tăng 180 giường so với năm trước, trong đó tuyến tỉnh có hơn
một nửa số giường, còn lại là của các bệnh viện huyện và của các trung tâm y tế
do ngành quản lý; ngộ độc thực phẩm xảy ra 7 vụ với 243 người mắc, phát hiện và
quản lý bệnh nhân lao các thể trên địa bàn toàn tỉnh, trong đó số lao phổi
AFB(+) mới là 764 bệnh nhân; tỷ lệ điều trị khỏi bệnh đạt 92,5% số người đã được
quản lý; sốt xuất huyết ghi nhận ở mọi huyện, thị xã và thành phố trực thuộc
tỉnh, giảm so với năm trước.
- Điều trị nội trú 143.260 lượt người, tăng 9,4%; công suất dùng giường bệnh là
118%, trong đó tuyến tỉnh 127,5%.
"""


def test_lines_broken_by_counting_letters() -> None:
    """A line that ends where the next word would not have fitted goes on, whatever the next one begins with."""
    assert layout._counted(COUNTED.splitlines()) == 80
    found = paragraphs(COUNTED)
    assert len(found) == 2
    assert "số lao phổi AFB(+) mới là 764 bệnh nhân" in found[0]
    assert layout._counted(WRAPPED.splitlines()) is None


def test_a_line_that_opens_with_a_rate_goes_on() -> None:
    text = WRAPPED + "Chỉ số tồn kho tại thời điểm đầu tháng cao hơn cùng kỳ\n17,2%. Cấp mới 19 dự án.\n"
    assert paragraphs(text)[-1] == "Chỉ số tồn kho tại thời điểm đầu tháng cao hơn cùng kỳ 17,2%. Cấp mới 19 dự án."


@pytest.mark.parametrize(("upper", "lower"), [("NHIỆM KỲ", "2010 - 2015"), ("NHIỆM KỲ 2010", "- 2015")])
def test_the_years_of_a_title_in_capitals_belong_to_it(upper: str, lower: str) -> None:
    title = f"PHẦN THỨ NHẤT KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI LẦN THỨ XV, {upper}"
    assert f"{title} {lower}" in paragraphs(f"{title}\n{lower}\n{WRAPPED}")
