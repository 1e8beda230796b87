"""Figures of two drafts paired: first inside aligned passages, then whatever is left anywhere."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from pipeline.audit.drafts.alignment import Alignment
from pipeline.audit.drafts.amounts import numbers_of, same_unit, same_value
from pipeline.audit.drafts.assignment import Candidate, assign
from pipeline.audit.drafts.scripts import Script, header_words

_NEAR, _WIDE = 5, 10  # words of context on either side: inside a passage, and to find a figure anywhere
_VALUE, _UNIT, _BEFORE, _AFTER = 0.3, 0.1, 0.35, 0.25  # what value, unit and the words around count in a likeness
LEAST = 0.4  # of two figures in aligned passages: the same value and unit alone, or words around that agree
LEAST_SAME, LEAST_OTHER = 0.58, 0.6  # of two left over: of the same value; of another one, at the same place only
_UNREAD = 0.6  # least likeness of the words on either side of a number that only one draft has as a figure
_CROWD = 40  # figures of one value beyond which only the nearest are compared
_GAP = 400  # pairs of leftovers at one place that are all compared


@dataclass(slots=True)
class Pair:
    """Figure number `old` of the old draft is figure number `new` of the new one."""

    old: int
    new: int
    confidence: float  # 0 to 1
    moved: bool = False


@dataclass(slots=True)
class Pairing:
    pairs: list[Pair] = field(default_factory=list)  # in the order of the old draft
    removed: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    doubt: dict[tuple[str, int], float] = field(default_factory=dict)  # of a leftover: likeness of the nearest miss


def pair(old: Script, new: Script, alignment: Alignment) -> Pairing:
    """Every figure of both drafts, in a pair or left over."""
    pairs = [p for m in alignment.matched for p in _inside(old, new, m.old, m.new, m.likeness, m.moved)]
    paired_old, paired_new = {p.old for p in pairs}, {p.new for p in pairs}
    removed = [i for i in range(len(old.at)) if i not in paired_old]
    added = [j for j in range(len(new.at)) if j not in paired_new]
    doubt: dict[tuple[str, int], float] = {}
    across = list(_across(old, new, alignment, removed, added, doubt))
    paired_old |= {p.old for p in across}
    paired_new |= {p.new for p in across}
    removed = [i for i in removed if i not in paired_old]
    added = [j for j in added if j not in paired_new]
    unread_new, unread_old = unread(old, new, removed), unread(new, old, added)
    return Pairing(
        sorted([*pairs, *across], key=lambda p: p.old),
        [i for i in removed if i not in unread_new],
        [j for j in added if j not in unread_old],
        doubt,
    )


def _inside(old: Script, new: Script, i: int, j: int, likeness: float, moved: bool) -> Iterator[Pair]:
    """Pairs inside two aligned passages: of equal words one after another, else by assignment."""
    left, right = old.passages[i], new.passages[j]
    if left.masked == right.masked and len(left.figures) == len(right.figures):
        certain = 1.0 if left.plain == right.plain else 0.99
        yield from (Pair(a, b, certain, moved) for a, b in zip(left.figures, right.figures, strict=True))
        return
    candidates: list[Candidate] = []
    for m, a in enumerate(left.figures):
        for n, b in enumerate(right.figures):
            score = alike(old, new, a, b, _NEAR)
            if score >= LEAST:
                apart = abs((m + 1) / (len(left.figures) + 1) - (n + 1) / (len(right.figures) + 1))
                candidates.append((a, b, score - 0.05 * apart))
    for a, b, score in assign(candidates):
        # Wrong only if the figures are not each other's and the passages are not either.
        yield Pair(a, b, 1 - (1 - max(0.0, min(1.0, score))) * (1 - likeness), moved)


def alike(old: Script, new: Script, a: int, b: int, size: int) -> float:
    """Likeness of two figures by value, unit and `size` words on either side (in a table the headers); 0 to 1."""
    one, other = old.draft.figures[a], new.draft.figures[b]
    if one.row_header is not None and other.row_header is not None:
        (row, column), (row2, column2) = header_words(one), header_words(other)
        before, after = _likeness(row, row2), _likeness(column, column2)
    else:
        before = _likeness(old.before(a, size), new.before(b, size))
        after = _likeness(old.after(a, size), new.after(b, size))
    return (
        _VALUE * same_value(one, other) + _UNIT * (same_unit(one, other))
        + _BEFORE * before + _AFTER * after
    )  # fmt: skip


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    return Indel.normalized_similarity(one, other) if one or other else 1.0


def _across(
    old: Script,
    new: Script,
    alignment: Alignment,
    removed: Sequence[int],
    added: Sequence[int],
    doubt: dict[tuple[str, int], float],
) -> Iterator[Pair]:
    """Pairs among the leftovers: the same value in like words anywhere, another value only at the same place.

    `doubt` is told how alike the leftovers are that make no pair.
    """
    candidates: list[Candidate] = []
    in_place: dict[tuple[int, int], bool] = {}
    for a, b in _worth_comparing(old, new, alignment, removed, added):
        here = alignment.in_place(old.home[a], new.home[b])
        same = same_value(old.draft.figures[a], new.draft.figures[b])
        if not same and not here:
            continue
        score = max(alike(old, new, a, b, _NEAR), alike(old, new, a, b, _WIDE))
        for side in (("old", a), ("new", b)):
            doubt[side] = max(score, doubt.get(side, 0.0))
        if score >= (LEAST_SAME if same else LEAST_OTHER):
            in_place[a, b] = here
            candidates.append((a, b, score + (0.1 if here else 0.0)))
    for a, b, score in assign(candidates):
        here = in_place[a, b]
        yield Pair(a, b, min(1.0, score - (0.1 if here else 0.0)), moved=not here)


def unread(script: Script, other: Script, figures: Sequence[int]) -> set[int]:
    """Those of `figures` whose number stands in the other draft among the same words, but was no figure there.

    Such a number was read differently; nobody has added or removed it.
    """
    if not figures:
        return set()
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(other.words):
        if word[0].isdigit():
            places[word].append(at)
    found = set()
    for figure in figures:
        at = script.at[figure]
        before, after = script.words[max(0, at - _NEAR) : at], script.words[at + 1 : at + 1 + _NEAR]
        for place in places.get(script.draft.figures[figure].value_text, ())[:_CROWD]:
            same_before = _likeness(before, other.words[max(0, place - _NEAR) : place])
            if same_before >= _UNREAD and _likeness(after, other.words[place + 1 : place + 1 + _NEAR]) >= _UNREAD:
                found.add(figure)
    return found


def _worth_comparing(
    old: Script, new: Script, alignment: Alignment, removed: Iterable[int], added: Iterable[int]
) -> list[tuple[int, int]]:
    """Leftovers of the same value, the nearest in rank where they are many; all at one place if they are few."""
    by_value: dict[tuple[float | None, ...], list[int]] = defaultdict(list)
    by_rank: dict[float, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for b in added:
        by_value[numbers_of(new.draft.figures[b])].append(b)
        by_rank[alignment.new_rank[new.home[b]]][1].append(b)
    found: set[tuple[int, int]] = set()
    for a in removed:
        rank = alignment.old_rank[old.home[a]]
        by_rank[rank][0].append(a)
        same = by_value.get(numbers_of(old.draft.figures[a]), [])
        nearest = bisect.bisect(same, rank, key=lambda b: alignment.new_rank[new.home[b]])  # ranks rise with the text
        found.update((a, b) for b in same[max(0, nearest - _CROWD // 2) : nearest + _CROWD // 2])
    for rank, (olds, _) in by_rank.items():
        for near in (rank - 0.5, rank, rank + 0.5):
            news = by_rank[near][1] if near in by_rank else []
            if len(olds) * len(news) <= _GAP:
                found.update((a, b) for a in olds for b in news)
    return sorted(found)
