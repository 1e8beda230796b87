"""Scores the figures found in the annotated snippets of tests/annotated/.

    python tests/annotated_score.py [--errors N] [GROUP ...]

A group is a file of tests/annotated/ (`nong-nghiep`). Each snippet is a document of its own. Measures:

  detect   F1 of figures found: bounds, denominator and percent-or-not agree
  record   … comparator, unit, kind, place and footnote label as well
  full     … measure, status, period, frequency, indicator, anchors and parent as well

`also` of an annotation lists values that are as good; figures marked `optional` count neither for nor against.
"""

from __future__ import annotations

import argparse
import collections
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex

FOLDER = Path(__file__).parent / "annotated"
RECORD = ("comparator", "unit", "kind", "where", "footnote")
FULL = ("measure", "status", "period", "frequency", "indicator", "anchors", "parent")
NAMES = {  # annotation -> attribute of pipeline.model.Figure
    "low": "value_low",
    "high": "value_high",
    "of": "denominator",
    "where": "location",
    "footnote": "footnote_label",
    "anchors": "footnote_anchors",
}
SAME_NAMES = ("quote", *(name for name in RECORD + FULL if name not in NAMES))
LIKE = {"unit": 0.5, "indicator": 0.6}  # least F1 of words at which two wordings are the same

Row = dict[str, Any]


@dataclass
class Score:
    """Counts of one group; `f1` of each level."""

    gold: int = 0
    found: int = 0
    right: collections.Counter[str] = field(default_factory=collections.Counter)
    lines: list[str] = field(default_factory=list)  # what is wrong, for people

    def add(self, other: Score) -> None:
        self.gold += other.gold
        self.found += other.found
        self.right.update(other.right)
        self.lines += other.lines

    def f1(self, level: str) -> float:
        return 2 * self.right[level] / (self.gold + self.found) if self.gold + self.found else 1.0


def snippets(groups: Iterable[str] = ()) -> dict[str, list[Row]]:
    """The annotated snippets by group, in the order of the files."""
    wanted = set(groups)
    files = [f for f in sorted(FOLDER.glob("*.jsonl")) if not wanted or f.stem in wanted]
    return {f.stem: [json.loads(line) for line in f.read_text(encoding="utf-8").splitlines()] for f in files}


def figures(snippet: Row, folder: Path) -> list[Row]:
    """What the pipeline finds in one snippet, in the annotation's own names."""
    import pipeline
    from pipeline.extract import figures as extract

    path = folder / f"{snippet['id']}.txt"
    path.write_text(snippet["text"], encoding="utf-8")
    document = pipeline.read(path)
    return [row(figure) for figure in extract(document).figures]


def row(figure: Any) -> Row:
    """A figure of the pipeline in the annotation's own names."""
    out: Row = {name: getattr(figure, name) for name in SAME_NAMES}
    return out | {name: getattr(figure, attribute) for name, attribute in NAMES.items()} | {"id": figure.figure_id}


def score(gold: list[Row], found: list[Row]) -> Score:
    """Compare the figures of one snippet."""
    pairs = _pair(gold, found)
    partner = {gold[i]["id"]: found[j]["id"] for i, j in pairs}
    counted = [(gold[i], found[j]) for i, j in pairs if not gold[i]["optional"]]
    result = Score(sum(not g["optional"] for g in gold), len(found) - (len(pairs) - len(counted)))
    result.right["detect"] = len(counted)
    matched_gold, matched_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, g in enumerate(gold):
        if i not in matched_gold and not g["optional"]:
            result.lines.append(f"missed   {g['id']} {g['quote']!r} in {g['context'][:90]!r}")
    for j, f in enumerate(found):
        if j not in matched_found:
            near = gold[0]["id"] if gold else "?"
            result.lines.append(f"spurious {f['quote']!r} ({f['low']}..{f['high']} {f['unit']!r}) beside {near}")
    for g, f in counted:
        wrong = [name for name in RECORD + FULL if not _agree(g, f, name, partner)]
        result.right["record"] += not set(wrong) & set(RECORD)
        result.right["full"] += not wrong
        result.right.update(name for name in RECORD + FULL if name not in wrong)
        if wrong:
            said = "; ".join(f"{name} {g[name]!r} != {f[name]!r}" for name in wrong)
            result.lines.append(f"wrong    {g['id']} {g['quote']!r}: {said}")
    return result


def _pair(gold: list[Row], found: list[Row]) -> list[tuple[int, int]]:
    """Match one to one: the same key, the likest quote first, then the nearest place in the order."""
    offers = [
        (_likeness(g["quote"], f["quote"]) - abs(i / len(gold) - j / len(found)), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if _key(g) == _key(f)
    ]
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(offers, key=lambda offer: (-offer[0], offer[1], offer[2])):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _key(row: Row) -> tuple[object, ...]:
    unit = row["unit"].strip()
    bounds = tuple(None if row[name] is None else round(float(row[name]), 6) for name in ("low", "high", "of"))
    return (*bounds, unit.startswith(("%", "phần trăm")))


def _agree(gold: Row, found: Row, name: str, partner: dict[str, str]) -> bool:
    accepted = [gold[name], *gold.get("also", {}).get(name, ())]
    if name == "anchors":
        return any(set(a) == set(found[name]) for a in accepted)
    if name == "parent":
        return any((found[name] or None) == (partner.get(a) if a else None) for a in accepted)
    if name in LIKE:
        return any(_likeness(a, found[name]) >= LIKE[name] for a in accepted)
    return any((a or "") == (found[name] or "") for a in accepted)


def _likeness(a: str, b: str) -> float:
    """F1 of the words of two strings."""
    words = [collections.Counter(regex.findall(r"[\w%‰]+", text.lower())) for text in (a, b)]
    total = sum(words[0].values()) + sum(words[1].values())
    return 2 * (words[0] & words[1]).total() / total if total else 1.0


def run(groups: Iterable[str] = ()) -> dict[str, Score]:
    """Scores by group; snippets without figures are in it too (all they can show is what is spurious)."""
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        for group, rows in snippets(groups).items():
            total = Score()
            for snippet in rows:
                one = score(snippet["figures"], figures(snippet, Path(folder)))
                one.lines = [line.replace("beside ?", f"in {snippet['id']}") for line in one.lines]
                total.add(one)
            result[group] = total
    return result


def show(scores: dict[str, Score], errors: int = 0) -> None:
    """Print a row a group, a total, and up to `errors` of what is wrong in each."""
    from rich.console import Console
    from rich.table import Table

    console = Console(width=110)
    total = Score()
    table = Table("group", "figures", "found", "detect", "record", "full")
    for group, one in scores.items():
        total.add(one)
        table.add_row(*_row(group, one))
        for line in one.lines[:errors]:
            console.print(f"  {group}: {line}", markup=False, highlight=False, soft_wrap=True)
    table.add_section()
    table.add_row(*_row("TOTAL", total))
    console.print(table)
    if total.right["detect"]:
        shares = ", ".join(f"{name} {total.right[name] / total.right['detect']:.3f}" for name in RECORD + FULL)
        console.print(f"right of those found: {shares}", highlight=False)


def _row(title: str, one: Score) -> list[str]:
    return [title, str(one.gold), str(one.found), *(f"{one.f1(level):.3f}" for level in ("detect", "record", "full"))]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    show(run(arguments.groups), arguments.errors)
