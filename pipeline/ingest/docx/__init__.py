"""Word files (.docx, .docm, .dotx): the text in the order Word shows it, with notes, tables and automatic numbers.

The parts are walked directly (lxml): the order of body content, notes, revisions, text boxes and merged cells are
not what python-docx's objects give, and one pass is faster than they are.
"""

from __future__ import annotations

from lxml import etree

from pipeline import collecting
from pipeline.errors import SolieuError
from pipeline.ingest.docx.context import Context
from pipeline.ingest.docx.names import RENDERED_BREAK, V, W
from pipeline.ingest.docx.notes import Notes
from pipeline.ingest.docx.numbering import Numbering
from pipeline.ingest.docx.package import Package, Relation
from pipeline.ingest.docx.pages import Pages, Sections
from pipeline.ingest.docx.story import Story
from pipeline.ingest.docx.styles import Styles, whole
from pipeline.ingest.options import Revisions
from pipeline.model import Piece, Raw, Source

__all__ = ["Revisions", "parse"]


def parse(data: bytes, path: str, sha256: str, revisions: Revisions = "accept", format: str = "docx") -> Raw:
    """Read a Word file.

    `revisions` says how tracked changes are read: as accepted (what the authors mean to say now), as rejected
    (what stood before), or both texts at once, the deleted one in ⟦⟧. Pages are those of Word's last layout where
    the file records it (`Raw.pages` None else). `format` is what the file was before a conversion to .docx.

    Raises SolieuError: `corrupt_docx`, `encrypted`, `too_large`, `no_text`.
    """
    with collecting.paused():
        return _parse(Package(data, path), sha256, revisions, format)


def _parse(package: Package, sha256: str, revisions: Revisions, format: str) -> Raw:
    path = package.path
    root = package.document()
    body = root.find(W + "body")
    if body is None:
        raise SolieuError("corrupt_docx", path, "thiếu phần thân văn bản")
    relations = list(package.relations(package.main).values())
    context = _context(package, relations, body, revisions)
    pieces = Story(context).pieces(body)
    _running_text(package, relations, context)
    warnings = [*package.warnings, *_macros(package), *context.remarks.sentences(revisions)]
    warnings += [warning for notes in context.notes.values() if (warning := notes.warning())]
    if not any(piece.text or piece.table for piece in pieces):
        raise SolieuError("no_text", path, "tệp Word chỉ có hình" if context.remarks.pictures else "")
    return Raw(path, format, sha256, pieces, pages=_pages(package, body, context), warnings=warnings)


def _context(package: Package, relations: list[Relation], body: etree._Element, revisions: Revisions) -> Context:
    def part(kind: str) -> str | None:
        return next((r.target for r in relations if r.kind == kind and not r.external), None)

    settings_part = part("settings")
    settings = package.xml(settings_part) if settings_part else None
    styles = Styles(package, part("styles"), part("theme"))
    sections, pages = Sections(body), Pages(body)
    foot = Notes("foot", package, part("footnotes"), settings, sections, pages)
    end = Notes("end", package, part("endnotes"), settings, sections, pages)
    numbering = Numbering(package, part("numbering"), styles)
    return Context(
        package.folding, styles, numbering, {n.reference: n for n in (foot, end)}, sections, pages, revisions
    )


def _running_text(package: Package, relations: list[Relation], context: Context) -> None:
    """Headers and footers repeat on every page: their text is told once and stays out of the document."""
    for relation in relations:
        if relation.kind not in ("header", "footer") or relation.external:
            continue
        root = package.xml(relation.target)
        if root is None:
            continue
        text = " ".join(_plain(piece) for piece in Story(context, Source()).pieces(root))
        if any(character.isalnum() for character in text) and text not in context.remarks.running:
            context.remarks.running.append(text)
        for path in root.iter(V + "textpath"):
            if (string := path.get("string", "")) not in context.remarks.watermarks:
                context.remarks.watermarks.append(string)


def _plain(piece: Piece) -> str:
    return " ".join(cell.text for cell in piece.table.cells) if piece.table else piece.text


def _macros(package: Package) -> list[str]:
    if any(name.lower().endswith("vbaproject.bin") for name in package.names()):
        return ["tệp có macro; macro không được chạy"]
    return []


def _pages(package: Package, body: etree._Element, context: Context) -> int | None:
    """Word's own count where Word laid the document out, never less than the breaks it left."""
    if next(body.iter(RENDERED_BREAK), None) is None:
        return None
    counted = context.pages.number or 1
    if "docProps/app.xml" not in package:
        return counted
    root = package.xml("docProps/app.xml")
    stated = None
    for node in root if root is not None else ():
        if isinstance(node.tag, str) and node.tag.endswith("}Pages"):
            stated = whole(node.text)
    return max(counted, stated or 0)
