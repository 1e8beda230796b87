"""The comparison of drafts as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.audit.drafts import CHANGES, SAME_FIGURE, Comparison
from pipeline.report import diff_view as view
from pipeline.report.diff_terminal import summary
from pipeline.report.diff_words import CHANGE, WORDS, warnings
from pipeline.report.pages import page

# The colours of base.html.j2.
COLOURS = {
    "value": "amber", "comparator": "violet", "unit": "violet", "kind": "blue", "period": "blue", "added": "green",
    "removed": "red", "moved": "grey", "reworded": "grey", "unchanged": "grey",
}  # fmt: skip


def render(comparisons: Sequence[Comparison], lang: str) -> str:
    """The page for two drafts or a chain of them; `lang` is vi or en."""
    drafts = [comparisons[0].old.draft, *(c.new.draft for c in comparisons)]
    return page(
        "diff.html.j2",
        lang,
        w=WORDS[lang],
        names=CHANGE[lang],
        colours=COLOURS,
        shown=(*CHANGES, "unchanged"),
        quiet=SAME_FIGURE,
        knock_colours={"introduced": "red", "resolved": "green", "open": "grey"},
        files=[Path(draft.document.path).name for draft in drafts],
        warnings=warnings(list(comparisons), lang),
        differs=any(c.differs for c in comparisons),
        history=_history(comparisons, lang) if len(comparisons) > 1 else [],
        steps=[_step(comparison, lang) for comparison in comparisons],
    )


def _step(comparison: Comparison, lang: str) -> dict[str, Any]:
    sections = []
    for number, section in enumerate(view.sections(comparison, lang), 1):
        cards = [
            {
                "old": card.old,
                "new": card.new,
                "changed": card.items,
                "marks": card.marks,
                "old_place": next((i.old_place for i in card.items if i.old_place), ""),
                "new_place": next((i.new_place for i in card.items if i.new_place), ""),
            }
            for card in section.cards
        ]
        sections.append({"number": number, "title": section.title, "counts": section.counts, "cards": cards})
    return {
        "old": Path(comparison.old.draft.document.path).name,
        "new": Path(comparison.new.draft.document.path).name,
        "summary": summary(comparison, lang),
        "sections": sections,
        "counts": view.counts(comparison),
        "consequences": view.consequences(comparison, lang),
        "knocked": view.knocked(comparison, lang),
    }


def _history(comparisons: Sequence[Comparison], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "section": row.section,
            "indicator": row.indicator,
            "cells": [{"change": cell.change and cell.change.change, "text": cell.text} for cell in row.cells],
        }
        for row in view.history_rows(comparisons, lang)
    ]
