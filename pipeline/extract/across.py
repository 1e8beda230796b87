"""What figures say of each other across sentences, blocks and notes: actors, topics, wholes, common measures."""

from __future__ import annotations

import itertools
from collections import defaultdict

import regex

from pipeline.extract import around, cell_names, sharing
from pipeline.extract import sentences as splitting
from pipeline.extract.passage import Passage
from pipeline.extract.statement import Reading
from pipeline.extract.wording import pattern
from pipeline.model import Block, Document, Figure

_UNSAID = frozenset({"lead.result", "lead.target", "lead.forecast", "document.type"})  # said by no word of its own
_BARE = 7  # words: an indicator no longer than this leaves its topic to what stands around it

_GENERIC = 4  # words of a name that is of something
_LEAST = {("share", "percent"): 2, ("change", "percent"): 1, ("level", "measured"): 1}  # words that say nothing alone


def actors(read: list[tuple[Figure, Reading]]) -> None:
    """Where two figures of a section differ in nothing but who did it, their indicators name who."""
    actors: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for figure, reading in read:
        actors[figure.section_path, reading.key].add(reading.actor)
    for figure, reading in read:
        named = len(actors[figure.section_path, reading.key]) > 1
        figure.indicator = reading.full if named else reading.text


def topics(document: Document, found: list[Figure]) -> None:
    """A note's bare figure (`Có 401 đồng chí dự`) is about what its mark stands on in the text."""
    anchored: dict[tuple[int, str], list[Figure]] = defaultdict(list)
    for figure in found:
        for label in figure.footnote_anchors:
            anchored[figure.block, label].append(figure)
    for figure in found:
        caller = document.blocks[figure.block].anchor
        callers = anchored.get((caller, figure.footnote_label or ""), []) if caller is not None else []
        scaled = figure.unit != "" and figure.unit_class == "other"  # `2,4 tỷ`: the mark's unit is meant
        alike = [c for c in callers if scaled or c.unit_class == figure.unit_class]
        counted = (figure.unit_class == "count" or not figure.unit) and figure.measure == "level"
        bare = _BARE if counted else _BARE // 2 if figure.measure == "level" else 0
        bare = bare if figure.unit else 2  # `Khiển trách 04`, `đại học 1.921`
        if figure.measure == "share" and _opens_note(document, figure):
            bare, counted = 3, True  # `Trong đó: nữ chiếm 43,1%`
        moved = figure.measure == "change" and not set(figure.indicator.lower().split()) - {"tăng", "giảm"}
        if callers and moved:
            figure.indicator = (alike or callers)[0].indicator
        if len(figure.indicator.split()) > bare:
            continue
        if (
            caller is not None
            and len(figure.indicator.split()) <= 1
            and (same := _same_before(document, figure, found))
        ):
            _append(figure, same.indicator)
        elif callers and (alike or counted):
            _append(figure, (alike or callers)[0].indicator)
        elif not callers and (counted or not figure.indicator) and caller is not None:
            _append(figure, _called_for(document, figure, document.blocks[caller], found))


def _opens_note(document: Document, figure: Figure) -> bool:
    block = document.blocks[figure.block]
    opened = pattern("opens_parts").match(document.text[block.start : block.end])
    return (
        block.kind == "footnote"
        and opened is not None
        and not any(c.isdigit() for c in opened.string[opened.end() : figure.start - block.start])
    )


def _same_before(document: Document, figure: Figure, found: list[Figure]) -> Figure | None:
    """`… 6,74 triệu lượt người, chi phí 1.986 tỷ đồng⁽²⁾` and `⁽²⁾ Năm 2010: 1,18 triệu lượt, 268 tỷ đồng`."""
    caller = document.blocks[document.blocks[figure.block].anchor or 0]
    mark = next((m.start for m in caller.marks if m.label == figure.footnote_label), None)
    if mark is None or not figure.unit or figure.unit_class in ("percent", "count"):
        return None
    sentence = max((s for s, _ in splitting.split(document.text, caller.start, caller.end) if s < mark), default=mark)
    told = [f for f in found if f.block == caller.position and sentence <= f.start < mark and f.measure == "level"]
    return next((f for f in reversed(told) if f.unit_base == figure.unit_base), None)


def _called_for(document: Document, figure: Figure, caller: Block, found: list[Figure]) -> str:
    """What the text before a note's mark says of the note's thing: `khen thưởng tập thể có thành tích …⁽⁶⁾`."""
    mark = next((m.start for m in caller.marks if m.label == figure.footnote_label), None)
    if mark is None:
        return ""
    start = max((s for s, _ in splitting.split(document.text, caller.start, caller.end) if s < mark), default=mark)
    said = document.text[start:mark]
    at = said.rfind(f" {figure.unit} ") if figure.unit else -1
    if at >= 0:
        return " ".join(regex.sub(r"[⁽][^⁾]*⁾", "", said[at + len(figure.unit) + 2 :]).strip(" ,;").split()[:24])
    near = [f for f in found if f.block == caller.position and start <= f.start < mark and f.unit_class == "count"]
    if near or figure.unit_class == "count" or not figure.unit:
        return near[-1].indicator if near else ""
    subject = pattern("subject_told").match(said)  # `Thu ngân sách hằng năm đều vượt dự toán⁽⁴⁾`
    return subject["subject"] if subject else ""


def gone_on(sentences: list[list[Figure]]) -> None:
    """`Tính chung 5 tháng đạt 421,5 tỷ đồng`: of what the sentence before it told of first."""
    for before, here in itertools.pairwise(sentences):
        first = here[0]
        if first.block != before[0].block or (first.indicator and not around.phrases("generic").match(first.indicator)):
            continue
        alike = next(
            (f for f in before if f.measure == first.measure == "level" and f.unit_base == first.unit_base), None
        )
        if alike is None:
            continue
        bare = first.indicator
        summed = pattern("cumulative").fullmatch(bare) is not None  # says no thing at all
        for figure in here:
            if summed and figure.indicator.startswith(bare):
                figure.indicator = alike.indicator + figure.indicator.removeprefix(bare)
            elif figure.indicator == bare or not figure.indicator:
                _append(figure, alike.indicator)
            elif not bare and pattern("subjectless").match(figure.indicator):
                figure.indicator = f"{alike.indicator} {figure.indicator}"  # `bằng 81,6% kế hoạch năm và tăng 7,1%`


def terse(sentences: list[list[Figure]]) -> None:
    """A word or two (`vốn 4,3 tỷ đồng`, `nữ chiếm 25%`) leave the rest to the figure told before it in the sentence."""
    for before, figure in (pair for figures in sentences for pair in itertools.pairwise(figures)):
        most = _LEAST.get((figure.measure, "percent" if figure.unit_class == "percent" else "measured"), 0)
        if figure.unit_class == "count" or before.block != figure.block or figure.location != "body":
            continue
        generic = around.phrases("generic").match(figure.indicator) is not None
        thing = figure.measure == "level" and not generic  # `gạo 3,7 triệu tấn`
        most = _GENERIC if generic and figure.unit_class == "percent" else most  # `nợ quá hạn 0,11%`
        if len(figure.indicator.split()) <= most and before.indicator and not thing:
            _append(figure, before.indicator)


def measured(sentences: list[list[Figure]]) -> None:
    """`Kim ngạch xuất khẩu sang Hoa Kỳ 58,7 triệu USD; EU 23,1 triệu USD`: bare names are of the measure told first."""
    for figures in sentences:
        told: tuple[Figure, str] | None = None
        for figure in figures:
            if figure.measure != "level" or figure.unit_class in ("percent", "count") or figure.location != "body":
                continue
            measure = pattern("told_measure").match(figure.indicator)
            if measure is not None:
                told = figure, measure["measure"].lower()
            elif told is not None and figure.unit_base == told[0].unit_base and _is_bare_name(figure.indicator):
                figure.indicator = f"{told[1]} {figure.indicator}"


def _is_bare_name(indicator: str) -> bool:
    generic = around.phrases("generic").match(indicator) is not None
    own = pattern("own_measure").search(indicator) is not None
    return 1 <= len(indicator.split()) <= 4 and not generic and not own


def _opens_parts(introduction: str) -> bool:
    return any(pattern(name).search(introduction) for name in ("opens_list", "divides_below"))


def wholes(document: Document, found: list[tuple[Figure, Passage, int]]) -> None:
    """Wholes told before the sentence: `… 2.315 tỷ đồng. Trong đó, …`, and `Tổng thu …, trong đó:` with its list."""
    for at, (figure, passage, sentence) in enumerate(found):
        if figure.parent or figure.measure not in ("level", "share"):
            continue
        if figure.measure == "level" and figure.unit_class == "percent":
            continue  # a rate of attainment
        intro = passage.block.intro
        if pattern("opens_parts").match(document.text[sentence : figure.start]):
            before = [f for f, p, s in found[:at] if p.block is passage.block and s < sentence]
        elif intro is not None and _opens_parts(document.block_text(document.blocks[intro])):
            before = [f for f, p, _ in found[:at] if p.block.position == intro]
        else:
            continue
        if figure.measure == "share":
            if "role.share" not in figure.rules:
                figure.parent = _of_same_whole(document, found[at - 1], found[at]) if at else None
                continue
            wholes = [
                f for f in before if f.measure == "level" and f.unit_class not in ("percent", "duration", "count")
            ]
        else:
            wholes = [
                f
                for f in before
                if f.measure == "level" and (f.unit_class, f.unit_base) == (figure.unit_class, figure.unit_base)
            ]
        # What is a part itself, or the value of a base, is not meant.
        wholes = [f for f in wholes if not f.parent and "measure.of_base" not in f.rules]
        once = [f for f in wholes if not pattern("restates").search(document.text[max(0, f.start - 30) : f.start])]
        wholes = once or wholes
        wholes = [f for f in wholes if f.unit == figure.unit] or wholes  # `1.238 triệu tấn và 237 tỷ tấn.km`
        wholes = [f for f in wholes if _holds(f, figure)] or wholes
        if wholes:
            figure.parent = str(wholes[-1].start)
            if pattern("sliced").match(document.text[sentence : figure.start]):
                _slice(figure, wholes[-1])
            elif figure.measure == "level":
                _date_like(figure, wholes[-1])


def _holds(whole: Figure, part: Figure) -> bool:
    """Whether the part is no more than the whole: `bình quân mỗi tháng 1,65 tỷ USD. Trong đó, … 9,81 tỷ USD` is."""
    return whole.value_base is None or part.value_base is None or part.value_base <= whole.value_base


def _of_same_whole(
    document: Document, last: tuple[Figure, Passage, int], this: tuple[Figure, Passage, int]
) -> str | None:
    """`Trong tổng số đó, vốn ngân sách chiếm 22,7%, tín dụng nhà nước 14,2%`: one more share, of another name."""
    (before, _, sentence), (figure, _, here) = last, this
    if sentence != here or before.measure != "share" or not before.parent:
        return None
    named = pattern("another_name").fullmatch(document.text, before.end, figure.start)
    return before.parent if named else None


def judged_alike(document: Document, found: list[tuple[Figure, Passage, int]]) -> None:
    """`Dự kiến nhập khẩu 34 tỷ USD. Trong đó, máy móc 11,4 tỷ USD, tăng 14%`: parts are as sure as their whole."""
    by_sentence: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for figure, passage, sentence in found:
        by_sentence[passage.start, sentence].append(figure)
    for (above, wholes), (here, parts) in itertools.pairwise(by_sentence.items()):
        if above[0] != here[0] or not pattern("opens_parts").match(document.text[here[1] : parts[0].start]):
            continue
        whole = next((f for f in reversed(wholes) if f.measure == "level" and f.unit_class != "percent"), wholes[0])
        for figure in parts:
            if not _UNSAID.isdisjoint(figure.rules):
                figure.kind, figure.status = whole.kind, whole.status
                figure.rules = tuple("kind.of_whole" if rule in _UNSAID else rule for rule in figure.rules)


def _slice(figure: Figure, whole: Figure) -> None:
    """`24.360 tỷ đồng. Phân theo loại hình: kinh tế nhà nước 1.850 tỷ đồng`: of the same thing at the same time."""
    _append(figure, whole.indicator)
    _date_like(figure, whole)


def _date_like(figure: Figure, whole: Figure) -> None:
    """A part that names no time of its own is of the whole's."""
    if any(rule.startswith(("document.", "recalled.", "lead.period")) for rule in figure.rules):
        figure.period, figure.period_start, figure.period_end = whole.period, whole.period_start, whole.period_end


def rows(found: list[tuple[Figure, Passage, int]]) -> None:
    """`Năm 2016 đạt 94,38%` in a cell is about what its row says."""
    for figure, passage, _ in found:
        bare = 9 if figure.rule_id == "role.exceed" or "role.exceed" in figure.rules else 4
        if passage.cell and passage.cell.row_header and len(figure.indicator.split()) <= bare:
            _append(figure, cell_names.of_row(passage.cell.row_header))


def items(document: Document, found: list[tuple[Figure, Passage, int]]) -> None:
    """`Kim ngạch xuất khẩu đạt … Theo thị trường:` over `- Hoa Kỳ: 7,6 tỷ USD`: what the items have in common."""
    by_block: dict[int, list[Figure]] = defaultdict(list)
    for figure, passage, _ in found:
        by_block[passage.block.position].append(figure)
    for position, items in by_block.items():
        block = document.blocks[position]
        above = by_block.get(block.intro, []) if block.intro is not None else []
        if not above or not pattern("divides_below").search(document.block_text(document.blocks[block.intro or 0])):
            continue
        first = items[0]
        alike = [
            f
            for f in above
            if f.measure == "level" and f.unit_class == first.unit_class and f.unit_base == first.unit_base
        ]
        measured = bool(alike) and sharing.spread(alike[-1].indicator) != ""
        if measured and first.measure == "level" and len(first.indicator.split()) <= 4 and first.unit_class != "count":
            told = {f.indicator for f in items if f.indicator.startswith(first.indicator)}
            for figure in items:
                if figure.indicator in told:
                    _append(figure, alike[-1].indicator)


def _append(figure: Figure, words: str) -> None:
    said = figure.indicator.lower().split()
    figure.indicator = " ".join((figure.indicator, *(w for w in words.split() if w.lower() not in said))).strip()
