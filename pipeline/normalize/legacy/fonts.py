"""What the name of a font says of the bytes set in it. Evidence only: the characters decide."""

from __future__ import annotations

import functools
from typing import NamedTuple

import regex

from pipeline import rules


class Claim(NamedTuple):
    """`encoding` "" where the name says nothing; `capitals`: it draws small letters as capitals;
    `symbols`: `greek` or `dingbats` for a font of symbols, else ""."""

    encoding: str = ""
    capitals: bool = False
    symbols: str = ""


_SUBSET = regex.compile(r"^[A-Z]{6}\+")  # of a font embedded in a PDF


@functools.lru_cache(maxsize=1024)
def claim(name: str) -> Claim:
    """The claim of a font by its name as the file gives it (rules/legacy_fonts.yaml)."""
    plain = _SUBSET.sub("", name).strip()
    for rule in rules.load("legacy_fonts"):
        if rule.find(plain):
            gives = rule.gives
            return Claim(gives.get("encoding", ""), bool(gives.get("capitals")), gives.get("symbols", ""))
    return Claim()
