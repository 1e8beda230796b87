"""Page numbers and running heads: lines at the same place of page after page leave the flow, and are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from pipeline.ingest.pdf import signs
from pipeline.ingest.pdf.page import Page, Strip

_EDGE = 0.13  # of the page's height at its top and at its foot
_DEEP = 4  # outermost lines of a page among which furniture is looked for
_PLACE = 2.0  # points by which its height on the page may vary
_CLEAR = 4.0  # points between it and the text of other pages
_OTHERS = 0.3  # pages with text of their own there, of those that have it
_PAGES = 3  # pages that must have it
_SHARE = 0.45  # … of those from the first to the last that does: left and right pages may differ
_APART = 1.08  # times the usual step from line to line, between it and the text
_DIGITS = regex.compile(r"(\d+)")
_LONGEST = 140  # characters


def drop(pages: Sequence[Page]) -> list[str]:
    """Take the furniture out of the pages' strips and give the warnings that name it."""
    numbers = _numbers(pages)
    heads = _heads(pages, {id(strip) for strip, _ in numbers})
    gone = {id(strip) for strip, _ in numbers} | {id(strip) for strips in heads.values() for strip in strips}
    for page in pages:
        page.strips = [strip for strip in page.strips if id(strip) not in gone]
    warnings = []
    if numbers:
        warnings.append(f"số trang bỏ khỏi văn bản: {_listed([strip.text for strip, _ in numbers])}")
    for head, strips in heads.items():
        warnings.append(f"tiêu đề lặp lại ở đầu hoặc cuối trang bỏ khỏi văn bản: {head} ({len(strips)} trang)")
    return warnings


def _edges(page: Page) -> Iterable[tuple[Strip, bool]]:
    """Strips at the top (True) and at the foot (False) of the page, the outermost first."""
    height = page.view.height
    down = sorted(page.strips, key=lambda s: s.y)
    for strip in down[:_DEEP]:
        if strip.box[3] < _EDGE * height:
            yield strip, True
    for strip in reversed(down[-_DEEP:]):
        if strip.box[1] > (1 - _EDGE) * height:
            yield strip, False


def _numbers(pages: Sequence[Page]) -> list[tuple[Strip, int]]:
    """Lone numbers at the edges that count the pages."""
    found: list[tuple[Strip, int, int]] = []  # strip, its number, the page's
    for page in pages:
        for strip, _ in _edges(page):
            text = strip.text
            if len(text) <= 16 and (read := signs.match("page_number", text)):
                found.append((strip, int(read["n"]), page.number))
    shifts = Counter(number - page for _, number, page in found)
    good = {shift for shift, count in shifts.items() if count >= _PAGES or shift == 0 or (count > 1 and len(pages) < 6)}
    return [(strip, page) for strip, number, page in found if number - page in good]


@dataclass(slots=True)
class _Edge:
    """A strip at the top or at the foot of a page."""

    strip: Strip
    page: int
    height: float  # from the edge of the page
    top: bool
    inner: Strip | None  # the next line towards the middle of the page
    leading: float  # of the page's text, from line to line


def _heads(pages: Sequence[Page], numbers: set[int]) -> dict[str, list[Strip]]:
    """Lines of the same words at the same height, by their words, where other pages have no text of their own.

    A page with a letterhead begins a document of its own: its first lines are no running heads.
    """
    edges: list[_Edge] = []
    for page in pages:
        found = list(_edges(page))
        letterhead = any(signs.match("motto", strip.text) for strip, top in found if top)
        leading = _leading(page)
        for strip, top in found:
            if id(strip) not in numbers and not (top and letterhead):
                height = strip.y if top else page.view.height - strip.y
                edges.append(_Edge(strip, page.number, height, top, _inner(page, strip, top), leading))
    level = [_level(same) for same in _alike(edges).values()]
    groups = [group for group in level if len({edge.page for edge in group}) >= _PAGES]
    repeated = {id(edge) for group in groups for edge in group}
    moved = {id(edge.strip) for group in groups for edge in group}
    heads: dict[str, list[Strip]] = {}
    for group in groups:
        on = sorted({edge.page for edge in group})
        deepest = max(edge.height for edge in group) + _CLEAR
        text = {e.page for e in edges if e.top == group[0].top and e.height <= deepest and id(e) not in repeated}
        often = len(on) >= _SHARE * (on[-1] - on[0] + 1) and len(text) <= max(1, _OTHERS * len(on))
        if often and _stands_apart([edge for edge in group if edge.inner is None or id(edge.inner) not in moved]):
            heads.setdefault(group[0].strip.text, []).extend(edge.strip for edge in group)
    return heads


def _stands_apart(edges: Sequence[_Edge]) -> bool:
    """Whether the lines keep a distance to the text, or are set in another size; lines of the text do neither."""
    close = 0
    for edge in edges:
        if edge.inner is not None and abs(edge.inner.size - edge.strip.size) < 1.0:
            close += abs(edge.inner.y - edge.strip.y) < _APART * edge.leading
    return 2 * close <= len(edges)


def _inner(page: Page, strip: Strip, top: bool) -> Strip | None:
    further = [s for s in page.strips if (s.y > strip.y + 1 if top else s.y < strip.y - 1)]
    return (min if top else max)(further, key=lambda s: s.y, default=None)


def _leading(page: Page) -> float:
    steps = [below.y - above.y for above, below in pairwise(sorted(page.strips, key=lambda s: s.y))]
    return median([step for step in steps if step > 4] or [0.0])


def _alike(edges: Sequence[_Edge]) -> dict[tuple[str, bool], list[_Edge]]:
    """Edges of the same words; numbers in them that differ count the pages."""
    variants: defaultdict[str, set[str]] = defaultdict(set)
    for edge in edges:
        variants[_DIGITS.sub("#", edge.strip.text)].add(edge.strip.text)
    groups: defaultdict[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        text = edge.strip.text
        if len(text) > _LONGEST or not any(letter.isalpha() for letter in text):
            continue
        if len(variants[_DIGITS.sub("#", text)]) > 1:
            text = " ".join(str(int(part) - edge.page) if part.isdecimal() else part for part in _DIGITS.split(text))
        groups[text, edge.top].append(edge)
    return groups


def _level(edges: Sequence[_Edge]) -> list[_Edge]:
    """Most of the edges: those at the same height."""
    down = sorted(edges, key=lambda edge: edge.height)
    best = (0, 0)
    start = 0
    for end in range(1, len(down) + 1):
        while down[end - 1].height - down[start].height > _PLACE:
            start += 1
        if end - start > best[1] - best[0]:
            best = start, end
    return sorted(down[slice(*best)], key=lambda edge: edge.page)


def _listed(texts: list[str]) -> str:
    """Numbers as written, stretches that count on as `first–last`."""
    parts: list[list[str]] = []
    for text in texts:
        last = parts[-1][-1] if parts else ""
        if text.isdigit() and last.isdigit() and int(text) == int(last) + 1:
            parts[-1].append(text)
        else:
            parts.append([text])
    return ", ".join(p[0] if len(p) == 1 else ", ".join(p) if len(p) == 2 else f"{p[0]}–{p[-1]}" for p in parts)
