"""HTML files: web pages, what Word saves as a web page, and workbooks that LibreOffice shows as one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SolieuError
from pipeline.ingest import html, sheets
from pipeline.model import FontRun, Raw


def read(body: str, head: str = "") -> Raw:
    page = f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return html.parse(page.encode(), "trang.html", "0" * 64)


def texts(raw: Raw) -> list[str]:
    return [p.text for p in raw.pieces if p.table is None]


def grid(raw: Raw, at: int = 0) -> dict[tuple[int, int, int, int], str]:
    table = [p.table for p in raw.pieces if p.table][at]
    return {(c.row, c.column, c.row_span, c.column_span): c.text for c in table.cells}


def test_blocks_breaks_and_skipped_parts() -> None:
    raw = read(
        "<nav>Trang chủ</nav><script>var x = 95;</script><h1>NGHỊ QUYẾT</h1>"
        "<div>Có <b>83</b>\n chi bộ<p>Kết nạp<br>390 "
        "đảng viên<br>- Mở 5 lớp</div>đuôi<!-- 77 -->",
        "<title>Tên trang</title>",
    )
    assert texts(raw) == ["NGHỊ QUYẾT", "Có 83 chi bộ", "Kết nạp", "390 đảng viên", "- Mở 5 lớp", "đuôi"]
    assert raw.pieces[0].style.outline == 1 and raw.pieces[0].style.bold is True
    assert [p.source.paragraph for p in raw.pieces] == [1, 2, 3, 3, 3, 4]
    assert any("điều hướng" in w for w in raw.warnings)


@pytest.mark.parametrize(
    "how",
    ['style="color:red; display : none"', "hidden", 'style="visibility:hidden"', "style='mso-hide:all'"],
)
def test_hidden_text_is_left_out_and_named(how: str) -> None:
    raw = read(f"<p>Có 83 chi bộ<span {how}>, trong đó 95 mới</span>.</p>")
    assert texts(raw) == ["Có 83 chi bộ."]
    assert raw.warnings == ["bỏ 1 đoạn ẩn (17 ký tự): “, trong đó 95 mới”"]


def test_text_of_forms_and_drawings_is_named() -> None:
    raw = read(
        "<p>Có 83 chi bộ</p><input value='95 mới'><textarea>12 tổ</textarea><svg><text>7%</text></svg><nav>a</nav>"
    )
    assert texts(raw) == ["Có 83 chi bộ"]
    assert raw.warnings == [
        "bỏ 1 khối điều hướng của trang web (1 ký tự)",
        "bỏ chữ trong biểu mẫu, khung hay hình vẽ: “95 mới”, “12 tổ”, “7%”",
    ]


def test_styles_and_fonts() -> None:
    raw = read(
        '<p align="center"><font face=".VnTime" size="4"><b>Céng hoµ</b></font></p>'
        '<p style="text-align:justify;text-indent:36pt;margin-left:18pt">'
        '<span style="font-weight:bold">Một</span> hai</p>'
    )
    one, two = raw.pieces
    assert (one.style.bold, one.style.centered, one.style.size) == (True, True, 13.5)
    assert one.fonts == [FontRun(0, 8, ".VnTime")]
    assert (two.style.bold, two.style.centered, two.style.indent) == (False, False, 54.0)


def test_lists_have_their_labels() -> None:
    raw = read("<ol><li>Một<li>Hai<ul><li>trong</li></ul></ol><ol type='a' start='3'><li>Ba</li></ol>")
    assert texts(raw) == ["1. Một", "2. Hai", "- trong", "c) Ba"]
    assert [p.label for p in raw.pieces] == ["1.", "2.", "-", "c)"]


def test_raised_signs() -> None:
    assert texts(read("<p>120 km<sup>2</sup>, 83 đảng bộ<sup>(1)</sup> và CO<sub>2</sub></p>")) == [
        "120 km², 83 đảng bộ⁽¹⁾ và CO2"
    ]


WORD = (
    '<p>Có 83 đảng bộ<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>.</p><p>Sau</p>'
    '<div><hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Có 38 đảng bộ cơ sở.</p>'
    "<p>Và 53 chi bộ.</p></div></div>"
)
OFFICE = (
    '<p>Có 83 đảng bộ<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
    "<p>Sau</p>"
    '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>'
    "Có 38 đảng bộ cơ sở. Và 53 chi bộ.</p></div>"
)
WIKI = (
    '<p>Có 83 đảng bộ<sup id="r1"><a id="r1a" href="#n1">[1]</a></sup>.</p><p>Sau</p>'
    '<ol><li><a id="n1" href="#r1a">1</a> Có 38 đảng bộ cơ sở. Và 53 chi bộ.</li></ol>'
)


@pytest.mark.parametrize("page", [WORD, OFFICE, WIKI])
def test_footnotes_by_their_links(page: str) -> None:
    raw = read(page)
    assert texts(raw) == ["Có 83 đảng bộ⁽¹⁾.", "Có 38 đảng bộ cơ sở. Và 53 chi bộ.", "Sau"]
    assert [(p.kind, p.label) for p in raw.pieces if p.kind == "note"] == [("note", "1")]
    assert [m.label for m in raw.pieces[0].marks] == ["1"]


def test_link_to_a_place_is_no_note() -> None:
    assert texts(read('<p><a href="#x" name="y">1</a> Mục</p><p><a name="x">Đây</a></p>')) == ["1 Mục", "Đây"]


def test_tables() -> None:
    raw = read(
        "<table border=1><thead><tr><th rowspan=2>Năm<th colspan=2>Kết quả</tr><tr><th>Số<th>%</thead>"
        "<tr><td>2016<td>390<td>130,00%</table>"
    )
    assert grid(raw) == {
        (0, 0, 2, 1): "Năm",
        (0, 1, 1, 2): "Kết quả",
        (1, 1, 1, 1): "Số",
        (1, 2, 1, 1): "%",
        (2, 0, 1, 1): "2016",
        (2, 1, 1, 1): "390",
        (2, 2, 1, 1): "130,00%",
    }
    table = raw.pieces[0].table
    assert table is not None and [c.is_header for c in table.cells] == [True] * 4 + [False] * 3


def test_layout_tables_are_text_and_hold_tables() -> None:
    raw = read(
        "<table><tr><td>ĐẢNG BỘ TỈNH<br>*<td>ĐẢNG CỘNG SẢN</table>"
        "<table><tr><td>Trái</td><td><table border=1><tr><td>300<td>390</table></td></tr></table>"
    )
    assert texts(raw) == ["ĐẢNG BỘ TỈNH", "*", "ĐẢNG CỘNG SẢN", "Trái"]
    assert list(grid(raw).values()) == ["300", "390"]


def test_spans_beyond_the_table_are_cut() -> None:
    raw = read("<table border=1><tr><td rowspan=99999>a<td colspan=0>b</tr><tr><td>c</tr></table>")
    assert grid(raw) == {(0, 0, 2, 1): "a", (0, 1, 1, 1): "b", (1, 1, 1, 1): "c"}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>Có 83 chi bộ</p>".encode(), "unicode"),
        ("\ufeff<html><p>Có 83 chi bộ</p></html>".encode("utf-16-le"), "unicode"),
        ("<meta charset=windows-1258><p>C\u00f3 83 chi b</p>".encode("cp1258"), "unicode"),
        ("<meta charset=iso-8859-1><p><font face='.VnTime'>C\xe3 83</font></p>".encode("latin-1"), "bytes"),
        ("<meta charset=iso-8859-1><p>Có 83 chi bộ, đảng viên</p>".encode(), "unicode"),
    ],
)
def test_encodings(data: bytes, encoding: str) -> None:
    raw = html.parse(data, "a.html", "0")
    assert raw.encoding == encoding and "83" in raw.pieces[0].text and "�" not in raw.pieces[0].text
    if encoding == "unicode":
        assert raw.pieces[0].text.startswith("Có 83 chi b")


def test_web_archive() -> None:
    message = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n"
        "Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<html><body><p>C=C3=B3 83 chi b=E1=BB=99</p></body></html>\r\n--x--\r\n"
    )  # fmt: skip
    raw = html.parse_mime(message.encode(), "a.doc", "0")
    assert texts(raw) == ["Có 83 chi bộ"] and raw.format == "html"


def test_nothing_to_read() -> None:
    for page in (b"", b"<html></html>", b"<script>1</script>"):
        with pytest.raises(SolieuError) as caught:
            html.parse(page, "a.html", "0")
        assert caught.value.code == "no_text"


def test_sheet_title_and_notes_stand_around_the_table() -> None:
    def line(*cells: str) -> str:
        return "<tr>" + "".join(f"<td>{c or '<br>'}</td>" for c in cells) + "</tr>"

    page = (
        "<html><body><table>" + line("", "BÁO CÁO KẾT NẠP", "", "") + line("", "", "", "")
        + line("", "Năm", "Số", "") + line("", "2016", "4.373,5", "") + line("", "Nguồn: Cục Thống kê", "", "")
        + "</table></body></html>"
    )  # fmt: skip
    raw = sheets.parse(page.encode(), "so.xls", "0", "xls")
    assert texts(raw) == ["BÁO CÁO KẾT NẠP", "Nguồn: Cục Thống kê"]
    assert grid(raw) == {(0, 0, 1, 1): "Năm", (0, 1, 1, 1): "Số", (1, 0, 1, 1): "2016", (1, 1, 1, 1): "4.373,5"}
    assert raw.format == "xls"


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from('<>/="abtdrph13 \n&;#'), max_size=120))
def test_any_soup_is_read_or_has_no_text(soup: str) -> None:
    try:
        raw = html.parse(soup.encode(), "a.html", "0")
    except SolieuError as error:
        assert error.code == "no_text"
    else:
        for piece in raw.pieces:
            assert piece.stretches[-1].end == len(piece.text)
