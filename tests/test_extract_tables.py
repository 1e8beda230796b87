"""Figures of tables as offices lay them out: ditto marks, two-sided comparisons, rows below rows."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.extract import figures, units
from pipeline.model import Figure

HEAD = "BÁO CÁO\nTình hình kinh tế - xã hội năm 2012\n\n"
INDICATORS = """| TT | Chỉ tiêu | ĐVT | TH 2011 | KH 2012 | Ước TH 2012 | TH2012/TH2011 (%) | ƯTH 2012/KH 2012 (%) |
|---|---|---|---|---|---|---|---|
| I | CHỈ TIÊU KINH TẾ | | | | | | |
| 1 | Diện tích gieo trồng | ha | 85.420 | 86.000 | 86.310 | 101,0 | 100,4 |
| | - Lúa | -nt- | 61.250 | 61.500 | 61.720 | 100,8 | 100,4 |
| 2 | Sản lượng lương thực | Tấn | 412.300 | 418.000 | 421.540 | 102,2 | 100,8 |
| | Trong đó: thóc | " | 331.200 | 335.000 | 338.470 | 102,2 | 101,0 |
| 3 | Năng suất lúa | tạ/ha | 54,1 | 54,5 | 54,8 | 101,3 | 100,6 |
| | - Đông xuân | '' | 60,2 | 60,5 | 61,0 | 101,3 | 100,8 |
"""
BUDGET = """Đơn vị tính: Triệu đồng

| TT | Nội dung | Dự toán | Thực hiện |
|---|---|---|---|
| A | TỔNG THU | 125.400 | 98.750 |
| I | Thu nội địa | 118.200 | 94.120 |
| 1 | Thu từ đất | 40.900 | 33.480 |
| II | Thu viện trợ | 7.200 | 4.630 |
| B | TỔNG CHI | 412.600 | 287.900 |
| 1 | Chi đầu tư | 82.000 | 61.340 |
"""
MEMBERS = (
    "Năm\tChỉ tiêu\tThực hiện\tTrong đó\t\tTỷ lệ (%)\n\t\t\tNữ\tDân tộc\t\n"
    "2011\t1.200\t1.345\t512\t130\t112,1\n2012\t1.200\t1.298\t498\t141\t108,2\n"
)


def _cells(tmp_path: Path, table: str) -> dict[str, Figure]:
    path = tmp_path / "bang.md"
    path.write_text(HEAD + table, encoding="utf-8")
    return {figure.quote: figure for figure in figures(pipeline.read(path)).figures}


def test_units_said_again(tmp_path: Path) -> None:
    found = _cells(tmp_path, INDICATORS)
    assert [found[n].unit for n in ("61.250", "331.200", "60,2")] == ["ha", "tấn", "tạ/ha"]


def test_comparisons_are_of_their_left_side(tmp_path: Path) -> None:
    found = _cells(tmp_path, INDICATORS)
    again, of_plan = found["101,0"], found["100,6"]
    assert (again.kind, again.measure, again.period, again.unit) == ("statistic", "level", "2012", "%")
    assert (of_plan.kind, of_plan.status, of_plan.period) == ("statistic", "estimated", "2012")
    assert of_plan.indicator == "Năng suất lúa so với kế hoạch"


def test_items_are_parts_of_the_row_above_and_told_with_it(tmp_path: Path) -> None:
    found = _cells(tmp_path, INDICATORS)
    wholes = {n: found[n].figure_id for n in ("85.420", "412.300")}
    assert (found["61.250"].parent, found["331.200"].parent) == (wholes["85.420"], wholes["412.300"])
    assert found["60,2"].parent is None  # yields do not add up
    assert found["61.250"].indicator == "Diện tích gieo trồng lúa"
    assert found["412.300"].indicator == "Sản lượng lương thực"  # not of the section's name


def test_labels_in_a_column_of_their_own(tmp_path: Path) -> None:
    found = _cells(tmp_path, BUDGET)
    above = {"118.200": "125.400", "40.900": "118.200", "7.200": "125.400", "82.000": "412.600", "33.480": "94.120"}
    assert {n: found[n].parent for n in above} == {n: found[whole].figure_id for n, whole in above.items()}
    assert found["412.600"].parent is None


def test_rates_above_a_hundred_are_no_shares(tmp_path: Path) -> None:
    found = _cells(tmp_path, MEMBERS)
    assert {found[n].measure for n in ("112,1", "108,2")} == {"level"}
    assert found["130"].unit != "dân"
    assert found["512"].parent == found["1.345"].figure_id


@pytest.mark.parametrize(
    ("written", "base", "times"),
    [
        ("Tr.đồng", "đồng", 1e6),
        ("Trđ/người", "đồng/người", 1e6),
        ("Tr. USD", "usd", 1e6),
        ("1000đ", "đồng", 1e3),
        ("Nghìn T", "kg", 1e6),
        ("Ng.người", "người", 1e3),
        ("GB/vạn dân", "giường bệnh/vạndân", 1.0),
    ],
)
def test_units_cut_short(written: str, base: str, times: float) -> None:
    unit = units.classify(written)
    assert unit is not None
    assert (unit.name, unit.base, unit.multiplier * (unit.factor or 1.0)) == (written.lower(), base, times)


def test_years_of_columns_come_before_those_of_the_title(tmp_path: Path) -> None:
    title = "Một số chỉ tiêu kinh tế - xã hội năm 2012 và kế hoạch năm 2013\n\n"
    found = _cells(
        tmp_path,
        f"{title}| Chỉ tiêu | Đơn vị | TH 2011 | KH 2013 |\n|---|---|---|---|\n"
        "| 1. Thu ngân sách | Tỷ đồng | 1.120 | 1.500 |\n| 2. Tỷ lệ hộ nghèo | % | 12,5 | 9,0 |\n",
    )
    assert [found[n].period for n in ("1.120", "12,5", "1.500")] == ["2011", "2011", "2013"]
    assert found["1.120"].indicator == "Thu ngân sách"


def test_a_total_row_counts_no_part_of_a_word(tmp_path: Path) -> None:
    found = _cells(
        tmp_path, "Huyện\tNăng suất (tạ/ha)\tSản lượng (tấn)\nTổng số\t62,5\t221.375\nTây Sơn\t63,1\t79.254\n"
    )
    assert found["62,5"].indicator == "Năng suất"
