"""rules/checks.yaml: the name, meaning and examples of every check, and the run of those examples."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import msgspec

from pipeline import rules
from pipeline.audit import findings


class Check(msgspec.Struct, frozen=True):
    """One rule of the audit. Examples are short documents of plain text."""

    id: str  # `total.note`: the part before the dot is the check
    means: str
    finds: list[str]
    silent: list[str] = []


@functools.cache
def load() -> tuple[Check, ...]:
    """The checks in the order of the file. Raises msgspec.ValidationError where it cannot be used."""
    return tuple(msgspec.convert(rules.read("checks")["checks"], list[Check]))


def known() -> frozenset[str]:
    """Every name that `--skip` takes: checks and their rules."""
    return frozenset(name for check in load() for name in (check.id, check.id.partition(".")[0]))


def meaning(rule_id: str) -> str:
    """What a rule of the audit checks, in Vietnamese; "" where there is no such rule."""
    return next((check.means for check in load() if check.id == rule_id), "")


def failures() -> Iterator[str]:
    """Every example that its check gets wrong, as sentences."""
    for check in load():
        for text in check.finds:
            if check.id not in found_in(text):
                yield f"{check.id}: {text!r} should be found"
        for text in check.silent:
            if check.id in found_in(text):
                yield f"{check.id}: {text!r} should not be found"


def found_in(text: str) -> set[str]:
    """The rules that find something in a document of plain text, whatever the severity."""
    from pipeline import extract, normalize, structure
    from pipeline.ingest import text as plain

    data = text.encode()
    document = structure.build(normalize.clean(plain.parse(data, "example.txt", "0" * 64)))
    return {f.rule_id for f in findings(document, extract.figures(document))}
