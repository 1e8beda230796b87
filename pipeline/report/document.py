"""One document for the reader in a terminal: letterhead, outline, figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from pipeline.model import Document, Figure, Source
from pipeline.report.terminal import KINDS, console, table

if TYPE_CHECKING:
    from pipeline.extract import Extraction


def print_document(document: Document, figures: Sequence[Figure], properties: str = "") -> None:
    """Letterhead, outline and counts of figures; `properties`: what the file says of itself, in one line."""
    out = console()
    head = document.letterhead
    term = f"{head.term_start}-{head.term_end}" if head.term_start and head.term_end else ""
    rows = {
        "Tệp": document.path,
        "Loại văn bản": head.doc_type,
        "Số": head.number,
        "Cơ quan ban hành": " / ".join(part for part in (head.parent_issuer, head.issuer) if part),
        "Nơi, ngày": ", ".join(
            part for part in (head.place, f"{head.issued_on:%d/%m/%Y}" if head.issued_on else "") if part
        ),
        "Trích yếu": head.subject,
        "Nhiệm kỳ": term,
        "Dự thảo lần": str(head.draft_no or ""),
        "Người ký": ", ".join(part for part in (head.signer, head.signer_title) if part),
        "Số trang": str(document.pages or ""),
        "Thuộc tính tệp": properties,
        "Cảnh báo": "\n".join(document.warnings),
    }
    grid = table("", "")
    grid.show_header = False
    for name, value in rows.items():
        if value:
            grid.add_row(name, Text(value))
    out.print(grid)
    print_outline(document)
    kinds = Counter(figure.kind for figure in figures)
    notes = sum(figure.location == "footnote" or bool(figure.footnote_anchors) for figure in figures)
    out.print(
        f"{len(figures)} số liệu: {kinds['target']} chỉ tiêu, {kinds['statistic']} kết quả; {notes} gắn với chú thích."
    )


def print_outline(document: Document) -> None:
    """The headings as a tree."""
    root = Tree(Text(document.letterhead.subject or document.path))
    above: list[tuple[int, Tree]] = [(0, root)]
    for block in document.blocks:
        if block.kind != "heading":
            continue
        level = block.level or 1
        while above[-1][0] >= level:
            above.pop()
        above.append((level, above[-1][1].add(Text(document.block_text(block).replace("\n", " ")))))
    console().print(root)


def print_figures(document: Document, figures: Sequence[Figure]) -> None:
    """Every figure with where it stands."""
    grid = table("Mã", "Số liệu", "Loại", "Nội dung", "Kỳ", "Mục", "Nguồn")
    for figure in figures:
        grid.add_row(
            figure.figure_id.rpartition("-")[2],
            Text(document.text[figure.start : figure.end]),
            KINDS[figure.kind],
            Text(figure.indicator),
            figure.period,
            Text(figure.section_path[-1] if figure.section_path else ""),
            place(document.source_at(figure.start, document.blocks[figure.block]), figure),
        )
    console().print(grid)


def place(source: Source, figure: Figure) -> str:
    """Where a figure stands, in words: page, paragraph or line of the file, and the note or table."""
    parts = [
        f"{word} {number}"
        for word, number in (("tr.", figure.page or source.page), ("đoạn", source.paragraph), ("dòng", source.line))
        if number
    ]
    if figure.footnote_label is not None:
        parts.append(f"chú thích {figure.footnote_label}")
    elif figure.location == "table":
        parts.append("bảng")
    return ", ".join(parts)


def as_json(document: Document, found: Extraction) -> str:
    """Every dataset's rows of the document, keyed by dataset name, columns in their public order."""
    import msgspec

    from pipeline import audit
    from pipeline.audit.rows import rows as finding_rows
    from pipeline.datasets.columns import DATASETS
    from pipeline.datasets.rows import document_rows
    from pipeline.datasets.versions import versions

    rows = document_rows(document, found.figures, found.references, versions())
    rows["findings"] = finding_rows(document, audit.findings(document, found))
    ordered = {
        name: [{column.name: row[column.name] for column in DATASETS[name].columns} for row in content]
        for name, content in rows.items()
    }
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1).decode()
