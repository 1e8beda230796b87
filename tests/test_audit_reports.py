"""`solieu audit`: what it prints and writes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
import pytest
from lxml import html
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.report.audit_view import value

SAMPLE = Path(__file__).parents[1] / "corpus" / "bao-cao-chinh-tri-du-thao-4.docx"
runner = CliRunner()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audit")
    done = runner.invoke(
        app,
        [
            "audit",
            str(SAMPLE),
            "--out",
            str(folder),
            "--html",
            str(folder / "a.html"),
            "--xlsx",
            str(folder / "a.xlsx"),
        ],
    )
    assert done.exit_code == 0, done.output
    (folder / "said.txt").write_text(done.output, encoding="utf-8")
    return folder


def test_terminal(written: Path) -> None:
    said = (written / "said.txt").read_text(encoding="utf-8")
    assert "Văn bản nêu" in said
    assert "8 sai" in said


def test_terminal_in_english() -> None:
    done = runner.invoke(app, ["audit", str(SAMPLE), "--lang", "en"])
    assert "There is no such day as 31/4/2018." in " ".join(done.output.split())
    assert "8 error" in done.output


def test_dataset(written: Path) -> None:
    rows = pl.read_parquet(written / "findings" / "*.parquet")
    text = __import__("pipeline").read(SAMPLE).text
    assert rows.height == 8
    for row in rows.iter_rows(named=True):
        assert text[row["char_start"] : row["char_end"]] == row["quote"]
        assert row["figure_ids"] or row["check"] in ("date", "reference", "footnote", "numbering")


def test_page_is_self_contained_and_escaped(written: Path) -> None:
    source = (written / "a.html").read_text(encoding="utf-8")
    page = html.fromstring(source)
    assert not page.xpath("//*[@src] | //link | //img")
    assert "://" not in source
    assert len(page.xpath("//article")) == 8
    marked = [m.text_content() for m in page.xpath("//mark[@class='about']")]
    assert "73,85" in marked and "ngày 31/4/2018" in marked


def test_page_escapes_the_document(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Đến nay <script>alert(1)</script> có 12/16 xã đạt chuẩn, chiếm 68,75%.", encoding="utf-8")
    done = runner.invoke(app, ["audit", str(file), "--html", str(tmp_path / "a.html")])
    assert done.exit_code == 0
    assert "<script>alert" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_workbook(written: Path) -> None:
    book = openpyxl.load_workbook(written / "a.xlsx")
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == 8
    assert sheet.auto_filter.ref
    by_rule = {row["Quy tắc"]: row for row in rows}
    assert by_rule["share.table"]["Số nêu"] == 73.85
    assert by_rule["share.table"]["Số tính lại"] == 73.58
    assert "12/16 xã" in by_rule["ratio.share"]["Câu nguồn"]


def test_same_files_same_bytes(written: Path, tmp_path: Path) -> None:
    again = runner.invoke(app, ["audit", str(SAMPLE), "--out", str(tmp_path), "--xlsx", str(tmp_path / "a.xlsx")])
    assert again.exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (written / "a.xlsx").read_bytes()
    name = "findings/part-0.parquet"
    assert (tmp_path / name).read_bytes() == (written / name).read_bytes()


def test_unknown_check_is_refused() -> None:
    done = runner.invoke(app, ["audit", str(SAMPLE), "--skip", "sums"])
    assert done.exit_code == 2
    assert "sums" in done.output


def test_skip() -> None:
    done = runner.invoke(app, ["audit", str(SAMPLE), "--skip", "date", "--skip", "total.breakdown"])
    assert "6 sai" in done.output


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04nothing")
    done = runner.invoke(app, ["audit", str(bad), str(SAMPLE)])
    assert done.exit_code == 1
    assert "8 sai" in done.output


def test_value() -> None:
    assert value("vượt 11,3%") == 11.3
    assert value("1.395 đảng viên") == 1395
    assert value("98,98% hoặc 100%") is None
    assert value("04/2015/NĐ/CP") is None
