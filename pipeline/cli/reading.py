"""One file for a command that shows it; where it cannot be read, the command ends with its sentence.

Also the choices of reading that commands share.
"""

from __future__ import annotations

import contextlib
import enum
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import ExitCode, SolieuError

if TYPE_CHECKING:
    from pipeline.extract import Extraction
    from pipeline.ingest.options import Options
    from pipeline.model import Document


class Revisions(enum.StrEnum):
    accept = "accept"
    reject = "reject"
    both = "both"


RevisionsOption = Annotated[
    Revisions,
    typer.Option(
        "--revisions",
        help="Sửa đổi còn theo dõi trong tệp Word: nhận hết, bỏ hết, hay đọc cả hai (chữ bị xóa trong ⟦⟧).",
    ),
]


class Ocr(enum.StrEnum):
    auto = "auto"
    off = "off"
    force = "force"


OcrOption = Annotated[
    Ocr,
    typer.Option(
        "--ocr", help="Nhận dạng chữ của trang quét bằng Tesseract: trang cần đến, không trang nào, mọi trang."
    ),
]


class Language(enum.StrEnum):
    vi = "vi"
    en = "en"


def read(file: Path, options: Options | None = None) -> Document:
    """The document; where it cannot be read, the reason is printed and ends the command with exit code 1."""
    from pipeline.ingest.options import DEFAULT
    from pipeline.reading import read_with

    with _told(file):
        return read_with(file, options or DEFAULT)


def read_figures(file: Path, options: Options | None = None) -> tuple[Document, Extraction]:
    """The document and what was extracted from it."""
    from pipeline import extract

    document = read(file, options)
    with _told(file):
        return document, extract.figures(document)


def read_all(
    paths: Sequence[Path], out: Path | None, options: Options
) -> tuple[list[tuple[Document, Extraction]], bool]:
    """Every document under `paths` with its figures, as given, each content once; whether any could not be read.

    Reasons of what cannot be read are printed. `out` is left aside.
    """
    from pipeline.batch.inputs import gather

    read_so_far: list[tuple[Document, Extraction]] = []
    seen: set[str] = set()
    failed = False
    for one in itertools.chain.from_iterable(gather([path], out or Path(".solieu-out")) for path in paths):
        if one.error is not None:
            typer.echo(str(one.error), err=True)
            failed = failed or one.error.code != "lock_file"
        elif one.sha256 not in seen:
            seen.add(one.sha256)
            try:
                read_so_far.append(read_figures(Path(one.path), options))
            except typer.Exit:  # the reason is printed
                failed = True
    return read_so_far, failed


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        detail = f"{type(error).__name__}: {error}; `solieu run -v` in vết lỗi"
        known = error if isinstance(error, SolieuError) else SolieuError("internal", str(file), detail)
        typer.echo(str(known), err=True)
        raise typer.Exit(ExitCode.some_failed) from error
