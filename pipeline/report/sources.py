"""Where a figure stands and in which sentence, as reports show it."""

from __future__ import annotations

from pipeline.model import Document, Figure

_PLACE = {"vi": ("tr.", "đoạn", "dòng", "chú thích", "bảng"), "en": ("p.", "paragraph", "line", "note", "table")}


def quote(document: Document, figure: Figure) -> str:
    """The figure as its document writes it, on one line."""
    return " ".join(document.text[figure.start : figure.end].split())


def sentence(document: Document, figure: Figure) -> tuple[str, str, str]:
    """A figure's sentence (of a table cell its headers) cut before and behind the figure; joined, it is the context."""
    text, context = document.text, figure.context
    at = figure.start - text.rfind(context, 0, figure.start + len(context))
    said = text[figure.start : figure.end]
    if not context.startswith(said, at):
        at = context.rfind(said)
    return (context, "", "") if at < 0 else (context[:at], said, context[at + len(said) :])


def place(document: Document, figure: Figure, lang: str) -> str:
    """Page, paragraph or line of the file, and the note or table."""
    source = document.source_at(figure.start, document.blocks[figure.block])
    page, paragraph, line, note, table = _PLACE[lang]
    named = ((page, figure.page or source.page), (paragraph, source.paragraph), (line, source.line))
    parts = [f"{name} {value}" for name, value in named if value]
    if figure.footnote_label is not None:
        parts.append(f"{note} {figure.footnote_label}")
    elif figure.location == "table":
        parts.append(table)
    return ", ".join(parts)
