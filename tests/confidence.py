"""Fit and check the confidence model: `python tests/confidence.py [--write]`.

Fits a logistic model (scikit-learn, which pyvi brings along) to the annotated sentences of tests/annotated and, where
present, the shared gold; prints the reliability table of a ten-fold cross-validation by document, so that no figure is
judged by weights that have seen its document. `--write` stores weights fitted on everything in rules/confidence.yaml
and the table in docs/confidence.md.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parent))
import evaluation

from pipeline.extract.confidence import REVIEW_BELOW, features

ROOT = Path(__file__).parents[1]
BINS = (0.0, 0.7, 0.85, 0.95, 0.98, 1.001)


def observations() -> Iterator[tuple[str, dict[str, int], bool]]:
    """Document, features and whether all but indicator and whole is right, of every found figure that can be judged."""
    for name, gold, extraction in evaluation.documents():
        judged = evaluation.judge(gold, extraction)
        for figure in extraction.figures:
            if figure.figure_id in judged.optional:
                continue
            wrong = judged.wrong.get(figure.figure_id, {"detect"})
            yield name, dict.fromkeys(features(figure), 1), not (wrong - {"indicator", "parent"})


def table(probability: np.ndarray, right: np.ndarray) -> str:
    """The reliability table in Markdown: stated against observed, bin by bin."""
    lines = ["| confidence | figures | stated (mean) | right (observed) |", "| --- | ---: | ---: | ---: |"]
    for low, high in itertools.pairwise(BINS):
        inside = (probability >= low) & (probability < high)
        if inside.any():
            stated, observed = probability[inside].mean(), right[inside].mean()
            lines.append(f"| {low:.2f}-{min(high, 1):.2f} | {inside.sum()} | {stated:.3f} | {observed:.3f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write rules/confidence.yaml and docs/confidence.md")
    arguments = parser.parse_args()
    names, found, outcome = zip(*observations(), strict=True)
    vectorizer = DictVectorizer(sparse=False)
    x, right = vectorizer.fit_transform(found), np.array(outcome)
    groups = np.unique(names, return_inverse=True)[1]
    model = LogisticRegression(C=0.05, max_iter=2000)
    stated = np.zeros(len(right))
    for train, test in GroupKFold(10).split(x, right, groups):
        stated[test] = model.fit(x[train], right[train]).predict_proba(x[test])[:, 1]
    reliability = table(stated, right)
    under = stated < REVIEW_BELOW
    caught = under[~right].mean() if (~right).any() else 0.0
    summary = (
        f"{len(right)} figures, {right.mean():.3f} right; under {REVIEW_BELOW} stand {under.mean():.3f} of the figures "
        f"and {caught:.3f} of the wrong ones."
    )
    print(reliability, summary, sep="\n\n")
    if arguments.write:
        model.fit(x, right)
        weights = {
            n: round(float(w), 3) for n, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        }
        content = {
            "about": "Trọng số của mô hình độ tin cậy; do tests/confidence.py --write tính, không sửa tay.",
            "bias": round(float(model.intercept_[0]), 3),
            "weights": {n: w for n, w in sorted(weights.items()) if w},
        }
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (ROOT / "rules" / "confidence.yaml").write_text(text, encoding="utf-8")
        page = (ROOT / "docs" / "confidence.md").read_text(encoding="utf-8")
        head = page.split("<!-- table -->")[0]
        (ROOT / "docs" / "confidence.md").write_text(
            f"{head}<!-- table -->\n\n{reliability}\n\n{summary}\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
