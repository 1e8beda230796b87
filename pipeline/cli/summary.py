"""`solieu summary`: what an output folder holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def summary(
    out: Annotated[Path, typer.Argument(help="Thư mục kết quả của `solieu run`.")],
    first: Annotated[int, typer.Option("--first", min=0, help="In bao nhiêu số liệu đầu tiên.")] = 10,
) -> None:
    """Tóm tắt một thư mục kết quả: văn bản, số liệu đầu tiên kèm nguồn, nơi để dữ liệu."""
    from pipeline.errors import ExitCode
    from pipeline.report.overview import print_overview

    if not (out / "documents").is_dir():
        typer.echo(f"{out}: không phải thư mục kết quả của solieu run", err=True)
        raise typer.Exit(ExitCode.usage)
    print_overview(out, first)
