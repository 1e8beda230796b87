"""Target or statistic, planned, actual or estimated: the nearest statement decides (rules/roles.yaml, leads.yaml)."""

from __future__ import annotations

from typing import Literal, NamedTuple

import regex

from pipeline.extract import base_periods, periods
from pipeline.extract.cues import Cue
from pipeline.extract.period_forms import span, written
from pipeline.extract.scene import Lead, Scene, is_base
from pipeline.extract.sentences import bracket
from pipeline.extract.wording import pattern

Kind = Literal["target", "statistic"]
Status = Literal["planned", "actual", "estimated"]


class Decision(NamedTuple):
    kind: Kind
    status: Status
    rule_id: str


_PLANNED: tuple[Kind, Status] = ("target", "planned")
_PARTS_OF_YEAR = ("period.first_months", "period.half", "period.quarter", "period.month")
_LISTED = regex.compile(r"[,;] ")
_VOTERS = ("đại biểu", "phiếu")
_OTHER_FIGURE = regex.compile(r"\d")


def decide(scene: Scene, index: int) -> Decision:
    """The kind and status of the scene's figure number `index`."""
    q, last = scene.quantities[index], scene.before(index)
    if last is not None and scene.text[last.end : q.start] == " và ":
        return decide(scene, index - 1)  # `mức khống chế cả năm lần lượt là 16% và 20%`
    opened, _ = scene.segment(q.start)
    section, rule_id = _section(scene, q.start)
    if q.comparator not in ("range", "ge") and pattern("compared_level").search(scene.text, scene.start, q.start):
        return Decision("statistic", "actual", "kind.base")
    if q.denominator is not None and q.unit is not None and q.unit.base.startswith(_VOTERS):
        return Decision("statistic", "actual", "kind.vote")  # `46/46 đại biểu có mặt tán thành`
    voters = q.unit is not None and q.unit.base.startswith(_VOTERS)
    if voters and scene.setting.target_document and not any(c.gives["role"] == "aim" for c in scene.roles):
        return Decision("statistic", "actual", "kind.vote")
    if scene.setting.target_document and pattern("assembled").search(scene.text, scene.start, q.number_start):
        return Decision("statistic", "actual", "kind.assembled")
    if pattern("plan_behind").match(scene.text[q.end : scene.end]):
        return Decision("target", "planned", "kind.plan_behind")
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    planned = inside and any(c.gives["role"] == "plan" and c.end == inside[0] for c in scene.roles)
    if inside and not planned and _of_a_time_before(scene, index, inside):
        return Decision("statistic", "actual", "kind.base")
    for cue in reversed(scene.roles):
        role = cue.gives["role"]
        if cue.start >= q.number_start:
            continue
        here = cue.start >= opened
        held = bracket(scene.text, cue.start, scene.start, scene.end)
        if role == "done" and held and held[1] <= q.start:
            continue  # `8.500 ha cây ăn quả (hiện nay mới có 5.320 ha), đàn gia súc tăng 4,5%/năm`
        if role == "plan" and (
            (held is not None and held == inside) or (here and _part_of_plan(scene, cue, q.number_start))
        ):
            return Decision("target", "planned", cue.rule_id)
        if role == "plan" and here and not _OTHER_FIGURE.search(scene.text, cue.end, q.number_start):
            return Decision("target", "planned", cue.rule_id)
        if role == "aim":
            return Decision("target", "planned", cue.rule_id)
        if role == "estimate":
            if not here and any(p.start < cue.start for p in scene.quantities) and not _of_a_time(scene, cue):
                continue  # said in the middle of an earlier segment: it holds there alone
            if _past_again(scene, cue, q.number_start):
                continue  # `ước cả năm không vượt quá 17.800 tỷ đồng, trong khi năm 2006 đạt 83%`
            if section == "target" and not scene.text[cue.start : cue.end].lower().startswith("ước"):
                return Decision("target", "planned", cue.rule_id)  # `dự kiến` under a heading of targets
            return Decision("statistic", "estimated", cue.rule_id)
        if role == "done" and here and not _of_an_outlook(scene, cue):
            return Decision("statistic", "actual", cue.rule_id)
    if section == "target":
        if _of_days_gone(scene, q.start):
            return Decision("statistic", "actual", "kind.days_gone")
        return Decision("target", "planned", rule_id)
    parts = (c for c in scene.periods if c.rule_id in _PARTS_OF_YEAR)
    if section == "forecast" and any(opened <= c.start < q.start for c in parts):
        return Decision("statistic", "actual", "kind.months_past")  # `10 tháng đạt 6.702 tỷ đồng; ước cả năm …`
    return Decision("statistic", "estimated" if section == "forecast" else "actual", rule_id)


def _of_a_time_before(scene: Scene, index: int, inside: tuple[int, int]) -> bool:
    """Whether the bracket gives the value of a time before.

    `đạt 90% (năm 2020: 78%)`, `(năm 2001 tăng 6,9%, năm 2002 tăng 7,1%)`, `gấp 2 lần so với năm 2010 (5,8 triệu đồng)`
    """
    told, now = scene.text[inside[0] : scene.quantities[index].start], scene.setting.year
    past = pattern("past_value")
    if (found := past.match(told)) and int(found["y"] or 0) <= now:
        return True
    if (found := past.match(_LISTED.split(told)[-1])) and 0 < int(found["y"] or 0) < now:
        return True
    if pattern("base_before_bracket").search(scene.text[max(scene.start, inside[0] - 40) : inside[0]]):
        return scene.quantities[index].start == inside[0]  # `so cùng kỳ năm trước (58,2 triệu USD)`
    based = base_periods.base_of_bracket(scene, index)
    told_without_year = based is not None and based.rule_id in _PARTS_OF_YEAR and not based.groups.get("y")
    return based is not None and (told_without_year or 0 < periods.year(based) <= now)


def _part_of_plan(scene: Scene, plan: Cue, position: int) -> bool:
    """`Kế hoạch điều chỉnh là 98 tỷ kWh, trong đó thủy điện 27,6%`: planned as the whole is."""
    if bracket(scene.text, plan.start, scene.start, scene.end) or scene.text[plan.end - 1] == "(":
        return False  # `đạt 251,6 nghìn tấn (kế hoạch 245 nghìn tấn), trong đó …`
    told = any(q.start - plan.end in (0, 1) for q in scene.quantities)
    return told and any(c.gives["role"] == "part" and plan.end < c.start < position for c in scene.roles)


def _past_again(scene: Scene, estimate: Cue, position: int) -> bool:
    """Whether a year gone by is told between the estimate and the figure."""
    told = (c for c in scene.periods if estimate.end + 2 < c.start and c.end <= position and not is_base(scene, c))
    years = (c for c in told if 0 < periods.year(c) < scene.setting.year and not c.groups.get("y2"))
    return any(bracket(scene.text, c.start, scene.start, scene.end) is None for c in years)


def _of_an_outlook(scene: Scene, done: Cue) -> bool:
    """`Dự kiến doanh thu 18 tỷ USD, …, đưa số lao động tính đến cuối năm lên 77 vạn`: the day is still to come."""
    if not scene.text.lower().startswith("tính đến cuối", done.start):
        return False
    return any(c.gives["role"] == "estimate" and c.start < done.start for c in scene.roles)


def _of_days_gone(scene: Scene, position: int) -> bool:
    """`Giải ngân đến ngày 30/11/2019 đạt 71,6% kế hoạch` in a resolution of 9 December: no plan is of days gone by."""
    if scene.setting.issued_on is None:
        return False
    told = [c for c in scene.periods if c.end <= position and not is_base(scene, c)]
    if (
        not told
        or told[-1].rule_id not in ("period.day", "period.day_month")
        or bracket(scene.text, told[-1].start, scene.start, scene.end) is not None
    ):
        return False
    _, last = span(written(told[-1], scene.setting.year))
    return last is not None and last < scene.setting.issued_on


def _of_a_time(scene: Scene, estimate: Cue) -> bool:
    """`9 tháng tăng 5,76%, cả năm ước tăng 6%; khu vực nông nghiệp tăng 3%`: with its time, the rest is estimated."""
    return any(estimate.start - time.end in (1, 2) or time.start - estimate.end in (1, 2) for time in scene.periods)


def _section(scene: Scene, position: int) -> tuple[str, str]:
    """What the nearest lead with a meaning says, else the document's type.

    The words before a colon of the sentence itself come first: `Mục tiêu giai đoạn 2011 - 2015: …`.
    """
    if scene.setting.target_document and pattern("past_section").search(scene.opening):
        return "result", "lead.opening"
    colon = scene.text.rfind(": ", scene.start, position)
    told = colon > 0 and not any(q.start < colon for q in scene.quantities)  # else it is a statement of its own
    own = Lead(scene.text[scene.start : colon + 1], is_heading=False).section if told else ""
    named = own == "indicators"  # a lead above says whether they are aims or results
    if own and not named:
        return own, f"lead.{own}"
    for lead in scene.setting.leads:
        if lead.section == "indicators":
            named = True
            continue
        if lead.is_title and lead.section == "target" and pattern("looks_ahead_last").search(lead.text):
            continue  # `Công tác kiểm tra năm 2021; phương hướng, nhiệm vụ năm 2022`
        if lead.section and not (lead.is_title and lead.section != "result" and scene.setting.target_document):
            return lead.section, f"lead.{lead.section}"
    if named:
        return "target", "lead.target"
    return ("target", "document.type") if scene.setting.target_document else ("result", "document.type")
