"""One file for a command that shows it; where it cannot be read, the command ends with its sentence."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.errors import ExitCode, SolieuError

if TYPE_CHECKING:
    from pipeline.extract import Extraction
    from pipeline.model import Document


def read(file: Path) -> Document:
    """The document; where it cannot be read, the reason is printed and ends the command with exit code 1."""
    import pipeline

    with _told(file):
        return pipeline.read(file)


def read_figures(file: Path) -> tuple[Document, Extraction]:
    """The document and what was extracted from it."""
    from pipeline import extract

    document = read(file)
    with _told(file):
        return document, extract.figures(document)


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        detail = f"{type(error).__name__}: {error}; `solieu run -v` in vết lỗi"
        known = error if isinstance(error, SolieuError) else SolieuError("internal", str(file), detail)
        typer.echo(str(known), err=True)
        raise typer.Exit(ExitCode.some_failed) from error
