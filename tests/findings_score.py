"""Scores the audit against hand-checked findings of a real report (shared/gold/more/findings.jsonl).

An entry is found when a finding speaks of one of its figures: a figure of the finding stands on one of the entry's
lines and has a value that the entry states, computes or explains. Lines are physical lines of the text file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.audit import Finding
from pipeline.model import Document

# The checks that an entry's kind is about.
_CHECKS = {
    "total": {"total"},
    "share": {"share", "ratio"},
    "ratio": {"share", "ratio"},
    "change": {"change", "target_result"},
    "conflict": {"conflict"},
    "target": {"target_result"},
    "date": {"date", "reference"},
}
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


@dataclass(slots=True)
class Told:
    """A finding with the lines and numbers of the figures it tells of; the first is what it is about."""

    finding: Finding
    places: list[tuple[int, set[float]]]

    @property
    def lines(self) -> set[int]:
        return {line for line, _ in self.places}


def entries(path: Path, doc: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [entry for entry in found if entry["doc"] == doc]


def told(document: Document, found: Iterable[Finding]) -> list[Told]:
    """Each finding with where its figures stand. Cells of a table know their own line."""
    return [Told(f, [_place(document, a, b) for a, b in f.spans]) for f in found]


def _place(document: Document, start: int, end: int) -> tuple[int, set[float]]:
    block = next(b for b in reversed(document.blocks) if b.start <= start)
    source = document.source_at(start, block)
    if block.table:
        source = next((c.source for c in block.table.cells if c.start <= start < c.end), source)
    return source.line or 0, numbers(document.text[start:end])


def numbers(text: str) -> set[float]:
    """The numbers written in a text, Vietnamese format."""
    found = set()
    for match in _NUMBER.findall(text):
        parts = match.strip(".").split(",")
        found.add(float(".".join([parts[0].replace(".", ""), *parts[1:]])))
    return found


def matching(entry: dict[str, Any], findings: Sequence[Told]) -> list[Told]:
    """The findings that speak of the entry's figures: its check, its lines, its stated value."""
    stated = entry["stated"]
    values = {float(stated)} if isinstance(stated, int | float) else numbers(str(stated))
    lines, checks = set(entry["lines"]), _CHECKS[entry["kind"]]
    return [one for one in findings if one.finding.check in checks and _speaks_of(entry, one, lines, values)]


def _speaks_of(entry: dict[str, Any], one: Told, lines: set[int], values: set[float]) -> bool:
    line, own = one.places[0]
    if line not in lines:
        return False
    if entry["kind"] == "total" and "100%" in str(entry["stated"]):
        return one.finding.rule_id == "total.shares"
    return bool(own & values)
