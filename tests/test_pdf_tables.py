"""Tables of a PDF: ruled and unruled, merged cells, torn words, parts on several pages."""

from __future__ import annotations

from pdf_files import Sheet, build, wide

from pipeline.ingest import pdf
from pipeline.model import Raw, Table


def read(*sheets: Sheet) -> Raw:
    return pdf.parse(build(*sheets), "a.pdf", "0" * 64)


def tables(*sheets: Sheet) -> list[Table]:
    return [p.table for p in read(*sheets).pieces if p.table]


def rows(table: Table) -> list[list[str]]:
    """The table as Document.text has it: a merged cell at its top left, other positions empty."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


def lay(sheet: Sheet, y: float, xs: list[float], cells: list[str], size: float = 12.0) -> None:
    """A row of an unruled table: the first cell at the left of its place, numbers ending at theirs."""
    for nth, (x, text) in enumerate(zip(xs, cells, strict=True)):
        if text:
            sheet.text(x - (wide(text, size) if nth else 0), y, text, size)


def test_merged_header_cells() -> None:
    sheet = Sheet()
    sheet.grid([85, 120, 300, 400, 500], [100, 125, 150, 175], {("h", 1, 0), ("h", 1, 1), ("v", 3, 0)})
    for x, y, text in [
        *(
            (90, 127, "TT"),
            (150, 127, "Nội dung"),
            (370, 117, "Kết quả"),
            (310, 142, "Kế hoạch"),
            (410, 142, "Thực hiện"),
        ),
        *((90, 167, "1"), (125, 167, "Kết nạp đảng viên"), (310, 167, "100"), (410, 167, "112")),
    ]:
        sheet.text(x, y, text, 12)
    (table,) = tables(sheet)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        *((0, 0, 2, 1, "TT"), (0, 1, 2, 1, "Nội dung"), (0, 2, 1, 2, "Kết quả")),
        *((1, 2, 1, 1, "Kế hoạch"), (1, 3, 1, 1, "Thực hiện")),
        *((2, 0, 1, 1, "1"), (2, 1, 1, 1, "Kết nạp đảng viên"), (2, 2, 1, 1, "100"), (2, 3, 1, 1, "112")),
    ]
    box = table.cells[-1].source.bbox
    assert table.cells[-1].source.page == 1 and box is not None and 405 < box[0] < 415 and 150 < box[1] < 175


def test_open_sides_and_thin_rectangles_as_lines() -> None:
    sheet = Sheet()
    for y in (100, 125, 150):
        sheet.fill(85, y, 400, y + 0.6, 0)  # as Word draws borders
    sheet.line(200, 100, 200, 150)
    for x, y, text in [(90, 117, "Năm 2019"), (210, 117, "1.200"), (90, 142, "Năm 2020"), (210, 142, "1.300")]:
        sheet.text(x, y, text, 12)
    assert [rows(t) for t in tables(sheet)] == [[["Năm 2019", "1.200"], ["Năm 2020", "1.300"]]]


def test_a_frame_and_an_underline_are_no_tables() -> None:
    sheet = Sheet()
    sheet.grid([80, 500], [80, 130])
    sheet.text(90, 100, "Đoạn văn trong khung có 12 đảng viên")
    sheet.line(90, 103, 180, 103)
    raw = read(sheet)
    assert [p.kind for p in raw.pieces] == ["line"]


def test_an_underline_in_a_cell_parts_no_rows() -> None:
    sheet = Sheet()
    sheet.grid([85, 250, 400], [100, 150, 180])
    sheet.text(90, 115, "Chỉ tiêu", 12)
    sheet.line(88, 118, 130, 118)
    sheet.text(90, 135, "chính", 12)
    for x, y, text in [(260, 125, "Số lượng"), (90, 170, "Lúa"), (260, 170, "12")]:
        sheet.text(x, y, text, 12)
    assert [rows(t) for t in tables(sheet)] == [[["Chỉ tiêu chính", "Số lượng"], ["Lúa", "12"]]]


def test_words_and_numbers_torn_by_narrow_columns() -> None:
    sheet = Sheet()
    sheet.grid([85, 118, 200, 260], [100, 190, 230])
    for nth, text in enumerate(["Tron", "g", "sạch", "vững", "mạn", "h"]):
        sheet.text(90, 113 + 14 * nth, text, 12)
    for nth, text in enumerate(["Hoàn", "thành", "tốt"]):
        sheet.text(125, 113 + 14 * nth, text, 12)
    sheet.text(205, 113, "Vốn", 12)
    for nth, text in enumerate(["1.234", ".567"]):
        sheet.text(90, 205 + 14 * nth, text, 12)
    sheet.text(125, 205, "12", 12)
    for nth, text in enumerate(["3/10/19", "90"]):
        sheet.text(205, 205 + 14 * nth, text, 12)
    (table,) = tables(sheet)
    assert rows(table) == [
        ["Trong sạch vững mạnh", "Hoàn thành tốt", "Vốn"],
        ["1.234.567", "12", "3/10/1990"],
    ]


def test_two_numbers_below_one_another_stay_two() -> None:
    sheet = Sheet()
    sheet.grid([85, 200, 320], [100, 140, 180])
    for x, y, text in [
        (90, 115, "Chỉ tiêu"),
        (205, 115, "Kết quả"),
        (90, 155, "Nữ"),
        (205, 155, "120"),
        (205, 170, "135"),
    ]:
        sheet.text(x, y, text, 12)
    assert rows(tables(sheet)[0])[1] == ["Nữ", "120 135"]


def test_rows_without_lines_between_them() -> None:
    sheet = Sheet()
    sheet.grid([85, 250, 350, 450], [100, 130])
    for x, text in [(90, "Chỉ tiêu"), (260, "Năm 2019"), (360, "Năm 2020")]:
        sheet.text(x, 120, text, 12)
    for x in (85, 250, 350, 450):
        sheet.line(x, 130, x, 220)
    sheet.line(85, 220, 450, 220)
    for nth, (name, *numbers) in enumerate(
        [
            *(("Thu ngân sách", "1.200", "1.300"), ("Chi ngân sách địa phương,", "", "")),
            *(("trong đó chi đầu tư", "500", "600"), ("Chi thường xuyên", "700", "701")),
        ]
    ):
        lay(sheet, 146 + 18 * nth, [90, 345, 445], [name, *numbers])
    assert rows(tables(sheet)[0]) == [
        ["Chỉ tiêu", "Năm 2019", "Năm 2020"],
        ["Thu ngân sách", "1.200", "1.300"],
        ["Chi ngân sách địa phương, trong đó chi đầu tư", "500", "600"],
        ["Chi thường xuyên", "700", "701"],
    ]


def test_columns_drawn_a_little_apart_in_some_rows_are_the_same() -> None:
    sheet = Sheet()
    sheet.grid([85, 150, 220, 290, 360], [100, 125, 150])
    sheet.grid([85, 155, 226, 296, 360], [150, 175])
    for r, texts in enumerate([["Năm", "A", "B", "C"], ["2019", "1", "2", "3"], ["2020", "4", "5", "6"]]):
        for c, text in enumerate(texts):
            sheet.text(100 + 70 * c, 117 + 25 * r, text, 12)
    (table,) = tables(sheet)
    assert rows(table) == [["Năm", "A", "B", "C"], ["2019", "1", "2", "3"], ["2020", "4", "5", "6"]]


def part(top: float, content: list[list[str]]) -> Sheet:
    """A part of a table with its header of two rows at `top`."""
    sheet = Sheet()
    ys = [top, top + 25, top + 50, *(top + 50 + 40 * (n + 1) for n in range(len(content)))]
    sheet.grid([85, 120, 330, 430, 520], ys, {("h", 1, 0), ("h", 1, 1), ("v", 3, 0)})
    for x, y, text in [
        (90, 30, "TT"),
        (150, 30, "Nội dung"),
        (380, 17, "Kết quả"),
        (340, 42, "Kế hoạch"),
        (440, 42, "Thực hiện"),
    ]:
        sheet.text(x, top + y, text, 12)
    for y, row in zip(ys[3:], content, strict=True):
        for x, cell in zip((85, 120, 330, 430), row, strict=True):
            for nth, line in enumerate(cell.split("\n")):
                if line:
                    sheet.text(x + 5, y - 25 + 14 * nth, line, 12)
    return sheet


def test_a_table_goes_on_over_the_page() -> None:
    first = part(
        650, [["1", "Kết nạp đảng viên", "100", "112"], ["2", "Xây dựng nông thôn mới,\nđô thị", "12 xã", "15"]]
    )
    second = part(60, [["", "văn minh", "", ""], ["3", "Giảm nghèo", "1,5%", "1,7%"]])
    raw = read(first, second)
    (table,) = [p.table for p in raw.pieces if p.table]
    assert rows(table)[2:] == [
        ["1", "Kết nạp đảng viên", "100", "112"],
        ["2", "Xây dựng nông thôn mới, đô thị văn minh", "12 xã", "15"],
        ["3", "Giảm nghèo", "1,5%", "1,7%"],
    ]
    assert [c.source.page for c in table.cells if c.text == "1,7%"] == [2]
    assert any("trang 2" in warning for warning in raw.warnings)


def test_another_table_on_the_next_page_is_another() -> None:
    first = part(650, [["1", "Kết nạp đảng viên", "100", "112"]])
    second = Sheet()
    second.grid([85, 250, 520], [60, 90, 120])
    for x, y, text in [(90, 80, "Năm"), (260, 80, "Sản lượng"), (90, 110, "2020"), (260, 110, "1.300")]:
        second.text(x, y, text, 12)
    assert len(tables(first, second)) == 2


def test_a_table_without_lines() -> None:
    sheet = Sheet()
    sheet.text(85, 70, "Kết quả sản xuất nông nghiệp năm 2020 thể hiện qua bảng dưới đây, so với")
    sheet.text(85, 88, "kỳ năm trước các chỉ tiêu đều tăng.")
    sheet.text(85, 140, "Chỉ tiêu", 12)
    for x, y, text in [
        *((300, 132, "Thực hiện"), (440, 132, "So sánh (%)"), (285, 148, "2019"), (350, 148, "2020")),
        *((430, 148, "2020/2019"), (500, 148, "Kế hoạch")),
    ]:
        sheet.text(x, y, text, 12)
    places = [85.0, 310, 380, 480, 545]
    lay(sheet, 170, places, ["Tổng sản lượng", "1.234,5", "1.300,2", "105,3", "101,2"])
    lay(sheet, 186, places, ["Lúa cả năm", "934,5", "1.000,2", "107,0", "-"])
    lay(sheet, 202, places, ["Cây công nghiệp hàng năm và", "", "", "", ""])
    lay(sheet, 218, places, ["cây ăn quả", "300,0", "300,0", "100,0", "99,8"])
    sheet.text(85, 244, "Nguồn: Cục Thống kê tỉnh", 11)
    raw = read(sheet)
    assert [p.kind for p in raw.pieces] == ["line", "line", "table", "line"]
    (table,) = [p.table for p in raw.pieces if p.table]
    assert rows(table) == [
        ["Chỉ tiêu", "Thực hiện", "", "So sánh (%)", ""],
        ["", "2019", "2020", "2020/2019", "Kế hoạch"],
        ["Tổng sản lượng", "1.234,5", "1.300,2", "105,3", "101,2"],
        ["Lúa cả năm", "934,5", "1.000,2", "107,0", "-"],
        ["Cây công nghiệp hàng năm và cây ăn quả", "300,0", "300,0", "100,0", "99,8"],
    ]
    spans = {c.text: (c.row_span, c.column_span) for c in table.cells}
    assert (spans["Chỉ tiêu"], spans["Thực hiện"], spans["So sánh (%)"]) == ((2, 1), (1, 2), (1, 2))


def test_a_table_of_contents_is_no_table() -> None:
    sheet = Sheet()
    for nth, (title, page) in enumerate([("Đặc điểm", "1"), ("Kết quả", "4"), ("Hạn chế", "9"), ("Nhiệm vụ", "12")]):
        lay(sheet, 100 + 20 * nth, [85, 500], [f"{nth + 1}. {title}", page], 14)
    raw = read(sheet)
    assert all(p.kind == "line" for p in raw.pieces)


def test_sideways_heads() -> None:
    sheet = Sheet()
    sheet.grid([85, 120, 300], [100, 200, 230])
    sheet.text(107, 190, "Số thứ tự", 12, turn=1)
    for x, y, text in [(130, 150, "Nội dung của chỉ tiêu"), (90, 220, "1"), (130, 220, "Thu ngân sách")]:
        sheet.text(x, y, text, 12)
    assert rows(tables(sheet)[0]) == [["Số thứ tự", "Nội dung của chỉ tiêu"], ["1", "Thu ngân sách"]]


def test_a_chart_of_boxes_is_no_table() -> None:
    sheet = Sheet()
    for nth in range(6):
        x = 60 + 80 * nth
        sheet.grid([x, x + 60], [200 + 7 * nth, 240 + 7 * nth])
        sheet.line(x + 30, 240 + 7 * nth, x + 30, 300)
        sheet.text(x + 5, 222 + 7 * nth, f"Ban {nth}", 12)
    sheet.line(60, 300, 540, 300)
    raw = read(sheet)
    assert sorted(p.text for p in raw.pieces) == [f"Ban {nth}" for nth in range(6)]
