"""What is no change, done to whole documents: not one figure may differ."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from draft_files import compare_texts, differing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mocks import resolution

_SPELLINGS = {"oà": "òa", "oá": "óa", "oả": "ỏa", "uỷ": "ủy", "uý": "úy", "uỹ": "ũy", "oẻ": "ỏe"}
_SPELLINGS |= {new: old for old, new in _SPELLINGS.items()}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = {raised: digit for digit, raised in _RAISED.items()}


def paragraphs(text: str) -> list[str]:
    return re.split(r"\n\s*\n", text)


def rewrapped(text: str, rng: random.Random) -> str:
    """Lines of another length; a line never begins with a number, which could open a list item."""
    width = rng.randint(70, 110)

    def wrap(paragraph: str) -> str:
        if "\t" in paragraph or len(paragraph) < width:
            return paragraph
        kept = re.sub(r" (?=\d)|(?<=\d) ", "\u00a0", paragraph.replace("\n", " "))
        lines = textwrap.wrap(kept, width, break_on_hyphens=False, break_long_words=False)
        return "\n".join(lines).replace("\u00a0", " ")

    return "\n\n".join(map(wrap, paragraphs(text)))


def respelled(text: str, rng: random.Random) -> str:
    return re.sub("|".join(_SPELLINGS), lambda m: _SPELLINGS[m[0]] if rng.random() < 0.5 else m[0], text)


def repunctuated(text: str, rng: random.Random) -> str:
    text = text.replace("“", '"').replace("”", '"').replace(" – ", " - ").replace("…", "...")
    return re.sub(r", (?=[a-zà-ỹ])", lambda m: rng.choice((" ", ",  ", ", ")), text)


def renumbered(text: str, rng: random.Random) -> str:
    """As if a note had been put before the first."""
    more = rng.randint(1, 3)
    marks = re.compile("⁽([⁰¹²³⁴⁵⁶⁷⁸⁹]+)⁾")
    return marks.sub(lambda m: f"⁽{int(m[1].translate(_LOWERED)) + more}⁾".translate(_RAISED), text)


def split(text: str, rng: random.Random) -> str:
    """Some paragraphs broken in two between sentences."""
    return "\n\n".join(
        part
        for paragraph in paragraphs(text)
        for part in (
            [paragraph]
            if "\t" in paragraph or rng.random() < 0.5
            else re.split(r"(?<=[a-zà-ỹ]\.) (?=[A-ZĐÀ-Ỹ][a-zà-ỹ])", paragraph, maxsplit=1)
        )
    )


NOISE: dict[str, Callable[[str, random.Random], str]] = {
    noise.__name__: noise for noise in (rewrapped, respelled, repunctuated, renumbered, split)
}


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize("name", ["tv-baocao", "tv-nghiquyet"])
def test_noise_in_real_documents(noise: str, name: str, shared: Path, tmp_path: Path) -> None:
    old = (shared / "corpus" / "text" / f"{name}.txt").read_text(encoding="utf-8")
    new = NOISE[noise](old, random.Random(name))
    if new == old:
        pytest.skip("this document offers no such noise")
    assert differing(compare_texts(tmp_path, old, new)) == []


@pytest.mark.parametrize("noise", NOISE)
def test_noise_in_the_sample(noise: str, corpus: Path, tmp_path: Path) -> None:
    old = (corpus / "nghi-quyet-hdnd-2021.txt").read_text(encoding="utf-8")
    assert differing(compare_texts(tmp_path, old, NOISE[noise](old, random.Random(1)))) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=st.lists(st.sampled_from(sorted(NOISE)), min_size=1, max_size=4), seed=st.integers(0, 99))
def test_noise_upon_noise(kinds: list[str], seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    old = new = resolution()
    for kind in kinds:
        new = NOISE[kind](new, rng)
    assert differing(compare_texts(tmp_path, old, new)) == []


@pytest.mark.parametrize("seed", range(3))
def test_paragraphs_moved(seed: int, shared: Path, tmp_path: Path) -> None:
    """Paragraphs in the middle of a report go two places on: their figures have moved, none differs."""
    old = (shared / "corpus" / "text" / "tv-baocao.txt").read_text(encoding="utf-8")
    parts = paragraphs(old)
    middle = range(len(parts) // 4, len(parts) * 3 // 4)
    plain = [
        n for n in middle if re.match(r"- \w", parts[n]) and re.match(r"- \w", parts[n + 2]) and "\t" not in parts[n]
    ]
    for n in sorted(random.Random(seed).sample(plain, 5), reverse=True):
        parts.insert(n + 2, parts.pop(n))
    comparison = compare_texts(tmp_path, old, "\n\n".join(parts))
    assert differing(comparison) == []
    assert {c.change for c in comparison.changes} <= {"moved", "reworded"}
