"""What reports show of targets and results: each target once, with the results it is held against."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.audit.attainment import Attainment
from pipeline.audit.attainment.pairing import STATES
from pipeline.extract import canonical
from pipeline.model import Document, Figure
from pipeline.official.words import keys
from pipeline.report import sources
from pipeline.report.attain_words import BY, STATE, WORDS
from pipeline.report.pages import number


@dataclass(slots=True)
class Said:
    """A figure where it stands: its words, its place, its sentence cut around it."""

    words: str
    period: str
    document: str
    place: str
    sentence: tuple[str, str, str]


@dataclass(slots=True)
class Told:
    """One result of a target."""

    attainment: Attainment
    state: str
    said: Said
    difference: str
    matched: str  # how, and how sure


@dataclass(slots=True)
class Item:
    """One target; `state` is that of its latest result."""

    index: int
    state: str
    label: str
    indicator: str
    canonical: str  # the canonical indicator's name, "" where there is none
    target: Said
    attainments: list[Attainment]
    results: list[Told] = field(default_factory=list)


def items(found: Sequence[Attainment], lang: str) -> list[Item]:
    """The targets in the order given."""
    listed = []
    grouped = itertools.groupby(found, key=lambda one: one.target.figure_id)
    for index, (_, group) in enumerate(grouped, 1):
        alike = list(group)
        first, state = alike[0], alike[-1].state
        listed.append(
            Item(
                index,
                state,
                STATE[lang][state],
                indicator_of(first.target),
                _canonical(first.target, lang),
                said(first.target_document, first.target, lang),
                alike,
                [told(one, lang) for one in alike if one.result is not None],
            )
        )
    return listed


def _canonical(figure: Figure, lang: str) -> str:
    """The canonical indicator's name; "" where there is none, or where the document calls it that."""
    known = canonical.by_id().get(figure.indicator_id or "")
    name = "" if known is None else known.vi if lang == "vi" else known.en
    return "" if keys(name) == keys(figure.indicator) else name


def indicator_of(figure: Figure) -> str:
    """The indicator with its actor where the words do not name it."""
    actor = figure.actor or ""
    named = not actor or actor.lower() in figure.indicator.lower()
    return figure.indicator if named else f"{figure.indicator} ({actor})"


def said(document: Document, figure: Figure, lang: str) -> Said:
    return Said(
        sources.quote(document, figure),
        figure.period,
        Path(document.path).name,
        sources.place(document, figure, lang),
        sources.sentence(document, figure),
    )


def told(one: Attainment, lang: str) -> Told:
    assert one.result is not None and one.result_document is not None and one.match is not None
    matched = f"{BY[lang][one.match.by]}, {number(round(one.match.confidence, 2), lang)}"
    due = "" if one.due else f", {WORDS[lang]['early']}"
    return Told(
        one, STATE[lang][one.state], said(one.result_document, one.result, lang), difference(one, lang), matched + due
    )


def difference(one: Attainment, lang: str) -> str:
    """`+275 (+6%)` in the target's unit, of percentages `+0,6 điểm %`; "" where there is none."""
    judged = one.judgement
    if judged is None or judged.difference is None:
        return ""
    apart = number(judged.difference, lang, sign=True)
    if one.target.unit_class in ("percent", "percentage_point") and one.target.unit.startswith(("%", "điểm")):
        return f"{apart} {WORDS[lang]['points']}"
    if not judged.relative:
        return apart
    return f"{apart} ({number(round(100 * judged.relative, 1), lang, sign=True)}%)"


def counts(listed: Sequence[Item]) -> Counter[str]:
    """How many targets stand how."""
    return Counter(item.state for item in listed)


def summary(listed: Sequence[Item], lang: str) -> str:
    """One line: how many targets, and how they stand."""
    if not listed:
        return WORDS[lang]["nothing"]
    counted = counts(listed)
    states = ", ".join(f"{counted[state]} {STATE[lang][state]}" for state in STATES if counted[state])
    return f"{len(listed)} {WORDS[lang]['targets']}: {states}"


def by_document(listed: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """The targets of each document."""
    return [(name, list(group)) for name, group in itertools.groupby(listed, key=lambda item: item.target.document)]
