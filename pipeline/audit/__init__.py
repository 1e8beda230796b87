"""Checks of a document against itself, and of its drafts against each other (`pipeline.audit.drafts`).

    findings = audit.findings(document, pipeline.extract.figures(document))      # -> list[Finding]

Every check is named in rules/checks.yaml, with what it means and examples that `solieu rules check` runs.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator

from pipeline.audit import changes, citations, classes, conflicts, layout, lists, shares, tables, totals, verdicts
from pipeline.audit.finding import SEVERITIES, Finding, Severity
from pipeline.audit.ledger import Ledger
from pipeline.extract import Extraction
from pipeline.model import Document

CHECKS = (
    *("total", "share", "ratio", "change", "conflict"),
    *("target_result", "date", "reference", "footnote", "numbering"),
)
_STEPS: tuple[Callable[[Ledger], Iterator[Finding]], ...] = (
    *(totals.check, lists.check, tables.check, shares.check, changes.check, classes.check),
    *(conflicts.check, verdicts.check, citations.check, layout.check),
)


def findings(document: Document, found: Extraction, skip: Collection[str] = ()) -> list[Finding]:
    """Everything the checks find, in reading order; `skip` names checks (`total`) or rules (`total.note`) to leave out.

    Deterministic; finding ids count from 1 in reading order.
    """
    ledger = Ledger(document, found)
    told = itertools.chain.from_iterable(step(ledger) for step in _STEPS)
    kept = [f for f in told if f.check not in skip and f.rule_id not in skip]
    kept.sort(key=lambda f: (f.start, f.end, f.rule_id, f.message_vi))
    once = [next(group) for _, group in itertools.groupby(kept, key=lambda f: (f.spans, f.rule_id))]
    for position, finding in enumerate(once, 1):
        finding.finding_id = f"{document.doc_id}-a{position:04}"
    return once


__all__ = ["CHECKS", "SEVERITIES", "Finding", "Severity", "findings"]
