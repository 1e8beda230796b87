"""A page saved from a Vietnamese government portal: the document in it, without what the portal puts around."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import pipeline
from pipeline import extract
from pipeline.model import Document

PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin điện tử - Văn bản</title>
<style>.td { color: red }</style><script>var luotxem = 98765;</script></head>
<body>
<header><div class="banner">CỔNG THÔNG TIN ĐIỆN TỬ</div></header>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/vb">Văn bản (1234)</a></li></ul></nav>
<div id="main"><div class="content">
<table border="0" width="100%"><tr>
<td align="center"><p>ỦY BAN NHÂN DÂN<br>TỈNH BÌNH MINH</p><p>-------</p></td>
<td align="center"><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></p>
<p>---------------</p></td>
</tr><tr>
<td align="center">Số: 45/BC-UBND</td><td align="right"><i>Bình Minh, ngày 12 tháng 7 năm 2019</i></td></tr></table>
<p align="center"><strong>BÁO CÁO</strong></p>
<p align="center"><strong>Tình hình kinh tế - xã hội 6 tháng đầu năm 2019</strong></p>
<p><strong>I. KẾT QUẢ ĐẠT ĐƯỢC</strong></p>
<p>Thu ngân sách đạt 4.560&nbsp;tỷ đồng, tăng 12,5% so với cùng kỳ; kết nạp 390 đảng viên.</p>
<table border="1" cellspacing="0">
<thead><tr><th rowspan="2">Chỉ tiêu</th><th rowspan="2">Đơn vị</th><th colspan="2">Thực hiện</th></tr>
<tr><th>Năm 2018</th><th>6 tháng 2019</th></tr></thead>
<tbody><tr><td>Giá trị sản xuất</td><td>tỷ đồng</td><td align="right">8.120</td><td align="right">4.373,5</td></tr>
<tr><td>Tỷ lệ hộ nghèo</td><td>%</td><td align="right">5,6</td><td align="right">4,9</td></tr></tbody></table>
<table border="0" width="100%"><tr>
<td valign="top"><p><b><i>Nơi nhận:</i></b><br>- Như trên;<br>- Lưu: VT.</p></td>
<td align="center"><p><b>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</b></p><p><b>Nguyễn Văn An</b></p></td></tr></table>
</div></div>
<footer>Bản quyền 2020. Lượt truy cập: 5678901</footer>
</body></html>
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("trang") / "vanban.html"
    path.write_text(PAGE, encoding="utf-8")
    return pipeline.read(path)


def test_letterhead(document: Document) -> None:
    head = document.letterhead
    assert (head.doc_type, head.number, head.place) == ("báo cáo", "45/BC-UBND", "Bình Minh")
    assert head.issued_on == dt.date(2019, 7, 12)
    assert head.issuer == "Ủy ban nhân dân tỉnh Bình Minh"
    assert head.subject == "Tình hình kinh tế - xã hội 6 tháng đầu năm 2019"


def test_signature_and_recipients(document: Document) -> None:
    head = document.letterhead
    assert (head.signer, head.signer_title) == ("Nguyễn Văn An", "Chủ tịch")
    assert len(head.recipients) == 2


def test_table(document: Document) -> None:
    tables = [t for _, t in document.tables()]
    assert len(tables) == 1, "what only lays out the page is no table"
    values = {(c.row_header, c.column_header): c.text for c in tables[0].cells if not c.is_header and c.column > 1}
    assert values == {
        ("Giá trị sản xuất", "Thực hiện > Năm 2018"): "8.120",
        ("Giá trị sản xuất", "Thực hiện > 6 tháng 2019"): "4.373,5",
        ("Tỷ lệ hộ nghèo", "Thực hiện > Năm 2018"): "5,6",
        ("Tỷ lệ hộ nghèo", "Thực hiện > 6 tháng 2019"): "4,9",
    }


def test_nothing_of_the_portal(document: Document) -> None:
    for number in ("98765", "1234", "5678901"):
        assert number not in document.text
    assert any("điều hướng" in warning for warning in document.warnings)
    assert any("5678901" in warning for warning in document.warnings), "what is left out is told"


def test_a_footer_of_the_document_itself_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<body><article><p>Có 83 chi bộ.</p><footer>Lưu: 5 bản</footer></article></body>", "utf-8")
    assert pipeline.read(path).text == "Có 83 chi bộ.\nLưu: 5 bản"


def test_figures(document: Document) -> None:
    found = {figure.value_text for figure in extract.figures(document).figures}
    assert {"4.560", "12,5", "390", "8.120", "4.373,5", "5,6", "4,9"} <= found


def test_headings(document: Document) -> None:
    assert [document.block_text(b) for b in document.blocks if b.kind == "heading"] == ["I. KẾT QUẢ ĐẠT ĐƯỢC"]


def test_the_same_page_in_another_encoding(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "vanban.htm"
    path.write_bytes(PAGE.replace('charset="utf-8"', 'charset="utf-16"').encode("utf-16"))
    assert pipeline.read(path).text == document.text
