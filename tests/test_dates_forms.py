"""Vietnamese dates: every way of writing one day, blanks, days that do not exist, numbers that are no dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.official import dates

FORMS = [
    "ngày {d} tháng {m} năm {y}",
    "ngày {d:02} tháng {m:02} năm {y}",
    "{d} tháng {m} năm {y}",
    "ngày {d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "ngày {d:02}.{m:02}.{y}",
    "ngày{d} tháng{m} năm {y}",
    "ngày {d} / {m} /{y}",
    "Ngày {d} tháng {m}, năm {y}",
    "{y}-{m:02}-{d:02}",
]
DAYS = st.dates(dt.date(1930, 1, 1), dt.date(2099, 12, 31))


@given(DAYS, st.sampled_from(FORMS))
def test_every_form_of_a_day_is_read(day: dt.date, form: str) -> None:
    written = form.format(d=day.day, m=day.month, y=day.year)
    text = f"Quyết định này có hiệu lực từ {written}, thay cho quyết định cũ."
    (found,) = dates.find(text)
    assert (found.value, found.quote, found.precision) == (day, written, "day")
    assert text[found.start : found.end] == written
    assert dates.parse(text) == day
    assert dates.at(text, found.start) == found


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1900, 2100))
def test_a_day_the_calendar_lacks_is_none_but_still_a_date(day: int, month: int, year: int) -> None:
    (found,) = dates.find(f"ngày {day}/{month}/{year}")
    try:
        expected: dt.date | None = dt.date(year, month, day)
    except ValueError:
        expected = None
    assert (found.value, found.impossible) == (expected, expected is None)


@pytest.mark.parametrize(
    ("text", "parts", "precision"),
    [
        ("Trà Vinh, ngày tháng ... năm.....", (None, None, None), "hollow"),
        ("Bến Tre, ngày      tháng 7 năm 2020", (None, 7, 2020), "hollow"),
        ("ngày …25..tháng 01 năm 2006", (25, 1, 2006), "hollow"),
        ("......, ngày ..... tháng .... năm 200..", (None, None, None), "hollow"),
        ("kỷ niệm ngày 27/7", (27, 7, None), "day_month"),
        ("ngày mồng 3 tháng 2", (3, 2, None), "day_month"),
        ("đến tháng 8/2020", (None, 8, 2020), "month"),
        ("từ tháng 10 năm 2001", (None, 10, 2001), "month"),
        ("ngày 12/6/98", (12, 6, 1998), "day"),
        ("ngày 01-7-04", (1, 7, 2004), "day"),
    ],
)
def test_parts(text: str, parts: tuple[int | None, ...], precision: str) -> None:
    (found,) = dates.find(text)
    assert ((found.day, found.month, found.year), found.precision) == (parts, precision)


@pytest.mark.parametrize(
    "text",
    [
        "1.120/950",
        "đạt 28/29 đồng chí",
        "giai đoạn 2015-2020",
        "12/1999/PL-UBTVQH10",
        "Điều 12.3.2",
        "tỷ lệ 12/6/98",
        "10 ngày",
        "hằng ngày, hằng tháng, hằng năm",
        "12 tháng năm 2019",
        "1.234.567 đồng",
        "điện thoại 075.3822.456",
    ],
)
def test_no_date(text: str) -> None:
    assert list(dates.find(text)) == []


@given(st.text(alphabet="ngàythábăm 0123456789/-.…,\n", max_size=60))
def test_whatever_the_text_offsets_hold(text: str) -> None:
    last = 0
    for found in dates.find(text):
        assert last <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.quote
        last = found.end
