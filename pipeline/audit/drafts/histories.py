"""Figures through a chain of drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.audit.drafts.changes import Change
from pipeline.audit.drafts.comparing import Comparison
from pipeline.audit.drafts.scripts import Script
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

    In the order of the last draft; figures it no longer has come at the end, the last to go first. A figure that
    comes back among the words it was dropped with goes on with its history.
    """
    drafts = len(comparisons) + 1
    alive = [_begin(drafts, 0, figure) for figure in comparisons[0].old.draft.figures] if comparisons else []
    ended: dict[_Place, list[History]] = {}
    for number, comparison in enumerate(comparisons):
        partner = {p.new: p.old for p in comparison.pairing.pairs}
        gone = {n: h for n, h in enumerate(alive) if n not in set(partner.values())}
        following = []
        for n, figure in enumerate(comparison.new.draft.figures):
            back = ended.get(_place(comparison.new, n))
            history = alive[partner[n]] if n in partner else back.pop() if back else _begin(drafts, number + 1, figure)
            history.figures[number + 1] = figure
            following.append(history)
        _tell(comparison, number, [*following, *gone.values()])
        for n, history in gone.items():
            ended.setdefault(_place(comparison.old, n), []).append(history)
        alive = following
    return [*alive, *(history for group in reversed(list(ended.values())) for history in reversed(group))]


_Place = tuple[tuple[str, ...], int]


def _place(script: Script, number: int) -> _Place:
    """The words of a figure's passage, and which of its figures it is."""
    passage = script.passages[script.home[number]]
    return passage.masked, passage.figures.index(number)


def _tell(comparison: Comparison, number: int, concerned: Sequence[History]) -> None:
    """Give every change of the comparison to the history of its figure."""
    by_figure = {id(figure): h for h in concerned for figure in h.figures[number : number + 2] if figure is not None}
    for change in comparison.changes:
        by_figure[id(change.figure)].changes.append(change)


def _begin(drafts: int, number: int, figure: Figure) -> History:
    figures: list[Figure | None] = [None] * drafts
    figures[number] = figure
    return History(figures)
