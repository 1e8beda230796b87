"""What a draft's changes do to its sums: findings introduced, resolved, still open, in every report of a comparison."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from draft_files import REPORT, compared

from pipeline.audit.drafts import Comparison, Draft, compare, read
from pipeline.report.diff_html import render
from pipeline.report.diff_terminal import print_comparisons
from pipeline.report.diff_workbook import workbook

CORPUS = Path(__file__).parents[1] / "corpus"
SHARED = Path(__file__).parents[1].parent / "shared" / "corpus"
RIGHT = "Kỷ luật 59 đảng viên, gồm khiển trách 37, cảnh cáo 14, cách chức 03, khai trừ 05."
WRONG = RIGHT.replace("59", "58")
OTHER = "Có 12/16 xã đạt chuẩn nông thôn mới, chiếm 68,75%."


def told(comparison: Comparison) -> tuple[list[str], list[str], list[str]]:
    assert comparison.knock_on is not None
    one = comparison.knock_on
    introduced, resolved, still = (
        [f.rule_id for f in findings] for findings in (one.introduced, one.resolved, one.open)
    )
    return introduced, resolved, still


def test_introduced_and_resolved(tmp_path: Path) -> None:
    assert told(compared(tmp_path, RIGHT, WRONG)) == (["total.breakdown"], [], [])
    assert told(compared(tmp_path, WRONG, RIGHT)) == ([], ["total.breakdown"], [])


def test_still_open_where_another_figure_changed(tmp_path: Path) -> None:
    comparison = compared(tmp_path, f"{WRONG}\n\n{OTHER}", f"{WRONG}\n\n{OTHER.replace('68,75', '75,00')}")
    assert told(comparison) == ([], ["ratio.share"], ["total.breakdown"])


def test_still_open_where_the_wrong_figure_changed_to_another_wrong_one(tmp_path: Path) -> None:
    comparison = compared(tmp_path, WRONG, WRONG.replace("58", "57"))
    assert told(comparison) == ([], [], ["total.breakdown"])


def test_a_date_without_figures(tmp_path: Path) -> None:
    date = "Hội nghị họp ngày 31/4/2018 và kết nạp 12 đảng viên."
    assert told(compared(tmp_path, date.replace("31/4", "30/4"), date)) == (["date.impossible"], [], [])
    assert told(compared(tmp_path, date, date.replace("12", "13"))) == ([], [], ["date.impossible"])


def test_the_sample_drafts_and_their_formats() -> None:
    """Draft 4 has its faults, draft 3 none; Word and PDF of draft 4 are the same draft."""
    third, fourth, printed = (
        read(CORPUS / f"bao-cao-chinh-tri-du-thao-{name}") for name in ("3.docx", "4.docx", "4.pdf")
    )
    introduced, resolved, still = told(compare(third, fourth))
    assert len(introduced) >= 7 and "date.impossible" in introduced and (resolved, still) == ([], [])
    assert sorted(told(compare(fourth, third))[1]) == sorted(introduced)
    assert [len(part) for part in told(compare(fourth, printed))] == [0, 0, len(introduced)]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_no_difference_of_reading_is_a_consequence() -> None:
    text, word = read(SHARED / "text" / "tv-baocao.txt"), read(SHARED / "word-pdf" / "tv-baocao.docx")
    began = time.process_time()
    introduced, resolved, still = told(compare(text, word))
    assert time.process_time() - began < 2  # beyond reading
    assert (introduced, resolved) == ([], []) and len(still) >= 10


def test_a_draft_without_citations_is_not_audited(tmp_path: Path) -> None:
    comparison = compared(tmp_path, RIGHT, WRONG)
    bare = Draft(comparison.old.draft.document, comparison.old.draft.figures)
    assert compare(bare, comparison.new.draft).knock_on is None


def test_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    comparison = compared(tmp_path, f"{RIGHT}\n\n{OTHER}", f"{WRONG}\n\n{OTHER}")
    print_comparisons([comparison], "vi")
    said = capsys.readouterr().out
    assert "mới nảy sinh" in said and "cộng lại là 59" in said
    assert "Kiểm tra số liệu ở bản mới: 1 mới nảy sinh, 1 vẫn còn" in said
    page = render([comparison], "en")
    assert "Audit of the new draft" in page and "introduced" in page and "still open" in page
    book = openpyxl.load_workbook(BytesIO(workbook([comparison], "vi")))
    rows = list(book["Kiểm tra số liệu ở bản mới"].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["mới nảy sinh", "vẫn còn"]
    clean = compare(*[read(_file(tmp_path, f"{n}.txt", RIGHT)) for n in (1, 2)])
    assert "Kiểm tra số liệu" not in render([clean], "vi")
    assert "Kiểm tra số liệu ở bản mới" not in openpyxl.load_workbook(BytesIO(workbook([clean], "vi"))).sheetnames


def _file(folder: Path, name: str, middle: str) -> Path:
    (folder / name).write_text(REPORT.format(middle=middle), encoding="utf-8")
    return folder / name
