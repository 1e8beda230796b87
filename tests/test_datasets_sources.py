"""Every row of every dataset names its source, on every document there is: the samples and the real ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pipeline.batch import running
from pipeline.errors import CODES

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "corpus"
Read = Callable[[str], pd.DataFrame]

SOURCES = [
    pytest.param(ROOT / "corpus", id="samples"),
    pytest.param(REAL, id="real", marks=pytest.mark.skipif(not REAL.is_dir(), reason="no real documents here")),
]


@pytest.fixture(scope="module", params=SOURCES)
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Reads a dataset of one run over all documents of a folder."""
    out = tmp_path_factory.mktemp("kq")
    running.run([request.param], out)
    return lambda name: pd.read_parquet(out / name)


def texts_of(read: Read) -> dict[str, str]:
    frame = read("texts")
    return dict(zip(frame["doc_id"], frame["text"], strict=True))


@pytest.mark.parametrize(
    ("name", "column"),
    [
        *((n, "quote") for n in ("figures", "targets", "statistics", "footnoted_figures", "references")),
        *((n, "text") for n in ("blocks", "footnotes", "table_cells")),
    ],
)
def test_the_text_there_is_the_quote(read: Read, name: str, column: str) -> None:
    texts, frame = texts_of(read), read(name)
    frame = frame[frame["char_start"].notna()]
    assert len(frame)
    spans = zip(frame["doc_id"], frame["char_start"].astype(int), frame["char_end"].astype(int), strict=True)
    found = [texts[doc_id][start:end] for doc_id, start, end in spans]
    wrong = [(a, b) for a, b in zip(found, frame[column], strict=True) if a != b]
    assert wrong == []


def test_quotes_hold_their_digits_and_nothing_is_empty(read: Read) -> None:
    figures = read("figures")
    assert figures["quote"].str.contains(r"\d").all()
    # A conversion may have left blanks inside a number: `1 79,7 nghìn tỷ`.
    assert all(
        v.replace(" ", "") in q.replace(" ", "") for v, q in zip(figures["value_text"], figures["quote"], strict=True)
    )
    assert (figures["context"].str.len() > 0).all()
    assert (figures["rule_id"].str.len() > 0).all()
    assert figures[["value_low", "value_high"]].notna().any(axis=1).all()


def test_ids_are_unique_and_lead_somewhere(read: Read) -> None:
    figures, blocks, cells = read("figures"), read("blocks"), read("table_cells")
    assert figures["figure_id"].is_unique
    assert blocks["block_id"].is_unique
    assert set(figures["block_id"]) <= set(blocks["block_id"])
    assert set(read("references")["block_id"]) <= set(blocks["block_id"])
    assert set(read("footnotes")["anchor_block_id"].dropna()) <= set(blocks["block_id"])
    assert set(figures["table_id"].dropna()) <= set(cells["table_id"])
    assert set(figures["parent_id"].dropna()) <= set(figures["figure_id"])
    assert not (figures["parent_id"] == figures["figure_id"]).any()


def test_figures_lie_in_their_blocks(read: Read) -> None:
    both = read("figures").merge(read("blocks"), on=["block_id", "doc_id"], suffixes=("", "_block"))
    assert len(both) == len(read("figures"))
    assert (both["char_start"] >= both["char_start_block"]).all()
    assert (both["char_end"] <= both["char_end_block"]).all()


def test_blocks_follow_one_another_and_hold_the_whole_text(read: Read) -> None:
    texts = texts_of(read)
    for doc_id, blocks in read("blocks").groupby("doc_id"):
        blocks = blocks.sort_values("position")
        assert list(blocks["position"]) == list(range(len(blocks)))
        assert "\n".join(blocks["text"]) == texts[doc_id]


def test_a_mark_stands_where_a_note_is_called(read: Read) -> None:
    texts, notes = texts_of(read), read("footnotes")
    called = notes[notes["anchor_char"].notna()]
    assert len(called)
    for doc_id, at in zip(called["doc_id"], called["anchor_char"].astype(int), strict=True):
        assert texts[doc_id][at] == "⁽"


def test_targets_and_statistics_part_the_figures(read: Read) -> None:
    targets, statistics = set(read("targets")["figure_id"]), set(read("statistics")["figure_id"])
    assert targets | statistics == set(read("figures")["figure_id"])
    assert not targets & statistics
    assert (read("targets")["status"] == "planned").all()


def test_footnoted_figures_have_their_notes(read: Read) -> None:
    rows = read("footnoted_figures")
    assert len(rows)
    assert set(rows["relation"]) <= {"in_note", "anchored"}
    inside = rows[rows["relation"] == "in_note"]
    texts = zip(inside["quote"], inside["footnote_text"], strict=True)
    assert all(quote in note for quote, note in texts)


def test_values_of_closed_lists(read: Read) -> None:
    allowed = {
        "kind": {"target", "statistic"},
        "measure": {"level", "change", "share", "ratio"},
        "status": {"planned", "actual", "estimated"},
        "comparator": {"eq", "ge", "gt", "le", "lt", "approx", "range"},
        "direction": {"increase", "decrease"},
        "location": {"body", "footnote", "table"},
        "frequency": {"annual", "monthly", "quarterly", "term", "once", ""},
        "unit_class": {
            *("percent", "percentage_point", "count", "money", "area", "mass", "length"),
            *("energy", "duration", "index", "other"),
        },
    }
    figures = read("figures")
    for column, values in allowed.items():
        assert set(figures[column].dropna()) <= values, column
    assert figures["confidence"].between(0, 1).all()
    both = figures.dropna(subset=["value_low", "value_high"])
    assert (both["value_low"] <= both["value_high"]).all()
    dated = figures.dropna(subset=["period_start", "period_end"])
    assert (dated["period_start"] <= dated["period_end"]).all()


def test_every_input_is_in_runs_and_nothing_failed_without_a_code(read: Read) -> None:
    runs = read("runs")
    assert set(runs["state"]) <= {"done", "duplicate", "failed"}
    assert set(runs["error_code"]) <= {"", *CODES}
    assert "internal" not in set(runs["error_code"]), runs.query("error_code == 'internal'")["error_message"].tolist()
    done = runs[runs["state"] == "done"]
    assert set(done["doc_id"]) == set(read("documents")["doc_id"])
