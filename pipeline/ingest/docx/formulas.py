"""Formulas of Word (Office Math) as one line of text."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pipeline.ingest import marks as marking
from pipeline.ingest.docx.names import M


def formula(node: etree._Element) -> str:
    """A formula in one line, so that no two of its numbers run together: a/b, x², x_i."""
    tag = node.tag
    if tag == M + "t":
        return node.text or ""
    if tag == M + "f":
        return "/".join(formula(part) for part in node.iterchildren(M + "num", M + "den"))
    if tag == M + "sSup":
        return _scripted(node, "sup", marking.raised)
    if tag == M + "sSub":
        return _scripted(node, "sub", marking.lowered)
    parts = [formula(child) for child in node if isinstance(child.tag, str) and not child.tag.endswith("Pr")]
    return ("" if tag in (M + "r", M + "oMath", M + "e", M + "num", M + "den") else " ").join(p for p in parts if p)


def _scripted(node: etree._Element, which: str, script: Callable[[str], str]) -> str:
    base, above = node.find(M + "e"), node.find(M + which)
    return (formula(base) if base is not None else "") + (script(formula(above)) if above is not None else "")
