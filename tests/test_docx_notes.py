"""Footnotes and endnotes of Word files."""

from __future__ import annotations

import pytest

from pipeline.model import Raw
from tests.word_files import call, cell, footnote, package, paragraph, read, relations, row, run, table, texts

SEPARATORS = (
    '<w:footnote w:type="separator" w:id="1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="2"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def notes(raw: Raw) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in raw.pieces if p.kind == "note"]


def marks(raw: Raw) -> list[str]:
    return [m.label for p in raw.pieces for m in p.marks]


def test_notes_are_told_from_separators_by_type_and_follow_their_paragraph() -> None:
    body = paragraph(run("Có 83 tổ chức") + call(4) + run(" và 5 lớp") + call(3)) + paragraph("Sau")
    raw = read(body, footnotes=SEPARATORS + footnote(3, "Mở 5 lớp.") + footnote(4, "Có 38 đảng bộ."))
    assert texts(raw) == ["Có 83 tổ chức⁽¹⁾ và 5 lớp⁽²⁾", "Có 38 đảng bộ.", "Mở 5 lớp.", "Sau"]
    assert notes(raw) == [("1", "Có 38 đảng bộ."), ("2", "Mở 5 lớp.")]
    first = raw.pieces[0]
    assert [(m.label, first.text[m.start : m.end]) for m in first.marks] == [("1", "⁽¹⁾"), ("2", "⁽²⁾")]


def test_first_real_note_may_have_id_zero() -> None:
    raw = read(paragraph(run("Một") + call(0)), footnotes=footnote(0, "Nội dung."))
    assert notes(raw) == [("1", "Nội dung.")]


@pytest.mark.parametrize(
    ("settings", "labels"),
    [
        ("", ["1", "2", "3"]),
        ('<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr>', ["i", "ii", "iii"]),
        ('<w:footnotePr><w:numStart w:val="7"/></w:footnotePr>', ["7", "8", "9"]),
        ('<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>', ["*", "†", "‡"]),
        ('<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>', ["1", "2", "1"]),
        ('<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>', ["1", "1", "2"]),
    ],
)
def test_labels_as_word_shows_them(settings: str, labels: list[str]) -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    section = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    body = (
        paragraph(run("Một") + call(1))
        + paragraph(rendered + run("Hai") + call(2), section)
        + paragraph(run("Ba") + call(3))
        + section
    )
    raw = read(body, footnotes="".join(footnote(n, f"Chú thích {n}.") for n in (1, 2, 3)), settings=settings)
    assert marks(raw) == labels
    assert [label for label, _ in notes(raw)] == labels


def test_section_overrides_the_format_of_notes() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="upperLetter"/></w:footnotePr></w:sectPr>'
    raw = read(paragraph(run("Một") + call(1)) + section, footnotes=footnote(1, "Nội dung."))
    assert marks(raw) == ["A"] and texts(raw)[0] == "Một⁽ᴬ⁾"


def test_custom_mark_is_not_counted() -> None:
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>(*)</w:t></w:r>'
    body = paragraph(run("Một") + custom + run(" hai") + call(2))
    star = f'<w:footnote w:id="1">{paragraph(run("(*)") + run(" Theo báo cáo."))}</w:footnote>'
    raw = read(body, footnotes=star + footnote(2, "Nội dung."))
    assert texts(raw)[0] == "Một⁽*⁾ hai⁽¹⁾"
    assert notes(raw) == [("*", "Theo báo cáo."), ("1", "Nội dung.")]


def test_endnotes_count_for_themselves() -> None:
    reference = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    body = paragraph(run("Một") + call(1) + run(" hai") + reference)
    end = f'<w:endnote w:id="1">{paragraph("<w:r><w:endnoteRef/></w:r>" + run(" Nguồn: Cục Thống kê."))}</w:endnote>'
    raw = read(body, footnotes=footnote(1, "Nội dung."), endnotes=end)
    assert texts(raw)[0] == "Một⁽¹⁾ hai⁽ⁱ⁾"
    assert notes(raw) == [("1", "Nội dung."), ("i", "Nguồn: Cục Thống kê.")]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("(1). Có 38 đảng bộ", "Có 38 đảng bộ"),
        ("1. Có 38 đảng bộ", "Có 38 đảng bộ"),
        ("1.295 đảng viên", "1.295 đảng viên"),
        ("1 đồng chí nghỉ hưu", "1 đồng chí nghỉ hưu"),
        ("12 đồng chí", "12 đồng chí"),
    ],
)
def test_typed_number_of_a_note_goes_but_no_figure_is_cut(typed: str, text: str) -> None:
    note = f'<w:footnote w:id="5">{paragraph(typed)}</w:footnote>'
    assert notes(read(paragraph(run("Một") + call(5)), footnotes=note)) == [("1", text)]


def test_figure_right_after_the_automatic_mark_stays_whole() -> None:
    note = f'<w:footnote w:id="5">{paragraph("<w:r><w:footnoteRef/></w:r>" + run(".5% là nữ"))}</w:footnote>'
    assert notes(read(paragraph(run("Một") + call(5)), footnotes=note)) == [("1", ".5% là nữ")]


def test_brackets_that_a_conversion_put_behind_the_mark_go() -> None:
    inside = paragraph("<w:r><w:footnoteRef/></w:r>" + run("()") + run(". (1) Sáng tạo."))
    note = f'<w:footnote w:id="5">{inside}</w:footnote>'
    assert notes(read(paragraph(run("Một") + call(5)), footnotes=note)) == [("1", "(1) Sáng tạo.")]


def test_note_of_several_paragraphs_is_one_note() -> None:
    inside = (
        paragraph("<w:r><w:footnoteRef/></w:r>" + run(" Gồm:")) + paragraph("- 38 đảng bộ;") + paragraph("- 53 chi bộ.")
    )
    raw = read(paragraph(run("Một") + call(5)), footnotes=f'<w:footnote w:id="5">{inside}</w:footnote>')
    assert notes(raw) == [("1", "Gồm: - 38 đảng bộ; - 53 chi bộ.")]


def test_note_called_in_a_cell_stands_after_the_table() -> None:
    body = table(row(cell(paragraph(run("390") + call(1))), cell("300"))) + paragraph("Sau")
    raw = read(body, footnotes=footnote(1, "Tính đến tháng 8."))
    assert [p.kind for p in raw.pieces] == ["table", "note", "paragraph"]
    assert raw.pieces[0].table is not None
    first = raw.pieces[0].table.cells[0]
    assert first.text == "390⁽¹⁾" and [(m.start, m.end, m.label) for m in first.marks] == [(3, 6, "1")]


def test_deleted_reference_is_not_counted() -> None:
    gone = '<w:del w:id="9" w:author="a">' + call(1) + "</w:del>"
    body = paragraph(run("Một") + gone + run(" hai") + call(2))
    parts = {"footnotes": footnote(1, "Bỏ.") + footnote(2, "Giữ.")}
    assert notes(read(body, **parts)) == [("1", "Giữ.")]
    assert notes(read(body, "reject", **parts)) == [("1", "Bỏ."), ("2", "Giữ.")]


def test_cross_reference_to_a_note_is_a_mark() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    again = (
        char("begin")
        + "<w:r><w:instrText> NOTEREF _Ref1 \\f </w:instrText></w:r>"
        + char("separate")
        + run("1")
        + char("end")
    )
    raw = read(paragraph(run("Một") + call(1)) + paragraph(run("đạt 95") + again), footnotes=footnote(1, "Nội dung."))
    assert texts(raw)[2] == "đạt 95⁽¹⁾"


def test_both_sides_that_are_missing_are_told() -> None:
    raw = read(
        paragraph(run("Một") + call(1) + run(" hai") + call(8)), footnotes=footnote(1, "A.") + footnote(2, "Mồ côi 77.")
    )
    assert texts(raw)[0] == "Một⁽¹⁾ hai⁽²⁾"
    told = " | ".join(raw.warnings)
    assert "chú thích 2 không có nội dung" in told and "Mồ côi 77." in told


def test_broken_notes_part_costs_the_notes_only() -> None:
    more = {
        "word/footnotes.xml": "<w:footnotes",
        "word/_rels/document.xml.rels": relations(("footnotes", "footnotes.xml"), ("endnotes", "NULL")),
    }
    raw = read(paragraph(run("Có 83 chi bộ") + call(1)), more=more)
    assert texts(raw) == ["Có 83 chi bộ⁽¹⁾"]
    told = " | ".join(raw.warnings)
    assert "word/footnotes.xml hỏng" in told and "word/null" in told.lower()
    assert package("")  # the builder itself is sound
