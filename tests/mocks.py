"""Documents and figures made by hand, for tests that need no file."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Block, Document, Figure


def document_of(*lines: str, doc_id: str = "00112233aabbccdd", path: str = "mau.txt") -> Document:
    """A Document with a paragraph a line."""
    blocks, start = [], 0
    for position, line in enumerate(lines):
        blocks.append(Block(position, "paragraph", start, start + len(line)))
        start += len(line) + 1
    return Document(doc_id, doc_id * 4, path, "txt", "\n".join(lines), blocks)


def figure_at(document: Document, words: str, **values: object) -> Figure:
    """A figure over the first place of `words`."""
    start = document.text.index(words)
    block = next(b.position for b in document.blocks if b.start <= start < b.end)
    plain = Figure(
        *(start, start + len(words), words, words, block),
        *("statistic", "level", "actual", "eq", 1.0, 1.0, words, 0),
    )
    return replace(plain, **values)  # type: ignore[arg-type]
