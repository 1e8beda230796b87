"""Figures as amounts that can be reckoned with, and the tolerance that their stated decimals leave.

A count (83 tổ chức) is exact. Anything measured is stated to its last digit: 38,49 stands for 38,485 to 38,495.
Authors also cut digits off instead of rounding; a difference below one unit of the last digit is called rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import Figure

Verdict = Literal["right", "rounding", "wrong"]
_EPSILON = 1e-9  # relative; binary fractions of decimal figures


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` in `base` units; `step` is one unit of its last stated digit, 0 for an exact count."""

    value: float
    step: float = 0.0
    base: str = ""

    @property
    def low(self) -> float:
        return self.value - self.step / 2

    @property
    def high(self) -> float:
        return self.value + self.step / 2


def amount(figure: Figure, value: float | None = None) -> Amount | None:
    """The figure's amount in its base unit; None where it states a bound, a range or an approximation."""
    if value is None:
        if figure.comparator != "eq" or figure.value_low is None or figure.value_low != figure.value_high:
            return None
        value = figure.value_low
    scale = 1.0
    if figure.value_base is not None and figure.value_low:
        scale = figure.value_base / figure.value_low
    counted = figure.unit_class in ("count", "other") and figure.decimals == 0 and scale == 1.0
    step = 0.0 if counted else 10.0**-figure.decimals * scale
    # People and organisations are counted alike, whatever noun names them.
    counts = figure.unit_class in ("count", "other")
    return Amount(value * scale, step, "" if counts else figure.unit_base or figure.unit)


def judge(stated: Amount, low: float, high: float, terms: int = 1) -> Verdict:
    """Whether the stated amount agrees with a computed one that lies between `low` and `high`.

    `terms`: how many figures that were rounded themselves are summed; each may have been cut off.
    """
    slack = _EPSILON * max(1.0, abs(stated.value), abs(high))
    if stated.low <= high + slack and low <= stated.high + slack:
        return "right"
    middle = (low + high) / 2
    return "rounding" if abs(stated.value - middle) < stated.step * max(1, terms) - slack else "wrong"


def percentage(part: Amount, whole: Amount) -> tuple[float, float]:
    """Lowest and highest percentage that `part` of `whole` can be, both taken to their stated digits."""
    return 100 * part.low / whole.high, 100 * part.high / whole.low


def number(value: float, decimals: int | None = None) -> str:
    """A number as Vietnamese writes it.

    >>> number(1234.5, 2), number(83), number(24.9)
    ('1.234,50', '83', '24,9')
    """
    plain = f"{round(value, 4):,.4f}".rstrip("0").rstrip(".")
    text = plain if decimals is None else f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def english(value: float, decimals: int | None = None) -> str:
    """The same number as English writes it."""
    return number(value, decimals).translate(str.maketrans(",.", ".,"))


def transposed(stated: float, computed: float, decimals: int) -> bool:
    """Whether the two differ in nothing but the order of their digits: 68,29 for 86,29."""
    left, right = (f"{v:.{decimals}f}".replace(".", "") for v in (stated, computed))
    return left != right and sorted(left) == sorted(right)
