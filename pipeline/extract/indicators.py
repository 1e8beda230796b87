"""What a figure measures, in the document's own words, made readable alone.

A figure's statement has up to four parts, and a list shares them:

    Ủy ban Kiểm tra  kiểm tra  | 35 | tổ chức đảng | ở cơ sở,   giám sát | 31 | tổ chức đảng
    actor            action    |    | head         | own words  action   |    | head

A part that a figure does not state itself is that of the figure before it in the sentence; the parts of a
bracket or of `trong đó` take the whole's.
"""

from __future__ import annotations

import regex

from pipeline.extract import around, measures, sharing
from pipeline.extract.around import phrases
from pipeline.extract.scene import Scene
from pipeline.extract.sentences import bracket
from pipeline.extract.statement import Reading, is_percent, join, noun
from pipeline.extract.wording import pattern

_COMMA = regex.compile(r", [^;:.]{0,24}$")
_TWICE = regex.compile(r"(?<=^vượt .*) vượt$")


_COUNTERS = ("con", "căn", "cái", "chiếc", "vụ", "lượt")
_REPEATED = regex.compile(r"\b(\p{L}+(?: \p{L}+){2,3}) \1\b", regex.IGNORECASE)
_MEMBERS = ("đảng viên", "quần chúng", "quần chúng ưu tú", "cán bộ", "công chức", "viên chức", "đại biểu")
_TWICE_TOLD = regex.compile(r"\b(tăng|giảm)(?: \1)+$")


def read(
    scene: Scene, index: int, decided: list[measures.Decision], earlier: list[Reading], plan: bool, whole: int | None
) -> Reading:
    """The indicator of figure `index`; `earlier` are those before it in the sentence, `whole` what it is a part of."""
    q = scene.quantities[index]
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    out = Reading(head=noun(q), own=around.behind(scene, index), before=around.before(scene, index, inside))
    if not out.head:
        out.before = pattern("reporting").sub("", out.before)
    if pattern("reworded").fullmatch(out.before):
        out.before = ""  # `87 triệu đồng, tương đương 3.480 USD`
    if out.before and " trên " in out.head:
        out.head = ""  # `số giường bệnh: 24 giường/vạn dân`
    last = _last(scene, index, earlier, inside)
    out.actor = _actor(scene, index, out.before)
    percent = is_percent(q)
    if plan and inside and last:
        out.before, out.own, out.head = last.before, last.own, last.head
        out.text, out.subject = join(last.text, f", {_planned_as(scene, index)}"), last.subject
    elif decided[index].measure == "change":
        _change(scene, index, decided, out, earlier, last)
    elif out.head == "lần" and pattern("times").search(scene.text, scene.start, q.start):
        _multiple(out, last)
    elif percent:
        _percentage(scene, index, out, earlier, last, inside, whole)
        share = whole is not None and decided[index].measure == "share" and decided[whole].measure == "level"
        named = out.own or around.before(scene, index, inside)  # `(40,55%)` says nothing new
        if share and named and whole is not None and not is_percent(scene.quantities[whole]):
            out.text = join(out.text, sharing.of_whole(out.text, earlier[whole]))
    else:
        _count(scene, index, out, earlier, last, inside, whole)
    out.text = _REPEATED.sub(r"\1", _TWICE_TOLD.sub(r"\1", out.text))
    if q.unit is not None and pattern("classifier").match(q.unit.base):
        out.text = pattern("classifier").sub("", out.text).lstrip()
    out.full = out.full or out.text
    only_base = percent and out.text == out.own and phrases("base").match(out.own) is not None
    if not out.subject and not only_base:  # `bằng 81,6% kế hoạch năm` names no subject
        out.subject = out.text
    return out


def _last(scene: Scene, index: int, earlier: list[Reading], inside: tuple[int, int] | None) -> Reading | None:
    """The figure a statement goes on from: outside brackets one that stands outside them too."""
    if not earlier or inside:
        return earlier[-1] if earlier else None
    if index > 1 and around.of_criteria(scene, index - 2):
        return earlier[-2]
    for at in range(index - 1, -1, -1):
        if not bracket(scene.text, scene.quantities[at].number_start, scene.start, scene.end):
            return earlier[at]
    return earlier[-1]


def _change(
    scene: Scene,
    index: int,
    decided: list[measures.Decision],
    out: Reading,
    earlier: list[Reading],
    last: Reading | None,
) -> None:
    """`…, tăng 17,4% so với năm 2003`: the subject, the movement, the base."""
    q, decision = scene.quantities[index], decided[index]
    if out.head == "lần":
        out.head = ""
    if is_percent(q) and pattern("cause").match(scene.text, q.end + 1):
        out.own = ""  # `giảm 5,3% do nhiều công trình giãn tiến độ`
    named = out.own and q.unit is not None and q.unit.unit_class == "percent" and not phrases("base").match(out.own)
    if last and (aspect := pattern("aspect").match(scene.text[q.end : scene.end])):  # `tăng 62% về lượng`
        of = last.subject
        if told := pattern("aspect").match(scene.text[scene.quantities[index - 1].end : scene.end]):
            of = of.removeprefix(f"{told[1]} ")  # `giảm 31% về lượng nhưng tăng 40% về trị giá`
        while (rest := sharing.thing(of)) != of:
            of = rest  # `giá trị khối lượng xuất khẩu`: measures told one after the other
        out.before, out.own = join(aspect[1], out.before or of), ""
    if last and out.before and phrases("generic").match(out.before):
        out.before = join(
            out.before, last.head, last.own if last.head else "", "" if last.head else sharing.thing(last.before)
        )
    if not out.before and last and not named:
        alike = next((r for r in reversed(earlier) if out.head and r.head == out.head), None)
        if alike is not None:  # `giảm 21 vụ`: of the accidents told of before
            own = "" if phrases("base").match(out.own) else out.own
            out.before, out.own = alike.before, own or alike.own
        elif decision.rule_id == "measure.coordinate" and pattern("apposed").fullmatch(
            scene.text[scene.quantities[index - 1].end : q.start]
        ):
            out.before, out.head, out.text, out.subject = last.before, last.head, last.text, last.subject
            return
        elif not out.head or _COMMA.search(scene.text, scene.quantities[index - 1].end, q.start):
            out.before = last.subject
        out.actor = last.actor
    percent = q.unit is not None and q.unit.unit_class == "percent"
    if (
        percent
        and out.own
        and decision.rule_id != "role.exceed"
        and not phrases("base").match(out.own)
        and (not out.before or out.before.lower() in ("cắt", "kéo"))
        and not out.head
    ):
        out.before, out.own = out.own, ""  # `giảm 5% số vụ phạm pháp hình sự`
    exceeds = [c for c in scene.roles if c.gives["role"] == "exceed" and c.end <= q.number_start]
    if decision.rule_id == "role.exceed" and exceeds:
        verb = _TWICE.sub("", scene.text[exceeds[-1].start : exceeds[-1].end].lower())
        out.before = pattern("exceeding").sub("", out.before)
    else:
        verb = _verb(scene, index) or {"increase": "tăng", "decrease": "giảm", None: ""}[decision.direction]
    stated = out.before.lower()
    if decision.rule_id == "role.growth" and regex.search(r"tăng|giảm|chỉ số|lạm phát", stated):
        verb = ""
    own = "" if phrases("base").match(out.own) and decision.compared_with else out.own
    counted = out.head if out.head.lower() not in stated else ""
    if last and bracket(scene.text, q.number_start, scene.start, scene.end) and 0 < len(stated.split()) <= 4:
        out.before = join(out.before, _owner(last.subject))
    out.subject = join(counted, own if counted else "", out.before)
    out.text = join(
        counted,
        own if counted or decision.rule_id == "role.exceed" else "",
        out.before,
        verb,
        decision.compared_with or "",
    )


def _planned_as(scene: Scene, index: int) -> str:
    """The document's word for what was planned: `kế hoạch`, `mục tiêu`, `dự toán`, …"""
    opened, closed = scene.gap(index)
    said = " ".join(
        scene.text[c.start : c.end] for c in scene.roles if c.gives["role"] == "plan" and opened <= c.start < closed
    )
    words = phrases("plans").search(said)
    return words[0].lower() if words else "kế hoạch"


def _verb(scene: Scene, index: int) -> str:
    """The movement in the document's own word where it is more than more or less: `tinh giản`, `thấp hơn`."""
    opened, closed = scene.gap(index)
    near = [c for c in scene.roles if c.gives["role"] in ("up", "down") and opened <= c.start and c.end <= closed]
    said = scene.text[near[-1].start : near[-1].end].lower() if near else ""
    return (
        said
        if said in ("tinh giản", "cắt giảm", "kéo giảm", "cao hơn", "thấp hơn", "hụt", "nhiều hơn", "ít hơn")
        else ""
    )


def _multiple(out: Reading, last: Reading | None) -> None:
    """`…, gấp 1,5 lần so với năm 2001`: what was told of before, and the base."""
    before = regex.sub(r"\s*\bgấp\b.*$", "", out.before, flags=regex.IGNORECASE)
    out.subject = before if len(before.split()) > 1 or not last else join(before, last.subject)
    out.before = out.subject
    out.text = join(out.subject, "gấp", "" if out.own == "so" else out.own)


def _percentage(
    scene: Scene,
    index: int,
    out: Reading,
    earlier: list[Reading],
    last: Reading | None,
    inside: tuple[int, int] | None,
    whole: int | None,
) -> None:
    """Whose share: the words behind the sign, else the subject before it, else that of the figure before."""
    q = scene.quantities[index]
    remainder = bool(out.own) and phrases("base").match(out.own) is not None
    if out.own and not remainder and pattern("share_before").search(scene.text, scene.start, q.start):
        out.own = ""  # `chiếm 1,16%`: the share is of what was said before
    if out.before and pattern("of_number").match(scene.text, q.end):
        out.own = ""  # `nợ đọng còn 3,1% số phải thu`
    if last and not out.before and pattern("adverbial").match(scene.text[q.end : scene.end]):
        out.before, out.head = last.before, last.head
        out.text = join(last.text, out.own)
    elif out.before and earlier and phrases("grade").match(out.before) and not remainder:
        topic = _topic(earlier[0].before)
        out.text = join(topic, out.before, out.own)
    elif whole is not None and out.own and len(out.own.split()) <= 6 and not remainder:
        out.text = join(_stem(earlier[whole].own or earlier[whole].before), out.own)
    elif (noun := sharing.same_noun(scene, index, last)) and not out.before:
        out.own = join(noun, out.own)
        out.text = out.own
    elif out.own and not remainder:
        short = len(out.own.split()) <= 5 or (
            last is not None and bool(last.own) and "đóng góp" in last.before.lower() and not out.before
        )
        lead = scene.text[scene.quantities[index - 1].end : q.start] if index else ""
        if short and not out.before and last and not inside and ";" not in lead:
            out.before = last.before
        shared = sharing.following(scene, index) if short and not out.before else ""
        out.text = join(out.own, shared, out.before if short else "")
    elif graded := pattern("graded").search(scene.text[scene.start : q.start]):
        out.subject = graded["who"]  # `Kết quả xếp loại đảng viên: hoàn thành tốt nhiệm vụ 71,2%`
        out.text = join(graded["who"], out.before or scene.text[scene.gap(index)[0] : q.start].strip(" ,;:"))
    else:
        if not out.before and last:
            out.before, out.head, out.actor = last.before, last.head, last.actor
            out.subject = last.text if measures.in_series(scene, index) else last.subject
        else:
            out.subject = sharing.parallel(out.before, last.subject) if last else out.before
        out.text = join(out.subject, out.own)


def _count(
    scene: Scene,
    index: int,
    out: Reading,
    earlier: list[Reading],
    last: Reading | None,
    inside: tuple[int, int] | None,
    whole: int | None,
) -> None:
    """A number of things, of money, of tonnes: the thing, its own words, and who did what with it."""
    above = earlier[whole] if whole is not None else None
    persons = out.head in sharing.PERSONS or out.head.startswith("người ")
    if persons and pattern("victims").search(join(out.head.partition(" ")[2], out.before, out.own)):
        event = next((r for r in reversed(earlier) if pattern("event").match(r.head)), None)
        if event is not None:  # `xảy ra 162 vụ tai nạn giao thông, làm chết 148 người`
            out.text = join(out.head, "" if out.before == "làm" else out.before, out.own, event.head, event.own)
            out.before = ""
            return
    if out.head == "đồng chí" and last is not None and not out.own and last.head in _MEMBERS:
        out.head = last.head  # `25 đảng viên, cả nhiệm kỳ 125 đồng chí`
    part = 4 if out.head else 2  # words: a part that says no more leaves its subject to the whole
    if above is not None and (inside or len(out.before.split()) <= part):
        whose = above.head if out.head in sharing.PERSONS and above.head != out.head else ""
        out.head = above.head if above.head.startswith(out.head + " ") or not out.head else out.head
        action = above.before if not above.own or len(above.before.split()) <= 3 else ""
        out.text = join(out.head, whose, out.own, out.before, action or ("" if above.own else above.actor), above.own)
        out.before, out.actor = out.before or above.before, above.actor
        return
    if scene.quantities[index].unit is None and last is not None:  # `khiển trách 61, cảnh cáo 24`
        out.head = next((r.head for r in reversed(earlier) if r.head), "")
    if last is not None and sharing.takes_part(scene, index, out, last):
        out.text = join(out.head, out.own, last.head, last.own or last.before)
        out.before, out.actor = last.before, last.actor
        return
    if not out.before and last is not None and sharing.complete(scene, index, out, last):
        out.text = join(out.head, out.own)
        return
    if not out.before and last is not None:
        q = scene.quantities[index]
        lead = scene.text[scene.quantities[index - 1].end : q.start]
        if ";" in lead and len(lead.rpartition(";")[2].split()) > 1 and not measures.in_series(scene, index):
            out.text = join(out.head, out.own) or last.subject  # a new statement, of function words alone
            return
        out.actor = last.actor
        if regex.search(r"\b(?:có|với|cho|thu hút)\b", lead) and out.head and out.head != last.head:
            listed = (
                last.head and sum(r.head == last.head for r in earlier) > 2 and regex.search(r", (?:có|với) ", lead)
            )
            what = f"các {last.head}" if listed else join(last.head, last.own or last.before)  # of the whole list
            if out.head in _MEMBERS and pattern("party_body").match(last.head) and not last.own:
                what = (
                    last.before or last.actor or what
                )  # `Đảng bộ có 58 tổ chức cơ sở đảng với 9.764 đảng viên`: the members of all
            out.text = join(out.head, out.own, what)
            out.before = last.before
            return
        out.before = last.before
        brought = pattern("brings_to").search(lead) is not None and last.head.startswith(out.head)
        if brought:
            out.head = last.head
        if (brought or not pattern("joint").search(lead)) and not out.own:
            out.own = last.own  # inside the words of the figure before: `… chuyên đề ít nhất 01 lần`
    elif last is not None and not out.actor and len(out.before.split()) <= 5:
        out.actor = last.actor
    if (
        above is not None
        and not out.head
        and (measure := sharing.spread(above.before))
        and not sharing.alike(out.before, above.before)
    ):
        out.text, out.actor = join(measure, out.before), above.actor
        return
    if not out.head:
        if last is not None:
            out.before = sharing.parallel(out.before, last.subject)
        if last is not None and (shared := sharing.measured(scene, index, out.before, last)):
            out.before = join(shared, out.before)
        elif last is not None and phrases("generic").match(out.before):
            thing = sharing.thing(last.before)
            own = "" if regex.match(r"so\b", last.own) else last.own
            counter = last.head in _COUNTERS and not own  # `… tiêu hủy 1,24 triệu con, thiệt hại 31 tỷ đồng`
            out.before = join(out.before, "" if counter else last.head, own, thing if counter or not last.head else "")
        if last is not None and sharing.works_on(scene, index, out, last):
            out.own = last.own  # `làm mới 4.180 km đường, nâng cấp 12.600 km`
        out.text = join(out.own, out.actor if out.actor not in out.before else "", out.before)
        return
    if not out.own and last is not None and last.own and f"{last.head} ".startswith(f"{out.head} "):
        lead = scene.text[scene.quantities[index - 1].end : scene.quantities[index].start]
        if out.before and regex.match(r"[^,;:]*, [^;:]*$", lead):  # `thụ lý 226 vụ án các loại, giải quyết 196 vụ`
            out.head, out.own = last.head, last.own
    out.own = join(
        out.own, sharing.shared_words(scene, index) if not out.own else sharing.shared_about(scene, index, out)
    )
    if len(out.own.split()) >= 4 and scene.text.startswith(" là ", scene.quantities[index].end):
        out.text = join(out.head, out.own)  # `02 đồng chí là báo cáo viên cấp tỉnh` says all of itself
        return
    action = pattern("auxiliary").sub("", _without(out.before, out.actor))
    if len(out.own.split()) >= 5:
        action = action.split(", ")[-1]
    head = out.head if out.head.lower() not in action.lower() and not (action and out.head == "lần") else ""
    out.text = join(head, out.own, action or out.actor)
    out.full = join(head, out.own, out.actor, action)
    out.before = action


def _actor(scene: Scene, index: int, before: str) -> str:
    """The body that stands at the head of the words before the figure, if one does."""
    if not before:
        return ""
    end = 0
    for cue in scene.actors:
        words = scene.text[cue.start : cue.end]
        at = before.find(words, end)
        if 0 <= at <= 12 or (end and before[end:at] in (" và ", ", ")):
            end = at + len(words)
    return before[:end]


def _owner(text: str) -> str:
    """`giá trị tăng thêm của ngành công nghiệp`: whose it is, for a bracket that names another measure of the same."""
    _, of, owner = text.partition(" của ")
    return of.strip() + " " + owner if of else ""


def _without(text: str, actor: str) -> str:
    return text[len(actor) :].strip() if actor and text.startswith(actor) else text


def _topic(before: str) -> str:
    """`đánh giá chất lượng chi bộ mức “Hoàn thành tốt nhiệm vụ”`: what stands before the first grade."""
    cut = regex.search(r"[“\"]|\b(?:đạt |xếp )?(?:loại|mức|hạng)\b", before, regex.IGNORECASE)
    return before[: cut.start()].strip(" ,") if cut and cut.start() > 0 else ""


def _stem(text: str) -> str:
    """The noun phrase at the head of a whole's words, for a part that only names its grade."""
    words = text.split()
    return " ".join(words[:5])
