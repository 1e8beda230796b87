"""How often: the rhythm of a figure, by the nearest statement (rules/frequencies.yaml)."""

from __future__ import annotations

import regex

from pipeline.extract.around import phrases
from pipeline.extract.cues import Cue
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Scene, is_base
from pipeline.extract.sentences import bracket
from pipeline.extract.wording import pattern


def rhythm(scene: Scene, index: int, target: bool, period: str) -> tuple[str, str]:
    """The frequency of the scene's figure number `index` and the rule that says so; "" where nothing does."""
    q = scene.quantities[index]
    if q.unit and q.unit.per in ("năm", "tháng", "quý"):
        return {"năm": "annual", "tháng": "monthly", "quý": "quarterly"}[q.unit.per], "frequency.unit"
    opened, _ = scene.gap(index)
    segment = scene.segment(q.start)
    following = min(segment[1], scene.quantities[index + 1].start if index + 1 < len(scene.quantities) else segment[1])
    percent = q.unit is not None and q.unit.unit_class == "percent"
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    dated = False
    if inside:
        following = min(following, inside[1])
        dated = any(inside[0] <= c.start < inside[1] and c.rule_id == "period.year" for c in scene.periods)
        if dated:
            opened = max(opened, inside[0])  # `bình quân 4 năm 7,2% (năm 2001 tăng 6,9%, …)`: each of one year
    if average_growth(scene, index) and "/" in period:
        return "annual", "frequency.average"  # growth told as the average of several years
    if percent and "/" in period and _part_of_average(scene, index):
        return "annual", "frequency.average"
    own = [c for c in scene.frequencies if not is_base(scene, c)]
    near = [c for c in own if opened <= c.start and c.end <= (following if percent else q.end)]
    near = [c for c in near if c.start < q.start or not _RHYTHM_APART.search(scene.text[q.end : c.start])]
    if near:
        cue = max((c for c in near if c.end <= q.start), key=lambda c: c.end, default=near[0])
        return str(cue.gives["frequency"]), cue.rule_id
    earlier = [c for c in own if c.end <= q.start and not any(p.start < c.start for p in scene.quantities)]
    earlier = [] if inside and (opened == inside[0] or dated) else earlier
    earlier = [c for c in earlier if c.start >= segment[0] or (_governs(scene, c, q) and not _has_own_time(scene, q))]
    if earlier:
        found = str(earlier[-1].gives["frequency"])
        if found != "term" or not regex.fullmatch(r"\d{4}", period):  # `Trong nhiệm kỳ …; thu nhập năm 2015 đạt …`
            return found, earlier[-1].rule_id
    if target:
        for lead in scene.setting.leads:
            if stated := lead.cues("frequencies"):
                return str(stated[0].gives["frequency"]), f"lead.{stated[0].rule_id}"
    return "", ""


def _part_of_average(scene: Scene, index: int) -> bool:
    """`tăng bình quân 11,4%/năm, trong đó nông nghiệp tăng 5,2%`: the parts grew so every year."""
    q = scene.quantities[index]
    opened, _ = scene.segment(q.start)
    yearly = [
        p
        for at, p in enumerate(scene.quantities[:index])
        if p.start >= opened
        and p.unit is not None
        and p.unit.unit_class == "percent"
        and (p.unit.per == "năm" or average_growth(scene, at))
    ]
    return any(c.gives["role"] == "part" and p.end <= c.start < q.start for p in yearly[-1:] for c in scene.roles)


_NEAR = 60  # characters between a rhythm and the first figure of its row
_RHYTHM_APART = regex.compile(r"[;)]|, (?:bình quân |trung bình |tính )?$")


def _governs(scene: Scene, cue: Cue, q: Quantity) -> bool:
    """Whether a rhythm told before holds beyond its clause: `Hằng năm, …` does, `Kết nạp mỗi năm …` does not."""
    lead = scene.text[scene.start : cue.start].lstrip("(0123456789). ")  # the label of an item
    opens = not phrases("head").sub("", lead).strip() and scene.text[cue.end : cue.end + 1] == ","
    return opens or _in_row(scene, cue, q)


def _has_own_time(scene: Scene, q: Quantity) -> bool:
    opened, closed = scene.segment(q.start)
    return any(opened <= c.start < closed and c.rule_id == "period.year" for c in scene.periods)


def _in_row(scene: Scene, cue: Cue, q: Quantity) -> bool:
    """`Kết nạp mỗi năm 25 đảng viên; … đạt 80%` has two rhythms, a row of shares behind `trung bình hàng năm` one."""
    first = next(p for p in scene.quantities if p.start >= cue.end)
    near = first.start - cue.end <= _NEAR
    return near and q.unit is not None and first.unit is not None and first.unit.unit_class == q.unit.unit_class


def average_growth(scene: Scene, index: int) -> bool:
    """`tăng bình quân 7,3%`: also where a bracket behind it repeats the plan."""
    opened, closed = scene.gap(index)
    last = scene.before(index)
    inside = bracket(scene.text, scene.quantities[index].start, scene.start, scene.end)
    if inside and last and last.end < inside[0]:
        opened = scene.gap(index - 1)[0]
    return pattern("average").search(scene.text, opened, closed) is not None
