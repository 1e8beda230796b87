"""What a Word file says of itself beside its text: title, author, dates, and the size of its paper (python-docx).

Only the two parts that hold it are read, so that a relationship to a missing part, at which python-docx's own opening
of a file fails, costs nothing here. Reading the text never comes by this module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from docx.enum.section import WD_ORIENT
from docx.opc.coreprops import CoreProperties
from docx.oxml import parse_xml
from docx.section import Sections

from pipeline.errors import SolieuError
from pipeline.ingest import read_bytes
from pipeline.ingest.docx import package as packages
from pipeline.ingest.docx.package import Package

_CORE = "docProps/core.xml"


class Paper(NamedTuple):
    """The page of one section, in millimetres."""

    width: float
    height: float
    landscape: bool


@dataclass(slots=True)
class Properties:
    """Core properties as the file states them; "" , None and 0 where it does not."""

    title: str = ""
    author: str = ""
    last_modified_by: str = ""
    created: dt.datetime | None = None
    modified: dt.datetime | None = None
    revision: int = 0
    papers: list[Paper] = field(default_factory=list)  # one a section
    warnings: list[str] = field(default_factory=list)


def read(path: str, with_papers: bool = True) -> Properties:
    """The properties of the Word file at `path`; what cannot be read is told in `warnings`.

    Without the papers the main part, by far the largest, is not parsed.

    Raises SolieuError where there is no Word file at all: `not_found`, `corrupt_docx`, `encrypted` ….
    """
    package = Package(read_bytes(path), path)
    found = Properties()
    parts: list[tuple[str, Callable[[Properties, bytes], None]]] = [(_core_part(package), _fill_core)]
    if with_papers:
        parts.append((package.main, _fill_papers))
    for name, fill in parts:
        try:
            if name in package:
                fill(found, package.read(name))
        except SolieuError:
            raise
        except Exception as error:  # python-docx raises what its XML happens to lack; no property is worth a document
            found.warnings.append(f"không đọc được thuộc tính trong {name} ({type(error).__name__})")
    return found


def _core_part(package: Package) -> str:
    stated = (r.target for r in package.relations("").values() if r.kind == "core-properties" and not r.external)
    return next(stated, _CORE)


def _fill_core(found: Properties, data: bytes) -> None:
    core = CoreProperties(_element(data))
    found.title, found.author = core.title.strip(), core.author.strip()
    found.last_modified_by = core.last_modified_by.strip()
    found.created, found.modified, found.revision = core.created, core.modified, core.revision


def _fill_papers(found: Properties, data: bytes) -> None:
    for section in Sections(_element(data), None):
        if section.page_width and section.page_height:
            landscape = section.orientation == WD_ORIENT.LANDSCAPE
            found.papers.append(Paper(section.page_width.mm, section.page_height.mm, landscape))


def _element(data: bytes):  # type: ignore[no-untyped-def]  # python-docx's own classes of elements, which it ships untyped
    packages.parse_xml(data)  # refuses a DTD, which python-docx would take
    return parse_xml(data)
