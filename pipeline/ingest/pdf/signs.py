"""What the letters of a line or a cell say of its place on the page (rules/page_layout.yaml, rules/syllables.yaml)."""

from __future__ import annotations

import functools
import unicodedata

import regex

from pipeline import rules

_FINALS = frozenset(("c", "ch", "n", "ng", "nh", "p"))  # t and m are units too
_OPEN = regex.compile(r"[\p{L}\p{M}\d%)/]-$")
_NUMBER = regex.compile(r"[\d.,/]*\d%?")
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


def breaks_word(above: str, below: str, filled: bool) -> bool:
    """Whether a line that is the one word `above` and one that begins with `below` cut a word or number in two.

    The other lines of the column must have shown already that hardly one more letter fitted on the upper line;
    `filled`: the borders show it too.
    """
    if above[-1].isdigit() or above[-1] in ".,/":
        return _breaks_number(above, below, filled)
    if not (above.isalpha() and below[:1].isalpha()):
        return False
    word = regex.match(r"\p{L}+", below)
    assert word is not None
    if not word[0].islower() and not above.isupper():
        return False
    if not (_has_vowel(above) and _has_vowel(word[0])):
        return True
    return is_syllable(above + word[0])


def goes_on(text: str) -> bool:
    """Whether a line of a table goes on with the one above: it begins in lower case, and with no number or bullet."""
    return text[:1].islower() and match("item_opened", text) is None


def is_torn(above: str, below: str) -> bool:
    """Whether the word `above` is no more than initial consonants, or what `below` begins with no more than final ones.

    >>> is_torn("ngh", "ệ"), is_torn("Trun", "g ương"), is_torn("Hoàn", "thành")
    (True, True, False)
    """
    word = regex.match(r"\p{L}*", below)
    tail = word[0] if word else ""
    if not (above.isalpha() and tail and above.islower() | above.istitle()):
        return False
    return (len(above) > 1 and not _has_vowel(above)) or tail in _FINALS


def open_end(text: str, following: str) -> bool:
    """Whether `text`, a line, ends at a hyphen inside a word or number that `following`, the next one, goes on in.

    >>> open_end("nhiệm kỳ 2020-", "2025"), open_end("từ 98% -", "99%")
    (True, False)
    """
    return _OPEN.search(text) is not None and following[:1].isalnum()


def gap(text: str, following: str) -> str:
    """What stands between two lines of a paragraph."""
    return "" if open_end(text, following) else " "


def _breaks_number(above: str, below: str, filled: bool) -> bool:
    rest = _NUMBER.match(below)
    if rest is None:
        return False
    if match("whole_date", above + rest[0]):
        return True
    if match("whole_number", above + rest[0]) is None:
        return False
    whole = match("whole_number", above) is not None and match("whole_number", rest[0]) is not None
    return not whole or filled


def _has_vowel(word: str) -> bool:
    """Letters beyond ASCII are vowels but for đ, those of the old encodings too as a rule."""
    return any(letter in "aeiouy" or (letter > "\x7f" and letter != "đ") for letter in word.lower())
