"""What neighbouring figures share: a noun, a predicate, a measure, a whole told once for several of them."""

from __future__ import annotations

import regex

from pipeline.extract import around
from pipeline.extract.around import phrases
from pipeline.extract.scene import Scene
from pipeline.extract.statement import Reading, join, noun
from pipeline.extract.wording import pattern

PERSONS = ("đồng chí", "người", "cá nhân")


def same_noun(scene: Scene, index: int, last: Reading | None) -> str:
    """`71% người trên 18 tuổi được tiêm 01 mũi, 18% được tiêm 02 mũi`: the second is of the same people."""
    if last is None or not pattern("predicate").match(scene.text, scene.quantities[index].end):
        return ""
    verb = pattern("predicate").search(last.own)
    return last.own[: verb.start()] if verb else ""


def parallel(before: str, subject: str) -> str:
    """`tỷ lệ nữ đại biểu cấp tỉnh 26,9%, cấp huyện 27,4%`: the second names only where it parts from the first."""
    words, said = before.split(), subject.split()
    if (
        words
        and len(words) <= 4
        and (rate := pattern("rate_of").match(subject))
        and not pattern("rate_of").match(before)
    ):
        return f"{rate[0]}{before}"  # `tỷ lệ huy động ra lớp ở nhà trẻ 43,5%, mẫu giáo 99,2%`
    if not words or len(words) > 5 or len(said) <= len(words) or words[0].lower() not in (w.lower() for w in said[1:]):
        return before
    at = max(i for i, w in enumerate(said) if w.lower() == words[0].lower())
    if at < 2:  # `tổng chi …, chi thường xuyên`: a name of its own
        return before
    return " ".join((*said[:at], *words))


def complete(scene: Scene, index: int, out: Reading, last: Reading) -> bool:
    """`…; 1.215 ngôi nhà bị ngập`, `… 98,2%; 36 km kênh mương`: says all of itself, whatever stood before."""
    if not out.head or not out.own:
        return False
    lead = scene.text[scene.quantities[index - 1].end : scene.quantities[index].start]
    if "bị" in out.own.split()[:4] or last.before.lower().startswith(f"{out.head} "):
        return True  # `…; lớp chuyên đề …, có 205 học viên; 27 lớp bồi dưỡng …`: one after the other
    return ";" in lead and not last.head


def measured(scene: Scene, index: int, before: str, last: Reading) -> str:
    """`diện tích cà phê 124.500 ha, cao su 258.400 ha, chè 67.300 ha`: what is measured is told once."""
    q, other = scene.quantities[index], scene.quantities[index - 1]
    lead = scene.text[other.end : q.start]
    alike = q.unit is not None and other.unit is not None and q.unit.base == other.unit.base
    if not before or len(before.split()) > 4 or not alike or not regex.match(r"(?:,| và) [^,;:.()]*$", lead):
        return ""
    if phrases("generic").match(" ".join(before.split()[:2])) or phrases("generic").match(before.split()[0]):
        return ""
    return spread(last.before)


def spread(before: str) -> str:
    """`sản lượng` of `sản lượng khai thác dầu thô`: a measure told once for all the things that follow it."""
    words = before.split()
    for size in range(min(len(words) - 1, 4), 0, -1):
        if phrases("spread").match(" ".join(words[:size])):
            return " ".join(words[:size])
    return ""


def alike(part: str, whole: str) -> bool:
    """`thu nội địa` of `tổng thu ngân sách` names itself in full."""
    return bool(set(part.lower().split()) & set(whole.lower().split()))


def works_on(scene: Scene, index: int, out: Reading, last: Reading) -> bool:
    """`làm mới 4.180 km đường, nâng cấp 12.600 km`: another work on the same thing, which is told once."""
    q, other = scene.quantities[index], scene.quantities[index - 1]
    same = q.unit is not None and other.unit is not None and q.unit.base == other.unit.base
    if out.own or not last.own or last.head or not same or alike(out.before, last.own) or len(last.own.split()) > 4:
        return False
    lead = scene.text[other.end : q.start]
    words = out.before.split()
    return (
        2 <= len(words) <= 3
        and out.before[0].islower()
        and regex.match(r"[^,;:]*(?:, | và )[^,;:()]*$", lead) is not None
    )


def thing(before: str) -> str:
    """`năng suất lúa`, `diện tích gieo cấy lúa`: what a measure before it was of, for the next measure of the same."""
    words = before.split()
    for size in range(min(len(words) - 1, 4), 0, -1):
        if phrases("generic").match(" ".join(words[:size])):
            return " ".join(words[size:])
    return before


def takes_part(scene: Scene, index: int, out: Reading, last: Reading) -> bool:
    """`mở 03 lớp bồi dưỡng …, có 401 đồng chí tham gia`: those who take part in what was counted before them."""
    lead = scene.text[scene.quantities[index - 1].end : scene.quantities[index].start]
    return (
        bool(out.head and last.head)
        and out.head != last.head
        and last.head not in PERSONS
        and regex.search(r"\b(?:có|với|cho|thu hút)(?: \p{L}+)? $", lead) is not None
        and pattern("takes_part").match(out.own) is not None
    )


def shared_words(scene: Scene, index: int) -> str:
    """`18 tập thể và 03 cá nhân có thành tích trong …`: the words behind the last of a list are those of all of it."""
    for at in range(index, len(scene.quantities) - 1):
        q, after = scene.quantities[at], scene.quantities[at + 1]
        if not regex.fullmatch(r"(?:,| và|, và) ", scene.text[q.end : after.start]) or scene.segment(
            q.start
        ) != scene.segment(after.start):
            return ""
        words = around.behind(scene, at + 1)
        if len(words.split()) >= 4:
            return words if pattern("shared_behind").match(scene.text[after.end :]) else ""
    return ""


def shared_about(scene: Scene, index: int, out: Reading) -> str:
    """`02 cuộc thi cấp tỉnh và 08 cuộc thi cấp cơ sở về “…”`: what the last of two alike is about is both's."""
    if index + 1 >= len(scene.quantities) or noun(scene.quantities[index + 1]) != out.head or " về " in f" {out.own} ":
        return ""
    if scene.segment(scene.quantities[index].start) != scene.segment(scene.quantities[index + 1].start):
        return ""
    _, about, what = around.behind(scene, index + 1).partition(" về ")
    return about.strip() + " " + what if about else ""


def following(scene: Scene, index: int) -> str:
    """`95% cán bộ và 85% công chức tham gia học tập`: the predicate stands behind the last of the list."""
    if index + 1 >= len(scene.quantities):
        return ""
    q, after = scene.quantities[index], scene.quantities[index + 1]
    between = scene.text[q.end : after.start]
    coordinate = regex.search(r"(?: và |, )(?:có |trên |khoảng )*$", between) is not None and len(between) < 60
    return around.behind(scene, index + 1) if coordinate else ""


def of_whole(part: str, whole: Reading) -> str:
    """`…, trong đó vốn ngân sách chiếm 22,8%`: a share is told with what it is a share of."""
    words = " ".join(join(whole.head, whole.own, whole.before if not whole.own else "").split()[:8])
    return f"trong {words}" if words and " là " not in words and words.lower() not in part.lower() else ""
