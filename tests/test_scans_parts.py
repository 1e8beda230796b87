"""The parts of recognition that need no Tesseract: labels by their order, numbers read twice, strokes, words mended."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.ingest import ink, picture
from pipeline.ingest.pdf import mark_order, misread, second_look
from pipeline.ingest.pdf.mark_order import Label
from pipeline.ingest.tesseract import Word
from pipeline.model import Piece, Raw, Source, Stretch
from pipeline.normalize import legacy


def word(text: str, confidence: float = 0.9) -> Word:
    return Word((0, 1, 1, 1), (0.0, 0.0, 10.0, 10.0), text, confidence)


@st.composite
def noted(draw: st.DrawFn) -> list[tuple[Label, str]]:
    """Marks and notes of a document, numbered through, with some readings lost, and the truth of each."""
    pages = draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    found: list[tuple[Label, str]] = []
    number = 0
    for page, count in enumerate(pages, 1):
        numbers = range(number + 1, number + count + 1)
        number += count
        found += [(Label(page, False, draw(st.sampled_from((f"({n})", f"({n})", "")))), str(n)) for n in numbers]
        found += [(Label(page, True, draw(st.sampled_from((f"{n}0", f"{n}()", "")))), str(n)) for n in numbers]
    return found


@given(noted())
def test_a_label_is_inferred_right_or_not_at_all(found: list[tuple[Label, str]]) -> None:
    labels = [label for label, _ in found]
    readable = [label for label in labels if not label.opens and label.read]
    mark_order.settle(labels)
    if readable:  # of the notes' readings alone `10` may be ten or the brackets of `1()`
        assert all(label.text in ("", truth) for label, truth in found)
        assert all(label.text for label in readable)


def test_what_was_read_of_every_label_but_one_gives_it() -> None:
    labels = [Label(1, False, read) for read in ("(1)", "", "(3)", "(9)", "(5)")]
    mark_order.settle(labels)
    assert [label.text for label in labels] == ["1", "2", "3", "4", "5"]
    assert [label.inferred for label in labels] == [False, True, False, True, False]
    assert "2, 4" in mark_order.told(labels)[0]


def test_numbers_that_begin_anew_on_every_page() -> None:
    labels = [Label(page, False, read) for page in (1, 2, 3) for read in ("1", "2")]
    labels[2].read = ""
    mark_order.settle(labels)
    assert [label.text for label in labels] == ["1", "2"] * 3


def test_what_nothing_tells_stays_unknown() -> None:
    labels = [Label(1, False, "(1)"), Label(2, False, ""), Label(3, False, ""), Label(4, False, "(5)")]
    mark_order.settle(labels)
    assert [label.text for label in labels] == ["1", "", "", "5"]
    assert any("trang 2, 3" in line for line in mark_order.told(labels))


@pytest.mark.parametrize(
    ("readings", "text", "flagged"),
    [
        ([("41,57", 0.8), ("41,57", 0.95)], "41,57", False),
        ([("4157", 0.95), ("41,57", 0.95)], "41,57", True),  # Tesseract loses commas
        ([("41,57", 0.95), ("4157", 0.95)], "41,57", True),
        ([("Sie)", 0.6), ("38", 0.95)], "38", True),
        ([("Sie)", 0.6), ("", 0.0)], "Sie)", False),
        ([("173", 0.54), ("13,73", 0.97), ("13,73", 0.9)], "13,73", True),
        ([("81,17", 0.97), ("61,17", 0.65), ("81,17", 0.9)], "81,17", True),
        ([("597", 0.95), ("", 0.0)], "597", False),
        ([("(156)", 0.9), ("156", 0.95)], "(156)", False),
    ],
)
def test_two_readings_of_a_number(readings: list[tuple[str, float]], text: str, flagged: bool) -> None:
    chosen, confidence = second_look.choose(readings)
    assert chosen == text
    assert (confidence <= 0.6) == flagged or not any(map(str.isdigit, text))


@given(st.lists(st.tuples(st.text("0123456789.,%()S ", max_size=8), st.floats(0, 1)), min_size=2, max_size=3))
def test_digits_are_never_made_up(readings: list[tuple[str, float]]) -> None:
    text, confidence = second_look.choose(readings)
    assert text in {reading for reading, _ in readings}
    digits = {"".join(filter(str.isdigit, reading)) for reading, _ in readings if any(map(str.isdigit, reading))}
    if len(digits) > 1 and any(map(str.isdigit, text)):  # a word without digits is no figure that could be doubted
        assert confidence <= 0.6


def test_misread_words_are_mended_and_numbers_are_not() -> None:
    words = [word(text) for text in ("300", "chỉ", "bộ,", "Chỉ", "thị", "05", "về", "tỉnh", "thần", "øóp", "ý")]
    assert [w.text for w in misread.mended(words)] == [
        "300",
        "chi",
        "bộ,",
        "Chỉ",
        "thị",
        "05",
        "về",
        "tinh",
        "thần",
        "góp",
        "ý",
    ]


def test_what_was_recognised_is_in_no_old_encoding() -> None:
    """Signs that Tesseract makes up are those of TCVN3 and VISCII letters."""
    text = "của Trun ø ương khôn ø có mức đánh giá tr»ng §ạch"
    recognised = Source(1, (0.0, 0.0, 1.0, 1.0), confidence=0.8)
    raw = Raw("x.pdf", "pdf", "0" * 64, [Piece("line", text, stretches=[Stretch(0, len(text), recognised)])])
    assert legacy.decode(raw).pieces[0].text == text and raw.encoding == "unicode"


def test_rules_are_taken_out_and_large_letters_stay() -> None:
    page = Image.new("L", (2480, 3508), 255)
    draw = ImageDraw.Draw(page)
    draw.line((300, 800, 2100, 800), fill=0, width=4)
    draw.line((300, 800, 300, 1600), fill=0, width=4)
    draw.rectangle((500, 300, 620, 318), fill=0)  # the bar of a large T
    seen = picture.ready(np.asarray(page), 300)
    assert len(seen.horizontal) == len(seen.vertical) == 1
    x0, top, x1, bottom = seen.horizontal[0]
    assert (x0, x1) == pytest.approx((300, 2100), abs=10) and top <= 800 <= bottom
    assert seen.gray[309, 560] == 0 and seen.gray[795:806, 400:2000].min() == 255


@pytest.mark.parametrize("degrees", [-1.8, -0.5, 0.7, 1.9])
def test_a_page_askew_is_set_straight(degrees: float) -> None:
    page = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(page)
    for line in range(30):
        for letter in range(60):
            draw.rectangle((150 + 22 * letter, 150 + 60 * line, 162 + 22 * letter, 172 + 60 * line), fill=0)
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert picture._askew(np.asarray(turned)) == pytest.approx(-degrees, abs=0.15)


def test_lines_that_run_upwards_are_seen() -> None:
    page = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(page)
    for line in range(20):
        for letter in range(50):
            draw.rectangle((150 + 22 * letter, 150 + 60 * line, 162 + 22 * letter, 172 + 60 * line), fill=0)
    for column in range(5):
        draw.line((150 + 300 * column, 1500, 150 + 300 * column, 2200), fill=0, width=5)
    gray = np.asarray(page)
    assert not picture.is_sideways(gray) and picture.is_sideways(np.rot90(gray).copy())
    assert not picture.is_sideways(np.full((300, 200), 255, dtype=np.uint8))


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 2**32 - 1), st.floats(0.0, 1.0))
def test_boxes_of_ink_are_those_of_its_connected_stretches(height: int, width: int, seed: int, share: float) -> None:
    page = np.random.default_rng(seed).random((height, width)) < share
    assert ink.boxes_of(page).tolist() == ink.labelled(page)[1].tolist()
