"""How files are to be read, where a format leaves a choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Revisions = Literal["accept", "reject", "both"]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of the reader. `str(options)` tells them apart from any other."""

    revisions: Revisions = "accept"  # tracked changes of Word: as accepted, as rejected, or both texts at once


DEFAULT = Options()
