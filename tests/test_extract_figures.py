"""Figures of short texts: one case a rule of the language that was once read wrongly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.extract import Extraction, figures


def read(tmp_path: Path, text: str) -> Extraction:
    path = tmp_path / "doan-van.txt"
    path.write_text(text, encoding="utf-8")
    return figures(pipeline.read(path))


def said(extraction: Extraction, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(f, n) for n in names) for f in extraction.figures]


QUANTITIES = {
    "Kết nạp từ 700 đến 800 đảng viên.": [(700, 800, "range", "đảng viên")],
    "Đạt từ 92% trở lên.": [(92, None, "ge", "%")],
    "Có 98% số cơ quan, đơn vị trở lên đạt chuẩn văn hóa.": [(98, None, "ge", "%")],
    "Có 100% đoàn thể hoàn thành tốt nhiệm vụ trở lên.": [(100, 100, "eq", "%")],
    "Tỷ lệ hộ nghèo còn dưới 5%.": [(None, 5, "lt", "%")],
    "Bội chi không quá 0,2% GRDP.": [(None, 0.2, "le", "%")],
    "Thu ngân sách không thấp hơn 11.500 tỷ đồng.": [(11500, None, "ge", "tỷ đồng")],
    "Giảm từ 20% đến 50% thời gian giải quyết.": [(20, 50, "range", "%")],
    "Tỷ lệ hộ nghèo < 1%.": [(None, 1, "lt", "%")],
    "Tuyến đường dài 258,29km, diện tích 1.250 ha.": [(258.29, 258.29, "eq", "km"), (1250, 1250, "eq", "ha")],
    "Giá bán tăng lên mức 420-450 USD/tấn.": [(420, 450, "range", "usd/tấn")],
    "Cơ cấu là 38,2% - 26,5% - 35,3%.": [(38.2, 38.2, "eq", "%"), (26.5, 26.5, "eq", "%"), (35.3, 35.3, "eq", "%")],
    "Thu nhập chiếm 21%,9 tổng thu.": [(21.9, 21.9, "eq", "%")],
}


@pytest.mark.parametrize(("text", "wanted"), QUANTITIES.items())
def test_bounds_comparator_and_unit(tmp_path: Path, text: str, wanted: list[tuple[Any, ...]]) -> None:
    assert said(read(tmp_path, text), "value_low", "value_high", "comparator", "unit") == wanted


def test_value_in_the_base_unit(tmp_path: Path) -> None:
    [figure] = read(tmp_path, "Tổng thu đạt 1,2 nghìn tỷ đồng.").figures
    assert (figure.value_base, figure.unit_base, figure.decimals) == (1.2e12, "đồng", 1)


def test_a_ratio_keeps_its_denominator(tmp_path: Path) -> None:
    [figure] = read(tmp_path, "Đại hội đã bầu 28/29 đồng chí.").figures
    assert (figure.value_low, figure.denominator, figure.measure, figure.unit) == (28, 29, "ratio", "đồng chí")


MEASURES = {
    "Sản lượng tăng 11,9% so cùng kỳ.": [("change", "increase")],
    "Sản lượng bằng 92,4% kế hoạch.": [("level", None)],
    "Tỷ lệ hộ nghèo giảm từ 8,2% năm 2003 xuống còn 7,4% năm 2004.": [("share", None), ("share", None)],
    "Có 129 mô hình, tăng 26 mô hình, tăng 25,24%.": [("level", None), ("change", "increase"), ("change", "increase")],
    "Giảm 12 vụ (7,9%).": [("change", "decrease"), ("change", "decrease")],
    "Tốc độ tăng trưởng GDP đạt 8%.": [("change", "increase")],
}


@pytest.mark.parametrize(("text", "wanted"), MEASURES.items())
def test_measure_and_direction(tmp_path: Path, text: str, wanted: list[tuple[Any, ...]]) -> None:
    assert said(read(tmp_path, text), "measure", "direction") == wanted


def test_list_items_inherit_what_their_introduction_says(tmp_path: Path) -> None:
    lines = ("2. Các chỉ tiêu chủ yếu", "Phấn đấu hàng năm thực hiện đạt các chỉ tiêu sau:")
    items = ("- 90% trở lên chi bộ hoàn thành tốt nhiệm vụ;", "- Kết nạp 120 đảng viên.")
    text = "\n\n".join(lines + items)
    assert said(read(tmp_path, text), "kind", "status", "frequency") == [("target", "planned", "annual")] * 2


def test_a_plan_in_brackets_is_a_target_of_the_same_measure(tmp_path: Path) -> None:
    extraction = read(tmp_path, "Năm 2004, sản lượng lúa ước tăng 15,6% (kế hoạch là 15%).")
    assert said(extraction, "kind", "measure", "status") == [
        ("statistic", "change", "estimated"),
        ("target", "change", "planned"),
    ]


def test_the_nearest_period_wins(tmp_path: Path) -> None:
    extraction = read(tmp_path, "Năm 2016 đạt 94,38%; năm 2017 đạt 95,5%; 6 tháng đầu năm 2018 đạt 90%.")
    assert said(extraction, "period") == [("2016",), ("2017",), ("2018-H1",)]
    assert [str(f.period_end) for f in extraction.figures] == ["2016-12-31", "2017-12-31", "2018-06-30"]


def test_parts_of_a_bracket_name_their_whole(tmp_path: Path) -> None:
    extraction = read(tmp_path, "Toàn huyện có 6.021 đảng viên (nữ 2.152; dân tộc 487).")
    whole = extraction.figures[0].figure_id
    assert said(extraction, "value_low", "parent") == [(6021, None), (2152, whole), (487, whole)]


NO_FIGURES = (
    "Chỉ thị 05-CT/TW ngày 15/5/2016, Nghị quyết Trung ương 4 khóa XII, Kế hoạch số 31-KH/ĐUK.",
    "Họp lúc 07 giờ 30 phút ngày 12 tháng 3 năm 2019 tại phòng họp số 2, tầng 3.",
    "Nhiệm kỳ 2015 - 2020, khóa 12, lần thứ 11, kỳ họp thứ 4, Huy hiệu 30 năm tuổi Đảng.",
    "Điện thoại: 0294.3855.123; mã số thuế 2100123456; Quốc lộ 1A, Km 45+200.",
    "Phong trào “5 không, 3 sạch”, phương châm 4 tại chỗ, dịch Covid-19, mạng 5G.",
    "Xếp thứ 24/63 tỉnh, thành phố; Đồn Biên phòng 618 tổ chức luyện tập.",
)


@pytest.mark.parametrize("text", NO_FIGURES)
def test_numbers_that_are_no_figures_are_rejected_by_a_named_rule(tmp_path: Path, text: str) -> None:
    extraction = read(tmp_path, text)
    assert extraction.figures == []
    assert extraction.rejected
    assert all(r.rule_id for r in extraction.rejected)


def test_every_number_is_a_figure_or_is_rejected(tmp_path: Path) -> None:
    text = "Ngày 12/3/2019, kiểm tra 35 tổ chức đảng, đạt 98,5% kế hoạch số 12-KH/TU; thu 1.250 tỷ đồng."
    path = tmp_path / "doan-van.txt"
    path.write_text(text, encoding="utf-8")
    document = pipeline.read(path)
    extraction = figures(document)
    covered = [(f.start, f.end) for f in extraction.figures] + [(r.start, r.end) for r in extraction.rejected]
    for at, char in enumerate(document.text):
        assert not char.isdigit() or any(a <= at < b for a, b in covered), document.text[at : at + 12]


def test_the_same_document_gives_the_same_figures(tmp_path: Path) -> None:
    text = "Năm 2019, kết nạp 120 đảng viên, đạt 104% chỉ tiêu; trong đó nữ 56 đồng chí."
    assert read(tmp_path, text) == read(tmp_path, text)


def test_amounts_told_in_scales_are_one_figure(tmp_path: Path) -> None:
    text = "Tổng thu ngân sách là 5.638 tỷ 079 triệu đồng, hỗ trợ 2 nghìn 500 hộ; nợ 3 tỷ đồng, 12 tỷ 5 xã góp."
    text += " Cho vay 2 600 tỷ 400 triệu đồng."
    assert said(read(tmp_path, text), "quote", "value_low", "unit", "decimals", "value_base") == [
        ("5.638 tỷ 079 triệu đồng", 5638.079, "tỷ đồng", 3, 5638079e6),
        ("2 nghìn 500 hộ", 2.5, "nghìn hộ", 1, 2500.0),
        ("3 tỷ đồng", 3.0, "tỷ đồng", 0, 3e9),
        ("12 tỷ", 12.0, "tỷ", 0, 12e9),
        ("5 xã", 5.0, "xã", 0, 5.0),
        ("2 600 tỷ 400 triệu đồng", 2600.4, "tỷ đồng", 1, 2600.4e9),
    ]
