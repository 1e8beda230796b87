"""Labels of the note marks of a scan: what was read of each, and where that is unclear, their order.

Marks and notes are numbered 1, 2, 3 … through a document, or anew on every page; a page has as many notes as marks
that call them. A label is inferred only where the labels before and behind leave no other; the rest stays unread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.ingest.pdf import telling

_MOST = 400  # labels of a document
_STAR = regex.compile(r"\(?(\*{1,3})\)?")


@dataclass(slots=True)
class Label:
    """A mark on a page, in reading order; `opens`: it opens a note at the foot, else it calls one."""

    page: int
    opens: bool
    read: str  # as recognised, `(6)`, `60`, ""
    text: str = ""  # set by `settle`; "" where it stays unknown
    inferred: bool = False


def settle(labels: Sequence[Label]) -> None:
    """Write the texts of all labels of a document, given in reading order."""
    stars = [label for label in labels if _STAR.fullmatch(label.read)]
    for label in stars:
        label.text = _STAR.sub(r"\1", label.read)
    numbered = [label for label in labels if not label.text]
    sides = [[label for label in numbered if label.opens is opens] for opens in (False, True)]
    for side in sides:
        _number(side)
    pages = Counter((label.page, label.opens) for label in numbered)
    for page in {label.page for label in numbered}:
        if pages[page, False] == pages[page, True]:
            calls, notes = ([label for label in side if label.page == page] for side in sides)
            for call, note in zip(calls, notes, strict=True):
                _share(call, note)


def _number(side: list[Label]) -> None:
    """Labels of the calls, or of the notes, from their own order."""
    firsts = [values(label.read) for nth, label in enumerate(side) if not nth or side[nth - 1].page != label.page]
    anew = sum(1 in found for found in firsts) > max(1, len(firsts) // 2)
    if not anew:
        _run(side)
        return
    for page in sorted({label.page for label in side}):
        _run([label for label in side if label.page == page])


def _run(side: list[Label]) -> None:
    """Labels of one run of numbers: the longest chain of readings that rise, and what must stand between them."""
    if len(side) > _MOST:
        return
    chain = _chain([values(label.read) for label in side])
    for (at, value), (then, following) in pairwise(chain):
        if following - value == then - at:
            for nth in range(at + 1, then):
                _set(side[nth], value + nth - at)
    for at, value in chain:
        _set(side[at], value)
    if chain and chain[0][1] == chain[0][0] + 1:
        for nth in range(chain[0][0]):
            _set(side[nth], nth + 1)


def _set(label: Label, value: int) -> None:
    label.text = str(value)
    label.inferred = _plain(label.read) != label.text


def _plain(read: str) -> str:
    return read.strip("()., ")


def values(read: str) -> tuple[int, ...]:
    """The numbers a reading may stand for, the likeliest first: of the brackets of `6()` Tesseract makes a nought.

    >>> values("(6)"), values("160"), values("")
    ((6,), (160, 16), ())
    """
    digits = "".join(filter(str.isdigit, read))[:4]
    if not digits:
        return ()
    bracketed = len(digits) > 1 and digits.endswith("0") and "(" not in read
    found = (int(digits), int(digits[:-1])) if bracketed else (int(digits),)
    return tuple(value for value in found if 0 < value <= _MOST)


def _chain(readings: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
    """Places and values of the longest run of readings that rise; of equals the one with the fewest gaps."""
    best: list[tuple[int, int, int, int, int]] = []  # length, gaps, place, value, and where the one before it stands
    for at, found in enumerate(readings):
        for value in found:
            made = 1, -abs(value - at - 1), at, value, -1
            for nth, (length, gaps, last, below, _) in enumerate(best):
                if last < at and below < value:
                    made = max(made, (length + 1, gaps - abs(value - below - at + last), at, value, nth))
            best.append(made)
    chain: list[tuple[int, int]] = []
    nth = max(range(len(best)), key=lambda n: best[n][:2], default=-1)
    while nth >= 0:
        chain.insert(0, best[nth][2:4])
        nth = best[nth][4]
    return chain


def _share(call: Label, note: Label) -> None:
    """A call and the note of the same place on the page have one label; calls are printed larger and read better."""
    sure, other = (call, note) if call.text else (note, call)
    if sure.text and other.text != sure.text:
        other.text, other.inferred = sure.text, True


def told(labels: Sequence[Label]) -> list[str]:
    """What must be told of the labels, in Vietnamese."""
    found = []
    inferred = sorted({label.page for label in labels if label.inferred})
    if inferred:
        names = ", ".join(dict.fromkeys(label.text for label in labels if label.inferred))
        found.append(f"số chú thích đọc không rõ, suy từ thứ tự (trang {telling.numbers(inferred)}): {names}")
    if unread := sorted({label.page for label in labels if not label.text}):
        found.append(f"số chú thích không đọc được, cũng không suy được từ thứ tự (trang {telling.numbers(unread)})")
    return found
