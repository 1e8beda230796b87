"""What reports show of a comparison: rows with their words, counts by section, passages side by side."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from pipeline.audit import SEVERITIES, Finding
from pipeline.audit.drafts import CHANGES, Change, Comparison, History, histories
from pipeline.audit.drafts.scripts import Script
from pipeline.model import Figure
from pipeline.official.words import keys, words
from pipeline.report import audit_view, sources
from pipeline.report.audit_words import CHECK, SEVERITY, message
from pipeline.report.diff_words import CHANGE, KIND, WORDS
from pipeline.report.pages import number

KNOCK_ON = ("introduced", "resolved", "open")
_LEVELS = 2  # headings named of a section path: part and chapter


@dataclass(slots=True)
class Item:
    """One change as a reader sees it; `index` numbers the changes of a comparison from 1."""

    index: int
    change: Change
    label: str
    indicator: str
    old: str  # what the old draft says, "" where it says nothing
    new: str
    delta: str
    section: str
    old_place: str
    new_place: str


@dataclass(slots=True)
class Stretch:
    """A stretch of a passage: plain text, a figure with the number of its change, or words that differ."""

    text: str
    mark: str = ""  # the change of a figure, "word" for other words, "" for plain text
    index: int = 0


@dataclass(slots=True)
class Card:
    """A changed passage as both drafts have it; a side is empty where the draft has no such passage."""

    section: str
    old: list[Stretch]
    new: list[Stretch]
    items: list[Item]

    @property
    def marks(self) -> str:
        """The changes on it, for the page's filter."""
        return " ".join(sorted({item.change.change for item in self.items}))


@dataclass(slots=True)
class Cell:
    """What one draft of a chain says of a figure, and the change by which it came to say so."""

    text: str
    change: Change | None = None


@dataclass(slots=True)
class HistoryRow:
    """A figure through a chain of drafts, a cell a draft."""

    label: str
    indicator: str
    section: str
    cells: list[Cell]


@dataclass(slots=True)
class Section:
    """Counts of a section: every change by name, and `unchanged`."""

    title: str
    counts: Counter[str]
    cards: list[Card] = field(default_factory=list)


@dataclass(slots=True)
class Consequence:
    """One finding of the audit beside what the other draft's audit says; `state` names a field of KnockOn."""

    state: str
    label: str
    finding: Finding
    severity: str
    check: str
    message: str
    place: str  # in the draft whose finding it is


def consequences(comparison: Comparison, lang: str) -> list[Consequence]:
    """What the changes do to the audit: findings introduced, resolved, still open."""
    told = comparison.knock_on
    if told is None:
        return []
    return [
        Consequence(
            state,
            WORDS[lang][state],
            finding,
            SEVERITY[lang][finding.severity],
            CHECK[lang][finding.check],
            message(finding, lang),
            place_of(comparison, finding, lang),
        )
        for state in KNOCK_ON
        for finding in sorted(getattr(told, state), key=lambda f: SEVERITIES.index(f.severity))
    ]


def place_of(comparison: Comparison, finding: Finding, lang: str) -> str:
    """Where a finding stands in the draft that has it."""
    drafts = (comparison.new.draft.document, comparison.old.draft.document)
    document = next((d for d in drafts if finding.finding_id.startswith(d.doc_id)), drafts[0])
    return audit_view.place(document, finding.spans[0], lang)


def knocked(comparison: Comparison, lang: str) -> str:
    """How many findings were introduced, resolved and are still open; "" where there are none."""
    counted = Counter(one.state for one in consequences(comparison, lang))
    return ", ".join(f"{counted[state]} {WORDS[lang][state]}" for state in KNOCK_ON if counted[state])


def items(comparison: Comparison, lang: str) -> list[Item]:
    """Every change of the comparison in the order of the new draft."""
    titles = _titles(comparison, lang)
    return [_item(comparison, index, change, titles, lang) for index, change in enumerate(comparison.changes, 1)]


def _titles(comparison: Comparison, lang: str) -> dict[tuple[str, ...], str]:
    """The sections of the new draft by their words: a section spelled in two ways is one."""
    found: dict[tuple[str, ...], str] = {}
    for figure in comparison.new.draft.figures:
        title = section_of(figure, lang)
        found.setdefault(tuple(keys(title)), title)
    return found


def _item(comparison: Comparison, index: int, change: Change, titles: dict[tuple[str, ...], str], lang: str) -> Item:
    title = section_of(change.figure, lang)
    return Item(
        index,
        change,
        CHANGE[lang][change.change],
        change.figure.indicator,
        said(comparison.old, change, change.old, lang),
        said(comparison.new, change, change.new, lang),
        delta(change, lang),
        titles.get(tuple(keys(title)), title),
        place(comparison.old, change.old, lang),
        place(comparison.new, change.new, lang),
    )


def said(script: Script, change: Change, figure: Figure | None, lang: str) -> str:
    """A figure's words in one draft, with the period or kind where that is what changed."""
    if figure is None:
        return ""
    text = quote(script, figure)
    if change.change == "period":
        return f"{text} ({figure.period or '—'})"
    if change.change == "kind":
        return f"{text} ({KIND[lang][figure.kind]})"
    if change.change == "unit" and figure.location == "table":
        return f"{text} ({figure.unit or '—'})"
    return text


def quote(script: Script, figure: Figure) -> str:
    """The figure as its draft writes it, on one line."""
    return sources.quote(script.draft.document, figure)


def sentence(script: Script, figure: Figure) -> tuple[str, str, str]:
    """A figure's sentence (of a table cell its headers) cut before and behind the figure; joined, it is the context."""
    return sources.sentence(script.draft.document, figure)


def delta(change: Change, lang: str) -> str:
    """`+0,4 (+0,9%)`; "" where there is none."""
    if change.delta is None:
        return ""
    share = "" if change.relative is None else f" ({number(round(100 * change.relative, 1), lang, sign=True)}%)"
    return number(change.delta, lang, sign=True) + share


def section_of(figure: Figure, lang: str) -> str:
    """The section a figure stands in, named by its highest headings."""
    return " › ".join(figure.section_path[:_LEVELS]) or WORDS[lang]["no_section"]


def place(script: Script, figure: Figure | None, lang: str) -> str:
    """Page, paragraph or line of the file, and the note or table."""
    return "" if figure is None else sources.place(script.draft.document, figure, lang)


def alike(comparison: Comparison, lang: str) -> str:
    """How alike the drafts are, in percent; never rounded to 100%."""
    return f"{number(math.floor(1000 * comparison.similarity) / 10, lang)}%"


def history_rows(comparisons: Sequence[Comparison], lang: str) -> list[HistoryRow]:
    """The figures of a chain that differ anywhere in it, in the order of the last draft."""
    scripts = [comparisons[0].old, *(c.new for c in comparisons)]
    rows = []
    for history in histories(comparisons):
        if history.differs:
            last = next(figure for figure in reversed(history.figures) if figure is not None)
            names = dict.fromkeys(CHANGE[lang][c.change] for c in history.changes if c.differs)
            cells = [_cell(script, history, n, lang) for n, script in enumerate(scripts)]
            rows.append(HistoryRow(", ".join(names), last.indicator, section_of(last, lang), cells))
    return rows


def _cell(script: Script, history: History, draft: int, lang: str) -> Cell:
    figure = history.figures[draft]
    before = history.figures[draft - 1] if draft else None
    came = next((c for c in history.changes if draft and c.differs and c.old is before and c.new is figure), None)
    if figure is None:
        return Cell("—", came)
    return Cell(said(script, came, figure, lang) if came else quote(script, figure), came)


def counts(comparison: Comparison) -> Counter[str]:
    """How many changes of each kind, and how many figures of the new draft are `unchanged`."""
    return Counter({**Counter(c.change for c in comparison.changes), "unchanged": comparison.unchanged})


def sections(comparison: Comparison, lang: str) -> list[Section]:
    """The sections with their counts and changed passages, in the order of the new draft."""
    listed = items(comparison, lang)
    told = {item.change.new.figure_id for item in listed if item.change.new}
    found: dict[str, Section] = {}
    titles = _titles(comparison, lang)
    for figure in comparison.new.draft.figures:
        title = titles[tuple(keys(section_of(figure, lang)))]
        found.setdefault(title, Section(title, Counter())).counts["unchanged"] += figure.figure_id not in told
    for item in listed:
        section = found.setdefault(item.section, Section(item.section, Counter()))
        section.counts[item.change.change] += 1
    for card in _cards(comparison, listed):
        found[card.section].cards.append(card)
    return list(found.values())


def _cards(comparison: Comparison, listed: Iterable[Item]) -> list[Card]:
    """The changes gathered by the passages they stand in, in the order of their first change."""
    old_home, new_home = _homes(comparison.old), _homes(comparison.new)
    to_new = {m.old: m.new for m in comparison.alignment.matched}
    to_old = {m.new: m.old for m in comparison.alignment.matched}
    gathered: dict[tuple[int | None, int | None], list[Item]] = defaultdict(list)
    for item in listed:
        old, new = item.change.old, item.change.new
        left = old_home[old.figure_id] if old else None
        right = new_home[new.figure_id] if new else None
        if left is None and right is not None:
            left = to_old.get(right)
        elif right is None and left is not None:
            right = to_new.get(left)
        gathered[left, right].append(item)
    return [
        Card(group[0].section, *_sides(comparison, left, right, group), group)
        for (left, right), group in gathered.items()
    ]


def _homes(script: Script) -> dict[str, int]:
    return {figure.figure_id: home for figure, home in zip(script.draft.figures, script.home, strict=True)}


def _sides(
    comparison: Comparison, left: int | None, right: int | None, group: Sequence[Item]
) -> tuple[list[Stretch], list[Stretch]]:
    """Both passages cut into stretches."""
    old, new = comparison.old, comparison.new
    differing: tuple[list[Span], list[Span]] = ([], [])
    if left is not None and right is not None:
        differing = differing_words(old, left, new, right)
    old_figures = [(i.change.old, i) for i in group if i.change.old]
    new_figures = [(i.change.new, i) for i in group if i.change.new]
    return (
        [] if left is None else _stretches(old, left, old_figures, differing[0]),
        [] if right is None else _stretches(new, right, new_figures, differing[1]),
    )


Span = tuple[int, int]


def differing_words(old: Script, left: int, new: Script, right: int) -> tuple[list[Span], list[Span]]:
    """Spans of the words of two passages that the other one has not at that place."""
    texts = old.draft.document.text, new.draft.document.text
    sides = [
        list(words(text, passage.start, passage.end))
        for text, passage in zip(texts, (old.passages[left], new.passages[right]), strict=True)
    ]
    one, other = ([word.key for word in side] for side in sides)
    spans: tuple[list[Span], list[Span]] = ([], [])
    for step in LCSseq.opcodes(one, other):
        if step.tag != "equal":
            for n, (first, last) in enumerate(((step.src_start, step.src_end), (step.dest_start, step.dest_end))):
                if first < last:
                    spans[n].append((sides[n][first].start, sides[n][last - 1].end))
    return spans


def _stretches(
    script: Script, passage: int, figures: Sequence[tuple[Figure, Item]], differing: list[Span]
) -> list[Stretch]:
    """The passage cut at its changed figures and differing words; a figure with two changes shows the first."""
    text, here = script.draft.document.text, script.passages[passage]
    marks: list[tuple[int, int, str, int]] = []
    for figure, item in sorted(figures, key=lambda f: (f[0].start, CHANGES.index(f[1].change.change))):
        if not marks or figure.start >= marks[-1][1]:
            marks.append((figure.start, figure.end, item.change.change, item.index))
    taken = list(marks)
    for start, end in differing:
        for a, b in _outside(start, end, taken):
            marks.append((a, b, "word", 0))
    found, at = [], here.start
    for start, end, mark, index in sorted(marks):
        start, end = max(start, at), min(end, here.end)
        if start < end:
            found += [Stretch(text[at:start]), Stretch(text[start:end], mark, index)]
            at = end
    found.append(Stretch(text[at : here.end]))
    for stretch in found:
        stretch.text = stretch.text.replace("\t", " │ ").replace("\n", " ")
    return [stretch for stretch in found if stretch.text]


def _outside(start: int, end: int, taken: Sequence[tuple[int, int, str, int]]) -> list[Span]:
    """What of `start:end` no figure covers."""
    found = []
    for a, b, _, _ in taken:
        if a < end and b > start:
            if start < a:
                found.append((start, a))
            start = max(start, b)
    if start < end:
        found.append((start, end))
    return found
