"""The settled wording of indicators: what the word model may do, and that it is worth having."""

from __future__ import annotations

import collections
import itertools
import tempfile
from pathlib import Path

import numpy as np
import pytest
import word_model as training
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline.extract import figures, phrasing, word_model
from pipeline.model import Document


def read(text: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "van-ban.txt"
        path.write_text(text, encoding="utf-8")
        return pipeline.read(path)


def test_a_wording_is_made_of_words_that_stand_around_the_figure() -> None:
    for file in ("van-ban-dai", "the-loai-khac"):
        for snippet in training.annotated_score.snippets([file])[file]:
            document = read(snippet["text"])
            reworded = [f for f in figures(document).figures if phrasing.RULE_ID in f.rules]
            there = set(word_model.words(document.text))
            for figure in reworded:
                assert figure.indicator
                assert set(word_model.words(figure.indicator)) <= there, figure.indicator


def test_the_subject_told_in_the_sentence_before_is_brought_in() -> None:
    text = (
        "BÁO CÁO\nKết quả năm 2018\n\nCác cấp công đoàn đã quan tâm công tác bảo hiểm xã hội tự nguyện. "
        "Toàn tỉnh có 12.450 người tham gia, bằng 96,5% kế hoạch, tăng 8,2% so với năm 2017.\n"
    )
    first = figures(read(text)).figures[0]
    assert first.value_low == 12450
    assert "tham gia" in first.indicator


def test_an_indicator_the_rules_know_keeps_its_words() -> None:
    found = figures(read("BÁO CÁO\n\nTỷ lệ hộ nghèo giảm còn 4,2%, thu nhập bình quân đầu người đạt 45 triệu đồng.\n"))
    for figure in found.figures:
        assert figure.indicator_id and phrasing.RULE_ID not in figure.rules


def test_the_same_text_is_worded_alike_every_time() -> None:
    snippet = training.annotated_score.snippets(["van-ban-tron"])["van-ban-tron"][0]
    wordings = [[f.indicator for f in figures(read(snippet["text"])).figures] for _ in range(2)]
    assert wordings[0] == wordings[1]


@given(st.lists(st.floats(0, 1).map(lambda p: round(p, 4)), min_size=1, max_size=8))
def test_no_other_choice_of_words_is_expected_to_agree_better(chances: list[float]) -> None:
    def expected(chosen: tuple[int, ...]) -> float:
        return 2 * sum(chances[n] for n in chosen) / (len(chosen) + sum(chances))

    _, best = phrasing.likeliest(np.array(chances), sum(chances))
    sizes = range(1, len(chances) + 1)
    every = itertools.chain.from_iterable(itertools.combinations(range(len(chances)), size) for size in sizes)
    assert best == pytest.approx(max(map(expected, every)))


def test_words_of_several_syllables_are_whole() -> None:
    """`thanh niên` is not `niên`: a choice never cuts the words that the spaCy pipeline sees."""
    snippet = training.annotated_score.snippets(["van-ban-dai-dang"])["van-ban-dai-dang"][0]
    cut: list[str] = []

    def checked(found, scene, chance, chosen):  # type: ignore[no-untyped-def]
        whole = original(found, scene, chance, chosen)
        own = {found.starts[n] for n in whole}
        for start, end in scene.words:
            inside = {at for at in found.starts if start <= at < end}
            if own & inside not in (set(), inside):
                cut.append(document.text[start:end])
        return whole

    original, document = phrasing._whole, read(snippet["text"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrasing, "_whole", checked)
        figures(document)
    assert not cut


def test_the_model_is_small() -> None:
    assert word_model.WEIGHTS.stat().st_size < 5_000_000


def test_the_model_words_more_indicators_right_on_files_it_has_not_seen() -> None:
    """The reason it is there: half of the annotated files teach it, the other half judge it against the rules."""
    listed = [s for s in training.samples() if s.group.startswith("van-ban")]
    fold = training.folds(listed)
    teaching, judging = ([s for s in listed if (fold[s.group] < 2) == half] for half in (True, False))
    with training.use(training.fitted(teaching)):
        counts: collections.Counter[str] = training.judge(judging)
    assert counts["model"] > counts["rules"], counts
