"""Times of what a figure is compared with: a value of the year before, the value of a base in brackets."""

from __future__ import annotations

import regex

from pipeline.extract.cues import Cue
from pipeline.extract.period_forms import Dated
from pipeline.extract.scene import Scene, is_base
from pipeline.extract.sentences import bracket
from pipeline.extract.wording import pattern


def of_year_before(scene: Scene, index: int) -> int | None:
    """The figure whose value of a year before this is: `tăng 8,5% (cùng kỳ năm trước: 7,5%)`."""
    last = scene.before(index)
    if last is not None and pattern("year_before_beside").fullmatch(
        scene.text[last.end : scene.quantities[index].start]
    ):
        return index - 1  # `giá bình quân 1.015 USD/tấn, cùng kỳ 1.090 USD/tấn`
    if last is not None and _told_of_year_before(scene, last.end, index):
        return index - 1
    inside = bracket(scene.text, scene.quantities[index].number_start, scene.start, scene.end)
    if inside is None or ";" in scene.text[inside[0] : scene.quantities[index].start]:
        return None
    first = next(i for i, q in enumerate(scene.quantities) if q.start >= inside[0])
    based = first == index and scene.text[scene.quantities[index].start - 1] == "("
    if first and based and pattern("year_before_base").search(scene.text[max(scene.start, inside[0] - 40) : inside[0]]):
        return first - 1
    told = pattern("year_before").match(scene.text[inside[0] : scene.quantities[first].start])
    return first - 1 if first and told is not None else None


def _told_of_year_before(scene: Scene, since: int, index: int) -> bool:
    """`…, trong khi cùng kỳ năm trước là 27,4%`, `thấp hơn mức 16,7% của cùng kỳ`."""
    q = scene.quantities[index]
    if pattern("year_before_clause").search(scene.text, since, q.start):
        return True
    return pattern("year_before_behind").match(scene.text[q.end : scene.end]) is not None


def a_year_before(dated: Dated) -> Dated:
    """The same stretch of the year before; a period of several years has none."""
    first, _, last = dated.period.partition("/")
    school_year = first.isdigit() and last.isdigit() and int(last) == int(first) + 1
    if not school_year and not regex.fullmatch(r"\d{4}(?:-\w\d?|-\d\d-\d\d)?(?:/\d{4}-\d\d)?", dated.period):
        return Dated("", "")
    earlier = regex.sub(r"\d{4}", lambda m: str(int(m[0]) - 1), dated.period)
    return Dated(earlier, f"before.{dated.rule_id}")


def base_of_bracket(scene: Scene, index: int) -> Cue | None:
    """`tăng 21,6% so với năm 2020 (153 tổ chức)`: the bracket has the value of the base, which is of this time."""
    inside = bracket(scene.text, scene.quantities[index].number_start, scene.start, scene.end)
    if inside is None or scene.quantities[index].start != inside[0]:
        return None
    for role in scene.roles:
        if role.gives["role"] == "base" and role.end in (inside[0] - 1, inside[0] - 2):
            return next((c for c in scene.periods if role.start <= c.start and c.end <= role.end), None)
    beside = (c for c in scene.periods if c.end in (inside[0] - 1, inside[0] - 2))
    return next((c for c in beside if is_base(scene, c)), None)  # `bằng 70% mức quý I/2008 (51,2 tỷ đồng)`
