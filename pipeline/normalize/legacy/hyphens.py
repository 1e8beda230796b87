"""Hyphens and the letter `ư` of TCVN3, which has the byte of the soft hyphen (AD).

A typist's optional hyphen (Ctrl+-) is the same byte and stands where no `ư` can: `nưước`, or behind a full stop.
In a PDF the byte may come as another sign; whether `ư` or that sign, again the syllable tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.normalize.legacy import syllables
from pipeline.normalize.legacy.tables import Cluster

# What each sign is when it is no letter.
_SIGNS = {"\u00ad": "", "\u2212": "\u2212", "\u2010": "\u2010", "\ufffe": "-", "-": "-"}


def settled(clusters: list[Cluster], token: str) -> list[Cluster]:
    """The letters of `token`, one for each character, those `ư` that are none put back to the sign they are."""
    if _SIGNS.keys().isdisjoint(token):
        return clusters
    text = "".join(c.text for c in clusters)
    for found in syllables.WORDS.finditer(text):
        start, end = found.span()
        places = [i - start for i in range(start, end) if token[i] in _SIGNS]
        wrong = _superfluous(found[0], places)
        label = len(found[0]) == 2 and found[0][0].isupper()  # V- rather than Vư
        if not wrong and (label or not syllables.is_syllable(found[0])):
            wrong = [i for i in places if token[start + i] != "\u00ad"]  # a sign is a letter only where it must be
        for i in wrong:
            clusters[start + i] = Cluster(1, _SIGNS[token[start + i]])
    return clusters


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
