"""Rows from a document: ids, quotes, parents, footnotes."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from mocks import document_of, figure_at

from pipeline.datasets.rows import Rows, slug
from pipeline.datasets.rows import document_rows as all_rows
from pipeline.datasets.versions import Versions
from pipeline.model import Cell, Document, Figure, Footnote, Reference, Source, Stretch, Table


def document_rows(document: Document, figures: list[Figure], references: Sequence[Reference] = ()) -> Rows:
    return all_rows(document, figures, references, Versions("1", "2"))


def test_rows_do_not_depend_on_the_order_of_what_was_extracted() -> None:
    document = document_of("Có 20 người, nữ 8 người, thu 5 tỷ đồng theo Nghị quyết 1 và Nghị quyết 2.")
    figures = [figure_at(document, q) for q in ("20 người", "8 người", "5 tỷ đồng")]
    start = document.text.index("Nghị quyết 1")
    references = [Reference(start, start + 12, "", 0, "nghị quyết"), Reference(start + 16, start + 28, "", 0, "luật")]
    wanted = document_rows(document, figures, references)
    for seed in range(5):
        random.Random(seed).shuffle(figures)
        assert document_rows(document, figures, references[::-1]) == wanted


def test_quotes_are_cut_from_the_text() -> None:
    document = document_of("Có 20 người.")
    wrong = figure_at(document, "20 người", quote="21 người")
    assert document_rows(document, [wrong])["figures"][0]["quote"] == "20 người"


def test_targets_and_statistics_part_the_figures() -> None:
    document = document_of("Đạt 20 người, phấn đấu 30 người.")
    rows = document_rows(document, [figure_at(document, "20 người"), figure_at(document, "30 người", kind="target")])
    assert [r["quote"] for r in rows["targets"]] == ["30 người"]
    assert [r["quote"] for r in rows["statistics"]] == ["20 người"]
    assert len(rows["figures"]) == 2


def test_a_figure_in_a_note_and_one_whose_clause_calls_it() -> None:
    document = document_of("Mở đầu. Kết nạp 20 đảng viên⁽¹⁾. Hết.", "⁽¹⁾ Trong đó nữ 8 đồng chí.")
    note = document.blocks[1]
    document.footnotes = [Footnote("1", 1, note.start + 4, note.end, None, 0, document.text.index("⁽¹⁾"))]
    outer = figure_at(document, "20 đảng viên", footnote_anchors=("1",), context="Kết nạp 20 đảng viên⁽¹⁾.")
    inner = figure_at(document, "8 đồng chí", location="footnote", footnote_label="1")
    anchored, in_note = document_rows(document, [outer, inner])["footnoted_figures"]
    assert (anchored["relation"], in_note["relation"]) == ("anchored", "in_note")
    assert anchored["footnote_text"] == in_note["footnote_text"] == "Trong đó nữ 8 đồng chí."
    assert anchored["anchor_context"] == in_note["anchor_context"] == "Kết nạp 20 đảng viên⁽¹⁾."


def test_labels_that_start_anew_on_every_page_go_by_their_block() -> None:
    document = document_of("Thu 1 tỷ⁽¹⁾", "⁽¹⁾ Ghi chú đầu", "Chi 2 tỷ⁽¹⁾", "⁽¹⁾ Ghi chú sau")
    first, first_note, second, second_note = document.blocks
    document.footnotes = [
        Footnote("1", note.position, note.start + 4, note.end, page, caller.position, caller.end - 3)
        for page, caller, note in ((1, first, first_note), (2, second, second_note))
    ]
    figures = [figure_at(document, q, footnote_anchors=("1",)) for q in ("1 tỷ", "2 tỷ")]
    rows = document_rows(document, figures)["footnoted_figures"]
    assert [r["footnote_text"] for r in rows] == ["Ghi chú đầu", "Ghi chú sau"]


def test_a_mark_without_a_note_keeps_its_row() -> None:
    document = document_of("Thu 1 tỷ⁽²⁾")
    document.footnotes = [Footnote("2", None, None, None, None, 0, 8)]
    rows = document_rows(document, [figure_at(document, "1 tỷ", footnote_anchors=("2",))])
    assert rows["footnoted_figures"][0]["footnote_text"] is None
    assert rows["footnotes"][0]["text"] is None
    assert rows["footnotes"][0]["anchor_char"] == 8


def test_block_place_is_the_first_page_and_the_box_around_it() -> None:
    document = document_of("Dòng một dòng hai dòng ba")
    document.blocks[0].stretches = [
        Stretch(0, 8, Source(page=2, bbox=(70.0, 700.0, 500.0, 712.0))),
        Stretch(9, 17, Source(page=2, bbox=(50.0, 714.0, 480.0, 726.0))),
        Stretch(18, 25, Source(page=3, bbox=(50.0, 60.0, 100.0, 72.0))),
    ]
    row = document_rows(document, [])["blocks"][0]
    assert (row["page"], row["bbox"]) == (2, [50.0, 700.0, 500.0, 726.0])


def test_cells_name_their_stretch_of_the_text() -> None:
    document = document_of("Năm\t2019\nThu\t5")
    cells = [Cell(0, 0, "Năm", start=0, end=3), Cell(0, 1, "2019", start=4, end=8), Cell(1, 1, "5", start=13, end=14)]
    document.blocks[0].table = Table(cells, caption="Thu chi", table_id="t1")
    rows = document_rows(document, [])["table_cells"]
    assert [r["text"] for r in rows] == ["Năm", "2019", "5"]
    assert {r["table_id"] for r in rows} == {f"{document.doc_id}-t1"}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_slug_is_a_plain_path_part(name: str) -> None:
    made = slug(name)
    assert made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(made) == made


def test_slug_of_types() -> None:
    assert [slug(n) for n in ("báo cáo chính trị", "Quyết định", "chỉ thị", "", "—")] == [
        *("bao-cao-chinh-tri", "quyet-dinh", "chi-thi", "khac", "khac")
    ]
