"""What a check says: the value as stated, the value as computed, and the figures that tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Figure

Severity = Literal["error", "warning", "rounding"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "rounding")


@dataclass(slots=True)
class Finding:
    """One finding of the audit. `spans` are offsets in Document.text, the stretch the finding is about first."""

    rule_id: str  # of rules/checks.yaml; the part before the dot is the check
    severity: Severity
    stated: str
    computed: str
    message_vi: str
    message_en: str
    spans: tuple[tuple[int, int], ...]
    figure_ids: tuple[str, ...] = ()
    finding_id: str = ""

    @property
    def check(self) -> str:
        return self.rule_id.partition(".")[0]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[0][1]


def about(
    figures: Sequence[Figure], rule_id: str, severity: Severity, stated: str, computed: str, vi: str, en: str
) -> Finding:
    """A finding told by figures, the one it is about first."""
    return Finding(
        rule_id,
        severity,
        stated,
        computed,
        vi,
        en,
        tuple((f.start, f.end) for f in figures),
        tuple(f.figure_id for f in figures),
    )
