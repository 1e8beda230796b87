"""The rows of the `findings` dataset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.audit.finding import Finding
from pipeline.datasets.versions import Versions
from pipeline.datasets.writing import write_alone
from pipeline.model import Document

NAME = "findings"
_SAME = (
    *("finding_id", "check", "severity", "stated", "computed"),
    *("message_vi", "message_en", "rule_id"),
)


def rows(document: Document, found: Sequence[Finding]) -> list[dict[str, Any]]:
    """One row a finding, in reading order."""
    return [
        {
            **{name: getattr(finding, name) for name in _SAME},
            "doc_id": document.doc_id,
            "figure_ids": list(finding.figure_ids),
            "char_start": finding.start,
            "char_end": finding.end,
            "quote": document.text[finding.start : finding.end],
        }
        for finding in found
    ]


def write(audited: Iterable[tuple[Document, Sequence[Finding]]], out: Path, made_with: Versions) -> None:
    """Write dataset `findings` under `out` in place of an earlier one, document by document.

    Raises SolieuError `output_unusable`; what was under `out` is then as it was.
    """
    write_alone(NAME, [row for document, found in audited for row in rows(document, found)], out, made_with)
