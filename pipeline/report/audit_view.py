"""What reports show of an audit: findings with their source sentences, the figures in them marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.audit import SEVERITIES, Finding
from pipeline.extract import sentences
from pipeline.model import Block, Document
from pipeline.report.audit_words import CHECK, SEVERITY, WORDS, message

_AROUND = 180  # characters of a sentence shown around its marked figures
_VALUE = re.compile(r"(?<![\d.,])\d+(?:\.\d{3})*(?:,\d+)?(?![\d.]*\d)")
_PLACE = {"vi": ("tr.", "đoạn", "dòng", "chú thích", "bảng"), "en": ("p.", "par.", "line", "note", "table")}

Span = tuple[int, int]
Audited = tuple[Document, Sequence[Finding]]


@dataclass(slots=True)
class Stretch:
    """A piece of a source sentence; a marked one is a figure of the finding, the first what it is about."""

    text: str
    mark: str = ""  # "", "about" or "told"


@dataclass(slots=True)
class Sentence:
    place: str
    stretches: list[Stretch]

    @property
    def text(self) -> str:
        return "".join(s.text for s in self.stretches)


@dataclass(slots=True)
class Item:
    """One finding as a reader sees it; `index` counts from 1 within the document."""

    index: int
    finding: Finding
    severity: str
    check: str
    message: str
    section: str
    sources: list[Sentence]


def items(audited: Audited, lang: str) -> list[Item]:
    """The findings of one document, the severest first, in reading order within a severity."""
    document, found = audited
    ordered = sorted(found, key=lambda f: SEVERITIES.index(f.severity))
    return [
        Item(
            index,
            finding,
            SEVERITY[lang][finding.severity],
            CHECK[lang][finding.check],
            message(finding, lang),
            " › ".join(_block(document, finding.start).section_path[-2:]),
            _sources(document, finding, lang),
        )
        for index, finding in enumerate(ordered, 1)
    ]


def summary(audited: Audited, lang: str) -> str:
    """One line: the file and how many findings of each severity."""
    document, found = audited
    counts = Counter(f.severity for f in found)
    told = ", ".join(f"{counts[s]} {SEVERITY[lang][s]}" for s in SEVERITIES if counts[s])
    return f"{Path(document.path).name}: {told or WORDS[lang]['nothing']}"


def value(text: str) -> float | None:
    """The number of a stated or computed value that holds one only.

    >>> value("vượt 11,3%"), value("1.395 đảng viên"), value("98,98% hoặc 100%")
    (11.3, 1395.0, None)
    """
    found = _VALUE.findall(text)
    if len(found) != 1 or re.search(r"\d[./-]\d{1,2}(?!\d)|[/-]", text.replace("/năm", "").replace("/người", "")):
        return None
    return float(found[0].replace(".", "").replace(",", "."))


def _block(document: Document, position: int) -> Block:
    return next(b for b in reversed(document.blocks) if b.start <= position)


def _sources(document: Document, finding: Finding, lang: str) -> list[Sentence]:
    """The sentences and table rows the figures stand in, that of the finding first; each figure marked."""
    by_place: dict[Span, list[tuple[Span, str]]] = {}
    for number, span in enumerate(finding.spans):
        passage = _passage(document, span)
        by_place.setdefault(passage, []).append((span, "told" if number else "about"))
    return [
        Sentence(place(document, marks[0][0], lang), _stretches(document.text, passage, sorted(marks)))
        for passage, marks in by_place.items()
    ]


def _passage(document: Document, span: Span) -> Span:
    """The sentence around a figure; of a figure in a table its row, of one in a cell of prose the sentence."""
    block = _block(document, span[0])
    start, end = block.start, block.end
    if block.table:
        cell = next((c for c in block.table.cells if c.start <= span[0] < c.end), None)
        if cell and cell.end - cell.start > _AROUND:
            start, end = cell.start, cell.end
        elif cell:
            row = [c for c in block.table.cells if c.row == cell.row and c.text]
            return min(c.start for c in row), max(c.end for c in row)
    return next(((a, b) for a, b in sentences.split(document.text, start, end) if a <= span[0] < b), (start, end))


def _stretches(text: str, passage: Span, marks: list[tuple[Span, str]]) -> list[Stretch]:
    out: list[Stretch] = []
    at = passage[0]
    for (start, end), mark in marks:
        if start < at:
            continue
        out += [Stretch(_plain(text[at:start])), Stretch(_plain(text[start:end]), mark)]
        at = end
    out.append(Stretch(_plain(text[at : passage[1]])))
    last = len(out) - 1
    for number, piece in enumerate(out):
        if not piece.mark and len(piece.text) > 2 * _AROUND:
            head = "" if number == 0 else piece.text[:_AROUND]
            tail = "" if number == last else piece.text[-_AROUND:]
            piece.text = f"{head.rpartition(' ')[0]} … {tail.partition(' ')[2]}"
    return [piece for piece in out if piece.text]


def _plain(text: str) -> str:
    return text.replace("\t", " | ").replace("\n", " ")


def place(document: Document, span: Span, lang: str) -> str:
    """Page, paragraph or line of the file, and the note or table."""
    block = _block(document, span[0])
    source = document.source_at(span[0], block)
    if block.table and (cell := next((c for c in block.table.cells if c.start <= span[0] < c.end), None)):
        source = source if cell.source.page is None and cell.source.line is None else cell.source
    page, paragraph, line, note, table = _PLACE[lang]
    parts = [f"{w} {n}" for w, n in ((page, source.page), (paragraph, source.paragraph), (line, source.line)) if n]
    if block.kind == "footnote":
        parts.append(f"{note} {block.label}")
    elif block.table:
        parts.append(table)
    return ", ".join(parts)
