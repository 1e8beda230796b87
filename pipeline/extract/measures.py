"""Level, change, share or ratio; the direction of a change; what it is compared with (rules/roles.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import regex

from pipeline.extract.cues import Cue
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Scene
from pipeline.extract.sentences import bracket
from pipeline.extract.wording import pattern

Measure = Literal["level", "change", "share", "ratio"]
Direction = Literal["increase", "decrease"]


class Decision(NamedTuple):
    measure: Measure
    direction: Direction | None
    compared_with: str | None
    rule_id: str


_COUNTED_ON = regex.compile(
    r"(?: (?!(?:có|đã|được|làm|tăng|giảm|so|với|trong đó|gồm|là|đạt)\b)[^ ,;:.()]+){0,5}(?:,| và|, và) "
)
_BRACKETED = regex.compile(r"\),? (?:và )?[^,;:.()\d]{2,40}\(")
_MOVEMENT = ("up", "down", "exceed", "growth")


def decide(scene: Scene, index: int, earlier: Sequence[Decision]) -> Decision:
    """The measure of the scene's figure number `index`; `earlier` is what those before it were found to be."""
    before = earlier[-1] if earlier else None
    q = scene.quantities[index]
    base = _compared(scene, index)
    if q.denominator is not None:
        return Decision("ratio", None, base, "measure.ratio")
    if q.unit and q.unit.unit_class == "percentage_point":
        cue = _nearest(scene, index)
        return Decision("change", _direction(cue), base, "measure.points")
    percent = q.unit is not None and q.unit.unit_class == "percent"
    if q.unit is None and q.decimals and before and before.measure == "change":
        percent = True  # `GRDP năm 2016: 10,26`: the sign is left out in a row of rates
    starts = q.comparator not in ("range", "ge") and pattern("start").search(scene.text, scene.start, q.number_start)
    cue = _nearest(scene, index)
    role = cue.gives["role"] if cue else ""
    if not percent and _value_of_base(scene, index):
        return Decision("level", None, None, "measure.of_base")
    if percent and (sign := pattern("signed").search(scene.text, scene.start, q.start)):
        return Decision("change", "increase" if sign[1] == "+" else "decrease", base, "measure.signed")
    if percent and before and before.measure == "change" and _joined_to_last(scene, index):
        return Decision("change", before.direction, base or before.compared_with, "measure.coordinate")
    if percent and before and _says_again(scene, index, before):
        return Decision(before.measure, before.direction, base, "measure.coordinate")
    if percent and pattern("of_plan").match(scene.text[q.end : scene.end]) and role not in ("up", "down", "exceed"):
        return Decision("level", None, base, "measure.of_plan")
    if percent and before and _repeats_plan(scene, index):
        return Decision(before.measure, before.direction, None, "measure.of_plan")
    after_plan = pattern("after_plan").search(scene.text, scene.start, q.start) is not None
    if percent and role != "exceed" and after_plan and not _beyond(scene, q):  # `thấp hơn kế hoạch 0,08%`
        return Decision("level", None, base, "measure.of_plan")
    of_whole = percent and pattern("of_a_whole").match(scene.text[q.end : scene.end]) is not None
    if before and before.measure == "change" and not starts and in_series(scene, index):
        return Decision("change", before.direction, base or before.compared_with, "measure.series")
    if before and before.measure == "change" and not starts and role == "state" and _aims_on(scene, index):
        return Decision("change", before.direction, base or before.compared_with, "measure.coordinate")
    if before and before.measure == "change" and percent and not starts and _goal_of_last(scene, index):
        return Decision("change", before.direction, base or before.compared_with, "measure.coordinate")
    if percent and role in ("state", "reach") and (grown := _growth(scene, index)):
        return Decision("change", _direction(grown), base, grown.rule_id)
    if percent and cue and role == "state" and (moved := _movement(scene, index, cue)):
        return Decision("change", _direction(moved), base, moved.rule_id)
    indexed = percent and role in ("up", "down") and pattern("index").search(scene.text, scene.start, q.start)
    if cue and role in _MOVEMENT and not indexed and _bound(scene, cue, q, percent) and not starts:
        return Decision("change", _direction(cue), base, cue.rule_id)
    if higher := _beyond(scene, q):
        return Decision("change", higher, base, "measure.beyond")
    if cue and role == "attain":
        return Decision("level", None, base, cue.rule_id)
    if cue is None and before and before.measure == "change" and not (starts or of_whole) and _coordinate(scene, index):
        return Decision("change", before.direction, base or before.compared_with, "measure.coordinate")
    if percent and _attains_too(scene, index, earlier):
        return Decision("level", None, base, "measure.of_plan")
    if percent and _is_index(scene, index) and not (cue and role == "share"):
        return Decision("level", None, base, "measure.index")
    named = percent and pattern("named_rate").search(scene.text, scene.gap(index)[0], q.start)
    if named and not (cue and role in ("share", *_MOVEMENT)):
        return Decision("level", None, base, "measure.rate")
    if q.unit and percent and q.unit.per:  # a rate of interest, of growth told as a level: 17%/năm
        return Decision("level", None, base, "measure.rate")
    return Decision("share" if percent else "level", None, base, cue.rule_id if cue else "measure.unit")


def _joined_to_last(scene: Scene, index: int) -> bool:
    """`tăng tương ứng 8,9% và 7,6% so với cùng kỳ`."""
    q, last = scene.quantities[index], scene.before(index)
    if last is None or last.unit is None or q.unit is None or last.unit.name != q.unit.name:
        return False
    return scene.text[last.end : q.start] == " và "


def _value_of_base(scene: Scene, index: int) -> bool:
    """`tăng 21,6% so với năm 2020 (153 tổ chức)`."""
    q = scene.quantities[index]
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    if inside is None or q.start != inside[0]:
        return False
    return any(c.gives["role"] == "base" and c.end in (inside[0] - 1, inside[0] - 2) for c in scene.roles)


def _nearest(scene: Scene, index: int) -> Cue | None:
    """The last cue of movement, share or level between the figure before and this one.

    In a bracket that repeats a plan, the statement before the bracket still governs.
    """
    opened, _ = scene.gap(index)
    q = scene.quantities[index]
    found = None
    for cue in scene.roles:
        if (
            opened <= cue.start
            and cue.end <= q.number_start
            and cue.gives["role"] in (*_MOVEMENT, "reach", "state", "attain", "share")
        ):
            found = cue
    return found


def in_series(scene: Scene, index: int) -> bool:
    """`năm 2016: 10,26; năm 2017 là 12,09%`: nothing but another time stands between two figures of a row."""
    last = scene.before(index)
    if last is None:
        return False
    opened, closed = last.end, scene.quantities[index].start
    if last.unit and (of := scene.quantities[index].unit) and last.unit.unit_class != of.unit_class:
        return False  # `tăng 15,1% (9 tháng năm 2004: 3.662 tỷ đồng)`
    text = scene.text[opened:closed]
    for cue in sorted((*scene.periods, *scene.roles), key=lambda c: -c.start):
        if opened <= cue.start and cue.end <= closed and cue.gives.get("role", "state") == "state":
            text = text[: cue.start - opened] + text[cue.end - opened :]
    statement = regex.split(r"[,;(]", text)[-1]  # what stands before it goes with the figure before
    return any(opened <= c.start < closed for c in scene.periods) and not regex.search(r"\p{L}", statement)


def _growth(scene: Scene, index: int) -> Cue | None:
    """A noun of growth that the level is told of: `tốc độ tăng trưởng GDP đạt 8 - 8,5%`."""
    opened, closed = scene.gap(index)
    return next((c for c in scene.roles if c.gives["role"] == "growth" and opened <= c.start and c.end <= closed), None)


def _repeats_plan(scene: Scene, index: int) -> bool:
    """`là 5,2% (kế hoạch là 4,8%)`: the bracket has the plan of the rate before it."""
    q, last = scene.quantities[index], scene.before(index)
    inside = bracket(scene.text, q.start, scene.start, scene.end)
    if not inside or not last or last.end >= inside[0] or not last.unit or last.unit.unit_class != "percent":
        return False
    planned = any(c.gives["role"] == "plan" and inside[0] <= c.end and c.start < q.start for c in scene.roles)
    return planned or pattern("after_plan").search(scene.text, inside[0], q.start) is not None


def _says_again(scene: Scene, index: int, before: Decision) -> bool:
    """`giảm 171 vụ, tương ứng 32,2% so với cùng kỳ`; `tăng 8,5% (cùng kỳ năm trước: 7,5%)`."""
    q, last = scene.quantities[index], scene.before(index)
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    if inside and last and last.end < inside[0]:
        rate = last.unit is not None and last.unit.unit_class == "percent"
        return rate and pattern("year_before").match(scene.text[inside[0] : q.start]) is not None
    reworded = last is not None and pattern("reworded").fullmatch(scene.text[last.end : q.start].strip(" ,"))
    return before.measure == "change" and bool(reworded)


def _attains_too(scene: Scene, index: int, earlier: Sequence[Decision]) -> bool:
    """`ước 2.350 tỷ đồng, đạt 45,8% kế hoạch; trong đó vốn vay 1.420 tỷ đồng, đạt 48,1%`: of its own plan."""
    q, last = scene.quantities[index], scene.before(index)
    if last is None or not any(d.rule_id in ("measure.of_plan", "role.attain") for d in earlier):
        return False
    level = earlier[-1].measure == "level" and last.unit is not None and last.unit.unit_class != "percent"
    told = regex.fullmatch(r", đạt(?: khoảng| trên| gần| hơn)? ?", scene.text[last.end : q.start])
    return level and told is not None and regex.match(r"[.,;)]|$", scene.text[q.end : scene.end]) is not None


def _is_index(scene: Scene, index: int) -> bool:
    """`bằng 97,5% tháng trước`; `bằng 72,4% số hộ` and, in a bracket of parts, `31.700 em, bằng 80,9%` are shares."""
    q, last = scene.quantities[index], scene.before(index)
    if (
        last is not None
        and scene.text[last.end : q.start] == " và "
        and last.unit
        and last.unit.unit_class == "percent"
    ):
        return _is_index(scene, index - 1)  # `bằng 112% và 96,4% so với năm 2017`
    if not pattern("index").search(scene.text, scene.start, q.start):
        return False
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    counted = last is not None and last.unit is not None and last.unit.unit_class == "count"
    part = inside is not None and last is not None and last.start >= inside[0] and counted
    return not part and not scene.text.startswith((" số ", " tổng "), q.end)


def _movement(scene: Scene, index: int, state: Cue) -> Cue | None:
    """`tăng bình quân trong 4 năm (2001 - 2004) là 5,2%`: the movement whose rate the verb states."""
    opened, _ = scene.gap(index)
    moves = [c for c in scene.roles if opened <= c.start < state.start and c.gives["role"] in ("up", "down")]
    if not moves or not pattern("average").search(scene.text, moves[-1].start, state.start):
        return None
    between = regex.sub(r"\([^()]*\)", "", scene.text[moves[-1].end : state.start])
    return None if regex.search(r"[,;:()]", between) else moves[-1]


def _bound(scene: Scene, cue: Cue, q: Quantity, percent: bool) -> bool:
    """Whether the movement is the figure's own: next to a count; anywhere before a percentage of the same clause."""
    bond = pattern("bond").match(scene.text[cue.end : q.number_start])
    if bond and cue.end + bond.end() >= q.start:
        return not bond[0].startswith(",")  # `16 chỉ tiêu vượt, 06 chỉ tiêu …`
    if not percent and regex.search(r":| như ", scene.text[cue.end : q.start]):
        return False  # `một số sản phẩm tăng khá: xi măng 5,1 triệu tấn`
    if percent or (cue.gives["role"] == "growth" and scene.text[cue.start : cue.end].lower().startswith("mức ")):
        return True  # `mức tăng 1,5 tỷ đồng`; but `lạm phát …, doanh thu 6.100 tỷ đồng`
    measured = (q.unit is not None and q.unit.unit_class not in ("count", "other")) or (
        q.unit is not None and q.unit.multiplier > 1
    )
    near = q.start - cue.end <= 30 and not regex.search(r", (?!\d)", scene.text[cue.end : q.start])
    return measured and near and not pattern("level_verb").search(scene.text, cue.end, q.start)


def _beyond(scene: Scene, q: Quantity) -> Direction | None:
    """`cao hơn vụ trước 1,3 tạ/ha`: the base stands between the comparison and its number."""
    for cue in scene.roles:
        said = scene.text[cue.start : cue.end].lower()
        if (
            cue.gives["role"] == "base"
            and cue.end <= q.number_start
            and scene.text[cue.end : q.number_start].strip() in ("", "là")
            and " hơn " in said
        ):
            return "increase" if said.startswith(("cao", "nhiều", "lớn", "nhanh")) else "decrease"
    return None


def _aims_on(scene: Scene, index: int) -> bool:
    """`tăng 7,5 - 8%/năm, phấn đấu đạt trên 8%/năm`: of the same thing, nothing else being named."""
    q, last = scene.quantities[index], scene.before(index)
    if last is None or (last.unit and last.unit.unit_class) != (q.unit and q.unit.unit_class):
        return False  # `tăng 35,4%, ước cả năm đạt 94,6 tỷ USD`
    return pattern("aims_on").fullmatch(scene.text[last.end : q.start]) is not None


def _goal_of_last(scene: Scene, index: int) -> bool:
    """`tăng 5,6%/năm, vượt mục tiêu Đại hội đề ra là 4,5 - 5%`."""
    last = scene.before(index)
    if last is None or last.unit is None or last.unit.unit_class != "percent":
        return False
    return pattern("goal_again").fullmatch(scene.text[last.end : scene.quantities[index].start]) is not None


def _coordinate(scene: Scene, index: int) -> bool:
    """`tăng 10,2%, dịch vụ 7,3%` and `tăng 9,5% (kế hoạch dưới 5%)`: the verb of the figure before still governs."""
    q, last = scene.quantities[index], scene.before(index)
    if last is None or (
        last.end < scene.segment(q.start)[0] and not pattern("of_which").match(scene.text[last.end : q.start])
    ):
        return False
    if (
        regex.fullmatch(r",? ?\(?(?:tương (?:ứng|đương)|hay|tức)? ?", scene.text[last.end : q.start])
        and q.unit
        and q.unit.unit_class == "percent"
    ):
        return True  # `giảm 12 vụ (7,9%)`
    if q.unit and q.unit.unit_class == "count" and last.unit and last.unit.unit_class == "count":
        # `giảm 39 phòng thuộc sở, 12 đơn vị sự nghiệp và 214 thôn`: nothing but words behind the last one's noun
        return _COUNTED_ON.fullmatch(scene.text[last.end : q.start]) is not None
    if (
        (last.unit and last.unit.unit_class) != (q.unit and q.unit.unit_class)
        or not q.unit
        or q.unit.unit_class == "count"
    ):
        return False
    between = scene.text[last.end : q.start]
    based = any(c.gives["role"] == "base" and last.end <= c.start < q.start for c in scene.roles)
    if q.unit.unit_class != "percent" and based:
        return False  # `tăng 2,2 triệu tấn so với năm 2010, xuất khẩu 7,2 triệu tấn gạo`
    inside = bracket(scene.text, q.start, scene.start, scene.end)
    if inside and inside[0] >= last.end:
        if inside[0] == q.start and _BRACKETED.fullmatch(between):
            return True  # `Quảng Ninh (tăng 13,5%), Thanh Hoá (11,8%)`
        return any(c.gives["role"] in ("plan", "base") and inside[0] <= c.start < q.number_start for c in scene.roles)
    return not pattern("level_verb").search(between) and len(between) < 90


def _direction(cue: Cue | None) -> Direction | None:
    if cue is None:
        return None
    if cue.gives["role"] == "exceed":
        return "increase"
    return cue.gives.get("direction")


def _compared(scene: Scene, index: int) -> str | None:
    """The base of comparison behind the figure (`tăng 4,9% so với năm 2003`), as written."""
    q = scene.quantities[index]
    following = scene.quantities[index + 1].start if index + 1 < len(scene.quantities) else scene.segment(q.start)[1]
    for cue in scene.roles:
        if scene.text[q.end : cue.start] in (", ", " ") and pattern("verdict_of_base").match(scene.text, cue.start):
            continue  # `chỉ đạt 3,4%, thấp hơn mục tiêu đề ra`
        if cue.gives["role"] == "base" and q.end <= cue.start < following and cue.start - q.end < 40:
            return scene.text[cue.start : cue.end].strip()
    for cue in scene.roles:  # `so với cùng kỳ giảm 21 vụ, giảm 09 người chết`: told once before all of them
        lead = cue.gives["role"] == "base" and scene.segment(q.start)[0] <= cue.start < cue.end <= q.start
        if lead and not any(scene.segment(q.start)[0] <= p.start < cue.start for p in scene.quantities):
            return scene.text[cue.start : cue.end].strip()
    return None
