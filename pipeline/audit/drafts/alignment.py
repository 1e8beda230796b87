"""Passages of two drafts aligned: the same words first, in order, then in another place, then words alike.

Every step looks only at what the steps before it left over, and only at candidates that share something rare, so
that the cost grows with the length of the drafts and not with its square.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel, LCSseq

from pipeline.audit.drafts.assignment import Candidate, assign, heaviest_rising
from pipeline.audit.drafts.scripts import MASK, Passage, Script

Key = Hashable
_TABLE = 1_000_000  # cells of one dynamic programme over two stretches; larger ones pair what repeats by its count
_TELLING = 5  # words from which an equal passage in another place is no coincidence
_GAP = 900  # pairs of a gap that are all compared; in larger gaps, only those that share a rare run of words
_RUN = 3  # words of such a run
_COMMON = 12  # passages beyond which a run of words is not rare
_CANDIDATES = 6  # of each passage outside its gap
ALIKE_HERE, ALIKE_ELSEWHERE = 0.5, 0.7  # least likeness of two passages in the same gap, and anywhere


@dataclass(slots=True)
class Matched:
    """Two passages that are one; `moved` where it stands in another order among its neighbours."""

    old: int
    new: int
    likeness: float  # 1: the same words, figures' values aside
    moved: bool = False


@dataclass(slots=True)
class Alignment:
    """The passages of two scripts paired; `old_rank`, `new_rank` number the places between those that kept order."""

    matched: list[Matched] = field(default_factory=list)
    old_rank: list[float] = field(default_factory=list)
    new_rank: list[float] = field(default_factory=list)
    similarity: float = 0.0  # share of both drafts' words that stand in matched passages, 0 to 1

    def in_place(self, old: int, new: int) -> bool:
        """Whether two passages, matched or not, stand at the same place between the ones that kept their order."""
        return abs(self.old_rank[old] - self.new_rank[new]) <= 0.5


def align(old: Script, new: Script) -> Alignment:
    """Every passage of `old` with the passage of `new` that it has become, where there is one."""
    work = _Work(old, new)
    work.match_in_order([p.plain for p in old.passages], [p.plain for p in new.passages])
    work.match_elsewhere()
    work.match_in_order([p.masked for p in old.passages], [p.masked for p in new.passages])
    work.match_alike()
    matched = [Matched(i, j, likeness) for i, (j, likeness) in sorted(work.partner.items())]
    alignment = Alignment(matched, similarity=_similarity(old, new, matched))
    _mark_moved(old, new, alignment)
    return alignment


class _Work:
    """What is matched so far: `partner` of old passages, and the pairs of it that are in order (`anchors`)."""

    def __init__(self, old: Script, new: Script) -> None:
        self.old, self.new = old, new
        self.partner: dict[int, tuple[int, float]] = {}
        self.taken: set[int] = set()
        self.anchors: list[tuple[int, int]] = []
        self._weights: dict[str, float] = {}

    def match_in_order(self, old_keys: Sequence[Key], new_keys: Sequence[Key]) -> None:
        """Match passages of equal key in every gap between anchors, in order; they are anchors from now on."""
        found = []
        for olds, news in self.gaps():
            pairs = in_order([old_keys[i] for i in olds], [new_keys[j] for j in news])
            found += [(olds[a], news[b]) for a, b in pairs if old_keys[olds[a]]]
        for i, j in found:
            self.match(i, j, 1.0)
        self.anchors = sorted(self.anchors + found)

    def match(self, i: int, j: int, likeness: float) -> None:
        self.partner[i] = (j, likeness)
        self.taken.add(j)

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """The unmatched passages of both sides between one anchor and the next."""
        i = j = 0
        for a, b in [*self.anchors, (len(self.old.passages), len(self.new.passages))]:
            olds = [n for n in range(i, a) if n not in self.partner]
            news = [n for n in range(j, b) if n not in self.taken]
            yield olds, news
            i, j = a + 1, b + 1

    def match_elsewhere(self) -> None:
        """Match what has the same words at another place, where they are many enough and stand once on either side."""
        old_once = _once((i, p) for i, p in enumerate(self.old.passages) if i not in self.partner)
        new_once = _once((j, p) for j, p in enumerate(self.new.passages) if j not in self.taken)
        for key, i in old_once.items():
            if key in new_once:
                self.match(i, new_once[key], 1.0)

    def match_alike(self) -> None:
        """Match passages whose words are alike, as well as possible in all; those of the same gap are preferred."""
        self._weigh()
        candidates: dict[tuple[int, int], float] = {}
        for i, j, here in self._worth_comparing():
            one, other = self.old.passages[i], self.new.passages[j]
            score = self.likeness(one, other)
            least = ALIKE_HERE if here else ALIKE_ELSEWHERE
            if score >= least and (here or min(len(one.masked), len(other.masked)) >= _TELLING):
                candidates[i, j] = score
        same_numbers = {(i, j): 0.2 * self._same_values(i, j) for i, j in candidates}
        gap_of_old, gap_of_new = self._gap_numbers()
        ranked: list[Candidate] = [
            (i, j, score + same_numbers[i, j] + (0.2 if gap_of_old[i] == gap_of_new[j] else 0.0))
            for (i, j), score in candidates.items()
        ]
        for i, j, _ in assign(ranked):
            self.match(i, j, min(candidates[i, j], 0.999))

    def _gap_numbers(self) -> tuple[dict[int, int], dict[int, int]]:
        olds: dict[int, int] = {}
        news: dict[int, int] = {}
        for number, (left, right) in enumerate(self.gaps()):
            olds.update(dict.fromkeys(left, number))
            news.update(dict.fromkeys(right, number))
        return olds, news

    def _worth_comparing(self) -> Iterator[tuple[int, int, bool]]:
        """Pairs of unmatched passages that stand in the same gap or share rare runs of words; whether the former."""
        near: set[tuple[int, int]] = set()
        rest_old, rest_new = [], []
        for olds, news in self.gaps():
            rest_old += olds
            rest_new += news
            if len(olds) * len(news) <= _GAP:
                near.update((i, j) for i in olds for j in news)
        yield from ((i, j, True) for i, j in sorted(near))
        gap_of_old, gap_of_new = self._gap_numbers()
        holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for j in rest_new:
            for run in _runs(self.new.passages[j]):
                holders[run].append(j)
        for i in rest_old:
            votes: Counter[int] = Counter()
            for run in _runs(self.old.passages[i]):
                if len(found := holders.get(run, ())) <= _COMMON:
                    votes.update(found)
            best = sorted(votes, key=lambda j: (-votes[j], j))[:_CANDIDATES]
            yield from ((i, j, gap_of_old[i] == gap_of_new[j]) for j in best if (i, j) not in near)

    def _weigh(self) -> None:
        """What a word counts in a likeness: the rarer the more."""
        passages = [*self.old.passages, *self.new.passages]
        holding = Counter(word for passage in passages for word in set(passage.masked))
        self._weights = {word: math.log(1 + len(passages) / count) for word, count in holding.items()}

    def likeness(self, one: Passage, other: Passage) -> float:
        """Share of two passages' words, by weight, that stand in both in the same order; 0 to 1."""
        if Indel.normalized_similarity(one.masked, other.masked, score_cutoff=0.3) == 0:
            return 0.0
        total = sum(self._weights[w] for w in one.masked) + sum(self._weights[w] for w in other.masked)
        common = 0.0
        for step in LCSseq.opcodes(one.masked, other.masked):
            if step.tag == "equal":
                common += sum(self._weights[w] for w in one.masked[step.src_start : step.src_end])
        return 2 * common / total if total else 0.0

    def _same_values(self, i: int, j: int) -> float:
        """Share of the two passages' figures that have the same value."""
        left, right = (
            Counter((f.value_low, f.value_high) for f in (script.draft.figures[n] for n in passage.figures))
            for script, passage in ((self.old, self.old.passages[i]), (self.new, self.new.passages[j]))
        )
        most = max(left.total(), right.total())
        return (left & right).total() / most if most else 0.0


def _once(passages: Iterator[tuple[int, Passage]]) -> dict[tuple[str, ...], int]:
    """Passages of some length whose words no other of the given ones has, by their words."""
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, passage in passages:
        if len(passage.plain) >= _TELLING:
            by_words[passage.plain].append(number)
    return {words: numbers[0] for words, numbers in by_words.items() if len(numbers) == 1}


def _runs(passage: Passage) -> set[tuple[str, ...]]:
    words = [w for w in passage.masked if w != MASK]
    return {tuple(words[n : n + _RUN]) for n in range(max(1, len(words) - _RUN + 1))}


def in_order(left: Sequence[Key], right: Sequence[Key]) -> list[tuple[int, int]]:
    """Index pairs of equal elements, rising on both sides: a common subsequence, the longest but for huge inputs.

    What stands once on both sides anchors the rest (the patience method), so that the dynamic programme runs over
    short stretches only.
    """
    found: list[tuple[int, int]] = []
    stretches = [(0, len(left), 0, len(right))]
    while stretches:
        a, b, c, d = stretches.pop()
        while a < b and c < d and left[a] == right[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and left[b - 1] == right[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        if anchors := _unique_anchors(left[a:b], right[c:d], counted=False):
            at, to = a, c
            for i, j in anchors:
                stretches.append((at, a + i, to, c + j))
                found.append((a + i, c + j))
                at, to = a + i + 1, c + j + 1
            stretches.append((at, b, to, d))
        elif (b - a) * (d - c) > _TABLE:
            found += [(a + i, c + j) for i, j in _unique_anchors(left[a:b], right[c:d], counted=True)]
        else:
            for step in LCSseq.opcodes(left[a:b], right[c:d]):
                if step.tag == "equal":
                    size = step.src_end - step.src_start
                    found += [(a + step.src_start + n, c + step.dest_start + n) for n in range(size)]
    return sorted(found)


def _unique_anchors(left: Sequence[Key], right: Sequence[Key], counted: bool) -> list[tuple[int, int]]:
    """Elements that stand once on both sides, as many as keep their order; `counted`: every n-th one of a kind."""
    olds, news = _numbered(left, counted), _numbered(right, counted)
    common = sorted((i, news[key]) for key, i in olds.items() if key in news)
    return [common[n] for n in heaviest_rising([j for _, j in common], [1.0] * len(common))]


def _numbered(keys: Sequence[Key], counted: bool) -> dict[Key, int]:
    seen: Counter[Key] = Counter()
    found: dict[Key, int] = {}
    for index, key in enumerate(keys):
        seen[key] += 1
        found[(key, seen[key] if counted else 1)] = index
    return found if counted else {k: i for k, i in found.items() if seen[k[0]] == 1}  # type: ignore[index]


def _similarity(old: Script, new: Script, matched: Sequence[Matched]) -> float:
    common = sum(
        m.likeness * (len(old.passages[m.old].masked) + len(new.passages[m.new].masked)) for m in matched
    )  # fmt: skip
    total = len(old.words) + len(new.words)
    return common / total if total else 0.0


def _mark_moved(old: Script, new: Script, alignment: Alignment) -> None:
    """Find the fewest blocks whose moving explains the new order, and rank every passage between those that stayed.

    Notes follow their marks, so their order is their own.
    """
    notes = {
        id(script): {b.position for b in script.draft.document.blocks if b.kind == "footnote"} for script in (old, new)
    }
    of_notes = [m for m in alignment.matched if old.passages[m.old].block in notes[id(old)]]
    of_text = [m for m in alignment.matched if old.passages[m.old].block not in notes[id(old)]]
    for matched in (of_notes, of_text):
        sizes = Counter(old.passages[m.old].block for m in matched)
        weights = [1 / sizes[old.passages[m.old].block] + 1e-6 * len(old.passages[m.old].masked) for m in matched]
        kept = set(heaviest_rising([m.new for m in matched], weights))
        stayed = [m for n, m in enumerate(matched) if n in kept]
        for number, m in enumerate(matched):
            m.moved = number not in kept
        _mark_swapped(old, [m for m in matched if m.moved], stayed)
        if matched is of_text:
            stayed = [m for m in stayed if not m.moved]
            alignment.old_rank = _ranks(len(old.passages), [m.old for m in stayed])
            alignment.new_rank = _ranks(len(new.passages), [m.new for m in stayed])


def _mark_swapped(old: Script, moved: Sequence[Matched], stayed: Sequence[Matched]) -> None:
    """Of two neighbours that changed places both have moved, though moving one would explain it."""
    olds, news = [m.old for m in stayed], [m.new for m in stayed]
    for m in moved:
        first, last = sorted((bisect.bisect(olds, m.old), bisect.bisect(news, m.new)))
        crossed = stayed[first:last]
        if crossed and len({old.passages[c.old].block for c in crossed}) == 1:
            for c in crossed:
                c.moved = True


def _ranks(count: int, stayed: Sequence[int]) -> list[float]:
    """For each of `count` passages: n + 0.5 for the n-th that stayed, n for one between the n-1-th and the n-th."""
    ranks: list[float] = []
    upcoming = 0
    for number in range(count):
        if upcoming < len(stayed) and stayed[upcoming] == number:
            ranks.append(upcoming + 0.5)
            upcoming += 1
        else:
            ranks.append(float(upcoming))
    return ranks
