"""What the letters of a line or a cell say of its place on the page (rules/page_layout.yaml, rules/syllables.yaml)."""

from __future__ import annotations

import functools
import unicodedata

import regex

from pipeline import rules

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_FINALS = frozenset(("c", "ch", "g", "h", "n", "ng", "nh", "p"))  # t and m are units too
_MARKS = _TONES + "\u0302\u0306\u031b"  # tones; circumflex, breve, horn
_OPEN = regex.compile(r"[\p{L}\p{M}\d%)/]-$")
_ABBREVIATION = 5  # capitals of an abbreviation at most
_NUMBER = regex.compile(r"[\d.,/]*\d%?")


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
    """Whether a line that ends in the word `above` and one that begins with `below` cut a word or number in two.

    The other lines of the column must have shown already that hardly one more letter fitted on the upper line. Two
    numbers that are whole each stay two.

    >>> breaks_word("Tron", "g"), breaks_word("1.234", ".567"), breaks_word("Hoàn", "thành"), breaks_word("10", "11")
    (True, True, False, False)
    """
    if above[-1].isdigit() or above[-1] in ".,/":
        return _breaks_number(above, below)
    token = below.split(" ", 1)[0].rstrip('.,;:)”"')
    if not (token and _is_word(above) and _is_word(token)):
        return False
    if above.isupper() and above.isascii():
        return token.isupper() and token.isascii() and len(above + token) <= _ABBREVIATION
    if not token[0].islower():
        return False
    return is_torn(above, below) or is_syllable(above + token)


def _is_unicode(word: str) -> bool:
    """Whether all letters are Vietnamese ones: a word of an old encoding has others as a rule."""
    return all(c.isascii() or c in _MARKS or c == "đ" for c in unicodedata.normalize("NFD", word.lower()))


def _is_word(text: str) -> bool:
    """Letters only; those of the old encodings may be any sign beyond ASCII."""
    return all(letter.isalpha() or letter > "\x7f" for letter in text)


def goes_on(text: str) -> bool:
    """Whether a line of a table goes on with the one above: it begins in lower case, and with no number or bullet.

    The signs that stand for letters in the old encodings stand for small ones as a rule.
    """
    small = text[:1].islower() or unicodedata.category(text[:1] or " ") in ("So", "Sm", "Sk", "No")
    return small and match("item_opened", text) is None


def is_torn(above: str, below: str) -> bool:
    """Whether `above` is no more than the initial consonants of what `below` goes on with, or `below` the final ones.

    >>> is_torn("ngh", "ệ"), is_torn("Trun", "g ương"), is_torn("Hoàn", "thành"), is_torn("x", "x")
    (True, True, False, False)
    """
    token = below.split(" ", 1)[0].rstrip('.,;:)”"')
    if not (token and _is_word(above) and _is_word(token)):
        return False
    if token in _FINALS:
        torn = _has_vowel(above)
    else:
        torn = above.lower() in _rhymes()[1] and len(above) > 1 and _has_vowel(token[0])
    return torn and (is_syllable(above + token) or not _is_unicode(above + token))


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
    rest = _NUMBER.match(below)
    if rest is None:
        return False
    if match("whole_date", above + rest[0]):
        return True
    if match("whole_number", above + rest[0]) is None:
        return False
    return match("whole_number", above) is None or match("whole_number", rest[0]) is None


def _has_vowel(word: str) -> bool:
    """Letters beyond ASCII are vowels but for đ, those of the old encodings too as a rule."""
    return any(letter in "aeiouy" or (letter > "\x7f" and letter != "đ") for letter in word.lower())
