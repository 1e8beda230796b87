"""Wholes and parts, and footnote marks: which figure a figure breaks down, which notes its clause carries."""

from __future__ import annotations

import math

import regex

from pipeline.extract import base_periods, measures
from pipeline.extract.cues import Cue
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Scene
from pipeline.extract.sentences import bracket
from pipeline.extract.wording import pattern
from pipeline.model import Mark

_ATTAINED = ("measure.index", "measure.of_plan", "role.attain")  # a rate of attainment is no part of another
_BRACKETED = regex.compile(r"\([^()]*\)")
_TIGHT = ("gồm", "gồm có", "bao gồm", "cụ thể là", "chia ra", "bằng hình thức", "bằng các hình thức")


def parent(scene: Scene, index: int, decided: list[measures.Decision]) -> int | None:
    """Index in the scene of the whole that figure `index` is a part of; like for like, as the guide says."""
    if decided[index].measure == "change" or decided[index].rule_id in _ATTAINED:
        return None
    return (
        _bracket_parent(scene, index, decided) if _in_bracket(scene, index) else _listed_parent(scene, index, decided)
    )


def _in_bracket(scene: Scene, index: int) -> tuple[int, int] | None:
    q = scene.quantities[index]
    return bracket(scene.text, q.number_start, scene.start, scene.end)


def _bracket_parent(scene: Scene, index: int, decided: list[measures.Decision]) -> int | None:
    """`6.021 đảng viên (nữ 2.152; …)`: the figure before the bracket, unless the bracket repeats a plan or a base."""
    inside = _in_bracket(scene, index)
    assert inside is not None
    q = scene.quantities[index]
    opened = max(inside[0], scene.text.rfind(";", inside[0], q.start))
    if any(c.gives["role"] in ("plan", "base") and opened <= c.start <= q.start for c in scene.roles):
        return None
    if pattern("other_time").match(scene.text[inside[0] : q.start]) or base_periods.base_of_bracket(scene, index):
        return None
    if _tells_of_last(scene, index, decided):
        return _bracket_parent(scene, index - 1, decided)  # `(trong đó có 92 cấp ủy viên, chiếm 25,1%)`
    for at in range(index - 1, -1, -1):
        whole = scene.quantities[at]
        if whole.end > inside[0] - 1:
            continue
        between = scene.text[whole.end : inside[0] - 1]
        rate = whole.unit is not None and whole.unit.unit_class == "percent"
        named = q.start > inside[0] and (q.unit is None or q.unit.unit_class == "count")
        if rate and at and named and not regex.search(r"[;()]", between):
            continue  # `kết nạp 1.034 đảng viên, đạt 51,7% chỉ tiêu, tăng 6,4% so với cùng kỳ (nữ 497; …)`
        if (regex.search(r"[;()]|, (?!\p{L}+ ?\()", between) and len(between) > 70) or ")" in between:
            return None
        named = decided[index].measure == "share" and pattern("named_part").search(scene.text[inside[0] : q.start])
        told = whole.unit is not None and whole.unit.unit_class == "count" and decided[index].measure == "level"
        told = told and pattern("named_part").search(scene.text[inside[0] : q.start]) is not None
        if rate and at and decided[at].measure == "change" and _summed(scene, inside, at - 1) and ";" not in between:
            continue  # `khu vực nhà nước 312,7 tỷ đồng, giảm 2,4% (trung ương 228,5 tỷ đồng, …)`
        if decided[at].measure == "change" and at and (named or told):
            continue  # `kết nạp 8.642 đảng viên, tăng 1.315 đồng chí so với nhiệm kỳ trước (nữ 39,2%)`
        counted = decided[at].measure == "level" and whole.unit is not None and whole.unit.unit_class == "count"
        restated = decided[index].measure == "share" and not named and at == index - 1
        if restated and decided[at].measure == "level" and (above := parent(scene, at, decided)) is not None:
            return above  # `trong đó nữ 1.957 đồng chí (40,55%)`: of the same whole
        if at and _paired(scene, at, index):
            at -= 1
        return at if _like(scene, at, index, decided) or (named and counted) else None
    return None


def _summed(scene: Scene, inside: tuple[int, int], at: int) -> bool:
    """Whether the amounts of the bracket add up to the figure `at`."""
    whole = scene.quantities[at]
    parts = [q for q in scene.quantities if inside[0] <= q.start < inside[1]]
    if whole.unit is None or len(parts) < 2 or any(p.unit is None or p.unit.name != whole.unit.name for p in parts):
        return False
    return math.isclose(math.fsum(p.low or 0.0 for p in parts), whole.low or 0.0, rel_tol=1e-6)


def _paired(scene: Scene, at: int, index: int) -> bool:
    """`70 vụ/103 bị can (truy tố 69 vụ/102 bị can)`: cases are part of the cases, people of the people."""
    first, second, part = scene.quantities[at - 1], scene.quantities[at], scene.quantities[index]
    if not (first.unit and second.unit and part.unit) or part.unit.base == second.unit.base:
        return False
    return part.unit.base == first.unit.base and scene.text[first.end : second.start].strip() in ("/", ",", "với", "và")


def _listed_parent(scene: Scene, index: int, decided: list[measures.Decision]) -> int | None:
    """`51,58 triệu người, trong đó thành thị 14,96 triệu người`: the level before the opening words."""
    q = scene.quantities[index]
    for cue in reversed(scene.roles):
        if cue.gives["role"] != "part" or cue.start >= q.start:
            continue
        words = scene.text[cue.start : cue.end].lower()
        held = bracket(scene.text, cue.start, scene.start, scene.end)
        if (words == "riêng" and not _singled_out(scene, index, cue.start)) or (held and q.start >= held[1]):
            continue
        if words == "bằng hình thức" and " và " in scene.text[cue.end : q.start]:
            continue  # `kỷ luật 1 đảng ủy bằng hình thức cảnh cáo và 366 đảng viên`
        later = scene.segment(cue.start) != scene.segment(q.start)
        counts = q.unit is None or q.unit.unit_class == "count"
        if later and counts and not (_goes_on(scene, index, decided) or _itemised(scene, index, cue.end)):
            return None  # behind a semicolon only a sum of money, of tonnes, … or one more part of like words goes on
        rates = index and decided[index - 1].measure == decided[index].measure == "share" and not later
        rates = rates and scene.quantities[index - 1].end <= cue.start <= scene.quantities[index - 1].end + 3
        told = rates or _tells_share(scene, index, cue.end) or _share_of_share(scene, index, cue, decided)
        if decided[index].measure == "share" and not told:
            return parent(scene, index - 1, decided) if _share_too(scene, index, cue.end, decided) else None
        for at in _nearest_first(scene, index, cue.start):
            whole = scene.quantities[at]
            if whole.end > cue.start or (_in_bracket(scene, at) and not _in_bracket(scene, index)):
                continue
            if words == "riêng" and scene.segment(whole.start) != scene.segment(q.start):
                return None
            between = _BRACKETED.sub("", scene.text[whole.end : cue.start])
            if words in _TIGHT and (len(between) > 45 or ";" in between):
                return None
            if decided[index].measure == "share" and decided[at].rule_id in ("measure.of_plan", "role.attain"):
                continue
            if decided[index].measure == decided[at].measure == "share" and not rates and _of_product(scene, at):
                continue  # `3.062 nghìn tỷ đồng, bằng 42,9% GDP, trong đó vốn nhà nước chiếm 39,1%`
            if decided[at].measure == "change" or not (
                decided[index].measure == "share" or _like(scene, at, index, decided)
            ):
                continue
            if later and decided[index].measure == decided[at].measure == "level" and _larger(q, whole):
                continue  # `thu 486 tỷ đồng, trong đó …; tổng chi 5.127 tỷ đồng`; in one clause it is a misprint
            return at
        return None
    return None


def _share_of_share(scene: Scene, index: int, cue: Cue, decided: list[measures.Decision]) -> bool:
    """`90% tổ chức hoàn thành tốt nhiệm vụ, trong đó hoàn thành xuất sắc không quá 20%`: of one clause, no larger."""
    q, last = scene.quantities[index], scene.before(index)
    if last is None or last.end > cue.start or not decided[index].measure == decided[index - 1].measure == "share":
        return False
    clause = scene.segment(last.start) == scene.segment(q.start)
    most, low = last.low if last.high is None else last.high, q.high if q.low is None else q.low
    return clause and most is not None and low is not None and low <= most


def _of_product(scene: Scene, index: int) -> bool:
    """A level once more, as a share of GDP."""
    return regex.match(r" (?:của )?(?:GDP|GRDP)\b", scene.text[scene.quantities[index].end :]) is not None


def _singled_out(scene: Scene, index: int, cue: int) -> bool:
    """`251,6 nghìn tấn, riêng thóc 172,9 nghìn tấn`: one of the same, told right behind a comma."""
    q = scene.quantities[index]
    last = scene.before(index)
    if last is None or last.end > cue or _larger(q, last) or q.low == last.low:
        return False
    name = scene.text[cue : q.start].split()
    plain = not any(cue <= c.start < q.start for c in scene.roles if c.gives["role"] != "part")
    return len(name) <= 7 and plain and regex.fullmatch(r", ", scene.text[last.end : cue]) is not None


def _larger(part: Quantity, whole: Quantity) -> bool:
    """Whether a part would be more than its whole, in one unit."""
    if part.unit is None or whole.unit is None or part.unit.base != whole.unit.base or part.unit.per != whole.unit.per:
        return False
    low, high = part.low, whole.high if whole.high is not None else whole.low
    return low is not None and high is not None and low * part.unit.multiplier > high * whole.unit.multiplier


def _share_too(scene: Scene, index: int, opened: int, decided: list[measures.Decision]) -> bool:
    """`trong đó nữ chiếm 51,3%, đoàn viên thanh niên 64,8%`: one more share of the same, of another name."""
    if not index or decided[index - 1].measure != "share" or scene.quantities[index - 1].start < opened:
        return False
    between = scene.text[scene.quantities[index - 1].end : scene.quantities[index].start]
    return pattern("another_name").fullmatch(between) is not None


def _goes_on(scene: Scene, index: int, decided: list[measures.Decision]) -> bool:
    """`trong đó nữ 452 đồng chí, chiếm 40,1%; dân tộc thiểu số 318 đồng chí`: a bare name and unit, right behind."""
    q = scene.quantities[index]
    opened = scene.segment(q.start)[0]
    counts = [at for at in range(index) if decided[at].measure in ("level", "ratio")]
    if not counts or q.unit is None or scene.segment(opened - 2) != scene.segment(scene.quantities[counts[-1]].start):
        return False
    last = scene.quantities[counts[-1]]
    name = scene.text[opened : q.start].strip(" ;")
    bare = 0 < len(name.split()) <= 4 and not regex.search(r"[,:()\d]", name)
    verbs = any(opened <= c.start < q.start for c in (*scene.roles, *scene.actors))
    alike = last.unit is not None and last.unit.base == q.unit.base
    return bare and alike and not verbs and parent(scene, counts[-1], decided) is not None


def _itemised(scene: Scene, index: int, opened: int) -> bool:
    """`24.860 lao động, …; trong đó: qua các chương trình 18.315 lao động; vay vốn 2.970 lao động`: a part an item."""
    q = scene.quantities[index]
    first = next((p for p in scene.quantities if p.start >= opened), q)
    if not scene.text.startswith(":", opened) or q.unit is None or first.unit is None:
        return False
    return q.unit.base == first.unit.base and not regex.search(r"\d", scene.text[scene.segment(q.start)[0] : q.start])


def _nearest_first(scene: Scene, index: int, opened: int) -> list[int]:
    """The figures before `index`; those of the clause that count the very same thing come first."""
    clause = scene.segment(opened)[0]
    unit = scene.quantities[index].unit

    def other(at: int) -> bool:
        whole = scene.quantities[at]
        same = unit and whole.unit and unit.unit_class == "count" and whole.unit.base == unit.base
        return not (same and clause <= whole.start < opened)

    return sorted(range(index - 1, -1, -1), key=other)


def _tells_share(scene: Scene, index: int, opened: int) -> bool:
    """Whether a percentage behind `trong đó` is a share of the whole: right behind it, or led by `chiếm`."""
    q = scene.quantities[index]
    start = max(opened, scene.gap(index)[0])
    return any(c.gives["role"] == "share" and start <= c.start < q.start for c in scene.roles) or q.start - opened <= 12


def _like(scene: Scene, at: int, index: int, decided: list[measures.Decision]) -> bool:
    whole, part = scene.quantities[at], scene.quantities[index]
    if "change" in (decided[at].measure, decided[index].measure):
        return False
    if decided[index].measure == "ratio" and not _named_ratio(scene, at, index):
        return False
    if (decided[index].measure == "share") != (decided[at].measure == "share"):
        return False
    if part.unit is None:
        return True
    if _family(whole) == _family(part) == "count":
        return True
    if part.unit.unit_class == "other" and not part.unit.base and whole.unit is not None:
        # `4,2 tỷ USD (trong đó vào Hoa Kỳ 2,2 tỷ, …)`: the unit is left out
        # `58,1 tỷ đồng, trong đó xây dựng cơ bản 19,3 tỷ`
        listed = any(c.gives["role"] == "part" and whole.end <= c.start < part.start for c in scene.roles)
        return whole.unit.multiplier > 1 and (listed or scene.text.startswith(" (", whole.end))
    return whole.unit is not None and (whole.unit.base, whole.unit.per) == (part.unit.base, part.unit.per)


def _named_ratio(scene: Scene, at: int, index: int) -> bool:
    """`18 chỉ tiêu; trong đó, kinh tế 4/4 chỉ tiêu`: a part told as a ratio, of its own name and no larger."""
    whole, part = scene.quantities[at], scene.quantities[index]
    if whole.denominator is not None and part.unit is None:
        return False
    named = pattern("named_part").search(scene.text[scene.gap(index)[0] : part.start].lstrip())
    return named is not None and (part.low or 0) < (whole.low or 0)


def _tells_of_last(scene: Scene, index: int, decided: list[measures.Decision]) -> bool:
    """A share right behind a count of the same bracket: it says more of that one."""
    if not index or decided[index].measure != "share" or decided[index - 1].measure != "level":
        return False
    q, last = scene.quantities[index], scene.quantities[index - 1]
    between = scene.text[last.end : q.start]
    return _in_bracket(scene, index - 1) == _in_bracket(scene, index) and between.strip(" ,") in (
        "chiếm",
        "chiếm tỷ lệ",
    )


def _family(q: Quantity) -> str:
    """People and organisations are counted alike; money, mass, area each stand alone."""
    return q.unit.unit_class if q.unit and q.unit.unit_class != "other" else "count"


def anchors(scene: Scene, index: int, marks: list[Mark]) -> tuple[str, ...]:
    """The labels of the footnote marks in the figure's clause.

    A mark at the end of a clause (before `.`, `;` or a comma) belongs to the whole clause back to the mark before
    it; a mark in mid-clause to its comma part only.
    """
    q = scene.quantities[index]
    opened, closed = scene.segment(q.start)
    found = []
    for number, mark in enumerate(marks):
        if not (opened <= mark.start <= closed) or mark.start < q.number_end:
            continue
        after = scene.text[mark.end : mark.end + 1]
        begin = opened if not after or after in ".;:)" else _comma_part(scene.text, opened, mark.start)
        if number and marks[number - 1].end > begin and marks[number - 1].end <= mark.start:
            begin = marks[number - 1].end
        if q.number_start >= begin:
            found.append(mark.label)
    return tuple(found)


def _comma_part(text: str, opened: int, position: int) -> int:
    for match in regex.finditer(r"(?r), |\bvà ", text[opened:position]):
        if not match[0].startswith(",") or not text[opened + match.start() - 1].isdigit():
            return opened + int(match.end())
    return opened
