"""Papers that state nothing: notices, invitations, timetables whose bare numbers are names (`Đồn 184`, `phòng 205`)."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from pipeline.extract.passage import Passage
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Scene
from pipeline.extract.wording import pattern
from pipeline.model import Document, Figure, Rejected

_RULE = "not.paper_without_figures"
# Letters of a text below which its kind cannot be told: a sentence, a clipping.
_A_PAPER = 500
# A whole number as names, rooms and telephones have it; `1.250.000` and `12,5` are amounts.
_NAME_LIKE = regex.compile(r"\d{1,6}|\d{2,3}\.\d{3}|\d\.\d")
# In such a paper the word behind a name's number is no unit: `thị xã Đồng Phú 2 giải trình`, `PMU 18 khu vực 2`.
_NAMED = regex.compile(r"(?r)\p{Lu}\p{L}* $")
_NOTICES = ("thông báo", "giấy mời", "công điện")

Scenes = list[tuple[Passage, Scene]]


def without_names(document: Document, scenes: Scenes) -> list[Rejected]:
    """Take the bare numbers out of the scenes of a paper that states no amounts; what was taken, in reading order.

    A bare number has no unit the rules know, no comparator, no word before it that tells an amount, and no other
    amount in its sentence that it could be a part of. Resolutions and plans hold at most one such number to three
    others; of notices, invitations and timetables nearly all numbers are such. Where they are at least the half, none
    of them is a figure. A report is there to state amounts: nothing is taken from one.
    """
    if len(document.text) < _A_PAPER or document.letterhead.doc_type.startswith("báo cáo"):
        return []
    bare: list[int] = []
    for passage, scene in scenes:
        of_scene = [id(q) for q in scene.quantities if _bare(passage, scene, q)]
        bare += of_scene if len(of_scene) == len(scene.quantities) else ()
    if not bare or 2 * len(bare) < sum(len(scene.quantities) for _, scene in scenes):
        return []
    names, taken = set(bare), []
    for _, scene in scenes:
        names.update(id(q) for q in scene.quantities if _named(scene, q))
        taken += _rejected(document, (q for q in scene.quantities if id(q) in names))
        scene.quantities = [q for q in scene.quantities if id(q) not in names]
    return taken


def cells_without_names(
    document: Document, prose: list[Figure], cells: list[Figure]
) -> tuple[list[Figure], list[Rejected]]:
    """Part the table figures of a notice into those kept and numbers that are names: rooms, telephones, days.

    Of a notice, an invitation or a telegram that states no amount in its text or in any cell with a unit.
    """
    if document.letterhead.doc_type not in _NOTICES or prose or any(_amount(f) for f in cells):
        return cells, []
    names = [f for f in cells if _NAME_LIKE.fullmatch(f.value_text) and f.comparator == "eq" and f.denominator is None]
    kept = [f for f in cells if not any(f is name for name in names)]
    return kept, [Rejected(f.start, f.end, f.value_text, _RULE) for f in names]


def _amount(cell: Figure) -> bool:
    """Whether its unit or its headers say that a cell holds an amount; `Phòng mới` counts no rooms."""
    if cell.unit and cell.unit_class != "count":
        return True
    return any(pattern("counts_things").search(head) for head in (cell.column_header or "", cell.row_header or ""))


def _bare(passage: Passage, scene: Scene, q: Quantity) -> bool:
    if passage.cell or q.comparator not in ("eq", "range") or (q.unit is not None and q.unit.known):
        return False
    if not _NAME_LIKE.fullmatch(scene.text, q.number_start, q.number_end) and q.denominator is None:
        return q.comparator == "range"
    return pattern("tells_amount").search(scene.text, max(scene.start, q.start - 40), q.start) is None


def _named(scene: Scene, q: Quantity) -> bool:
    counted = q.unit is None or q.unit.unit_class == "count"
    return counted and _NAMED.search(scene.text, scene.start, q.start) is not None


def _rejected(document: Document, quantities: Iterable[Quantity]) -> list[Rejected]:
    told = ((q.number_start, q.number_end) for q in quantities)
    return [Rejected(start, end, document.text[start:end], _RULE) for start, end in told]
