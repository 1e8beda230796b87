"""A draft written out for comparison: passages (sentences, table rows) of comparable words, figures masked.

A figure's number is the word `#` whatever its value, so that a changed value leaves the words of its passage equal.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract import sentences
from pipeline.model import Block, Document, Figure, Reference
from pipeline.official.words import keys, words

MASK = "#"
_NO_TEXT = ("letterhead", "recipients", "signature")  # forms, not content: every letter of an office shares them


@dataclass(slots=True)
class Draft:
    """One side of a comparison: a document and its figures in reading order."""

    document: Document
    figures: list[Figure]
    references: list[Reference] | None = None  # None: not read, so that the draft cannot be audited


@dataclass(slots=True)
class Passage:
    """A sentence, list item, heading or table row; `first:last` are its words in the script."""

    block: int  # position of its block
    start: int  # in Document.text
    end: int
    first: int = 0
    last: int = 0
    figures: list[int] = field(default_factory=list)  # numbers of its figures in the draft
    plain: tuple[str, ...] = ()  # its words with every number as written
    masked: tuple[str, ...] = ()  # its words with figures masked


@dataclass(slots=True)
class Script:
    """The passages of a draft and its words in one row. A figure is known by its number in `draft.figures`."""

    draft: Draft
    passages: list[Passage]
    words: list[str]  # masked
    at: list[int]  # of each figure: its place in `words`
    home: list[int]  # of each figure: number of its passage
    bounds: list[tuple[int, int]]  # of each figure: the words of its block, beyond which its context does not reach

    def before(self, figure: int, size: int) -> list[str]:
        """Up to `size` words before the figure's number, the nearest last."""
        at = self.at[figure]
        return self.words[max(self.bounds[figure][0], at - size) : at]

    def after(self, figure: int, size: int) -> list[str]:
        """Up to `size` words behind the figure's number."""
        at = self.at[figure] + 1
        return self.words[at : min(self.bounds[figure][1], at + size)]


def write(draft: Draft) -> Script:
    """The script of a draft; every figure has its place in it."""
    document = draft.document
    script = Script(draft, list(_passages(document)), [], [], [], [])
    starts = [p.start for p in script.passages]
    for number, figure in enumerate(draft.figures):
        home = max(0, bisect.bisect_right(starts, figure.start) - 1)
        script.passages[home].figures.append(number)
        script.home.append(home)
    script.at = [0] * len(draft.figures)
    for passage in script.passages:
        _write_passage(script, passage)
    blocks: dict[int, tuple[int, int]] = {}
    for passage in script.passages:
        first = blocks.get(passage.block, (passage.first, 0))[0]
        blocks[passage.block] = (first, passage.last)
    table = {b.position for b in document.blocks if b.table is not None}
    for home in script.home:
        passage = script.passages[home]
        script.bounds.append((passage.first, passage.last) if passage.block in table else blocks[passage.block])
    return script


def _passages(document: Document) -> Iterator[Passage]:
    for block in document.blocks:
        if block.kind in _NO_TEXT:
            continue
        spans = _rows(block) if block.table is not None else _sentences(document, block)
        yield from (Passage(block.position, start, end) for start, end in spans)


def _sentences(document: Document, block: Block) -> Sequence[tuple[int, int]]:
    """The block's sentences, without its own label: a renumbered list has not changed."""
    start = block.start
    if block.label and document.text.startswith(block.label, start):
        start += len(block.label)
    return sentences.split(document.text, start, block.end)


def _rows(block: Block) -> list[tuple[int, int]]:
    assert block.table is not None
    rows: dict[int, tuple[int, int]] = {}
    for cell in block.table.cells:
        start, end = rows.get(cell.row, (cell.start, cell.end))
        rows[cell.row] = (min(start, cell.start), max(end, cell.end))
    return [rows[row] for row in sorted(rows)]


def _write_passage(script: Script, passage: Passage) -> None:
    """Append the passage's words; the numbers of one figure (of a range, a ratio) are one masked word."""
    draft = script.draft
    passage.first = len(script.words)
    plain: list[str] = []
    open_figures = iter(passage.figures)
    current = next(open_figures, None)
    masked: set[int] = set()
    for start, _, key in words(draft.document.text, passage.start, passage.end):
        plain.append(key)
        while current is not None and draft.figures[current].end <= start:
            current = _close(script, current, masked, open_figures)
        if current is None or not key[0].isdigit() or start < draft.figures[current].start:
            script.words.append(key)
        elif current not in masked:
            masked.add(current)
            script.at[current] = len(script.words)
            script.words.append(MASK)
    while current is not None:
        current = _close(script, current, masked, open_figures)
    passage.last = len(script.words)
    passage.plain = tuple(plain)
    passage.masked = tuple(script.words[passage.first : passage.last])


def _close(script: Script, figure: int, masked: set[int], rest: Iterator[int]) -> int | None:
    """The next figure; one whose digits were never met (inside another's) stands at the end of what is written."""
    if figure not in masked:
        script.at[figure] = max(len(script.words) - 1, 0)
    return next(rest, None)


def header_words(figure: Figure) -> tuple[list[str], list[str]]:
    """Words of the row's and of the column's header of a figure in a table."""
    return keys(figure.row_header or ""), keys(figure.column_header or "")
