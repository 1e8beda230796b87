"""Figures told one after the other for things told one after the other: `A và B tăng lần lượt 6,1% và 3,5%`."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import regex

from pipeline.extract import sharing
from pipeline.extract.passage import Passage
from pipeline.extract.scene import Scene
from pipeline.extract.statement import join
from pipeline.extract.wording import pattern
from pipeline.model import Figure

RULE_ID = "phrasing.respectively"
_JOINT = regex.compile(r",? ?(?:và|,|;|-|–) (?:là |tăng |giảm )?")
_NAMES = regex.compile(r", | và ")
_APART = regex.compile(r"[,;:.()]")
_OF_WHOLE = regex.compile(r" (?=(?:trong|của|năm|so)\b)")
_TIME = regex.compile(r"\b(?:năm|so)\b.*$")
_MOST = 6  # words of one thing's name
_VERBS = {"increase": "tăng", "decrease": "giảm"}


def name(told: Iterable[tuple[Figure, Passage, Scene]]) -> None:
    """Give each figure behind `lần lượt` the thing of its place in the row.

    The things are the amounts told right before the row, as many as it has figures, or the names before the word.
    """
    for _, group in itertools.groupby(told, key=lambda one: id(one[2])):
        listed = list(group)
        scene, figures = listed[0][2], [figure for figure, _, _ in listed]
        for first in range(len(figures)):
            row = _row(scene, figures, first)
            if row is None:
                continue
            things = _amounts(scene, figures, first, len(row)) or _names(scene, figures, first, len(row))
            base = next((f.compared_with for f in row if f.compared_with and f.measure == "change"), "")
            for figure, thing in zip(row, things, strict=False):
                verb = _VERBS.get(figure.direction or "", "") if figure.measure == "change" else ""
                figure.indicator = join(thing, verb, base)
                figure.rules = (*figure.rules, RULE_ID)


def _row(scene: Scene, figures: list[Figure], first: int) -> list[Figure] | None:
    """The figures from `first` on that stand in a row behind `lần lượt`; None where fewer than two do."""
    start = figures[first - 1].end if first else scene.start
    if not pattern("respectively").search(scene.text, start, figures[first].start):
        return None
    row = [figures[first]]
    for before, figure in itertools.pairwise(figures[first:]):
        if not _JOINT.fullmatch(scene.text, before.end, figure.start):
            break
        row.append(figure)
    return row if len(row) > 1 else None


def _amounts(scene: Scene, figures: list[Figure], first: int, size: int) -> list[str]:
    """What the last `size` amounts before the row are of, where nothing but the row's verb stands between."""
    told = [f for f in figures[:first] if f.measure == "level"][-size:]
    if len(told) < size:
        return []
    between = scene.text[told[-1].end : figures[first].start]
    found = pattern("respectively").search(between)
    if found is None or _APART.search(between, 0, found.start()):
        return []
    return [figure.indicator for figure in told]


def _names(scene: Scene, figures: list[Figure], first: int, size: int) -> list[str]:
    """The names, as many as the row has figures, that stand before the word: `Sản lượng lúa và ngô lần lượt đạt`."""
    start = scene.segment(figures[first].start)[0]
    if first and figures[first - 1].end > start:
        return []
    found = pattern("respectively").search(scene.text, start, figures[first].start)
    assert found is not None
    said = scene.text[start : found.start()].rpartition(": ")[2].strip(" ,;")
    said, *behind = _OF_WHOLE.split(said, maxsplit=1)
    of = _TIME.sub("", behind[0]).strip() if behind else ""  # `trong GDP năm 2011` of the last name is all names'
    names = [part.strip() for part in _NAMES.split(said)]
    if len(names) != size or not all(0 < len(part.split()) <= _MOST for part in names):
        return []
    measure = sharing.spread(names[0]) or names[0].removesuffix(sharing.thing(names[0])).strip()
    return [join(names[0], of), *(join(measure, part, of) for part in names[1:])]
