"""Figures through a chain of drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.audit.drafts.changes import Change
from pipeline.audit.drafts.comparing import Comparison
from pipeline.model import Figure


@dataclass(slots=True)
class History:
    """One figure in every draft of a chain: None where a draft does not have it."""

    figures: list[Figure | None]
    changes: list[Change] = field(default_factory=list)  # in the order of the drafts

    @property
    def differs(self) -> bool:
        return any(change.differs for change in self.changes)


def histories(comparisons: Sequence[Comparison]) -> list[History]:
    """The history of every figure of a chain, where `comparisons[n]` is of the drafts n and n + 1.

    In the order of the last draft; figures it no longer has come at the end, in the order of the draft that had them
    last.
    """
    drafts = len(comparisons) + 1
    alive: list[History] = []
    ended: list[History] = []
    for number, comparison in enumerate(comparisons):
        if number == 0:
            alive = [_begin(drafts, 0, figure) for figure in comparison.old.draft.figures]
        partner = {p.new: p.old for p in comparison.pairing.pairs}
        following = []
        for n, figure in enumerate(comparison.new.draft.figures):
            history = alive[partner[n]] if n in partner else _begin(drafts, number + 1, figure)
            history.figures[number + 1] = figure
            following.append(history)
        by_id = {h.figures[number + 1].figure_id: h for h in following if h.figures[number + 1] is not None}  # type: ignore[union-attr]
        gone = [alive[n] for n in comparison.pairing.removed]
        gone_by_id = {h.figures[number].figure_id: h for h in gone if h.figures[number] is not None}  # type: ignore[union-attr]
        for change in comparison.changes:
            if change.new is not None:
                by_id[change.new.figure_id].changes.append(change)
            elif change.old is not None:
                gone_by_id[change.old.figure_id].changes.append(change)
        ended = [*gone, *ended]
        alive = following
    return [*alive, *ended]


def _begin(drafts: int, number: int, figure: Figure) -> History:
    figures: list[Figure | None] = [None] * drafts
    figures[number] = figure
    return History(figures)
