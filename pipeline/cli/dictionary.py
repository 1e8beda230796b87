"""`solieu dictionary`: the data dictionary, from the definitions that the files are written with."""

from __future__ import annotations

import typer


def dictionary() -> None:
    """In từ điển dữ liệu (Markdown): mọi bộ dữ liệu, mọi cột."""
    from pipeline.report.dictionary import markdown

    typer.echo(markdown(), nl=False)
