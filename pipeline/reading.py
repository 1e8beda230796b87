"""From a path to a Document: the three first stages in a row."""

from __future__ import annotations

from os import PathLike

from pipeline.model import Document


def read(path: str | PathLike[str]) -> Document:
    """Read one file of any supported format.

    Raises SolieuError with a documented code where the file cannot be read.
    """
    from pipeline import ingest, normalize, structure

    return structure.build(normalize.clean(ingest.load(path)))
