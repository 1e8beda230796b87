"""Which results come in time to be held against a target."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Document, Figure


@dataclass(frozen=True, slots=True)
class Window:
    """The years a target is about: results that begin and end in them may be held against it."""

    first: int | None
    last: int | None
    end: dt.date | None  # the day by which it is to be reached

    @property
    def years(self) -> int | None:
        return None if self.first is None or self.last is None else self.last - self.first + 1

    def holds(self, result: Figure) -> bool:
        """Whether the result's period lies in the window; one without a period may."""
        if result.period_start is None or result.period_end is None:
            return True
        begun = self.first is None or result.period_start.year >= self.first
        return begun and (self.last is None or result.period_end.year <= self.last)

    def reached_by(self, result: Figure) -> bool:
        """Whether the result tells how things stood when the target was due."""
        return result.period_end is not None and self.end is not None and result.period_end >= self.end


def issued(document: Document) -> dt.date | None:
    """The day a document was issued; the last of its year where it says no more, None where not even that."""
    if document.letterhead.issued_on is not None:
        return document.letterhead.issued_on
    return dt.date(document.year, 12, 31) if document.year else None


def in_order(documents: Sequence[Document]) -> list[int]:
    """Numbers of the documents from the earliest to the latest; as given where a date is missing or the same."""
    days = [issued(document) for document in documents]
    if any(day is None for day in days):
        return list(range(len(documents)))
    return sorted(range(len(documents)), key=lambda n: (days[n], n))


def window(target: Figure, document: Document) -> Window:
    """A target for a single later year (`đến năm 2025`) holds from the year its document was issued."""
    day = issued(document)
    start, end = target.period_start, target.period_end
    first = start.year if start else day.year if day else None
    if start and end and day and start.year == end.year and day.year < start.year - 1:
        first = day.year
    return Window(first, end.year if end else None, end)


def told_together(target: Figure, document: Document) -> bool:
    """Whether a document may itself tell what became of its target: the target's time is over."""
    return target.period_end is not None and bool(document.year) and target.period_end.year <= document.year
