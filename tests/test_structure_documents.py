"""Real documents and random ones: what holds for every Document, and what the annotators found in these."""

from __future__ import annotations

import json
import time
from collections import Counter

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st
from structure_checks import SHARED, check, digits, document, removed

from pipeline.reading import read

TEXTS = SHARED / "corpus" / "text"
needs_shared = pytest.mark.skipif(not TEXTS.is_dir(), reason="shared documents are not here")
REAL = sorted(TEXTS.glob("*.txt")) + sorted((SHARED / "corpus" / "legacy" / "truth").glob("*.txt"))


@needs_shared
@pytest.mark.parametrize("file", REAL, ids=lambda f: f.stem[:30])
def test_real_text_keeps_its_characters_and_offsets(file) -> None:
    found = read(file)
    check(found)
    source = file.read_text(encoding="utf-8")
    source = regex.sub(r"</?(?:sup|i|b|u)>|&nbsp;", "", source)
    kept = found.text + removed(found)
    assert digits(source) == digits(kept)
    letters = Counter(c for c in source if c.isalpha()) - Counter(kept)
    assert not letters, letters


@needs_shared
def test_headings_and_levels_of_the_annotated_documents() -> None:
    right = wanted = given_ = level = 0
    for line in (SHARED / "gold" / "more" / "structure.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        found = read(TEXTS / f"{gold['doc']}.txt")
        got = [(b.label, b.level, found.block_text(b)) for b in found.blocks if b.kind == "heading"]
        wanted, given_ = wanted + len(gold["headings"]), given_ + len(got)
        for heading in gold["headings"]:
            words = heading["title"].split()
            match = next(
                (g for g in got if g[0].lower() == heading["label"].lower() and words[-1] in g[2] and words[0] in g[2]),
                None,
            )
            if match:
                got.remove(match)
                right += 1
                level += match[1] == heading["level"]
    assert 2 * right / (wanted + given_) >= 0.97
    assert level / right >= 0.95


@needs_shared
def test_notes_of_the_annotated_documents() -> None:
    notes = {
        f.stem: [(n.label, n.block is not None, n.anchor_block is not None) for n in read(f).footnotes]
        for f in TEXTS.glob("*.txt")
    }
    assert notes == {
        "bt-nghiquyet": [],
        "tv-baocao": [(str(n), True, True) for n in range(1, 19)],
        "tv-nghiquyet": [("1", True, True), ("2", True, True)],
        "qh-muctieu2005": [("37", True, True)],
        # the text breaks off before the foot of the page that calls note 6
        "qh-ketqua2004": [*((str(n), True, True) for n in range(1, 6)), ("6", False, True)],
    }


@needs_shared
def test_row_and_column_of_the_annotated_figures() -> None:
    found = read(TEXTS / "tv-baocao.txt")
    cells = {(c.source.line, c.column_header, c.row_header, c.text) for _, t in found.tables() for c in t.cells}
    wrong = []
    for line in (SHARED / "gold" / "tv-baocao.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        # A row annotated by its bare ordinal is one whose name is the cell of the figure itself.
        named = gold["where"] == "table" and gold["row"] and not (gold["row"].isdigit() and len(gold["row"]) == 1)
        if named and (gold["line"], gold["col"], gold["row"], gold["quote"]) not in cells:
            wrong.append(gold["quote"])
    assert wrong == []


@needs_shared
def test_list_items_know_what_introduces_them() -> None:
    found = read(TEXTS / "tv-baocao.txt")
    item = next(b for b in found.blocks if found.block_text(b).startswith("- 90% trở lên tổ chức cơ sở Đảng"))
    assert item.intro is not None
    assert found.block_text(found.blocks[item.intro]).startswith("a) Chỉ tiêu về thực hiện nhiệm vụ chính trị")
    item = next(b for b in found.blocks if found.block_text(b).startswith("12. Xét tặng Huy hiệu Đảng"))
    assert item.section_path == (*found.blocks[item.intro].section_path, item.section_path[-1])
    found = read(TEXTS / "bt-nghiquyet.txt")
    item = next(b for b in found.blocks if found.block_text(b).startswith("- Hàng năm, có trên 95%"))
    assert found.block_text(found.blocks[item.intro]) == "1.2. Các chỉ tiêu chủ yếu trong nhiệm kỳ"


@needs_shared
def test_long_text_is_read_fast() -> None:
    file = TEXTS / "tv-baocao.txt"
    read(file)
    best = min(_seconds(file) for _ in range(3))
    assert best < 0.5  # 0.07 s on the machine it was written on


def _seconds(file) -> float:
    start = time.perf_counter()
    read(file)
    return time.perf_counter() - start


LINES = [
    "PHẦN THỨ NHẤT",
    "Phần thứ hai",
    "I. TÌNH HÌNH CHUNG",
    "II- MỤC TIÊU",
    "1. Thuận lợi",
    "2. Khó khăn:",
    "1.1. Mục tiêu",
    "a) Về kinh tế",
    "b)- Về xã hội:",
    "- Đạt 95% trở lên;",
    "+ Có 12 lớp học.",
    "(1) Tăng 7,6% so với năm 2003",
    "* Nguyên nhân",
    "Điều 1. Thông qua Nghị quyết. Giao 15 tỷ đồng cho huyện.",
    "Điều 2",
    "TỔ CHỨC THỰC HIỆN",
    "",
    "",
    "2",
    "3",
    "- 4 -",
    "Năm 2019, Đảng bộ kết nạp 1.295 đảng viên, đạt 124,55% so với",
    "nghị quyết đề ra⁽¹⁾, trong đó có 17 đảng viên nữ⁽²⁾.",
    "⁽¹⁾. Có 38 đảng bộ cơ sở.",
    "⁽²⁾ Riêng năm 2018 là 12.",
    "1 GDP theo giá hiện hành",
    "bằng 23,5% GDP1 và tăng 5%",
    "Năm\tChỉ tiêu\t%",
    "2016\t300\t41,57",
    "\t\t12",
    "| TT | Tên | Số |",
    "|---|---|---|",
    "| 1 | Lúa | 12,5 |",
    "\f",
    "**Đậm** và *nghiêng*<sup>(3)</sup>",
    "Nơi nhận:",
    "T/M ĐẢNG ỦY",
    "-----",
    "Bảng 1: Kết quả",
    "(Đơn vị: tỷ đồng)",
    "   12   34",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=40))
@example(
    ["⁽¹⁾. Có 38 đảng bộ cơ sở.", "⁽¹⁾. Có 38 đảng bộ cơ sở.", "nghị quyết đề ra⁽¹⁾, trong đó có 17 đảng viên nữ⁽²⁾."]
)
def test_random_documents(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    found = document(text)
    check(found)
    assert digits(text) == digits(found.text + removed(found))


LAID_OUT = [
    "1    GRDP      %     7,0      7,2",
    "2    Thu   tỷ     4.100    4.400",
    "     Năm   2019   2020",
    "ngân sách",
    "",
    "Nơi nhận:       TM. ĐẢNG ỦY",
    "- Lưu VT.        BÍ THƯ",
    "Tổng      12\t15     18  20",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(LAID_OUT), min_size=1, max_size=15))
def test_random_columns(lines: list[str]) -> None:
    text = "\n".join(["I. KẾT QUẢ", *lines])
    found = document(text)
    check(found)
    assert digits(text) == digits(found.text + removed(found))


SIGNS = [*"aăđ ÁẾ.,;:()-–+*|\t\n\f0123456789%IVX<>/\\#_“”\u00a0\u0301", "⁽¹⁾", "⁽"]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=200).map("".join))
def test_random_characters(text: str) -> None:
    if not text.strip("\ufeff\x00 \t\r\n\f\v\u00a0"):
        return
    found = document(text)
    check(found)
    assert digits(text) == digits(found.text + removed(found))
