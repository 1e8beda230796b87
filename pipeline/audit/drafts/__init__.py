"""Drafts of one document compared, figure by figure.

    comparison = drafts.compare(drafts.read("lan-3.docx"), drafts.read("lan-4.pdf"))
    comparison.changes        # -> list[Change], a row of the `changes` dataset each

The road: `scripts` writes a draft out as passages of comparable words, `passages` aligns those of two drafts,
`figures` pairs the figures inside aligned passages and those that are left, `changes` says what differs in a pair,
`histories` follows a figure through more than two drafts, `knock_on` says what the changes do to the audit.
"""

from __future__ import annotations

from pipeline.audit.drafts.changes import CHANGES, SAME_FIGURE, Change
from pipeline.audit.drafts.comparing import Comparison, compare, read
from pipeline.audit.drafts.histories import History, histories
from pipeline.audit.drafts.knock_on import KnockOn
from pipeline.audit.drafts.scripts import Draft

__all__ = [
    "CHANGES",
    "SAME_FIGURE",
    "Change",
    "Comparison",
    "Draft",
    "History",
    "KnockOn",
    "compare",
    "histories",
    "read",
]
