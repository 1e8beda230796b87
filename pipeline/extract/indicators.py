"""What a figure measures, in the document's own words, made readable alone.

A figure's statement has up to four parts, and a list shares them:

    Ủy ban Kiểm tra  kiểm tra  | 35 | tổ chức đảng | ở cơ sở,   giám sát | 31 | tổ chức đảng
    actor            action    |    | head         | own words  action   |    | head

A part that a figure does not state itself is that of the figure before it in the sentence; the parts of a
bracket or of `trong đó` take the whole's.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.extract import around, measures
from pipeline.extract.around import SEPARATOR, phrases
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Scene
from pipeline.extract.sentences import bracket

_SHARE = regex.compile(r"\b(?:chiếm|tương đương|tương ứng)(?: tỷ lệ)?(?: khoảng| trên| gần| hơn)? $", regex.IGNORECASE)
_PERSONS = ("đồng chí", "người", "cá nhân")
_AUXILIARY = regex.compile(
    r"^(?:(?:tổ chức|xem xét|quyết định|tiến hành|thực hiện tốt|thực hiện|triển khai),? )+(?=\p{L}+ \p{L}|\p{L}{4})",
    regex.IGNORECASE,
)
_APPOSED = regex.compile(r",? ?\(?(?:tương (?:ứng|đương)|hay|tức)? ?")
_COMMA = regex.compile(r", [^;:.]{0,24}$")
_TWICE = regex.compile(r"(?<=^vượt .*) vượt$")
_EXCEEDING = regex.compile(r"\s*\bvượt (?:nghị quyết|kế hoạch|chỉ tiêu|dự toán|mục tiêu)\b", regex.IGNORECASE)
_SPREAD = ("diện tích", "sản lượng", "năng suất", "kim ngạch", "kim ngạch xuất khẩu", "xuất khẩu", "giá", "kim ngạch nhập khẩu")
_ASPECT = regex.compile(
    r" (?:so [^,.;]{3,30} )?về ((?:số |khối )?lượng|giá trị|trị giá|kim ngạch|vốn|diện tích|sản lượng|số (?:vụ|người|dự án))\b", regex.IGNORECASE
)
_TIMES = regex.compile(r"\bgấp(?: (?:khoảng|hơn|gần|trên))? $", regex.IGNORECASE)
_ADVERBIAL = regex.compile(r" (?:tại|vào|ở|trong thời|kể từ|tính đến)\b", regex.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """The parts of one figure's indicator."""

    head: str = ""  # the counted noun
    own: str = ""  # words behind the figure
    before: str = ""  # words before the figure: subject, or action
    actor: str = ""  # who does it; named in the text only where two figures differ in nothing else
    subject: str = ""  # the text without a movement or its base: what the next figure may go on about
    text: str = ""
    full: str = ""  # the text with the actor named

    @property
    def key(self) -> str:
        """What two figures must share to need their actors named: the thing, its words and the last of the action."""
        return " ".join((self.head, self.own, *self.before.split()[-2:])).lower()


def read(
    scene: Scene, index: int, decided: list[measures.Decision], earlier: list[Reading], plan: bool, whole: int | None
) -> Reading:
    """The indicator of figure `index`; `earlier` are those before it in the sentence, `whole` what it is a part of."""
    q = scene.quantities[index]
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    out = Reading(head=_noun(q), own=around.behind(scene, index), before=around.before(scene, index, inside))
    if out.before and " trên " in out.head:
        out.head = ""  # `số giường bệnh: 24 giường/vạn dân`
    last = _last(scene, index, earlier, inside)
    out.actor = _actor(scene, index, out.before)
    percent = _is_percent(q)
    if plan and inside and last:
        out.before, out.own, out.head = last.before, last.own, last.head
        out.text, out.subject = _join(last.text, ", kế hoạch"), last.subject
    elif decided[index].measure == "change":
        _change(scene, index, decided, out, earlier, last)
    elif out.head == "lần" and _TIMES.search(scene.text, scene.start, q.start):
        _multiple(out, last)
    elif percent:
        _percentage(scene, index, out, earlier, last, inside, whole)
        share = whole is not None and decided[index].measure == "share" and decided[whole].measure == "level"
        named = out.own or around.before(scene, index, inside)  # `(40,55%)` says nothing new
        if share and named and whole is not None and not _is_percent(scene.quantities[whole]):
            out.text = _join(out.text, _of_whole(out.text, earlier[whole]))
    else:
        _count(scene, index, out, earlier, last, inside, whole)
    out.full = out.full or out.text
    out.subject = out.subject or out.text
    return out


def _last(scene: Scene, index: int, earlier: list[Reading], inside: tuple[int, int] | None) -> Reading | None:
    """The figure a statement goes on from: outside brackets one that stands outside them too."""
    if not earlier or inside:
        return earlier[-1] if earlier else None
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
    named = out.own and q.unit is not None and q.unit.unit_class == "percent" and not phrases("base").match(out.own)
    if last and (aspect := _ASPECT.match(scene.text, q.end)):  # `tăng 62% về lượng`
        out.before, out.own = _join(aspect[1], out.before or last.subject), ""
    if last and out.before and phrases("generic").match(out.before):
        out.before = _join(out.before, last.head, last.own if last.head else "", "" if last.head else _thing(last.before))
    if not out.before and last and not named:
        alike = next((r for r in reversed(earlier) if out.head and r.head == out.head), None)
        if alike is not None:  # `giảm 21 vụ`: of the accidents told of before
            own = "" if phrases("base").match(out.own) else out.own
            out.before, out.own = alike.before, own or alike.own
        elif decision.rule_id == "measure.coordinate" and _APPOSED.fullmatch(
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
        out.before = _EXCEEDING.sub("", out.before)
    else:
        verb = _verb(scene, index) or {"increase": "tăng", "decrease": "giảm", None: ""}[decision.direction]
    stated = out.before.lower()
    if decision.rule_id == "role.growth" and regex.search(r"tăng|giảm|chỉ số|lạm phát", stated):
        verb = ""
    own = "" if phrases("base").match(out.own) and decision.compared_with else out.own
    counted = out.head if out.head.lower() not in stated else ""
    if last and bracket(scene.text, q.number_start, scene.start, scene.end) and 0 < len(stated.split()) <= 4:
        out.before = _join(out.before, _owner(last.subject))
    out.subject = _join(counted, own if counted else "", out.before)
    out.text = _join(
        counted,
        own if counted or decision.rule_id == "role.exceed" else "",
        out.before,
        verb,
        decision.compared_with or "",
    )


def _is_percent(q: Quantity) -> bool:
    return q.unit is not None and q.unit.unit_class in ("percent", "percentage_point")


def _of_whole(part: str, whole: Reading) -> str:
    """`…, trong đó vốn ngân sách chiếm 22,8%`: a share is told with what it is a share of."""
    words = " ".join(_join(whole.head, whole.own, whole.before if not whole.own else "").split()[:8])
    return f"trong {words}" if words and " là " not in words and words.lower() not in part.lower() else ""


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
    out.subject = before if len(before.split()) > 1 or not last else _join(before, last.subject)
    out.before = out.subject
    out.text = _join(out.subject, "gấp", "" if out.own == "so" else out.own)


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
    if out.own and not remainder and _SHARE.search(scene.text, scene.start, q.start):
        out.own = ""  # `chiếm 1,16%`: the share is of what was said before
    if last and not out.before and _ADVERBIAL.match(scene.text, q.end):
        out.before, out.head = last.before, last.head
        out.text = _join(last.text, out.own)
    elif out.before and earlier and phrases("grade").match(out.before) and not remainder:
        topic = _topic(earlier[0].before)
        out.text = _join(topic, out.before, out.own)
    elif whole is not None and out.own and len(out.own.split()) <= 6 and not remainder:
        out.text = _join(_stem(earlier[whole].own or earlier[whole].before), out.own)
    elif (noun := _same_noun(scene, index, last)) and not out.before:
        out.own = _join(noun, out.own)
        out.text = out.own
    elif out.own and not remainder:
        short = len(out.own.split()) <= 5
        if short and not out.before and last and not inside:
            out.before = last.before
        shared = _following(scene, index) if short and not out.before else ""
        out.text = _join(out.own, shared, out.before if short else "")
    else:
        if not out.before and last:
            out.before, out.head, out.actor = last.before, last.head, last.actor
            out.subject = last.text if measures.in_series(scene, index) else last.subject
        else:
            out.subject = _parallel(out.before, last.subject) if last else out.before
        out.text = _join(out.subject, out.own)


_PREDICATE = regex.compile(r" (?:đều )?(?:được|bị|có|đạt|tham gia|sử dụng)\b", regex.IGNORECASE)


def _same_noun(scene: Scene, index: int, last: Reading | None) -> str:
    """`71% người trên 18 tuổi được tiêm 01 mũi, 18% được tiêm 02 mũi`: the second is of the same people."""
    if last is None or not _PREDICATE.match(scene.text, scene.quantities[index].end):
        return ""
    verb = _PREDICATE.search(last.own)
    return last.own[: verb.start()] if verb else ""


def _parallel(before: str, subject: str) -> str:
    """`tỷ lệ nữ đại biểu cấp tỉnh 26,9%, cấp huyện 27,4%`: the second names only where it parts from the first."""
    words, said = before.split(), subject.split()
    if not words or len(words) > 5 or len(said) <= len(words) or words[0].lower() not in (w.lower() for w in said[1:]):
        return before
    at = max(i for i, w in enumerate(said) if w.lower() == words[0].lower())
    if at < 2:  # `tổng chi …, chi thường xuyên`: a name of its own
        return before
    return " ".join((*said[:at], *words))


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
    part = 4 if out.head else 2  # words: a part that says no more leaves its subject to the whole
    if above is not None and (inside or len(out.before.split()) <= part):
        whose = above.head if out.head in _PERSONS and above.head != out.head else ""
        out.head = above.head if above.head.startswith(out.head + " ") or not out.head else out.head
        action = above.before if not above.own or len(above.before.split()) <= 3 else ""
        out.text = _join(out.head, whose, out.own, out.before, action or ("" if above.own else above.actor), above.own)
        out.before, out.actor = out.before or above.before, above.actor
        return
    if scene.quantities[index].unit is None and last is not None:  # `khiển trách 61, cảnh cáo 24`
        out.head = next((r.head for r in reversed(earlier) if r.head), "")
    if last is not None and _takes_part(scene, index, out, last):
        out.text = _join(out.head, out.own, last.head, last.own or last.before)
        out.before, out.actor = last.before, last.actor
        return
    if not out.before and last is not None and _complete(scene, index, out, last):
        out.text = _join(out.head, out.own)
        return
    if not out.before and last is not None:
        q = scene.quantities[index]
        lead = scene.text[scene.quantities[index - 1].end : q.start]
        if ";" in lead and len(lead.rpartition(";")[2].split()) > 1 and not measures.in_series(scene, index):
            out.text = _join(out.head, out.own) or last.subject  # a new statement, of function words alone
            return
        out.actor = last.actor
        if regex.search(r"\b(?:có|với|cho|thu hút)\b", lead) and out.head and out.head != last.head:
            out.text = _join(out.head, out.own, last.head, last.own or last.before)
            out.before = last.before
            return
        out.before = last.before
        if not SEPARATOR.search(lead) and not out.own:
            out.own = last.own  # inside the words of the figure before: `… chuyên đề ít nhất 01 lần`
    elif last is not None and not out.actor and len(out.before.split()) <= 5:
        out.actor = last.actor
    if above is not None and not out.head and (measure := _spread(above.before)) and not _alike(out.before, above.before):
        out.text, out.actor = _join(measure, out.before), above.actor
        return
    if not out.head:
        if last is not None:
            out.before = _parallel(out.before, last.subject)
        if last is not None and (shared := _measured(scene, index, out.before, last)):
            out.before = _join(shared, out.before)
        elif last is not None and phrases("generic").match(out.before):
            thing = _thing(last.before)
            own = "" if regex.match(r"so\b", last.own) else last.own
            out.before = _join(out.before, last.head, own, "" if last.head else thing)
        out.text = _join(out.own, out.actor if out.actor not in out.before else "", out.before)
        return
    if not out.own and last is not None and last.own and f"{last.head} ".startswith(f"{out.head} "):
        lead = scene.text[scene.quantities[index - 1].end : scene.quantities[index].start]
        if out.before and regex.match(r"[^,;:]*, [^;:]*$", lead):  # `thụ lý 226 vụ án các loại, giải quyết 196 vụ`
            out.head, out.own = last.head, last.own
    out.own = _join(out.own, _shared_words(scene, index) if not out.own else _shared_about(scene, index, out))
    if len(out.own.split()) >= 4 and scene.text.startswith(" là ", scene.quantities[index].end):
        out.text = _join(out.head, out.own)  # `02 đồng chí là báo cáo viên cấp tỉnh` says all of itself
        return
    action = _AUXILIARY.sub("", _without(out.before, out.actor))
    if len(out.own.split()) >= 5:
        action = action.split(", ")[-1]
    head = out.head if out.head.lower() not in action.lower() and not (action and out.head == "lần") else ""
    out.text = _join(head, out.own, action or out.actor)
    out.full = _join(head, out.own, out.actor, action)
    out.before = action


def _complete(scene: Scene, index: int, out: Reading, last: Reading) -> bool:
    """`…; 1.215 ngôi nhà bị ngập`, `… 98,2%; 36 km kênh mương`: says all of itself, whatever stood before."""
    if not out.head or not out.own:
        return False
    lead = scene.text[scene.quantities[index - 1].end : scene.quantities[index].start]
    if "bị" in out.own.split()[:4] or last.before.lower().startswith(f"{out.head} "):
        return True  # `…; lớp chuyên đề …, có 205 học viên; 27 lớp bồi dưỡng …`: one after the other
    return ";" in lead and not last.head


def _measured(scene: Scene, index: int, before: str, last: Reading) -> str:
    """`diện tích cà phê 124.500 ha, cao su 258.400 ha, chè 67.300 ha`: what is measured is told once."""
    q, other = scene.quantities[index], scene.quantities[index - 1]
    lead = scene.text[other.end : q.start]
    alike = q.unit is not None and other.unit is not None and q.unit.base == other.unit.base
    if not before or len(before.split()) > 4 or not alike or not regex.match(r"(?:,| và) [^,;:.()]*$", lead):
        return ""
    if phrases("generic").match(" ".join(before.split()[:2])) or phrases("generic").match(before.split()[0]):
        return ""
    return _spread(last.before)


def _spread(before: str) -> str:
    """`sản lượng` of `sản lượng khai thác dầu thô`: a measure told once for all the things that follow it."""
    words = before.split()
    for size in range(min(len(words) - 1, 4), 0, -1):
        if " ".join(words[:size]).lower() in _SPREAD:
            return " ".join(words[:size])
    return ""


def _alike(part: str, whole: str) -> bool:
    """`thu nội địa` of `tổng thu ngân sách` names itself in full."""
    return bool(set(part.lower().split()) & set(whole.lower().split()))


def _thing(before: str) -> str:
    """`năng suất lúa`, `diện tích gieo cấy lúa`: what a measure before it was of, for the next measure of the same."""
    words = before.split()
    for size in range(min(len(words) - 1, 4), 0, -1):
        if phrases("generic").match(" ".join(words[:size])):
            return " ".join(words[size:])
    return before


def _takes_part(scene: Scene, index: int, out: Reading, last: Reading) -> bool:
    """`mở 03 lớp bồi dưỡng …, có 401 đồng chí tham gia`: those who take part in what was counted before them."""
    lead = scene.text[scene.quantities[index - 1].end : scene.quantities[index].start]
    return (
        bool(out.head and last.head)
        and out.head != last.head
        and last.head not in _PERSONS
        and regex.search(r"\b(?:có|với|cho|thu hút)(?: \p{L}+)? $", lead) is not None
        and regex.match(r"(?:tham gia|tham dự|dự|theo học)\b", out.own) is not None
    )


def _shared_words(scene: Scene, index: int) -> str:
    """`18 tập thể và 03 cá nhân có thành tích trong …`: the words behind the last of a list are those of all of it."""
    for at in range(index, len(scene.quantities) - 1):
        q, after = scene.quantities[at], scene.quantities[at + 1]
        if not regex.fullmatch(r"(?:,| và|, và) ", scene.text[q.end : after.start]) or scene.segment(
            q.start
        ) != scene.segment(after.start):
            return ""
        words = around.behind(scene, at + 1)
        if len(words.split()) >= 4:
            return (
                words
                if regex.match(r" (?:có|trong|về|được|tham gia|dự|thuộc|thực hiện)\b", scene.text[after.end :])
                else ""
            )
    return ""


def _shared_about(scene: Scene, index: int, out: Reading) -> str:
    """`02 cuộc thi cấp tỉnh và 08 cuộc thi cấp cơ sở về “…”`: what the last of two alike is about is both's."""
    if index + 1 >= len(scene.quantities) or _noun(scene.quantities[index + 1]) != out.head or " về " in f" {out.own} ":
        return ""
    if scene.segment(scene.quantities[index].start) != scene.segment(scene.quantities[index + 1].start):
        return ""
    _, about, what = around.behind(scene, index + 1).partition(" về ")
    return about.strip() + " " + what if about else ""


def _noun(q: Quantity) -> str:
    """The counted noun without its multiplier: `triệu người` counts `người`."""
    if q.unit and q.unit.unit_class == "count" and q.unit.per.endswith("dân"):
        return q.unit.name.replace("/", " trên ")  # `6,9 bác sỹ/vạn dân`
    return q.unit.name.split("/")[0] if q.unit and q.unit.unit_class == "count" and q.unit.multiplier == 1 else (
        q.unit.base.split("/")[0] if q.unit and q.unit.unit_class == "count" else "")  # fmt: skip


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


def _following(scene: Scene, index: int) -> str:
    """`95% cán bộ và 85% công chức tham gia học tập`: the predicate stands behind the last of the list."""
    if index + 1 >= len(scene.quantities):
        return ""
    q, after = scene.quantities[index], scene.quantities[index + 1]
    between = scene.text[q.end : after.start]
    coordinate = regex.search(r"(?: và |, )(?:có |trên |khoảng )*$", between) is not None and len(between) < 60
    return around.behind(scene, index + 1) if coordinate else ""


def of_row(header: str) -> str:
    """A row header in words alone: `Có 90-95% tổ chức cơ sở Đảng hoàn thành tốt nhiệm vụ` without its figures."""
    words = regex.sub(r"(?:từ |trên |dưới |ít nhất )?\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)?(?: ?%)?(?: trở lên)?", "", header)
    text = " ".join(words.split())
    return str(phrases("tail").sub("", phrases("head").sub("", text)).strip())


def of_cell(row: str, column: str, unit: str, caption: str, target: bool) -> str:
    """The indicator of a number alone in its cell: both headers without the words that only name a kind or time."""
    heads = [regex.sub(r"\([^)]*\)|%", "", h).strip() for h in column.split(" > ")]
    said = [h for h in heads if h and not phrases("columns").match(h)]
    said = [regex.sub(r"^(?:kết quả(?: thực hiện)?|tình hình)\s+", "", h, flags=regex.IGNORECASE) for h in said]
    if not target:
        said = [regex.sub(r"^chỉ tiêu\s+", "", h, flags=regex.IGNORECASE) for h in said]
    said = [regex.sub(r"\s*\b(?:hàng|hằng) năm\b", "", h, flags=regex.IGNORECASE) for h in said]
    row = regex.sub(r"\((?:%|[^)]*đồng|[^)]*tấn|[^)]*người)\)", "", row)
    timely = regex.fullmatch(r"(?:ước |năm |tháng |quý |tổng|cộng|số|\W)*[\d/IVX.-]*", row.strip(), regex.IGNORECASE)
    text = _join(row.replace(" > ", " ") if not timely else unit, " ".join(said))
    if " ".join(said).lower() in ("tỷ lệ", "tỉ lệ", "số lượng", "tổng số") and not timely:
        text = _join(text, _NUMBERED.sub("", caption))
    return text or caption


# `Biểu 01. Tình hình biên chế năm 2019`: the thing that the table tells of.
_NUMBERED = regex.compile(
    r"^(?:(?:biểu|bảng|phụ lục|phụ biểu)(?: số)? ?[\dIVX.]*[.:]? ?)?(?:(?:tình hình|kết quả)(?: thực hiện)? )?"
    r"|,? (?:năm|giai đoạn|nhiệm kỳ|tháng|quý) .*$",
    regex.IGNORECASE,
)


def _join(*parts: str) -> str:
    return " ".join(" ".join(p for p in parts if p).split()).replace(" ,", ",")
