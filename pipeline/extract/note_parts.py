"""Notes that break down the figure that calls them: `352 đảng viên⁽²⁾` and `⁽²⁾ Năm 2016: 138, …: 141, …: 73`.

The parts are told by what opens them (`trong đó`, `gồm`), by what is left (`còn lại`), by a name that only a part of
the counted people has (`nữ`), or by their sum.
"""

from __future__ import annotations

import math
from collections import defaultdict

from pipeline.extract.wording import pattern
from pipeline.model import Block, Document, Figure


def name(document: Document, found: list[Figure]) -> None:
    """Set `parent` (the whole's offset, as text) of the figures in notes."""
    by_block: dict[int, list[Figure]] = defaultdict(list)
    for figure in found:
        by_block[figure.block].append(figure)
    for position, figures in by_block.items():
        block = document.blocks[position]
        whole = _whole(document, block, by_block) if block.kind == "footnote" else None
        if whole is not None:
            _take(document, block, whole, figures)
        if block.kind == "footnote" and pattern("opens_parts").match(document.text[block.start : block.end]):
            _date(document, block, figures, by_block)


def _whole(document: Document, block: Block, by_block: dict[int, list[Figure]]) -> Figure | None:
    """The figure nearest before the mark, of those the mark belongs to."""
    if block.anchor is None:
        return None
    mark = next((m.start for m in document.blocks[block.anchor].marks if m.label == block.label), None)
    if mark is None:
        return None
    called = [f for f in by_block.get(block.anchor, []) if f.start < mark and block.label in f.footnote_anchors]
    nearest = called[-1] if called else None
    return nearest if nearest is not None and nearest.measure == "level" else None


def _date(document: Document, block: Block, figures: list[Figure], by_block: dict[int, list[Figure]]) -> None:
    """`bình quân giai đoạn 2016 - 2020 đạt 7,85%/năm⁽¹⁾` and `⁽¹⁾ Trong đó: khu vực I tăng 3,62%/năm`: of one time."""
    called = [f for f in by_block.get(block.anchor or 0, []) if block.label in f.footnote_anchors]
    for figure in figures:
        whole = next((f for f in reversed(called) if f.measure == figure.measure), None)
        unsaid = any(rule.startswith(("document.", "recalled.", "lead.period")) for rule in figure.rules)
        if whole is not None and unsaid:
            figure.period, figure.period_start, figure.period_end = whole.period, whole.period_start, whole.period_end


def _take(document: Document, block: Block, whole: Figure, figures: list[Figure]) -> None:
    text, last = document.text, block.start
    loose = [f for f in figures if f.measure == "level" and not f.parent and _alike(f, whole)]
    parts = {id(f) for f in _summed(loose, whole)}
    rest = pattern("remainder").search(text, block.start, block.end)
    opened = pattern("opens_parts").match(text[block.start : block.end]) is not None
    all_of_them: set[int] = set()  # told of the whole, whatever times stood before
    summing = False  # behind `trong tổng số`, to the end of the sentence
    for figure in loose:
        lead = text[last : figure.start]
        summing = (summing and "." not in lead) or pattern("of_all").search(lead) is not None
        told = pattern("part_of_people").search(lead) or pattern("part_of_total").search(lead)
        left = rest is not None and figure.start < rest.end() + 20
        if told or left or summing or (opened and figure.unit_class == "count"):
            parts.add(id(figure))
        if summing:
            all_of_them.add(id(figure))
        last = figure.end
    before: Figure | None = None
    for figure in figures:
        restated = figure.measure == "share" and before is not None and text[before.end : figure.start].strip() == "("
        if id(figure) in all_of_them:
            figure.period, figure.period_start, figure.period_end = whole.period, whole.period_start, whole.period_end
        if id(figure) in parts or (restated and before is not None and id(before) in parts and not figure.parent):
            figure.parent = str(whole.start)
            if restated and before is not None and id(before) in all_of_them:
                figure.period, figure.period_start, figure.period_end = (
                    before.period,
                    before.period_start,
                    before.period_end,
                )
        before = figure


def _alike(part: Figure, whole: Figure) -> bool:
    """Of the same kind and no larger."""
    if (_amount(part) or math.inf) > (_amount(whole) or 0.0):
        return False
    if part.unit_class == "count" or not part.unit:
        return whole.unit_class == "count" or not whole.unit
    return (part.unit_class, part.unit_base) == (whole.unit_class, whole.unit_base)


def _amount(figure: Figure) -> float | None:
    return figure.value_base if figure.unit else figure.value_low


def _summed(parts: list[Figure], whole: Figure) -> list[Figure]:
    """The first run of figures that add up to the whole."""
    for first in range(len(parts)):
        for behind in range(first + 2, len(parts) + 1):
            total = math.fsum(_amount(f) or 0.0 for f in parts[first:behind])
            if math.isclose(total, _amount(whole) or 0.0, rel_tol=1e-9):
                return parts[first:behind]
    return []
