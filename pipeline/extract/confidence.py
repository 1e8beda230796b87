"""How sure a figure is: the probability that all but its free-text indicator and its link to a whole is right.

A logistic model over which rules decided, not over the text: a kind said in the sentence is surer than one taken
from the document's type, a unit of the rules surer than a guessed noun. The weights are in rules/confidence.yaml,
written by `python tests/confidence.py --write` from annotated figures; docs/confidence.md has the reliability table.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator

from pipeline import rules
from pipeline.model import Figure

_NUMBER = re.compile(r"\d[\d.,]*")
REVIEW_BELOW = 0.85  # figures under it deserve a human look; they are never dropped


def features(figure: Figure) -> Iterator[str]:
    """What the decision rested on, as names of the model's features."""
    yield f"where:{figure.location}"
    yield f"unit:{'none' if not figure.unit else 'percent' if figure.unit_class == 'percent' else 'named'}"
    yield f"measure:{figure.measure}"
    if figure.parent:
        yield "part"
    if not figure.section_path:
        yield "no_heading"
    if len(figure.context) > 160:
        yield "long_context"
    numbers = len(_NUMBER.findall(figure.context))
    yield f"numbers:{'few' if numbers < 4 else 'many'}"
    yield from sorted(set(figure.rules))


@functools.cache
def _weights() -> tuple[float, dict[str, float]]:
    content = rules.read("confidence")
    return float(content["bias"]), {str(k): float(v) for k, v in content["weights"].items()}


def probability(figure: Figure) -> float:
    """The calibrated probability, rounded to three decimals so that it is the same on every machine."""
    bias, weights = _weights()
    total = bias + sum(weights.get(name, 0.0) for name in features(figure))
    return round(1 / (1 + math.exp(-total)), 3)
