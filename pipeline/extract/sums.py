"""Parts that are told without a word for it: figures behind a total that add up to it exactly."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence

from pipeline.extract.wording import pattern
from pipeline.model import Document, Figure

_TELLING = 3  # significant digits of a total: small numbers add up by chance
_MOST = 6  # parts
_MANY = 3  # parts of a small total: two add up by chance
_CHANCE = 20  # below which three numbers of one list may add up to a fourth
_BARE = 3  # words: a part's name that does not say what is counted


def name(document: Document, sentences: Sequence[Sequence[Figure]]) -> None:
    """Set `parent` (the whole's offset, as text) where the parts stand behind their total.

    In one sentence (`78,0 tỷ USD; khu vực trong nước 34,8, khu vực FDI 43,2`) or in the list that the total's
    paragraph introduces (`1. Tổng thu: 3.300 tỷ đồng` over `a)`, `b)`).
    """
    for figures in sentences:
        levels = [f for f in figures if f.measure == "level" and f.location != "table"]
        for at, total in enumerate(levels):
            parts = [f for f in levels[at + 1 :] if not f.parent and _alike(f, total)]
            _take(total, parts)
            if total.unit_class == "count" and len(parts) >= _MANY and (total.value_low or 0) >= _CHANCE:
                _take(total, parts[:_MANY], whole_list=True, left=True)
            if len(parts) > 1 and pattern("left_over").search(document.text, parts[0].end, parts[1].start):
                _take(total, parts[:2], whole_list=True, left=True)
        _shares(document, figures)
    for before, here in itertools.pairwise(sentences):
        if before[0].block == here[0].block and here[0].location == "body":
            _across(before, here)
    first: dict[int, list[Figure]] = defaultdict(list)
    for figures in sentences:
        first[figures[0].block] += figures
    items: dict[int, list[Figure]] = defaultdict(list)
    for position, figures in first.items():
        intro = document.blocks[position].intro
        if intro is not None and figures[0].location == "body":
            items[intro].append(figures[0])
    for intro, parts in items.items():
        for total in first.get(intro, ())[:1]:
            _take(total, parts, whole_list=True)


def _shares(document: Document, figures: Sequence[Figure]) -> None:
    """Shares that add up to 100 are parts of the amount before them; of a count only in its own clause.

    `Tổng kinh phí 1.186 tỷ đồng; ngân sách tỉnh 60%, ngân sách huyện 15%, nhân dân đóng góp 25%`
    """
    for at in range(1, len(figures) - 2):
        for count in range(_MANY, min(len(figures) - at, _MOST) + 1):
            parts = figures[at : at + count]
            if any(f.measure != "share" or f.comparator != "eq" for f in parts):
                break
            rounding = sum(0.5 / 10**f.decimals for f in parts)
            if abs(math.fsum(f.value_low or 0.0 for f in parts) - 100) > min(rounding, 1) + 1e-6:
                continue
            wholes = [f for f in figures[:at] if f.measure == "level" and f.unit_class not in ("percent", "duration")]
            apart = wholes and ";" in document.text[wholes[-1].end : parts[0].start]
            if wholes and not (apart and wholes[-1].unit_class == "count"):
                for figure in parts:
                    figure.parent = figure.parent or str(wholes[-1].start)
            return


def _across(before: Sequence[Figure], here: Sequence[Figure]) -> None:
    """`Kỷ luật 63 đảng viên. Hình thức: khiển trách 38, cảnh cáo 16, cách chức 02, khai trừ 07`."""
    counts = [f for f in here if f.measure == "level" and (f.unit_class == "count" or not f.unit) and not f.parent]
    for total in before:
        if total.measure != "level" or total.unit_class != "count" or total.parent:
            continue
        for count in range(_MANY, min(len(counts), _MOST) + 1):
            taken = counts[:count]
            if math.fsum(f.value_low or 0.0 for f in taken) == total.value_low:
                for figure in taken:
                    figure.parent = str(total.start)
                    if not figure.unit and len(figure.indicator.split()) <= _BARE:
                        figure.indicator = f"{total.indicator} {figure.indicator}".strip()
                return


def _alike(part: Figure, total: Figure) -> bool:
    return (part.unit_class, part.unit_base) == (total.unit_class, total.unit_base) and part.unit_class != "percent"


def _take(total: Figure, parts: Sequence[Figure], whole_list: bool = False, left: bool = False) -> None:
    digits = total.value_text.replace(".", "").replace(",", "")
    told = len(digits if whole_list else digits.strip("0")) >= _TELLING
    if total.measure != "level" or total.parent or total.value_base is None or not (told or left):
        return
    for count in (len(parts),) if whole_list else range(2, min(len(parts), _MOST) + 1):
        taken = parts[:count]
        if count < 2 or any(f.parent or f.value_base is None or not _alike(f, total) for f in taken):
            continue
        if any(f.indicator.lower().startswith("tổng ") for f in taken):
            continue  # `tổng thu …; tổng chi …; kết dư …` is a balance
        step = max(_step(f) for f in (total, *taken))
        summed = math.fsum(f.value_base or 0.0 for f in taken)
        if abs(summed - total.value_base) <= step * (count + 1) / 2 * (1 if step > 0 else 0) + 1e-9 * abs(summed):
            for figure in taken:
                figure.parent = str(total.start)
            return


def _step(figure: Figure) -> float:
    """What the last stated decimal is worth in the base unit; 0 for a number stated whole."""
    if not figure.decimals or not figure.value_low or figure.value_base is None:
        return 0.0
    return abs(figure.value_base / figure.value_low) / float(10**figure.decimals)
