"""Headings: which labelled lines are titles, their levels by nesting, the path of titles above every block."""

from __future__ import annotations

import regex

from pipeline.model import Document
from pipeline.normalize import edits
from pipeline.structure.assemble import Part

_MAJOR = ("part", "appendix", "chapter", "section")
_SENTENCE_INSIDE = regex.compile(r"(?<!\b\p{Lu})\.\s+[\p{Lu}“\"]")
_FIGURE = regex.compile(r"\d[\d.,]*\s?(?:%|‰)|(?<![\d/.\-–(])\b\d[\d.,]*\s(?!\d|năm\b|[\-–])\p{Ll}")
_YEARS = regex.compile(r"\b(?:19|20)\d\d\b(?:\s?[\-–]\s?(?:19|20)\d\d)?|\d{1,2}/\d{1,2}/\d{4}|\d+[-/]\p{Lu}[\p{L}/\-]*")
LONGEST = 400  # characters; no title of a section is longer


def mark(parts: list[Part]) -> None:
    """Set kind, label and level of the headings, and draw the title lines below a PHẦN or PHỤ LỤC into it."""
    _take_titles(parts)
    chosen = [p for p in range(len(parts)) if _is_heading(parts, p)]
    open_levels: list[tuple[str, int]] = []  # kinds of the headings above, the highest first, with their levels
    for at in chosen:
        part = parts[at]
        assert part.found is not None
        part.kind, part.label = "heading", part.found.text
        part.level = _level(open_levels, part)


def _take_titles(parts: list[Part]) -> None:
    """`PHẦN THỨ NHẤT` alone on its line: the short lines below it that are no sentence are its title."""
    at = 0
    while at < len(parts):
        found = parts[at].found
        if found is not None and found.kind in _MAJOR and not parts[at].rest:
            while at + 1 < len(parts) and _is_title(parts[at + 1], parts[at]):
                parts[at].piece = edits.join([parts[at].piece, parts[at + 1].piece])
                del parts[at + 1]
                if not parts[at].rest.isupper():
                    break
        at += 1


def _is_title(part: Part, above: Part) -> bool:
    if part.kind != "paragraph" or part.found is not None or len(part.text) > 250 or regex.search(r"[.;:]$", part.text):
        return False
    return not above.rest or part.text.isupper()


def _is_heading(parts: list[Part], at: int) -> bool:
    part = parts[at]
    if part.kind != "paragraph" or part.found is None:
        return False
    kind, rest = part.found.kind, part.rest
    if kind in (*_MAJOR, "article"):
        return len(part.text) <= LONGEST
    if kind == "bullet" or not rest or len(rest) > LONGEST:
        return False
    if rest.isupper():
        return True
    if rest.endswith((";", ",", "./.", "…")) or rest[0].islower() or _SENTENCE_INSIDE.search(rest):
        return False
    below = parts[at + 1] if at + 1 < len(parts) else None
    if _is_sibling(part, below) and not rest.endswith(":"):
        return False
    if kind in ("star", "paren", "lower"):
        return len(rest) <= 120 and not rest.endswith(".") and below is not None
    if rest.endswith(".") and _FIGURE.search(_YEARS.sub("", rest)):
        return False
    before = parts[at - 1] if at else None
    return not (rest.endswith(".") and before is not None and before.kind == "paragraph" and _is_sibling(before, part))


def _is_sibling(part: Part, other: Part | None) -> bool:
    """The other carries the next label of the same row."""
    if other is None or other.found is None or part.found is None or other.found.kind != part.found.kind:
        return False
    if part.found.kind in ("star", "bullet"):
        return True
    return part.found.depth == other.found.depth


def _level(open_levels: list[tuple[str, int]], part: Part) -> int:
    found = part.found
    assert found is not None
    kind = "part" if found.kind == "appendix" else found.kind
    key = f"{kind}{found.depth}" if kind == "decimal" else kind
    if found.kind in ("part", "appendix"):
        open_levels.clear()
    for nth, (open_kind, _) in enumerate(open_levels):
        if open_kind == key:
            del open_levels[nth:]
            break
    else:
        while open_levels and key.startswith("decimal") and open_levels[-1][0].startswith("decimal") and open_levels[-1][0] > key:
            open_levels.pop()
    level = open_levels[-1][1] + 1 if open_levels else 1
    open_levels.append((key, level))
    return level


def sections(document: Document) -> None:
    """Set `section_path` of every block: the titles of the headings above it, labels left out."""
    path: list[tuple[int, str]] = []
    for block in document.blocks:
        if block.kind == "heading" and block.level is not None:
            while path and path[-1][0] >= block.level:
                path.pop()
            block.section_path = tuple(t for _, t in path)
            path.append((block.level, title(document.block_text(block), block.label)))
        else:
            block.section_path = tuple(t for _, t in path)


def title(text: str, label: str) -> str:
    """The words of a heading without its label and closing colon; the label itself where there are none."""
    rest = text.removeprefix(label).lstrip(" .:)/-–").rstrip(" :.")
    return rest or label
