"""Markdown, HTML remnants and tables in plain text."""

from __future__ import annotations

import pytest
from structure_checks import check, document, raw

from pipeline import normalize


def texts(text: str, format: str = "txt") -> list[str]:
    return [p.text for p in normalize.clean(raw(text, format)).pieces if p.kind == "paragraph"]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**II. MỤC TIÊU**", "II. MỤC TIÊU"),
        ("## **2. Các chỉ tiêu:**", "2. Các chỉ tiêu:"),
        ("phong trào “*Dân vận khéo*”; có **05** đồng chí", "phong trào “Dân vận khéo”; có 05 đồng chí"),
        ("\\* Nguyên nhân", "* Nguyên nhân"),
        ("** Nguyên nhân*", "* Nguyên nhân"),
        ("* Nguyên nhân", "* Nguyên nhân"),
        ("tại cơ sở<sup>(2)</sup>. Tổ chức", "tại cơ sở⁽²⁾. Tổ chức"),
        ("diện tích 120 m<sup>2</sup>, 3 km<sup>2</sup>", "diện tích 120 m², 3 km²"),
        ("12&nbsp;tỷ đồng &amp; <i>tăng</i> 5%<br/>so", "12 tỷ đồng & tăng 5% so"),
        ("giá 3*4 và 5 * 6 * 7", "giá 3*4 và 5 * 6 * 7"),
        ("tỷ lệ < 5% và > 3%", "tỷ lệ < 5% và > 3%"),
        ("1\\. Thuận lợi", "1. Thuận lợi"),
    ],
)
def test_inline_markup(marked: str, plain: str) -> None:
    assert texts(marked, "md") == [plain]


def test_emphasis_over_several_lines() -> None:
    assert texts("**ĐẢNG BỘ TỈNH\nĐẢNG ỦY KHỐI**\n\n*V/v lấy ý kiến của Ban\nChấp hành*") == [
        "ĐẢNG BỘ TỈNH",
        "ĐẢNG ỦY KHỐI",
        "V/v lấy ý kiến của Ban",
        "Chấp hành",
    ]


def test_pipe_table() -> None:
    found = document(
        "Bảng 1: Kết quả\n| Chỉ tiêu | Kế hoạch | Thực hiện |\n|---|:-:|--:|\n| **GRDP** | 7% | 7,2% |\n| Thu | 5 | 6 |"
    )
    ((block, table),) = found.tables()
    assert [[c.text for c in table.cells if c.row == r] for r in range(3)] == [
        ["Chỉ tiêu", "Kế hoạch", "Thực hiện"],
        ["GRDP", "7%", "7,2%"],
        ["Thu", "5", "6"],
    ]
    assert found.block_text(block) == "Chỉ tiêu\tKế hoạch\tThực hiện\nGRDP\t7%\t7,2%\nThu\t5\t6"
    assert table.caption == "Bảng 1: Kết quả"


def test_tab_table_with_a_blank_line_inside() -> None:
    found = document("Năm\tKế hoạch\tThực hiện\n2016\t300\t390\n\n2017\t300\t333\n\nĐoạn sau.\n")
    ((_, table),) = found.tables()
    assert (table.rows, table.columns) == (3, 3)
    assert [c.source.line for c in table.cells if c.column == 0] == [1, 2, 4]


def test_leading_tabs_make_no_table() -> None:
    assert texts("\tCăn cứ Luật Đất đai;\n\tCăn cứ Nghị định số 15;\n\tTheo đề nghị.") == [
        "Căn cứ Luật Đất đai;",
        "Căn cứ Nghị định số 15;",
        "Theo đề nghị.",
    ]


LAID_OUT = """   HỘI ĐỒNG NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH HÒA GIANG                      Độc lập - Tự do - Hạnh phúc
    Số: 36/NQ-HĐND                   Hòa Giang, ngày 10 tháng 12 năm 2020

     Kết quả như sau:

  TT   Chỉ tiêu                    Đơn vị tính      Kế hoạch      Thực hiện
                                                      2019           2019
  1    GRDP                        %                     7,0            7,2
  2    Thu ngân sách trên          tỷ đồng             4.100          4.400
       địa bàn
  3    Hộ nghèo                    %                    10,4            8,5

     Đoạn văn sau bảng.

  Nơi nhận:                                TM. HỘI ĐỒNG NHÂN DÂN
  - Chính phủ;                                    CHỦ TỊCH
  - Lưu: VT.                                  Đinh Quang Hải
"""


def test_columns_that_blanks_keep_apart() -> None:
    found = document(LAID_OUT)
    check(found)
    ((_, table),) = found.tables()
    cells = {c.text: (c.row_header, c.column_header) for c in table.cells}
    assert cells["4.400"] == ("Thu ngân sách trên địa bàn", "Thực hiện > 2019")
    assert cells["10,4"] == ("Hộ nghèo", "Kế hoạch > 2019")
    lines = found.text.split("\n")
    assert lines[:3] == ["HỘI ĐỒNG NHÂN DÂN", "TỈNH HÒA GIANG", "Số: 36/NQ-HĐND"]
    assert lines[-6:] == [
        "Nơi nhận:",
        "- Chính phủ;",
        "- Lưu: VT.",
        "TM. HỘI ĐỒNG NHÂN DÂN",
        "CHỦ TỊCH",
        "Đinh Quang Hải",
    ]


def test_double_blanks_in_prose_make_no_columns() -> None:
    rows = [f"Năm   201{n} kết nạp   {n}2 đảng viên   đạt 9{n}%." for n in range(2)]
    assert texts("\n\n".join(rows)) == [" ".join(row.split()) for row in rows]
