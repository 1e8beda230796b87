"""Optional hyphens among the letters `ư` of TCVN3: Word keeps both as the soft hyphen (AD).

A typist's optional hyphen (Ctrl+-) stands where no `ư` can: `nưước`, or behind a full stop.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.normalize.legacy import syllables
from pipeline.normalize.legacy.readings import Reading, Word
from pipeline.normalize.legacy.tables import Cluster

SOFT_HYPHEN = "\u00ad"


def dropped(clusters: Sequence[Cluster], word: Word, reading: Reading) -> Sequence[Cluster]:
    """The letters of `word` without the soft hyphens that are hyphens."""
    if reading.encoding != "tcvn3" or SOFT_HYPHEN not in word.text:
        return clusters
    out = list(clusters)
    text = "".join(c.text for c in clusters)
    for found in syllables.WORDS.finditer(text):
        start, end = found.span()
        typed = [i for i in range(start, end) if word.text[i] == SOFT_HYPHEN]
        for i in _superfluous(text[start:end], [i - start for i in typed]):
            out[start + i] = Cluster(1, "")
    return out


def _superfluous(letters: str, places: Sequence[int]) -> Sequence[int]:
    """Which of the soft hyphens at `places` in `letters` are no letter: without them the rest makes a syllable."""
    if not places or (len(letters) > 1 and syllables.is_syllable(letters)):
        return ()
    for i in places:
        if len(letters) > 2 and syllables.is_syllable(letters[:i] + letters[i + 1 :]):
            return (i,)
    without_all = "".join(c for i, c in enumerate(letters) if i not in places)
    return places if len(without_all) < 2 or syllables.is_syllable(without_all) else ()
