"""Page numbers and running heads: lines at the same place of page after page leave the flow, and are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import regex

from pipeline.ingest.pdf import signs
from pipeline.ingest.pdf.page import Page, Strip

_EDGE = 0.13  # of the page's height at its top and at its foot
_DEEP = 4  # outermost lines of a page among which furniture is looked for
_PLACE = 5.0  # points by which its height on the page may vary
_PAGES = 3  # pages that must have it
_DIGITS = regex.compile(r"\d+")
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
        shown = strips[0].text if len({s.text for s in strips}) == 1 else head
        warnings.append(f"tiêu đề lặp lại ở đầu hoặc cuối trang bỏ khỏi văn bản: {shown} ({len(strips)} trang)")
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


def _heads(pages: Sequence[Page], numbers: set[int]) -> dict[str, list[Strip]]:
    """Lines of the same words (numbers in them apart) at the same height, by their words."""
    places: defaultdict[tuple[str, bool], list[tuple[float, Strip]]] = defaultdict(list)
    for page in pages:
        for strip, top in _edges(page):
            text = strip.text
            if id(strip) in numbers or len(text) > _LONGEST or not any(c.isalpha() for c in text):
                continue
            height = strip.y if top else page.view.height - strip.y
            places[_DIGITS.sub("#", text), top].append((height, strip))
    heads: dict[str, list[Strip]] = {}
    for (text, _), strips in places.items():
        usual = Counter(round(height / _PLACE) for height, _ in strips).most_common(1)[0][0] * _PLACE
        level = [strip for height, strip in strips if abs(height - usual) <= 1.5 * _PLACE]
        if len(level) >= min(_PAGES, max(2, len(pages))):
            heads.setdefault(text, []).extend(level)
    return heads


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
