"""`solieu explain`: which rules made a figure of a number, or refused to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def explain(
    file: Annotated[Path, typer.Argument(help="Tệp cần giải thích.")],
    at: Annotated[int | None, typer.Option("--at", min=0, help="Vị trí ký tự trong toàn văn (cột char_start).")] = None,
    figure: Annotated[str | None, typer.Option("--figure", help="Mã số liệu, đủ hoặc chỉ phần cuối: 0012.")] = None,
) -> None:
    """Quy tắc nào đã nhận một con số là số liệu, quy tắc nào đã loại nó."""
    from pipeline.cli.reading import read_figures
    from pipeline.errors import ExitCode
    from pipeline.report import rulings

    if at is not None and figure is not None:
        raise typer.BadParameter("chỉ chọn một trong --at, --figure")
    document, found = read_figures(file)
    chosen = rulings.choose(found.figures, found.rejected, at, figure)
    if not chosen:
        typer.echo("Không có con số nào ở đó." if at is not None else "Không có số liệu nào như vậy.", err=True)
        raise typer.Exit(ExitCode.some_failed)
    rulings.print_rulings(document, chosen)
