"""`solieu show`: one document as solieu reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.reading import Ocr, OcrOption, Revisions, RevisionsOption


def show(
    file: Annotated[Path, typer.Argument(help="Tệp cần xem.")],
    figures: Annotated[bool, typer.Option("--figures", help="Bảng số liệu kèm mục.")] = False,
    outline: Annotated[bool, typer.Option("--outline", help="Cây đề mục.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Toàn văn đã chuẩn hóa.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Mọi bộ dữ liệu của văn bản, dạng JSON.")] = False,
    revisions: RevisionsOption = Revisions.accept,
    ocr: OcrOption = Ocr.auto,
) -> None:
    """Xem một văn bản như solieu đọc được: phần đầu, đề mục, số liệu."""
    from pipeline.cli.reading import read_figures
    from pipeline.ingest.options import Options
    from pipeline.report import document as report

    if figures + outline + text + as_json > 1:
        raise typer.BadParameter("chỉ chọn một trong --figures, --outline, --text, --json")
    options = Options(revisions=revisions.value, ocr=ocr.value)
    if text or outline:
        from pipeline.cli.reading import read

        document = read(file, options)
        typer.echo(document.text) if text else report.print_outline(document)
        return
    document, found = read_figures(file, options)
    if as_json:
        typer.echo(report.as_json(document, found))
    elif figures:
        report.print_figures(document, found.figures)
    else:
        report.print_document(document, found.figures, _properties(file) if document.format == "docx" else "")


def _properties(file: Path) -> str:
    from pipeline.ingest.docx import properties
    from pipeline.report.properties import line

    return line(properties.read(str(file)))
