"""Every target with the results it is held against, over all documents given."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.audit.attainment import times
from pipeline.audit.attainment.judging import Judgement, judge
from pipeline.audit.attainment.matching import Match, match
from pipeline.model import Document, Figure

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
    it stands in a later document (or in the same, as said), lies in the target's time and measures the same.
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
                if other > number or times.told_together(target, side.document)
                for one in _told(target, side.document, ordered[other].document, results[other])
            ]
            if told or listed:
                found += told or [Attainment(target, side.document)]
    return found


class _Results:
    """The results of one document, looked up by what they may be compared with."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self._of: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            if figure.kind == "statistic":
                self._of[figure.unit_class].append(figure)

    def like(self, target: Figure) -> list[Figure]:
        return self._of.get(target.unit_class, [])


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
