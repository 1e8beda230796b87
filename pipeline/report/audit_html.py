"""The findings of an audit as one self-contained HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.audit import CHECKS, SEVERITIES
from pipeline.report import audit_view as view
from pipeline.report.audit_words import CHECK, SEVERITY, WORDS
from pipeline.report.pages import page

COLOURS = {"error": "red", "warning": "amber", "rounding": "grey"}  # of base.html.j2


def render(audited: Sequence[view.Audited], lang: str) -> str:
    """The page for one document or several; `lang` is vi or en."""
    documents = [
        {
            "name": Path(document.path).name,
            "subject": document.letterhead.subject,
            "counts": Counter((f.check, f.severity) for f in found),
            "summary": view.summary((document, found), lang),
            "items": view.items((document, found), lang),
        }
        for document, found in audited
    ]
    return page(
        "audit.html.j2",
        lang,
        w=WORDS[lang],
        checks=[(check, CHECK[lang][check]) for check in CHECKS],
        severities=[(severity, SEVERITY[lang][severity]) for severity in SEVERITIES],
        colours=COLOURS,
        documents=documents,
    )
