"""Words that a conversion broke by a blank behind their first consonants."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Piece, Source, Stretch
from pipeline.normalize import broken_words


def piece(text: str) -> Piece:
    return Piece("line", text, stretches=[Stretch(0, len(text), Source(line=1))])


def mended(*texts: str) -> list[str]:
    pieces = [piece(text) for text in texts]
    broken_words.mend(pieces)
    return [p.text for p in pieces]


def test_broken_words_are_whole_again() -> None:
    assert mended("ch ỉ bằng 88%", "năm 2005 v ẫn khá lớn, l úa đạt 35,4 triệu tấn") == [
        "chỉ bằng 88%",
        "năm 2005 vẫn khá lớn, lúa đạt 35,4 triệu tấn",
    ]


def test_one_or_two_may_be_something_else() -> None:
    assert mended("quy định tại điểm c ở trên", "ô tô b ở bến") == ["quy định tại điểm c ở trên", "ô tô b ở bến"]


def test_labels_and_units_stay_apart() -> None:
    texts = ["ch ỉ, v ẫn, l úa", "nhóm b ở dưới, cao 5 m ở đỉnh, 10 g ứng với"]
    assert mended(*texts) == ["chỉ, vẫn, lúa", texts[1]]


@given(st.lists(st.sampled_from(("ch ỉ", "l úa", "đạt 1.295 tấn", "5 m", "điểm b", "ở", "2 6,8 nghìn")), min_size=3))
def test_nothing_but_blanks_is_taken_away(words: list[str]) -> None:
    text = " ".join(words)
    [made] = mended(text)
    assert made.replace(" ", "") == text.replace(" ", "")
    assert [part for part in made.split() if part[0].isdigit()] == [part for part in text.split() if part[0].isdigit()]
