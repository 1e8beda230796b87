"""The stretches of text that figures are read in: blocks and cells of prose, cut into the scenes of sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract import cells
from pipeline.extract import sentences as splitting
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Lead, Scene, Setting, Settings
from pipeline.extract.wording import pattern
from pipeline.model import Block, Cell, Document


@dataclass(slots=True)
class Passage:
    """A stretch of running text to read figures in: a block, or a cell of prose."""

    block: Block
    start: int
    end: int
    setting: Setting
    cell: Cell | None = None


def passages(document: Document, settings: Settings) -> Iterator[Passage]:
    for block in document.blocks:
        if block.kind in ("recipients", "signature"):
            continue
        if block.table is None:
            yield Passage(block, block.start + _label_length(document, block), block.end, settings.of(block))
        else:
            for cell in block.table.cells:
                if cells.is_prose(cell):
                    yield Passage(block, cell.start, cell.end, cells.setting(settings, block, cell), cell)


def _label_length(document: Document, block: Block) -> int:
    """A block's own label (`2.1`, `a)`, `⁽1⁾`) holds no figure."""
    text = document.text
    if block.marks and block.kind == "footnote" and block.marks[0].start == block.start:
        return block.marks[0].end - block.start
    if block.label and text.startswith(block.label, block.start):
        after = block.start + len(block.label)
        return len(block.label) + (1 if text[after : after + 1] in (")", ".") else 0)
    return 0


def scenes(text: str, passage: Passage, built: list[Quantity]) -> Iterator[Scene]:
    """A scene a sentence: those with figures, and those without that may name the time of the figures after them."""
    announced = ""
    for start, end in _whole(splitting.split(text, passage.start, passage.end), built):
        inside = [q for q in built if start <= q.number_start < end]
        introduces = text[start:end].endswith(":")  # what it says is a lead of those after it
        if inside or (not introduces and pattern("names_time").search(text, start, end)):
            above = passage.setting
            if announced:  # an earlier sentence of the same block ends in a colon: it introduces the rest
                above = replace(above, leads=[Lead(announced, is_heading=False), *above.leads])
            yield Scene(text, start, end, splitting.segments(text, start, end), inside, [], [], [], [], above)
        if introduces:
            announced = text[start:end]


def _whole(sentences: list[tuple[int, int]], built: list[Quantity]) -> Iterator[tuple[int, int]]:
    """The sentences without the ends that stand inside a number: `cổ phần hóa được 1. 852 doanh nghiệp`."""
    begun: int | None = None
    for start, end in sentences:
        begun = start if begun is None else begun
        if not any(q.number_start < end < q.number_end for q in built):
            yield begun, end
            begun = None
