"""Footnotes of a PDF: lifted from the foot of the page, joined over pages, never digits of a figure."""

from __future__ import annotations

import pytest
from pdf_files import Sheet, build

from pipeline.ingest import pdf
from pipeline.model import Piece, Raw

PROSE = "Tốc độ tăng trưởng kinh tế bình quân đạt 12,09% một năm, thu nhập bình quân đầu người đạt 47,2 triệu đồng."


def read(*sheets: Sheet) -> Raw:
    return pdf.parse(build(*sheets), "a.pdf", "0" * 64)


def notes(raw: Raw) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in raw.pieces if p.kind == "note"]


def body(raw: Raw) -> list[Piece]:
    return [p for p in raw.pieces if p.kind == "line"]


def marked(sheet: Sheet, y: float, before: str, mark: str, after: str = "", size: float = 8.0) -> None:
    x = sheet.text(85, y, before)
    x = sheet.text(x, y - 5, mark, size)
    sheet.text(x, y, after) if after else None


@pytest.mark.parametrize("mark", ["11", "(11)", "[11]"])
def test_a_mark_is_never_read_as_digits(mark: str) -> None:
    sheet = Sheet()
    marked(sheet, 100, "chiếm 25,24%", mark, " tổng số đảng viên")
    sheet.line(85, 740, 220, 740)
    sheet.text(85, 751, mark, 6.5)
    sheet.text(110, 755, "Năm 2019 chiếm 24,1%.", 11)
    raw = read(sheet)
    (line,) = body(raw)
    assert line.text == "chiếm 25,24%⁽¹¹⁾ tổng số đảng viên"
    assert [(m.label, line.text[m.start : m.end]) for m in line.marks] == [("11", "⁽¹¹⁾")]
    assert notes(raw) == [("11", "Năm 2019 chiếm 24,1%.")]


def test_a_mark_in_several_pieces_is_one() -> None:
    sheet = Sheet()
    x = sheet.text(85, 100, "năm 2003")
    x = sheet.text(x, 95, "2", 8, font="TimesNewRoman")
    x = sheet.text(x, 95, "6", 8, font="TimesNewRomanPS")  # another run of the same mark
    sheet.text(x, 100, "; vốn đầu tư")
    assert body(read(sheet))[0].text == "năm 2003⁽²⁶⁾; vốn đầu tư"


def test_a_mark_with_the_size_of_its_line_is_raised_by_its_place() -> None:
    sheet = Sheet()
    marked(sheet, 100, "đạt 7,6%", "3", " so với năm trước", size=14)
    assert body(read(sheet))[0].text == "đạt 7,6%⁽³⁾ so với năm trước"


def test_several_notes_of_a_page_with_and_without_raised_numbers() -> None:
    sheet = Sheet()
    marked(sheet, 100, "Có 83 tổ chức cơ sở đảng", "1", " và các đoàn thể")
    marked(sheet, 120, "đạt 12,5%", "2", " so với kế hoạch")
    sheet.line(85, 720, 220, 720)
    sheet.text(85, 735, "1 Có 38 đảng bộ cơ sở, 45 chi bộ và", 11)  # lost its raise
    sheet.text(85, 749, "6.021 đảng viên.", 11)
    sheet.text(85, 763, "2 Số ước thực hiện.", 11)
    assert notes(read(sheet)) == [
        ("1", "Có 38 đảng bộ cơ sở, 45 chi bộ và 6.021 đảng viên."),
        ("2", "Số ước thực hiện."),
    ]


def test_a_note_continued_on_the_next_page_is_whole() -> None:
    first, second = Sheet(), Sheet()
    marked(first, 100, "Có 83 tổ chức cơ sở đảng", "1", " trong toàn khối")
    first.line(85, 740, 220, 740)
    first.text(85, 751, "1", 6.5)
    first.text(92, 755, "Có 38 đảng bộ cơ sở với", 11)
    first.text(85, 769, "6.021 đảng viên; trong số này có", 11)
    first.text(290, 810, "1", 11)
    marked(second, 100, "Trang sau nói tiếp về công tác xây dựng Đảng", "2", " của khối")
    second.line(85, 720, 220, 720)
    second.text(85, 735, "2.152 nữ và 487 người dân tộc.", 11)
    second.text(85, 745, "2", 6.5)
    second.text(92, 749, "Quy định số 08-QĐ/TW.", 11)
    second.text(290, 810, "2", 11)
    raw = read(first, second)
    assert notes(raw) == [
        ("1", "Có 38 đảng bộ cơ sở với 6.021 đảng viên; trong số này có 2.152 nữ và 487 người dân tộc."),
        ("2", "Quy định số 08-QĐ/TW."),
    ]
    (note, _) = [p for p in raw.pieces if p.kind == "note"]
    assert {s.source.page for s in note.stretches} == {1, 2}
    start = note.text.index("2.152")
    assert next(s.source.page for s in reversed(note.stretches) if s.start <= start) == 2


def test_notes_without_a_rule_are_told_by_their_print() -> None:
    sheet = Sheet()
    marked(sheet, 100, "Số liệu ước tính", "(*)", " của cả năm 2020 do Cục Thống kê cung cấp")
    for nth in range(6):
        sheet.text(85, 130 + 18 * nth, PROSE[:60])
    sheet.text(85, 765, "(*)", 6.5)
    sheet.text(99, 769, "Chưa kể các doanh nghiệp trung ương.", 11)
    assert notes(read(sheet)) == [("*", "Chưa kể các doanh nghiệp trung ương.")]


def test_small_print_that_is_no_note_stays() -> None:
    sheet = Sheet()
    for nth in range(6):
        sheet.text(85, 100 + 18 * nth, PROSE[:60])
    sheet.line(85, 300, 220, 300)
    sheet.text(85, 320, "Nguồn: Cục Thống kê tỉnh, 2 tháng đầu năm 2020", 11)
    raw = read(sheet)
    assert notes(raw) == []
    assert body(raw)[-1].text == "Nguồn: Cục Thống kê tỉnh, 2 tháng đầu năm 2020"


def test_marks_in_cells() -> None:
    sheet = Sheet()
    sheet.grid([85, 250, 400], [100, 130, 160])
    sheet.text(90, 120, "Chỉ tiêu", 12)
    x = sheet.text(260, 120, "Thực hiện", 12)
    sheet.text(x, 116, "1", 7)
    sheet.text(90, 150, "Thu ngân sách", 12)
    x = sheet.text(260, 150, "1.200", 12)
    sheet.text(x, 146, "2", 7)
    (table,) = [p.table for p in read(sheet).pieces if p.table]
    assert [c.text for c in table.cells] == ["Chỉ tiêu", "Thực hiện⁽¹⁾", "Thu ngân sách", "1.200⁽²⁾"]
    assert [m.label for c in table.cells for m in c.marks] == ["1", "2"]


def level_mark(tags: bool) -> Sheet:
    """A mark set like the digits of the text, and its note in print as large as the text, without a rule."""
    sheet = Sheet()

    def tagged(kind: str, number: int) -> None:
        if tags:
            sheet.content.append(f"/{kind} << /MCID {number} >> BDC".encode() if kind else b"EMC")

    x = sheet.text(85, 100, "thu ngân sách tăng 12,5%")
    tagged("Reference", 0)
    end = sheet.text(x, 100, "1")
    tagged("", 0)
    sheet.text(end, 100, " so với năm trước")
    sheet.text(85, 120, "1 điểm dân cư được quy hoạch")
    tagged("Note", 1)
    sheet.text(85, 760, "1 Không kể thu từ đất.")
    tagged("", 1)
    sheet.annotations = [] if tags else [f"<< /Type /Annot /Subtype /Link /Rect [{x} 738 {end} 754] /A 10 0 R >>"]
    return sheet


def test_a_link_tells_a_mark_that_is_not_raised() -> None:
    sheet = level_mark(tags=False)
    raw = pdf.parse(build(sheet, extra=[b"<< /S /GoTo /D [11 0 R /XYZ 85 96 null] >>"]), "a.pdf", "0" * 64)
    assert [line.text for line in body(raw)] == [
        "thu ngân sách tăng 12,5%⁽¹⁾ so với năm trước",
        "1 điểm dân cư được quy hoạch",
    ]
    assert notes(raw) == [("1", "Không kể thu từ đất.")]


def test_a_link_to_another_number_is_no_mark() -> None:
    raw = pdf.parse(
        build(level_mark(tags=False), extra=[b"<< /S /GoTo /D [11 0 R /XYZ 85 300 null] >>"]), "a.pdf", "0" * 64
    )
    assert "12,5%1 so với năm trước" in body(raw)[0].text
    assert notes(raw) == []


def test_a_link_to_a_chapter_is_no_mark() -> None:
    sheet = Sheet()
    x = sheet.text(85, 100, "các nhiệm vụ nêu ở mục ")
    end = sheet.text(x, 100, "2")
    sheet.text(end, 100, " dưới đây")
    sheet.text(85, 400, "2. Nhiệm vụ trọng tâm năm 2021")
    sheet.annotations = [f"<< /Type /Annot /Subtype /Link /Rect [{x} 738 {end} 754] /Dest [10 0 R /XYZ 85 456 null] >>"]
    raw = read(sheet)
    assert [line.text for line in body(raw)] == ["các nhiệm vụ nêu ở mục 2 dưới đây", "2. Nhiệm vụ trọng tâm năm 2021"]
    assert notes(raw) == []


def test_tags_tell_a_mark_that_is_not_raised() -> None:
    sheet = level_mark(tags=True)
    sheet.entries = "/StructParents 0"
    root = [
        b"<< /Type /StructTreeRoot /K 11 0 R /ParentTree << /Nums [0 [12 0 R 13 0 R]] >> >>",
        b"<< /Type /StructElem /S /P /P 10 0 R /Pg 14 0 R /K [12 0 R 13 0 R] >>",
        b"<< /Type /StructElem /S /Reference /P 11 0 R /Pg 14 0 R /K 0 >>",
        b"<< /Type /StructElem /S /Note /P 11 0 R /Pg 14 0 R /K 1 >>",
    ]
    data = build(sheet, catalog="/StructTreeRoot 10 0 R /MarkInfo << /Marked true >>", extra=root)
    raw = pdf.parse(data, "a.pdf", "0" * 64)
    assert body(raw)[0].text == "thu ngân sách tăng 12,5%⁽¹⁾ so với năm trước"
    assert notes(raw) == [("1", "Không kể thu từ đất.")]
