"""Each check on its examples in rules/checks.yaml, the sample report with deliberate slips, and properties."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import audit, extract
from pipeline.audit import Finding, checks
from pipeline.audit.amounts import Amount, english, judge, number, percentage, transposed

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus"
SLIPS = json.loads((SAMPLES / ".build" / "truth.json").read_text(encoding="utf-8"))["slips"]


def found_in(path: Path, skip: tuple[str, ...] = ()) -> list[Finding]:
    document = pipeline.read(path)
    return audit.findings(document, extract.figures(document), skip)


@pytest.mark.parametrize("check", checks.load(), ids=lambda c: c.id)
def test_examples(check: checks.Check) -> None:
    assert check.finds
    assert check.silent
    for text in check.finds:
        assert check.id in checks.found_in(text), text
    for text in check.silent:
        assert check.id not in checks.found_in(text), text


def test_every_rule_belongs_to_a_check() -> None:
    assert {c.id.partition(".")[0] for c in checks.load()} == set(audit.CHECKS)
    assert len({c.id for c in checks.load()}) == len(checks.load())


@pytest.fixture(scope="module", params=["docx", "pdf"])
def draft(request: pytest.FixtureRequest) -> tuple[str, list[Finding]]:
    path = SAMPLES / f"bao-cao-chinh-tri-du-thao-4.{request.param}"
    document = pipeline.read(path)
    return document.text, audit.findings(document, extract.figures(document))


@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: s["check"] + " " + s["quote"][:20])
def test_deliberate_slips_are_found(slip: dict[str, object], draft: tuple[str, list[Finding]]) -> None:
    text, found = draft
    words = str(slip["quote"])
    checks_of = {"share": {"share", "ratio"}}.get(str(slip["check"]), {str(slip["check"])})
    near = [
        f for f in found if f.check in checks_of and any(words in text[max(0, a - 80) : b + 80] for a, b in f.spans[:1])
    ]
    assert [f for f in near if f.severity == "error"], words
    if slip["computed"] is not None:
        assert any(number(float(str(slip["computed"])), None).split(",")[0] in f.computed for f in near)


def test_nothing_but_the_slips_is_wrong(draft: tuple[str, list[Finding]]) -> None:
    """The table's swapped share also spoils the sum of its row: seven slips, eight findings."""
    assert len(draft[1]) == len(SLIPS) + 1
    assert {f.severity for f in draft[1]} == {"error"}


@pytest.mark.parametrize(
    "name",
    [
        "bao-cao-chinh-tri-du-thao-3.docx",
        "nghi-quyet-hdnd-2021.txt",
        "bao-cao-kinh-te-xa-hoi-2019.md",
        "thong-bao-hoi-nghi.docx",
    ],
)
def test_samples_without_slips(name: str) -> None:
    assert found_in(SAMPLES / name) == []


def test_spans_are_the_figures(draft: tuple[str, list[Finding]]) -> None:
    text, found = draft
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        assert all(text[a:b].strip() for a, b in finding.spans)
        assert finding.message_vi.endswith(".") and finding.message_en.endswith(".")
    assert [f.finding_id[-4:] for f in found] == [f"{n:04}" for n in range(1, len(found) + 1)]


@pytest.mark.parametrize("name", ["total", "total.breakdown"])
def test_checks_can_be_switched_off(name: str) -> None:
    path = SAMPLES / "bao-cao-chinh-tri-du-thao-4.docx"
    kept, all_found = found_in(path, (name,)), found_in(path)
    assert {f.rule_id for f in all_found} - {f.rule_id for f in kept} == {
        f.rule_id for f in all_found if name in (f.check, f.rule_id)
    }


COUNTS = st.integers(min_value=1, max_value=100_000)


@given(COUNTS, COUNTS, st.integers(min_value=0, max_value=3))
def test_rounded_percentage_is_right_and_cut_one_rounding(part: int, whole: int, decimals: int) -> None:
    share = 100 * part / whole
    step = 10.0**-decimals
    low, high = percentage(Amount(part), Amount(whole))
    assert judge(Amount(round(share, decimals), step), low, high) == "right"
    cut = int(share / step + 1e-9) * step
    assert judge(Amount(cut, step), low, high) in ("right", "rounding")


@given(COUNTS, COUNTS, st.integers(min_value=1, max_value=3))
def test_percentage_two_digits_off_is_wrong(one: int, other: int, decimals: int) -> None:
    part, whole = sorted((one, other))
    share, step = 100 * part / whole, 10.0**-decimals
    low, high = percentage(Amount(part), Amount(whole))
    assert judge(Amount(round(share, decimals) + 2 * step, step), low, high) == "wrong"


@given(st.lists(st.decimals(min_value=0, max_value=10_000, places=2), min_size=2, max_size=9))
def test_sum_of_exact_parts_is_right(parts: list[object]) -> None:
    known = [Amount(float(str(p)), 0.01) for p in parts]
    total = sum(a.value for a in known)
    assert judge(Amount(total, 0.01), sum(a.low for a in known), sum(a.high for a in known), len(known)) == "right"


@given(st.floats(min_value=0, max_value=1e9, allow_nan=False))
def test_numbers_read_back(value: float) -> None:
    assert float(number(value, 2).replace(".", "").replace(",", ".")) == pytest.approx(value, abs=0.00501)
    assert float(english(value, 2).replace(",", "")) == pytest.approx(value, abs=0.00501)


def test_swapped_digits() -> None:
    assert transposed(68.29, 86.29, 2)
    assert not transposed(81.17, 87.17, 2)
    assert not transposed(86.29, 86.29, 2)


@pytest.mark.parametrize(
    ("counted", "listed", "wrong"),
    [(58, (37, 14, 3, 5), True), (59, (37, 14, 3, 5), False), (60, (37, 14, 3, 5), True)],
)
def test_breakdown(counted: int, listed: tuple[int, ...], wrong: bool) -> None:
    names = ("khiển trách", "cảnh cáo", "cách chức", "khai trừ")
    parts = ", ".join(f"{name} {value:02}" for name, value in zip(names, listed, strict=True))
    told = checks.found_in(f"Năm 2019, đã thi hành kỷ luật {counted} đảng viên, gồm {parts}.")
    assert ("total.breakdown" in told) == wrong


@given(st.integers(min_value=30, max_value=200), st.integers(min_value=1, max_value=29))
def test_increase_against_its_level(level: int, by: int) -> None:
    share = f"{100 * by / (level - by):.2f}".replace(".", ",")
    text = "Đến nay có {} mô hình, tăng {} mô hình so với đầu nhiệm kỳ, tăng {}%."
    assert "change.percent" not in checks.found_in(text.format(level, by, share))
    wrong = f"{100 * by / level:.2f}".replace(".", ",")
    if abs(100 * by / level - 100 * by / (level - by)) > 0.05:
        assert "change.percent" in checks.found_in(text.format(level, by, wrong))
