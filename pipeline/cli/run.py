"""`solieu run`: files and folders to datasets."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.reading import Ocr, OcrOption, Revisions, RevisionsOption

if TYPE_CHECKING:
    from pipeline.batch.running import Progress


def run(
    paths: Annotated[list[Path], typer.Argument(help="Tệp, thư mục (cả thư mục con) hoặc tệp nén .zip cần đọc.")],
    out: Annotated[Path, typer.Option("--out", help="Thư mục kết quả; các bộ dữ liệu cũ trong đó được thay thế.")],
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Số tiến trình; mặc định bằng số bộ xử lý.")
    ] = None,
    revisions: RevisionsOption = Revisions.accept,
    ocr: OcrOption = Ocr.auto,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="In thêm vết lỗi chi tiết.")] = False,
) -> None:
    """Đọc văn bản và ghi các bộ dữ liệu Parquet.

    Mã thoát: 0 mọi tệp đều đọc được; 1 có tệp lỗi; 2 dùng sai hoặc không ghi được kết quả.
    """
    from pipeline.batch import running
    from pipeline.errors import ExitCode, SolieuError
    from pipeline.ingest.options import Options
    from pipeline.report.overview import print_summary

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that what was begun is cleared away
    try:
        with _progress_bar() as progress:
            done = running.run(paths, out, workers, progress, Options(revisions=revisions.value, ocr=ocr.value))
    except SolieuError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(ExitCode.usage) from error
    print_summary(done, traces=verbose)
    raise typer.Exit(done.exit_code)


@contextlib.contextmanager
def _progress_bar() -> Iterator[Progress | None]:
    """A bar on stderr; nothing where stderr is no terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (MofNCompleteColumn(), BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda outcome, done, total: bar.update(
            task, completed=done, total=total, description=Path(outcome.path).name
        )
