"""Writes blocks as a Word document: python-docx for the body, own parts for footnotes and numbering.

The same blocks give the same bytes: every date in the file is fixed.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import docx
from blocks import Block, Center, Heading, Item, Page, Paragraph, Recipients, Table
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from lxml import etree

WRITTEN = dt.datetime(2020, 5, 20, 8, 0, 0, tzinfo=dt.UTC)
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
HEADINGS, BULLETS, LETTERS = 101, 102, 103  # ids of the numbering definitions
SECOND_COUNT = 104
# numbering definition -> (format, text, style of the number) a level
LEVELS = {
    HEADINGS: (("upperRoman", "%1."), ("decimal", "%2.")),
    BULLETS: (("bullet", "-"),),
    LETTERS: (("lowerLetter", "%1)"),),
}
INLINE = re.compile(r"(\*{1,3}[^*]+\*{1,3}|\[\^\w+\]|\[-.*?-\]|\[\+.*?\+\])")


class Writer:
    """One document in the making."""

    def __init__(self, notes: dict[str, str]) -> None:
        self.document = docx.Document()
        self.notes = notes
        self.restarted = False  # headings count from I again
        self.called: list[str] = []  # keys of the notes, in the order of their calls
        self.revision = 900
        self._page_and_styles()
        self._numbering()

    def write(self, blocks: list[Block], path: Path) -> None:
        for block in blocks:
            self._block(block)
        if self.called:
            self._footnotes()
        path.write_bytes(self._bytes())

    # -- blocks

    def _block(self, block: Block) -> None:
        match block:
            case Center():
                paragraph = self._paragraph(block.text, WD_ALIGN_PARAGRAPH.CENTER)
                paragraph.style = self.document.styles[block.style]
            case Heading():
                paragraph = self._paragraph(f"**{block.text}**")
                paragraph.style = self.document.styles[f"Heading {block.level + 2}"]
                self.restarted |= block.restart
                self._number(paragraph, SECOND_COUNT if self.restarted else HEADINGS, block.level)
            case Item():
                self._number(self._paragraph(block.text), LETTERS if block.lettered else BULLETS, 0)
            case Paragraph():
                self._paragraph(block.text).paragraph_format.first_line_indent = Cm(1.27)
            case Page():
                self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
            case Table():
                self._table(block)
            case Recipients():
                self._recipients(block)

    def _paragraph(self, text: str, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY) -> WordParagraph:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        self._inline(paragraph, text)
        return paragraph

    def _number(self, paragraph: WordParagraph, number: int, level: int) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number

    def _recipients(self, block: Recipients) -> None:
        table = self.document.add_table(1, 2)
        left, right = table.rows[0].cells
        self._inline(left.paragraphs[0], "***Nơi nhận:***")
        for line in block.recipients:
            self._inline(left.add_paragraph(), f"- {line}", size=11)
        for number, line in enumerate(block.signature):
            paragraph = right.paragraphs[0] if number == 0 else right.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            self._inline(paragraph, line)

    def _table(self, block: Table) -> None:
        table = self.document.add_table(len(block.rows), len(block.widths))
        table.autofit = False
        if block.borders:
            table.style = self.document.styles["Table Grid"]
        anchors: dict[tuple[int, int], tuple[int, int]] = {}
        for r, row in enumerate(block.rows):
            for c, text in enumerate(row):
                source = {">": (r, c - 1), "^": (r - 1, c)}.get(text)
                anchors[r, c] = anchors[source] if source else (r, c)
        for (r, c), (top, left) in anchors.items():
            if (r, c) != (top, left) and all(anchors.get(p) != (top, left) for p in ((r, c + 1), (r + 1, c))):
                table.cell(top, left).merge(table.cell(r, c))
        for (r, c), anchor in anchors.items():
            if anchor == (r, c):
                header, name = r < block.header_rows, block.borders and c == 1
                self._cell(table.cell(r, c), block.rows[r][c], header, name, size=11 if block.borders else None)
        for column, width in zip(table.columns, block.widths, strict=True):
            column.width = Cm(width)
        for row in table.rows[: block.header_rows]:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _cell(self, cell: docx.table._Cell, text: str, header: bool, name: bool, size: float | None) -> None:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        for number, line in enumerate(text.split(" // ")):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            left = name and not header and not text.replace(",", "").isdigit()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(0)
            self._inline(paragraph, f"**{line}**" if header else line, size=size)

    # -- inside a paragraph

    def _inline(self, paragraph: WordParagraph, text: str, size: float | None = None) -> None:
        for part in INLINE.split(text):
            if not part:
                continue
            if part.startswith("[^"):
                self._call(paragraph, part[2:-1])
            elif part.startswith(("[-", "[+")):
                self._revision(paragraph, part)
            else:
                words = part.strip("*")
                stars = (len(part) - len(words)) // 2 if words else 0
                run = paragraph.add_run(words or part)
                run.bold, run.italic = stars >= 2 or None, stars % 2 == 1 or None
                run.font.size = Pt(size) if size else None

    def _call(self, paragraph: WordParagraph, key: str) -> None:
        self.called.append(key)
        run = paragraph.add_run()
        run.style = self.document.styles["footnote reference"]
        run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{len(self.called)}"/>'))

    def _revision(self, paragraph: WordParagraph, part: str) -> None:
        text, added = part[2:-2], part.startswith("[+")
        self.revision += 1
        tag = "ins" if added else "del"
        mark = parse_xml(
            f'<w:{tag} {nsdecls("w")} w:id="{self.revision}" w:author="Tổ Biên tập" w:date="2020-05-18T09:00:00Z"/>'
        )
        run = Run(parse_xml(f"<w:r {nsdecls('w')}/>"), paragraph)
        run.text = text
        if not added:
            for node in run._r.findall(qn("w:t")):
                node.tag = qn("w:delText")
        mark.append(run._r)
        paragraph._p.append(mark)

    # -- parts of the package

    def _page_and_styles(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3.0), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2.0)
        header = section.header.paragraphs[0]
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        header._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )
        styles = self.document.styles
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
            style = styles[name]
            style.font.name, style.font.size = "Times New Roman", Pt(14)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for attribute in list(fonts.attrib):
                del fonts.attrib[attribute]
            for attribute in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{attribute}"), "Times New Roman")
            for color in style.element.rPr.findall(qn("w:color")):
                style.element.rPr.remove(color)
        styles["Normal"].paragraph_format.space_after = Pt(6)
        for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
                '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/></w:pPr>'
                '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
            )
        )
        styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="character" w:styleId="FootnoteReference">'
                '<w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
            )
        )
        properties = self.document.core_properties
        properties.author, properties.last_modified_by, properties.title, properties.comments = "", "", "", ""
        properties.created = properties.modified = WRITTEN.replace(tzinfo=None)

    def _numbering(self) -> None:
        numbering = self.document.part.numbering_part.element
        for node in list(numbering):
            numbering.remove(node)
        for number, levels in LEVELS.items():
            inner = "".join(
                f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
                f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr></w:lvl>'
                for i, (kind, text) in enumerate(levels)
            )
            numbering.append(
                parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>')
            )
        for number in LEVELS:
            numbering.append(
                parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
            )
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{SECOND_COUNT}"><w:abstractNumId w:val="{HEADINGS}"/>{again}</w:num>'
            )
        )

    def _footnotes(self) -> None:
        """The footnotes part: the two separators Word wants first, then a note a call."""
        body = "".join(
            f'<w:footnote w:type="{kind}" w:id="{i - 1}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for i, kind in enumerate(("separator", "continuationSeparator"))
        )
        for i, key in enumerate(self.called, 1):
            text = self.notes[key].replace("&", "&amp;")
            body += (
                f'<w:footnote w:id="{i}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr>'
                '<w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r>'
                f'<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
            )
        root = etree.fromstring(f"<w:footnotes {nsdecls('w')}>{body}</w:footnotes>")
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        main = self.document.part
        part = Part(PackURI("/word/footnotes.xml"), NOTES_TYPE, blob, main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = self.document.settings.element
        ids = "".join(f'<w:footnote w:id="{i}"/>' for i in (-1, 0))
        settings.find(qn("w:compat")).addprevious(parse_xml(f"<w:footnotePr {nsdecls('w')}>{ids}</w:footnotePr>"))

    def _bytes(self) -> bytes:
        """The package with fixed dates and no thumbnail."""
        stream = io.BytesIO()
        self.document.save(stream)
        out = io.BytesIO()
        with zipfile.ZipFile(stream) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                info = zipfile.ZipInfo(name, (2020, 5, 20, 8, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                target.writestr(info, source.read(name))
        return out.getvalue()
