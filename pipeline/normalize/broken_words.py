"""Words that a conversion broke by a blank behind their first consonants: `ch ỉ`, `l úa`, `phụ t ùng`.

Fonts of old files print letters with their marks from a second face, and some converters put a blank where the face
changes. A consonant stands alone in no Vietnamese word, so the two halves are one where together they are a syllable.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Cell, Piece
from pipeline.normalize import edits, evidence
from pipeline.normalize.edits import Edit
from pipeline.normalize.legacy import syllables

_LEAST = 3  # in a document: one alone may be a label (`điểm c ở trên`)
_MARKED = "".join(sorted(c for c in syllables.LETTERS if c.islower() and not c.isascii() and c != "đ"))
# Quick to see that there is none: looked at from the blank on, of which few stand before a marked letter.
_HINT = re.compile(rf" [{_MARKED}](?:(?<= [bcdđghklmnpqrstvx]..)|(?<= [ckgnptq][hgriu]..))")


def mend(owners: Sequence[Piece | Cell]) -> None:
    """Take the blanks out of broken words, where the document has more than a few of them."""
    if not _HINT.search("\n".join([owner.text for owner in owners])):
        return
    found = [(owner, broken) for owner in owners if (broken := _broken(owner.text))]
    if sum(len(broken) for _, broken in found) < _LEAST:
        return
    for owner, broken in found:
        edits.apply(owner, broken)


def _broken(text: str) -> list[Edit]:
    """The blank of each broken word.

    >>> [(e.start, e.end) for e in _broken("ch ỉ bằng, phụ t ùng, 5 m ở dưới")]
    [(2, 3), (16, 17)]
    """
    return [
        Edit(m.start("blank"), m.end("blank"), "")
        for m in evidence.pattern("lines.broken_word").finditer(text)
        if syllables.is_syllable(f"{m['onset']}{m['rest']}".lower())
    ]
