"""What a figure measures, in the document's own words, made readable alone.

The words come from both sides of the figure: behind it (`95% đảng viên được học tập …`), before it (`Tỷ lệ hộ
nghèo còn 8,3%`), or from the figure before (`…, tăng 17,4%`), cut where another figure's statement begins.
"""

from __future__ import annotations

import regex

from pipeline.extract import measures
from pipeline.extract.scene import Scene
from pipeline.extract.sentences import bracket

# A clause that begins with one of these says what follows from the figure, not what it measures.
_CONSEQUENCE = regex.compile(
    r"[,;.:]? (?:không (?:có|để)|góp phần|nhằm|qua đó|từ đó|đồng thời|còn lại|các mô hình|trong đó|bằng|tăng|giảm|vượt|chiếm|so với|so cùng|cao hơn|thấp hơn"
    r"|ước|đạt (?=\d)|đạt tỷ lệ|trong khi|tuy nhiên|do (?:đó|vậy)|vì vậy|cụ thể|xấp xỉ)\b|⁽|[“”\"]?[.;](?: |$)|:",
    regex.IGNORECASE,
)
_SEPARATOR = regex.compile(r"(?:, (?:và )?| và |; |[()]|\. |: | còn | trong đó )")
_EDGE = regex.compile(
    r"^(?:(?:và|có|là|thì|còn|đạt|được|ước|với|trong|của|cho|ở|tại|trong đó|gồm|gồm có|khoảng|đến nay|hiện|hiện nay|hiện có|hiện tại"
    r"|đã|riêng|cả|nhưng|phấn đấu|bảo đảm|đảm bảo|theo đó|như sau|số|để|mà|vào|do|trung bình|bình quân|về|đó)(?=[\s,.;:]|$)[\s,.;:]*|[\s,.;:()+*“”\"–-]+)+",
    regex.IGNORECASE,
)
_TAIL = regex.compile(
    r"(?:[\s,.;:(+*“\"–-]+|(?:^|\s)(?:và|có|là|thì|còn|đạt|được|ước|với|đến|từ|lên|xuống|xuống còn|giảm còn|chiếm|bằng|gồm|vượt|khoảng|ước đạt|đạt tỷ lệ|tới|hơn|chỉ|mức"
    r"|đã|dự kiến|cho|số|có trên|trong|tăng lên|giảm|tăng|thêm|trong đó|tỷ lệ))+$",
    regex.IGNORECASE,
)
_MAX_WORDS = 32


def find(scene: Scene, index: int, decided: list[measures.Decision], earlier: list[str], plan: bool) -> str:
    """The indicator of figure `index`; `earlier` holds those of the figures before it in the sentence."""
    q = scene.quantities[index]
    unit = q.unit.name if q.unit else ""
    percent = q.unit is not None and q.unit.unit_class in ("percent", "percentage_point")
    left, right = _left(scene, index), _right(scene, index)
    before = earlier[-1] if earlier else ""
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    if plan and inside and before:
        return f"{before}, kế hoạch"
    if decided[index].measure == "change":
        subject = left or before
        verb = _movement(scene, index, decided)
        counted = "" if percent or not unit else _noun(q)
        base = decided[index].compared_with or ""
        return _join(counted if counted and counted not in subject else "", subject, verb if verb not in subject[-20:] else "", base)
    if percent:
        if right and not _is_remainder(right):
            return _join(right, left if len(right.split()) <= 4 else "")
        return left or before or right
    counted = _noun(q)
    if inside and before and not unit:
        whole = next((p for p in reversed(scene.quantities[:index]) if p.unit and p.end < inside[0]), None)
        return _join(_noun(whole) if whole else before, left, right)
    if counted and (q.unit is None or q.unit.unit_class == "count"):
        return _join(counted, right, left or (_verb(before) if earlier else ""))
    return left or before or _join(counted, right)


def _noun(q: object) -> str:
    """The counted noun without its multiplier: `triệu người` counts `người`."""
    unit = getattr(q, "unit", None)
    return unit.base.split("/")[0] if unit and unit.unit_class == "count" else ""


def _verb(before: str) -> str:
    return " ".join(before.split()[1:])


def _is_remainder(right: str) -> bool:
    """`35,4% GDP`, `11,8% dự toán năm`: the words behind the percentage name its base, not its subject."""
    return regex.match(r"(?:gdp|grdp|dự toán|kế hoạch|chỉ tiêu|tổng|so |năm|nghị quyết|mục tiêu|cùng kỳ|kh\b)", right, regex.IGNORECASE) is not None


def _left(scene: Scene, index: int) -> str:
    """The words before the figure that are its own."""
    opened, closed = scene.gap(index)
    q = scene.quantities[index]
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    if inside:
        opened = max(opened, inside[0])
    text = scene.text[opened:closed]
    if index and opened >= scene.quantities[index - 1].end:
        cuts = list(_SEPARATOR.finditer(text))
        text = text[cuts[-1].end() :] if cuts and not inside else text if inside or not cuts else ""
        if not cuts and opened == scene.quantities[index - 1].end:
            text = text if regex.match(r"\s*[,;(]", text) else ""
    return _clean(scene, text, opened + (closed - opened - len(text)))


def _right(scene: Scene, index: int) -> str:
    """The words behind the figure that are its own."""
    q = scene.quantities[index]
    _, closed = scene.segment(q.start)
    inside = bracket(scene.text, q.number_start, scene.start, scene.end)
    if inside:
        closed = min(closed, inside[1])
    text = scene.text[q.end : closed]
    if regex.match(r"[,;.:)]| và |⁽", text):
        return ""
    if index + 1 < len(scene.quantities):
        following = scene.quantities[index + 1]
        if following.start < closed:
            text = scene.text[q.end : following.start]
            cuts = list(_SEPARATOR.finditer(text))
            text = text[: cuts[-1].start()] if cuts else ""
    if "(" in text:
        text = text[: text.index("(")]
    if stop := _CONSEQUENCE.search(text, 1):
        text = text[: stop.start()]
    return _clean(scene, text, q.end)


def _clean(scene: Scene, text: str, offset: int) -> str:
    """Take out the cues (periods, rhythms, aims, estimates) and the function words at both edges."""
    drop = [c for c in (*scene.periods, *scene.frequencies) if offset <= c.start and c.end <= offset + len(text)]
    drop += [c for c in scene.roles if c.gives["role"] in ("aim", "estimate", "part", "plan", "done", "base", "attain", "exceed", "up", "down")
             and offset <= c.start and c.end <= offset + len(text)]  # fmt: skip
    for cue in sorted(drop, key=lambda c: -c.start):
        text = text[: cue.start - offset] + " " + text[cue.end - offset :]
    text = regex.sub(r"⁽[^⁾]*⁾", "", text)
    last = ""
    while last != text:
        last, text = text, _TAIL.sub("", _EDGE.sub("", text.strip()))
    words = text.split()
    return " ".join(words[-_MAX_WORDS:])


def _movement(scene: Scene, index: int, decided: list[measures.Decision]) -> str:
    rule = decided[index].rule_id
    if rule == "role.exceed":
        return "vượt"
    if rule == "role.growth":
        return ""
    return {"increase": "tăng", "decrease": "giảm", None: ""}[decided[index].direction]


def _join(*parts: str) -> str:
    return " ".join(" ".join(p for p in parts if p).split())
