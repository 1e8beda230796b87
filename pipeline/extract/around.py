"""The words around a figure that are its own: what stands before it and behind it, without cues and function words."""

from __future__ import annotations

import functools

import regex

from pipeline import rules
from pipeline.extract.cues import Cue
from pipeline.extract.scene import Scene
from pipeline.extract.sentences import bracket
from pipeline.extract.wording import pattern

_MAX_WORDS = 24
_SHORT_CLAUSE = 20  # words


# Words of the lists that are no words of their own there: `vững mạnh`, `dự bị`, `bằng cấp`, `việc làm`.
_PARTS_OF_WORDS = {
    "bị": r"(?<!\bdự )bị",
    "thêm": r"(?<!\bgiá trị tăng )thêm",
    "mạnh": r"(?<!\bvững )mạnh",
    "bằng": "bằng(?! cấp)",
    "việc": "việc(?! làm)",
    "nâng": "nâng(?! (?:cấp|cao))",
    "đề nghị": r"(?<!\bđược )đề nghị",
    "cho": "cho(?! (?:vay|thuê))",
    "bình quân": "bình quân(?! đầu người)",
}


@functools.cache
def phrases(name: str) -> regex.Pattern[str]:
    """The word list `name` of rules/phrases.yaml as the pattern of where it may stand."""
    words = "|".join(
        regex.escape(w, literal_spaces=True) for w in sorted(rules.read("phrases")[name], key=lambda w: (-len(w), w))
    )
    edge = r"[\s,.;:()+*“”\"–-]"
    # `trong sạch, vững mạnh` is a grade, `chỉ số` and `chỉ tiêu` are nouns.
    words = words.replace("|trong|", r"|trong(?! (?:sạch|nước)\b)|").replace("|chỉ|", "|chỉ(?! (?:số|tiêu|thị|đạo))|")
    for word, kept in _PARTS_OF_WORDS.items():
        words = words.replace(f"|{word}|", f"|{kept}|")
    tails = words.replace("|số|", "|(?<!\\b(?:dân|thiểu|đa|chỉ|hệ) )số|").replace("|lên|", "|(?<!trở )lên|")
    tails = regex.sub(r"\|chỉ(?=\(|\|)", r"|(?<!\\b(?:chứng|địa|tôn) )chỉ", tails)
    forms = {
        "head": rf"^(?:(?:{words})(?={edge}|$)|[\s,.;:)+*/–-]+)+",
        "tail": rf"(?:(?:^|(?<={edge}))(?:{tails})|[\s,.;:(+*/–-]+)+$",
        "adverbs": rf"(?<!\p{{L}})(?<!\b(?:ban|sự|tổ|tiểu ban|chi|thu) )(?:{words})(?!\p{{L}})",
        "ends": rf"[,;.]? (?:{words})(?!\p{{L}})|⁽|[”\"]?[.;](?: |$)|:",
        "base": rf"^(?:{words})(?!\p{{L}})",
        "grade": rf"^(?:[“\"]|(?:{words})(?!\p{{L}}))",
        "plans": rf"\b(?:{words})(?!\p{{L}})",
        "generic": rf"^(?:{words})$",
        "spread": rf"^(?:{words})$",
        "columns": rf"^(?:{words})(?: (?:năm )?\d{{4}})?$",
    }
    return regex.compile(forms[name], regex.IGNORECASE)


def before(scene: Scene, index: int, inside: tuple[int, int] | None) -> str:
    """The words before the figure that are its own."""
    opened, closed = scene.gap(index)
    if inside:
        opened = max(opened, inside[0])
    text = scene.text[opened:closed]
    last = scene.before(index)
    if last and opened == last.end and not regex.match(r"[”\")]*\s*(?:[,;)(]|và |⁽)", text.lstrip(" ")):
        cuts = [m for m in pattern("joint").finditer(text) if m[0] != " và " or len(text[m.end() :].split()) <= 3]
        if len(cuts) > 1 and cuts[-1][0] == " đã ":
            cuts.pop()  # behind a comma the words before `đã` are the figure's own subject
        text = text[cuts[-1].end() :] if cuts else ""
    elif last and opened == last.end and ")" in text:
        text = _CLOSED.sub(lambda m: " " * len(m[0]), text)
        text = text[text.rfind(")") + 1 :]
    topic = ""
    if ": " in text and _clean(scene, text.rpartition(": ")[2], closed, ending=True):
        # What stands before a colon sets the scene: `Kết quả rà soát: hộ nghèo …`
        topic, _, text = text.rpartition(": ")
    found = _clean(scene, _clause(text), closed, ending=True)
    if topic and pattern("topic").fullmatch(topic) and phrases("generic").match(found):
        return f"{found} {topic.strip().lower()}"  # `Lúa đông xuân: diện tích đạt 3,12 triệu ha`
    if found and sum(w[0].isalpha() for w in found.split()) <= 4 and (shared := _divided(scene, index, closed)):
        found = f"{shared} {found}"
    if found or not inside or (last and inside[0] <= last.start):
        return found
    # A figure alone in its bracket measures what stands before the bracket: `dệt may (4,1 tỷ)`.
    start = max(scene.segment(inside[0])[0], max((q.end for q in scene.quantities if q.end < inside[0]), default=0))
    outer = scene.text[start : inside[0] - 1]
    cuts = list(pattern("joint").finditer(outer)) if last else []
    if last and last.end == start and not cuts:
        return ""  # the bracket says more of the figure before it
    return _clean(scene, _clause(outer[cuts[-1].end() :] if cuts else outer), inside[0] - 1, ending=True)


_CLOSED = regex.compile(r"(?<=\p{L}\p{L} )\([^()\d]*\)(?= )")


def _divided(scene: Scene, index: int, closed: int) -> str:
    """`Cơ cấu lao động: nông nghiệp 46%, dịch vụ 27%`: what the parts behind the colon are parts of."""
    found = list(pattern("divided").finditer(scene.text[scene.start : closed]))
    if not found:
        return ""
    if regex.match(r"\W*\d", scene.text[scene.start + found[-1].end() : closed]):
        return ""  # `tỷ lệ hộ dùng nước sạch: 77%; …` is told of the figure right behind it
    what = " ".join(
        regex.sub(
            r"(?:nhiệm kỳ |năm |giai đoạn )?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?", "", found[-1]["what"]
        ).split()
    )
    what = phrases("tail").sub("", what)
    return what if len(what.split()) <= 8 else ""


def of_criteria(scene: Scene, index: int) -> bool:
    """`35/142 xã đạt 19 tiêu chí nông thôn mới`: the criteria met are what the communes are counted for."""
    q, after = scene.quantities[index], scene.quantities[index + 1]
    return after.unit is not None and after.unit.base == "tiêu chí" and scene.text[q.end : after.start].strip() == "đạt"


def _clause(text: str) -> str:
    """The last comma part and, of one enumeration (`nông, lâm, ngư nghiệp`), those before it; a short text whole."""
    text = pattern("turn").split(text)[-1]
    parts = text.split(", ")
    if len(parts) > 1 and len(parts[-2].split()) > 3 and pattern("measure_opens").match(parts[-1]):
        return parts[-1]  # `Công tác giảm nghèo được chỉ đạo quyết liệt, tỷ lệ hộ nghèo …`
    if len(text.split()) <= _SHORT_CLAUSE and not pattern("setting").match(text):
        return text
    kept = parts[-1:]
    for part in reversed(parts[:-1]):
        trimmed = phrases("tail").sub("", kept[0].strip())
        item = len(part.split()) <= 3
        if (kind := kept[-1].split()[:2]) and f" {' '.join(kind)} " in f" {part} " and len(kept[-1].split()) > 2:
            kept.insert(0, part)  # `thu bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp`
            continue
        if part is parts[0] and len(trimmed.split()) > 1 and pattern("because").match(part):
            break  # `Do nắng hạn kéo dài, đàn cừu …`
        if not item and len(trimmed.split()) > 2 and not (len(kept) > 1 and len(kept[0].split()) <= 3):
            break
        kept.insert(0, part)
        if trimmed and not item:
            break
    return ", ".join(kept)


# What is said of a number of targets is what is counted: `15/18 chỉ tiêu đạt và vượt kế hoạch`.
_JUDGED = ("chỉ tiêu", "mục tiêu", "tiêu chí")


_STOPPED = regex.compile(r"[”\"]?(?:[,;.:)]| và (?!\p{Ll}+(?: \p{Ll}+){0,3} \()|⁽| \()")
_RATE_TO = regex.compile(r"(?:[^,;:]* )?tỷ (?:lệ|trọng|suất) [^,;:]* so với", regex.IGNORECASE)
_NOW = regex.compile(r"(?<!(?:thực|biểu|phát|thể|xuất) )\bhiện\s*$", regex.IGNORECASE)


def behind(scene: Scene, index: int) -> str:
    """The words behind the figure that are its own."""
    q = scene.quantities[index]
    _, closed = scene.segment(q.start)
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    if inside:
        closed = min(closed, inside[1])
    text, start = scene.text[q.end : closed], q.end
    if restated := pattern("restated").match(text):
        start += restated.end() - 1  # `2.946/2.951 đảng viên (99,83%) đăng ký nội dung học tập`
        text = scene.text[start:closed]
    if _STOPPED.match(text):
        return ""
    behind_it = next((i for i in range(index + 1, len(scene.quantities)) if scene.quantities[i].start >= start), None)
    if behind_it is not None and scene.quantities[behind_it].start < closed and not of_criteria(scene, index):
        following = scene.quantities[behind_it].start
        text = scene.text[start:following].partition("(")[0]  # `537 trường mầm non và phổ thông (168 trường …`
        broken_down = start + len(text) < following
        cuts = [] if broken_down else list(pattern("joint").finditer(text))
        tail = text[cuts[-1].end() :] if cuts else ""
        if cuts and not (len(tail.split()) > 5 and pattern("verb_before").search(tail)):
            text = text[: cuts[-1].start()]
        elif not broken_down:
            text = pattern("verb_before").sub("", text)
    if q.unit and q.unit.base in _JUDGED and (said := pattern("verdict").match(text)):
        return str(said[1])
    if "(" in text:
        text = text[: text.index("(")]
    text = pattern("where_mostly").sub("", text)
    if pattern("verdict_of_base").match(text.lstrip()):
        return ""  # `tăng 15,8% thấp hơn mức kế hoạch đề ra`
    if stop := phrases("ends").search(text, 1):
        text = text[: stop.start()]
    words = _clean(scene, text, start, ending=False).split()
    if words and regex.match(r" có (?!\d)", text):
        words.insert(0, "có")
    return " ".join(words[:_MAX_WORDS])


def _cue_end(scene: Scene, cue: Cue) -> int:
    """`chỉ tiêu nhiệm kỳ là kết nạp 950`: what is to be done is no part of the words that say it was planned."""
    said = scene.text[cue.start : cue.end]
    return cue.start + said.index(" là ") + 3 if cue.gives.get("role") == "plan" and " là " in said else cue.end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, overlapping ones as one: `so với năm 1993` holds `năm 1993`."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _clean(scene: Scene, text: str, edge: int, ending: bool) -> str:
    """Take out the cues (periods, rhythms, aims, …) and the function words; `edge` is where `text` ends or begins."""
    offset = edge - len(text) if ending else edge
    text = pattern("by_rule").sub(lambda m: " " * len(m[0]), text)
    drop = [*scene.periods, *scene.frequencies]
    kept = ("growth", "share") if ending else ("growth", "share", "base")
    drop += [c for c in scene.roles if c.gives["role"] not in kept]
    if ending and (of := _RATE_TO.match(text)):
        drop = [c for c in drop if not c.start <= offset + of.end() <= c.end]  # `tỷ lệ nợ so với tổng thu`: of its name
    inner = [
        (c.start - offset, _cue_end(scene, c) - offset)
        for c in drop
        if offset <= c.start and c.end <= offset + len(text)
    ]
    for start, end in reversed(_merged(inner)):
        text = text[:start] + " " + text[end:]
    text = phrases("adverbs").sub(" ", pattern("beside").sub("", text))
    text = pattern("barely").sub("", text) if ending else text
    text = _NOW.sub("", text)
    text, last = " ".join(text.split()), ""
    while last != text:
        last, text = text, phrases("tail").sub("", phrases("head").sub("", text)).strip()
    # The rhythm word belongs to the measure's name: `thu nhập bình quân đầu người`.
    words = f"bình quân {text}".split() if text.startswith("đầu người") else text.split()
    return " ".join(words[-_MAX_WORDS:] if ending else words)
