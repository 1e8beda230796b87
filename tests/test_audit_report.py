"""The audit on a real report with hand-checked findings, from plain text, Word and PDF."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from findings_score import Told, entries, matching, told

import pipeline
from pipeline import audit, extract
from pipeline.extract import Extraction
from pipeline.model import Document

SHARED = Path(__file__).parents[1].parent / "shared"
GOLD = SHARED / "gold" / "more" / "findings.jsonl"
TEXT = SHARED / "corpus" / "text" / "tv-baocao.txt"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the shared documents are not here")


def read(path: Path) -> tuple[Document, Extraction]:
    document = pipeline.read(path)
    return document, extract.figures(document)


@pytest.fixture(scope="module")
def text() -> tuple[Document, Extraction]:
    return read(TEXT)


@pytest.fixture(scope="module")
def found(text: tuple[Document, Extraction]) -> list[Told]:
    return told(text[0], audit.findings(*text))


@pytest.mark.parametrize(
    "entry", entries(GOLD, "tv-baocao") if GOLD.exists() else [], ids=lambda e: str(e["explain"])[:50]
)
def test_entry(entry: dict[str, object], found: list[Told]) -> None:
    severities = {one.finding.severity for one in matching(entry, found)}
    if entry["verdict"] == "error":
        assert "error" in severities, entry["explain"]
    elif entry["verdict"] == "ok" or entry["verdict"] == "rounding":
        assert not severities & {"error", "warning"}, entry["explain"]


@pytest.mark.parametrize("name", ["tv-baocao.docx", "tv-baocao.odt", "tv-baocao.pdf"])
def test_formats_find_the_same_errors(name: str, text: tuple[Document, Extraction]) -> None:
    """Every error of the text is found in the other formats, with the same values."""
    plain = {(f.rule_id, f.stated, f.computed) for f in audit.findings(*text) if f.severity == "error"}
    other = {(f.rule_id, f.stated, f.computed) for f in audit.findings(*read(SHARED / "corpus" / "word-pdf" / name))}
    assert plain - other == set()


def test_reports_few_warnings(text: tuple[Document, Extraction]) -> None:
    found = audit.findings(*text)
    assert sum(f.severity == "warning" for f in found) <= 3


def test_is_fast(text: tuple[Document, Extraction]) -> None:
    started = time.process_time()
    audit.findings(*text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", ["bt-nghiquyet", "tv-nghiquyet", "qh-ketqua2004", "qh-muctieu2005"])
def test_no_error_in_documents_that_have_none(name: str) -> None:
    found = audit.findings(*read(SHARED / "corpus" / "text" / f"{name}.txt"))
    assert [f.message_vi for f in found if f.severity == "error"] == []


def test_decree_with_two_dates() -> None:
    """A circular of 1999 dates decree 30/1998 13/5/1998 in one place and 03/5/1998 in another."""
    found = audit.findings(*read(SHARED / "corpus" / "legacy" / "truth" / "2003-A06.txt"))
    assert [(f.rule_id, f.stated, f.computed) for f in found] == [
        ("reference.date", "ngày 13/5/1998", "ngày 03/5/1998")
    ]


def test_formats_find_no_other_errors(text: tuple[Document, Extraction]) -> None:
    """A PDF, whose notes and pages are put together again, cries wolf no more than the text does."""
    plain = {(f.rule_id, f.stated) for f in audit.findings(*text) if f.severity == "error"}
    pdf = audit.findings(*read(SHARED / "corpus" / "word-pdf" / "tv-baocao.pdf"))
    assert {(f.rule_id, f.stated) for f in pdf if f.severity == "error"} == plain
