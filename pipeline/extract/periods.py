"""When: the period of a figure, by the nearest statement (rules/periods.yaml).

Periods are written as the annotation guide has them: `2019`, `2015/2020`, `2023-Q1`, `2019-H1`, `2019-04`,
`2020-08-31`, `2007-01/2007-02`.
"""

from __future__ import annotations

import regex

from pipeline.extract import base_periods, rhythms
from pipeline.extract.cues import Cue
from pipeline.extract.cues import find as cues_of
from pipeline.extract.period_forms import Dated, written
from pipeline.extract.scene import Scene, Setting, is_base
from pipeline.extract.sentences import bracket
from pipeline.extract.wording import pattern


def decide(scene: Scene, index: int, target: bool) -> Dated:
    """The period of the scene's figure number `index`: as its sentence says, what stands around it, the document."""
    if (before := base_periods.of_year_before(scene, index)) is not None:
        return base_periods.a_year_before(decide(scene, before, target))
    if (based := base_periods.base_of_bracket(scene, index)) is not None:
        return _told(scene, based, "base.")
    return (
        _stated(scene, index, target)
        or _of_reported_month(scene)
        or _around(scene, index, target)
        or _of_document(scene, target)
    )


def _told(scene: Scene, cue: Cue, how: str) -> Dated:
    return Dated(written(cue, _year_near(scene, cue)), f"{how}{cue.rule_id}")


def _stated(scene: Scene, index: int, target: bool) -> Dated | None:
    """What the sentence itself says."""
    cues = [c for c in scene.periods if not is_base(scene, c)]
    if rhythms.average_growth(scene, index) and (since := _from_to(scene, index, cues)):
        return since
    found = _alongside(scene, index, cues) or _in_sentence(scene, index, cues)
    if found is None:
        again = pattern("same_term").search(scene.text, scene.start, scene.quantities[index].start)
        return Dated(written(scene.term, 0), f"same.{scene.term.rule_id}") if again and scene.term is not None else None
    period = written(found, _year_near(scene, found))
    told = default(scene.setting, target)
    if found.rule_id == "period.whole_year" and not found.groups.get("y") and _SCHOOL_YEAR.fullmatch(told.period):
        return told  # `cả năm` of a report on a school year
    if (rate := _of_term_by(scene, index, found)) is not None:
        return rate
    if regex.fullmatch(r"\d{4}", period) and "/" in told.period and _average_since(scene, index, found):
        return told  # `năm 2015 đạt 3.050 tỷ đồng, tăng bình quân 14,2%/năm`
    return Dated(_same_season(scene, found, period), found.rule_id)


def _of_term_by(scene: Scene, index: int, cue: Cue) -> Dated | None:
    """`đến năm 2015 đạt 28 triệu đồng; thu ngân sách tăng 18%/năm`: what grows every year does so all the term."""
    term, q = scene.setting.term, scene.quantities[index]
    if term is None or cue.rule_id != "period.year" or year(cue) != term[1] or cue.end >= scene.segment(q.start)[0]:
        return None
    yearly = q.unit is not None and q.unit.per == "năm" and q.unit.unit_class == "percent"
    by = pattern("deadline").search(scene.text[max(0, cue.start - 12) : cue.start]) is not None
    return Dated(f"{term[0]}/{term[1]}", "document.term") if yearly and by else None


def _of_all_years(scene: Scene, index: int, dated: Dated) -> Dated:
    """`Chỉ tiêu đến năm 2025:` over `Tăng bình quân 12%/năm; …`: what is so every year is of the whole term."""
    term, q = scene.setting.term, scene.quantities[index]
    if term is None or dated.period != str(term[1]) or dated.rule_id != "lead.period.year":
        return dated
    opened, closed = scene.segment(q.start)
    rate = q.unit is not None and q.unit.unit_class == "percent"  # `95 triệu đồng/năm` is of one year
    said = any(opened <= c.start < closed and (rate or not q.start <= c.start < q.end) for c in scene.frequencies)
    return Dated(f"{term[0]}/{term[1]}", dated.rule_id) if said else dated


def _around(scene: Scene, index: int, target: bool) -> Dated | None:
    """What the sentences before, the introduction and the headings above it say."""
    if scene.carried is not None and not (_only_a_deadline(scene, scene.carried) or _of_a_season(scene, scene.carried)):
        return _told(scene, scene.carried, "carried.")
    if not target and scene.recalled is not None and pattern("past_section").search(scene.opening):
        return _told(scene, scene.recalled, "recalled.")
    for lead in scene.setting.leads:
        if lead.is_title:
            return None  # the document's own time
        stated = [c for c in lead.cues("periods") if c.rule_id != "period.day"]
        if stated:
            # A heading that names several times speaks of the last of them only for what is to come;
            # in an introduction the time next to its colon holds.
            cue = stated[-1] if target or not lead.is_heading else stated[0]
            if not target and not lead.is_heading and (ahead := pattern("looks_ahead_too").search(lead.text)):
                cue = next((c for c in reversed(stated) if c.end <= ahead.end()), cue)
            # Where a date and a term stand together, the term's figure takes the term.
            terms = [c for c in stated if c.rule_id == "period.term" and c.groups["y2"] == cue.groups.get("y")]
            cue = terms[0] if lead.is_heading and terms else cue
            dated = Dated(written(cue, scene.setting.year), f"lead.{cue.rule_id}")
            return _of_all_years(scene, index, dated) if target else dated
    return None


def _of_reported_month(scene: Scene) -> Dated | None:
    """`so với tháng trước giảm 02 vụ` is of the month that the title names."""
    if not pattern("month_before").search(scene.text, scene.start, scene.end):
        return None
    months = [c for c in cues_of("periods", scene.setting.title) if c.rule_id == "period.month"]
    return Dated(written(months[0], scene.setting.year), "document.title") if months else None


def _of_document(scene: Scene, target: bool) -> Dated:
    """The document's own time, or for want of a better one what a paragraph before told."""
    told, term, recalled = default(scene.setting, target), scene.setting.term, scene.recalled
    if term and told.period == f"{term[0]}/{term[1]}" and not target and _of_the_past(scene):
        return of_past_term(scene.setting)
    ahead = "/" in told.period and told.period[:4].isdigit() and int(told.period[:4]) >= scene.setting.year > 0
    if ahead and not target and recalled is not None and recalled.rule_id == "period.term":
        return _told(scene, recalled, "recalled.")  # what has been done is of no time to come
    planned = ahead and told.rule_id == "document.title" and _ends_later(told.period, scene.setting)
    if not target and (planned or told.period[:4] > str(scene.setting.year) > "0"):
        told = Dated(str(scene.setting.year), "document.year")  # what has been done is of no time to come
    if told.rule_id == "document.year" and recalled is not None and recalled.rule_id != "period.day":
        again = _told(scene, recalled, "recalled.")
        return told if target and again.period[:4] < told.period[:4] else again
    return told


def _ends_later(period: str, setting: Setting) -> bool:
    """`Đề án … giai đoạn 2011 - 2015` of July 2011: the title names what is to come."""
    return setting.issued_on is not None and period.rpartition("/")[2][:4] > str(setting.issued_on.year)


_SCHOOL_YEAR = regex.compile(r"(?:19|20)\d\d/(?:19|20)\d\d")


def _of_the_past(scene: Scene) -> bool:
    """A resolution's results: under a heading that says so, or after a paragraph that opens with `nhiệm kỳ qua`."""
    if scene.setting.term is None or scene.setting.year > scene.setting.term[0] or scene.setting.opens_term:
        return False
    if scene.recalled is not None and scene.recalled.rule_id == "period.past_term":
        return True
    return any(
        lead.is_heading and not lead.is_title and pattern("past_section").search(lead.text)
        for lead in scene.setting.leads
    )


def _of_a_season(scene: Scene, cue: Cue) -> bool:
    """`Vụ Đông Xuân 2022 - 2023 gieo cấy 71.235 ha.` says no time of the pigs that the next sentence counts."""
    season = pattern("season_before").search(scene.text[max(0, cue.start - 30) : cue.start]) is not None
    return season and pattern("of_crops").search(scene.text, scene.start, scene.end) is None


def _only_a_deadline(scene: Scene, cue: Cue) -> bool:
    """`Đến năm 2010, …` in one sentence under `kế hoạch 2006 - 2010`: the next sentence is of the whole term."""
    if cue.rule_id != "period.year" or not pattern("deadline").search(scene.text[max(0, cue.start - 12) : cue.start]):
        return False
    told = (c for lead in scene.setting.leads for c in lead.cues("periods"))
    return any(c.rule_id == "period.term" and c.groups.get("y2") == cue.groups.get("y") for c in told)


def _from_to(scene: Scene, index: int, told: list[Cue]) -> Dated | None:
    """`giảm từ 31,6% năm 2010 xuống còn 12,1% năm 2014, bình quân mỗi năm giảm 4,9%`: of all the years between."""
    segment = scene.segment(scene.quantities[index].start)[0]
    until = scene.quantities[index].start
    years = [c for c in told if c.rule_id == "period.year" and segment <= c.start and c.end <= until]
    beside = [c for c in years if any(0 <= c.start - q.end <= 2 for q in scene.quantities[:index])]
    if len(beside) < 2 or year(beside[-2]) >= year(beside[-1]):
        return None
    first, last = year(beside[-2]), year(beside[-1])
    for cue in (c for lead in scene.setting.leads for c in lead.cues("periods") if c.rule_id == "period.term"):
        if year(cue) == first + 1 and cue.groups["y2"] == str(last):
            first += 1  # `từ 25,95% năm 2015 xuống 7,89% năm 2020, bình quân mỗi năm …` under `giai đoạn 2016 - 2020`
            break
    return Dated(f"{first}/{last}", "period.from_to")


def _alongside(scene: Scene, index: int, cues: list[Cue]) -> Cue | None:
    """`giảm từ 27,4% năm 2018 xuống còn 25,9% năm 2019; … tăng từ 34,2% lên 35,8%`: of the same two times."""
    pairs = [
        i for i, q in enumerate(scene.quantities[:-1]) if pattern("from").search(scene.text[scene.start : q.start])
    ]
    role = next((k for i in pairs for k in (0, 1) if i + k == index), None)
    own = _behind(scene, index, cues)
    if own is not None:
        return None
    if role is None:
        return _of_structure(scene, index, pairs, cues)
    for i in pairs:
        start, end = _behind(scene, i, cues), _behind(scene, i + 1, cues)
        if i + 1 < index and start and end:
            return (start, end)[role]
    return None


def _of_structure(scene: Scene, index: int, pairs: list[int], cues: list[Cue]) -> Cue | None:
    """`tỷ trọng nông nghiệp giảm từ 41,5% năm 2015 còn 32,4% năm 2020; công nghiệp chiếm 36,1%`: of 2020."""
    q = scene.quantities[index]
    for i in pairs:
        between = scene.text[scene.quantities[i].start : q.start]
        told = _behind(scene, i + 1, cues)
        shared = pattern("share_of_structure").search(scene.text[scene.start : scene.quantities[i].start])
        alone = told is not None and not any(told.end <= c.start < q.start for c in cues)
        percent = q.unit is not None and q.unit.unit_class == "percent"
        if i + 1 < index and alone and shared and percent and "; " in between:
            return told
    return None


def _behind(scene: Scene, index: int, cues: list[Cue]) -> Cue | None:
    """The period right behind a figure: `27,4% năm 2018`."""
    end = scene.quantities[index].end
    return next((c for c in cues if 0 <= c.start - end <= 2), None)


def _same_season(scene: Scene, cue: Cue, period: str) -> str:
    """`Quý III năm 2008 … (cùng kỳ năm 2007 đạt …)`: the same part of the other year."""
    before = scene.text[scene.start : cue.start].rstrip().lower()
    if not before.endswith("cùng kỳ") or not regex.fullmatch(r"\d{4}", period):
        return period
    for other in reversed(scene.periods):
        told = written(other, _year_near(scene, other))
        if other.start < cue.start and regex.match(r"\d{4}-", told) and not is_base(scene, other):
            return str(regex.sub(r"\d{4}(?=-)", period, told))
    return period


def _in_sentence(scene: Scene, index: int, cues: list[Cue]) -> Cue | None:
    q = scene.quantities[index]
    opened, closed = scene.segment(q.start)
    following = scene.quantities[index + 1].start if index + 1 < len(scene.quantities) else closed
    inside = bracket(scene.text, q.start, scene.start, scene.end)
    behind: list[Cue] = cues[::-1]
    # Right behind the figure, with no comma between: 21,8% năm 2003; but `gấp 2,4 lần năm 2005` compares.
    multiple = q.unit is not None and q.unit.name == "lần"
    rated = pattern("index").search(scene.text, scene.start, q.number_start) is not None
    for cue in () if multiple else [c for c in cues if c.rule_id != "period.whole_year"]:
        between = scene.text[q.end : cue.start]
        near = q.end <= cue.start <= min(q.end + 28, following) and not pattern("apart").search(between)
        near = near and not (rated and pattern("of_base").match(between)) and not pattern("cause").search(between)
        if near and ("(" not in between or scene.text[cue.end : cue.end + 1] == ")"):
            return cue
    if inside:
        for cue in behind:
            if inside[0] <= cue.start and cue.end <= q.start and ";" not in scene.text[cue.end : q.start]:
                return cue
    for cue in behind:
        if opened <= cue.start and cue.end <= q.start and not _of_the_start(scene, index, cue):
            if _told_aside(scene, cue) or _until_now(scene, cue, q.start):
                continue
            held = bracket(scene.text, cue.start, scene.start, scene.end)
            if held and held[1] <= q.start:
                continue  # `tăng 9,1% (9 tháng năm 2010 tăng 9,7%), trong đó …`
            return cue
    topic = next((c for c in cues if _is_topic(scene, c)), None)
    if topic and topic.rule_id == "period.day_month" and topic.end < opened and scene.text[topic.end] not in ",:":
        # `Lao động đến 31/3 là 18.460 người; thu nhập …`: the day is of the count alone, and of its parts.
        topic = topic if pattern("opens_parts").match(scene.text[opened:].lstrip()) else None
    if topic and topic.end <= q.start:
        return _later_told(scene, cues, topic, opened) or topic
    for cue in cues:  # later in the same segment, before another figure or an estimate takes it
        between = scene.text[q.end : cue.start]
        taken = any(
            p is not q and 0 <= cue.start - p.end <= 28 and "," not in scene.text[p.end : cue.start]
            for p in scene.quantities
        )
        last = not taken and not any(q.start < p.start < closed and p.end > cue.start for p in scene.quantities)
        apart = pattern("estimate").search(between) or pattern("deadline").search(between)
        apart = apart or pattern("cause").search(between)
        apart = apart or (
            (held := bracket(scene.text, cue.start, scene.start, scene.end))
            and held[0] > q.end
            and scene.text[cue.end] != ")"
        )
        if q.end <= cue.start <= closed and (last or ("," not in between and cue.start < following)) and not apart:
            return cue
    return None


def _until_now(scene: Scene, cue: Cue, end: int) -> bool:
    """`đưa vào nuôi từ năm 2011, đến nay có 6.210 ha`: the year is that of the beginning."""
    begun = pattern("from").search(scene.text, scene.start, cue.start) is not None
    return begun and pattern("until_now").search(scene.text, cue.end, end) is not None


def _told_aside(scene: Scene, cue: Cue) -> bool:
    """`Nhiệm kỳ qua, trong bối cảnh hạn mặn mùa khô 2019 - 2020, …`: the time of what hindered, told after another."""
    aside = pattern("aside").search(scene.text, scene.start, cue.start)
    return aside is not None and any(c.end <= aside.start() and not is_base(scene, c) for c in scene.periods)


def _later_told(scene: Scene, told: list[Cue], topic: Cue, opened: int) -> Cue | None:
    """`tháng 6 ước 264 tỷ đồng, cộng dồn 6 tháng 1.538 tỷ đồng; …`: the last time that opens a clause before."""
    latest: list[Cue] = told[::-1]
    for cue in latest:
        before = scene.text[scene.start : cue.start].rstrip()
        opens = before.endswith((",", ";")) or pattern("sums_up").search(before) is not None
        held = bracket(scene.text, cue.start, scene.start, scene.end) is not None
        if opens and not held and topic.end < cue.start < opened:
            return cue
    return None


def _of_the_start(scene: Scene, index: int, cue: Cue) -> bool:
    """`từ 18,4% năm 2010 lên 50%`: the year is that of the level it started from."""
    q, last = scene.quantities[index], scene.before(index)
    if (
        last is None
        or not 0 <= cue.start - last.end <= 2
        or not pattern("onward").fullmatch(scene.text[cue.end : q.start])
    ):
        return False
    return pattern("from").search(scene.text, scene.start, last.start) is not None


def year(cue: Cue) -> int:
    return int((cue.groups["y"] or "0").replace(" ", ""))


def topic(scene: Scene) -> Cue | None:
    """The period that opens the sentence and holds for those after it as well; not one told of an exception."""
    for cue in scene.periods:
        lead = scene.text[scene.start : cue.start]
        most = 20
        if cue.rule_id == "period.whole_year":
            most = 3  # `Để GDP cả năm tăng 9%, …` is of the GDP alone
        if cue.rule_id == "period.day_month":  # `Đàn lợn thời điểm 01/4 còn …` is of the pigs alone
            lead, most = pattern("run_in_label").sub("", lead), 3
        opens = len(lead) <= most or pattern("by_source").match(lead) or pattern("crop_season").match(lead)
        if opens and not is_base(scene, cue) and "riêng" not in lead.lower():
            own = [c for c in scene.periods if not is_base(scene, c)]
            if (
                cue.rule_id in ("period.quarter", "period.month", "period.year")
                and len({written(c, 2000) for c in own}) > 2
            ):
                return None  # `GDP quý I tăng 5,43%, quý II 5,67%, quý III 6,11%; ước cả năm …`
            return _later_told(scene, own, cue, scene.end) or cue
    return None


def only(scene: Scene) -> Cue | None:
    """The one time a sentence names, wherever it stands in it."""
    cues = [c for c in scene.periods if not is_base(scene, c)]
    return cues[0] if len({written(c, 0) for c in cues}) == 1 else None


def _is_topic(scene: Scene, cue: Cue) -> bool:
    """A period told before any figure of the sentence (`Năm 2019, …`) holds for all of it."""
    lead = scene.text[scene.start : cue.start]
    return lead.count("(") == lead.count(")") and not any(q.start < cue.start for q in scene.quantities)


def _year_near(scene: Scene, cue: Cue) -> int:
    if cue.rule_id == "period.since":
        return scene.setting.year
    if cue.groups.get("y"):
        return 0
    if scene.text.startswith(" nay", cue.end):
        return scene.setting.year  # `5 tháng đầu năm nay`
    for other in scene.periods:
        held = bracket(scene.text, other.start, scene.start, scene.end)
        apart = ";" in scene.text[other.end : cue.start] and any(q.start < other.start for q in scene.quantities)
        if apart or (held and held[1] <= cue.start):
            continue  # `tăng 13,8% (9 tháng năm 2009 tăng 6,5%), ước cả năm tăng 13,9%`
        if other.groups.get("y") and other.start < cue.start and not is_base(scene, other):
            return _within(other, scene.setting.year)
    for lead in scene.setting.leads:
        for other in lead.cues("periods"):
            # The day of a document that an introduction cites is no time of its own; neither is, in the title of a
            # report, the year that its second part looks ahead to (`Nhiệm vụ quý IV và kế hoạch năm 2006`).
            if not other.groups.get("y") or other.rule_id == "period.day":
                continue
            ahead = year(other) > scene.setting.year > 0
            parts = any(c.end <= other.start and not c.groups.get("y") for c in lead.cues("periods"))
            if not (ahead and ((lead.is_title and lead.section == "result") or (lead.is_heading and parts))):
                return _within(other, scene.setting.year)
    return scene.setting.year


def _within(told: Cue, now: int) -> int:
    """The year a cue names; of a term that the document stands in, the document's.

    `vụ Đông Xuân 2015 - 2016 …, cuối tháng 01`; `10 năm (2007 - 2017)` above `đến cuối tháng 6`
    """
    if told.rule_id == "period.term" and year(told) <= now <= int((told.groups["y2"] or "0").replace(" ", "")):
        return now
    return year(told)


def default(setting: Setting, target: bool) -> Dated:
    """What the document says of its time: its title, its term, its year."""
    moment = regex.search(r"(?:thời điểm|tính đến)(?: hết)?(?: ngày)? (?=\d)", setting.title, regex.IGNORECASE)
    at = moment.end() if moment else -1  # a day in a title dates the document, unless it says what it counts at
    stated = [c for c in cues_of("periods", setting.title) if c.rule_id != "period.day" or at in (c.start, c.start + 5)]
    terms = [c for c in stated if c.rule_id == "period.term"]
    told = {c.groups["y"] for c in terms}
    if setting.term and (not terms or (len(told) == 1 and not target and setting.opens_term)):
        start, end = setting.term  # a report to a congress tells of the term before the one it opens
        if not setting.opens_term:
            return Dated(f"{start}/{end}", "document.term")
        return Dated(f"{start}/{end}" if target else f"{start - 5}/{start}", "document.term")
    if stated:
        # A monthly report sums up: what names no time of its own is told of all months so far.
        so_far = [c for c in stated if c.rule_id in ("period.first_months", "period.half")]
        month = stated[0].rule_id in ("period.month", "period.quarter")
        first = so_far[0] if month and so_far else stated[0]
        return Dated(written(stated[-1] if target else first, setting.year), "document.title")
    return Dated(str(setting.year) if setting.year else "", "document.year")


def of_past_term(setting: Setting) -> Dated:
    """The term a report tells of: a target that its tables repeat was set for that term."""
    assert setting.term is not None
    start = setting.term[0]
    return Dated(f"{start - 5}/{start}", "document.past_term")


def _average_since(scene: Scene, index: int, cue: Cue) -> bool:
    """Yearly growth told behind a level of one year: the year is the level's, the growth that of all years up to it."""
    q, last = scene.quantities[index], scene.before(index)
    yearly = q.unit is not None and q.unit.per == "năm" and q.unit.unit_class == "percent"
    return yearly and last is not None and cue.end <= last.start and rhythms.average_growth(scene, index)
