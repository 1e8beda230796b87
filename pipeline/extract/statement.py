"""The parts of what a figure states: the thing, its words, what is done with it, by whom."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.quantities import Quantity


@dataclass(slots=True)
class Reading:
    """The parts of one figure's indicator."""

    head: str = ""  # the counted noun
    own: str = ""  # words behind the figure
    before: str = ""  # words before the figure: subject, or action
    actor: str = ""  # who does it; named in the text only where two figures differ in nothing else
    subject: str = ""  # the text without a movement or its base: what the next figure may go on about
    text: str = ""
    full: str = ""  # the text with the actor named

    @property
    def key(self) -> str:
        """What two figures must share to need their actors named: the thing, its words and the last of the action."""
        return " ".join((self.head, self.own, *self.before.split()[-2:])).lower()


def join(*parts: str) -> str:
    return " ".join(" ".join(p for p in parts if p).split()).replace(" ,", ",")


def is_percent(q: Quantity) -> bool:
    return q.unit is not None and q.unit.unit_class in ("percent", "percentage_point")


def noun(q: Quantity) -> str:
    """The counted noun without its multiplier: `triệu người` counts `người`."""
    if q.unit and q.unit.unit_class == "count" and q.unit.per.endswith("dân"):
        return q.unit.name.replace("/", " trên ")  # `6,9 bác sỹ/vạn dân`
    return q.unit.name.split("/")[0] if q.unit and q.unit.unit_class == "count" and q.unit.multiplier == 1 else (
        q.unit.base.split("/")[0] if q.unit and q.unit.unit_class == "count" else "")  # fmt: skip
