"""The findings of an audit in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from pipeline.report import audit_view as view
from pipeline.report.audit_words import WORDS
from pipeline.report.terminal import console, table

_STYLES = {"error": "bold red", "warning": "yellow", "rounding": "dim"}


def print_findings(audited: Sequence[view.Audited], lang: str) -> None:
    """A table a document with findings, then a line of counts each."""
    out, w = console(), WORDS[lang]
    for one in audited:
        if one[1]:
            grid = table(w["severity"], w["check"], w["stated"], w["computed"], w["message"], w["source"])
            for item in view.items(one, lang):
                grid.add_row(
                    Text(item.severity, _STYLES[item.finding.severity]),
                    item.check,
                    Text(item.finding.stated),
                    Text(item.finding.computed),
                    Text(item.message),
                    item.sources[0].place,
                )
            out.print(grid)
        out.print(view.summary(one, lang), soft_wrap=True)
