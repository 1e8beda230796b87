"""What a Word file says of itself, and when its title is believed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.errors import SolieuError
from pipeline.ingest.docx import properties
from pipeline.model import Document
from pipeline.report.properties import line
from pipeline.structure import file_title
from tests.word_files import package, paragraph, relations

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</cp:coreProperties>'
)
FULL = CORE.format(
    "<dc:title>Báo cáo tình hình thu ngân sách năm 2019</dc:title><dc:creator>Văn thư</dc:creator>"
    "<cp:lastModifiedBy>Lan</cp:lastModifiedBy><cp:revision>12</cp:revision>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2019-12-01T08:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2019-12-20T09:30:00Z</dcterms:modified>'
)
PAGE = '<w:sectPr><w:pgSz w:w="{}" w:h="{}"{}/></w:sectPr>'
PORTRAIT, LANDSCAPE = PAGE.format(11906, 16838, ""), PAGE.format(16838, 11906, ' w:orient="landscape"')
TEXT = "Trong năm 2019, tình hình thu ngân sách của huyện đạt 4.560 triệu đồng."


def word(path: Path, text: str = TEXT, core: str | None = FULL, more: dict[str, str | bytes] | None = None) -> str:
    body = f"<w:p><w:pPr>{LANDSCAPE}</w:pPr></w:p>" + paragraph(text) + PORTRAIT
    path.write_bytes(package(body, {**({"docProps/core.xml": core} if core else {}), **(more or {})}))
    return str(path)


def test_everything_stated(tmp_path: Path) -> None:
    found = properties.read(word(tmp_path / "a.docx"))
    assert (found.title, found.author) == ("Báo cáo tình hình thu ngân sách năm 2019", "Văn thư")
    assert found.created is not None and found.created.year == 2019
    assert [paper.landscape for paper in found.papers] == [True, False]
    assert line(found) == (
        "tựa “Báo cáo tình hình thu ngân sách năm 2019”; tác giả Văn thư; tạo 01/12/2019; "
        "sửa lần cuối 20/12/2019 bởi Lan; lưu 12 lần; giấy A4 ngang (1 phần), A4 dọc (1 phần)"
    )


def test_show_prints_the_line(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["show", word(tmp_path / "a.docx")])
    assert shown.exit_code == 0, shown.output
    assert "tác giả Văn thư" in " ".join(shown.stdout.split())


@pytest.mark.parametrize("core", [None, CORE.format("")])
def test_nothing_stated(tmp_path: Path, core: str | None) -> None:
    found = properties.read(word(tmp_path / "a.docx", core=core))
    assert (found.title, found.author, found.created, found.revision, found.warnings) == ("", "", None, 0, [])


@pytest.mark.parametrize("core", ["<khong-dong>", "", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_broken_part_is_told_and_the_document_read(tmp_path: Path, core: str) -> None:
    path = word(tmp_path / "a.docx", more={"docProps/core.xml": core})
    found = properties.read(path)
    assert found.papers and any("docProps/core.xml" in warning for warning in found.warnings)
    document = pipeline.read(path)
    assert document.text.strip() == TEXT and any("docProps/core.xml" in w for w in document.warnings)


def test_a_relationship_to_nothing_costs_nothing(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", more={"word/_rels/document.xml.rels": relations(("image", "NULL"))})
    found = properties.read(path)
    assert found.author == "Văn thư" and len(found.papers) == 2 and not found.warnings


def test_title_of_the_file_where_the_text_has_none(tmp_path: Path) -> None:
    document = pipeline.read(word(tmp_path / "a.docx"))
    assert document.letterhead.subject == "tình hình thu ngân sách năm 2019"
    assert document.letterhead.doc_type == "báo cáo"
    assert any("thuộc tính của tệp" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - Báo cáo thu ngân sách năm 2019",
        "Báo cáo tình hình thu ngân sách năm 2019.doc",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Báo cáo",
        "tình hình thu ngân sách của huyện",  # the text says it
        "Báo cáo tình hình thu ngân sách năm 2015",  # an older file's
        "Báo cáo công tác xây dựng Đảng bộ xã",  # another matter
        "",
    ],
)
def test_titles_that_are_not_believed(title: str) -> None:
    document = Document("0", "0", "a.docx", "docx", TEXT, [])
    assert not file_title.take(document, title)
    assert (document.letterhead.subject, document.warnings) == ("", [])


def test_the_text_has_the_first_word() -> None:
    document = Document("0", "0", "a.docx", "docx", TEXT, [])
    document.letterhead.subject = "về thu ngân sách"
    assert not file_title.take(document, "Báo cáo tình hình thu ngân sách năm 2019")
    assert document.letterhead.subject == "về thu ngân sách"


def test_reading_a_document_with_a_subject_does_not_load_python_docx(shared: Path) -> None:
    import subprocess
    import sys

    path = shared / "corpus/word-pdf/tv-nghiquyet.docx"
    program = f"import sys, pipeline; pipeline.read({str(path)!r}); print('docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "False"


def test_a_file_that_is_no_word_file_has_its_code(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    (tmp_path / "a.docx").write_bytes(out.getvalue()[:40])
    with pytest.raises(SolieuError) as caught:
        properties.read(str(tmp_path / "a.docx"))
    assert caught.value.code == "corrupt_docx"
