"""The rows of one document in every dataset, as plain dictionaries keyed by column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.datasets.column import SCHEMA_VERSION
from pipeline.datasets.columns import VALUE
from pipeline.datasets.versions import Versions
from pipeline.extract import sentences
from pipeline.model import BBox, Block, Document, Figure, Footnote, Reference, Stretch

Row = dict[str, Any]
Rows = dict[str, list[Row]]

# Columns of `figures` whose value is the attribute of the same name.
_SAME = (
    *(column.name for column in VALUE),
    *("location", "context", "footnote_label", "row_header", "column_header", "rule_id", "confidence"),
)


def document_rows(
    document: Document,
    figures: Sequence[Figure],
    references: Sequence[Reference],
    made_with: Versions,
) -> Rows:
    """Every dataset's rows for one document, in reading order; `targets` and `statistics` are parts of `figures`."""
    figures = sorted(figures, key=lambda f: (f.start, f.end))
    figure_rows = [_figure(document, figure) for figure in figures]
    return {
        "documents": [_document(document, made_with)],
        "texts": [{"doc_id": document.doc_id, "text": document.text}],
        "blocks": [_block(document, block) for block in document.blocks],
        "figures": figure_rows,
        "targets": [row for row in figure_rows if row["kind"] == "target"],
        "statistics": [row for row in figure_rows if row["kind"] == "statistic"],
        "footnoted_figures": [row for figure in figures for row in _footnoted(document, figure)],
        "footnotes": [_footnote(document, note) for note in document.footnotes],
        "table_cells": list(_cells(document)),
        "references": [_reference(document, r) for r in sorted(references, key=lambda r: (r.start, r.end))],
    }


def slug(name: str) -> str:
    """ASCII form of a Vietnamese name for paths and ids.

    >>> slug("báo cáo chính trị"), slug("Quyết định"), slug("")
    ('bao-cao-chinh-tri', 'quyet-dinh', 'khac')
    """
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split()) or "khac"


def block_id(document: Document, position: int) -> str:
    """The public id of a block: the document's, then the block's own within it."""
    return f"{document.doc_id}-{document.blocks[position].block_id}"


def table_id(document: Document, own: str) -> str:
    """The public id of a table, as of a block."""
    return f"{document.doc_id}-{own}"


def _document(document: Document, made_with: Versions) -> Row:
    head = document.letterhead
    same = (
        *("doc_type", "number", "issuer", "parent_issuer", "place", "issued_on", "subject"),
        *("term_start", "term_end", "draft_no", "signer", "signer_title"),
    )
    own = ("doc_id", "sha256", "path", "format", "year", "pages", "encoding", "ocr", "ocr_confidence", "warnings")
    return {
        **{name: getattr(document, name) for name in own},
        **{name: getattr(head, name) for name in same},
        "doc_type_id": slug(head.doc_type),
        "characters": len(document.text),
        "pipeline_version": made_with.pipeline,
        "rules_version": made_with.rules,
        "schema_version": SCHEMA_VERSION,
    }


def _block(document: Document, block: Block) -> Row:
    page, box = _place(block.stretches)
    return {
        "block_id": block_id(document, block.position),
        "doc_id": document.doc_id,
        "position": block.position,
        "kind": block.kind,
        "level": block.level,
        "label": block.label,
        "section_path": list(block.section_path),
        "page": page,
        "bbox": box,
        "text": document.block_text(block),
        "char_start": block.start,
        "char_end": block.end,
    }


def _place(stretches: Sequence[Stretch]) -> tuple[int | None, list[float] | None]:
    """Page on which the stretches begin, and the box around those that stand on it."""
    page = next((s.source.page for s in stretches if s.source.page is not None), None)
    boxes = [s.source.bbox for s in stretches if s.source.bbox is not None and s.source.page == page]
    return page, _around(boxes)


def _around(boxes: Sequence[BBox]) -> list[float] | None:
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return [min(lefts), min(tops), max(rights), max(bottoms)]


def _figure(document: Document, figure: Figure) -> Row:
    return {
        **{name: getattr(figure, name) for name in _SAME},
        **_quoted(document, figure),
        "figure_id": figure.figure_id,
        "block_id": block_id(document, figure.block),
        "section_path": list(figure.section_path),
        "page": figure.page,
        "bbox": list(figure.bbox) if figure.bbox else None,
        "footnote_anchors": list(figure.footnote_anchors),
        "table_id": None if figure.table_id is None else table_id(document, figure.table_id),
        "parent_id": figure.parent,
    }


def _quoted(document: Document, item: Figure | Reference) -> Row:
    # The quote is cut from the text, so that no row can name a place that says something else.
    quote = document.text[item.start : item.end]
    return {"doc_id": document.doc_id, "char_start": item.start, "char_end": item.end, "quote": quote}


def _footnoted(document: Document, figure: Figure) -> Iterator[Row]:
    same = {name.name: getattr(figure, name.name) for name in VALUE}
    for relation, label, note in _notes(document, figure):
        yield {
            **same,
            **_quoted(document, figure),
            "figure_id": figure.figure_id,
            "footnote_label": label,
            "relation": relation,
            "footnote_text": _note_text(document, note),
            "anchor_context": figure.context if relation == "anchored" else _anchor_context(document, note),
        }


def _notes(document: Document, figure: Figure) -> Iterator[tuple[str, str, Footnote | None]]:
    """(relation, label, note) of every note the figure belongs to.

    Labels may start anew on every page, so the block decides before the label does.
    """
    if figure.footnote_label is not None:
        note = next((n for n in document.footnotes if n.block == figure.block), None)
        yield "in_note", figure.footnote_label, note
    for label in figure.footnote_anchors:
        alike = [n for n in document.footnotes if n.label == label]
        near = [n for n in alike if n.anchor_block == figure.block]
        yield "anchored", label, next(iter(near or alike), None)


def _note_text(document: Document, note: Footnote | None) -> str | None:
    if note is None or note.start is None or note.end is None:
        return None
    return document.text[note.start : note.end]


def _anchor_context(document: Document, note: Footnote | None) -> str | None:
    """The sentence that calls the note."""
    if note is None or note.anchor_block is None or note.anchor_char is None:
        return None
    block = document.blocks[note.anchor_block]
    found = sentences.split(document.text, block.start, block.end)
    return next((document.text[a:b] for a, b in found if a <= note.anchor_char < b), None)


def _footnote(document: Document, note: Footnote) -> Row:
    return {
        "doc_id": document.doc_id,
        "label": note.label,
        "text": _note_text(document, note),
        "page": note.page,
        "char_start": note.start,
        "char_end": note.end,
        "anchor_block_id": None if note.anchor_block is None else block_id(document, note.anchor_block),
        "anchor_char": note.anchor_char,
    }


def _cells(document: Document) -> Iterator[Row]:
    for block, table in document.tables():
        for cell in table.cells:
            yield {
                "doc_id": document.doc_id,
                "table_id": table_id(document, table.table_id),
                "caption": table.caption,
                **{n: getattr(cell, n) for n in ("row", "column", "row_span", "column_span", "is_header")},
                "row_header": cell.row_header,
                "column_header": cell.column_header,
                "text": document.text[cell.start : cell.end],
                "page": cell.source.page or document.source_at(cell.start, block).page,
                "char_start": cell.start,
                "char_end": cell.end,
            }


def _reference(document: Document, reference: Reference) -> Row:
    same = ("type", "number", "issued_on", "issued_on_text", "issuer", "title")
    return {
        **{name: getattr(reference, name) for name in same},
        **_quoted(document, reference),
        "block_id": block_id(document, reference.block),
        "warnings": list(reference.warnings),
    }
