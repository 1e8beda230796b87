"""Real Word files: notes linked, tables whole, the text that of the plain-text version; and how fast."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pipeline import normalize, structure
from pipeline.ingest import docx
from pipeline.model import Document, Raw

_READ = ("document", "styles", "footnotes", "numbering", "settings", "theme/theme1", "header1")


def load(path: Path) -> Raw:
    return docx.parse(path.read_bytes(), str(path), "0" * 64)


@pytest.fixture(scope="module")
def report(shared: Path) -> Raw:
    return load(shared / "corpus/word-pdf/tv-baocao.docx")


@pytest.fixture(scope="module")
def resolution(shared: Path) -> Raw:
    return load(shared / "corpus/word-pdf/tv-nghiquyet.docx")


def words(text: str) -> list[str]:
    return re.findall(r"[\w.,%/]+", re.sub(r"<[^>]+>|\*+", "", text))


def test_all_notes_in_order_and_none_glued(report: Raw) -> None:
    labels = [m.label for p in report.pieces for m in p.marks]
    notes = [(p.label, p.text) for p in report.pieces if p.kind == "note"]
    assert labels == [str(n) for n in range(1, 19)] == [label for label, _ in notes]
    assert notes[0][1].startswith("Có 38 Đảng bộ cơ sở")
    for piece in report.pieces:
        for mark in piece.marks:
            assert piece.text[mark.start : mark.end].startswith("⁽") and piece.text[mark.start : mark.end].endswith("⁾")
            assert not piece.text[mark.end : mark.end + 1].isdigit()
            assert "(" not in piece.text[mark.start - 1] and ")" not in piece.text[mark.end : mark.end + 1]


def test_note_stands_behind_the_paragraph_that_calls_it(report: Raw) -> None:
    for at, piece in enumerate(report.pieces):
        if piece.kind == "note":
            caller = next(p for p in reversed(report.pieces[:at]) if p.kind != "note")
            assert piece.label in [m.label for m in caller.marks]


def test_tables_of_the_appendices(report: Raw) -> None:
    tables = [p.table for p in report.pieces if p.table]
    assert [(t.rows, t.columns) for t in tables] == [(11, 4), (8, 12), (5, 10), (3, 9), (8, 5)]
    header = {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in tables[4].cells if c.is_header}
    assert header[0, 0] == ("Năm thực hiện", 2, 1)
    assert header[0, 1][1:] == (1, 3)


@pytest.mark.parametrize("name", ["tv-baocao", "tv-nghiquyet"])
def test_every_number_of_the_text_version_is_there(name: str, shared: Path) -> None:
    raw = load(shared / f"corpus/word-pdf/{name}.docx")
    written = " ".join(p.text for p in raw.pieces)
    written += " ".join(c.text for p in raw.pieces if p.table for c in p.table.cells)
    expected = [w for w in words((shared / f"corpus/text/{name}.txt").read_text("utf-8")) if re.search(r"\d", w)]
    found = words(written)
    missing = [w for w in set(expected) if found.count(w) < expected.count(w) - 1]
    # Page numbers and the labels of notes are no text of a Word file.
    assert [w for w in missing if not re.fullmatch(r"\d{1,2}", w)] == []


@pytest.mark.parametrize("name", ["tv-baocao", "tv-nghiquyet"])
def test_document_is_that_of_the_text_version(name: str, shared: Path) -> None:
    def headings(document: Document) -> set[str]:
        return {document.block_text(b) for b in document.blocks if b.kind == "heading" and not b.label.startswith("*")}

    import pipeline

    text = pipeline.read(shared / f"corpus/text/{name}.txt")
    word = structure.build(normalize.clean(load(shared / f"corpus/word-pdf/{name}.docx")))
    assert [f.label for f in word.footnotes] == [f.label for f in text.footnotes]
    assert all(f.anchor_block is not None and f.block is not None for f in word.footnotes)
    assert len(headings(word) ^ headings(text)) <= 2
    for (_, one), (_, other) in zip(word.tables(), text.tables(), strict=True):
        assert [(c.row, c.column, c.text) for c in one.cells] == [(c.row, c.column, c.text) for c in other.cells]


def test_offsets_hold(report: Raw) -> None:
    for piece in report.pieces:
        assert piece.stretches[0].start == 0
        if piece.table is None:
            assert piece.stretches[-1].end == len(piece.text)
        assert all(0 <= f.start < f.end <= len(piece.text) for f in piece.fonts)


def best(action: Callable[[], object], rounds: int = 12) -> float:
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        action()
        seconds.append(time.process_time() - start)
    return min(seconds)


def test_speed_against_bare_parsing_and_python_docx(shared: Path) -> None:
    import docx as python_docx

    data = (shared / "corpus/word-pdf/tv-baocao.docx").read_bytes()

    def bare() -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in _READ:
                etree.fromstring(archive.read(f"word/{name}.xml"))

    def plain() -> None:
        document = python_docx.Document(io.BytesIO(data))
        _ = [p.text for p in document.paragraphs]
        _ = [c.text for t in document.tables for r in t.rows for c in r.cells]

    ours = best(lambda: docx.parse(data, "a", "0"))
    assert ours < 5 * best(bare)
    assert ours < 1.15 * best(plain)  # a little room for a busy machine
