"""A document's figures laid out for checking: statements of running text, and grids of numeric tables."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from pipeline import rules
from pipeline.extract import Extraction
from pipeline.extract import sentences as splitting
from pipeline.model import Block, Cell, Document, Figure, Table
from pipeline.official.words import keys


@dataclass(slots=True, eq=False)
class Statement:
    """One sentence of a block or of a prose cell, with its figures in reading order."""

    start: int
    end: int
    block: Block
    cell: Cell | None
    figures: list[Figure]


@dataclass(slots=True, eq=False)
class Grid:
    """The cells of a table that hold a number alone, by row and column."""

    block: Block
    table: Table
    numbers: dict[tuple[int, int], Figure] = field(default_factory=dict)

    def column(self, column: int) -> dict[int, Figure]:
        return {row: f for (row, at), f in sorted(self.numbers.items()) if at == column}

    def columns(self) -> list[int]:
        return sorted({column for _, column in self.numbers})

    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.numbers})

    def heads(self, column: int) -> list[str]:
        """The header path of a column, the highest first."""
        figure = next(f for (_, at), f in self.numbers.items() if at == column)
        return [part.strip() for part in (figure.column_header or "").split(" > ")]


class Ledger:
    """What every check reads."""

    def __init__(self, document: Document, found: Extraction) -> None:
        self.document, self.found, self.text = document, found, document.text
        self.figures = found.figures
        self.by_id = {f.figure_id: f for f in found.figures}
        self.of_block: dict[int, list[Figure]] = defaultdict(list)
        for figure in found.figures:
            self.of_block[figure.block].append(figure)
        self.grids = [_grid(block, table, self.of_block[block.position]) for block, table in document.tables()]
        self.statements = [s for block in document.blocks for s in self._statements(block)]
        self.statement_of = {f.figure_id: s for s in self.statements for f in s.figures}

    def _statements(self, block: Block) -> Iterator[Statement]:
        own = self.of_block.get(block.position)
        if not own:
            return
        if block.table is None:
            stretches: list[tuple[int, int, Cell | None]] = [(block.start, block.end, None)]
        else:
            stretches = [(c.start, c.end, c) for c in block.table.cells]
        for start, end, cell in stretches:
            here = [f for f in own if start <= f.start < end and f.rule_id != "cell.number"]
            if here:
                for a, b in splitting.split(self.text, start, end):
                    if inside := [f for f in here if a <= f.start < b]:
                        yield Statement(a, b, block, cell, inside)

    def bracket(self, figure: Figure) -> tuple[int, int] | None:
        """The round bracket the figure stands in, within its statement."""
        statement = self.statement_of.get(figure.figure_id)
        if statement is None:
            return None
        return splitting.bracket(self.text, figure.start, statement.start, statement.end)

    def between(self, first: Figure, second: Figure) -> str:
        return self.text[first.end : second.start]

    def children(self) -> dict[str, list[Figure]]:
        """The parts of every whole, in reading order, keyed by the whole's id."""
        out: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            if figure.parent:
                out[figure.parent].append(figure)
        return out


def _grid(block: Block, table: Table, figures: list[Figure]) -> Grid:
    starts = {f.start: f for f in figures if f.rule_id == "cell.number"}
    grid = Grid(block, table)
    for cell in table.cells:
        if cell.start in starts and cell.text:
            grid.numbers[cell.row, cell.column] = starts[cell.start]
    return grid


@functools.cache
def _words() -> dict[str, regex.Pattern[str]]:
    return {compiled.id.removeprefix("audit."): compiled.pattern for compiled in rules.load("audit_words")}


def says(word: str, text: str) -> regex.Match[str] | None:
    """The first place in `text` that rule `audit.WORD` of rules/audit_words.yaml meets."""
    return _words()[word].search(text)


@functools.cache
def _idle() -> frozenset[str]:
    return frozenset(k for words in rules.read("audit_kinds")["idle"] for k in keys(words))


def content(text: str) -> list[str]:
    """The comparison keys of a text's words that tell what it is about."""
    return [key for key in keys(text) if key not in _idle()]


@functools.cache
def kinds_of(unit: str) -> frozenset[str]:
    """The nouns whose counts make up the count of `unit` (rules/audit_kinds.yaml)."""
    wanted = " ".join(keys(unit))
    for whole, parts in rules.read("audit_kinds")["kinds"].items():
        if " ".join(keys(whole)) == wanted:
            return frozenset(" ".join(keys(p)) for p in parts)
    return frozenset()
