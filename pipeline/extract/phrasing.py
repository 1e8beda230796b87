"""The wording of an indicator, settled: the rules' own, or the words that a careful reader would likelier take.

The rules read an indicator out of the parts of a sentence. Where one is built otherwise than they expect, they take
a word too many or leave the subject out. The word model says of each word around the figure how likely it belongs to
the indicator; where another choice of words is clearly likelier than the rules' wording, it is taken instead. What
is written are the document's own words, whole and in their order.
"""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import regex

from pipeline.extract import canonical, word_model
from pipeline.extract.passage import Passage
from pipeline.extract.scene import Scene
from pipeline.extract.sentences import split
from pipeline.extract.statement import join
from pipeline.extract.word_model import Scenery
from pipeline.extract.wording import pattern
from pipeline.model import Document, Figure

RULE_ID = "phrasing.words"
_CLEARLY = 0.03  # how much likelier, in expected F1 of words, another wording must be than the rules'
_GAP, _SLIGHTLY = 2, 0.15  # a gap of so many words in a run is closed where each is at least so likely
_FIRST = 0.1  # the first word above, beside a chosen one, need only be so likely
_ORPHAN = 0.6  # a word alone, which the rules left out, must be likelier than this
_WITHIN = frozenset(",-–/&")  # marks that a wording may run over
_TWICE = regex.compile(r"\b(\p{L}+(?: \p{L}+){0,3}),? \1\b", regex.IGNORECASE)  # `kết nạp kết nạp`, out of two places
_PERCENT = ("percent", "percentage_point")

Chances = npt.NDArray[np.float64]


def name(document: Document, told: Iterable[tuple[Figure, Passage, Scene]]) -> None:
    """Reword the indicators of running text, one sentence after the other.

    An indicator that is a canonical one (rules/indicators.yaml) as it stands keeps its words.
    """
    listed = list(told)
    starts = {figure.start for figure, _, _ in listed}
    last: Figure | None = None
    worded: list[tuple[Figure, str]] = []
    for _, of_scene in itertools.groupby(listed, key=lambda one: id(one[2])):
        found: Scenery | None = None
        for figure, passage, scene in of_scene:
            if canonical.identify(figure) is None:
                if found is None:
                    found = word_model.scenery(
                        above(document, passage, scene), document.text, scene.start, scene.end, starts
                    )
                if wording := reworded(found, scene, figure, last):
                    worded.append((figure, wording))
            last = figure
    for figure, wording in worded:  # at the end: each was judged beside the rules' wording of the one before it
        figure.indicator = wording
        figure.rules = (*figure.rules, RULE_ID)


def above(document: Document, passage: Passage, scene: Scene) -> tuple[str, str, str]:
    """The nearest heading, the nearest introduction, the sentence before."""
    leads = [lead for lead in passage.setting.leads if not lead.is_title]
    heading = next((lead.text for lead in leads if lead.is_heading), "")
    lead = next((lead.text for lead in scene.setting.leads if not lead.is_heading), "")
    return heading.lower() if heading.isupper() else heading, lead, _previous(document, passage, scene)


def _previous(document: Document, passage: Passage, scene: Scene) -> str:
    """The sentence before; of the first in a note the one that its mark stands in."""
    text, block = document.text, passage.block
    if before := split(text, passage.start, scene.start):
        return text[slice(*before[-1])]
    if block.kind == "footnote" and block.anchor is not None:
        caller = document.blocks[block.anchor]
        mark = next((m for m in caller.marks if m.label == block.label), None)
        inside = split(text, caller.start, caller.end) if mark else []
        return next((text[a:b] for a, b in inside if mark and a <= mark.start < b), "")
    return ""


def reworded(found: Scenery, scene: Scene, figure: Figure, last: Figure | None) -> str:
    """The likelier wording, or "" where the rules' is as good."""
    chance = word_model.probabilities(found, figure, last)
    chance[[n for n, word in enumerate(found.words) if not (word[0].isalnum() or word == "%")]] = 0
    expected = float(chance.sum())
    chosen, best = likeliest(chance, expected)
    enough = rated(found, figure.indicator, chance, expected) + _CLEARLY
    if not chosen or enough >= best:
        return ""
    wording = written(found, scene, figure, chance, chosen)
    return wording if rated(found, wording, chance, expected) > enough else ""


def likeliest(chance: Chances, expected: float) -> tuple[list[int], float]:
    """The words whose expected F1 with a reader's choice is the highest, and that F1.

    With chances apart from each other the best choice of any size is that of the likeliest words.
    """
    order = np.argsort(-chance, kind="stable")
    rates = 2 * np.cumsum(chance[order]) / (np.arange(1, len(order) + 1) + expected)
    size = int(np.argmax(rates)) if len(rates) else -1
    return sorted(order[: size + 1].tolist()), float(rates[size]) if len(rates) else 0.0


def rated(found: Scenery, indicator: str, chance: Chances, expected: float) -> float:
    """The expected F1 of a wording, each of its words taken where it is likeliest."""
    said = word_model.words(indicator)
    hit = 0.0
    for word in set(said):
        places = [float(chance[n]) for n in found.where.get(word, ())]
        hit += sum(heapq.nlargest(said.count(word), places))
    return 2 * hit / (len(said) + expected) if said else 0.0


def written(found: Scenery, scene: Scene, figure: Figure, chance: Chances, chosen: list[int]) -> str:
    """The chosen words as text: whole words, in runs, what is counted first."""
    first, last = word_model.span(found, figure)
    taken = word_model.taken(found, figure, first)
    runs = [
        run
        for run in _runs(found, _whole(found, scene, chance, set(chosen)), first)
        if len(run) > 1 or taken[run[0]] or chance[run[0]] >= _ORPHAN or first <= run[0] <= last
    ]
    above = len(found.sides)
    counted = (
        figure.measure == "level" and figure.unit_class not in _PERCENT and any(first <= run[0] <= last for run in runs)
    )

    def place(run: list[int]) -> tuple[int, int]:
        at = run[0]
        if at < above:
            previous = found.sides[at] == word_model.PREVIOUS
            return (2 if counted else 0) if previous else 3, at
        return (0 if at >= first or not counted else 1), at

    wording = join(*(" ".join(found.shown[n] for n in run) for run in sorted(runs, key=place)))
    return str(pattern("loose_end").sub("", _TWICE.sub(r"\1", wording)))


def _whole(found: Scenery, scene: Scene, chance: Chances, chosen: set[int]) -> list[int]:
    """The choice with small gaps closed, and with words of several syllables taken whole or not at all."""
    size = len(found.sides)
    own = found.starts[size:]
    for n, later in itertools.pairwise(sorted(n for n in chosen if n >= size)):
        gap = range(n + 1, later)
        if 0 < len(gap) <= _GAP and all(chance[m] >= _SLIGHTLY or found.words[m] in _WITHIN for m in gap):
            chosen.update(m for m in gap if chance[m])
    firsts = [0, *(np.flatnonzero(np.diff(found.sides)) + 1).tolist()] if size else []
    chosen.update(n for n in firsts if n + 1 in chosen and chance[n] >= _FIRST)  # `Giá trị`, no `trị`
    for start, end in scene.words:
        syllables = [n + size for n in range(bisect_left(own, start), bisect_left(own, end))]
        some = chosen.intersection(syllables)
        if 0 < len(some) < len(syllables):
            chosen.difference_update(syllables)
            if chance[syllables].mean() >= 0.4:
                chosen.update(syllables)
    return sorted(chosen)


def _runs(found: Scenery, chosen: list[int], first: int) -> list[list[int]]:
    """The chosen tokens that follow each other, with a comma or a dash between them; none runs over the figure."""
    above, runs = found.sides, list[list[int]]()

    def stretch(n: int) -> int:
        return int(above[n]) if n < len(above) else word_model.BEFORE

    for n in chosen:
        if runs:
            last = runs[-1][-1]
            between = found.words[last + 1 : n]
            near = len(between) <= 1 and _WITHIN.issuperset(between) and stretch(last) == stretch(n)
            if near and not last < first <= n:
                runs[-1] += range(last + 1, n + 1)
                continue
        runs.append([n])
    return runs
