"""What the extraction gains and loses on annotated documents: `make eval`.

Reads the shared gold where it is (../shared) and the annotated sentences of tests/annotated, scores each document,
and compares figure by figure with the last committed result, tests/golden/evaluation.json, which holds the ids of
the gold figures and what was wrong of each, never a text. `--update` writes that result anew.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pipeline
from pipeline.extract import Extraction, figures

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
COMMITTED = Path(__file__).parent / "golden" / "evaluation.json"
NAMES = {
    "low": "value_low", "high": "value_high", "of": "denominator", "where": "location", "footnote": "footnote_label",
    "anchors": "footnote_anchors", "row": "row_header", "col": "column_header",
}  # fmt: skip
SAME = (
    "quote",
    "context",
    "kind",
    "measure",
    "status",
    "comparator",
    "unit",
    "indicator",
    "period",
    "frequency",
    "parent",
    "figure_id",
)


@dataclass
class Judged:
    """By figure id: what is wrong (an empty set: nothing), which gold figure it met, which meet optional gold."""

    wrong: dict[str, set[str]] = field(default_factory=dict)
    met: dict[str, str] = field(default_factory=dict)
    optional: set[str] = field(default_factory=set)
    missed: list[str] = field(default_factory=list)
    spurious: int = 0
    gold: int = 0


def _scorer() -> Any:
    """The shared scorer, the same code that `score/eval` runs."""
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents() -> Iterator[tuple[str, list[dict[str, Any]], Extraction]]:
    """Name, gold and extraction of every annotated document."""
    for file in sorted((SHARED / "gold").glob("*.jsonl")):
        gold = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield file.stem, gold, figures(pipeline.read(SHARED / "corpus" / "text" / f"{file.stem}.txt"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snippet.txt"
        for file in sorted((ROOT / "tests" / "annotated").glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                snippet = json.loads(line)
                path.write_text(snippet["text"], encoding="utf-8")
                yield snippet["id"], snippet["figures"], figures(pipeline.read(path))


def judge(gold: list[dict[str, Any]], extraction: Extraction) -> Judged:
    """What the shared scorer says of each figure."""
    scorer = _scorer()
    rows = []
    for figure in extraction.figures:
        row = {n: getattr(figure, n) for n in SAME} | {n: getattr(figure, c) for n, c in NAMES.items()}
        rows.append(row | {"anchors": list(figure.footnote_anchors)})
    result = Judged(gold=sum(not g.get("optional") for g in gold))
    pairs = scorer.pair(gold, rows)
    ids = {gold[i]["id"]: rows[j]["figure_id"] for i, j in pairs}
    for i, j in pairs:
        if gold[i].get("optional"):
            result.optional.add(rows[j]["figure_id"])
            continue
        names = [*scorer.ATTRIBUTES, *scorer.MORE]
        result.wrong[rows[j]["figure_id"]] = {n for n in names if not scorer.agree(gold[i], rows[j], n, ids)}
        result.met[rows[j]["figure_id"]] = gold[i]["id"]
    met = {i for i, _ in pairs}
    result.missed = [g["id"] for i, g in enumerate(gold) if i not in met and not g.get("optional")]
    result.spurious = len(rows) - len(pairs)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="store this result as the committed one")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("Không có ../shared: chỉ chấm được câu mẫu của tests/annotated (make eval in ra ở trên).")
        return
    now: dict[str, list[str]] = {}
    spurious: dict[str, int] = {}
    for name, gold, extraction in documents():
        judged = judge(gold, extraction)
        now |= {judged.met[i]: sorted(wrong) for i, wrong in judged.wrong.items()}
        now |= {gold_id: ["missed"] for gold_id in judged.missed}
        spurious[name] = judged.spurious
    report(now, {k: v for k, v in spurious.items() if v})
    if arguments.update:
        COMMITTED.parent.mkdir(exist_ok=True)
        content = {"figures": dict(sorted(now.items())), "spurious": {k: v for k, v in spurious.items() if v}}
        COMMITTED.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def report(now: dict[str, list[str]], spurious: dict[str, int]) -> None:
    """Print the gains and losses against the committed result, figure by figure."""
    before = (
        json.loads(COMMITTED.read_text(encoding="utf-8")) if COMMITTED.exists() else {"figures": {}, "spurious": {}}
    )
    then: dict[str, list[str]] = before["figures"]
    for figure in sorted(now.keys() & then.keys()):
        gained, lost = set(then[figure]) - set(now[figure]), set(now[figure]) - set(then[figure])
        if gained or lost:
            sign = "+" if not lost else "-" if not gained else "~"
            print(f"{sign} {figure}: right now {sorted(gained)}, wrong now {sorted(lost)}")
    for name in sorted(spurious.keys() | before["spurious"].keys()):
        if spurious.get(name, 0) != before["spurious"].get(name, 0):
            print(
                f"~ {name}: {before['spurious'].get(name, 0)} -> {spurious.get(name, 0)} figures the gold does not have"
            )
    total = len(now)
    found = sum(w != ["missed"] for w in now.values())
    print(f"{total} gold figures, {found} found, {sum(not w for w in now.values())} right in everything; "
          f"{sum(spurious.values())} found that the gold does not have")  # fmt: skip


if __name__ == "__main__":
    main()
