"""Targets and results in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from pipeline.audit.attainment import Attainment
from pipeline.report import attain_view as view
from pipeline.report.attain_words import WORDS
from pipeline.report.terminal import console, table

STYLES = {"attained": "green", "missed": "bold red", "open": "yellow", "unreported": "dim"}


def print_attainment(found: Sequence[Attainment], lang: str) -> None:
    """A table a document with targets, a row a result, then a line of counts each."""
    out, w = console(), WORDS[lang]
    listed = view.items(found, lang)
    for name, own in view.by_document(listed):
        heads = (w["state"], w["indicator"], w["target"], w["period"], w["result"], w["period"], w["difference"])
        grid = table(*heads, w["source"])
        for item in own:
            opening = (Text(item.indicator), Text(item.target.words), item.target.period)
            if not item.results:
                grid.add_row(Text(item.label, STYLES[item.state]), *opening, "", "", "", item.target.place)
            for told in item.results:
                state = Text(told.state, STYLES[told.attainment.state])
                place = ", ".join(part for part in (told.said.document, told.said.place) if part)
                grid.add_row(state, *opening, Text(told.said.words), told.said.period, told.difference, Text(place))
                opening = (Text(""), Text(""), "")
        out.print(grid)
        out.print(f"{name}: {view.summary(own, lang)}", soft_wrap=True)
    if not listed:
        out.print(w["nothing"])
