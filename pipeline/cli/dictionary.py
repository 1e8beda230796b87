"""`solieu dictionary`: documentation from the definitions that the files are written with."""

from __future__ import annotations

from typing import Annotated

import typer


def dictionary(
    errors: Annotated[bool, typer.Option("--errors", help="In bảng mã lỗi thay vì các cột.")] = False,
) -> None:
    """In từ điển dữ liệu (Markdown): mọi bộ dữ liệu, mọi cột; hoặc bảng mã lỗi."""
    from pipeline.report import dictionary as written

    typer.echo(written.errors() if errors else written.columns(), nl=False)
