"""The page and the workbook: complete, escaped, self-contained, numbers as numbers."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from draft_files import REPORT, compared

from pipeline.audit.drafts import Comparison, compare, read
from pipeline.audit.drafts.scripts import Draft
from pipeline.report import diff_view as view
from pipeline.report.diff_html import render
from pipeline.report.diff_workbook import workbook
from pipeline.report.pages import number

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(*(read(CORPUS / f"bao-cao-chinh-tri-du-thao-{n}.docx") for n in (3, 4)))


@pytest.fixture(scope="module")
def chain(comparison: Comparison) -> list[Comparison]:
    return [comparison, compare(comparison.new.draft, comparison.old.draft)]


class Page(HTMLParser):
    """Text, tags and attributes of a page; fails where a tag is left open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_page_names_every_change(comparison: Comparison, lang: str) -> None:
    page = Page(render([comparison], lang))
    assert ("html", {"lang": lang}) in page.tags
    text = " ".join(" ".join(page.words).split())
    for item in view.items(comparison, lang):
        assert item.label in text
        for said in (item.old, item.new, item.delta):
            assert said in text
    listed = [a["data-change"] for tag, a in page.tags if tag == "div" and "data-change" in a]
    assert sorted(map(str, listed)) == sorted(change.change for change in comparison.changes)


def test_page_needs_no_network(chain: list[Comparison]) -> None:
    source = render(chain, "vi")
    links = [v for _, a in Page(source).tags for n, v in a.items() if n in ("src", "href") and v]
    assert all(link.startswith("#") for link in links)
    assert "http:" not in source and "https:" not in source and "@import" not in source and "url(" not in source
    assert set(links) <= {f"#{a['id']}" for _, a in Page(source).tags if a.get("id")}


def test_page_escapes_what_documents_say(tmp_path: Path) -> None:
    old = "Mở 12 lớp <script>alert(1)</script> “A & B” về công tác đảng cho cán bộ các chi bộ."
    source = render([compared(tmp_path, old, old.replace("12", "15"))], "vi")
    assert "<script>alert" not in source
    assert "&lt;script&gt;alert(1)" in source and "A &amp; B" in source


def test_changed_figures_are_marked_on_both_sides(comparison: Comparison) -> None:
    cards = [card for section in view.sections(comparison, "vi") for card in section.cards]
    for card in cards:
        for item in card.items:
            for side, figure in ((card.old, item.change.old), (card.new, item.change.new)):
                if figure is not None:
                    marked = [s.text for s in side if s.mark and s.mark != "word"]
                    assert any(figure.value_text in text for text in marked)
    indices = [item.index for card in cards for item in card.items]
    assert sorted(indices) == list(range(1, len(comparison.changes) + 1))


def test_stretches_are_the_passage(comparison: Comparison) -> None:
    texts = [script.draft.document.text for script in (comparison.old, comparison.new)]
    flat = [" ".join(re.sub(r"\t", " │ ", text).split()) for text in texts]
    for section in view.sections(comparison, "vi"):
        for card in section.cards:
            for side, text in zip((card.old, card.new), flat, strict=True):
                assert " ".join("".join(s.text for s in side).split()) in text


def test_sections_count_every_figure_once(comparison: Comparison) -> None:
    sections = view.sections(comparison, "vi")
    for name, count in view.counts(comparison).items():
        assert sum(section.counts[name] for section in sections) == count
    changed = {c.new.figure_id for c in comparison.changes if c.new}
    assert comparison.unchanged + len(changed) == len(comparison.new.draft.figures)


def test_history_of_a_chain(chain: list[Comparison]) -> None:
    """There and back: every history ends as it began."""
    rows = view.history_rows(chain, "vi")
    assert len(rows) > 15
    for row in rows:
        assert len(row.cells) == 3
        assert row.cells[0].text == re.sub(r" \(.*\)$", "", row.cells[2].text)
        assert row.cells[1].change is not None and row.cells[2].change is not None
    assert all(row.cells[1].text in render(chain, "vi") for row in rows)


def load(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_workbook_has_numbers_heads_filters(comparison: Comparison) -> None:
    sheet = load(workbook([comparison], "vi"))["Thay đổi"]
    heads = [cell.value for cell in sheet[1]]
    assert {"Thay đổi", "Nội dung đo", "Bản cũ viết", "Chênh lệch", "Câu ở bản cũ", "Câu ở bản mới"} <= set(heads)
    assert sheet.freeze_panes is not None
    assert sheet.auto_filter.ref.startswith("A1:")
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(rows) == len(comparison.changes)
    for row, change in zip(rows, comparison.changes, strict=True):
        for head, value in (
            ("Cận dưới cũ", change.old and change.old.value_low),
            ("Cận dưới mới", change.new and change.new.value_low),
            ("Chênh lệch", change.delta),
            ("Chênh lệch %", change.relative),
            ("Câu ở bản cũ", change.old and change.old.context),
            ("Câu ở bản mới", change.new and change.new.context),
        ):
            assert row[head] == value


def test_workbook_of_a_chain_has_histories(chain: list[Comparison]) -> None:
    book = load(workbook(chain, "en"))
    assert book.sheetnames == ["Drafts compared", "Changes", "History of the figures", "Audit of the new draft"]
    history = book["History of the figures"]
    assert history.max_row == 1 + len(view.history_rows(chain, "en"))
    assert [cell.value for cell in history[1]][3:] == [
        f"Draft {n}: bao-cao-chinh-tri-du-thao-{m}.docx" for n, m in ((1, 3), (2, 4), (3, 3))
    ]


def test_workbook_takes_words_as_words(tmp_path: Path) -> None:
    for name, middle in (("a.txt", "- Mở 12 lớp bồi dưỡng; trồng 90 ha rừng."), ("b.txt", "- Không có việc gì mới.")):
        (tmp_path / name).write_text(REPORT.format(middle=middle), encoding="utf-8")
    old, new = read(tmp_path / "a.txt"), read(tmp_path / "b.txt")
    hostile = ["=1+1", "http://a.vn/"]
    figures = [replace(f, indicator=hostile[n], context="=2+3") for n, f in enumerate(old.figures)]
    one = compare(Draft(old.document, figures), new)
    sheet = load(workbook([one], "vi"))["Thay đổi"]
    assert {cell.value for row in sheet.iter_rows() for cell in row} >= {*hostile, "=2+3"}
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        assert cell.data_type != "f" and cell.hyperlink is None


def test_workbook_without_changes(comparison: Comparison) -> None:
    same = compare(comparison.old.draft, comparison.old.draft)
    assert load(workbook([same], "vi"))["Thay đổi"].max_row == 1
    assert "Không số liệu nào khác nhau." in render([same], "vi")


@pytest.mark.parametrize(
    ("value", "lang", "wanted"),
    [(1234567, "vi", "1.234.567"), (0.5, "vi", "0,5"), (-3, "en", "−3"), (1234.25, "en", "1,234.25"), (0, "vi", "0")],
)
def test_numbers(value: float, lang: str, wanted: str) -> None:
    assert number(value, lang) == wanted


def test_a_section_spelled_otherwise_is_the_same(tmp_path: Path) -> None:
    old = (
        "II. KẾT QUẢ 2015 – 2019 CỦA ỦY BAN\n\n- Mở 12 lớp bồi dưỡng cho cán bộ.\n- Trồng 90 ha rừng phòng hộ ven biển."
    )
    new = "II. KẾT QUẢ 2015 - 2019 CỦA UỶ BAN\n\n- Mở 12 lớp bồi dưỡng cho cán bộ."
    comparison = compared(tmp_path, old, new)
    assert [section.title for section in view.sections(comparison, "vi")] == ["KẾT QUẢ 2015 - 2019 CỦA UỶ BAN"]
    assert [item.section for item in view.items(comparison, "vi")] == ["KẾT QUẢ 2015 - 2019 CỦA UỶ BAN"]
