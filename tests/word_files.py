"""Word packages for tests, made of the XML that Word itself writes."""

from __future__ import annotations

import io
import zipfile

from pipeline.ingest import docx
from pipeline.model import Piece, Raw

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*entries: tuple[str, str]) -> str:
    """A relationships part of (kind, target) pairs."""
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(entries, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def package(body: str, more: dict[str, str | bytes] | None = None, **parts: str) -> bytes:
    """The bytes of a .docx: `body` is the inside of w:body, `parts` the inside of w:styles, w:footnotes and so on."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    entries = []
    for name, inside in parts.items():
        tag = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("12"), name)
        files[f"word/{name}.xml"] = f"<w:{tag} {NAMESPACES}>{inside}</w:{tag}>"
        entries.append((name.rstrip("12"), f"{name}.xml"))
    files["word/_rels/document.xml.rels"] = relations(*entries)
    files.update(more or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(
    body: str, revisions: docx.Revisions = "accept", more: dict[str, str | bytes] | None = None, **parts: str
) -> Raw:
    return docx.parse(package(body, more, **parts), "thu.docx", "0" * 64, revisions)


def texts(raw: Raw) -> list[str]:
    return [piece.text for piece in raw.pieces if piece.table is None]


def grid(piece: Piece) -> dict[tuple[int, int, int, int], str]:
    """(row, column, row span, column span) of every cell, and its text."""
    assert piece.table is not None
    return {(c.row, c.column, c.row_span, c.column_span): c.text for c in piece.table.cells}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph of runs, or of one run where `content` is plain text."""
    inside = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def footnote(note_id: int, text: str) -> str:
    raised = '<w:vertAlign w:val="superscript"/>'
    mark = f"<w:r><w:rPr>{raised}</w:rPr><w:footnoteRef/></w:r>"
    return f'<w:footnote w:id="{note_id}"><w:p>{mark}{run(" " + text)}</w:p></w:footnote>'


def call(note_id: int, more: str = "") -> str:
    raised = '<w:vertAlign w:val="superscript"/>'
    return f'<w:r><w:rPr>{raised}</w:rPr><w:footnoteReference w:id="{note_id}"{more}/></w:r>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def table(*rows: str, properties: str = "", ruled: bool = True) -> str:
    lines = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    borders = f"<w:tblBorders>{lines}</w:tblBorders>" if ruled else ""
    return f"<w:tbl><w:tblPr>{properties}{borders}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
