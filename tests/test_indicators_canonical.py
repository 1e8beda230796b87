"""`indicator_id`: every example of rules/indicators.yaml, and what must never be given an id."""

from __future__ import annotations

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import canonical
from pipeline.model import Figure


def figure(
    indicator: str, unit: str = "%", unit_class: str = "percent", measure: str = "share", **more: object
) -> Figure:
    quote = f"12 {unit}"
    values: dict[str, object] = {"start": 0, "end": len(quote), "quote": quote, "context": f"{indicator} {quote}"}
    values |= {"block": 0, "kind": "statistic", "measure": measure, "status": "actual", "comparator": "eq"}
    values |= {"value_low": 12.0, "value_high": 12.0, "value_text": "12", "decimals": 0, "unit": unit}
    return Figure(**{**values, "unit_class": unit_class, "indicator": indicator, **more})  # type: ignore[arg-type]


MONEY = {"unit": "tỷ đồng", "unit_class": "money", "measure": "level"}
COUNT = {"unit": "đảng viên", "unit_class": "count", "measure": "level"}


def test_examples() -> None:
    assert list(canonical.failures()) == []


def test_ids_and_names_stand_once() -> None:
    listed = canonical.load().indicators
    assert (
        len({one.id for one in listed})
        == len({one.vi for one in listed})
        == len({one.en for one in listed})
        == len(listed)
    )
    assert len(listed) >= 80


def test_phrases() -> None:
    assert set(canonical.forms("[chỉ số] giá [(cpi)]")) == {" giá ", "chỉ số giá ", " giá (cpi)", "chỉ số giá (cpi)"}
    assert set(canonical.forms("(tạo|có) việc [làm|làm mới]")) == {
        *("tạo việc ", "tạo việc làm", "tạo việc làm mới", "có việc ", "có việc làm", "có việc làm mới"),
    }


@pytest.mark.parametrize(
    ("said", "given_as", "wanted"),
    [
        ("Thu ngân sách trên địa bàn", MONEY, "budget.revenue"),
        ("Thu ngân sách nhà nước trên địa bàn tỉnh năm 2023", MONEY, "budget.revenue"),
        ("(6) Tổng thu ngân sách nhà nước", MONEY, "budget.revenue"),
        ("Tổng chi ngân sách nhà nước", MONEY, "budget.expenditure"),
        ("Tổng thu ngân sách địa phương", MONEY, "budget.local_revenue"),
        ("tỉ lệ hộ nghèo", {}, "poverty.rate"),
        ("Chỉ số giá tiêu dùng tháng 12 tăng", {"measure": "change"}, "price.cpi"),
        ("Tổng sản phẩm trong tỉnh tăng so với năm 2003", {"measure": "change"}, "grdp.growth"),
        ("Tỷ lệ hộ nghèo giai đoạn 2021 - 2025", {}, "poverty.rate"),
        ("đảng viên kết nạp", COUNT, "party.members_admitted"),
        ("tỷ lệ bao phủ bảo hỉêm y tế", {}, "health.insurance_coverage"),  # a misplaced tone mark
        ("Tỷ lệ lao động qua đào tao", {}, "labour.trained"),  # one lost
    ],
)
def test_named(said: str, given_as: dict[str, str], wanted: str) -> None:
    assert canonical.identify(figure(said, **given_as)) == wanted


@pytest.mark.parametrize(
    ("said", "given_as"),
    [
        ("Tỷ lệ hộ nghèo", {"unit": "hộ", "unit_class": "other"}),  # the unit is none of a rate
        ("Tỷ lệ hộ nghèo", {"measure": "ratio"}),
        ("đảng viên kết nạp", {"unit": "chi bộ", "unit_class": "count", "measure": "level"}),
        ("Thu ngân sách trên địa bàn", {"measure": "level"}),  # a percentage of the plan
        ("Thu ngân sách trên địa bàn vượt", {"measure": "change"}),
        ("Thu ngân sách trên địa bàn tăng", {"measure": "change", "compared_with": "so với dự toán"}),
        ("Tỷ lệ hộ nghèo kế hoạch", {}),
        ("Tỷ lệ hộ nghèo huyện Thượng Khê", {}),
        ("Tỷ lệ hộ nghèo đồng bào dân tộc thiểu số", {}),
        ("Tỷ lệ hộ cận nghèo thoát nghèo", {}),
        ("nông nghiệp Giá trị sản xuất nông, lâm nghiệp và thủy sản tăng", {"measure": "change"}),
        ("Thu ngân sách xã", MONEY),
        ("thu nhập bình quân lao động", MONEY),
        ("", MONEY),
        ("quân", {"measure": "level"}),
        ("tăng", {"measure": "change"}),
    ],
)
def test_never_guessed(said: str, given_as: dict[str, str]) -> None:
    assert canonical.identify(figure(said, **given_as)) is None


def test_plan_of_a_target_is_no_comparison_with_one() -> None:
    planned = figure("Tỷ lệ lao động qua đào tạo Chỉ tiêu Nghị quyết", kind="target", status="planned")
    assert canonical.identify(planned) == "labour.trained"
    assert canonical.identify(dataclasses.replace(planned, kind="statistic")) is None


def test_the_sentence_can_forbid() -> None:
    exports = figure("kim ngạch xuất khẩu", **MONEY)
    assert canonical.identify(exports) == "trade.exports"
    of_some = dataclasses.replace(exports, context=f"Riêng 19 mặt hàng thì kim ngạch xuất khẩu đạt {exports.quote}")
    assert canonical.identify(of_some) is None


PHRASES = [form for one in canonical.load().indicators for p in one.phrases for form in canonical.forms(p)]
VOCABULARY = sorted({word for phrase in PHRASES for word in phrase.split()})


@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4), st.sampled_from(canonical.load().indicators))
def test_a_further_telling_word_never_keeps_the_id(extra: list[str], one: canonical.Indicator) -> None:
    """Words of other indicators beside a phrase: the id of the phrase alone is not given any more."""
    phrase = next(iter(canonical.forms(one.phrases[0])))
    words = f"{phrase} {' '.join(extra)}"
    said, bare = (canonical.telling(figure(text)) for text in (words, phrase))
    known = {canonical.telling(figure(form)) for p in one.phrases for form in canonical.forms(p)}
    measure, classes = next(iter(one.measures.items()))
    unit = one.units[0] if one.units else "%"
    found = canonical.identify(figure(words, unit=unit, unit_class=classes[0], measure=measure))
    if said != bare and said not in known and measure != "change" and classes[0] == "percent":
        assert found != one.id


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["level", "share", "change", "ratio"]))
def test_any_words_are_taken(said: str, context: str, measure: str) -> None:
    canonical.identify(figure(said, measure=measure, context=context))


@pytest.mark.parametrize(
    "piece", ["so với năm ", "giai đoạn 2011 - ", "1 mặt hàng ", "thị trường ", "kế hoạch ", "(", "trong năm "]
)
def test_long_texts_take_no_long_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    for said in (text, "kim ngạch xuất khẩu"):
        for measure in ("level", "change"):
            canonical.identify(figure(said, **{**MONEY, "measure": measure}, context=text))
    assert time.process_time() - began < 2
