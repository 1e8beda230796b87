"""Sentences and segments of a block: where one statement about figures ends and the next begins."""

from __future__ import annotations

import regex

# A full stop ends a sentence where white space and a capital, a quote, a bullet or a digit follow; not after the
# abbreviations Vietnamese officials use, nor after a lone capital (an initial) or a list number.
_END = regex.compile(
    r"(?<!\b(?:TP|Tp|ThS|TS|GS|PGS|Tr|tr|Đ/c|đ/c|BS|KS|CN|St|No|vv|v\.v|\p{Lu}))"
    r"(?<!^\d{1,2}(?:\.\d{1,2}){0,3})"
    r"(?:[.!?…]+|(?<=\bsau):)[”\"’)\]]*(?:⁽[^⁾]{1,6}⁾)*[”\"’)\]]*\s+(?=[\p{Lu}“\"‘(\[*+•–\d-])"
)


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as spans without surrounding white space."""
    end = len(text) if end is None else end
    found, at = [], start
    for match in _END.finditer(text, start, end):
        found.append((at, match.start() + len(match[0].rstrip())))
        at = match.end()
    if at < end:
        found.append((at, end))
    return [(a, b) for a, b in found if b > a]


def segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between semicolons outside brackets; a bracket stays whole."""
    found, at, depth = [], start, 0
    for i in range(start, end):
        char = text[i]
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == ";" and depth == 0:
            found.append((at, i))
            at = i + 1
    found.append((at, end))
    return found


def bracket(text: str, position: int, start: int, end: int) -> tuple[int, int] | None:
    """The innermost round bracket of `text[start:end]` around `position`, as the span of its inside, or None."""
    depth = 0
    for i in range(position - 1, start - 1, -1):
        if text[i] == ")":
            depth += 1
        elif text[i] == "(":
            if depth == 0:
                close = text.find(")", position, end)
                return i + 1, close if close >= 0 else end
            depth -= 1
    return None
