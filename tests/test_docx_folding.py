"""Blocks of properties that are parsed once: a folded file reads as the unfolded one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import docx
from pipeline.ingest.docx import folding
from pipeline.ingest.docx.package import parse_xml
from pipeline.model import Raw
from tests.conftest import ROOT, SHARED
from tests.word_files import cell, package, paragraph, read, row, run, table

SAMPLES = sorted((ROOT / "corpus").glob("*.docx")) + sorted((SHARED / "corpus" / "word-pdf").glob("*.docx"))
ROOT_TAG = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'

SIMPLE = ("<w:b/>", '<w:b w:val="0"/>', "<w:i/>", '<w:sz w:val="28"/>', "<w:caps/>", '<w:rFonts w:ascii=".VnTimeH"/>')
NESTED = ('<w:rPrChange w:id="1"><w:rPr><w:b/></w:rPr></w:rPrChange>', "<w:vanish/>", '<w:ins w:id="2"/>')
PROPERTIES = st.lists(st.sampled_from(SIMPLE + NESTED), max_size=4).map("".join)
PARAGRAPHS = st.sampled_from(
    (
        '<w:jc w:val="center"/>',
        '<w:ind w:left="720"/><w:jc w:val="both"/>',
        "<w:pageBreakBefore/>",
        "<w:rPr><w:b/></w:rPr>",
        '<w:rPr><w:del w:id="3"/></w:rPr>',
        '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs><w:jc w:val="center"/>',
        "<w:sectPr/>",
        "",
    )
)


def unfolded(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Raw:
    with monkeypatch.context() as patch:
        patch.setattr(folding.Folding, "fold", lambda self, part, parse: part)
        return docx.parse(data, "t.docx", "")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_whole_documents_read_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    assert docx.parse(data, "t.docx", "") == unfolded(data, monkeypatch)


@given(st.lists(st.tuples(PARAGRAPHS, PROPERTIES, PROPERTIES, st.booleans()), min_size=1, max_size=8))
def test_any_mixture_of_properties_reads_alike(blocks: list[tuple[str, str, str, bool]]) -> None:
    body = ""
    for nth, (ppr, first, second, in_table) in enumerate(blocks):
        told = paragraph(run(f"Câu {nth} ", first) + run("nói 95%.", second), ppr)
        body += table(row(cell(told, '<w:gridSpan w:val="2"/>'), cell("Ô"))) if in_table else told
    data = package(body + paragraph(run("Hết.")))  # where all else is hidden, there is a text
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert docx.parse(data, "t.docx", "") == unfolded(data, monkeypatch)


def test_equal_blocks_are_parsed_once() -> None:
    block = b"<w:rPr><w:b/></w:rPr>"
    part = ROOT_TAG + (b"<w:r>" + block + b"</w:r>") * 50 + b"</w:document>"
    found = folding.Folding()
    lighter = found.fold(part, parse_xml)
    assert block not in lighter
    nodes = list(parse_xml(lighter).iter("{*}rPr"))
    assert len(nodes) == 50
    assert {node.get(folding.NUMBER) for node in nodes} == {"0"}
    assert [child.tag.rpartition("}")[2] for child in found.block("0")] == ["b"]


@pytest.mark.parametrize(
    "inside",
    [
        b"<w:r><w:rPr><w:b/></w:rPr><w:t><![CDATA[<w:rPr><w:b/></w:rPr>]]></w:t></w:r>",
        b'<w:r><w:rPr solieu.block="7"><w:b/></w:rPr></w:r>',
        b'<w:r xmlns:n="urn:n"><w:rPr><w:b n:said="1"/></w:rPr></w:r>',
    ],
    ids=["CDATA", "our own attribute", "a name declared beside the block"],
)
def test_what_is_not_safe_is_left_as_it_is(inside: bytes) -> None:
    part = ROOT_TAG + inside + b"</w:document>"
    assert folding.Folding().fold(part, parse_xml) == part


@pytest.mark.parametrize("content", [b"<w:b/>" * 60, b"<w:numPr>" + b"<w:ilvl/>" * 60 + b"</w:numPr>"])
def test_a_block_that_fails_at_its_end_is_given_up_at_once(content: bytes) -> None:
    """A pattern that tried every way to divide the elements would not come to an end."""
    part = ROOT_TAG + b"<w:pPr>" + content + b"<w:tabs><w:tab/></w:tabs></w:pPr></w:document>"
    assert folding.Folding().fold(part, parse_xml) == part


def test_a_page_break_of_a_paragraph_is_still_seen() -> None:
    text = "Đoạn dài. " * 10
    raw = read(paragraph(run(text)) + paragraph("Trang hai.", "<w:pageBreakBefore/>"))
    assert [piece.kind for piece in raw.pieces] == ["paragraph", "break", "paragraph"]
