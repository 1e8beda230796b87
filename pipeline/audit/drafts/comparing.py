"""Two drafts compared: the road from two documents to what changed."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike

from pipeline.audit.drafts.alignment import Alignment, align
from pipeline.audit.drafts.changes import Change, changes
from pipeline.audit.drafts.figures import Pairing, pair
from pipeline.audit.drafts.knock_on import KnockOn, knock_on
from pipeline.audit.drafts.scripts import Draft, Script, write

OTHER_DOCUMENT = 0.2  # similarity below which two texts are no drafts of one document


@dataclass(slots=True)
class Comparison:
    """What was found between two drafts."""

    old: Script
    new: Script
    alignment: Alignment
    pairing: Pairing
    changes: list[Change]
    knock_on: KnockOn | None = None  # what the changes do to the audit; None where a draft cannot be audited

    @property
    def similarity(self) -> float:
        """Share of both drafts' words that stand in passages found in both, 0 to 1; figures' values do not count."""
        return self.alignment.similarity

    @property
    def is_other_document(self) -> bool:
        return self.similarity < OTHER_DOCUMENT

    @property
    def differs(self) -> bool:
        """Whether any figure differs; a figure that only moved or stands in other words does not."""
        return any(change.differs for change in self.changes)

    @property
    def unchanged(self) -> int:
        """Figures of the new draft about which no change is told."""
        told = {change.new.figure_id for change in self.changes if change.new}
        return sum(figure.figure_id not in told for figure in self.new.draft.figures)


def read(path: str | PathLike[str]) -> Draft:
    """A draft from a file of any supported format. Raises SolieuError where the file cannot be read."""
    import pipeline
    from pipeline import extract

    document = pipeline.read(path)
    found = extract.figures(document)
    return Draft(document, found.figures, found.references)


def compare(old: Draft, new: Draft) -> Comparison:
    """Every figure of `old` and `new` as unchanged, changed, added, removed, moved or reworded.

    Deterministic; the figures of a draft are in reading order, as extraction gives them.
    """
    left, right = write(old), write(new)
    alignment = align(left, right)
    pairing = pair(left, right, alignment)
    told = changes(left, right, pairing)
    return Comparison(left, right, alignment, pairing, told, knock_on(left, right, alignment, pairing, told))
