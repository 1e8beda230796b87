"""What the letters of a line or a cell say of its place on the page (rules/page_layout.yaml, rules/syllables.yaml)."""

from __future__ import annotations

import functools
import unicodedata

import regex

from pipeline import rules

_OPEN = regex.compile(r"[\p{L}\p{M}\d%)/]-$")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@functools.cache
def _rule(name: str) -> rules.Compiled:
    return next(rule for rule in rules.load("page_layout") if rule.id == f"page_layout.{name}")


def match(name: str, text: str) -> regex.Match[str] | None:
    """The match of the rule `page_layout.<name>` in `text`."""
    return _rule(name).find(text)


def is_number(text: str) -> bool:
    return match("number", text) is not None


@functools.cache
def _rhymes() -> tuple[frozenset[str], tuple[str, ...]]:
    """Rhymes without tones; initials, the longest first."""
    data = rules.read("syllables")
    rhymes = frozenset(rhyme for group in data["rhymes"] for rhyme in group["list"].split())
    initials = {i for group in data["initials"] for i in group["list"].replace("∅", "").split()}
    return rhymes, tuple(sorted(initials, key=lambda i: (-len(i), i)))


@functools.lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether `word` can be one written Vietnamese syllable.

    >>> is_syllable("Trong"), is_syllable("nhiệm"), is_syllable("ng"), is_syllable("banán")
    (True, True, False, False)
    """
    letters = unicodedata.normalize("NFD", word.lower())
    if sum(letter in _TONES for letter in letters) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES))
    rhymes, initials = _rhymes()
    return plain in rhymes or any(plain.startswith(i) and plain[len(i) :] in rhymes for i in initials)


def breaks_word(above: str, below: str) -> bool:
    """Whether a line that ends in `above`, one word wide, and one that begins with `below` cut a word or number in two.

    The place on the page must have shown already that not one more letter fitted on the upper line.
    """
    if above[-1].isdigit() or above[-1] in ".,":
        return bool(below[:1].isdigit() or below[:1] in ".,") and _breaks_number(above, below)
    if not (above.isalpha() and below[:1].isalpha()):
        return False
    word = regex.match(r"\p{L}+", below)
    assert word is not None
    if not word[0].islower() and not above.isupper():
        return False
    if not (_has_vowel(above) and _has_vowel(word[0])):
        return True
    return is_syllable(above + word[0])


def open_end(text: str, following: str) -> bool:
    """Whether `text`, a line, ends at a hyphen inside a word or number that `following`, the next one, goes on in.

    >>> open_end("nhiệm kỳ 2020-", "2025"), open_end("từ 98% -", "99%")
    (True, False)
    """
    return _OPEN.search(text) is not None and following[:1].isalnum()


def gap(text: str, following: str) -> str:
    """What stands between two lines of a paragraph."""
    return "" if open_end(text, following) else " "


def _breaks_number(above: str, below: str) -> bool:
    token = below.split(" ", 1)[0].rstrip(";:)")
    if match("whole_number", above + token) is None:
        return False
    return match("whole_number", above) is None or match("whole_number", token) is None or len(above) > 2


def _has_vowel(word: str) -> bool:
    """Letters of an old encoding beyond ASCII count as vowels: most of them are."""
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in "aeiouy" or (letter > "\x7f" and letter != "đ" and not unicodedata.combining(letter)):
            return True
    return False
