"""One to one pairings: of scored candidates the best as a whole, and of pairs in two orders those that kept theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

Candidate = tuple[int, int, float]  # number on the old side, number on the new side, score (higher is better)

_DENSE = 250_000  # cells of a score matrix that is solved exactly; about a tenth of a second


def assign(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The one to one choice of candidates with the highest sum of scores, sorted by the old side.

    Candidates that share no side, not even through others, are solved apart, so that the cost follows the number of
    candidates; a group too large for that is taken best first.
    """
    chosen: list[Candidate] = []
    for group in _groups(list(candidates)):
        olds, news = sorted({i for i, _, _ in group}), sorted({j for _, j, _ in group})
        if len(group) == 1:
            chosen += group
        elif len(olds) * len(news) <= _DENSE:
            chosen += _exact(group, olds, news)
        else:
            chosen += _best_first(group)
    return sorted(chosen)


def _groups(candidates: list[Candidate]) -> list[list[Candidate]]:
    """Connected components of the graph of candidates."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while (up := parent.setdefault(node, node)) != node:
            parent[node] = parent[up]
            node = parent[node]
        return node

    for i, j, _ in candidates:
        parent[root(("old", i))] = root(("new", j))
    groups: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[root(("old", candidate[0]))].append(candidate)
    return list(groups.values())


def _exact(group: list[Candidate], olds: list[int], news: list[int]) -> list[Candidate]:
    # Imported here: scipy takes longer to load than most drafts to compare, and is not always needed.
    from scipy.optimize import linear_sum_assignment

    row, column = {i: n for n, i in enumerate(olds)}, {j: n for n, j in enumerate(news)}
    scores = [[0.0] * len(news) for _ in olds]
    given = {(i, j): score for i, j, score in group}
    for (i, j), score in given.items():
        scores[row[i]][column[j]] = score
    rows, columns = linear_sum_assignment(scores, maximize=True)
    pairs = ((olds[r], news[c]) for r, c in zip(rows.tolist(), columns.tolist(), strict=True))
    return [(i, j, given[i, j]) for i, j in pairs if (i, j) in given]


def _best_first(group: list[Candidate]) -> list[Candidate]:
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    chosen = []
    for i, j, score in sorted(group, key=lambda c: (-c[2], abs(c[0] - c[1]), c[0], c[1])):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            chosen.append((i, j, score))
    return chosen


def heaviest_rising(values: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Indices, in order, of the strictly rising subsequence of `values` with the highest sum of `weights`.

    `values` are distinct and not negative. In n log n, by a tree of best sums over the values so far.

    >>> heaviest_rising([3, 0, 1, 4, 2], [1, 1, 1, 1, 1])
    [1, 2, 4]
    """
    size = max(values, default=0) + 2
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)  # Fenwick tree: sum and its last index
    back: list[int] = []
    for index, value in enumerate(values):
        total, last = 0.0, -1
        at = value
        while at > 0:
            if best[at][0] > total:
                total, last = best[at]
            at -= at & -at
        back.append(last)
        total += weights[index]
        at = value + 1
        while at <= size:
            if total > best[at][0]:
                best[at] = (total, index)
            at += at & -at
    out: list[int] = []
    index, at, total = -1, size, 0.0
    while at > 0:
        if best[at][0] > total:
            total, index = best[at]
        at -= at & -at
    while index >= 0:
        out.append(index)
        index = back[index]
    return out[::-1]
