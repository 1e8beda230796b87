"""Where blanks stand: between characters that are apart, not where a producer happened to write one.

Distances are in ems of the characters beside the gap. In set type a gap inside a word is the letters' kerning, less
than a twentieth of an em; a blank is a quarter of an em, more in a justified line, hardly less than a seventh.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from statistics import median

from pipeline.ingest.pdf.glyphs import Span

_APART = 0.15  # ems; more is a blank though none was written
_TYPED = 0.08  # … where one was written; less is none though one was written
_TRACKED = 0.1  # ems; a line whose usual gap is wider is letter-spaced
_FEW = 5  # gaps that show nothing about the usual one


def texts(spans: Sequence[Span]) -> list[str]:
    """The text of each span of one line, from left to right, each with the blank before it if one stands there."""
    usual, typed = _tracking(spans)
    if usual <= _TRACKED:
        usual = 0.0
    result: list[str] = []
    edge: float | None = None
    em = 0.0
    for span in spans:
        own = span.size
        em = max(em, own) if span.rise else own
        first = edge is not None and _parted((span.lefts[0] - edge) / em, span.blanks[0], usual, typed)
        result.append(_text(span, usual, typed, first))
        edge = max(edge if edge is not None else span.x1, span.x1)
    return result


def _text(span: Span, usual: float, typed: bool, first: bool) -> str:
    """The letters of a span with blanks between them."""
    size = span.size
    narrow, wide = _TYPED * size, _APART * size
    out: list[str] = [" "] if first else []
    put = out.append
    reach = span.rights[0]
    for letter, left, right, blanks in zip(span.letters, span.lefts, span.rights, span.blanks, strict=True):
        gap = left - reach
        if gap > narrow and left > span.lefts[0]:
            if usual:
                if _parted(gap / size, blanks, usual, typed):
                    put(" ")
            elif gap > wide or blanks:
                put(" ")
        put(letter)
        if right > reach:
            reach = right
    return "".join(out)


def _parted(gap: float, blanks: int, usual: float, typed: bool) -> bool:
    """Whether a gap of so many ems is a blank, the usual gap of the line known."""
    if not usual:
        return gap > (_TYPED if blanks else _APART)
    if typed:
        return gap > 1.5 * usual
    return gap > usual + (_TYPED if blanks else _APART)


def _tracking(spans: Sequence[Span]) -> tuple[float, bool]:
    """The usual gap between the letters of a line; and whether it was made with typed blanks (`B Á O  C Á O`)."""
    letters = sum(len(s.letters) for s in spans)
    if letters <= _FEW or letters > 120:
        return 0.0, False
    gaps: list[float] = []
    typed = 0
    for span in spans:
        reached = list(accumulate(span.rights, max))
        gaps += [(left - right) / span.size for left, right in zip(span.lefts[1:], reached, strict=False)]
        typed += sum(1 for blanks in span.blanks[1:] if blanks)
    if len(gaps) <= _FEW:
        return 0.0, False
    usual = median(gaps)
    if usual <= _TRACKED:
        return 0.0, False
    alphabetic = sum(letter.isalpha() for span in spans for letter in span.letters)
    if alphabetic < 0.8 * letters:
        return 0.0, False
    by_hand = typed > 0.5 * len(gaps)
    if by_hand and max(gaps) <= 1.5 * usual:
        return 0.0, False  # nothing tells words from letters
    return usual, by_hand
