"""Drafts of real documents, made by known edits, and one document in two formats."""

from __future__ import annotations

import importlib.util
import itertools
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.audit.drafts import Comparison, Draft, compare, read

COUNTED = ("value", "comparator", "unit", "added", "removed")
NEVER = ("kind", "period")  # no edit makes one
Key = tuple[str, tuple[float | None, float | None] | None, tuple[float | None, float | None] | None]


def mutated(shared: Path, name: str, seed: int, out: Path) -> list[dict[str, Any]]:
    """Write old.txt and new.txt under `out`; what was changed."""
    spec = importlib.util.spec_from_file_location("mutate", shared / "drafts" / "mutate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files = (shared / "corpus" / "text" / f"{name}.txt", shared / "gold" / f"{name}.jsonl")
    before, sys.argv = sys.argv, ["mutate", *map(str, files), "--seed", str(seed), "--edits", "40", "--out", str(out)]
    try:
        module.main()
    finally:
        sys.argv = before
    return [json.loads(line) for line in (out / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


def keys(comparison: Comparison) -> Counter[Key]:
    return Counter(
        (
            c.change,
            (c.old.value_low, c.old.value_high) if c.old else None,
            (c.new.value_low, c.new.value_high) if c.new else None,
        )
        for c in comparison.changes
    )


def truth_keys(truth: list[dict[str, Any]]) -> Counter[Key]:
    return Counter(
        (
            row["change"],
            (row["old_low"], row["old_high"]) if row["change"] != "added" else None,
            (row["new_low"], row["new_high"]) if row["change"] != "removed" else None,
        )
        for row in truth
    )


def of(counts: Counter[Key], *changes: str) -> Counter[Key]:
    return Counter({key: n for key, n in counts.items() if key[0] in changes})


@pytest.fixture(scope="module")
def made() -> Counter[str]:
    """Right, missed and false over all drafts that the module has compared."""
    return Counter()


@pytest.mark.parametrize("seed", [1, 4, 9])
@pytest.mark.parametrize("name", ["tv-baocao", "tv-nghiquyet", "bt-nghiquyet", "qh-muctieu2005"])
def test_known_edits_are_found(name: str, seed: int, shared: Path, tmp_path: Path, made: Counter[str]) -> None:
    truth = truth_keys(mutated(shared, name, seed, tmp_path))
    found = keys(compare(read(tmp_path / "old.txt"), read(tmp_path / "new.txt")))
    wanted, told = of(truth, *COUNTED), of(found, *COUNTED, *NEVER)
    made.update(right=(wanted & told).total(), missed=(wanted - told).total(), false=(told - wanted).total())
    moved = of(truth, "moved")
    made.update(moved=moved.total(), moved_found=(moved & found).total())
    # One slip in a document can be the edit's own (it may replace the wrong one of two equal quotes).
    assert (wanted - told).total() <= 1, wanted - told
    assert (told - wanted).total() <= 2, told - wanted


def test_known_edits_in_all(made: Counter[str]) -> None:
    if not made["right"]:
        pytest.skip("no edited drafts were compared")
    assert made["right"] / (made["right"] + made["missed"]) >= 0.97
    assert made["right"] / (made["right"] + made["false"]) >= 0.97
    assert made["moved_found"] >= 0.9 * made["moved"]


@pytest.mark.parametrize("seed", [2, 7])
def test_known_edits_from_word_to_text(seed: int, shared: Path, tmp_path: Path) -> None:
    truth = truth_keys(mutated(shared, "tv-baocao", seed, tmp_path))
    found = keys(compare(read(shared / "corpus" / "word-pdf" / "tv-baocao.docx"), read(tmp_path / "new.txt")))
    wanted, told = of(truth, *COUNTED), of(found, *COUNTED, *NEVER)
    assert (wanted & told).total() >= 0.95 * wanted.total()
    assert (wanted & told).total() >= 0.95 * told.total()


@pytest.mark.parametrize("name", ["tv-baocao", "tv-nghiquyet"])
def test_one_document_in_two_formats(name: str, shared: Path) -> None:
    folder = shared / "corpus"
    files = [folder / "text" / f"{name}.txt", *(folder / "word-pdf" / f"{name}.{ext}" for ext in ("docx", "pdf"))]
    drafts: list[Draft] = [read(file) for file in files]
    for old, new in itertools.combinations(drafts, 2):
        comparison = compare(old, new)
        assert not [c for c in comparison.changes if c.differs]
        assert comparison.similarity > 0.95


def test_other_documents_are_no_drafts(shared: Path, corpus: Path) -> None:
    text = shared / "corpus" / "text"
    files = [*(text / f"{n}.txt" for n in ("tv-nghiquyet", "bt-nghiquyet", "qh-ketqua2004", "qh-muctieu2005"))]
    files += [corpus / "nghi-quyet-hdnd-2021.txt", corpus / "bao-cao-kinh-te-xa-hoi-2019.md"]
    for old, new in itertools.combinations([read(file) for file in files], 2):
        assert compare(old, new).is_other_document


def test_the_way_back_undoes_the_way_there(shared: Path, tmp_path: Path) -> None:
    mutated(shared, "tv-baocao", 5, tmp_path)
    old, new = read(tmp_path / "old.txt"), read(tmp_path / "new.txt")
    there = Counter(
        (c.change, c.old and c.old.quote, c.new and c.new.quote) for c in compare(old, new).changes if c.differs
    )
    turned = {"added": "removed", "removed": "added"}
    back = Counter(
        (turned.get(c.change, c.change), c.new and c.new.quote, c.old and c.old.quote)
        for c in compare(new, old).changes
        if c.differs
    )
    assert there == back
