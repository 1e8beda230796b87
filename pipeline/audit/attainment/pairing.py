"""Every target with the results it is held against, over all documents given."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.audit.attainment import times
from pipeline.audit.attainment.judging import Judgement, judge
from pipeline.audit.attainment.matching import LONG, Match, match
from pipeline.extract import canonical
from pipeline.model import Document, Figure
from pipeline.official.words import keys

_ADDED_UP = ("count", "money", "mass", "area", "length", "energy")


@dataclass(slots=True)
class Side:
    """A document and its figures in reading order."""

    document: Document
    figures: list[Figure]


@dataclass(slots=True)
class Attainment:
    """A target and one result of it; without a result the target is not reported on."""

    target: Figure
    target_document: Document
    result: Figure | None = None
    result_document: Document | None = None
    match: Match | None = None
    judgement: Judgement | None = None
    due: bool = False  # the result tells of the end of the target's time

    @property
    def attained(self) -> bool | None:
        return self.judgement.attained if self.judgement else None

    @property
    def state(self) -> str:
        """`attained`, `missed`, `open` (a result that does not decide it) or `unreported`."""
        if self.result is None:
            return "unreported"
        return {True: "attained", False: "missed", None: "open"}[self.attained]


STATES = ("attained", "missed", "open", "unreported")


def states(found: Sequence[Attainment]) -> Counter[str]:
    """How many targets stand how; a target with several results counts by the latest of them."""
    last = {one.target.figure_id: one.state for one in found}
    return Counter(last.values())


def attain(sides: Sequence[Side], targets_of: Collection[str] = ()) -> list[Attainment]:
    """Targets in reading order, documents from the earliest; the results of a target in order of time.

    The targets are those of the documents named by id in `targets_of`; without it those of every document that a
    later one follows, and what a document itself reports of its targets whose time is over. A result counts where
    it stands in a later document of the same place (or in the same document, as said), lies in the target's time and
    measures the same.
    """
    ordered = [sides[n] for n in times.in_order([side.document for side in sides])]
    results = [_Results(side.figures) for side in ordered]
    found: list[Attainment] = []
    for number, side in enumerate(ordered):
        listed = side.document.doc_id in targets_of if targets_of else number < len(ordered) - 1
        if targets_of and not listed:
            continue
        for target in side.figures:
            if target.kind != "target":
                continue
            told = [
                one
                for other in range(number, len(ordered))
                if (other > number and of_one_place(side.document, ordered[other].document))
                or (other == number and times.told_together(target, side.document))
                for one in _told(target, side.document, ordered[other].document, results[other])
            ]
            if told or listed:
                found += told or [Attainment(target, side.document)]
    return found


def of_one_place(one: Document, other: Document) -> bool:
    """Whether two documents may speak of the same place: a province's targets are not its district's.

    True where one of them does not name the place it was issued at.
    """
    here, there = (set(keys(document.letterhead.place)) for document in (one, other))
    return here <= there or there <= here


class _Results:
    """The results of one document, looked up by what a target must share with them."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._by_id: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        self._by_words: dict[tuple[str, canonical.Words], list[Figure]] = defaultdict(list)
        self._long: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.kind != "statistic":
                continue
            if figure.indicator_id:
                self._by_id[figure.unit_class, figure.indicator_id].append(figure)
                continue
            words = canonical.telling(figure)
            if len(words) >= LONG:
                self._long[figure.unit_class].append(figure)
            else:
                self._by_words[figure.unit_class, words].append(figure)

    def like(self, target: Figure) -> list[Figure]:
        """Those that `match` may say something of, in reading order."""
        if target.indicator_id:
            return self._by_id.get((target.unit_class, target.indicator_id), [])
        words = canonical.telling(target)
        if len(words) >= LONG:
            return self._long.get(target.unit_class, [])
        return self._by_words.get((target.unit_class, words), [])


def _told(target: Figure, document: Document, told_in: Document, results: _Results) -> Iterator[Attainment]:
    """What one document reports of a target: one result; of a yearly target one a period."""
    window = times.window(target, document)
    own = told_in is document
    candidates: list[tuple[Figure, Match]] = []
    for result in results.like(target):
        if not window.holds(result) or (own and result.period_end is None):
            continue
        if found := match(target, result):
            candidates.append((result, found))
    if not candidates:
        return
    yearly = target.frequency == "annual"
    by_period: dict[str, list[tuple[Figure, Match]]] = defaultdict(list)
    for candidate in candidates:
        by_period[candidate[0].period].append(candidate)
    chosen = [max(alike, key=lambda c: (c[1].confidence, -c[0].start)) for alike in by_period.values()]
    if not yearly:
        chosen = [max(chosen, key=_latest)]
    for result, found in sorted(chosen, key=lambda c: (str(c[0].period_end or ""), c[0].start)):
        due = window.reached_by(result) or (yearly and result.period_end is not None)
        if due and not yearly and not _covers(target, window, result):
            due = False
        yield Attainment(target, document, result, told_in, found, judge(target, result, due), due)


def _latest(candidate: tuple[Figure, Match]) -> tuple[str, int, float, int]:
    """The result that reaches furthest, of those the one over the longest time."""
    result, found = candidate
    span = (result.period_end - result.period_start).days if result.period_end and result.period_start else 0
    return str(result.period_end or ""), span, found.confidence, -result.start


def _covers(target: Figure, window: times.Window, result: Figure) -> bool:
    """Whether a level that adds up over the years (`kết nạp 600 đảng viên`) is told for all years of its target.

    A target for a single year is a level to be reached by then, or that year's own.
    """
    if target.measure != "level" or target.unit_class not in _ADDED_UP:
        return True
    if target.period_start is None or result.period_start is None or target.period_end is None:
        return True
    several = target.period_end.year - target.period_start.year > 0
    return not several or result.period_start.year <= target.period_start.year + 1
