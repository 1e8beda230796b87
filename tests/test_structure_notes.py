"""Notes stand after the block that calls them, where the document shows them; every loose end is warned of."""

from __future__ import annotations

from structure_checks import check, document

from pipeline.ingest import marks
from pipeline.model import Piece, Raw, Source, Stretch, Table
from pipeline.normalize import clean, edits
from pipeline.structure import build


def piece(kind, text: str, label: str = "") -> Piece:
    made = Piece(kind, text, label)
    edits.find_marks(made)
    return made


def built(*pieces: Piece):
    found = build(clean(Raw("a.docx", "docx", "0" * 64, list(pieces))))
    check(found)
    return found


def test_notes_of_the_format_follow_their_callers() -> None:
    found = built(
        piece("paragraph", "Đảng bộ có 83 tổ chức cơ sở⁽¹⁾ và 6.021 đảng viên⁽²⁾."),
        piece("paragraph", "Đoạn thứ hai."),
        piece("note", "Có 38 đảng bộ.", "1"),
        piece("note", "Nữ 2.152.", "2"),
    )
    assert found.text.split("\n")[1:] == ["⁽¹⁾ Có 38 đảng bộ.", "⁽²⁾ Nữ 2.152.", "Đoạn thứ hai."]
    assert [(n.label, n.block, n.anchor_block) for n in found.footnotes] == [("1", 1, 0), ("2", 2, 0)]
    assert found.warnings == []


def on(source: Source, kind, text: str, label: str = "") -> Piece:
    made = piece(kind, text, label)
    made.stretches = [Stretch(0, len(text), source)]
    return made


def test_notes_stay_at_the_foot_of_the_page_that_calls_them() -> None:
    first, last = Source(page=1), Source(page=9)
    found = built(
        on(first, "paragraph", "Đảng bộ có 83 tổ chức⁽¹⁾ và 6.021 đảng viên⁽²⁾."),
        on(first, "paragraph", "Đoạn thứ hai."),
        on(first, "note", "Có 38 đảng bộ.", "1"),
        on(last, "paragraph", "Đoạn cuối."),
        on(last, "note", "Nữ 2.152.", "2"),
    )
    assert found.text.split("\n")[1:] == ["⁽²⁾ Nữ 2.152.", "Đoạn thứ hai.", "⁽¹⁾ Có 38 đảng bộ.", "Đoạn cuối."]


def test_notes_of_a_text_stay_among_its_paragraphs_but_not_at_its_end() -> None:
    found = built(
        on(Source(line=1), "paragraph", "Đảng bộ có 83 tổ chức⁽¹⁾ và 6.021 đảng viên⁽²⁾."),
        on(Source(line=2), "paragraph", "Đoạn thứ hai."),
        on(Source(line=3), "note", "Có 38 đảng bộ.", "1"),
        on(Source(line=4), "paragraph", "Đoạn cuối."),
        on(Source(line=5), "note", "Nữ 2.152.", "2"),
    )
    assert found.text.split("\n")[1:] == ["⁽²⁾ Nữ 2.152.", "Đoạn thứ hai.", "⁽¹⁾ Có 38 đảng bộ.", "Đoạn cuối."]


def test_numbers_that_begin_again_on_each_page() -> None:
    found = built(
        piece("paragraph", "Trang một⁽¹⁾."),
        piece("note", "Chú thích A.", "1"),
        Piece("break"),
        piece("paragraph", "Trang hai⁽¹⁾."),
        piece("note", "Chú thích B.", "1"),
    )
    assert [(found.text[n.start : n.end], n.anchor_block) for n in found.footnotes] == [
        ("Chú thích A.", 0),
        ("Chú thích B.", 2),
    ]


def test_a_star_and_a_note_called_in_a_table() -> None:
    table = Table([])
    from pipeline.model import Cell

    table.cells = [Cell(0, 0, "Năm"), Cell(0, 1, "Số⁽*⁾"), Cell(1, 0, "2016"), Cell(1, 1, "12")]
    found = built(Piece("table", table=table), piece("note", "Số ước tính.", "*"))
    (note,) = found.footnotes
    assert (note.label, note.anchor_block) == ("*", 0)
    assert found.text[note.anchor_char :].startswith(marks.render("*"))


def test_loose_ends_are_warned_of() -> None:
    found = built(
        piece("paragraph", "Một⁽¹⁾ và hai⁽²⁾."), piece("note", "Lời hai.", "2"), piece("note", "Lời ba.", "3")
    )
    assert [(n.label, n.block is None, n.anchor_block is None) for n in found.footnotes] == [
        ("2", False, False),
        ("3", False, True),
        ("1", True, False),
    ]
    assert found.warnings == ["chú thích 3 không có dấu gọi trong văn bản", "dấu chú thích 1 không có lời chú thích"]


def test_a_numbered_note_cut_by_a_page_break() -> None:
    found = document(
        "Có 02 phong trào⁽¹⁾ lớn.\n\n⁽¹⁾ (1) Thanh niên tình nguyện; (2) Tuổi trẻ sáng tạo;\n\n"
        "(3) Xung kích bảo vệ Tổ quốc.\n\nĐoạn sau.\n"
    )
    check(found)
    (note,) = found.footnotes
    assert found.text[note.start : note.end].endswith("(3) Xung kích bảo vệ Tổ quốc.")
    assert [b.kind for b in found.blocks] == ["paragraph", "footnote", "paragraph"]


def test_items_in_round_brackets_answer_no_mark_in_square_ones() -> None:
    found = document(
        "Có 13/17 chỉ tiêu đạt và vượt, còn 4 chỉ tiêu không đạt[1]. Kết nạp 9.472 đảng viên[2].\n\n"
        "Chỉ tiêu:\n\n(1) Tăng trưởng 9%/năm.\n\n(2) Nông nghiệp 16%.\n\n[1] Gồm tốc độ tăng trưởng.\n\n[2] Nữ 4.218.\n"
    )
    assert [(found.block_text(found.blocks[n.block])) for n in found.footnotes if n.block is not None] == [
        "⁽¹⁾ Gồm tốc độ tăng trưởng.",
        "⁽²⁾ Nữ 4.218.",
    ]
    assert {"(1) Tăng trưởng 9%/năm.", "(2) Nông nghiệp 16%."} <= set(found.text.split("\n"))


def test_a_number_like_a_mark_keeps_no_note_from_its_bracketed_mark() -> None:
    found = document(
        "Có 126 trang trại[1]. Có 30 trường (tiểu học 19, trung học phổ thông 2), tăng 21 trường.\n\n"
        "Trạm y tế có ở 17/21 xã, thị trấn[2], có bác sỹ.\n\n"
        "[1] Trong đó 81 trang trại chăn nuôi.\n\n[2] Năm 2005 mới có 6 xã.\n"
    )
    assert [(n.label, n.anchor_block) for n in found.footnotes] == [("1", 0), ("2", 2)]
    assert "[" not in found.text


def test_dotted_notes_at_the_end_are_told_from_a_list() -> None:
    body = "Đảng bộ có 47 tổ chức¹, kết nạp 118 đảng viên².\n\nII. Nhiệm vụ\n\nTiếp tục củng cố tổ chức.\n\n"
    noted = document(body + "1. Gồm 19 đảng bộ, 28 chi bộ.\n\n2. Trong đó 45 đồng chí nữ.\n")
    assert [(n.label, n.anchor_block) for n in noted.footnotes] == [("1", 0), ("2", 0)]
    listed = document(body.replace("viên²", "viên²; xóa tên 04³") + "1. Củng cố tổ chức.\n\n2. Kết nạp đảng viên.\n")
    assert [b.kind for b in listed.blocks if b.label in ("1", "2") and b.kind == "footnote"] == []


def test_plain_notes_behind_their_paragraph_end_before_the_next_item() -> None:
    found = document(
        "1. Về nông nghiệp\nGieo cấy được 74.320 ha lúa1, đạt 98,6% kế hoạch; đàn gia cầm giảm mạnh do dịch cúm2.\n"
        "1 Vụ đông xuân 41.200 ha.\n2 Ngân sách tỉnh đã hỗ trợ 6,2 tỷ đồng.\n"
        "2. Về công nghiệp\nGiá trị sản xuất công nghiệp đạt 1.286 tỷ đồng, bằng 71,2% kế hoạch năm.\n"
    )
    assert [b.kind for b in found.blocks] == ["heading", "paragraph", "footnote", "footnote", "heading", "paragraph"]


def test_a_note_between_paragraphs_takes_none_of_the_next() -> None:
    full = "Trong năm, đã kết nạp 118 quần chúng ưu tú vào Đảng, vượt 7,3% chỉ tiêu được giao đầu năm"
    note = "(1) Nữ 1.347 (45,65%); thạc sĩ trở lên 864, đại học 1.921, còn lại 166 đồng chí, trẻ 14."
    found = document(
        f"Tính đến ngày 30/11/2022, Đảng bộ Khối có 47 tổ chức cơ sở đảng, với 2.951 đảng viên đang\nsinh hoạt(1).\n"
        f"{note}\n{full};\ncông nhận chính thức cho 97 đảng viên dự bị trong toàn đảng bộ.\n" + f"{full}.\n" * 12
    )
    assert [found.block_text(b) for b in found.blocks if b.kind == "footnote"] == [note.replace("(1)", "⁽¹⁾")]
