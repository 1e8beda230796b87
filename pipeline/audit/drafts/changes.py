"""What differs between the two figures of a pair, and what a figure without partner is: the rows of `changes`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.audit.drafts.amounts import by_how_much, one_base, same_amount, same_unit, same_value, turned
from pipeline.audit.drafts.evidence import Surroundings, headers_edited, kind_differs, period_differs
from pipeline.audit.drafts.figures import Pair, Pairing
from pipeline.audit.drafts.scripts import MASK, Script, header_words
from pipeline.model import Figure
from pipeline.official.words import keys

# Every value of the column `change`, in the order a reader wants them; the last two mean the same figure.
CHANGES = ("value", "comparator", "unit", "kind", "period", "added", "removed", "moved", "reworded")
SAME_FIGURE = ("moved", "reworded")


@dataclass(slots=True)
class Change:
    """One row of `changes`; `old` is None for an added figure, `new` for a removed one."""

    change: str
    old: Figure | None
    new: Figure | None
    confidence: float
    delta: float | None = None
    relative: float | None = None

    @property
    def figure(self) -> Figure:
        """The figure as the newer draft has it."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def differs(self) -> bool:
        """Whether the figure itself is another one; not where it only moved or stands in other words."""
        return self.change not in SAME_FIGURE


def changes(old: Script, new: Script, pairing: Pairing) -> list[Change]:
    """Every change, in the order of the new draft, removed figures where they stood."""
    found: list[tuple[tuple[float, int], Change]] = []
    around = Surroundings.of(old.draft), Surroundings.of(new.draft)
    anchor = -1
    place: dict[int, int] = {}  # of old figures: the new figure they stand at or behind
    partners = {p.old: p.new for p in pairing.pairs if not p.moved}
    for number in range(len(old.at)):
        anchor = partners.get(number, anchor)
        place[number] = anchor
    for p in pairing.pairs:
        one, other = old.draft.figures[p.old], new.draft.figures[p.new]
        for kind in _differences(old, new, p, around):
            delta, relative = by_how_much(one, other) if kind == "value" else (None, None)
            found.append(((p.new, 0), Change(kind, one, other, round(p.confidence, 3), delta, relative)))
    for number in pairing.removed:
        confidence = 1 - pairing.doubt.get(("old", number), 0.0)
        change = Change("removed", old.draft.figures[number], None, round(confidence, 3))
        found.append(((place[number] + 0.5, number), change))
    for number in pairing.added:
        confidence = 1 - pairing.doubt.get(("new", number), 0.0)
        found.append(((number, 0), Change("added", None, new.draft.figures[number], round(confidence, 3))))
    return [change for _, change in sorted(found, key=lambda item: (item[0], CHANGES.index(item[1].change)))]


def _differences(old: Script, new: Script, p: Pair, around: tuple[Surroundings, Surroundings]) -> Iterator[str]:
    """The ways in which a pair's figures differ; if in none, whether the figure moved, or its words changed."""
    one, other = old.draft.figures[p.old], new.draft.figures[p.new]
    left, right = old.passages[old.home[p.old]], new.passages[new.home[p.new]]
    same_words = left.masked == right.masked or left.plain == right.plain
    # A table that the other format holds as running text: its headers' words are read otherwise there.
    same_layout = (one.location == "table") == (other.location == "table")
    found = []
    if left.plain != right.plain and not same_amount(one, other):
        other_value = not same_value(one, other)
        if other_value or turned(one, other):
            found.append("value")
        rescaled = other_value and one_base(one, other)  # 1,2 nghìn tỷ that became 1.300 tỷ: the value alone changed
        if not same_unit(one, other) and not rescaled and same_layout and _unit_words_differ(old, new, p, around):
            found.append("unit")
    if not same_words and one.comparator != other.comparator:
        found.append("comparator")
    if same_layout and one.kind != other.kind and kind_differs(*around, one, other, own=p.moved):
        found.append("kind")
    if same_layout and one.period != other.period and period_differs(*around, one, other, own=p.moved):
        found.append("period")
    yield from found
    if not found and p.moved:
        yield "moved"
    elif not found and not same_words and _words_around(old, p.old) != _words_around(new, p.new):
        yield "reworded"


def _unit_words_differ(old: Script, new: Script, p: Pair, around: tuple[Surroundings, Surroundings]) -> bool:
    """Whether words that name a unit differ, not only the reading of the same words (`cấp uỷ viên`)."""
    one, other = old.draft.figures[p.old], new.draft.figures[p.new]
    if "table" in (one.location, other.location):
        rows = old.passages[old.home[p.old]].masked, new.passages[new.home[p.new]].masked
        return rows[0] != rows[1] or headers_edited(*around, one, other)
    if "quantity.shared_unit" in (*one.rules, *other.rules):
        return True
    size = max(len(keys(one.unit)), len(keys(other.unit)))
    first, second = old.at[p.old] + 1, new.at[p.new] + 1  # beyond the block too, whose end may be a torn paragraph's
    return old.words[first : first + size] != new.words[second : second + size]


def _words_around(script: Script, number: int) -> tuple[list[str], list[str]]:
    """The words of the figure's passage up to the figures next to it; in a table its headers."""
    figure = script.draft.figures[number]
    if figure.row_header is not None:
        return header_words(figure)
    passage, at = script.passages[script.home[number]], script.at[number]
    words = script.words
    first, last = at, at + 1
    while first > passage.first and words[first - 1] != MASK:
        first -= 1
    while last < passage.last and words[last] != MASK:
        last += 1
    return words[first:at], words[at + 1 : last]
