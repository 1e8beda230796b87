"""How files are to be read, where a format leaves a choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Revisions = Literal["accept", "reject", "both"]
Ocr = Literal["auto", "off", "force"]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the reader. `str(options)` tells them apart from any other."""

    revisions: Revisions = "accept"  # tracked changes of Word: as accepted, as rejected, or both texts at once
    ocr: Ocr = "auto"  # pages to recognise: those without a usable text, none, or all


DEFAULT = Options()
