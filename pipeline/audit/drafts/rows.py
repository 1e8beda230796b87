"""The rows of the `changes` dataset."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.audit.drafts.comparing import Comparison
from pipeline.datasets.versions import Versions
from pipeline.datasets.writing import write_alone
from pipeline.model import Figure

NAME = "changes"


def rows(comparison: Comparison) -> list[dict[str, Any]]:
    """One row a change, in the order of the new draft."""
    old, new = comparison.old.draft.document, comparison.new.draft.document
    return [
        {
            "old_doc_id": old.doc_id,
            "new_doc_id": new.doc_id,
            "change": change.change,
            **_side("old", old.text, change.old),
            **_side("new", new.text, change.new),
            "indicator": change.figure.indicator,
            "delta": change.delta,
            "relative": change.relative,
            "section_path": list(change.figure.section_path),
            "confidence": change.confidence,
        }
        for change in comparison.changes
    ]


def _side(side: str, text: str, figure: Figure | None) -> dict[str, Any]:
    values = {
        "figure_id": figure and figure.figure_id,
        "quote": figure and text[figure.start : figure.end],
        "low": figure and figure.value_low,
        "high": figure and figure.value_high,
        "context": figure and figure.context,
        "page": figure and figure.page,
    }
    return {f"{side}_{name}": value for name, value in values.items()}


def write(comparisons: Iterable[Comparison], out: Path, made_with: Versions) -> None:
    """Write dataset `changes` under `out` in place of an earlier one; those of a chain one after another.

    Raises SolieuError `output_unusable`; what was under `out` is then as it was.
    """
    write_alone(NAME, [row for comparison in comparisons for row in rows(comparison)], out, made_with)
