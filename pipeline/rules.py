"""Rules as data: loads `rules/*.yaml`, compiles the patterns, runs their examples.

A rule file is a mapping:

    about: what the rules of this file decide, in Vietnamese
    pieces: {day: '(?:0?[1-9]|[12]\\d|3[01])'}      # named parts, written {day} in patterns; optional
    rules:
      - id: date.day_month_year
        means: ngày tháng năm viết bằng số
        pattern: '{day}/\\d{1,2}/\\d{4}'
        gives: {reason: date}                        # what a match says; keys belong to the stage that reads it
        match: ['ngày [[19/12/2019]]', …]            # must match; [[…]] marks the span it must cover
        no_match: ['1.120/950', …]

A pattern with `{n}` judges one number: what stands before `{n}` must stand before the number, what follows after
it, and the match begins at the number. `{unit}` is any unit or counted noun of rules/units.yaml. Patterns are those
of the `regex` module and ignore case unless `case: true`. The text they meet is normalised: NFC, single spaces.
The order in the file decides which rule is asked first.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import regex


class Rule(msgspec.Struct, frozen=True):
    id: str
    means: str
    pattern: str
    match: list[str] = []
    no_match: list[str] = []
    gives: dict[str, Any] = {}
    case: bool = False


class RuleFile(msgspec.Struct, frozen=True):
    about: str
    rules: list[Rule]
    pieces: dict[str, str] = {}


class Compiled:
    """A rule with its compiled pattern."""

    __slots__ = ("find", "gives", "id", "iterate", "pattern", "rule")

    def __init__(self, rule: Rule, pattern: regex.Pattern[str]) -> None:
        self.rule, self.id, self.gives, self.pattern = rule, rule.id, rule.gives, pattern
        self.find, self.iterate = pattern.search, pattern.finditer


def folder() -> Path:
    """The rules folder: $SOLIEU_RULES, else the copy inside the installed package, else beside the package."""
    if given := os.environ.get("SOLIEU_RULES"):
        return Path(given)
    inside = Path(__file__).parent / "_rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


@functools.cache
def read(name: str) -> Any:
    """The plain content of `rules/NAME.yaml` (word lists and the like)."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with (folder() / f"{name}.yaml").open(encoding="utf-8") as stream:
        return yaml.load(stream, loader)


@functools.cache
def load(name: str) -> tuple[Compiled, ...]:
    """The rules of `rules/NAME.yaml`, in the order they are asked.

    Raises msgspec.ValidationError or ValueError naming the rule that cannot be used.
    """
    content = msgspec.convert(read(name), RuleFile)
    seen: set[str] = set()
    compiled = []
    for rule in content.rules:
        if rule.id in seen:
            raise ValueError(f"{name}: rule id {rule.id} stands twice")
        seen.add(rule.id)
        try:
            compiled.append(Compiled(rule, _compile(rule, content.pieces)))
        except (regex.error, ValueError) as error:
            raise ValueError(f"{name}: rule {rule.id}: {error}") from error
    return tuple(compiled)


NUMBER = r"\d++(?:[.,]\d++)*+"  # possessive: the judged number is always the whole one


def _compile(rule: Rule, pieces: dict[str, str]) -> regex.Pattern[str]:
    return regex.compile(source(rule, pieces), 0 if rule.case else regex.IGNORECASE)


def source(rule: Rule, pieces: dict[str, str]) -> str:
    """The rule's regular expression, pieces and the judged number `{n}` put in."""
    before, number, after = rule.pattern.partition("{n}")
    if not number:
        return expand(rule.pattern, pieces)
    behind = f"(?<={expand(before, pieces)})" if before else ""
    return f"{behind}(?:{NUMBER}){expand(after, pieces)}"


def expand(pattern: str, pieces: dict[str, str]) -> str:
    """Put the named pieces in: `{day}` becomes `(?:…)`; `{2,4}` stays a count."""

    def put(found: regex.Match[str]) -> str:
        if found[1] == "unit":
            return _unit_words()
        if found[1] not in pieces:
            told = "{n} may stand once" if found[1] == "n" else f"no piece {{{found[1]}}} in this file"
            raise ValueError(told)
        return f"(?:{expand(pieces[found[1]], pieces)})"

    return str(regex.sub(r"\{([a-z_]+)\}", put, pattern))


@functools.cache
def _unit_words() -> str:
    """`{unit}` in any pattern: every unit and counted noun of rules/units.yaml, the longest first."""
    content = read("units")
    words = [*content["multipliers"], *content["nouns"], *(u for g in content["measures"].values() for u in g["units"])]
    ordered = sorted({w.lower() for w in words}, key=lambda w: (-len(w), w))
    return rf"(?:(?:{'|'.join(regex.escape(w) for w in ordered)})(?!\p{{L}}))"


def files() -> list[str]:
    """Names of the rule files (those with a `rules` list) in the folder, sorted."""
    names = sorted(p.stem for p in folder().glob("*.yaml"))
    return [n for n in names if isinstance(read(n), dict) and "rules" in read(n)]


def failures(name: str) -> Iterator[str]:
    """Every example of `rules/NAME.yaml` that its rule gets wrong, and every rule that has none, as sentences."""
    for compiled in load(name):
        rule = compiled.rule
        if not rule.match:
            yield f"{rule.id}: no example that must match"
        for example in rule.match:
            text = example.replace("[[", "").replace("]]", "")
            spans = [m.span() for m in compiled.iterate(text)]
            if "[[" in example:
                wanted = (example.index("[["), example.index("]]") - 2)
                if wanted not in spans:
                    yield f"{rule.id}: {example!r} should match at {wanted}, matched {[text[a:b] for a, b in spans]}"
            elif not spans:
                yield f"{rule.id}: {example!r} should match"
        for example in rule.no_match:
            if found := compiled.find(example):
                yield f"{rule.id}: {example!r} should not match, matched {found[0]!r}"


def version() -> str:
    """First 12 hex digits of a hash over the rule files' bytes; the contract's `rules_version`."""
    digest = hashlib.sha256()
    for path in sorted(folder().glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
