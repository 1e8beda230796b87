"""Figures of annotated sentences of many genres: found, described rightly, and none where there is none."""

from __future__ import annotations

import re
from pathlib import Path

import annotated_score
import pytest
from annotated_score import Row, Score

# The least F1 over all snippets. Raise them when the rules get better; never lower one without a reason in the commit.
LEAST = {"detect": 0.995, "record": 0.98, "full": 0.83}

PERIOD = re.compile(r"(\d{4}(-(Q[1-4]|H[12]|\d\d(-\d\d)?))?(/\d{4}(-\d\d(-\d\d)?)?)?)?")
SNIPPETS = [snippet for rows in annotated_score.snippets().values() for snippet in rows]
EMPTY = [snippet for snippet in SNIPPETS if not snippet["figures"]]


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return annotated_score.run()


def test_figures_of_many_genres(scores: dict[str, Score]) -> None:
    annotated_score.show(scores)
    total = Score()
    for one in scores.values():
        total.add(one)
    reached = {level: round(total.f1(level), 4) for level in LEAST}
    assert all(reached[level] >= LEAST[level] for level in LEAST), reached


@pytest.mark.parametrize("snippet", EMPTY, ids=lambda snippet: snippet["id"])
def test_no_figure_where_there_is_none(snippet: Row, tmp_path: Path) -> None:
    found = annotated_score.figures(snippet, tmp_path)
    assert [figure["quote"] for figure in found] == []


def test_corpus_is_large_and_balanced() -> None:
    assert len(SNIPPETS) >= 220
    assert len(EMPTY) >= 50
    assert len({snippet["id"] for snippet in SNIPPETS}) == len(SNIPPETS)


def _around(lines: list[str], line: int) -> str:
    """The line and its neighbours; old files part the lines of a paragraph by blank ones."""
    return " ".join(" ".join(lines[max(0, line - 3) : line + 2]).split())


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet["id"])
def test_annotation_is_consistent(snippet: Row) -> None:
    """What an annotator can get wrong without noticing."""
    text, ids = snippet["text"], [figure["id"] for figure in snippet["figures"]]
    lines = text.split("\n")
    assert len(set(ids)) == len(ids)
    for figure in snippet["figures"]:
        quote = figure["quote"]
        assert " ".join(quote.split()) in _around(lines, figure["line"]), figure
        written = re.findall(r"\d+(?:[.,]\d+)*", quote)
        written += re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"(?<=\d[.,]) (?=\d)", "", quote))  # `15, 1%`
        digits = [float(n.replace(".", "").replace(",", ".")) for n in written]
        digits += [float(n.replace(",", "")) for n in written if n.count(".") <= 1]  # the foreign style of old files
        bounds = [b for b in (figure["low"], figure["high"]) if b is not None]
        assert bounds and set(bounds) <= set(digits), figure
        assert figure["of"] is None or figure["of"] in digits, figure
        assert (figure["low"] is None) == (figure["comparator"] in ("le", "lt")), figure
        assert (figure["high"] is None) == (figure["comparator"] in ("ge", "gt")), figure
        assert (figure["comparator"] == "range") == (len(set(bounds)) == 2), figure
        assert (figure["kind"] == "target") == (figure["status"] == "planned"), figure
        assert figure["of"] is None or figure["measure"] == "ratio", figure
        assert (figure["where"] == "footnote") == (figure["footnote"] is not None), figure
        assert figure["parent"] is None or figure["parent"] in ids, figure
        assert figure["unit"] == figure["unit"].lower(), figure
        assert figure["indicator"] or figure["optional"], figure
        assert PERIOD.fullmatch(figure["period"]), figure
        assert figure["frequency"] in ("", "annual", "monthly", "quarterly", "term", "once"), figure
