"""The two drafts of corpus/ compared: every change that was made is found, and no other."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.audit import drafts
from pipeline.extract import figures

CORPUS = Path(__file__).parents[1] / "corpus"
TRUTH: dict[str, Any] = json.loads((CORPUS / ".build" / "truth.json").read_text(encoding="utf-8"))
Key = tuple[str, float | None, float | None]


@pytest.fixture(scope="module")
def changes() -> list[drafts.Change]:
    both = []
    for number in (3, 4):
        document = pipeline.read(CORPUS / f"bao-cao-chinh-tri-du-thao-{number}.docx")
        both.append(drafts.Draft(document, figures(document).figures))
    return drafts.compare(*both).changes


def test_changes_are_those_that_were_made(changes: list[drafts.Change]) -> None:
    made: Counter[Key] = Counter((c["change"], c["old_low"], c["new_low"]) for c in TRUTH["changes"])
    found: Counter[Key] = Counter(
        (c.change, c.old and c.old.value_low, c.new and c.new.value_low) for c in changes if c.differs
    )
    assert made - found == Counter()
    assert found - made == Counter()


def test_moved_paragraph_is_told_from_a_changed_one(changes: list[drafts.Change]) -> None:
    moved = [c.figure for c in changes if c.change == "moved"]
    assert any(f.context.startswith(TRUTH["moved"]) for f in moved)


def test_renumbered_footnotes_are_no_change_of_their_figures(changes: list[drafts.Change]) -> None:
    in_notes = {c.figure.quote for c in changes if c.differs and c.figure.location == "footnote"}
    assert in_notes == {"26 thôn", "13 thôn"}
