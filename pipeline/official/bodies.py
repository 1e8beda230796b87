"""Bodies that issue documents: the Party's, the State's, the Front's and mass organisations', schools and firms."""

from __future__ import annotations

import functools
from typing import NamedTuple

import regex

from pipeline import rules
from pipeline.official import patterns


class Body(NamedTuple):
    """`text[start:end]` names a body; `owned` ones need the name of the body they belong to."""

    start: int
    end: int
    owned: bool
    joins: bool  # a body's name right behind it is its tail: Đảng ủy Công an tỉnh
    weak: bool  # opens no body of its own inside a longer name
    fixed: bool  # a closed name without a tail: what it covers is all its own
    rule_id: str


def at(text: str, position: int) -> Body | None:
    """The body whose name starts exactly at `position`, or None."""
    found = patterns.either("bodies").match(text, position)
    if found is None:
        return None
    rule = patterns.rule_of("bodies", found)
    joins, weak, fixed = (bool(rule.gives.get(key)) for key in ("joins", "weak", "fixed"))
    return Body(found.start(), found.end(), rule.gives["owned"], joins, weak, fixed, rule.id)


def split(line: str) -> list[str]:
    """A letterhead line that runs the parent's and the issuer's names together, cut before each body.

    >>> split("ĐẢNG BỘ TỈNH TRÀ VINH ĐẢNG ỦY KHỐI CÁC CƠ QUAN")
    ['ĐẢNG BỘ TỈNH TRÀ VINH', 'ĐẢNG ỦY KHỐI CÁC CƠ QUAN']
    """
    cuts = [0]
    last: Body | None = None
    for word in regex.finditer(r"(?<!\S)\p{L}", line):
        body = at(line, word.start())
        if body is None or body.weak or (last and _inside(line, last, body)):
            continue
        # What stands before the first body (Ban …, Công ty …) is a body the rules do not know.
        opens = not last.owned if last else len(line[: body.start].split()) > 1
        if opens and body.start > 0:
            cuts.append(body.start)
        last = body
    return [part for a, b in zip(cuts, [*cuts[1:], len(line)], strict=True) if (part := line[a:b].strip(" ,-–"))]


def _inside(line: str, last: Body, body: Body) -> bool:
    """Whether the second body's name only begins inside the first one's: ỦY BAN | MẶT TRẬN TỔ QUỐC."""
    if last.fixed and body.start < last.end:
        return True
    between = len(line[last.start : body.start].split())
    return (last.joins and between <= 2) or (last.rule_id == body.rule_id and between <= 4)


def sentence_case(name: str) -> str:
    """A name set in capitals, or in the small letters that legacy capital fonts decode to, as in a sentence.

    >>> sentence_case("ĐẢNG BỘ TỈNH TRÀ VINH")
    'Đảng bộ tỉnh Trà Vinh'

    In mixed case the writer's own capitals stay; only the fixed names are put right.
    """
    letters = [c for c in name if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    mixed = capitals > 1 and capitals * 2 < len(letters)
    recased = name if mixed else name.lower()
    lowered = name.lower()
    for phrase, pattern in _written():
        if phrase.lower() in lowered:
            recased = pattern.sub(phrase, recased)
    if not mixed:
        recased = _after_unit().sub(lambda m: m[1] + " ".join(map(_capital, m[2].split(" "))), recased)
        recased = _after_head().sub(lambda m: m[1] + m[2].upper(), recased)
        recased = _ROMAN.sub(lambda m: m[0].upper(), recased)
    return _capital(recased)


_ROMAN = regex.compile(r"(?<=\b(?:khóa|khoá|lần thứ|kỳ họp thứ) )[ivxl]+\b", regex.IGNORECASE)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@functools.cache
def _after_unit() -> regex.Pattern[str]:
    # The proper name behind a unit of territory runs to the next punctuation or small connecting word.
    content = rules.read("bodies")
    word = rf"(?!(?:{'|'.join(content['unit_name_ends'])})\b)\p{{L}}+"
    units = "|".join(content["units"])
    return regex.compile(rf"\b((?i:{units})\.? )({word}(?: {word}){{0,3}})")


@functools.cache
def _after_head() -> regex.Pattern[str]:
    return regex.compile(rf"\b((?:{'|'.join(rules.read('bodies')['capital_after'])}) )(\p{{Ll}})")


@functools.cache
def _written() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    content = rules.read("bodies")
    phrases = [*content["written"], *content["proper_names"]]
    # Short ones first: a longer phrase has the last word over the letters it shares.
    return tuple((p, regex.compile(rf"\b{regex.escape(p)}\b", regex.IGNORECASE)) for p in sorted(phrases, key=len))
