"""Words that Tesseract misreads again and again, mended where the language leaves no doubt (rules/scans.yaml)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from pipeline import rules
from pipeline.ingest.tesseract import Word


def mended(words: Sequence[Word]) -> list[Word]:
    """The words of a page in reading order, each with what the rules say of it."""
    result = list(words)
    for rule in rules.load("scans"):
        text = " ".join(word.text for word in result)
        starts = list(accumulate((len(word.text) + 1 for word in result), initial=0))
        for found in reversed(list(rule.iterate(text))):
            at = bisect_right(starts, found.start("w")) - 1
            start, end = found.start("w") - starts[at], found.end("w") - starts[at]
            old = result[at].text
            new = _as_written(str(rule.gives["text"]), old[start:end])
            result[at] = result[at]._replace(text=old[:start] + new + old[end:])
    return result


def _as_written(text: str, old: str) -> str:
    """
    >>> _as_written("chi", "Chỉ"), _as_written("chi", "CHỈ"), _as_written("g", "ø")
    ('Chi', 'CHI', 'g')
    """
    if len(old) > 1 and old.isupper():
        return text.upper()
    return text.capitalize() if old[:1].isupper() else text
