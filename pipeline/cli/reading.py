"""One file for a command that shows it; where it cannot be read, the command ends with its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pipeline.errors import ExitCode, SolieuError

if TYPE_CHECKING:
    from pipeline.extract import Extraction
    from pipeline.model import Document


def read(file: Path) -> Document:
    """The document; a SolieuError is printed and ends the command with exit code 1."""
    import pipeline

    try:
        return pipeline.read(file)
    except SolieuError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(ExitCode.some_failed) from error


def read_figures(file: Path) -> tuple[Document, Extraction]:
    """The document and what was extracted from it."""
    from pipeline import extract

    document = read(file)
    return document, extract.figures(document)
