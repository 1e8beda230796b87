"""List items, and the sentence or heading that introduces them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Block, Document
from pipeline.normalize.labels import Label
from pipeline.structure.assemble import Part
from pipeline.structure.headings import title


def mark(parts: list[Part]) -> None:
    """Every labelled paragraph that is no heading is a list item."""
    for part in parts:
        if part.kind == "paragraph" and part.found is not None and part.rest:
            part.kind, part.label = "list_item", part.found.text


def introduce(document: Document, written: Sequence[Label | None]) -> None:
    """Set `intro` of each list item: the item, paragraph or heading above it that its list hangs from.

    A numbered row that goes on after other text keeps its introduction. `written` has the label that each block's
    text begins with.
    """
    nested: list[tuple[str, Block]] = []  # rows of the lists we are in, outermost first, each with its last item
    rows: dict[tuple[str, tuple[str, ...]], tuple[Label, int | None]] = {}  # last item of each row of a section
    headings: dict[tuple[str, ...], int] = {}  # the heading that opened each section
    above: Block | None = None  # the last block that is no item
    for block, begins in zip(document.blocks, written, strict=True):
        if block.kind in ("footnote", "table", "caption"):
            continue
        if block.kind != "list_item":
            nested, above = [], block
            if block.kind == "heading":
                headings[_section(document, block)] = block.position
            continue
        label = begins or Label("bullet", block.label, 0, 11)
        nested = [item for item in nested if item[1].section_path == block.section_path]
        place = (label.row, block.section_path)
        before = rows.get(place)
        inside = next((nth for nth, (row, _) in enumerate(nested) if row == label.row), None)
        beside = above is not None and _section(document, above) != block.section_path
        if inside is not None:
            block.intro = nested[inside][1].intro
            del nested[inside:]
        elif before is not None and label.ordinal and (beside or label.follows(before[0])):
            block.intro = before[1]
            nested.clear()
        elif beside and not nested:
            block.intro = headings.get(block.section_path)
        else:
            block.intro = nested[-1][1].position if nested else above.position if above else None
        nested.append((label.row, block))
        rows[place] = (label, block.intro)


def _section(document: Document, block: Block) -> tuple[str, ...]:
    """The section path of what stands below the block: a heading opens a section."""
    if block.kind != "heading":
        return block.section_path
    return (*block.section_path, title(document.block_text(block), block.label))
