"""Figures of a document: numbers, then quantities, then what each says. `figures` is the road, step by step."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import regex

from pipeline.extract import (
    around,
    canonical,
    cell_names,
    cells,
    confidence,
    indicators,
    kinds,
    measures,
    numbers,
    parts,
    periods,
    quantities,
    references,
    rejections,
    sharing,
    sums,
)
from pipeline.extract import sentences as splitting
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Lead, Scene, Setting, Settings
from pipeline.extract.statement import Reading
from pipeline.extract.wording import pattern
from pipeline.model import Block, Cell, Document, Figure, Reference, Rejected

_BARE = 7  # words: an indicator no longer than this leaves its topic to what stands around it
_LONG_SENTENCE = 200  # characters; the annotation guide's length of a context


@dataclass(slots=True)
class Extraction:
    """Everything extraction says of one document, in reading order."""

    figures: list[Figure] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


@dataclass(slots=True)
class Passage:
    """A stretch of running text to read figures in: a block, or a cell of prose."""

    block: Block
    start: int
    end: int
    setting: Setting
    cell: Cell | None = None


def figures(document: Document) -> Extraction:
    """Every figure, rejected number and reference of the document.

    Offsets are code points of `document.text`. Deterministic: the same document gives the same result.
    """
    found = Extraction(references=references.find(document))
    cited = [(r.start, r.end) for r in found.references]
    english = numbers.is_english(document.text)
    settings = Settings(document)
    scenes: list[tuple[Passage, Scene]] = []
    for passage in _passages(document, settings):
        candidates = numbers.scan(document.text, passage.start, passage.end)
        if not candidates:
            continue
        near = [c for c in cited if c[0] < passage.end and c[1] > passage.start]
        kept, rejected = rejections.split(document.text, passage.start, passage.end, candidates, near)
        found.rejected += rejected
        if kept:
            built = quantities.build(document.text, passage.start, passage.end, kept, english)
            scenes += [(passage, scene) for scene in _scenes(document.text, passage, built)]
    _annotate((scene for _, scene in scenes), cited)
    read: list[tuple[Figure, Reading]] = []
    placed: list[tuple[Figure, Passage, int]] = []
    by_sentence: list[list[Figure]] = []
    for (last, before), (passage, scene) in itertools.pairwise(scenes):
        scene.term = next((c for c in reversed(before.periods) if c.rule_id == "period.term"), before.term)
        told = periods.topic(before)
        told = before.carried if told is None or told.rule_id == "period.day" else told
        if last is passage:
            scene.carried, scene.recalled = told, before.recalled
        elif last.block.section_path == passage.block.section_path and not passage.cell:
            scene.recalled = told or before.recalled
    for passage, scene in scenes:
        of_scene = _read(document, passage, scene)
        by_sentence.append([figure for figure, _ in of_scene])
        read += of_scene
        placed += [(figure, passage, scene.start) for figure, _ in of_scene]
    _name_actors(read)
    _name_wholes(document, placed)
    sums.name(document, by_sentence)
    _name_gone_on(by_sentence)
    _name_rows(placed)
    _name_items(document, placed)
    _name_topics(document, [figure for figure, _ in read])
    found.figures = [figure for figure, _ in read]
    tables, row_numbers = cells.figures(document, settings, english)
    found.figures += tables
    found.rejected += row_numbers
    found.rejected.sort(key=lambda r: r.start)
    _number(document, found.figures)
    canonical.name(found.figures)
    return found


def _passages(document: Document, settings: Settings) -> Iterator[Passage]:
    for block in document.blocks:
        if block.kind in ("recipients", "signature"):
            continue
        if block.table is None:
            yield Passage(block, block.start + _label_length(document, block), block.end, settings.of(block))
        else:
            for cell in block.table.cells:
                if cells.is_prose(cell):
                    yield Passage(block, cell.start, cell.end, cells.setting(settings, block, cell), cell)


def _label_length(document: Document, block: Block) -> int:
    """A block's own label (`2.1`, `a)`, `⁽1⁾`) holds no figure."""
    text = document.text
    if block.marks and block.kind == "footnote" and block.marks[0].start == block.start:
        return block.marks[0].end - block.start
    if block.label and text.startswith(block.label, block.start):
        after = block.start + len(block.label)
        return len(block.label) + (1 if text[after : after + 1] in (")", ".") else 0)
    return 0


def _scenes(text: str, passage: Passage, built: list[Quantity]) -> Iterator[Scene]:
    announced = ""
    for start, end in splitting.split(text, passage.start, passage.end):
        inside = [q for q in built if start <= q.number_start < end]
        if inside:
            above = passage.setting
            if announced:  # an earlier sentence of the same block ends in a colon: it introduces the rest
                above = replace(above, leads=[Lead(announced, is_heading=False), *above.leads])
            yield Scene(text, start, end, splitting.segments(text, start, end), inside, [], [], [], [], above)
        if text[start:end].endswith(":"):
            announced = text[start:end]


def _annotate(scenes: Iterable[Scene], cited: list[tuple[int, int]]) -> None:
    """Run the spaCy pipeline over the sentences and hang its cues on the scenes.

    A date inside a citation is the cited document's, no period of a figure.
    """
    from pipeline.extract import nlp

    listed = list(scenes)
    for scene, doc in zip(listed, nlp.annotate(s.text[s.start : s.end] for s in listed), strict=True):
        for name, found in doc._.cues.items():
            moved = [c._replace(start=c.start + scene.start, end=c.end + scene.start) for c in found]
            if name == "periods":
                moved = [c for c in moved if not any(a <= c.start < b for a, b in cited)]
            setattr(scene, name, moved)


def _read(document: Document, passage: Passage, scene: Scene) -> list[tuple[Figure, Reading]]:
    decided: list[measures.Decision] = []
    named: list[Reading] = []
    out: list[Figure] = []
    for index, q in enumerate(scene.quantities):
        kind = kinds.decide(scene, index)
        decided.append(measures.decide(scene, index, decided[-1] if decided else None))
        target = kind.kind == "target"
        period = periods.decide(scene, index, target)
        frequency, rhythm_rule = periods.rhythm(scene, index, target, period.period)
        whole = parts.parent(scene, index, decided)
        named.append(indicators.read(scene, index, decided, named, kind.rule_id == "role.plan", whole))
        if passage.cell and target and scene.setting.opens_term and not period.rule_id.startswith("period."):
            period = periods.of_past_term(scene.setting)
        figure = _figure(document, passage, scene, q)
        figure.kind, figure.status = kind.kind, kind.status
        if kind.status == "estimated" and kind.rule_id.startswith("lead.") and period.rule_id.startswith("period."):
            past = periods.span(period.period)[1]
            figure.status = "actual" if past and past.year < scene.setting.year else "estimated"
        figure.measure, figure.direction, figure.compared_with = (
            decided[-1].measure,
            decided[-1].direction,
            decided[-1].compared_with,
        )
        if not frequency and target and passage.cell:
            frequency = cells.rhythm_of_row(passage.block, passage.cell)
        figure.period, figure.frequency, figure.indicator = period.period, frequency, named[-1].text
        figure.period_start, figure.period_end = periods.span(period.period)
        figure.rules = tuple(r for r in (*q.rules, kind.rule_id, decided[-1].rule_id, period.rule_id, rhythm_rule) if r)
        figure.rule_id = q.rules[0] if q.rules else "quantity.plain"
        if passage.block.kind != "footnote":
            figure.footnote_anchors = parts.anchors(scene, index, passage.block.marks)
        figure.parent = None if whole is None else str(out[whole].start)  # ids come last: see _number
        out.append(figure)
    return list(zip(out, named, strict=True))


def _figure(document: Document, passage: Passage, scene: Scene, q: Quantity) -> Figure:
    block, unit = passage.block, q.unit
    source = document.source_at(q.number_start, block)
    bound = q.low if q.low is not None else q.high
    base = None
    if unit and bound is not None and unit.factor is not None:
        base = bound * unit.multiplier * unit.factor
    elif unit and bound is not None:
        base = bound * unit.multiplier
    footnote = block.kind == "footnote"
    actor = next((c for c in reversed(scene.actors) if c.end <= q.start), None)
    return Figure(
        start=q.start, end=q.end, quote=document.text[q.start : q.end], context=_context(document, scene, q),
        block=block.position, kind="statistic", measure="level", status="actual", comparator=q.comparator,
        value_low=q.low, value_high=q.high, value_text=q.value_text, decimals=q.decimals, denominator=q.denominator,
        unit=unit.name if unit else "", unit_class=unit.unit_class if unit else "other", value_base=base,
        unit_base=unit.base if unit else "", actor=document.text[actor.start : actor.end] if actor else None,
        location="table" if passage.cell else "footnote" if footnote else "body", section_path=block.section_path,
        page=source.page, bbox=source.bbox, footnote_label=block.label if footnote else None,
        table_id=block.table.table_id if block.table else None,
        row_header=cells.row_name(block.table, passage.cell) if block.table and passage.cell else None,
        column_header=passage.cell.column_header or None if passage.cell else None,
    )  # fmt: skip


def _context(document: Document, scene: Scene, q: Quantity) -> str:
    """The sentence; of a long one the segment between semicolons that holds the figure."""
    start, end = (scene.start, scene.end) if scene.end - scene.start <= _LONG_SENTENCE else scene.segment(q.start)
    quote = document.text[q.start : q.end]
    if document.text.count(quote, start, end) > 1:  # told apart by the clause
        start, end = _own_clause(document.text, scene, q, start, end)
    return document.text[start:end].strip(" ,;")


def _own_clause(text: str, scene: Scene, q: Quantity, start: int, end: int) -> tuple[int, int]:
    """Between the joints (`,`, `và`) that part the figure from those before and behind it."""
    before = max((o.end for o in scene.quantities if o.end <= q.start), default=start)
    after = min((o.start for o in scene.quantities if o.start >= q.end), default=end)
    joints = [m.end() for m in pattern("clause_joint").finditer(text, max(start, before), q.start)]
    later = [m.start() for m in pattern("clause_joint").finditer(text, q.end, min(end, after))]
    return (joints[-1] if joints else start), (later[-1] if later and after < end else end)


def _name_actors(read: list[tuple[Figure, Reading]]) -> None:
    """Where two figures of a section differ in nothing but who did it, their indicators name who."""
    actors: dict[tuple[tuple[str, ...], str], set[str]] = defaultdict(set)
    for figure, reading in read:
        actors[figure.section_path, reading.key].add(reading.actor)
    for figure, reading in read:
        named = len(actors[figure.section_path, reading.key]) > 1
        figure.indicator = reading.full if named else reading.text


def _name_topics(document: Document, found: list[Figure]) -> None:
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
        counted = figure.unit_class == "count" and figure.measure == "level"
        bare = _BARE if counted else _BARE // 2 if figure.measure == "level" else 0
        moved = figure.measure == "change" and not set(figure.indicator.lower().split()) - {"tăng", "giảm"}
        if callers and moved:
            figure.indicator = (alike or callers)[0].indicator
        if len(figure.indicator.split()) > bare:
            continue
        if callers and (alike or counted):
            _append(figure, (alike or callers)[0].indicator)
        elif not callers and counted and caller is not None:
            _append(figure, _called_for(document, figure, document.blocks[caller], found))


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
    return near[-1].indicator if near else ""


def _name_gone_on(sentences: list[list[Figure]]) -> None:
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
        for figure in here:
            if figure.indicator == bare or not figure.indicator:
                _append(figure, alike.indicator)


def _opens_parts(introduction: str) -> bool:
    return any(pattern(name).search(introduction) for name in ("opens_list", "divides_below"))


def _name_wholes(document: Document, found: list[tuple[Figure, Passage, int]]) -> None:
    """Wholes told before the sentence: `… 2.315 tỷ đồng. Trong đó, …`, and `Tổng thu …, trong đó:` with its list."""
    anchored: dict[str, list[Figure]] = defaultdict(list)
    for figure, _, _ in found:
        for label in figure.footnote_anchors:
            anchored[label].append(figure)
    for at, (figure, passage, sentence) in enumerate(found):
        if figure.parent or figure.measure != "level":
            continue
        intro = passage.block.intro
        if passage.block.kind == "footnote" and pattern("opens_parts").match(
            document.text[passage.start : figure.start]
        ):
            before = [f for f in anchored.get(figure.footnote_label or "", []) if f.block == passage.block.anchor]
            if before and before[-1].unit_class == figure.unit_class == "count":
                figure.parent = str(before[-1].start)
            continue
        if pattern("opens_parts").match(document.text[sentence : figure.start]):
            before = [f for f, p, s in found[:at] if p.block is passage.block and s < sentence]
        elif intro is not None and _opens_parts(document.block_text(document.blocks[intro])):
            before = [f for f, p, _ in found[:at] if p.block.position == intro]
        else:
            continue
        wholes = [
            f
            for f in before
            if f.measure == "level" and (f.unit_class, f.unit_base) == (figure.unit_class, figure.unit_base)
        ]
        wholes = [f for f in wholes if not f.parent]  # what is a part itself is not meant
        if wholes:
            figure.parent = str(wholes[-1].start)


def _name_rows(found: list[tuple[Figure, Passage, int]]) -> None:
    """`Năm 2016 đạt 94,38%` in a cell is about what its row says."""
    for figure, passage, _ in found:
        bare = 9 if figure.rule_id == "role.exceed" or "role.exceed" in figure.rules else 4
        if passage.cell and passage.cell.row_header and len(figure.indicator.split()) <= bare:
            _append(figure, cell_names.of_row(passage.cell.row_header))


def _name_items(document: Document, found: list[tuple[Figure, Passage, int]]) -> None:
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


def _legibility(document: Document, figure: Figure) -> float:
    """How sure the recognition of a scan is of the letters; 1 where nothing was recognised."""
    block = document.blocks[figure.block]
    inside = (c for c in block.table.cells if c.start <= figure.start <= c.end) if block.table else ()
    source = next((cell.source for cell in inside), None) or document.source_at(figure.start, block)
    return 1.0 if source.confidence is None else source.confidence


def _number(document: Document, found: list[Figure]) -> None:
    """Reading order, ids, and the parents' ids in place of their offsets."""
    found.sort(key=lambda f: (f.start, f.end))
    ids = {}
    for number, figure in enumerate(found, 1):
        figure.figure_id = f"{document.doc_id}-{number:04}"
        figure.confidence = round(confidence.probability(figure) * _legibility(document, figure), 3)
        ids[str(figure.start)] = figure.figure_id
    for figure in found:
        figure.parent = ids.get(figure.parent) if figure.parent else None
