"""The command line. Commands are English, what they say is Vietnamese."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Biến nghị quyết, báo cáo thành dữ liệu có cấu trúc, mỗi con số kèm nguồn.",
)


def main() -> None:
    """Entry point of `solieu`."""
    app()


@app.callback()
def _root() -> None:
    """solieu."""


@app.command()
def run(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục cần đọc.")],
    out: Annotated[Path, typer.Option("--out", help="Thư mục kết quả.")],
    workers: Annotated[
        int | None, typer.Option(help="Số tiến trình; mặc định một tiến trình mỗi bộ xử lý.", min=1)
    ] = None,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="In vết lỗi chi tiết.")] = False,
) -> None:
    """Đọc văn bản và ghi các bộ dữ liệu Parquet."""
    from pipeline.batch.running import run as run_all
    from pipeline.errors import ExitCode, SolieuError

    try:
        summary = run_all(paths, out, workers)
    except SolieuError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(ExitCode.usage) from error
    for outcome in summary.failed:
        typer.echo(f"{outcome.path}: {outcome.error_message} [{outcome.error_code}]", err=True)
        if verbose and outcome.trace:
            typer.echo(outcome.trace, err=True)
    typer.echo(f"{summary.states('done')} văn bản, {summary.count('figures')} số liệu -> {summary.out}")
    raise typer.Exit(summary.exit_code)
