"""Optional hyphens among the letters `ư` of TCVN3: Word keeps both as the soft hyphen (AD).

A typist's optional hyphen (Ctrl+-) stands where no `ư` can: `nưước`, or behind a full stop.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.normalize.legacy import syllables
from pipeline.normalize.legacy.readings import Reading, Word
from pipeline.normalize.legacy.tables import Cluster

# What each sign is when it is no letter; PDF has the others for it.
_SIGNS = {"\u00ad": "", "\u2212": "\u2212", "\u2010": "\u2010"}


def dropped(clusters: Sequence[Cluster], word: Word, reading: Reading) -> Sequence[Cluster]:
    """The letters of `word`, without the soft hyphens that are hyphens, and with the minus signs that are such."""
    if reading.encoding != "tcvn3" or _SIGNS.keys().isdisjoint(word.text):
        return clusters
    out = list(clusters)
    text = "".join(c.text for c in clusters)
    for found in syllables.WORDS.finditer(text):
        start, end = found.span()
        places = [i - start for i in range(start, end) if word.text[i] in _SIGNS]
        for i in _superfluous(found[0], places):
            out[start + i] = Cluster(1, _SIGNS[word.text[start + i]])
    return out


def _superfluous(letters: str, places: Sequence[int]) -> Sequence[int]:
    """Which of the signs at `places` in `letters` are no letter: without them, or on both sides, are syllables."""
    if not places or (len(letters) > 1 and syllables.is_syllable(letters)):
        return ()
    for i in places:
        before, after = letters[:i], letters[i + 1 :]
        if len(letters) > 2 and (syllables.is_syllable(before + after) or _both(before, after)):
            return (i,)
    without_all = "".join(c for i, c in enumerate(letters) if i not in places)
    return places if len(without_all) < 2 or syllables.is_syllable(without_all) else ()


def _both(before: str, after: str) -> bool:
    return syllables.is_syllable(before) and syllables.is_syllable(after)
