"""How much a stretch of text looks like Vietnamese: a compact model of the written syllable.

Vietnamese orthography is closed: an initial, a rhyme and one of six tones. `rules/syllables.yaml` lists
these parts, and the commonest syllables by how often they occur. A byte string
read in the wrong encoding leaves that set at once, which is what the detection of encodings rests on.
"""

from __future__ import annotations

import functools
import itertools
import math
import unicodedata
from collections.abc import Iterable

import regex

from pipeline import rules

# Tones in the order of tone keys: ngang, huyền, hỏi, ngã, sắc, nặng.
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
QUALITIES = "\u0302\u0306\u031b"  # circumflex, breve, horn

_BASES = "aăâeêioôơuưy"
LETTERS = frozenset(
    unicodedata.normalize("NFC", base + tone) for base in _BASES + _BASES.upper() for tone in ("", *TONES)
) | frozenset("bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX")
# Foreign in Vietnamese words, yet everywhere in names and abbreviations.
_ASCII_FOREIGN = frozenset("fjwzFJWZ")

# Natural logarithms of the probability of a token, and what oddities take from it.
_RARE = -13.0  # a syllable that can be, of none of the common ones
_MISPLACED = -1.5  # its tone stands on the wrong letter: kết qủa
_INVALID = -16.0  # letters of Vietnamese that make no syllable
_INVALID_LETTER = -0.6  # for each letter of it
_ABBREVIATION = (-8.0, -0.8)  # capitals without a syllable: QĐ, UBND; for the whole and for each letter
_FOREIGN_LETTER = -4.0  # ö, ñ, ß
_MIXED_CASE = -3.0
_STRAY_MARK = -6.0
_SINGLE_LETTER = -7.0  # a), đ
_GLUED_SYMBOL = -8.0  # Q§, c¬
_GLUED_TO_NUMBER = -9.0  # 5.000®, which is 5.000đ
_LONE_SYMBOL = -1.5
_LONE_ODDITY = -9.0  # a sign that stands alone in no text, though it is a letter of TCVN3: châu ¸
_CONTROL = -10.0
_ODD_QUOTE = -4.0

WORDS = regex.compile(r"[\p{L}\p{M}]+")
# Punctuation that says nothing wherever it stands. The middle dot is none: it is a letter of TCVN3.
_PLAIN = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\u00a0“”‘’–—…•−⁽⁾⁻¹²³⁰⁴⁵⁶⁷⁸⁹")
_OPENING, _CLOSING = "“‘", "”’"
_ODDITIES = frozenset("®¸µ¶¹¨¬ªº¦´¯·³\u00ad")
_AFTER_DIGIT = frozenset("%‰°ºª²³½¼¾×±÷")


@functools.cache
def _inventory() -> tuple[dict[str, str], dict[str, float]]:
    """Toneless syllable -> tones it may carry (digits of TONES); syllable key -> log probability."""
    data = rules.read("syllables")
    syllables: dict[str, str] = {}
    for group in data["rhymes"]:
        for rhyme in group["list"].split():
            for initial in _initials(data["initials"], rhyme):
                syllables.setdefault(initial + rhyme, group["tones"])
    for word in data["exceptions"].split():
        syllables[word] = "012345"
    weights = {}
    for band, words in data["common"].items():
        for word in words.split():
            weights[key(word)[0]] = math.log(2.0 ** (band + 0.5) / 1e6)
    return syllables, weights


def _initials(groups: Iterable[dict[str, str]], rhyme: str) -> Iterable[str]:
    for group in groups:
        if not group.get("before") or rhyme[0] in group["before"]:
            yield from (i.replace("∅", "") for i in group["list"].split())


def key(word: str) -> tuple[str, bool]:
    """The toneless letters and the tone as a digit, and whether the tone stands where it may.

    >>> key('thuỷ'), key('thủy'), key('qủa')
    (('thuy2', True), ('thuy2', True), ('qua2', False))
    """
    letters: list[str] = []
    tone, where = 0, -1
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in TONES:
            tone, where = TONES[char], len(letters) - 1
        elif char in QUALITIES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
    plain = "".join(letters)
    return f"{plain}{tone}", tone == 0 or _tone_may_stand(plain, where)


def _tone_may_stand(plain: str, where: int) -> bool:
    """Whether a tone may be written on letter `where`: on the marked vowel, else on one next to the end."""
    if not 0 <= where < len(plain) or plain[where] not in _BASES:
        return False
    if where == 1 and (plain.startswith("qu") or (plain.startswith("gi") and plain[2:3] in tuple(_BASES))):
        return False
    marked = [i for i, char in enumerate(plain) if char in "ăâêôơ"]
    if marked:
        return where == marked[-1]
    vowels = [i for i, char in enumerate(plain) if char in _BASES]
    return where in vowels[-3:]


@functools.lru_cache(maxsize=65536)
def word_score(word: str) -> float:
    """Log probability of one word of letters (NFC)."""
    syllables, weights = _inventory()
    lower = word.lower()
    code, placed = key(lower)
    case = _MIXED_CASE if _mixed(word) else 0.0
    if code in weights:
        return weights[code] + (0.0 if placed else _MISPLACED) + case
    if code[-1] in syllables.get(code[:-1], ""):
        return _RARE + (0.0 if placed else _MISPLACED) + case
    foreign = sum(_FOREIGN_LETTER for c in word if c not in LETTERS and c not in _ASCII_FOREIGN)
    foreign += sum(_STRAY_MARK for c in word if unicodedata.combining(c))
    if len(word) == 1:
        return _SINGLE_LETTER + foreign
    if word.isupper() and code[-1] == "0":
        return _ABBREVIATION[0] + _ABBREVIATION[1] * len(word) + foreign
    return _INVALID + _INVALID_LETTER * len(word) + foreign + case


def is_syllable(word: str) -> bool:
    """Whether `word` is a written Vietnamese syllable, its tone where it may stand."""
    syllables, weights = _inventory()
    code, placed = key(word)
    return placed and (code in weights or code[-1] in syllables.get(code[:-1], ""))


def _mixed(word: str) -> bool:
    """A capital after a small letter: not Vietnamese, but typical of a misread byte."""
    return any(a.islower() and b.isupper() for a, b in itertools.pairwise(word))


@functools.lru_cache(maxsize=65536)
def score(token: str) -> float:
    """Log probability that `token` (without blanks, NFC) is Vietnamese text as it stands; comparable between
    readings of the same bytes only."""
    total, end = 0.0, 0
    for found in WORDS.finditer(token):
        total += _between(token, end, found.start()) + word_score(found[0])
        end = found.end()
    return total + _between(token, end, len(token))


def _between(token: str, start: int, end: int) -> float:
    """Cost of the characters `token[start:end]`, none of which is a letter."""
    total = 0.0
    for i in range(start, end):
        char = token[i]
        before, after = token[i - 1 : i], token[i + 1 : i + 2]
        if char in _PLAIN:
            if (char in _OPENING and before.isalpha()) or (char in _CLOSING and after.isalpha()):
                total += _ODD_QUOTE
        elif char.isdigit() or (char in _AFTER_DIGIT and not after.isalpha()):
            continue
        elif unicodedata.category(char) in ("Cc", "Cn"):
            total += _CONTROL
        elif before.isalpha() or after.isalpha():
            total += _GLUED_SYMBOL
        elif before.isdigit():
            total += _GLUED_TO_NUMBER
        else:
            total += _LONE_ODDITY if char in _ODDITIES else _LONE_SYMBOL
    return total
