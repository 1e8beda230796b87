"""Headers, row names, captions and continuation of tables, on grids as Word, PDF and text give them."""

from __future__ import annotations

import pytest
from structure_checks import check, document, table

from pipeline.model import Piece, Raw, Style, Table
from pipeline.structure import build, tables


def read(*rows: str) -> dict[str, tuple[str, str]]:
    """Row and column header of each cell of the table by its text."""
    found = table(*rows)
    tables.headers(found)
    return {c.text: (c.row_header, c.column_header) for c in found.cells if c.text and not c.is_header}


def headers(*rows: str) -> list[str]:
    found = table(*rows)
    tables.headers(found)
    return [c.text for c in found.cells if c.is_header]


def test_one_header_row() -> None:
    cells = read("Năm|Kế hoạch|Thực hiện", "2016|300|390", "2017|301|333")
    assert cells["390"] == ("2016", "Thực hiện")
    assert cells["301"] == ("2017", "Kế hoạch")
    assert cells["2016"] == ("", "Năm")


def test_ordinals_name_no_row() -> None:
    cells = read("TT|Chỉ tiêu|ĐVT|Kết quả", "1|GRDP|%|7,2", "2|Thu ngân sách|tỷ đồng|4.400")
    assert cells["7,2"] == ("GRDP", "Kết quả")
    assert cells["tỷ đồng"] == ("Thu ngân sách", "ĐVT")
    assert cells["GRDP"] == ("", "Chỉ tiêu")
    assert cells["1"] == ("GRDP", "TT")


def test_ordinals_without_a_header_of_their_own() -> None:
    assert read("|Chỉ tiêu|Kết quả", "1|GRDP|7,2", "2|Thu ngân sách|4.400")["4.400"][0] == "Thu ngân sách"


def test_merged_header_cells() -> None:
    cells = read(
        "TT|Chỉ tiêu|Năm 2019|<|<|Ghi chú",
        "^|^|Kế hoạch|Ước thực hiện|<|^",
        "^|^|^|Số lượng|Tỷ lệ (%)|^",
        "1|Hộ nghèo|1.200|1.150|95,8|đạt",
    )
    assert cells["1.150"] == ("Hộ nghèo", "Năm 2019 > Ước thực hiện > Số lượng")
    assert cells["1.200"] == ("Hộ nghèo", "Năm 2019 > Kế hoạch")
    assert cells["đạt"] == ("Hộ nghèo", "Ghi chú")


def test_merged_header_cells_of_a_format_without_spans() -> None:
    found = table("Số TT|Chỉ tiêu|Kết quả thực hiện|", "||Thực hiện|So sánh", "1|Kết nạp|390|vượt")
    tables.headers(found)
    spans = {c.text: (c.row_span, c.column_span) for c in found.cells if c.is_header}
    assert spans == {
        "Số TT": (2, 1),
        "Chỉ tiêu": (2, 1),
        "Kết quả thực hiện": (1, 2),
        "Thực hiện": (1, 1),
        "So sánh": (1, 1),
    }
    assert next(c for c in found.cells if c.text == "vượt").column_header == "Kết quả thực hiện > So sánh"


def test_a_bare_percent_belongs_to_the_column_before() -> None:
    cells = read("Năm|Xếp loại|<|<|<", "^|Tốt|%|Khá|(%)", "2016|37|41,57|38|42,69")
    assert cells["41,57"] == ("2016", "Xếp loại > Tốt > %")
    assert cells["42,69"] == ("2016", "Xếp loại > Khá > (%)")
    assert cells["38"] == ("2016", "Xếp loại > Khá")


def test_numbers_of_columns_are_headers_and_no_path() -> None:
    rows = ("TT|Chỉ tiêu|Kế hoạch|Thực hiện|So sánh", "A|B|1|2|3=2/1", "1|Thu|100|120|120,0")
    assert headers(*rows)[5:] == ["A", "B", "1", "2", "3=2/1"]
    assert read(*rows)["120,0"] == ("Thu", "So sánh")


def test_rows_that_name_a_group() -> None:
    cells = read(
        "TT|Chỉ tiêu|ĐVT|2019|2020",
        "I|Chỉ tiêu kinh tế|||",
        "1|GRDP|%|7,2|7,5",
        "2|Thu ngân sách|tỷ đồng|4.100|4.400",
        "II|Chỉ tiêu xã hội|||",
        "1|Hộ nghèo|%|10,4|8,5",
    )
    assert cells["7,5"] == ("Chỉ tiêu kinh tế > GRDP", "2020")
    assert cells["8,5"] == ("Chỉ tiêu xã hội > Hộ nghèo", "2020")
    assert cells["Hộ nghèo"] == ("Chỉ tiêu xã hội", "Chỉ tiêu")


def test_a_row_over_all_columns_names_a_group() -> None:
    cells = read("Chỉ tiêu|2019|2020", "A. Kinh tế|<|<", "GRDP|7,2|7,5", "B. Xã hội|<|<", "Hộ nghèo|10,4|8,5")
    assert cells["7,5"] == ("A. Kinh tế > GRDP", "2020")
    assert cells["8,5"] == ("B. Xã hội > Hộ nghèo", "2020")


def test_rows_still_to_be_filled_name_no_group() -> None:
    cells = read("Năm|Số lượng|%", "2018|12|5,5", "2019||", "Ước 2020||", "Tổng|40|")
    assert cells["40"] == ("Tổng", "Số lượng")


def test_years_as_columns_are_a_header() -> None:
    cells = read("Chỉ tiêu|2016|2017|2018", "Kết nạp|300|301|250", "Khai trừ|5|6|7")
    assert cells["301"] == ("Kết nạp", "2017")
    assert headers("Chỉ tiêu|2016|2017|2018", "Kết nạp|300|301|250") == ["Chỉ tiêu", "2016", "2017", "2018"]


def test_a_table_of_prose_has_a_header() -> None:
    cells = read("Nội dung|Kết quả", "Có 90% tổ chức cơ sở đảng|Năm 2016 đạt 94,38%", "Kết nạp 950 đảng viên|đạt 1.295")
    assert cells["đạt 1.295"] == ("Kết nạp 950 đảng viên", "Kết quả")


def test_a_single_row_has_no_header() -> None:
    assert headers("Chỉ tiêu|Kết quả") == []


def test_a_title_inside_the_table_is_no_path() -> None:
    rows = ("BIỂU TỔNG HỢP KẾT QUẢ|<|<", "Năm|Số lượng|Tỷ lệ", "2018|12|5,5")
    assert read(*rows)["12"] == ("2018", "Số lượng")


def of_pieces(*pieces: Piece):
    return build(Raw("a.docx", "docx", "0" * 64, list(pieces)))


def paragraph(text: str, **style: bool) -> Piece:
    return Piece("paragraph", text, style=Style(**style))


def grid(found: Table) -> Piece:
    return Piece("table", table=found)


def test_caption_and_unit_above_the_table() -> None:
    found = of_pieces(
        paragraph("Kết quả thu ngân sách như sau."),
        paragraph("Bảng 2: Thu ngân sách giai đoạn 2016 - 2020"),
        paragraph("(Đơn vị: tỷ đồng)"),
        grid(table("Năm|Thu", "2016|3.200")),
    )
    check(found)
    assert [b.kind for b in found.blocks][1:] == ["caption", "caption", "table"]
    assert found.blocks[3].table.caption == "Bảng 2: Thu ngân sách giai đoạn 2016 - 2020 (Đơn vị: tỷ đồng)"


def test_caption_by_its_look_and_by_the_sentence_above() -> None:
    first = paragraph("I. KẾT QUẢ")
    looks = of_pieces(first, paragraph("Thu ngân sách", bold=True, centered=True), grid(table("Năm|Thu", "2016|3.200")))
    assert (looks.blocks[1].kind, looks.blocks[2].table.caption) == ("caption", "Thu ngân sách")
    said = of_pieces(
        paragraph("I. KẾT QUẢ"), paragraph("Kết quả cụ thể như sau:"), grid(table("Năm|Thu", "2016|3.200"))
    )
    assert (said.blocks[1].kind, said.blocks[2].table.caption) == ("paragraph", "Kết quả cụ thể như sau")


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_goes_on_after_a_page_break(repeated: bool) -> None:
    head = ["TT|Chỉ tiêu|Kết quả"]
    found = of_pieces(
        grid(table(*head, "1|GRDP|7,2", "2|Thu|4.400")),
        Piece("break"),
        grid(table(*(head if repeated else []), "3|Chi|5.100", "4|Hộ nghèo|8,5")),
    )
    check(found)
    assert len(found.blocks) == 1
    cells = {c.text: c for c in found.blocks[0].table.cells}
    assert (cells["8,5"].row_header, cells["8,5"].column_header) == ("Hộ nghèo", "Kết quả")
    assert sum(c.is_header for c in found.blocks[0].table.cells) == (6 if repeated else 3)


def test_two_tables_stay_two() -> None:
    found = of_pieces(grid(table("Năm|Thu", "2016|3.200")), grid(table("Huyện|Chi", "Thượng Khê|12")))
    assert [t.table_id for _, t in found.tables()] == ["t1", "t2"]


def test_tabs_in_text() -> None:
    found = document("Bảng 1. Kết quả\n\nNăm\tXếp loại\t\n\tTốt\t%\n2016\t37\t41,57\n2017\t38\t42,69\n")
    check(found)
    (_, read_table), *_ = found.tables()
    cells = {c.text: (c.row_header, c.column_header) for c in read_table.cells}
    assert cells["42,69"] == ("2017", "Xếp loại > Tốt > %")
    assert read_table.caption == "Bảng 1. Kết quả"
