"""VIQR (RFC 1456): Vietnamese in ASCII, the marks written after the vowel (`Nghi. quye^'t`)."""

from __future__ import annotations

import re
import unicodedata

import regex

from pipeline.normalize.legacy import syllables
from pipeline.normalize.legacy.tables import Cluster

_TONES = {"`": "\u0300", "?": "\u0309", "~": "\u0303", "'": "\u0301", ".": "\u0323", "\u2019": "\u0301"}
_QUALITIES = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TAKES = {"^": "aeo", "(": "a", "+": "ou", "*": "ou"}

# What prose in another code hardly holds: a quality mark on its vowel, dd, a tone inside a word.
_TRACE = regex.compile(r"[aeo]\^|a\([`?~'.]?[cmnpt]|[uo][+*]|\bdd[aeiouy]|[aeiouy^+(][`?~'.]\p{L}", regex.IGNORECASE)
# No trace is without one of these, which begin with one sign each and so are quick to find.
_HINTS = [
    re.compile(hint)
    for hint in (
        *(r"\^", r"\((?<=[aA]\()", r"\+(?<=[uoUO]\+)", r"\*(?<=[uoUO]\*)", "d[dD]", "D[dD]"),
        *(rf"\{tone}[^\W\d_]" for tone in "`?~'."),
    )
]
_ADDRESS = regex.compile(r"@|://|www\.", regex.IGNORECASE)
_WORD = regex.compile(r"[A-Za-z]+")
_TRACES, _DENSITY = 5, 0.15

_QUESTION = 4.0  # a question mark at the end of a word is a tone: these documents ask nothing
_SENTENCE_ENDS = -2.0  # a full stop before a capital or the end of the line is one
_SENTENCE_GOES_ON = 6.0


def plausible(text: str) -> bool:
    """Whether `text` is dense enough in traces of VIQR to be read so at all."""
    if not any(sign in text for sign in "^`~"):
        return False  # the commonest marks: no text in VIQR does without all of them
    if sum(len(hint.findall(text)) for hint in _HINTS) < _TRACES:
        return False
    traces = sum(1 for _ in _TRACE.finditer(text))
    return traces >= _TRACES and traces >= _DENSITY * sum(1 for _ in _WORD.finditer(text))


def read(token: str, ends: bool) -> list[Cluster]:
    """Letters of a token without blanks; `ends`: a sentence may end after it."""
    if _ADDRESS.search(token):
        return [Cluster(1, char) for char in token]
    out: list[Cluster] = []
    i = 0
    while i < len(token):
        char = token[i]
        if char == "\\" and i + 1 < len(token):
            out.append(Cluster(2, token[i + 1]))
        elif char in "dD" and token[i + 1 : i + 2] in ("d", "D"):
            out.append(Cluster(2, "Đ" if char == "D" else "đ"))
        elif char.lower() in "aeiouy":
            out.append(_vowel(token, i, ends))
        else:
            out.append(Cluster(1, char))
        i += out[-1].length
    return out


def _vowel(token: str, start: int, ends: bool) -> Cluster:
    """The vowel at `start` with the marks behind it: a quality and a tone, in either order."""
    letter, end = token[start], start + 1
    quality = tone = ""
    while end < len(token):
        char = token[end]
        if not quality and char in _QUALITIES and letter.lower() in _TAKES[char]:
            quality = _QUALITIES[char]
        elif char in _TONES and not tone and not _is_punctuation(token, start, end, quality, ends):
            tone = _TONES[char]
        else:
            break
        end += 1
    return Cluster(end - start, unicodedata.normalize("NFC", letter + quality + tone))


def _is_punctuation(token: str, start: int, at: int, quality: str, ends: bool) -> bool:
    """Whether the mark at `at`, the last of its word, is a stop or a quote rather than a tone."""
    mark, after = token[at], token[at + 1 : at + 2]
    if (mark in ".?" and token[at + 1 :].startswith("..")) or (mark == "." and token[at - 1] == "."):
        return True
    if mark not in ".?'\u2019" or after.isalpha() or after in tuple(".,;:"):
        return False
    if mark in "'\u2019":
        return "'" in token[:start] or "\u2018" in token[:start]
    head = "".join(c.text for c in read(token[:start], False)).lstrip("\"'([")
    vowel = unicodedata.normalize("NFC", token[start] + quality)
    toned = unicodedata.normalize("NFC", vowel + _TONES[mark])
    gain = syllables.score(head + toned) - syllables.score(head + vowel)
    if mark == "?":
        gain += _QUESTION
    elif not after:
        gain += _SENTENCE_ENDS if ends else _SENTENCE_GOES_ON
    return gain < 0
