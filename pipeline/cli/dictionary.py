"""`solieu dictionary`: documentation from the definitions that the files are written with."""

from __future__ import annotations

from typing import Annotated

import typer


def dictionary(
    errors: Annotated[bool, typer.Option("--errors", help="In bảng mã lỗi thay vì các cột.")] = False,
    indicators: Annotated[bool, typer.Option("--indicators", help="In bảng nội dung đo chuẩn (indicator_id).")] = False,
) -> None:
    """In từ điển dữ liệu (Markdown): mọi bộ dữ liệu, mọi cột; hoặc bảng mã lỗi, bảng nội dung đo chuẩn."""
    from pipeline.report import dictionary as written

    if errors and indicators:
        raise typer.BadParameter("chỉ chọn một trong --errors, --indicators")
    shown = written.errors if errors else written.indicators if indicators else written.columns
    typer.echo(shown(), nl=False)
