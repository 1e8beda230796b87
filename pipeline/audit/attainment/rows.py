"""The rows of the `attainment` dataset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.audit.attainment.pairing import Attainment
from pipeline.datasets.versions import Versions
from pipeline.datasets.writing import write_alone
from pipeline.model import Document, Figure

NAME = "attainment"


def rows(found: Sequence[Attainment]) -> list[dict[str, Any]]:
    """One row a target and result, in the order given."""
    return [
        {
            "indicator": one.target.indicator,
            "indicator_id": one.target.indicator_id,
            "actor": one.target.actor,
            "measure": one.target.measure,
            "direction": one.target.direction,
            "unit": one.target.unit,
            "comparator": one.target.comparator,
            "target_low": one.target.value_low,
            "target_high": one.target.value_high,
            "result_low": one.judgement and one.judgement.low,
            "result_high": one.judgement and one.judgement.high,
            "attained": one.attained,
            "due": one.due if one.result else None,
            "difference": one.judgement and one.judgement.difference,
            "relative": one.judgement and one.judgement.relative,
            **_source("target", one.target_document, one.target),
            **_source("result", one.result_document, one.result),
            "matched_by": one.match and one.match.by,
            "confidence": one.match and one.match.confidence,
        }
        for one in found
    ]


def _source(side: str, document: Document | None, figure: Figure | None) -> dict[str, Any]:
    values = {
        "doc_id": document and document.doc_id,
        "figure_id": figure and figure.figure_id,
        "period": figure and figure.period,
        "quote": document.text[figure.start : figure.end] if document and figure else None,
        "context": figure and figure.context,
        "page": figure and figure.page,
        "char_start": figure and figure.start,
        "char_end": figure and figure.end,
    }
    return {f"{side}_{name}": value for name, value in values.items()}


def write(found: Sequence[Attainment], out: Path, made_with: Versions) -> None:
    """Write dataset `attainment` under `out` in place of an earlier one.

    Raises SolieuError `output_unusable`; what was under `out` is then as it was.
    """
    write_alone(NAME, rows(found), out, made_with)
