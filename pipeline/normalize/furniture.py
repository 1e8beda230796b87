"""What belongs to the page and not to the text: page numbers on lines of their own, running heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from pipeline.model import Piece
from pipeline.normalize import evidence, labels

LONGEST_PAGE = 130  # lines
_PAGE = range(12, LONGEST_PAGE)  # lines of text between two page numbers of a plain text
# Characters that most pages of a plain text hold, and their lines on average; rows of a table that lost its cells,
# which are numbered as well, hold fewer.
_FULL, _WIDE = 600, 30
_NOTES = 15  # lines above a page number that the notes of its page take up at most
_EDGE = 2  # lines at the top and at the foot of a page among which furniture is looked for


def break_pages(pieces: list[Piece]) -> list[Piece]:
    """The pieces with a `break` wherever their sources change page, if the ingester has not put one there."""
    result: list[Piece] = []
    page = None
    for piece in pieces:
        if piece.kind != "break" and piece.source.page is not None:
            if page is not None and piece.source.page != page and result[-1].kind != "break":
                result.append(Piece("break"))
            page = piece.source.page
        result.append(piece)
    return result


def drop_page_numbers(pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    """The pieces with each page number replaced by a `break`, and the numbers as written.

    A lone number counts as a page number where it stands at the edge of known pages and counts them, in a sequence of
    numbers a page apart, beside a form feed, or in the middle of a sentence it cannot belong to.
    """
    number = evidence.pattern("lines.page_number")
    lone = {
        i: int(found["n"])
        for i, p in enumerate(pieces)
        if p.kind == "line" and len(p.text) < 16 and (found := number.match(p.text))
    }
    if not lone:
        return pieces, []
    if any(p.source.page is not None for p in pieces):
        chosen = _at_edges(pieces, lone)
    else:
        chosen = _chains(pieces, lone) | {i for i in lone if _beside_break(pieces, i)}
        if len(lone) == 1 and min(lone.values()) > 1:
            chosen |= {i for i in lone if _interrupts(pieces, i)}
        chosen |= {i for i in lone if _closes_notes(pieces, i)}
    numbers = [pieces[i].text for i in sorted(chosen)]
    return [Piece("break") if i in chosen else p for i, p in enumerate(pieces)], numbers


def _at_edges(pieces: list[Piece], lone: dict[int, int]) -> set[int]:
    """Lone numbers among the outermost lines of pages that differ from the page's own number by always the same."""
    edge = {i for first, last in _pages(pieces) for i in (*first, *last) if i in lone}
    shift = Counter(lone[i] - (pieces[i].source.page or 0) for i in edge)
    if not shift:
        return set()
    usual, count = min(shift.items(), key=lambda item: (-item[1], abs(item[0])))
    return {i for i in edge if lone[i] - (pieces[i].source.page or 0) == usual} if count > 1 or usual == 0 else set()


def _pages(pieces: list[Piece]) -> Iterator[tuple[list[int], list[int]]]:
    """Indexes of the first and of the last lines of each page."""
    breaks = [i for i, p in enumerate(pieces) if p.kind == "break"]
    for start, end in pairwise([-1, *breaks, len(pieces)]):
        lines = [i for i in range(start + 1, end) if pieces[i].kind == "line" and pieces[i].text]
        if lines:
            yield lines[:_EDGE], lines[-_EDGE:]


def _chains(pieces: list[Piece], lone: dict[int, int]) -> set[int]:
    """Lone numbers that count pages, each next one larger by the pages that lie between; parts may count anew."""
    written, letters, n, size = [], [], 0, 0
    for piece in pieces:
        written.append(n)
        letters.append(size)
        n += bool(piece.text)
        size += len(piece.text)
    chosen: set[int] = set()
    ranges = [list(lone)]
    while ranges:
        places = ranges.pop()
        chain = _longest(places, lone, written)
        if len(chain) >= (3 if chosen else 2) and _are_pages(chain, lone, written, letters):
            chosen |= set(chain)
            ranges += [[i for i in places if i < chain[0]], [i for i in places if i > chain[-1]]]
    return chosen


def _are_pages(chain: list[int], lone: dict[int, int], written: list[int], letters: list[int]) -> bool:
    """Whether what stands between the numbers fills pages, and few of these have no number."""
    full = median((letters[b] - letters[a]) / (lone[b] - lone[a]) for a, b in pairwise(chain)) >= _FULL
    wide = letters[chain[-1]] - letters[chain[0]] >= _WIDE * (written[chain[-1]] - written[chain[0]])
    return full and wide and (len(chain) > 3 or lone[chain[-1]] - lone[chain[0]] < len(chain))


def _longest(places: list[int], lone: dict[int, int], written: list[int]) -> list[int]:
    best: dict[int, list[int]] = {}
    for nth, at in enumerate(places):
        best[at] = [at]
        for before in places[max(0, nth - 40) : nth]:
            pages = lone[at] - lone[before]
            apart = (written[at] - written[before]) // pages if pages > 0 else 0
            if pages in (1, 2, 3) and apart in _PAGE and len(best[before]) >= len(best[at]):
                best[at] = [*best[before], at]
    return max(best.values(), key=len, default=[])


def _beside_break(pieces: list[Piece], at: int) -> bool:
    """A form feed stands next to it, blank lines apart."""
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(pieces) and pieces[i].kind == "line" and not pieces[i].text:
            i += step
        if 0 <= i < len(pieces) and pieces[i].kind == "break":
            return True
    return False


def _interrupts(pieces: list[Piece], at: int) -> bool:
    above = [p.text for p in pieces[max(0, at - _NOTES) : at] if p.text]
    after = next((p.text for p in pieces[at + 1 :] if p.text), "")
    if not above or not after[:1].islower():
        return False
    notes = any(evidence.pattern("lines.note_body").match(text) for text in above)  # they end; the sentence does not
    return notes or not evidence.says("lines.ended", above[-1][-30:])


def _closes_notes(pieces: list[Piece], at: int) -> bool:
    """Right above it stand the notes of its page, whose marks the text further up has."""
    above = [p.text for p in pieces[:at] if p.text]
    for nth in range(max(0, len(above) - _NOTES), len(above)):
        body = evidence.pattern("lines.note_body").match(above[nth])
        calls = (m["n"] for text in above[:nth] for m in evidence.pattern("notes.glued").finditer(text)) if body else ()
        if body and body["n"] in calls:
            return True
    return False


def drop_running_heads(pieces: list[Piece]) -> tuple[list[Piece], dict[str, int]]:
    """The pieces without the lines that open or close page after page, and how often each such line stood there."""
    edges: dict[str, set[int]] = {}
    pages = list(_pages(pieces))
    if len(pages) < 3:
        return pieces, {}
    for first, last in pages:
        for i in (*first, *last):
            text = pieces[i].text
            if len(text) <= 120 and any(c.isalpha() for c in text) and labels.read(text) is None:
                edges.setdefault(pieces[i].text, set()).add(i)
    repeated = {text: at for text, at in edges.items() if len(at) >= max(3, len(pages) // 3)}
    drop = {i for at in repeated.values() for i in at}
    return [p for i, p in enumerate(pieces) if i not in drop], {text: len(at) for text, at in repeated.items()}
