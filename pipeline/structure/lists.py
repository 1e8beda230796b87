"""List items, and the sentence or heading that introduces them."""

from __future__ import annotations

from pipeline.model import Block, Document
from pipeline.structure.assemble import Part


def mark(parts: list[Part]) -> None:
    """Every labelled paragraph that is no heading is a list item."""
    for part in parts:
        if part.kind == "paragraph" and part.found is not None:
            part.kind, part.label = "list_item", part.found.text


def introduce(document: Document) -> None:
    """Set `intro` of each list item: the item, paragraph or heading above it that its list hangs from."""
    open_items: list[tuple[str, Block]] = []  # kinds of the lists we are in, outermost first, with the item before
    above: Block | None = None  # the last block that is no item
    for block in document.blocks:
        if block.kind in ("footnote", "table", "caption"):
            continue
        if block.kind != "list_item":
            open_items, above = [], block
            continue
        kind = _kind(block.label)
        kinds = [k for k, _ in open_items]
        if kind in kinds:
            nth = kinds.index(kind)
            block.intro = open_items[nth][1].intro
            open_items[nth:] = [(kind, block)]
        else:
            block.intro = open_items[-1][1].position if open_items else above.position if above else None
            open_items.append((kind, block))


def _kind(label: str) -> str:
    if label[:1].isdigit():
        return "number" + "." * label.count(".")
    if label.isalpha():
        return "roman" if label.isupper() and set(label) <= set("IVX") else "upper" if label.isupper() else "lower"
    return label
