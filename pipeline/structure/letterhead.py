"""The document's own description of itself: number, issuer, date, signer."""

from __future__ import annotations

from pipeline.model import Document


def find(document: Document) -> None:
    """Fill `document.letterhead` and `document.year`, and mark the blocks they come from."""
