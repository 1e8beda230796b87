"""The same text laid out otherwise says the same: wrapped, over pages, with other bullets, other styles of notes."""

from __future__ import annotations

import functools
import re
import tempfile
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import annotated_score
import pytest
from annotated_score import Row, Score

import pipeline

PLAIN = ("c1-03", "v4-03", "dg-05", "e3-03", "kt-06")  # of several genres, a paragraph a line
NOTED = ("dg-04", "f3-05", "d3-02", "v3-01", "j1-02")
LOSS = {"detect": 0.015, "record": 0.025, "full": 0.035}  # what another layout may cost
MARK = re.compile(r"⁽([^⁽⁾]{1,4})⁾")
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _wrapped(text: str, wide: int = 90, indent: str = "") -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        one = len(paragraph) <= wide or "\t" in paragraph or paragraph.startswith("|")
        first = "" if one else indent
        fill = functools.partial(textwrap.wrap, break_long_words=False, break_on_hyphens=False)
        lines += [paragraph] if one else fill(paragraph, wide, initial_indent=first)
    return lines


def _paged(text: str, foot: str) -> str:
    pages = [_wrapped(text)[at : at + 42] for at in range(0, len(_wrapped(text)), 42)]
    return "\n".join("\n".join(page) + (foot.format(n) if n < len(pages) else "") for n, page in enumerate(pages, 1))


LAYOUTS: dict[str, Callable[[str], str]] = {
    "wrapped": lambda text: "\n".join(_wrapped(text)),
    "indented": lambda text: "\n".join(_wrapped(text, 80, "    ")),
    "blank lines between all": lambda text: "\n\n".join(_wrapped(text)),
    "blank lines between paragraphs": lambda text: text.replace("\n", "\n\n"),
    "pages with numbers": lambda text: _paged(text, "\n\n{}\n"),
    "pages with form feeds": lambda text: _paged(text, "\n\n{}\n\f"),
    "other bullets": lambda text: re.sub(r"(?m)^- ", "• ", text),
    "escaped Markdown": lambda text: re.sub(r"(?m)^- ", r"\\- ", re.sub(r"(?m)^(\d+)\. ", r"\1\\. ", text)),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "composed letters apart": lambda text: unicodedata.normalize("NFD", text),
}
STYLES = {  # of a mark and of what opens the note
    "raised brackets": ("<sup>({})</sup>", "<sup>({})</sup> "),
    "raised digits": ("<sup>{}</sup>", "<sup>{}</sup> "),
    "brackets": ("({})", "({}) "),
    "square brackets": ("[{}]", "[{}] "),
    "plain digits": ("{}", "{} "),
    "Pandoc": ("[^{}]", "[^{}]: "),
    "carets": ("^{}^", "^{}^ "),
    "raised, dotted note": ("<sup>{}</sup>", "{}. "),
}
PLACES = ("end", "end, wrapped", "between", "between, wrapped")
# A dotted note between paragraphs reads as an item of a list, and is one more often.
LOST = {("raised, dotted note", "between"), ("raised, dotted note", "between, wrapped")}


@functools.cache
def _snippet(name: str) -> Row:
    return next(row for rows in annotated_score.snippets().values() for row in rows if row["id"] == name)


def _score(name: str, text: str) -> Score:
    snippet = _snippet(name)
    with tempfile.TemporaryDirectory() as folder:
        found = annotated_score.figures({"id": name, "text": text}, Path(folder))
    return annotated_score.score(snippet["figures"], found)


@functools.cache
def _usual(names: tuple[str, ...]) -> Score:
    total = Score()
    for name in names:
        total.add(_score(name, _snippet(name)["text"]))
    return total


@functools.cache
def _parts(name: str) -> tuple[tuple[bool, str, str], ...]:
    """Of each block of the text: whether it is a note, its label and its words with canonical marks."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(_snippet(name)["text"], encoding="utf-8")
        document = pipeline.read(path)
    blocks = [(block, document.block_text(block)) for block in document.blocks]
    return tuple((b.kind == "footnote", b.label, text) for b, text in blocks)


def _in_style(name: str, mark: str, body: str, place: str) -> str:
    text: list[str] = []
    notes: list[str] = []
    for is_note, label, words in _parts(name):
        words = MARK.sub("", words, count=1).strip() if is_note else words
        words = MARK.sub(lambda found: mark.format(found[1].translate(DIGITS)), words)
        (notes if is_note and place.startswith("end") else text).append(body.format(label) * is_note + words)
    whole = "\n".join([*text, "", *notes] if notes else text)
    return "\n".join(_wrapped(whole)) if place.endswith("wrapped") else whole


def _assert_as_good(new: Score, usual: Score) -> None:
    lost = {level: round(usual.f1(level) - new.f1(level), 4) for level in LOSS}
    assert all(lost[level] <= LOSS[level] for level in LOSS), (lost, sorted(set(new.lines) - set(usual.lines)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    total = Score()
    for name in PLAIN:
        total.add(_score(name, LAYOUTS[layout](_snippet(name)["text"])))
    _assert_as_good(total, _usual(PLAIN))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("style", STYLES)
def test_note_styles(style: str, place: str) -> None:
    if (style, place) in LOST:
        pytest.skip("reads as a list")
    total = Score()
    for name in NOTED:
        total.add(_score(name, _in_style(name, *STYLES[style], place)))
    _assert_as_good(total, _usual(NOTED))
