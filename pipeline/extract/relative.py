"""Times told from the document's own: `nhiệm kỳ qua`, `4 năm qua`, `từ đầu năm` (rules/relative_periods.yaml)."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract import cues, period_forms, periods
from pipeline.extract.cues import Cue
from pipeline.extract.scene import Scene, Setting

_NEAR = 600  # characters within which `thời điểm trên` is a day named before


def settle(scenes: Iterable[Scene]) -> None:
    """Give the times that are told from the document's own (`4 năm qua`) their years, where it has any."""
    told: dict[int, Cue] = {}  # the stretches of years named so far, by their length
    day: Cue | None = None  # the last one named
    for scene in scenes:
        for cue in cues.find("relative_periods", scene.text[scene.start : scene.end], scene.start):
            same = day is not None and 0 < cue.start - day.end < _NEAR and cue.gives["relative"] == "same_day"
            meant = day._replace(start=cue.start, end=cue.end) if day and same else _meant(scene.setting, cue, told)
            if meant and all(cue.end <= c.start or c.end <= cue.start for c in scene.periods):
                scene.periods.append(meant)
        scene.periods.sort(key=lambda c: c.start)
        for cue in scene.periods:
            if cue.rule_id in ("period.day", "period.day_month"):
                day = cue
            if cue.rule_id == "period.term":
                told[int((cue.groups["y2"] or "0").replace(" ", "")) - periods.year(cue) + 1] = cue


def _meant(setting: Setting, cue: Cue, told: dict[int, Cue]) -> Cue | None:
    """The cue with the years, or the first months of the year, that it means; None where the document tells none."""
    if cue.gives["relative"] == "so_far":
        titled = [c for c in cues.find("periods", setting.title) if c.rule_id in ("period.half", "period.first_months")]
        return cue._replace(gives=titled[0].gives, groups=titled[0].groups) if titled else None
    if cue.gives["relative"] == "school_year":
        titled = [c for c in cues.find("periods", setting.title) if c.rule_id == "period.school_year"]
        return cue._replace(gives=titled[0].gives, groups=titled[0].groups) if titled else None
    if cue.gives["relative"] == "this_month":
        month = _last_month(setting)
        return cue._replace(gives={"period": "{y}-{m}"}, groups={"m": str(month)}) if month else None
    if cue.gives["relative"] == "this_quarter":
        titled = [c for c in cues.find("periods", setting.title) if c.rule_id == "period.quarter"]
        return cue._replace(gives=titled[0].gives, groups=titled[0].groups) if titled else None
    if cue.gives["relative"] in ("this_year", "this_term"):
        wanted = "period.year" if cue.gives["relative"] == "this_year" else "period.term"
        above = next((c for lead in setting.leads for c in lead.cues("periods") if c.rule_id == wanted), None)
        return cue._replace(gives=above.gives, groups=above.groups) if above else None
    if cue.gives["relative"] == "reported":
        titled = [c for c in cues.find("periods", setting.title) if c.rule_id != "period.day"]
        return cue._replace(gives=titled[0].gives, groups=titled[0].groups) if titled else None
    if cue.gives["relative"] == "same_day":
        return None
    if years := _years_meant(setting, cue, told):
        return cue._replace(gives={"period": "{y}/{y2}"}, groups={"y": str(years[0]), "y2": str(years[1])})
    return None


def _last_month(setting: Setting) -> int | None:
    """The month that the title names, or the last of the months that it sums up."""
    for cue in cues.find("periods", setting.title):
        if cue.rule_id == "period.month":
            return period_forms.number(cue.groups["m"] or "")
        if cue.rule_id in ("period.quarter", "period.half", "period.first_months", "period.months_told"):
            last = period_forms.span(period_forms.written(cue, setting.year or 1))[1]
            return last.month if last else None
    return None


def _years_meant(setting: Setting, cue: Cue, told: dict[int, Cue]) -> tuple[int, int] | None:
    if cue.gives["relative"] == "past_term":
        if setting.term is None:
            return None
        start, end = setting.term
        return setting.term if setting.year >= end else (start - (end - start), start)
    length = period_forms.number(cue.groups["n"] or "")
    if length in told:
        named = told[length].groups
        return int((named["y"] or "0").replace(" ", "")), int((named["y2"] or "0").replace(" ", ""))
    for cue in (c for lead in setting.leads for c in lead.cues("periods") if c.rule_id == "period.term"):
        first, last = periods.year(cue), int((cue.groups["y2"] or "0").replace(" ", ""))
        if last - first in (length - 1, length):
            return first, last  # `Ba năm qua` under `kết quả 03 năm (2017 - 2020)`
    if not setting.year or setting.term is not None:
        return None  # `5 năm qua` of a report to a congress is its term: see default
    return setting.year - length + 1, setting.year
