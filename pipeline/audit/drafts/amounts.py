"""How much two figures state: whether it is the same, and by how much it is not."""

from __future__ import annotations

import math

from pipeline.model import Figure
from pipeline.official.words import fold, keys


def same_value(one: Figure, other: Figure) -> bool:
    """Whether two figures have the same numbers, whatever the comparator makes of them as bounds."""
    return numbers_of(one) == numbers_of(other)


def numbers_of(figure: Figure) -> tuple[float | None, ...]:
    """The numbers a figure is written with, one or the two of a range, then the denominator or None."""
    bounds = {v for v in (figure.value_low, figure.value_high) if v is not None}
    return (*sorted(bounds), figure.denominator)


def same_unit(one: Figure, other: Figure) -> bool:
    """Whether two units are the same word, spelling aside."""
    return _folded(one.unit) == _folded(other.unit)


def _folded(unit: str) -> str:
    return (" ".join(keys(unit)) or fold(unit)) if unit else ""


def same_amount(one: Figure, other: Figure) -> bool:
    """The same numbers in the same unit, or in units of one base: 1,2 nghìn tỷ đồng is 1.200 tỷ đồng."""
    if turned(one, other):
        return False
    if same_unit(one, other):
        return same_value(one, other)
    left, right = _in_base(one), _in_base(other)
    return (
        one_base(one, other)
        and len(left) == len(right)
        and all(math.isclose(a, b) for a, b in zip(left, right, strict=True))
    )


def one_base(one: Figure, other: Figure) -> bool:
    """Whether both units are multiples of one known unit."""
    return bool(one.unit_base) and one.unit_base == other.unit_base


def turned(one: Figure, other: Figure) -> bool:
    """`tăng 5%` that has become `giảm 5%`."""
    return one.measure == other.measure == "change" and {one.direction, other.direction} == {"increase", "decrease"}


def by_how_much(one: Figure, other: Figure) -> tuple[float | None, float | None]:
    """New less old value, and that as a share of the old one; None where the units have no common base.

    In the old draft's unit. Of a range the first bound that changed; a decrease that turned into an increase counts
    from below zero.
    """
    alike = same_unit(one, other)
    if not alike and not one_base(one, other):
        return None, None
    factor = 1.0 if alike else _scale(other) / _scale(one)
    signs = (_sign(one), _sign(other)) if turned(one, other) else (1, 1)
    digits = max(one.decimals, other.decimals, 0 if alike else 6)
    for a, b in ((one.value_low, other.value_low), (one.value_high, other.value_high)):
        if a is not None and b is not None and (signs != (1, 1) or a != b * factor):
            delta = round(signs[1] * b * factor - signs[0] * a, digits)
            return delta, round(delta / abs(a), 6) if a else None
    return None, None


def _in_base(figure: Figure) -> list[float]:
    return [number * _scale(figure) for number in numbers_of(figure) if number is not None]


def _scale(figure: Figure) -> float:
    """What one of the figure's unit is in its base unit."""
    bound = figure.value_low if figure.value_low is not None else figure.value_high
    return figure.value_base / bound if figure.value_base and bound else 1.0


def _sign(figure: Figure) -> int:
    return -1 if figure.direction == "decrease" else 1
