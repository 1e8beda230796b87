"""Figures behind `lần lượt`: each is of the thing in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.extract import figures

ROWS = {
    "Sản lượng lúa và ngô đạt lần lượt 35,2 triệu tấn và 3,4 triệu tấn.": ["Sản lượng lúa", "Sản lượng ngô"],
    "Có 541 doanh nghiệp tạm ngừng kinh doanh và 163 doanh nghiệp giải thể, tăng lần lượt 6,3% và 19% so cùng kỳ.": [
        "doanh nghiệp tạm ngừng kinh doanh",
        "doanh nghiệp giải thể",
        "doanh nghiệp tạm ngừng kinh doanh tăng so cùng kỳ",
        "doanh nghiệp giải thể tăng so cùng kỳ",
    ],
}


@pytest.mark.parametrize(("text", "wanted"), ROWS.items())
def test_each_takes_the_thing_of_its_place(tmp_path: Path, text: str, wanted: list[str]) -> None:
    path = tmp_path / "cau.txt"
    path.write_text(text, encoding="utf-8")
    assert [f.indicator for f in figures(pipeline.read(path)).figures] == wanted


def test_a_verb_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "cau.txt"
    path.write_text("Các huyện lần lượt tổ chức 12 lớp và 5 hội thi.", encoding="utf-8")
    found = figures(pipeline.read(path)).figures
    assert not any("phrasing.respectively" in f.rules for f in found) and len(found) == 2
