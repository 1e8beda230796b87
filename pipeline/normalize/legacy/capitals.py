"""Capitals of TCVN3, which has none with a tone: typists used a font of capitals, or mixed the cases.

`H¶I PHßNG` is HẢI PHÒNG: a letter that exists only as a small one follows the letters typed as capitals
beside it. A whole line in a font of capitals keeps the case it was typed in, as every tool reads it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Cell, Piece
from pipeline.normalize.legacy import fonts, readings, syllables
from pipeline.normalize.legacy.readings import Reading, Word
from pipeline.normalize.legacy.tables import Cluster

_TONED = frozenset("àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_SURE = 2  # capitals that leave no doubt of a word


def restored(clusters: Sequence[Cluster], word: Word, reading: Reading) -> Sequence[Cluster]:
    """The letters of `word`, those without a capital form of their own in the case of their word."""
    if reading.encoding != "tcvn3":
        return clusters
    out = list(clusters)
    text = "".join(c.text or " " for c in clusters)  # as long as the word: TCVN3 has one byte a letter
    for found in syllables.WORDS.finditer(text):
        start, end = found.span()
        alone = found[0] == text.strip(_QUOTES)
        if _capital(found[0]) or (alone and _open(found[0]) and _among_capitals(word, reading)):
            out[start:end] = [c._replace(text=c.text.upper()) for c in out[start:end]]
        for i in _drawn_alone(word, start, end):
            out[i] = out[i]._replace(text=out[i].text.upper())
    return out


_QUOTES = "\"'“”‘’(),.;:-"


def _capital(letters: str) -> bool:
    """Two capitals or more, and no letter that was typed small though it has a capital."""
    sure = [c for c in letters if c not in _TONED]
    return len(sure) >= _SURE and len(sure) < len(letters) and all(c.isupper() for c in sure)


def _open(letters: str) -> bool:
    """Whether the letters leave the case open: `Vµ` may be Và or VÀ."""
    return any(c in _TONED for c in letters) and all(c.isupper() for c in letters if c not in _TONED)


def _among_capitals(word: Word, reading: Reading) -> bool:
    """Whether the words on both sides (one at the end of a line) are syllables in capitals."""
    line_start = word.owner.text.rfind("\n", 0, word.start) + 1
    line_end = word.owner.text.find("\n", word.end)
    line = word.owner.text[line_start : line_end if line_end >= 0 else None]
    before = line[: word.start - line_start].split(" ")
    after = line[word.end - line_start :].split(" ")
    beside = [w for w in (*before[-2:-1], *after[1:2]) if w]
    return bool(beside) and all(_is_capital_syllable(w, reading) for w in beside)


def _is_capital_syllable(token: str, reading: Reading) -> bool:
    text = "".join(c.text for c in readings.clusters(token, reading)).strip(_QUOTES)
    sure = [c for c in text if c not in _TONED]
    return len(sure) >= _SURE and all(c.isupper() for c in sure) and syllables.is_syllable(text)


def _drawn_alone(word: Word, start: int, end: int) -> list[int]:
    """Letters `start` to `end` of `word` that a font of their own draws as capitals: `ñ` in .VnTimeH before `y`
    in .VnTime, or a single letter."""
    capital: list[int] = []
    for run in word.owner.fonts:
        low, high = max(run.start - word.start, start), min(run.end - word.start, end)
        if low < high and fonts.claim(run.name).capitals:
            capital += range(low, high)
    if len(capital) < end - start:
        return capital
    return capital if end - start == 1 and not drawn(word.owner) else []


def drawn(piece: Piece | Cell) -> bool | None:
    """Whether every letter of `piece` is set in a font of capitals; None where no font is known."""
    if not piece.fonts:
        return None
    runs = [f for f in piece.fonts if any(c.isalpha() or c > "\x7f" for c in piece.text[f.start : f.end])]
    return bool(runs) and all(fonts.claim(f.name).capitals for f in runs)
