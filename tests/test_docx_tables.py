"""Tables of Word files: grids, merges, frames, layout."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.word_files import cell, grid, paragraph, read, row, run, table, texts

DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_merged_header_cells() -> None:
    header = "<w:tblHeader/>"
    body = table(
        row(cell("Năm", DOWN), cell("Kết quả", span(2)), cell("Phụ chú", DOWN), properties=header),
        row(cell("", ON), cell("Chỉ tiêu"), cell("Thực hiện"), cell("", ON), properties=header),
        row(cell("2016"), cell("300"), cell("390"), cell("")),
    )
    piece = read(body).pieces[0]
    assert grid(piece) == {
        (0, 0, 2, 1): "Năm",
        (0, 1, 1, 2): "Kết quả",
        (0, 3, 2, 1): "Phụ chú",
        (1, 1, 1, 1): "Chỉ tiêu",
        (1, 2, 1, 1): "Thực hiện",
        (2, 0, 1, 1): "2016",
        (2, 1, 1, 1): "300",
        (2, 2, 1, 1): "390",
        (2, 3, 1, 1): "",
    }
    assert piece.table is not None
    assert [c.is_header for c in piece.table.cells] == [True] * 5 + [False] * 4
    assert (piece.table.rows, piece.table.columns) == (3, 4)


def test_old_horizontal_merge_and_columns_left_out() -> None:
    body = table(
        row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("b")),
        row(cell("c"), cell("d"), properties='<w:gridBefore w:val="1"/>'),
    )
    assert grid(read(body).pieces[0]) == {(0, 0, 1, 2): "a", (0, 2, 1, 1): "b", (1, 1, 1, 1): "c", (1, 2, 1, 1): "d"}


def test_columns_that_no_cell_begins_in_do_not_count() -> None:
    body = table(row(cell("a", span(3)), cell("b", span(2))), row(cell("c", span(3)), cell("d", span(2))))
    assert list(grid(read(body).pieces[0])) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def with_grid(body: str, *widths: int) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return body.replace("</w:tblPr>", f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>", 1)


def test_edges_a_hair_apart_are_one() -> None:
    body = table(
        row(cell("Năm"), cell("Chỉ tiêu", span(2)), cell("Thực hiện")),
        row(cell("2016", span(2)), cell("300"), cell("390")),
    )
    assert list(grid(read(with_grid(body, 2000, 40, 2000, 2000)).pieces[0])) == [
        *((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)),
        *((1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)),
    ]
    # The same edges far apart are columns of their own.
    wide = read(with_grid(body, 2000, 2000, 2000, 2000)).pieces[0]
    assert (0, 1, 1, 2) in grid(wide) and (1, 0, 1, 2) in grid(wide)


def test_narrow_column_is_no_hair() -> None:
    body = table(row(cell("1"), cell("a"), cell("b")), row(cell("2"), cell("c"), cell("d")))
    assert list(grid(read(with_grid(body, 100, 2000, 2000)).pieces[0]))[:3] == [
        (0, 0, 1, 1),
        (0, 1, 1, 1),
        (0, 2, 1, 1),
    ]


def test_two_tables_in_one_are_parted() -> None:
    four = [cell(t, span(3)) for t in ("Năm", "2016", "2017", "2018")]
    three = [cell(t, span(4)) for t in ("Tổng", "7.129", "5.200")]
    body = with_grid(table(row(*four), row(*four), row(*three), row(*three)), *[700] * 12)
    pieces = read(body).pieces
    assert [(p.table.rows, p.table.columns) for p in pieces if p.table] == [(2, 4), (2, 3)]
    # Header cells over several columns are no second table.
    header = row(cell("Năm", span(3)), cell("Kết quả", span(9)))
    assert len(read(with_grid(table(header, row(*four), row(*four)), *[700] * 12)).pieces) == 1


def test_paragraphs_of_a_cell_are_one_text() -> None:
    body = table(
        row(
            cell(paragraph("Năm 2016") + paragraph("") + paragraph(run("đạt") + "<w:r><w:br/></w:r>" + run("94,38%"))),
            cell("x"),
        )
    )
    assert grid(read(body).pieces[0])[(0, 0, 1, 1)] == "Năm 2016 đạt 94,38%"


def test_no_merge_covers_text() -> None:
    raw = read(table(row(cell("a", DOWN), cell("1")), row(cell("khuất 55", ON), cell("2"))))
    assert list(grid(raw.pieces[0]).items())[2] == ((1, 0, 1, 1), "khuất 55")


def test_merge_that_goes_on_from_nothing_is_a_cell() -> None:
    assert grid(read(table(row(cell("a", ON), cell("1")))).pieces[0]) == {(0, 0, 1, 1): "a", (0, 1, 1, 1): "1"}


def test_single_cell_is_a_frame() -> None:
    assert texts(read(table(row(cell(paragraph("Khung một") + paragraph("Khung hai")))))) == ["Khung một", "Khung hai"]


def test_nested_table_stands_after_its_table_and_not_in_it() -> None:
    inner = table(row(cell("300"), cell("390")))
    body = table(row(cell("a"), cell(paragraph("b") + inner + paragraph(""))), row(cell("c"), cell("d"))) + paragraph(
        "Sau"
    )
    raw = read(body)
    assert [p.kind for p in raw.pieces] == ["table", "table", "paragraph"]
    assert list(grid(raw.pieces[0]).values()) == ["a", "b", "c", "d"]
    assert list(grid(raw.pieces[1]).values()) == ["300", "390"]


def test_letterhead_without_lines_is_no_table() -> None:
    left = paragraph("ĐẢNG BỘ TỈNH") + paragraph("*") + paragraph("Số 02-NQ/ĐUK")
    body = table(row(cell(left), cell(paragraph("ĐẢNG CỘNG SẢN VIỆT NAM"))), ruled=False)
    assert texts(read(body)) == ["ĐẢNG BỘ TỈNH", "*", "Số 02-NQ/ĐUK", "ĐẢNG CỘNG SẢN VIỆT NAM"]


def test_table_of_figures_without_lines_is_a_table() -> None:
    body = table(row(cell("Năm 2016"), cell("390")), row(cell("Năm 2017"), cell("333")), ruled=False)
    assert list(grid(read(body).pieces[0]).values()) == ["Năm 2016", "390", "Năm 2017", "333"]


def test_lines_may_come_from_cells_or_style() -> None:
    lines = '<w:tcBorders><w:top w:val="single"/><w:left w:val="single"/></w:tcBorders>'
    cells = [cell("Trái", lines), cell("Phải", lines)]
    assert read(table(row(*cells), ruled=False)).pieces[0].kind == "table"
    style = (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
        '<w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders></w:tblPr></w:style>'
    )
    styled = table(row(cell("Trái"), cell("Phải")), properties='<w:tblStyle w:val="TableGrid"/>', ruled=False)
    assert read(styled, styles=style).pieces[0].style.name == "Table Grid"


def test_only_table_styles_a_table_names_are_parsed() -> None:
    lines = '<w:tblPr><w:tblBorders><w:insideH w:val="single"/></w:tblBorders></w:tblPr>'
    styles = (
        f'<w:style w:type="table" w:styleId="Base"><w:name w:val="Base"/>{lines}</w:style>'
        '<w:style w:type="table" w:styleId="Empty"/>'
        '<w:style w:styleId="R&amp;D" w:type="table"><w:name w:val="Báo cáo"/><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="table" w:styleId="Broken"><w:name></w:style>'
        '<w:style w:type="paragraph" w:styleId="After"><w:name w:val="heading 2"/></w:style>'
    )
    below = '<w:p><w:pPr><w:pStyle w:val="After"/></w:pPr><w:r><w:t>Mục</w:t></w:r></w:p>'
    cells = row(cell("Trái"), cell("Phải"))
    raw = read(table(cells, properties='<w:tblStyle w:val="R&amp;D"/>', ruled=False) + below, styles=styles)
    assert [(p.kind, p.style.name) for p in raw.pieces] == [("table", "Báo cáo"), ("paragraph", "heading 2")]
    assert not raw.warnings
    broken = read(table(cells, properties='<w:tblStyle w:val="Broken"/>', ruled=False), styles=styles)
    assert any("kiểu bảng Broken hỏng" in w for w in broken.warnings)


def test_deleted_rows_and_cells() -> None:
    gone = '<w:del w:id="1" w:author="a"/>'
    body = table(
        row(cell("Năm"), cell("Số"), cell("bỏ", '<w:cellDel w:id="2" w:author="a"/>')),
        row(cell("2015"), cell("100"), properties=gone),
        row(cell("2016"), cell("390")),
    )
    assert list(grid(read(body).pieces[0]).values()) == ["Năm", "Số", "2016", "390"]
    rejected = read(body, "reject")
    assert list(grid(rejected.pieces[0]).values()) == ["Năm", "Số", "bỏ", "2015", "100", "2016", "390"]
    assert any("xóa hàng “2015100”" in w for w in rejected.warnings)


def test_rows_and_cells_in_controls() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = table(control.format(row(cell("a"), control.format(cell("b")))), row(cell("c"), cell("d")))
    assert list(grid(read(body).pieces[0]).values()) == ["a", "b", "c", "d"]


def test_row_over_two_pages_turns_one_page() -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    split = paragraph(run("đầu ") + rendered + run("cuối"))
    body = table(row(cell(split), cell(split)), row(cell("sau"), cell("sau"))) + paragraph("Hết")
    raw = read(body)
    assert raw.pieces[0].table is not None
    assert [c.source.page for c in raw.pieces[0].table.cells] == [1, 1, 2, 2]
    assert raw.pieces[1].source.page == 2


def test_row_that_begins_a_page_takes_all_its_cells_along() -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = table(row(cell("a"), cell("b")), row(cell(paragraph(rendered + run("c"))), cell("d")))
    raw = read(body)
    assert raw.pieces[0].table is not None
    assert [c.source.page for c in raw.pieces[0].table.cells] == [1, 1, 2, 2]


def test_paragraphs_of_cells_are_numbered_with_the_body() -> None:
    raw = read(paragraph("Một") + table(row(cell("Hai"), cell("Ba"))) + paragraph("Bốn"))
    assert raw.pieces[1].table is not None
    assert [c.source.paragraph for c in raw.pieces[1].table.cells] == [2, 3]
    assert raw.pieces[2].source.paragraph == 4
    merged = read(table(row(cell("a", DOWN), cell("1")), row(cell("", ON), cell("2"))))
    assert merged.pieces[0].table is not None
    assert [c.source.paragraph for c in merged.pieces[0].table.cells] == [1, 2, 4]


@st.composite
def tilings(draw: st.DrawFn) -> list[list[tuple[int, int, int, int]]]:
    """A grid of up to 5 x 5 covered by rectangles (row, column, rows, columns), row by row."""
    height, width = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    taken: set[tuple[int, int]] = set()
    found: list[list[tuple[int, int, int, int]]] = []
    for r in range(height):
        line = []
        for c in range(width):
            if (r, c) in taken:
                continue
            free = next((w for w in range(1, width - c) if (r, c + w) in taken), width - c)
            across, down = draw(st.integers(1, free)), draw(st.integers(1, height - r))
            taken |= {(r + i, c + j) for i in range(down) for j in range(across)}
            line.append((r, c, down, across))
        found.append(line)
    return found


@settings(max_examples=60)
@given(tilings())
def test_any_grid_of_merged_cells_is_covered_once(tiles: list[list[tuple[int, int, int, int]]]) -> None:
    flat = [tile for line in tiles for tile in line]
    rows = []
    for r in range(len(tiles)):
        cells = []
        for top, left, down, across in sorted((t for t in flat if t[0] <= r < t[0] + t[2]), key=lambda t: t[1]):
            merge = (DOWN if r == top else ON) if down > 1 else ""
            cells.append(cell(f"ô {top}.{left}" if r == top else "", span(across) + merge))
        rows.append(row(*cells))
    raw = read(table(*rows))
    if len(flat) == 1:
        assert texts(raw) == ["ô 0.0"]
        return
    # Rows that share no inner edge with those above them are a table of their own.
    tables = [piece.table for piece in raw.pieces if piece.table is not None]
    assert [c.text for one in tables for c in one.cells] == [f"ô {r}.{c}" for r, c, _, _ in flat]
    for one in tables:
        covered = [
            (c.row + i, c.column + j) for c in one.cells for i in range(c.row_span) for j in range(c.column_span)
        ]
        assert len(covered) == len(set(covered)) == one.rows * one.columns
