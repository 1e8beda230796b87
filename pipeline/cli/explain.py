"""`solieu explain`: which rules made a figure of a number, or refused to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.reading import Ocr, OcrOption, Revisions, RevisionsOption


def explain(
    file: Annotated[Path, typer.Argument(help="Tệp cần giải thích.")],
    at: Annotated[int | None, typer.Option("--at", min=0, help="Vị trí ký tự trong toàn văn (cột char_start).")] = None,
    figure: Annotated[str | None, typer.Option("--figure", help="Mã số liệu, đủ hoặc chỉ phần cuối: 0012.")] = None,
    revisions: RevisionsOption = Revisions.accept,
    ocr: OcrOption = Ocr.auto,
) -> None:
    """Quy tắc nào đã nhận một con số là số liệu, quy tắc nào đã loại nó."""
    from pipeline.cli.reading import read_figures
    from pipeline.errors import ExitCode
    from pipeline.ingest.options import Options
    from pipeline.report import rulings

    if at is not None and figure is not None:
        raise typer.BadParameter("chỉ chọn một trong --at, --figure")
    document, found = read_figures(file, Options(revisions=revisions.value, ocr=ocr.value))
    chosen = rulings.choose(found.figures, found.rejected, at, figure)
    if not chosen:
        typer.echo("Không có con số nào ở đó." if at is not None else "Không có số liệu nào như vậy.", err=True)
        raise typer.Exit(ExitCode.some_failed)
    rulings.print_rulings(document, chosen)
