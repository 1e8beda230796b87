"""Automatic numbers of Word lists and headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.docx.numbering import letters, number_text, roman
from tests.word_files import cell, paragraph, read, row, table, texts


def level(index: int, kind: str, text: str, more: str = "") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{inside}</w:lvl>'


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(text: str, number: int = 1, depth: int = 0) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


OUTLINE = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
)


def test_levels_count_and_restart() -> None:
    body = "".join(
        item(text, 1, depth)
        for text, depth in [("A", 0), ("B", 1), ("C", 2), ("D", 3), ("E", 3), ("F", 2), ("G", 3), ("H", 0), ("I", 1)]
    )
    raw = read(body, numbering=OUTLINE + num(1, 0))
    assert texts(raw) == ["I. A", "1. B", "1.1. C", "a) D", "b) E", "1.2. F", "a) G", "II. H", "1. I"]
    assert [p.label for p in raw.pieces] == ["I.", "1.", "1.1.", "a)", "b)", "1.2.", "a)", "II.", "1."]


def test_lists_of_one_abstract_count_on_unless_overridden() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = item("a") + item("b") + item("c", 2) + item("d", 3) + item("e", 3)
    assert texts(read(body, numbering=numbering)) == ["1. a", "2. b", "3. c", "1. d", "2. e"]


def test_level_of_its_own_in_an_override() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1/")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0, override)
    assert texts(read(item("a") + item("b"), numbering=numbering)) == ["A/ a", "B/ b"]


def test_restart_never_and_legal_numbers() -> None:
    numbering = abstract(
        0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", '<w:lvlRestart w:val="0"/><w:isLgl/>')
    ) + num(1, 0)
    body = item("a") + item("b", 1, 1) + item("c") + item("d", 1, 1)
    assert texts(read(body, numbering=numbering)) == ["I. a", "1.1. b", "II. c", "2.2. d"]


def test_bullets_are_dashes_and_plus_stays() -> None:
    numbering = abstract(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "+")) + num(1, 0)
    assert texts(read(item("a") + item("b", 1, 1), numbering=numbering)) == ["- a", "+ b"]


def test_numbers_by_style_and_taken_away() -> None:
    numbering = abstract(
        0,
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="Heading1"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="Heading2"/>'),
    ) + num(4, 0)
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        '<w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        for n in (1, 2)
    )
    body = (
        paragraph("TÌNH HÌNH", '<w:pStyle w:val="Heading1"/>')
        + paragraph("Thuận lợi", '<w:pStyle w:val="Heading2"/>')
        + paragraph("Khó khăn", '<w:pStyle w:val="Heading2"/>')
        + paragraph("Không số", '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("KẾT QUẢ", '<w:pStyle w:val="Heading1"/>')
    )
    raw = read(body, numbering=numbering, styles=styles)
    assert texts(raw) == ["I. TÌNH HÌNH", "1. Thuận lợi", "2. Khó khăn", "Không số", "II. KẾT QUẢ"]
    assert [p.style.outline for p in raw.pieces] == [1, 2, 2, 1, 1]


def test_list_style_link() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Kieu"/></w:abstractNum>'
    numbering = (
        abstract(0, level(0, "decimal", "Điều %1."), more='<w:styleLink w:val="Kieu"/>')
        + linked
        + num(1, 1)
        + num(2, 0)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Kieu"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert texts(read(item("Phạm vi") + item("Đối tượng"), numbering=numbering, styles=styles)) == [
        "Điều 1. Phạm vi",
        "Điều 2. Đối tượng",
    ]


def test_number_without_gap_and_custom_digits() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="01, 02, 03, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    lvl = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{custom}<w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl>'
    numbering = abstract(0, lvl) + num(1, 0)
    assert texts(read(item("/ a") + item("/ b"), numbering=numbering)) == ["09/ a", "10/ b"]


def test_empty_items_count_and_show_in_cells_only() -> None:
    numbering = abstract(0, level(0, "decimal", "%1")) + num(1, 0)
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    empty = f"<w:p><w:pPr>{numbered}</w:pPr></w:p>"
    raw = read(table(row(cell(empty), cell("Kết nạp")), row(cell(empty), cell("Đào tạo"))), numbering=numbering)
    assert raw.pieces[0].table is not None
    assert [c.text for c in raw.pieces[0].table.cells] == ["1", "Kết nạp", "2", "Đào tạo"]
    assert texts(read(empty + item("sau"), numbering=numbering)) == ["2 sau"]


def test_deleted_item_is_not_counted() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
        '</w:pPr><w:del w:id="2" w:author="a"><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>'
    )
    body = item("a") + gone + item("b")
    assert texts(read(body, numbering=numbering)) == ["1. a", "2. b"]
    assert texts(read(body, "reject", numbering=numbering)) == ["1. a", "2. bỏ", "3. b"]


def test_number_that_nothing_defines_is_no_number() -> None:
    assert texts(read(item("a", 77), numbering=OUTLINE + num(1, 0))) == ["a"]
    assert texts(read(item("a"))) == ["a"]


@pytest.mark.parametrize(
    ("number", "kind", "text"), [(4, "upperRoman", "IV"), (3, "decimalZero", "03"), (27, "lowerLetter", "aa")]
)
def test_number_formats(number: int, kind: str, text: str) -> None:
    assert number_text(number, kind) == text


def test_absurd_start_is_written_in_digits() -> None:
    numbering = abstract(0, level(0, "lowerLetter", "%1)").replace('"1"/>', '"99999999999"/>', 1)) + num(1, 0)
    assert texts(read(item("a"), numbering=numbering)) == ["99999999999) a"]


@given(st.integers(1, 3999))
def test_roman_numbers_read_back(number: int) -> None:
    values = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))
    digits = [values[c] for c in roman(number)]
    following = [*digits[1:], 0]
    assert sum(-d if d < after else d for d, after in zip(digits, following, strict=True)) == number


@given(st.integers(1, 500))
def test_letters_are_one_letter_repeated(number: int) -> None:
    text = letters(number)
    assert len(set(text)) == 1 and (len(text) - 1) * 26 + ord(text[0]) - 96 == number
