"""Which encoding each word of a file is in: the likeliest path of readings through the words in order.

Every word that is not plain ASCII is read in each encoding; the model of syllables says how likely each
reading is, the font's name adds a little, and changing the encoding between two words costs. So a short
word follows its neighbours and the words of its font, and one that cannot be in their encoding does not.
"""

from __future__ import annotations

import functools
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from pipeline.model import Cell, Piece
from pipeline.normalize.legacy import codepages, fonts, hyphens, syllables, tables, viqr
from pipeline.normalize.legacy.tables import COMBINING, Cluster


class Reading(NamedTuple):
    """An encoding, and the code pages besides Windows-1252 through which its bytes reached us (see codepages.units)."""

    encoding: str
    pages: str = ""
    whole: bool = False


UNICODE = Reading("unicode")
_ENCODINGS = ("tcvn3", "vni", "windows-1258", "vps", "viscii", "utf-8")

# Penalties, in units of log probability.
_UNKNOWN = 8.0  # a byte the encoding does not define
_IMPOSSIBLE = 16.0  # a letter that no byte shows as
_CHANGE, _CHANGE_OF_FONT = 8.0, 3.0  # of the encoding between two words of a paragraph
_CHANGE_OF_LINE, _CHANGE_OF_OWNER = 5.0, 2.0  # between lines of one paragraph, perhaps; between paragraphs or cells
_PRIOR = {"unicode": 0.0, "tcvn3": 2.0, "vn1": 2.0, "vni": 2.0, "viqr": 2.0, "utf-8": 3.0}
_PRIOR |= {"windows-1258": 4.0, "vps": 4.0, "viscii": 4.0}  # seldom met in Vietnam
_PRIOR_OF_PAGE = 0.5
_CLAIMED, _OTHER_FONT = -1.0, 1.5  # the font's name says this encoding; it says none
_DECISIVE = 5.0  # a word whose best reading leads by this much counts for its font
_SHARE = 6.0  # the most that the other words of its font can weigh


class Word(NamedTuple):
    """`owner.text[start:end]`, without blanks, set in fonts of one kind."""

    owner: Piece | Cell
    start: int
    end: int
    text: str
    claim: fonts.Claim
    font: str
    ends: bool  # a sentence may end after it


# Not \s: bytes 1C to 1E, 85 and A0 are letters in some encodings.
_TOKEN = regex.compile(r"[^ \t\n\r\v\f\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# Marks of notes as every ingester renders them, and powers: `¹` is a letter of TCVN3 only in a word.
_RAISED = regex.compile(r"⁽[^⁾]*⁾|(?<=[\d⁻⁰⁴-⁹])[¹²³⁻⁰⁴-⁹]+")
PLAIN = frozenset(map(chr, (9, 10, 11, 12, 13, *range(0x20, 0x7F))))
_ETH = str.maketrans("ÐðƉ", "ĐđĐ")
_QUALITY_FIRST = dict.fromkeys(syllables.QUALITIES, 0)


def words(owner: Piece | Cell) -> Iterable[Word]:
    """The words of `owner`, without what is set in fonts of symbols, marks of notes and exponents."""
    spans = [(m.start(), m.end()) for m in _TOKEN.finditer(owner.text)]
    runs = iter(owner.fonts)
    holes = [(f.start, f.end) for f in owner.fonts if fonts.claim(f.name).symbols]
    holes += [m.span() for m in _RAISED.finditer(owner.text)]
    if holes:
        spans = _without(spans, holes)
    run = next(runs, None)
    for start, end in spans:
        while run is not None and run.end <= start:
            run = next(runs, None)
        name = run.name if run is not None and run.start < end else ""
        text = owner.text[start:end]
        after = owner.text[end : end + 2].strip()
        goes_on = after.islower() or after.isdigit()
        yield Word(owner, start, end, text, fonts.claim(name), name, not goes_on)


def _without(spans: Sequence[tuple[int, int]], holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    out = list(spans)
    for low, high in holes:
        cut = []
        for start, end in out:
            cut += [(a, b) for a, b in ((start, min(end, low)), (max(start, high), end)) if a < b]
        out = cut
    return out


@functools.lru_cache(maxsize=65536)
def clusters(text: str, reading: Reading, ends: bool = False) -> tuple[Cluster, ...]:
    """`text` read so, letter by letter."""
    if reading == UNICODE:
        return tuple(_canonical(text))
    if reading.encoding == "viqr":
        return tuple(viqr.read(text, ends))
    made = tables.READERS[reading.encoding](codepages.units(text, reading.pages, reading.whole))
    return tuple(hyphens.settled(made, text) if reading.encoding == "tcvn3" else made)


def _canonical(text: str) -> Iterable[Cluster]:
    """Unicode composed (NFC) though the tone stand before the circumflex, `Ð` as `Đ`, stray bytes as Windows-1252."""
    i = 0
    while i < len(text):
        end = i + 1
        while end < len(text) and text[end] in COMBINING:
            end += 1
        piece = text[i:end]
        if end - i > 1:
            apart = unicodedata.normalize("NFD", piece)
            marks = sorted(apart[1:], key=lambda m: _QUALITY_FIRST.get(m, 1))
            piece = unicodedata.normalize("NFC", apart[0] + "".join(marks))
        yield Cluster(end - i, codepages.western(piece).translate(_ETH) if len(piece) == 1 else piece)
        i = end


@functools.lru_cache(maxsize=65536)
def likelihood(text: str, reading: Reading, ends: bool = False) -> float:
    """Log probability of the word under `reading`."""
    made = clusters(text, reading, ends)
    against = sum(_IMPOSSIBLE if c.text in tables.UNICODE_ONLY else _UNKNOWN for c in made if not c.known)
    return syllables.score("".join(c.text for c in made)) - against


def candidates(text: str, raw_bytes: bool) -> list[Reading]:
    """The readings worth trying on a file whose whole text is `text`."""
    traces = codepages.pages_in(text)
    found = [UNICODE, *(Reading("vn1" if raw_bytes and e == "tcvn3" else e, " ".join(traces)) for e in _ENCODINGS)]
    if codepages.hyphens_for_letters(text):
        found[1] = Reading("tcvn3", " ".join([*traces, codepages.HYPHEN]))
    found += [Reading(e, page, True) for page in traces for e in ("tcvn3", "vni")]
    if viqr.plausible(text):
        found.append(Reading("viqr"))
    return found


def matters(text: str, readings: Sequence[Reading]) -> bool:
    """Whether `readings` can differ on a word: plain ASCII is the same in all of them but VIQR."""
    if not PLAIN.issuperset(text) or readings[-1].encoding == "viqr":
        return True
    return "-" in text and codepages.HYPHEN in readings[1].pages


def choose(chain: Sequence[Word], readings: Sequence[Reading]) -> list[Reading]:
    """The reading of each word of `chain`, which stands in reading order."""
    first = _path(chain, readings, {})
    return _path(chain, readings, _shares(chain, readings, first))


Priors = dict[str, dict[Reading, float]]  # font -> reading -> what speaks against it


def _shares(chain: Sequence[Word], readings: Sequence[Reading], path: Sequence[Reading]) -> Priors:
    """What the words that leave no doubt say of each font: minus the logarithm of each reading's share."""
    counts: defaultdict[str, Counter[Reading]] = defaultdict(Counter)
    for word, chosen in zip(chain, path, strict=True):
        scores = sorted((likelihood(word.text, r, word.ends) for r in readings), reverse=True)
        if scores[0] - scores[1] >= _DECISIVE:
            counts[word.font][chosen] += 1
    priors = {}
    for font, count in counts.items():
        total = sum(count.values()) + len(readings)
        priors[font] = {r: min(_SHARE, -math.log((count[r] + 1) / total)) for r in readings}
    return priors


def _path(chain: Sequence[Word], readings: Sequence[Reading], priors: Priors) -> list[Reading]:
    """The cheapest sequence of readings (Viterbi)."""
    if not chain:
        return []
    cost = [0.0] * len(readings)
    back: list[list[int]] = []
    previous: Word | None = None
    for word in chain:
        change = _change(previous, word)
        best = min(range(len(readings)), key=cost.__getitem__)
        limit = cost[best] + change
        came = [i if cost[i] <= limit else best for i in range(len(readings))]
        local = _local(word, readings, priors)
        cost = [min(cost[i], limit) + local[i] for i in range(len(readings))]
        back.append(came)
        previous = word
    at = min(range(len(readings)), key=cost.__getitem__)
    path = [at]
    for came in reversed(back[1:]):
        at = came[at]
        path.append(at)
    return [readings[i] for i in reversed(path)]


def _change(previous: Word | None, word: Word) -> float:
    if previous is None:
        return 0.0
    if previous.owner is not word.owner:
        lines = isinstance(word.owner, Piece) and word.owner.kind == "line"
        return _CHANGE_OF_LINE if lines else _CHANGE_OF_OWNER
    return _CHANGE if previous.claim == word.claim else _CHANGE_OF_FONT


def _local(word: Word, readings: Sequence[Reading], priors: Priors) -> list[float]:
    """What speaks against each reading of this word: its letters, its font's name and its font's other words."""
    shares = priors.get(word.font, {})
    out = []
    for reading in readings:
        prior = _CLAIMED if word.claim.encoding == reading.encoding else _PRIOR[reading.encoding]
        prior += _PRIOR_OF_PAGE if reading.whole else 0.0
        prior += _OTHER_FONT if word.font and not word.claim.encoding and reading != UNICODE else 0.0
        out.append(prior + shares.get(reading, 0.0) - likelihood(word.text, reading, word.ends))
    return out
