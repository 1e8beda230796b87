"""`solieu attain` as a user meets it: dataset, page, workbook, exit codes."""

from __future__ import annotations

import zipfile
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.datasets.columns import DATASETS

CORPUS = Path(__file__).parents[1] / "corpus"
RESOLUTION, REPORT = CORPUS / "nghi-quyet-hdnd-2021.txt", CORPUS / "bao-cao-kinh-te-xa-hoi-2021.txt"
EARLIER = CORPUS / "bao-cao-kinh-te-xa-hoi-2019.md"
runner = CliRunner()


def attain(*arguments: object, code: int = 0) -> tuple[str, str]:
    result = runner.invoke(app, ["attain", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kq")
    attain(EARLIER, RESOLUTION, REPORT, "--out", out, "--html", out / "a.html", "--xlsx", out / "a.xlsx")
    return out


def test_terminal() -> None:
    said, _ = attain(RESOLUTION, REPORT)
    assert "4.875 tỷ đồng" in said and "+275 (+6%)" in said and "−6,9 điểm %" in said
    assert "24 chỉ tiêu: 9 đạt, 6 chưa đạt" in said
    said, _ = attain(RESOLUTION, REPORT, "--lang", "en")
    assert "24 targets: 9 attained, 6 missed" in said


def test_dataset(written: Path, tmp_path: Path) -> None:
    rows = pd.read_parquet(written / "attainment")
    assert list(rows.columns) == [column.name for column in DATASETS["attainment"].columns]
    row = rows[(rows.indicator_id == "health.insurance_coverage")].iloc[0]
    assert (row.comparator, row.target_low, row.result_low, row.difference) == ("ge", 92, 90.8, -1.2)
    assert not row.attained and row.due and row.matched_by == "id" and 0.5 < row.confidence <= 1
    assert rows.attained.isna().any()
    # Both sides are figures of a run over the same files, and their quotes stand where they say.
    runner.invoke(app, ["run", str(CORPUS), "--out", str(tmp_path), "--workers", "1"])
    texts = pd.read_parquet(tmp_path / "texts").set_index("doc_id")["text"]
    figures = pd.read_parquet(tmp_path / "figures").set_index("figure_id")
    for side in ("target", "result"):
        told = rows[rows[f"{side}_figure_id"].notna()]
        assert len(told) >= 18
        for one in told.to_dict("records"):
            start, end = int(one[f"{side}_char_start"]), int(one[f"{side}_char_end"])
            assert texts[one[f"{side}_doc_id"]][start:end] == one[f"{side}_quote"]
            assert figures.loc[one[f"{side}_figure_id"], "quote"] == one[f"{side}_quote"]
            assert figures.loc[one[f"{side}_figure_id"], "kind"] == ("target" if side == "target" else "statistic")
    unreported = rows[rows.result_figure_id.isna()]
    assert len(unreported) and unreported[["attained", "difference", "matched_by", "result_quote"]].isna().all().all()


def test_the_year_before_is_held_against_the_resolution(written: Path) -> None:
    """The report of 2019 aims at 2020; the resolution of December 2020 tells what became of it."""
    rows = pd.read_parquet(written / "attainment")
    growth = rows[(rows.indicator_id == "grdp.growth") & (rows.target_period == "2020")].iloc[0]
    assert (growth.target_low, growth.result_low, growth.attained) == (7.5, 3.4, False)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.external: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.external += [value for name, value in attrs if name in ("src", "href") and value]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_page(written: Path) -> None:
    page = _Text()
    page.feed((written / "a.html").read_text(encoding="utf-8"))
    said = " ".join("".join(page.text).split())
    assert page.external == []
    assert "Giải quyết việc làm mới cho 16.240 lao động" in said and "−1.260 (−7,2%)" in said
    assert "chưa có kết quả" in said


def test_words_of_documents_are_no_markup(tmp_path: Path) -> None:
    hostile = REPORT.read_text(encoding="utf-8").replace(
        "Kim ngạch xuất khẩu đạt", "Kim ngạch <b onclick=1> xuất khẩu đạt"
    )
    (tmp_path / "bc.txt").write_text(hostile, encoding="utf-8")
    attain(RESOLUTION, tmp_path / "bc.txt", "--html", tmp_path / "a.html")
    assert "<b onclick" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_workbook(written: Path, tmp_path: Path) -> None:
    data = (written / "a.xlsx").read_bytes()
    assert zipfile.is_zipfile(BytesIO(data))
    sheets = openpyxl.load_workbook(BytesIO(data))
    rows = list(sheets.worksheets[0].iter_rows(values_only=True))
    head = {name: n for n, name in enumerate(rows[0])}
    revenue = next(r for r in rows if r[head["Kết quả"]] == "4.875 tỷ đồng")
    assert (revenue[head["Chênh lệch"]], round(revenue[head["Chênh lệch %"]], 3)) == (275, 0.06)
    assert revenue[head["Câu nêu kết quả"]].startswith("Thu ngân sách nhà nước trên địa bàn đạt 4.875 tỷ đồng")
    summary = list(sheets.worksheets[1].iter_rows(values_only=True))
    assert summary[-1][-1] == 24
    attain(EARLIER, RESOLUTION, REPORT, "--xlsx", tmp_path / "b.xlsx")
    assert (tmp_path / "b.xlsx").read_bytes() == data


def test_one_bad_file_costs_itself_alone(tmp_path: Path) -> None:
    (tmp_path / "rong.txt").write_bytes(b"")
    said, errors = attain(RESOLUTION, tmp_path / "rong.txt", REPORT, code=1)
    assert "empty_file" in errors and "4.875 tỷ đồng" in said


def test_usage(tmp_path: Path) -> None:
    attain(RESOLUTION, REPORT, "--targets", tmp_path / "khong-co.txt", code=2)
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    attain(RESOLUTION, REPORT, "--out", tmp_path / "tep", code=2)
    attain(RESOLUTION, REPORT, "--ocr", "sometimes", code=2)


def test_targets_of_one_document(tmp_path: Path) -> None:
    said, _ = attain(EARLIER, RESOLUTION, REPORT, "--targets", EARLIER)
    assert "nghi-quyet-hdnd-2021.txt: " not in said and "bao-cao-kinh-te-xa-hoi-2019.md: " in said


def test_nothing_to_hold_against() -> None:
    said, _ = attain(REPORT)
    assert "Không văn bản nào có chỉ tiêu" in said


def test_another_place_is_told() -> None:
    said, errors = attain(RESOLUTION, REPORT, CORPUS / "bao-cao-chinh-tri-du-thao-4.docx")
    assert "Không đối chiếu văn bản của Hòa Giang với văn bản của nơi khác" in errors and "Thượng Khê" in errors
    assert "24 chỉ tiêu: 9 đạt, 6 chưa đạt" in said
