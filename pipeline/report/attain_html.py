"""Targets and results as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.audit.attainment import Attainment
from pipeline.audit.attainment.pairing import STATES
from pipeline.report import attain_view as view
from pipeline.report.attain_words import STATE, WORDS
from pipeline.report.pages import page

COLOURS = {"attained": "green", "missed": "red", "open": "amber", "unreported": "grey"}  # of base.html.j2


def render(found: Sequence[Attainment], lang: str) -> str:
    """The page; `lang` is vi or en."""
    listed = view.items(found, lang)
    documents = [
        {"name": name, "targets": own, "counts": view.counts(own), "summary": view.summary(own, lang)}
        for name, own in view.by_document(listed)
    ]
    return page(
        "attain.html.j2",
        lang,
        w=WORDS[lang],
        states=[(state, STATE[lang][state]) for state in STATES],
        colours=COLOURS,
        documents=documents,
        summary=view.summary(listed, lang),
    )
