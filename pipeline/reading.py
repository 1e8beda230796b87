"""From a path to a Document: the three first stages in a row."""

from __future__ import annotations

from os import PathLike, fspath

from pipeline.ingest.options import Ocr, Options, Revisions
from pipeline.model import Document


def read(path: str | PathLike[str], *, revisions: Revisions = "accept", ocr: Ocr = "auto") -> Document:
    """Read one file of any supported format.

    `revisions`: how tracked changes of Word are read: as accepted (what the authors mean to say now), as rejected
    (what stood before), or both texts at once, the deleted one in ⟦⟧.

    `ocr`: which pages of a PDF Tesseract recognises: those without a usable text, none (`off`), all (`force`).

    Raises SolieuError with a documented code where the file cannot be read.
    """
    return read_with(path, Options(revisions=revisions, ocr=ocr))


def read_with(path: str | PathLike[str], options: Options) -> Document:
    """`read`, its choices in one object."""
    from pipeline import collecting, ingest, normalize, structure

    with collecting.paused():
        document = structure.build(normalize.clean(ingest.load(path, options)))
    if document.format == "docx" and not document.letterhead.subject:
        _take_file_title(document, fspath(path))
    return document


def _take_file_title(document: Document, path: str) -> None:
    from pipeline.ingest.docx import properties
    from pipeline.structure import file_title

    stated = properties.read(path, with_papers=False)
    if file_title.take(document, stated.title):
        return
    document.warnings += stated.warnings
