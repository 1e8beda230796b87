"""Numbers as written: where they stand, what they are worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import numbers

WORTH = {
    "6.021": (6021, 0),
    "99,92": (99.92, 2),
    "1.295,50": (1295.5, 2),
    "0.037": (0.037, 3),
    "12.5": (12.5, 1),
    "1.120.300": (1120300, 0),
    "1,234,567": (1234567, 0),
    "03": (3, 0),
    "2490": (2490, 0),
}


@pytest.mark.parametrize(("digits", "worth"), WORTH.items())
def test_value_in_vietnamese_style(digits: str, worth: tuple[float, int]) -> None:
    assert numbers.value(digits) == worth


def test_english_style_only_where_the_text_writes_it() -> None:
    assert numbers.is_english("Thu 1,234.5 tỷ đồng, chi 2,345.6 tỷ đồng")
    assert not numbers.is_english("Thu 1.234,5 tỷ đồng, chi 987,6 tỷ đồng")
    assert numbers.value("1,234", english=True) == (1234, 0)
    assert numbers.value("1,234") == (1.234, 3)


BROKEN = {
    "tổng thu đạt 1 66,9 nghìn tỷ đồng": ["166,9"],
    "tăng6 ,5% so với": ["6,5"],
    "tăng khá (15, 6%), vượt": ["15,6"],
    "lực lượng lao động 51,5 8 triệu người": ["51,58"],
    "từ 14-1 6%": ["14", "16"],
    "bình quân 2 600 USD": ["2600"],
    "kết nạp 1 .295 đảng viên": ["1.295"],
    "chiếm 2 8% tổng chi": ["28"],
    "sắp xếp 1.4 64 doanh nghiệp": ["1.464"],
    "giải quyết khoảng 1, 6 - 2 triệu việc làm": ["1,6", "2"],
    "cổ phần hóa được 1. 852 doanh nghiệp": ["1.852"],
    "khoảng 212 - 21 6 nghìn tỷ đồng": ["212", "216"],
    "tăng 2 7,2 - 28,3% so với": ["27,2", "28,3"],
    "ước đạt3 65 nghìn tỷ đồng": ["365"],
}
WHOLE = {
    "năm 2004, 2005": ["2004", "2005"],
    "khóa 12 100% đại biểu": ["12", "100"],
    "quý 2 7,5%": ["2", "7,5"],
    "tháng 8 250 hộ": ["8", "250"],
    "83 tổ chức, 12 lớp": ["83", "12"],
    "1. 852 doanh nghiệp đã cổ phần hóa": ["1", "852"],
    "giai đoạn 2001 - 2004. 852 doanh nghiệp": ["2001", "2004", "852"],
    "Mục 1.4 6 nhiệm vụ": ["1.4", "6"],
}


@pytest.mark.parametrize(("text", "digits"), (BROKEN | WHOLE).items())
def test_broken_numbers_are_made_whole_and_others_left(text: str, digits: list[str]) -> None:
    assert [n.digits for n in numbers.scan(text)] == digits


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=4))
def test_a_number_written_the_vietnamese_way_is_read_back(whole: int, decimals: int) -> None:
    grouped = f"{whole:,}".replace(",", ".")
    fraction = str(whole % 10**decimals).zfill(decimals) if decimals else ""
    written = f"{grouped},{fraction}" if decimals else grouped
    worth, stated = numbers.value(written)
    assert stated == decimals
    assert worth == float(f"{whole}.{fraction or 0}")


@given(st.text(alphabet="0123456789 .,%triệuđồngnăm", max_size=80))
def test_scan_covers_every_digit_once(text: str) -> None:
    found = numbers.scan(text)
    inside = [i for n in found for i in range(n.start, n.end)]
    assert len(inside) == len(set(inside))
    assert {i for i, c in enumerate(text) if c.isdigit()} <= set(inside)
    for number in found:
        assert number.digits == text[number.start : number.end].replace(" ", "")
