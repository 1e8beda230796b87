"""Figures of a document: numbers, then quantities, then what each says. `figures` is the road, step by step."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.extract import (
    across,
    canonical,
    cells,
    confidence,
    cues,
    indicators,
    kinds,
    measures,
    note_parts,
    numbers,
    papers,
    parts,
    period_forms,
    periods,
    phrasing,
    quantities,
    references,
    rejections,
    relative,
    respectively,
    rhythms,
    sums,
)
from pipeline.extract.passage import Passage, passages
from pipeline.extract.passage import scenes as scenes_of
from pipeline.extract.quantities import Quantity
from pipeline.extract.scene import Scene, Settings
from pipeline.extract.sentences import bracket
from pipeline.extract.statement import Reading
from pipeline.extract.wording import pattern
from pipeline.model import Document, Figure, Reference, Rejected

_PLANS = ("role.plan", "role.plan_told")  # what says that a plan is told again
_NAME = 90  # characters that the name of a plan before its years takes up at most
_LONG_SENTENCE = 200  # characters; the annotation guide's length of a context


@dataclass(slots=True)
class Extraction:
    """Everything extraction says of one document, in reading order."""

    figures: list[Figure] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def figures(document: Document) -> Extraction:
    """Every figure, rejected number and reference of the document.

    Offsets are code points of `document.text`. Deterministic: the same document gives the same result.
    """
    found = Extraction(references=references.find(document))
    cited = [(r.start, r.end) for r in found.references]
    english = numbers.is_english(document.text)
    settings = Settings(document)
    scenes: list[tuple[Passage, Scene]] = []
    for passage in passages(document, settings):
        candidates = numbers.scan(document.text, passage.start, passage.end)
        if not candidates:
            continue
        near = [c for c in cited if c[0] < passage.end and c[1] > passage.start]
        kept, rejected = rejections.split(document.text, passage.start, passage.end, candidates, near)
        found.rejected += rejected
        built = quantities.build(document.text, passage.start, passage.end, kept, english)
        scenes += [(passage, scene) for scene in scenes_of(document.text, passage, built)]
    found.rejected += papers.without_names(document, scenes)
    _annotate((scene for _, scene in scenes), cited)
    read: list[tuple[Figure, Reading]] = []
    placed: list[tuple[Figure, Passage, int]] = []
    told: list[tuple[Figure, Passage, Scene]] = []
    by_sentence: list[list[Figure]] = []
    relative.settle(scene for _, scene in scenes)
    _carry(scenes)
    for passage, scene in scenes:
        if not scene.quantities:
            continue
        of_scene = _read(document, passage, scene)
        by_sentence.append([figure for figure, _ in of_scene])
        read += of_scene
        placed += [(figure, passage, scene.start) for figure, _ in of_scene]
        told += [(figure, passage, scene) for figure, _ in of_scene]
    across.actors(read)
    across.judged_alike(document, placed)
    across.wholes(document, placed)
    sums.name(document, by_sentence)
    note_parts.name(document, [figure for figure, _ in read])
    across.gone_on(by_sentence)
    across.terse(by_sentence)
    across.measured(by_sentence)
    across.rows(placed)
    across.items(document, placed)
    across.topics(document, [figure for figure, _ in read])
    phrasing.name(document, told)
    respectively.name(told)
    found.figures = [figure for figure, _ in read]
    tables, row_numbers = cells.figures(document, settings, english)
    tables, names = papers.cells_without_names(document, found.figures, tables)
    found.figures += tables
    found.rejected += row_numbers + names
    found.rejected.sort(key=lambda r: r.start)
    _number(document, found.figures)
    canonical.name(found.figures)
    return found


def _carry(scenes: list[tuple[Passage, Scene]]) -> None:
    """Hand on the time that a sentence opens with to those after it."""
    for (last, before), (passage, scene) in itertools.pairwise(scenes):
        scene.term = next((c for c in reversed(before.periods) if c.rule_id == "period.term"), before.term)
        told = periods.topic(before)
        told = before.carried if told is None or told.rule_id == "period.day" else told
        if before.setting.opens_term and told is not None and told.rule_id in ("period.year", "period.month"):
            told = before.carried  # a report on a term: what names no year is of all of it
        if last is passage:
            only = periods.only(before)
            anew = only is not None and only.rule_id == "period.term" and not before.quantities
            scene.carried, scene.recalled = told, only if anew else before.recalled or only
            scene.opening = (
                before.opening if before.opening or before.quantities else before.text[before.start : before.end]
            )
        elif last.block.kind in ("letterhead", "title"):
            continue  # their times are the document's
        elif last.block.section_path == passage.block.section_path and not passage.cell:
            scene.recalled = told or before.recalled


def _annotate(scenes: Iterable[Scene], cited: list[tuple[int, int]]) -> None:
    """Run the spaCy pipeline over the sentences and hang its cues on the scenes.

    A date inside a citation is the cited document's, no period of a figure.
    """
    from pipeline.extract import nlp

    listed: list[Scene] = []
    silent: list[Scene] = []  # without figures: only their time is asked
    for scene in scenes:
        (listed if scene.quantities else silent).append(scene)
    for scene, doc in zip(listed, nlp.annotate(s.text[s.start : s.end] for s in listed), strict=True):
        for name, found in doc._.cues.items():
            moved = [c._replace(start=c.start + scene.start, end=c.end + scene.start) for c in found]
            setattr(scene, name, moved)
        scene.words = [(t.idx + scene.start, t.idx + len(t) + scene.start) for t in doc if " " in t.text]
    for scene in silent:  # nothing but their time is asked of them: no need of words and phrases
        said = scene.text[scene.start : scene.end]
        scene.periods = cues.find("periods", said, scene.start)
        scene.roles = cues.find("roles", said, scene.start) if scene.periods else []
    for scene in (*listed, *silent):
        scene.periods = [
            c
            for c in scene.periods
            if (c.rule_id == "period.term" or not any(a <= c.start < b for a, b in cited))
            and not pattern("plan_name").search(scene.text, max(scene.start, c.start - _NAME), c.start)
        ]


def _read(document: Document, passage: Passage, scene: Scene) -> list[tuple[Figure, Reading]]:
    decided: list[measures.Decision] = []
    named: list[Reading] = []
    out: list[Figure] = []
    for index, q in enumerate(scene.quantities):
        kind = kinds.decide(scene, index)
        decided.append(measures.decide(scene, index, decided))
        target = kind.kind == "target"
        repeated = kind.rule_id in _PLANS and bracket(document.text, q.number_start, scene.start, scene.end)
        period = periods.decide(
            scene, index, target and not repeated
        )  # a plan repeated behind its result is of its time
        if repeated and pattern("yearly_plan").search(document.text, repeated[0] - 30, q.start):
            period = period._replace(period=period.period[:4] if period.period[4:5] == "-" else period.period)
        frequency, rhythm_rule = rhythms.rhythm(scene, index, target, period.period)
        whole = parts.parent(scene, index, decided)
        named.append(indicators.read(scene, index, decided, named, kind.rule_id in _PLANS, whole))
        if passage.cell and target and scene.setting.opens_term and not period.rule_id.startswith("period."):
            period = periods.of_past_term(scene.setting)
        figure = _figure(document, passage, scene, q)
        figure.kind, figure.status = kind.kind, kind.status
        if kind.status == "estimated" and kind.rule_id.startswith("lead.") and period.rule_id.startswith("period."):
            past = period_forms.span(period.period)[1]
            figure.status = "actual" if past and past.year < scene.setting.year else "estimated"
        if _foreseen(document, kind, period):
            kind = kind._replace(status="estimated", rule_id="kind.foreseen")
            figure.status = kind.status
        figure.measure, figure.direction, figure.compared_with = (
            decided[-1].measure,
            decided[-1].direction,
            decided[-1].compared_with,
        )
        if not frequency and target and passage.cell:
            frequency = cells.rhythm_of_row(passage.block, passage.cell)
        figure.period, figure.frequency, figure.indicator = period.period, frequency, named[-1].text
        figure.period_start, figure.period_end = period_forms.span(period.period)
        figure.rules = tuple(r for r in (*q.rules, kind.rule_id, decided[-1].rule_id, period.rule_id, rhythm_rule) if r)
        figure.rule_id = q.rules[0] if q.rules else "quantity.plain"
        if passage.block.kind != "footnote":
            figure.footnote_anchors = parts.anchors(scene, index, passage.block.marks)
        figure.parent = None if whole is None else str(out[whole].start)  # ids come last: see _number
        out.append(figure)
    return list(zip(out, named, strict=True))


def _foreseen(document: Document, kind: kinds.Decision, period: period_forms.Dated) -> bool:
    """A time told that begins after the document's date: what nothing calls an estimate or an aim is one."""
    unsaid = kind.status == "actual" and kind.rule_id.startswith(("lead.", "document."))
    issued, begun = document.letterhead.issued_on, period_forms.span(period.period)[0]
    return bool(unsaid and period.rule_id.startswith("period.") and issued and begun and begun > issued)


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
