"""What a new draft's changes do to its sums: findings of the audit that are new, gone, or still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.audit import Finding, findings
from pipeline.audit.drafts.alignment import Alignment
from pipeline.audit.drafts.changes import Change
from pipeline.audit.drafts.figures import Pairing
from pipeline.audit.drafts.scripts import Script
from pipeline.extract import Extraction

_SAME_FIGURES = 0.5  # share of two findings' figures that are pairs, from which the findings are one
_SAME_WORDS = 0.4  # what the same statement counts towards that


@dataclass(slots=True)
class KnockOn:
    """Findings of the new draft beside those of the old; in `open` the new draft's, where it tells them."""

    introduced: list[Finding] = field(default_factory=list)  # of the new draft
    resolved: list[Finding] = field(default_factory=list)  # of the old draft
    open: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.introduced or self.resolved or self.open)


def knock_on(
    old: Script, new: Script, alignment: Alignment, pairing: Pairing, changes: Sequence[Change]
) -> KnockOn | None:
    """The audits of two drafts held against each other; None where a draft's citations were not read.

    What one draft alone is found to have, though no word or figure of it changed, is a difference of reading (of two
    formats): it counts as still there.
    """
    if old.draft.references is None or new.draft.references is None:
        return None
    before, after = _audited(old), _audited(new)
    sides = _Sides(old, new, alignment, pairing, changes)
    partner = _pair(before, after, sides)
    told: KnockOn = KnockOn()
    for number, finding in enumerate(after):
        known = number in partner.values() or not sides.changed_new(finding)
        (told.open if known else told.introduced).append(finding)
    for number, finding in enumerate(before):
        if number not in partner:
            (told.resolved if sides.changed_old(finding) else told.open).append(finding)
    return told


def _audited(script: Script) -> list[Finding]:
    draft = script.draft
    return findings(draft.document, Extraction(draft.figures, references=draft.references or []))


class _Sides:
    """Which figures and passages of two drafts are the same, and which of them changed."""

    def __init__(
        self, old: Script, new: Script, alignment: Alignment, pairing: Pairing, changes: Sequence[Change]
    ) -> None:
        self._old, self._new = old, new
        ids = [[f.figure_id for f in script.draft.figures] for script in (old, new)]
        self.to_new = {ids[0][p.old]: ids[1][p.new] for p in pairing.pairs}
        told = [change for change in changes if change.differs]
        self._changed = {f.figure_id for change in told for f in (change.old, change.new) if f is not None}
        self._passage = {m.old: m.new for m in alignment.matched}
        same = [m for m in alignment.matched if old.passages[m.old].plain == new.passages[m.new].plain]
        self._same_old, self._same_new = {m.old for m in same}, {m.new for m in same}

    def likeness(self, one: Finding, other: Finding) -> float:
        """How surely two findings are one, 0 to 1."""
        if one.rule_id != other.rule_id:
            return 0.0
        same_words = _SAME_WORDS * ((one.stated, one.computed) == (other.stated, other.computed))
        figures = {self.to_new.get(figure_id) for figure_id in one.figure_ids} - {None}
        if one.figure_ids or other.figure_ids:
            either = set(one.figure_ids) | set(other.figure_ids)
            wanted = max(len(one.figure_ids), len(other.figure_ids)) if either else 1
            return min(1.0, len(figures & set(other.figure_ids)) / wanted + same_words)
        here, there = _passage(self._old, one.start), _passage(self._new, other.start)
        return min(1.0, 0.6 * (here is not None and self._passage.get(here) == there) + 1.5 * same_words)

    def changed_new(self, finding: Finding) -> bool:
        return self._changed_in(self._new, finding, self._same_new)

    def changed_old(self, finding: Finding) -> bool:
        return self._changed_in(self._old, finding, self._same_old)

    def _changed_in(self, script: Script, finding: Finding, same: set[int]) -> bool:
        """Whether a figure of the finding, or the words it stands in, changed between the drafts."""
        if self._changed & set(finding.figure_ids):
            return True
        passages = (_passage(script, start) for start, _ in finding.spans)
        return any(passage is not None and passage not in same for passage in passages)


def _passage(script: Script, position: int) -> int | None:
    return next((n for n, passage in enumerate(script.passages) if passage.start <= position < passage.end), None)


def _pair(before: Sequence[Finding], after: Sequence[Finding], sides: _Sides) -> dict[int, int]:
    """Findings of the old draft by those of the new that they have become, the surest first."""
    scored = sorted(
        (-sides.likeness(one, other), i, j) for i, one in enumerate(before) for j, other in enumerate(after)
    )
    partner: dict[int, int] = {}
    for score, i, j in scored:
        if -score >= _SAME_FIGURES and i not in partner and j not in partner.values():
            partner[i] = j
    return partner
