"""How likely each word around a figure belongs to its indicator: a small logistic model over words.

It reads the nearest heading, the introduction, the sentence before and the figure's own sentence. A word's features
are categories: the word and its neighbours, where it stands towards the figure and what parts the two, what kind of
figure it is, and whether the rules took the word. The weights are whole numbers, summed as such, so that every
machine decides alike; `python tests/word_model.py --write` makes them from annotated figures (word_model.npz).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from pipeline.model import Figure

WEIGHTS = Path(__file__).parent / "word_model.npz"
SCALE = 1000  # whole numbers of the file for one unit of log odds
RESERVED = ("<unknown>", "<number>", "<figure>", "<edge>")

Numbers = npt.NDArray[np.int64]

_UNKNOWN, _NUMBER, _FIGURE, _EDGE = range(len(RESERVED))
_TOKEN = regex.compile(r"\d[\d.,/]*(?<=\d)|[\w%‰]+|[^\w\s]")
_WORD = regex.compile(r"[\w%‰]+")
_MOST = 45  # tokens of a stretch above the sentence
HEADING, LEAD, PREVIOUS, BEFORE, OWN, BEHIND = range(6)  # where a word stands towards the figure
_SIDES, _KINDS = 6, 12
_DISTANCES = np.array([0, 1, 2, 3, 5, 8, 12, 20, 35])  # tokens between a word and the figure; upper bounds
_MEASURES = ("level", "change", "share", "ratio")
_PARTING = {",": 0, ";": 2, ":": 2, ".": 2, "(": 3, ")": 3, "và": 4, "trong": 4, "với": 4}  # rows of Scenery.told
_MARKS = frozenset(",;:.()")  # between statements
_FIGURES = 1  # the row that counts figures
_CAPS = np.array([[2], [2], [1], [2], [1]])  # a row's counts beyond it are the same category
_PLACES = np.array([18, 6, 3, 1])  # of the capped counts of the first four rows in one number under 54


class Stretch(NamedTuple):
    """The words of one stretch of text."""

    words: list[str]  # lower case
    shown: list[str]  # as written
    starts: list[int]
    ids: Numbers
    score: Numbers  # what each word and its neighbours add, whatever the figure


@dataclass(slots=True)
class Model:
    """What the model knows: words, pairs of neighbours, pairs of a unit and a word; one weight a feature."""

    words: dict[str, int]
    pairs: Numbers  # sorted; the first word's number times the count of words, plus the second's
    units: Numbers
    weights: list[Numbers]  # one table a feature, in the order of `sizes`
    bias: int

    @property
    def sizes(self) -> list[int]:
        """The values that each feature can have."""
        words, pairs, parted = len(self.words), len(self.pairs) + 1, _SIDES * 54
        return [words, pairs, pairs, pairs, pairs, len(self.units) + 1, words * _SIDES * 3, parted * _KINDS,
                _SIDES * _KINDS * 10, parted * 2, _SIDES * 4, 27, parted * 18, 16 * _SIDES * _KINDS]  # fmt: skip


@dataclass(slots=True)
class Scenery:
    """The stretches that the figures of one sentence may take their words from, as one row of tokens."""

    words: list[str]  # lower case
    shown: list[str]  # as written
    starts: list[int]  # offset in Document.text; -1 above the sentence
    ids: Numbers
    score: Numbers
    sides: Numbers  # of the tokens above the sentence
    part: Numbers  # the number of the statement each token is in; a mark opens the one behind it
    told: Numbers  # (5, tokens + 1): commas, figures, stops, brackets, joints up to each token
    where: dict[str, list[int]]  # the tokens of each word


@functools.cache
def load() -> Model:
    """The weights of word_model.npz."""
    with np.load(WEIGHTS) as file:
        words = {word: n for n, word in enumerate(str(file["words"]).split("\n"))}
        model = Model(words, file["pairs"].astype(np.int64), file["units"].astype(np.int64), [], int(file["bias"]))
        model.weights = np.split(file["weights"].astype(np.int64), np.cumsum(model.sizes)[:-1])
    return model


def stretch(text: str, start: int, end: int, figures: Collection[int], part: slice) -> Stretch:
    """That part of the tokens of `text[start:end]`; those that begin at one of `figures` are figures."""
    model = load()
    found = list(_TOKEN.finditer(text, start, end))[part]
    shown, starts = [m[0] for m in found], [m.start() for m in found]
    told = [word.lower() for word in shown]
    get = model.words.get
    ids = np.array(
        [
            (_FIGURE if at in figures else _NUMBER) if word[0].isdigit() else get(word, _UNKNOWN)
            for word, at in zip(told, starts, strict=True)
        ],
        dtype=np.int64,
    )
    static = zip(model.weights, static_features(model, ids), strict=False)
    return Stretch(told, shown, starts, ids, sum((table[row] for table, row in static), np.zeros(len(ids), np.int64)))


def static_features(model: Model, ids: Numbers) -> list[Numbers]:
    """The word, and the pairs it and its neighbours make: the first five features."""
    count, edge = len(model.words), [_EDGE, _EDGE]
    padded = np.concatenate([edge, ids, edge])
    keys = padded[:-1] * count + padded[1:]
    pairs = _known(model.pairs, keys)
    n = len(ids)
    return [ids, pairs[1 : n + 1], pairs[2 : n + 2], pairs[:n], pairs[3 : n + 3]]


def _known(keys: Numbers, wanted: Numbers) -> Numbers:
    """The place of each wanted key among the sorted ones, counted from 1; 0 for one that is not there."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, at + 1, 0)


@functools.lru_cache(maxsize=512)
def above_stretch(text: str, side: int) -> Stretch:
    return stretch(text, 0, len(text), (), slice(-_MOST, None) if side == LEAD else slice(_MOST))


def scenery(above: tuple[str, str, str], text: str, start: int, end: int, figures: Collection[int]) -> Scenery:
    """The heading, the introduction and the sentence before, then the sentence `text[start:end]` itself."""
    higher = [above_stretch(told, side) for side, told in enumerate(above)]
    own = stretch(text, start, end, figures, slice(None))
    parts = [*higher, own]
    sides = np.repeat([HEADING, LEAD, PREVIOUS], [len(part.words) for part in higher])
    ids = np.concatenate([part.ids for part in parts])
    told = np.zeros((5, len(ids) + 1), dtype=np.int64)
    told[_FIGURES, 1:] = ids == _FIGURE
    found = Scenery(
        words=[word for part in parts for word in part.words],
        shown=[word for part in parts for word in part.shown],
        starts=[-1] * len(sides) + own.starts,
        ids=ids,
        score=np.concatenate([part.score for part in parts]),
        sides=sides,
        part=np.zeros(0, dtype=np.int64),
        told=told,
        where={},
    )
    found.part = np.cumsum([word in _MARKS for word in found.words])
    for n, word in enumerate(found.words):
        found.where.setdefault(word, []).append(n)
        if (row := _PARTING.get(word)) is not None:
            told[row, n + 1] = 1
    found.told = np.cumsum(told, axis=1)
    return found


def span(found: Scenery, figure: Figure) -> tuple[int, int]:
    """The first and the last token of the figure itself."""
    own = [n for n, at in enumerate(found.starts) if figure.start <= at < figure.end]
    return (own[0], own[-1]) if own else (len(found.words) - 1, len(found.words) - 1)


def features(model: Model, found: Scenery, figure: Figure, last: Figure | None) -> list[Numbers]:
    """The features of every token that depend on the figure, from the sixth on; `last` is the figure before it."""
    first, end = span(found, figure)
    at = np.arange(len(found.words))
    side = np.concatenate([found.sides, np.full(len(at) - len(found.sides), BEFORE)])
    side[first : end + 1], side[end + 1 :] = OWN, BEHIND
    until, since = found.told[:, first, None] - found.told[:, 1:], found.told[:, :-1] - found.told[:, end + 1, None]
    counts = np.where(at < first, until, since)
    counts[:, first : end + 1] = 0
    counts = np.minimum(counts, _CAPS)
    parted = side * 54 + _PLACES @ counts[:4]
    classes = ("percent", "percentage_point"), ("count",)
    kind = 3 * _MEASURES.index(figure.measure) + next((n for n, c in enumerate(classes) if figure.unit_class in c), 2)
    said = words(figure.indicator)
    by_rules = taken(found, figure, first)
    padded = np.concatenate([[0], by_rules, [0]])
    told = np.zeros(len(at), dtype=np.int64)
    for word in set(words(last.indicator)) if last else ():
        told[found.where.get(word, ())] = 1
    unit = model.words.get(figure.unit.lower().split()[0] if figure.unit else "", _UNKNOWN)
    gap = np.maximum(np.maximum(first - at, at - end), 0)
    return [
        _known(model.units, unit * len(model.words) + found.ids),
        (found.ids * _SIDES + side) * 3 + counts[_FIGURES],
        parted * _KINDS + kind,
        (side * _KINDS + kind) * 10 + np.searchsorted(_DISTANCES, gap),
        parted * 2 + counts[4],
        (side * 2 + told) * 2 + (counts[_FIGURES] > 0),
        (padded[:-2] * 3 + by_rules) * 3 + padded[2:],
        (parted * 6 + min(len(said), 5)) * 3 + by_rules,
        (_claimed(found, first, end) * _SIDES + side) * _KINDS + kind,
    ]


def _claimed(found: Scenery, first: int, end: int) -> Numbers:
    """Whether another figure stands before or behind a word with no mark between, and whether words touch this one.

    `26% tổng sản phẩm xã hội, 31% giá trị sản lượng`: what a figure's own words are tells whose the others are.
    """
    part, size, at = found.part, len(found.words), np.arange(len(found.words))
    others = np.flatnonzero(found.ids == _FIGURE)
    others = others[(others < first) | (others > end)]
    lowest, highest = np.full(part[-1] + 1, size), np.full(part[-1] + 1, -1)
    np.minimum.at(lowest, part[others], others)
    np.maximum.at(highest, part[others], others)
    behind = end + 1 < size and part[end + 1] == part[end]
    before = first > 0 and found.words[first - 1] not in _MARKS
    return (lowest[part] < at) * 8 + (highest[part] > at) * 4 + behind * 2 + before


def words(text: str) -> list[str]:
    """The words of a wording, lower case."""
    return [str(word) for word in _WORD.findall(text.lower())]


def taken(found: Scenery, figure: Figure, first: int) -> Numbers:
    """0: a word the rules left out; 2: one they took with its neighbour; 1: one of theirs that stands alone.

    Of a word that stands in several places the one meant is where its neighbour is theirs too, then the nearest.
    """
    said = words(figure.indicator)
    before: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    for a, b in itertools.pairwise(said):
        behind.setdefault(a, set()).add(b)
        before.setdefault(b, set()).add(a)
    out = np.zeros(len(found.words), dtype=np.int64)
    for word in set(said) & found.where.keys():
        alone, n = _meant(found, found.where[word], before.get(word, set()), behind.get(word, set()), first)
        out[n] = 1 if alone else 2
    return out


def _meant(found: Scenery, places: list[int], before: set[str], behind: set[str], first: int) -> tuple[bool, int]:
    """Which of its places a word of the rules' wording comes from, and whether it stands alone there."""
    told, end = found.words, len(found.words)

    def alone(n: int) -> bool:
        return not ((n and told[n - 1] in before) or (n + 1 < end and told[n + 1] in behind))

    n = min(places, key=lambda n: (alone(n), found.starts[n] < 0, abs(n - first), -n))
    return alone(n), n


def probabilities(found: Scenery, figure: Figure, last: Figure | None) -> npt.NDArray[np.float64]:
    """How likely a careful reader takes each token into the indicator."""
    model = load()
    total = found.score + model.bias
    for table, row in zip(model.weights[5:], features(model, found, figure, last), strict=True):
        total = total + table[row]
    return np.round(1 / (1 + np.exp(-total / SCALE)), 4)
