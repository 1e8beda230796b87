"""Fit and judge the word model of pipeline.extract.word_model: `python tests/word_model.py [--write]`.

Fits a logistic model (scikit-learn, which pyvi brings along) to the annotated figures of tests/annotated and, where
present, the shared gold: for every word around a figure, whether a careful reader took it into the indicator. Prints
how many indicators are right by the rules alone and with the model, in a cross-validation by file, so that no figure
is judged by weights that have seen its file. `--write` stores weights fitted on everything in word_model.npz and the
table in docs/wording.md.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))
import annotated_score
import evaluation

import pipeline
from pipeline.extract import figures as extract
from pipeline.extract import phrasing, word_model
from pipeline.extract.passage import Passage
from pipeline.extract.scene import Scene
from pipeline.extract.word_model import Model, Scenery
from pipeline.model import Document, Figure

FOLDS = 4
LEAST = 2  # times a word, or a pair of words, must be met to be known to the model
ALIGNED = 0.7  # share of an indicator's words that must stand around the figure for it to teach anything
STRENGTH = 0.2  # scikit-learn's C
DOCS = Path(__file__).parents[1] / "docs" / "wording.md"
TABLE = "## How many indicators are right"
LIKE = annotated_score.LIKE["indicator"]
EMPTY = Model({w: n for n, w in enumerate(word_model.RESERVED)}, np.array([], int), np.array([], int), [], 0)


@dataclass
class Sample:
    """A found figure with what an annotator calls it."""

    group: str  # the file it is of
    document: Document
    figure: Figure
    passage: Passage
    scene: Scene
    last: Figure | None
    starts: set[int]
    accepted: list[str]
    chosen: list[bool] | None = None  # of each token, whether the annotator took it

    def scenery(self) -> Scenery:
        above = phrasing.above(self.document, self.passage, self.scene)
        return word_model.scenery(above, self.document.text, self.scene.start, self.scene.end, self.starts)


def documents() -> Iterator[tuple[str, Document, list[dict[str, Any]]]]:
    """File, document and gold of everything annotated."""
    for file in sorted((evaluation.SHARED / "gold").glob("*.jsonl")):
        gold = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield file.stem, pipeline.read(evaluation.SHARED / "corpus" / "text" / f"{file.stem}.txt"), gold
    with tempfile.TemporaryDirectory() as folder:
        for group, snippets in annotated_score.snippets().items():
            for snippet in snippets:
                path = Path(folder) / f"{snippet['id']}.txt"
                path.write_text(snippet["text"], encoding="utf-8")
                yield group, pipeline.read(path), snippet["figures"]


def samples() -> list[Sample]:
    """Every figure of running text that meets one of the gold, its indicator as the rules word it."""
    out: list[Sample] = []
    for group, document, gold in documents():
        told: list[tuple[Figure, Passage, Scene]] = []
        with mock.patch.object(phrasing, "name", lambda _, of, told=told: told.extend(of)):
            found = extract(document).figures
        met = {id(found[j]): gold[i] for i, j in annotated_score._pair(gold, [annotated_score.row(f) for f in found])}
        starts, last = {figure.start for figure, _, _ in told}, None
        for figure, passage, scene in told:
            said = met.get(id(figure))
            if said is not None and not said["optional"]:
                accepted = [said["indicator"], *said.get("also", {}).get("indicator", ())]
                out.append(Sample(group, document, figure, passage, scene, last, starts, accepted))
            last = figure
    with mock.patch.object(word_model, "load", lambda: EMPTY):
        word_model.above_stretch.cache_clear()
        for sample in out:
            sample.chosen = aligned(sample.scenery(), sample.figure, sample.accepted[0])
    return out


def aligned(found: Scenery, figure: Figure, indicator: str) -> list[bool] | None:
    """Which tokens an annotator's wording is made of: the longest stretches in common, the nearest to the figure.

    None where too few of its words stand around the figure.
    """
    said, first = word_model.words(indicator), word_model.span(found, figure)[0]
    chosen, told = [False] * len(found.words), [False] * len(said)
    while best := _best_stretch(found, said, told, chosen, first):
        for n, word in best:
            chosen[n] = told[word] = True
    return chosen if sum(told) >= ALIGNED * len(said) else None


_FAR = {word_model.HEADING: 0.7, word_model.LEAD: 0.5, word_model.PREVIOUS: 0.6}
_LIGHT = frozenset(
    "và|của|các|cho|với|là|về|trong|được|đã|có|để|những|ở|tại|từ|trên|theo".split("|")  # noqa: SIM905
)


def _best_stretch(
    found: Scenery, said: list[str], told: list[bool], chosen: list[bool], first: int
) -> list[tuple[int, int]]:
    """The longest run of words not yet told that stands in the text; of two as long the nearer one."""
    best: tuple[float, list[tuple[int, int]]] = (0.0, [])
    for word in (n for n in range(len(said)) if not told[n]):
        for n in (n for n in found.where.get(said[word], ()) if not chosen[n]):
            run = _run(found, said, told, chosen, n, word)
            if len(run) == 1 and said[word] in _LIGHT and abs(n - first) > 6:
                continue
            far = _FAR[int(found.sides[n])] if n < len(found.sides) else 0.0
            worth = len(run) - far - min(abs(n - first), 80) / 200
            best = max(best, (worth, run))
    return best[1]


def _run(
    found: Scenery, said: list[str], told: list[bool], chosen: list[bool], n: int, word: int
) -> list[tuple[int, int]]:
    """How far the wording and the text go on together from there, over marks between words."""
    run: list[tuple[int, int]] = []
    while word < len(said) and n < len(found.words) and not told[word]:
        if found.words[n] == said[word] and not chosen[n]:
            run.append((n, word))
            word += 1
        elif not run or found.words[n][0].isalnum():
            break
        n += 1
    return run


def vocabulary(listed: list[Sample]) -> Model:
    """The words and pairs met often enough, without weights."""
    words: collections.Counter[str] = collections.Counter()
    for sample in listed:
        with mock.patch.object(word_model, "load", lambda: EMPTY):
            words.update({word for word in sample.scenery().words if not word[0].isdigit()})
        words[_unit(sample.figure)] += 1
    known = [*word_model.RESERVED, *sorted(word for word, times in words.items() if word and times >= LEAST)]
    model = Model({word: n for n, word in enumerate(known)}, np.array([], int), np.array([], int), [], 0)
    pairs: collections.Counter[int] = collections.Counter()
    units: collections.Counter[int] = collections.Counter()
    with use(model):
        for sample in listed:
            ids = sample.scenery().ids
            pairs.update(set((ids[:-1] * len(known) + ids[1:]).tolist()))
            units.update(set((model.words.get(_unit(sample.figure), 0) * len(known) + ids).tolist()))
    model.pairs = np.array(sorted(key for key, times in pairs.items() if times >= LEAST))
    model.units = np.array(sorted(key for key, times in units.items() if times >= LEAST))
    model.weights = [np.zeros(size, dtype=np.int64) for size in model.sizes]
    return model


def _unit(figure: Figure) -> str:
    return figure.unit.lower().split()[0] if figure.unit else ""


def use(model: Model) -> Any:
    """The model in place of the one on file, for a `with` block."""
    word_model.above_stretch.cache_clear()
    return mock.patch.object(word_model, "load", lambda: model)


def matrix(model: Model, listed: list[Sample]) -> sparse.csr_matrix:
    """One row a token, one column a value of a feature."""
    offsets = np.concatenate([[0], np.cumsum(model.sizes)[:-1]])
    rows = []
    with use(model):
        for sample in listed:
            found = sample.scenery()
            ends = (
                np.flatnonzero(np.diff(np.concatenate([found.sides, np.full(len(found.ids) - len(found.sides), 3)])))
                + 1
            )
            static = [word_model.static_features(model, ids) for ids in np.split(found.ids, ends)]
            told = [np.concatenate(column) for column in zip(*static, strict=True)]
            rows.append(
                np.stack(told + word_model.features(model, found, sample.figure, sample.last), axis=1) + offsets
            )
    table = np.concatenate(rows)
    ones = np.ones(table.size, dtype=np.float32)
    ends = np.arange(len(table) + 1) * table.shape[1]
    return sparse.csr_matrix((ones, table.ravel(), ends), shape=(len(table), sum(model.sizes)))


def fitted(listed: list[Sample]) -> Model:
    """The model of these samples."""
    teaching = [sample for sample in listed if sample.chosen is not None]
    model = vocabulary(teaching)
    chosen = np.concatenate([np.array(sample.chosen, dtype=int) for sample in teaching])
    logistic = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(matrix(model, teaching), chosen)
    weights = np.rint(logistic.coef_[0] * word_model.SCALE).astype(np.int64)
    model.weights = np.split(weights, np.cumsum(model.sizes)[:-1])
    model.bias = int(np.rint(logistic.intercept_[0] * word_model.SCALE))
    return model


def folds(listed: list[Sample]) -> dict[str, int]:
    """The fold of each file, the folds of about the same size."""
    load, out = [0] * FOLDS, {}
    for group, size in collections.Counter(sample.group for sample in listed).most_common():
        out[group] = load.index(min(load))
        load[out[group]] += size
    return out


def judge(listed: list[Sample]) -> collections.Counter[str]:
    """How many are right by the rules, by the model, and how many the model changes; the model in use."""
    out: collections.Counter[str] = collections.Counter()
    for sample in listed:
        wording = phrasing.reworded(sample.scenery(), sample.scene, sample.figure, sample.last)
        rules = _right(sample, sample.figure.indicator)
        out += collections.Counter(
            figures=1, rules=rules, changed=bool(wording), model=_right(sample, wording) if wording else rules
        )
    return out


def _right(sample: Sample, wording: str) -> bool:
    return any(annotated_score._likeness(said, wording) >= LIKE for said in sample.accepted)


def write(model: Model) -> None:
    np.savez_compressed(
        word_model.WEIGHTS, words="\n".join(model.words), pairs=model.pairs.astype(np.int32),
        units=model.units.astype(np.int32), weights=np.concatenate(model.weights).astype(np.int16), bias=model.bias,
    )  # fmt: skip


def table(by_group: dict[str, collections.Counter[str]]) -> str:
    """What the cross-validation found, file by file, in Markdown."""
    lines = [
        "| file | figures | right by the rules | with the model | reworded |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    total = sum(by_group.values(), collections.Counter())
    for group, counts in [*sorted(by_group.items()), ("all", total)]:
        shares = " | ".join(f"{counts[name] / counts['figures']:.3f}" for name in ("rules", "model", "changed"))
        lines.append(f"| {group} | {counts['figures']} | {shares} |")
    return "\n".join(lines)


def document(found: str) -> None:
    """Put the table into docs/wording.md, behind its last heading."""
    kept = DOCS.read_text(encoding="utf-8").partition(TABLE)[0]
    DOCS.write_text(f"{kept}{TABLE}\n\n{found}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {word_model.WEIGHTS.name} and docs/{DOCS.name}")
    arguments = parser.parse_args()
    listed = samples()
    fold = folds(listed)
    by_group: dict[str, collections.Counter[str]] = {}
    for n in range(FOLDS):
        with use(fitted([sample for sample in listed if fold[sample.group] != n])):
            for group in sorted(group for group in fold if fold[group] == n):
                by_group[group] = judge([sample for sample in listed if sample.group == group])
    found = table(by_group)
    print(found)
    if arguments.write:
        write(fitted(listed))
        document(found)


if __name__ == "__main__":
    main()
