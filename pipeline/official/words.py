"""Words as texts are compared by: spelling that is no difference is folded away."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import regex

_TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}  # the letters Telex types them by
_Y_AS_I = regex.compile(r"(?<=^qu|[bcdđghklmnpqrstvx])y$")
# A footnote mark is read first, so that the letters of ⁽ᵃ⁾ are no word; punctuation is no token.
_TOKEN = regex.compile(r"⁽[^⁾]*⁾|(?P<word>\d+(?:[.,]\d+)*|[\p{L}\p{M}]+|[%‰])")


class Word(NamedTuple):
    """`text[start:end]` is a word whose comparison key is `key`."""

    start: int
    end: int
    key: str


def words(text: str, start: int, end: int) -> Iterator[Word]:
    """The words and numbers of `text[start:end]`, without punctuation and footnote marks."""
    for match in _TOKEN.finditer(text, start, end):
        if match["word"]:
            yield Word(match.start(), match.end(), fold(match["word"]))


def keys(text: str) -> list[str]:
    """The comparison keys of a text."""
    return [word.key for word in words(text, 0, len(text))]


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word's comparison key: case, the place of the tone mark and i/y after a consonant do not count.

    >>> fold("hoà") == fold("Hòa"), fold("uỷ") == fold("ủy"), fold("tỉ") == fold("tỷ"), fold("hoa") == fold("hòa")
    (True, True, True, False)
    """
    if word[0].isdigit():
        return word
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tone += _TONES[char]
        else:
            letters.append(char)
    plain = unicodedata.normalize("NFC", "".join(letters))
    folded: str = _Y_AS_I.sub("i", plain)
    return f"{folded}'{tone}" if tone else folded
