"""What belongs to the page and not to the text: page numbers on lines of their own, running heads."""

from __future__ import annotations

from itertools import pairwise

import regex

from pipeline.model import Piece

_NUMBER = regex.compile(r"[\s\-–—.~]*(?:[Tt]rang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[\s\-–—.~]*")
_SENTENCE_END = regex.compile(r"[.;:!?…][”\"'’)\]]*\s*$")
_PAGE = range(12, 130)  # lines of text between two page numbers


def drop_page_numbers(pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    """The pieces with each page number replaced by a `break`, and the numbers as written.

    A lone number counts as a page number where it stands in a sequence of them a page apart, beside a form feed, or in
    the middle of a sentence it cannot belong to.
    """
    candidates = [(i, int(m[1])) for i, p in enumerate(pieces) if p.kind == "line" and (m := _NUMBER.fullmatch(p.text))]
    if not candidates:
        return pieces, []
    written = _running_count(pieces)
    chain = _chain(candidates, written) | {i for i, n in candidates if _beside_break(pieces, i)}
    chain |= {i for i, n in candidates if n > 1 and len(candidates) == 1 and _interrupts(pieces, i)}
    numbers = [pieces[i].text.strip() for i in sorted(chain)]
    return [Piece("break") if i in chain else p for i, p in enumerate(pieces)], numbers


def _running_count(pieces: list[Piece]) -> list[int]:
    """For each piece, how many lines with text stand before it."""
    counts, n = [], 0
    for piece in pieces:
        counts.append(n)
        n += bool(piece.text)
    return counts


def _chain(candidates: list[tuple[int, int]], written: list[int]) -> set[int]:
    """The longest run of candidates that count pages: each next number larger by the pages that lie between."""
    best: dict[int, list[int]] = {}
    for nth, (at, number) in enumerate(candidates):
        best[at] = [at]
        for before, earlier in candidates[max(0, nth - 40) : nth]:
            pages = number - earlier
            if 1 <= pages <= 3 and (written[at] - written[before]) // pages in _PAGE and len(best[before]) >= len(best[at]):
                best[at] = [*best[before], at]
    longest = max(best.values(), key=len)
    return set(longest) if len(longest) >= 2 else set()


def _beside_break(pieces: list[Piece], at: int) -> bool:
    """A form feed next to it, blank lines apart."""
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(pieces) and pieces[i].kind == "line" and not pieces[i].text:
            i += step
        if 0 <= i < len(pieces) and pieces[i].kind == "break":
            return True
    return False


def _interrupts(pieces: list[Piece], at: int) -> bool:
    before = next((p.text for p in reversed(pieces[:at]) if p.text), "")
    after = next((p.text for p in pieces[at + 1 :] if p.text), "")
    return bool(before) and not _SENTENCE_END.search(before) and after[:1].islower()


def drop_running_heads(pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    """The pieces without the lines that open or close page after page, and each such line once."""
    breaks = [i for i, p in enumerate(pieces) if p.kind == "break"]
    if len(breaks) < 2:
        return pieces, []
    edges: dict[str, list[int]] = {}
    for start, end in pairwise([-1, *breaks, len(pieces)]):
        lines = [i for i in range(start + 1, end) if pieces[i].text]
        for i in dict.fromkeys((*lines[:1], *lines[-1:])):
            if len(pieces[i].text) <= 120:
                edges.setdefault(pieces[i].text, []).append(i)
    repeated = {text: found for text, found in edges.items() if len(found) >= 3 and len(found) * 3 >= len(breaks)}
    drop = {i for found in repeated.values() for i in found}
    return [p for i, p in enumerate(pieces) if i not in drop], list(repeated)
