"""Capitals of TCVN3, which has none with a tone: typists used a font of capitals, or mixed the cases.

`H¶I PHßNG` is HẢI PHÒNG: a letter that exists only as a small one follows the letters typed as capitals
beside it. What is set in a font of capitals keeps the case it was typed in, as every tool reads it;
`Style.capitals` tells how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Cell, Piece
from pipeline.normalize.legacy import fonts, readings, syllables
from pipeline.normalize.legacy.readings import Reading, Word
from pipeline.normalize.legacy.tables import Cluster

_TONED = frozenset("àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_SURE, _SURE_OF_LINE = 2, 3  # capitals that leave no doubt of a word, of a line
_LINE = 500  # characters; prose, which is never in capitals alone, is longer


def restored(clusters: Sequence[Cluster], word: Word, reading: Reading) -> Sequence[Cluster]:
    """The letters of `word`, those without a capital form of their own in the case of their word, or of their line."""
    if reading.encoding != "tcvn3":
        return clusters
    out = list(clusters)
    text = "".join(c.text or " " for c in clusters)  # as long as the word: TCVN3 has one byte a letter
    for found in syllables.WORDS.finditer(text):
        start, end = found.span()
        if _all_capitals(found[0], _SURE) or (_open(found[0]) and _in_capitals(word, reading)):
            out[start:end] = [c._replace(text=c.text.upper()) for c in out[start:end]]
    return out


def _all_capitals(text: str, least: int) -> bool:
    """Whether every letter that shows its case is a capital, and there are `least` such letters."""
    sure = [c for c in text if c.isalpha() and c not in _TONED]
    return len(sure) >= least and all(c.isupper() for c in sure)


def _open(letters: str) -> bool:
    """Whether the letters leave the case open: `Vµ` may be Và or VÀ."""
    return any(c in _TONED for c in letters) and all(c.isupper() for c in letters if c not in _TONED)


def _in_capitals(word: Word, reading: Reading) -> bool:
    """Whether the line of `word` is one of capitals: every letter of it that shows its case."""
    text = word.owner.text
    end = text.find("\n", word.end)
    line = text[text.rfind("\n", 0, word.start) + 1 : end if end >= 0 else None]
    if len(line) > _LINE:
        return False
    return _all_capitals("".join(c.text for c in readings.clusters(line, reading)), _SURE_OF_LINE)


def drawn(piece: Piece | Cell) -> bool | None:
    """Whether every letter of `piece` is set in a font of capitals; None where no font is known."""
    if not piece.fonts:
        return None
    runs = [f for f in piece.fonts if any(c.isalpha() or c > "\x7f" for c in piece.text[f.start : f.end])]
    return bool(runs) and all(fonts.claim(f.name).capitals for f in runs)
