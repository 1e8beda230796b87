"""Where blanks stand: between characters that are apart, not where a producer happened to write one.

Distances are in ems of the characters beside the gap. In set type a gap inside a word is the letters' kerning, less
than a twentieth of an em, or all letters of the line are spaced alike; a blank is a quarter of an em, more in a
justified line, hardly less than a tenth in a squeezed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from pipeline.ingest.pdf.glyphs import Span

_APART = 0.1  # ems beyond the usual gap; more is a blank though none was written
_TYPED = 0.06  # … where one was written; less is none though one was written
_LEANING = 0.05  # … more where the face changes: an upright letter keeps clear of an italic one
_TRACKED = 0.1  # ems; a line whose usual gap is wider is letter-spaced
_FEW = 4  # gaps that show nothing about the usual one
_LONG = 160  # letters of a line that is never letter-spaced
_WORDS = 1.5  # times the usual gap, where blanks were typed between letters and words alike


class Setting(NamedTuple):
    """How a line is set: the least gap that is a blank, where none was typed and where one was, in ems."""

    plain: float = _APART
    typed: float = _TYPED


def texts(spans: Sequence[Span]) -> list[str]:
    """The text of each span of one line, from left to right, each with the blank before it if one stands there."""
    setting = _setting(spans)
    result: list[str] = []
    edge: float | None = None
    em, before = 0.0, spans[0].font
    for span in spans:
        em = max(em, span.size) if span.rise else span.size
        least = setting.typed if span.blanks[0] else setting.plain if span.font is before else setting.plain + _LEANING
        first = edge is not None and span.lefts[0] - edge > em * least
        result.append(_text(span, setting, first))
        edge = max(edge if edge is not None else span.x1, span.x1)
        before = span.font
    return result


def _text(span: Span, setting: Setting, first: bool) -> str:
    """The letters of a span with blanks between them."""
    plain, typed = setting.plain * span.size, setting.typed * span.size
    least = min(plain, typed)
    out: list[str] = [" "] if first else []
    put = out.append
    reach = span.lefts[0]
    for letter, left, right, blanks in zip(span.letters, span.lefts, span.rights, span.blanks, strict=True):
        gap = left - reach
        if gap > least and (gap > typed if blanks else gap > plain):
            put(" ")
        put(letter)
        if right > reach:
            reach = right
    return "".join(out)


def _setting(spans: Sequence[Span]) -> Setting:
    """How the line is set, from the gaps between its letters."""
    letters = sum(len(s.letters) for s in spans)
    if letters <= _FEW or letters > _LONG:
        return Setting()
    gaps: list[float] = []
    typed = 0
    for span in spans:
        size = span.size
        reached = accumulate(span.rights, max)
        gaps += [(left - right) / size for left, right in zip(span.lefts[1:], reached, strict=False)]
        typed += len(span.blanks) - 1 - span.blanks[1:].count(0)
    if len(gaps) <= _FEW:
        return Setting()
    usual = median(gaps)
    if usual <= 0.02:
        return Setting()
    if usual > _TRACKED:
        digits = sum(letter.isdigit() for span in spans for letter in span.letters)
        if digits > 0.5 * letters:
            return Setting()  # numbers side by side
        if typed > 0.5 * len(gaps):  # `B Á O  C Á O`
            words = _WORDS * usual
            return Setting(words, words) if max(gaps) > words else Setting()
    return Setting(usual + _APART, usual + _TYPED)
