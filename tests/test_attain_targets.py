"""Targets held against results: what is judged how, which results count, what the sample documents say."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import pipeline
from pipeline import extract
from pipeline.audit import attainment
from pipeline.audit.attainment import Attainment, Side, judge, matching, times
from pipeline.audit.attainment.judging import smaller_is_better
from pipeline.model import Document, Figure, Letterhead

CORPUS = Path(__file__).parents[1] / "corpus"
SHARED = Path(__file__).parents[1].parent / "shared" / "corpus" / "text"


def figure(low: float | None, high: float | None = None, **more: object) -> Figure:
    """A percentage of an invented rate; `high` is `low` where only that is given and nothing compares."""
    values: dict[str, object] = {"start": 0, "end": 3, "quote": "x", "context": "x", "block": 0, "kind": "target"}
    values |= {"measure": "share", "status": "planned", "comparator": "eq", "value_text": "", "decimals": 0}
    values |= {"unit": "%", "unit_class": "percent", "unit_base": "%", "indicator": "Tỷ lệ hộ thử việc xanh"}
    values |= {"value_low": low, "value_high": low if high is None and "comparator" not in more else high, **more}
    return Figure(**values)  # type: ignore[arg-type]


def at_least(bound: float, strictly: bool = False) -> Figure:
    return figure(bound, None, comparator="gt" if strictly else "ge")


def at_most(bound: float, strictly: bool = False) -> Figure:
    return figure(None, bound, comparator="lt" if strictly else "le")


@pytest.mark.parametrize(
    ("target", "result", "attained", "difference"),
    [
        (at_least(90), figure(92), True, 2),
        (at_least(90), figure(90), True, 0),
        (at_least(90, strictly=True), figure(90), False, 0),
        (at_least(90), figure(89.5), False, -0.5),
        (at_least(90), figure(88, None, comparator="gt"), None, -2),  # trên 88% may be 90%
        (at_most(5), figure(4), True, -1),
        (at_most(5, strictly=True), figure(5), False, 0),
        (at_most(5), figure(None, 6, comparator="lt"), None, 1),
        (figure(80), figure(80), True, 0),
        (figure(80), figure(79), False, -1),
        (figure(90, 95, comparator="range"), figure(92), True, 0),
        (figure(90, 95, comparator="range"), figure(97), True, 2),
        (figure(90, 95, comparator="range"), figure(89), False, -1),
        (figure(100, comparator="approx", high=100), figure(97), None, -3),
        (figure(100, comparator="approx", high=100), figure(80), False, -20),
        (figure(100, comparator="approx", high=100), figure(101), True, 1),
        (figure(90), figure(89, 92, comparator="range"), None, -1),
    ],
)
def test_comparators(target: Figure, result: Figure, attained: bool | None, difference: float) -> None:
    judged = judge(target, result, due=True)
    assert (judged.attained, judged.difference) == (attained, difference)


def test_relative_difference_is_of_the_bound() -> None:
    assert judge(figure(80), figure(60), due=True).relative == -0.25
    assert judge(figure(0), figure(60), due=True).relative is None


def test_a_decrease_is_to_be_large() -> None:
    target = figure(1.5, measure="change", direction="decrease", indicator="Tỷ lệ hộ nghèo giảm")
    more, less, rise = (
        figure(v, measure="change", direction=d) for v, d in ((2, "decrease"), (1, "decrease"), (1, "increase"))
    )
    assert judge(target, more, due=True).attained is True
    assert judge(target, less, due=True).attained is False
    judged = judge(target, rise, due=True)
    assert (judged.attained, judged.low, judged.difference) == (False, -1, -2.5)


def test_what_is_bad_is_to_be_small() -> None:
    poor = figure(5, indicator="Tỷ lệ hộ nghèo", indicator_id="poverty.rate")
    assert judge(poor, figure(4), due=True).attained is True
    assert judge(poor, figure(6), due=True).attained is False
    assert smaller_is_better(figure(3, indicator="tỷ lệ thất nghiệp khu vực thị tứ"))  # no id, known words
    assert not smaller_is_better(figure(3, comparator="ge", high=None, indicator="tỷ lệ hộ nghèo được vay vốn"))


def test_units_of_one_base_are_reckoned() -> None:
    money = {"measure": "level", "unit_class": "money", "unit_base": "đồng"}
    target = figure(4600, unit="tỷ đồng", value_base=4.6e12, **money)
    result = figure(4.875, unit="nghìn tỷ đồng", value_base=4.875e12, **money)
    assert judge(target, result, due=True).difference == 275
    assert not matching.comparable(target, figure(4875, unit="triệu usd", **{**money, "unit_base": "usd"}))


def test_before_its_time_a_target_is_not_missed() -> None:
    assert judge(at_least(90), figure(70), due=False).attained is None
    assert judge(at_least(90), figure(91), due=False).attained is True
    growth = {"measure": "change", "direction": "increase"}
    assert judge(figure(7, **growth), figure(9, **growth), due=False).attained is None
    accidents = {"measure": "level", "unit": "vụ", "unit_class": "count", "comparator": "le"}
    assert (
        judge(figure(None, 100, **accidents), figure(60, 60, **{**accidents, "comparator": "eq"}), due=False).attained
        is None
    )


@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(0, 1000))
def test_more_is_never_worse(bound: float, result: float, more: float) -> None:
    assume(all(abs(v - bound) > 1e-6 for v in (result, result + more)))  # values are written with few digits
    first, second = (judge(at_least(bound), figure(v), due=True).attained for v in (result, result + more))
    assert (first, second) != (True, False)
    first, second = (judge(at_most(bound), figure(v), due=True).attained for v in (result, result + more))
    assert (first, second) != (False, True)


@pytest.mark.parametrize(
    ("said", "told", "by"),
    [
        ("Tỷ lệ hộ thử việc xanh", "tỷ lệ hộ thử việc xanh của tỉnh năm 2023", "phrase"),
        ("Tỷ lệ hộ thử việc xanh", "Tỷ lệ hộ cận thử việc xanh", None),
        ("Tỷ lệ hộ thử việc xanh", "Tỷ lệ hộ thử việc", None),
        (
            "cơ quan, đơn vị, doanh nghiệp đóng bảo hiểm y tế, bảo hiểm thất nghiệp cho người lao động",
            "cơ quan, đơn vị, doanh nghiệp đóng bảo hiểm y tế, bảo hiểm thất nghiệp cho lao động",
            "alike",
        ),
        (
            "cơ quan, đơn vị, doanh nghiệp hoàn thành tốt nhiệm vụ chính trị được giao hằng quý",
            "cơ quan, đơn vị, doanh nghiệp không hoàn thành tốt nhiệm vụ chính trị được giao hằng quý",
            None,
        ),
    ],
)
def test_same_words(said: str, told: str, by: str | None) -> None:
    found = matching.match(figure(90, indicator=said), figure(90, indicator=told, kind="statistic"))
    assert (found and found.by) == by


def test_ids_must_agree() -> None:
    with_id = figure(90, indicator="Tỷ lệ hộ nghèo", indicator_id="poverty.rate")
    assert matching.match(with_id, figure(9, indicator="hộ đói nghèo", indicator_id="poverty.rate")) is not None
    assert matching.match(with_id, figure(9, indicator="Tỷ lệ hộ nghèo")) is None
    assert matching.match(with_id, figure(9, indicator="Tỷ lệ hộ nghèo", indicator_id="poverty.near_rate")) is None


def test_another_actor_is_another_result() -> None:
    target = figure(90, actor="Ban Thường vụ")
    assert matching.match(target, figure(90, actor="Ban Thường vụ Đảng ủy")) is not None
    assert matching.match(target, figure(90, actor="Ủy ban Kiểm tra")) is None
    assert (
        matching.match(target, figure(90)).confidence
        < matching.match(target, figure(90, actor="Ban Thường vụ")).confidence
    )  # type: ignore[union-attr]


def document(issued: dt.date | None, doc_id: str = "a" * 16) -> Document:
    return Document(
        doc_id,
        doc_id * 4,
        doc_id,
        "txt",
        "x" * 9,
        [],
        letterhead=Letterhead(issued_on=issued),
        year=issued.year if issued else 0,
    )


def year(value: int, last: int | None = None, **more: object) -> dict[str, object]:
    return {
        "period": str(value),
        "period_start": dt.date(value, 1, 1),
        "period_end": dt.date(last or value, 12, 31),
        **more,
    }


def states(target: Figure, *results: Figure, issued: int = 2020) -> list[tuple[str, str]]:
    """State and period of each result of a target issued in 2020 that a report of 2026 tells."""
    sides = [
        Side(document(dt.date(issued, 12, 1)), [target]),
        Side(document(dt.date(2026, 1, 5), "b" * 16), [reported(r) for r in results]),
    ]
    return [(one.state, one.result.period if one.result else "") for one in attainment.attain(sides)]


def reported(result: Figure) -> Figure:
    result.kind = "statistic"
    return result


def test_results_of_another_time_do_not_count() -> None:
    target = figure(90, **year(2021))
    assert states(target, figure(95, **year(2020))) == [("unreported", "")]
    assert states(target, figure(95, **year(2022))) == [("unreported", "")]
    assert states(target, figure(95, **year(2016, 2021))) == [("unreported", "")]
    assert states(target, figure(95, **year(2021))) == [("attained", "2021")]
    assert states(target, figure(85, **year(2021))) == [("missed", "2021")]


def test_a_target_for_a_later_year_is_open_until_then() -> None:
    target = figure(90, **year(2025))
    assert states(target, figure(85, **year(2023))) == [("open", "2023")]
    assert states(target, figure(85, **year(2023)), figure(91, **year(2025))) == [("attained", "2025")]
    assert states(target, figure(85, **year(2019))) == [("unreported", "")]


def test_a_yearly_target_has_a_result_a_year() -> None:
    target = figure(90, **year(2021, 2025, frequency="annual"))
    told = states(target, figure(95, **year(2021)), figure(80, **year(2022)), figure(92, **year(2023)))
    assert told == [("attained", "2021"), ("missed", "2022"), ("attained", "2023")]


def test_part_of_a_sum_misses_nothing() -> None:
    count = {"measure": "level", "unit": "đảng viên", "unit_class": "count"}
    target = figure(600, **count, **year(2021, 2025))
    assert states(target, figure(140, **count, **year(2025))) == [("open", "2025")]
    assert states(target, figure(580, **count, **year(2021, 2025))) == [("missed", "2021")]


def test_order_of_documents_is_that_of_their_dates() -> None:
    days = [dt.date(2022, 1, 1), dt.date(2020, 1, 1), dt.date(2021, 1, 1)]
    assert times.in_order([document(day) for day in days]) == [1, 2, 0]
    assert times.in_order([document(day) for day in (*days, None)]) == [0, 1, 2, 3]


def test_documents_of_two_places_are_not_held_against_each_other() -> None:
    def told(here: str, there: str) -> str:
        first, second = document(dt.date(2020, 12, 1)), document(dt.date(2026, 1, 5), "b" * 16)
        first.letterhead.place, second.letterhead.place = here, there
        sides = [Side(first, [figure(90, **year(2021))]), Side(second, [reported(figure(95, **year(2021)))])]
        return attainment.attain(sides)[0].state

    assert told("Hòa Giang", "Thượng Khê") == "unreported"
    assert told("Hòa Giang", "TP. Hoà Giang") == told("Hòa Giang", "") == "attained"


def read(path: Path) -> Side:
    read_document = pipeline.read(path)
    return Side(read_document, extract.figures(read_document).figures)


@pytest.fixture(scope="module")
def samples() -> list[Side]:
    return [read(CORPUS / name) for name in ("bao-cao-kinh-te-xa-hoi-2021.txt", "nghi-quyet-hdnd-2021.txt")]


def test_the_samples(samples: list[Side]) -> None:
    """Every target that the report speaks of, by its id; the report was given first, but is the later one."""
    found = attainment.attain(samples)
    assert {one.target_document.doc_id for one in found} == {samples[1].document.doc_id}
    told = {(one.target.indicator_id, one.target.measure): one for one in found if one.result}
    expected = {
        ("grdp.growth", "change"): ("attained", 0.0),
        ("grdp.per_capita", "level"): ("attained", 1.4),
        ("trade.exports", "level"): ("missed", -44.0),
        ("trade.exports", "change"): ("missed", -6.9),
        ("budget.revenue", "level"): ("attained", 275.0),
        ("budget.domestic_revenue", "level"): ("attained", 160.0),
        ("investment.total_social", "level"): ("open", -600.0),  # khoảng 19.500
        ("poverty.rate", "change"): ("attained", 0.15),
        ("jobs.created", "level"): ("missed", -1260.0),
        ("jobs.abroad", "level"): ("missed", -438.0),
        ("labour.trained", "share"): ("attained", 0.6),
        ("health.insurance_coverage", "share"): ("missed", -1.2),
        ("forest.cover", "share"): ("attained", 0.2),
        ("environment.urban_waste_collected", "share"): ("attained", 0.5),
        ("rural.clean_water", "share"): ("attained", 0.0),
        ("investment.public_disbursement_rate", "level"): ("missed", -7.6),
    }
    got = {key: (one.state, one.judgement.difference) for key, one in told.items() if one.judgement}
    assert {key: got.get(key) for key in expected} == expected
    assert set(got) - set(expected) <= {("rural.new_communes", "level"), ("rural.new_communes", "change")}
    assert "Tỷ lệ hộ nghèo các huyện nghèo giảm" in {one.target.indicator for one in found if one.result is None}


def test_order_given_does_not_matter(samples: list[Side]) -> None:
    one, other = attainment.attain(samples), attainment.attain(samples[::-1])
    assert [_ids(a) for a in one] == [_ids(a) for a in other]


def _ids(one: Attainment) -> tuple[str, str | None]:
    return one.target.figure_id, one.result.figure_id if one.result else None


def test_targets_of_named_documents_only(samples: list[Side]) -> None:
    assert attainment.attain(samples, [samples[0].document.doc_id]) == []
    assert attainment.attain(samples, [samples[1].document.doc_id])


@pytest.mark.skipif(not SHARED.exists(), reason="the shared documents are not here")
def test_a_real_resolution_and_report() -> None:
    resolution, report = (read(SHARED / f"{name}.txt") for name in ("tv-nghiquyet", "tv-baocao"))
    found = attainment.attain([resolution, report])
    (admitted,) = [one for one in found if one.target_document is resolution.document and one.result]
    assert admitted.target.indicator_id == "party.members_admitted" and admitted.attained
    assert admitted.result and admitted.result.period == "2020-08" and admitted.judgement
    assert admitted.judgement.difference == 0
    own = [one for one in found if one.target_document is report.document]
    assert all(one.result_document is report.document for one in own)
    yearly = [(one.result.period, one.judgement.difference) for one in own if one.result and one.judgement
              and one.target.table_id and one.target.frequency == "annual" and one.target.unit_class == "count"
              and one.target.period.isdigit()]  # fmt: skip
    assert yearly == [("2016", 90), ("2017", 33), ("2018", 31), ("2019", 121)]
    for one in found:
        assert one.target_document.text[one.target.start : one.target.end]
        if one.result:
            assert (
                one.result.period_end is None
                or one.target.period_start is None
                or (one.result.period_end >= one.target.period_start)
            )
