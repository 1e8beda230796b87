"""What solieu reads in the sample documents of corpus/."""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path

import pytest

import pipeline
from pipeline.extract import figures
from pipeline.model import Document, Figure

CORPUS = Path(__file__).parents[1] / "corpus"
DRAFT_3, DRAFT_4 = (f"bao-cao-chinh-tri-du-thao-{n}.docx" for n in (3, 4))


@functools.cache
def read(name: str) -> tuple[Document, list[Figure]]:
    document = pipeline.read(CORPUS / name)
    return document, figures(document).figures


def said(name: str) -> Counter[tuple[object, ...]]:
    """Bounds and denominator of every figure."""
    return Counter((f.value_low, f.value_high, f.denominator) for f in read(name)[1])


def the(name: str, quote: str) -> Figure:
    found = [f for f in read(name)[1] if f.quote == quote]
    assert found, f"{quote} not found in {name}"
    return found[0]


def test_a_notice_full_of_numbers_holds_no_figure() -> None:
    document, found = read("thong-bao-hoi-nghi.docx")
    assert sum(c.isdigit() for c in document.text) > 80
    assert [f.quote for f in found] == []


@pytest.mark.parametrize(
    ("name", "doc_type", "number", "year"),
    [
        (DRAFT_4, "báo cáo chính trị", "", 2020),
        ("bao-cao-chinh-tri-du-thao-4.pdf", "báo cáo chính trị", "", 2020),
        ("thong-bao-hoi-nghi.docx", "thông báo", "112-TB/VPHU", 2020),
        ("nghi-quyet-hdnd-2021.txt", "nghị quyết", "36/NQ-HĐND", 2020),
        ("bao-cao-kinh-te-xa-hoi-2019.md", "báo cáo", "318/BC-UBND", 2019),
    ],
)
def test_letterheads(name: str, doc_type: str, number: str, year: int) -> None:
    document, _ = read(name)
    assert (document.letterhead.doc_type, document.letterhead.number, document.year) == (doc_type, number, year)


def test_drafts_are_told_apart_by_number_and_date() -> None:
    heads = [read(name)[0].letterhead for name in (DRAFT_3, DRAFT_4)]
    assert [h.draft_no for h in heads] == [3, 4]
    assert [str(h.issued_on) for h in heads] == ["2020-04-15", "2020-05-20"]


@pytest.mark.parametrize(("name", "count"), [(DRAFT_3, 8), (DRAFT_4, 9), ("bao-cao-chinh-tri-du-thao-4.pdf", 9)])
def test_every_footnote_has_its_mark(name: str, count: int) -> None:
    document, _ = read(name)
    assert [n.label for n in document.footnotes] == [str(i) for i in range(1, count + 1)]
    assert all(n.anchor_char is not None and n.start is not None for n in document.footnotes)


def test_figures_of_and_under_a_footnote() -> None:
    assert the(DRAFT_4, "52 tổ chức cơ sở đảng").footnote_anchors == ("3",)
    inside = the(DRAFT_4, "4.386 đảng viên")
    assert (inside.location, inside.footnote_label) == ("footnote", "3")


def test_tracked_changes_are_read_as_accepted() -> None:
    text = read(DRAFT_4)[0].text
    assert "8.640 lượt lao động" in text
    assert "93,2%" not in text
    assert the(DRAFT_4, "618 đảng viên").value_low == 618


def test_automatic_numbers_are_in_the_text() -> None:
    labels = [b.label for b in read(DRAFT_4)[0].blocks if b.kind == "heading"]
    assert [label for label in labels if label in ("I", "II", "III")] == ["I", "II", "III"] * 2


def test_columns_of_a_table_with_a_header_of_three_rows() -> None:
    cell = the(DRAFT_4, "73,85")
    assert cell.row_header == "2018"
    assert cell.column_header is not None
    assert cell.column_header.startswith("Kết quả xếp loại > Hoàn thành tốt nhiệm vụ")
    assert (cell.unit, cell.measure, cell.period) == ("%", "share", "2018")


def test_pdf_and_word_say_the_same() -> None:
    word, pdf = said(DRAFT_4), said("bao-cao-chinh-tri-du-thao-4.pdf")
    assert word - pdf == Counter()
    assert pdf - word == Counter()


def test_targets_of_a_resolution() -> None:
    name = "nghi-quyet-hdnd-2021.txt"
    growth, income = the(name, "6,5 - 7%"), the(name, "trên 93%")
    assert (growth.kind, growth.measure, growth.comparator, growth.period) == ("target", "change", "range", "2021")
    assert (income.kind, income.comparator, income.value_high) == ("target", "gt", None)
    assert [f.kind for f in read(name)[1]].count("statistic") == 4


def test_pipe_table_of_a_report() -> None:
    planned, reached = the("bao-cao-kinh-te-xa-hoi-2019.md", "610"), the("bao-cao-kinh-te-xa-hoi-2019.md", "103,9")
    assert (planned.kind, planned.unit, planned.row_header) == ("target", "triệu usd", "Kim ngạch xuất khẩu")
    assert (reached.measure, reached.unit) == ("level", "%")
