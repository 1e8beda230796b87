"""What a figure measures, in the document's own words, made readable alone.

A figure's statement has up to four parts, and a list shares them:

    Ủy ban Kiểm tra  kiểm tra  | 35 | tổ chức đảng | ở cơ sở,   giám sát | 31 | tổ chức đảng
    actor            action    |    | head         | own words  action   |    | head

A part that a figure does not state itself is that of the figure before it in the sentence; the parts of a
bracket or of `trong đó` take the whole's.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import regex

from pipeline import rules
from pipeline.extract import measures
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Scene
from pipeline.extract.sentences import bracket

_MAX_WORDS = 24
_SEPARATOR = regex.compile(r"(?:[,;] (?:và )?|\. |: | và |[()])")
_QUOTED = regex.compile(r"[“\"]")


@dataclass(slots=True)
class Reading:
    """The parts of one figure's indicator."""

    head: str = ""  # the counted noun
    own: str = ""  # words behind the figure
    before: str = ""  # words before the figure: subject, or actor and action
    actor: str = ""
    text: str = ""


@functools.cache
def _phrases(name: str) -> regex.Pattern[str]:
    words = "|".join(regex.escape(w) for w in sorted(rules.read("phrases")[name], key=lambda w: (-len(w), w)))
    edge = r"[\s,.;:()+*“”\"–-]"
    forms = {
        "head": rf"^(?:(?:{words})(?={edge}|$)|{edge}+)+",
        "tail": rf"(?:(?:^|(?<={edge}))(?:{words})|[\s,.;:(+*“\"–-]+)+$",
        "adverbs": rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})",
        "ends": rf"[,;.]? (?:{words})(?!\p{{L}})|⁽|[”\"]?[.;](?: |$)|:",
        "base": rf"^(?:{words})(?!\p{{L}})",
        "grade": rf"^(?:[“\"]|(?:{words})(?!\p{{L}}))",
        "columns": rf"^(?:{words})(?: (?:năm )?\d{{4}})?$",
    }
    return regex.compile(forms[name], regex.IGNORECASE)


def read(scene: Scene, index: int, decided: list[measures.Decision], earlier: list[Reading], plan: bool, whole: int | None) -> Reading:
    """The indicator of figure `index`; `earlier` are those before it in the sentence, `whole` the one it is a part of."""
    q = scene.quantities[index]
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    out = Reading(head=_noun(q), own=_right(scene, index), before=_left(scene, index, inside))
    last = earlier[-1] if earlier else None
    out.actor = _actor(scene, index, out.before) or (last.actor if last else "")
    percent = q.unit is not None and q.unit.unit_class in ("percent", "percentage_point")
    if plan and inside and last:
        out.before, out.own, out.head = last.before, last.own, last.head
        out.text = _join(last.text, ", kế hoạch")
    elif decided[index].measure == "change":
        _change(scene, index, decided, out, last)
    elif percent:
        _percentage(scene, index, out, earlier, inside, whole)
    else:
        _count(scene, index, out, earlier, inside, whole)
    return out


def _change(scene: Scene, index: int, decided: list[measures.Decision], out: Reading, last: Reading | None) -> None:
    """`…, tăng 17,4% so với năm 2003`: the subject, the movement, the base."""
    if not out.before and last:
        out.before, out.head = last.before or last.own, out.head or last.head
    decision = decided[index]
    verb = "vượt" if decision.rule_id == "role.exceed" else ""
    if not verb and decision.rule_id != "role.growth":
        verb = {"increase": "tăng", "decrease": "giảm", None: ""}[decision.direction]
    own = out.own if decision.compared_with is None else ""
    counted = out.head if out.head.lower() not in out.before.lower() else ""
    out.text = _join(counted, own if own and (counted or decision.rule_id == "role.exceed") else "", out.before, verb, decision.compared_with or "")


def _percentage(
    scene: Scene, index: int, out: Reading, earlier: list[Reading], inside: tuple[int, int] | None, whole: int | None
) -> None:
    """Whose share: the words behind the sign, else the subject before it, else that of the figure before."""
    last = earlier[-1] if earlier else None
    remainder = bool(out.own) and _phrases("base").match(out.own) is not None
    if out.before and earlier and _phrases("grade").match(out.before) and not remainder:
        topic = _topic(earlier[0].before)
        out.text = _join(topic, out.before, out.own)
    elif whole is not None and out.own and len(out.own.split()) <= 6 and not remainder:
        out.text = _join(_stem(earlier[whole].own or earlier[whole].before), out.own)
    elif out.own and not remainder:
        short = len(out.own.split()) <= 5
        if short and not out.before and last and not inside:
            out.before = last.before
        shared = _following(scene, index) if short and not out.before else ""
        out.text = _join(out.own, shared, out.before if short else "")
    else:
        if not out.before and last:
            out.before, out.head = last.before, last.head
            subject = _join(last.head, last.own if last.head or not last.before else "", "" if last.head and last.own else last.before)
        else:
            subject = out.before
        out.text = _join(subject, out.own)


def _count(
    scene: Scene, index: int, out: Reading, earlier: list[Reading], inside: tuple[int, int] | None, whole: int | None
) -> None:
    """A number of things, of money, of tonnes: the thing, its own words, and who did what with it."""
    last = earlier[-1] if earlier else None
    above = earlier[whole] if whole is not None else None
    if above is not None and (inside or len(out.before.split()) <= 4):
        head = out.head or above.head
        out.text = _join(head, out.own, out.before, above.before if above.head or inside else above.before or above.own)
        out.before = out.before or above.before
        return
    if not out.before and last is not None:
        q = scene.quantities[index]
        lead = scene.text[scene.quantities[index - 1].end : q.start]
        if regex.search(r"\b(?:có|với|cho|thu hút)\b", lead) and out.head and out.head != last.head:
            out.text = _join(out.head, out.own, last.head, last.own or last.before)
            out.before = last.before
            return
        out.before = last.before
    elif last is not None and last.actor and last.actor not in out.before and len(out.before.split()) <= 5:
        out.before = _join(last.actor, out.before)
    if not out.head:
        out.text = _join(out.before, out.own if not out.before else "")
        return
    frame = out.before
    if len(out.own.split()) >= 5:
        frame = regex.split(r", ", _without(frame, out.actor))[-1]
    out.text = _join(out.head, out.own, frame)


def _noun(q: Quantity) -> str:
    """The counted noun without its multiplier: `triệu người` counts `người`."""
    return q.unit.name.split("/")[0] if q.unit and q.unit.unit_class == "count" and q.unit.multiplier == 1 else (
        q.unit.base.split("/")[0] if q.unit and q.unit.unit_class == "count" else "")  # fmt: skip


def _actor(scene: Scene, index: int, before: str) -> str:
    """The body that stands at the head of the words before the figure, if one does."""
    if not before:
        return ""
    for cue in scene.actors:
        words = scene.text[cue.start : cue.end]
        at = before.find(words)
        if 0 <= at <= 12:
            return before[: at + len(words)]
    return ""


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
    return _right(scene, index + 1) if coordinate else ""


def _left(scene: Scene, index: int, inside: tuple[int, int] | None) -> str:
    """The words before the figure that are its own."""
    opened, closed = scene.gap(index)
    if inside:
        opened = max(opened, inside[0])
    text = scene.text[opened:closed]
    last = scene.before(index)
    if last and opened == last.end and not regex.match(r"[”\")]*\s*(?:[,;)(]|và |⁽)", text.lstrip(" ")):
        cuts = [m for m in _SEPARATOR.finditer(text) if m[0] != " và " or len(text[m.end() :].split()) <= 3]
        text = text[cuts[-1].end() :] if cuts else ""
    elif last and opened == last.end and ")" in text:
        text = text[text.rindex(")") + 1 :]
    found = _clean(scene, _clause(text), closed, ending=True)
    if found or not inside or last and inside[0] <= last.start:
        return found
    # A figure alone in its bracket measures what stands before the bracket: `dệt may (4,1 tỷ)`.
    start = max(scene.segment(inside[0])[0], max((q.end for q in scene.quantities if q.end < inside[0]), default=0))
    outer = scene.text[start : inside[0] - 1]
    if last and last.end == start and not regex.search(r"\p{L}", outer):
        return ""
    cuts = list(_SEPARATOR.finditer(outer)) if last else []
    return _clean(scene, _clause(outer[cuts[-1].end() :] if cuts else outer), inside[0] - 1, ending=True)


def _clause(text: str) -> str:
    """The last comma part, and the parts before it while they are items of one enumeration (`nông, lâm, ngư nghiệp`)."""
    parts = text.split(", ")
    kept = parts[-1:]
    for part in reversed(parts[:-1]):
        short = len(kept[0].split()) <= 4
        trimmed = _phrases("tail").sub("", kept[0].strip())
        if not trimmed or (short and len(part.split()) <= 4) or (len(kept) > 1 and short):
            kept.insert(0, part)
            if trimmed and len(part.split()) > 4:
                break
        else:
            break
    return ", ".join(kept)


def _right(scene: Scene, index: int) -> str:
    """The words behind the figure that are its own."""
    q = scene.quantities[index]
    _, closed = scene.segment(q.start)
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    if inside:
        closed = min(closed, inside[1])
    text = scene.text[q.end : closed]
    if regex.match(r"[”\"]?(?:[,;.:)]| và |⁽| \()", text):
        return ""
    if index + 1 < len(scene.quantities) and scene.quantities[index + 1].start < closed:
        following = scene.quantities[index + 1].start
        text = scene.text[q.end : following]
        cuts = list(_SEPARATOR.finditer(text))
        if cuts:
            text = text[: cuts[-1].start()]
        elif regex.search(r"\b(?:đạt|là|có|chiếm|trên|khoảng|từ|còn|chỉ tiêu|kế hoạch|với)\b", text):
            text = regex.sub(r"\s(?:đạt|là|có|chiếm|còn|với)\s*$", "", text)
        else:
            text = ""
    if "(" in text:
        text = text[: text.index("(")]
    if stop := _phrases("ends").search(text, 1):
        text = text[: stop.start()]
    words = _clean(scene, text, q.end, ending=False).split()
    return " ".join(words[:_MAX_WORDS])


def _clean(scene: Scene, text: str, edge: int, ending: bool) -> str:
    """Take out the cues (periods, rhythms, aims, estimates) and the function words; `edge` is where `text` ends or begins."""
    offset = edge - len(text) if ending else edge
    drop = [c for c in (*scene.periods, *scene.frequencies)]
    drop += [c for c in scene.roles if c.gives["role"] not in ("growth", "share")]
    for cue in sorted(drop, key=lambda c: -c.start):
        if offset <= cue.start and cue.end <= offset + len(text):
            text = text[: cue.start - offset] + " " + text[cue.end - offset :]
    text = _phrases("adverbs").sub(" ", regex.sub(r"⁽[^⁾]*⁾", "", text))
    text, last = " ".join(text.split()), ""
    while last != text:
        last, text = text, _phrases("tail").sub("", _phrases("head").sub("", text)).strip()
    words = text.split()
    return " ".join(words[-_MAX_WORDS:] if ending else words)


def of_cell(row: str, column: str, unit: str, caption: str) -> str:
    """The indicator of a number alone in its cell: row and column header without the words that only name a kind or time."""
    heads = [regex.sub(r"\([^)]*\)|%", "", h).strip() for h in column.split(" > ")]
    said = [h for h in heads if h and not _phrases("columns").match(h)]
    said = [regex.sub(r"^(?:kết quả(?: thực hiện)?|tình hình)\s+", "", h, flags=regex.IGNORECASE) for h in said]
    row = regex.sub(r"\((?:%|[^)]*đồng|[^)]*tấn|[^)]*người)\)", "", row)
    timely = regex.fullmatch(r"(?:ước |năm |tháng |quý |tổng|cộng|số|\W)*[\d/IVX.-]*", row.strip(), regex.IGNORECASE)
    text = _join(row.replace(" > ", " ") if not timely else unit, " ".join(said))
    return text or caption


def _join(*parts: str) -> str:
    return " ".join(" ".join(p for p in parts if p).split()).replace(" ,", ",")
