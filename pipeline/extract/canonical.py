"""The canonical indicator a figure measures (`indicator_id`), by the phrases of rules/indicators.yaml.

An indicator in a document's own words and a phrase of the rules are both brought to the set of their telling words:
periods, places, the actor and words such as `đạt`, `tổng số` fall out, spelling is folded. The id is given only
where the sets are equal, measure and unit are ones of that indicator, and no other indicator has the phrase too.
One word may be misspelt. Everything else stays null: a wrong id is worse than none.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec
import regex
from rapidfuzz.distance import OSA

from pipeline import rules
from pipeline.model import Document, Figure
from pipeline.official.words import keys

_LEAST_WORDS = 3  # of a phrase in which one word may be misspelt
_LEAST_LETTERS = 4  # of a word in which one letter may be wrong; in shorter ones only the tone mark may be
_AROUND = 300  # characters of the sentence on either side that `unless` is asked of
_PART = regex.compile(r"\[(?P<optional>[^\[\]]*)\]|\((?P<one_of>[^\[\]()]*)\)|(?P<plain>[^\[\]()]+)")

Words = tuple[str, ...]  # sorted; a word that is said twice stands twice


class Indicator(msgspec.Struct, frozen=True):
    """One canonical indicator. `phrases` know `[left out]` and `(one|other)`; examples are sentences."""

    id: str
    vi: str
    en: str
    measures: dict[str, list[str]]  # measure of a figure: the unit classes it may then have
    phrases: list[str]
    match: list[str]  # [[…]] marks the figure that has the id
    no_match: list[str]  # no figure of the sentence has the id
    units: list[str] = []  # where given, the unit is one of these
    unlike: list[str] = []  # phrases that look alike and measure something else
    unless: str = ""  # pattern: a sentence, the figure in it as ⟦5%⟧, in which the phrase means something else
    says_plan: bool = False  # its own words name a plan or a resolution
    smaller_is_better: bool = False


class IndicatorFile(msgspec.Struct, frozen=True):
    about: str
    plan: str
    noise: list[str]
    noise_of_targets: list[str]
    noise_of_changes: list[str]
    idle: list[str]
    idle_of_changes: list[str]
    idle_of_percents: list[str]
    indicators: list[Indicator]


@functools.cache
def load() -> IndicatorFile:
    """rules/indicators.yaml. Raises msgspec.ValidationError where it cannot be used."""
    return msgspec.convert(rules.read("indicators"), IndicatorFile)


@functools.cache
def by_id() -> dict[str, Indicator]:
    """Every canonical indicator by its id."""
    return {one.id: one for one in load().indicators}


def prepare() -> None:
    """Load all that `name` needs, so that the first document does not wait for it."""
    for change, percent in itertools.product((False, True), repeat=2):
        _index(change, percent)


def forget() -> None:
    """Drop what is remembered of indicators already met; for measuring."""
    _said.cache_clear()
    _named.cache_clear()


def name(figures: Iterable[Figure]) -> None:
    """Set `indicator_id` of every figure whose indicator is a canonical one beyond doubt."""
    for figure in figures:
        figure.indicator_id = identify(figure)


def identify(figure: Figure) -> str | None:
    """The id of what the figure measures, or None."""
    change, percent = figure.measure == "change", figure.unit_class == "percent"
    for said in (telling(figure), telling(figure, without_actor=True)):
        if found := [one for one in map(by_id().__getitem__, _named(said, change, percent)) if _fits(one, figure)]:
            return found[0].id if len(found) == 1 else None
    return None


def telling(figure: Figure, without_actor: bool = False) -> Words:
    """The comparison keys of the words that say what a figure measures."""
    text = figure.indicator.lower()
    actor = (figure.actor or "").lower()
    if without_actor and " " in actor:
        text = text.replace(actor, " ")
    if figure.unit_class in ("count", "other"):
        text += f" {figure.unit.partition('/')[2]}"
    return _telling(text, figure.measure == "change", figure.unit_class == "percent", figure.kind == "target")


def against_plan(figure: Figure) -> bool:
    """Whether a percentage is one of a plan or compares with one, and so says nothing of the indicator itself."""
    if figure.unit_class != "percent" or (figure.kind == "target" and figure.measure == "share"):
        return False
    return _pattern(load().plan).search(f"{figure.indicator} {figure.compared_with or ''}".lower()) is not None


def _fits(one: Indicator, figure: Figure) -> bool:
    classes = one.measures.get(figure.measure, ())
    unit = figure.unit.partition("/")[0] if figure.unit_class == "count" else figure.unit
    return (
        figure.unit_class in classes
        and (not one.units or figure.unit_class != "count" or unit in one.units)
        and (one.says_plan or not against_plan(figure))
        and not (one.unless and _pattern(one.unless).search(_sentence(figure)))
    )


def _sentence(figure: Figure) -> str:
    """What stands around the figure in its sentence, the figure in ⟦⟧."""
    before, _, after = figure.context.partition(figure.quote)
    return f"{before[-_AROUND:]}⟦{figure.quote}⟧{after[:_AROUND]}".lower()


def _telling(text: str, change: bool, percent: bool, target: bool = False) -> Words:
    idle = _idle(change, percent)
    return tuple(sorted(key for key in _said(text, change, target) if key not in idle))


@functools.lru_cache(maxsize=16384)
def _said(text: str, change: bool, target: bool) -> tuple[str, ...]:
    return tuple(keys(_noise(change, target).sub(" ", text)))


@functools.cache
def _noise(change: bool, target: bool) -> regex.Pattern[str]:
    content = load()
    patterns = [*(content.noise_of_targets if target else ()), *(content.noise_of_changes if change else ())]
    return _pattern("|".join(f"(?:{pattern})" for pattern in (*patterns, *content.noise)))


@functools.cache
def _pattern(text: str) -> regex.Pattern[str]:
    return regex.compile(text)


@functools.cache
def _idle(change: bool, percent: bool) -> frozenset[str]:
    content = load()
    words = [
        *content.idle,
        *(content.idle_of_changes if change else ()),
        *(content.idle_of_percents if percent else ()),
    ]
    return frozenset(key for word in words for key in keys(word))


class _Index:
    """Phrases of the indicators that may be a change or not, a percentage or not, by their telling words."""

    def __init__(self, change: bool, percent: bool) -> None:
        self.exact: dict[Words, set[str]] = defaultdict(set)
        self.unlike: dict[Words, set[str]] = defaultdict(set)
        for one in load().indicators:
            classes = {c for m, found in one.measures.items() if (m == "change") == change for c in found}
            if not ({"percent"} & classes if percent else classes - {"percent"}):
                continue
            for known, phrases in ((self.exact, one.phrases), (self.unlike, one.unlike)):
                for form in itertools.chain.from_iterable(map(forms, phrases)):
                    known[_telling(form, change, percent)].add(one.id)
        self.vocabulary = frozenset(itertools.chain(*self.exact, *self.unlike))
        self.of_length: dict[int, list[tuple[Words, frozenset[str]]]] = defaultdict(list)
        for words in sorted(self.exact):
            self.of_length[len(words)].append((words, frozenset(words)))


@functools.cache
def _index(change: bool, percent: bool) -> _Index:
    return _Index(change, percent)


def forms(phrase: str) -> Iterator[str]:
    """Every way of saying a phrase.

    >>> list(forms("(tạo|giải quyết) việc làm [mới]"))
    ['tạo việc làm ', 'tạo việc làm mới', 'giải quyết việc làm ', 'giải quyết việc làm mới']
    """
    parts: list[list[str]] = []
    for part in _PART.finditer(phrase.lower()):
        if part["plain"]:
            parts.append([part["plain"]])
        elif part["one_of"]:
            parts.append(part["one_of"].split("|"))
        else:
            parts.append(["", *part["optional"].split("|")])
    return map("".join, itertools.product(*parts))


@functools.lru_cache(maxsize=16384)
def _named(said: Words, change: bool, percent: bool) -> tuple[str, ...]:
    """The ids whose phrases say just this; else those of the phrase that differs by one misspelt word."""
    index = _index(change, percent)
    if said in index.exact:
        return tuple(sorted(index.exact[said]))
    unknown = [word for word in said if word not in index.vocabulary]
    if len(unknown) != 1 or len(said) < _LEAST_WORDS:
        return ()
    others = frozenset(said) - {unknown[0]}
    near = []
    for phrase, words in index.of_length[len(said)]:
        if others <= words:
            meant = [*(Counter(phrase) - Counter(said))]
            if len(meant) == 1 and _misspelt(unknown[0], meant[0]):
                near.append(phrase)
    return tuple(sorted(index.exact[near[0]])) if len(near) == 1 else ()


def _misspelt(word: str, meant: str) -> bool:
    """Whether two comparison keys differ by the tone mark alone, or in a longer word by one letter alone."""
    one, other = word.partition("'")[0], meant.partition("'")[0]
    if one == other:
        return True
    return min(len(one), len(other)) >= _LEAST_LETTERS and OSA.distance(one, other, score_cutoff=1) <= 1


def failures() -> Iterator[str]:
    """Every example that its indicator gets wrong, as sentences; also phrases that two indicators share."""
    for one in load().indicators:
        if not one.match or not one.no_match:
            yield f"{one.id}: needs an example that must match and one that must not"
        for example in one.match:
            text = example.replace("[[", "").replace("]]", "")
            first, last = example.index("[["), example.index("]]") - 2
            got = {f.quote: f.indicator_id for f in _figures(text) if f.start < last and f.end > first}
            if set(got.values()) != {one.id}:
                yield f"{one.id}: {example!r} should match, found {got}"
        for example in one.no_match:
            if wrong := [f.quote for f in _figures(example) if f.indicator_id == one.id]:
                yield f"{one.id}: {example!r} should not match, matched {wrong}"
    for change, percent in itertools.product((False, True), repeat=2):
        index = _index(change, percent)
        for words in sorted(index.unlike.keys() & index.exact.keys()):
            for one_id in sorted(index.unlike[words] & index.exact[words]):
                yield f"{one_id}: {' '.join(words)!r} is a phrase and unlike one"


def _figures(text: str) -> list[Figure]:
    from pipeline import extract, normalize, structure
    from pipeline.ingest import text as plain

    document: Document = structure.build(normalize.clean(plain.parse(text.encode(), "example.txt", "0" * 64)))
    return extract.figures(document).figures
