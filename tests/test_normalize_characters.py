"""One spelling for each letter; offsets stay on their characters."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from structure_checks import digits

from pipeline.model import FontRun, Mark, Piece, Source, Stretch
from pipeline.normalize import characters, edits
from pipeline.normalize.edits import Edit

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệ"
NASTY = "\u00a0\u2009\u200b\ufeff\u00ad\u202f\u3000\t ÐðƉ\uf0b7\u0301\u0300\u0323\u0302\u031b\x07\u2028"
texts = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + NASTY + "0123456789.,%-–/()⁽¹²⁾"), max_size=60)


def piece(text: str) -> Piece:
    runs = [(i, min(i + 5, len(text))) for i in range(0, len(text), 5)]
    return Piece(
        "line",
        text,
        stretches=[Stretch(a, b, Source(line=n)) for n, (a, b) in enumerate(runs)],
        fonts=[FontRun(a, b, f"font{n}") for n, (a, b) in enumerate(runs)],
    )


@given(texts)
def test_offsets_digits_and_spelling(text: str) -> None:
    owner = piece(text)
    characters.clean([owner])
    assert unicodedata.is_normalized("NFC", owner.text)
    assert owner.text == " ".join(owner.text.split())
    assert digits(owner.text) == digits(text)
    for sign in ".,%-–/()":
        assert owner.text.count(sign) - owner.text.startswith("-") <= text.count(sign)
        assert owner.text.count(sign) >= text.count(sign)
    previous = 0
    for stretch in owner.stretches:
        assert previous <= stretch.start <= stretch.end <= len(owner.text)
        previous = stretch.start
    for run in owner.fonts:
        assert 0 <= run.start < run.end <= len(owner.text)


@given(texts)
@example("\u00d0E\u0323")  # only its composed letter says that the text is Vietnamese
def test_cleaning_twice_changes_nothing(text: str) -> None:
    owner = piece(text)
    characters.clean([owner])
    once = owner.text
    characters.clean([owner])
    assert owner.text == once


@given(st.text(st.sampled_from("ab1 ."), min_size=1, max_size=40), st.data())
def test_edits_keep_offsets_on_their_characters(text: str, data: st.DataObject) -> None:
    """A character that no edit touches is found at its moved offset."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    changes = [Edit(a, b, data.draw(st.text("xyz", max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    owner = piece(text)
    move = edits.mover(changes) if changes else lambda at: at
    edits.apply(owner, changes)
    for at, char in enumerate(text):
        if not any(e.start <= at < e.end for e in changes):
            assert owner.text[move(at)] == char


@given(texts, st.integers(0, 60))
def test_split_and_join_are_inverse(text: str, at: int) -> None:
    owner = piece(text)
    characters.clean([owner])
    words = owner.text.split(" ")
    cut = len(" ".join(words[: at % (len(words) + 1)])) + 1
    whole = owner.text
    if cut >= len(whole):
        return
    tail = edits.split(owner, cut)
    assert edits.join([owner, tail]).text.replace(" ", "") == whole.replace(" ", "")
    for part in (owner, tail):
        assert all(0 <= s.start <= s.end <= len(part.text) for s in part.stretches)
        assert all(part.text[m.start : m.end].startswith("⁽") for m in part.marks)


def clean(text: str) -> str:
    owner = Piece("line", text)
    characters.clean([owner])
    return owner.text


def test_letters_that_look_alike() -> None:
    assert clean("Ðảng bộ") == "Đảng bộ"
    assert clean("Ðetta reikningar") == "Ðetta reikningar"  # no Vietnamese letter near: Icelandic stays


def test_blanks_bullets_and_broken_numbers() -> None:
    assert clean("\u00a0 tỷ\u2009đồng\u200b \t12\u00a0%") == "tỷ đồng 12 %"
    assert clean("\uf0b7 Phấn đấu") == "- Phấn đấu"
    assert clean(" \uf0b7\tPhấn đấu") == "- Phấn đấu"
    assert clean("tăng 1 7,7% và 2 7,7%") == "tăng 1 7,7% và 2 7,7%"  # what OCR broke stays broken


def test_marks_are_found_in_the_text() -> None:
    owner = Piece("line", "cơ sở⁽¹²⁾  và  ⁽*⁾")
    characters.clean([owner])
    assert owner.text == "cơ sở⁽¹²⁾ và ⁽*⁾"
    assert owner.marks == [Mark(5, 9, "12"), Mark(13, 16, "*")]


@given(texts)
def test_what_passes_for_usual_needs_no_closer_look(text: str) -> None:
    assert not (characters._is_usual(text) and characters._WORTH_A_LOOK.search(text))
