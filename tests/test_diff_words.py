"""Words and orders: what is folded away, what an assignment and a common subsequence must hold to."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.audit.drafts.alignment import in_order
from pipeline.audit.drafts.assignment import assign, heaviest_rising
from pipeline.official.words import fold, keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("hoà", "hòa"), ("uỷ", "ủy"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("lũy", "luỹ"), ("hóa", "hoá")),
        *(("tỉ", "tỷ"), ("kĩ", "kỹ"), ("quí", "quý"), ("ĐẢNG", "đảng"), ("Ủy", "uỷ")),
    ],
)
def test_spellings_of_one_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoa", "hòa"), ("ma", "má"), ("tý", "tỷ"), ("dân", "đân"), ("tai", "tay"), ("o", "ô"), ("thúy", "thủy")],
)
def test_different_words(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_marks_and_punctuation_are_no_words() -> None:
    assert keys("Đạt 46,8%⁽¹²⁾; (trong đó: nữ 5)⁽ᵃ⁾.") == keys("đạt 46,8 % - trong đó nữ 5")


def test_numbers_stay_as_written() -> None:
    assert keys("1.284 tỷ, 46,8; 16/16") == ["1.284", fold("tỷ"), "46,8", "16", "16"]


@given(st.lists(st.integers(0, 30), unique=True, max_size=9), st.data())
def test_heaviest_rising_is_the_heaviest(values: list[int], data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(1, 5), min_size=len(values), max_size=len(values)))
    found = heaviest_rising(values, [float(w) for w in weights])
    assert [values[i] for i in found] == sorted(values[i] for i in found)
    assert found == sorted(found)
    rising = (
        kept
        for size in range(len(values) + 1)
        for kept in itertools.combinations(range(len(values)), size)
        if [values[i] for i in kept] == sorted(values[i] for i in kept)
    )
    assert sum(weights[i] for i in found) == max(sum(weights[i] for i in kept) for kept in rising)


scored = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=9)


@settings(deadline=None)  # the first call loads scipy
@given(scored)
def test_assignment_is_the_best_as_a_whole(scores: dict[tuple[int, int], int]) -> None:
    candidates = [(i, j, float(score)) for (i, j), score in scores.items()]
    chosen = assign(candidates)
    assert len({i for i, _, _ in chosen}) == len({j for _, j, _ in chosen}) == len(chosen)
    assert set(chosen) <= set(candidates)
    best = 0.0
    for size in range(6):
        for some in itertools.combinations(candidates, size):
            if len({i for i, _, _ in some}) == len({j for _, j, _ in some}) == size:
                best = max(best, sum(score for _, _, score in some))
    assert sum(score for _, _, score in chosen) == best


words = st.lists(st.sampled_from("abcdef"), max_size=14)


@given(words, words)
def test_in_order_is_a_common_subsequence(left: list[str], right: list[str]) -> None:
    pairs = in_order(left, right)
    assert all(left[i] == right[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in itertools.pairwise(pairs))


@given(words, words, words)
def test_in_order_finds_what_was_kept(kept: list[str], before: list[str], behind: list[str]) -> None:
    assert len(in_order([*before, *kept], [*kept, *behind])) >= min(len(kept), 1)
    assert in_order(kept, kept) == [(i, i) for i in range(len(kept))]
