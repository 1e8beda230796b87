"""Properties of PDF reading over made pages."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import Sheet, build, wide

from pipeline.ingest import pdf
from pipeline.ingest.pdf.frame import Frame
from pipeline.model import Raw

WORDS = str.split(
    "đảng viên tổ chức cơ sở năm 2020 đạt 12,5% tăng 1.234 tỷ đồng so với kế hoạch huyện Thượng Khê (nữ 2.152) nghiệp; "
    "nghị quyết số 18-NQ/TW ngày 25/10/2017 phấn đấu trên 95% chi bộ, “học tập và làm theo” Trung ương khóa XII."
)
word = st.sampled_from(WORDS)
prose = st.lists(word, min_size=3, max_size=60).map(" ".join)


def parse(*sheets: Sheet) -> Raw:
    return pdf.parse(build(*sheets), "a.pdf", "0" * 64)


@settings(max_examples=60, deadline=None)
@given(prose, st.floats(150, 430), st.sampled_from([9.0, 11.0, 13.0, 14.0]), st.sampled_from([0, 90, 180, 270]))
def test_wrapped_text_comes_back_word_by_word(text: str, room: float, size: float, rotate: int) -> None:
    sheet = Sheet(rotate=rotate)
    if rotate in (90, 270):  # set so that it reads upright on the turned page
        sheet = Sheet((842.0, 595.0), rotate)
    sheet.paragraph(60, 80, text, room, size)
    raw = parse(sheet)
    assert " ".join(" ".join(p.text for p in raw.pieces if p.kind == "line").split()) == text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(prose.map(lambda t: " ".join(t.split()[:8])), min_size=3, max_size=3), min_size=2, max_size=6),
    st.data(),
)
def test_ruled_cells_come_back_where_they_stood(texts: list[list[str]], data: st.DataObject) -> None:
    sheet = Sheet()
    xs, ys = [40.0, 160, 330, 550], [60.0 + 90 * n for n in range(len(texts) + 1)]
    row = data.draw(st.integers(0, len(texts) - 1))
    merged = data.draw(st.booleans())
    sheet.grid(xs, ys, {("v", 1, row)} if merged else set())
    for r, line in enumerate(texts):
        for c, text in enumerate(line):
            if merged and (r, c) == (row, 1):
                continue
            sheet.paragraph(xs[c] + 4, ys[r] + 14, text, xs[c + 1] - xs[c] - 8, 10)
    (table,) = [p.table for p in parse(sheet).pieces if p.table]
    got = {(c.row, c.column): c for c in table.cells}
    for r, line in enumerate(texts):
        for c, text in enumerate(line):
            if merged and r == row and c < 2:
                assert got[r, 0].column_span == 2 and got[r, 0].text == line[0]
            else:
                assert got[r, c].text == text and got[r, c].column_span == 1


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 24), word, st.sampled_from([8.0, 11.0, 14.0]), st.booleans()),
        min_size=1,
        max_size=60,
    ),
    st.lists(st.tuples(st.integers(40, 400), st.integers(40, 700), st.integers(20, 200), st.booleans()), max_size=12),
)
def test_no_letter_is_lost_or_doubled_whatever_the_layout(
    placed: list[tuple[int, int, str, float, bool]], rules: list[tuple[int, int, int, bool]]
) -> None:
    sheet = Sheet()
    taken: set[tuple[int, int]] = set()
    wanted: Counter[str] = Counter()
    for column, row, text, size, shifted in placed:
        if (column, row) in taken:
            continue
        taken.add((column, row))
        sheet.text(40 + 90 * column, 60 + 30 * row + (4 if shifted else 0), text, size)
        wanted.update(text)
    for x, y, length, across in rules:
        sheet.line(x, y, x + length if across else x, y if across else y + length)
    raw = parse(sheet)
    got: Counter[str] = Counter()
    for piece in raw.pieces:
        got.update(piece.text + "".join(c.text for c in piece.table.cells) if piece.table else piece.text)
    for warning in raw.warnings:  # a lone number at the edge may be the page's
        if warning.startswith("số trang"):
            got.update(warning.split(": ", 1)[1])
    keep = {letter for letter in wanted if letter.isalpha()}
    assert {c: got[c] for c in keep} == {c: wanted[c] for c in keep}


@given(
    st.tuples(st.floats(0, 600), st.floats(0, 600), st.floats(0, 600), st.floats(0, 600)),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_frames_turn_there_and_back(box: tuple[float, float, float, float], one: int, other: int) -> None:
    x0, x1, top, bottom = min(box[:2]), max(box[:2]), min(box[2:]), max(box[2:])
    frame = Frame(10, 20, 605, 862)
    start = (x0, top, x1, bottom)
    moved = frame.turned(one).moved(start, frame.turned(other))
    back = frame.turned(other).moved(moved, frame.turned(one))
    assert all(abs(a - b) < 1e-6 for a, b in zip(start, back, strict=True))
    assert moved[0] <= moved[2] and moved[1] <= moved[3]


def test_the_writer_sets_text_as_wide_as_it_says() -> None:
    sheet = Sheet()
    end = sheet.text(85, 100, "Tổng số 1.234 đảng viên")
    box = parse(sheet).pieces[0].source.bbox
    assert box is not None and abs(box[2] - end) < 0.1 and abs(end - 85 - wide("Tổng số 1.234 đảng viên", 14)) < 1e-6
