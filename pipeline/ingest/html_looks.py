"""What elements of a web page look like: tags, old attributes and inline styles."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.ingest.line import Look, Shape

_BOLD, _ITALIC = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}), frozenset({"i", "em", "cite"})
_HEAVY = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_SIZES = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}  # points of <font size>
_POINTS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54}
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|px|pc|in|cm|mm)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])")


def styles(node: etree._Element) -> dict[str, str]:
    """The declarations of an inline style."""
    written = node.get("style")
    return {m[1].lower(): m[2].strip() for m in _DECLARATION.finditer(written)} if written else {}


def is_hidden(node: etree._Element) -> bool:
    """No browser shows the element; `mso-hide` is how Word writes hidden text."""
    style = node.get("style")
    return node.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def words(node: etree._Element) -> str:
    """All text inside an element, in one line."""
    return " ".join(" ".join(str(text) for text in node.itertext()).split())


def look_of(node: etree._Element, look: Look) -> Look:
    """The look of text inside `node`, where text around it looks `look`."""
    tag, said = node.tag, styles(node)
    bold, italic, caps, hidden, size, low, high, vertical = look
    weight = said.get("font-weight", "")
    bold = weight in _HEAVY or (weight not in ("normal", "400") and (bold or tag in _BOLD))
    italic = italic or tag in _ITALIC or said.get("font-style") == "italic"
    caps = caps or said.get("text-transform") == "uppercase"
    place = said.get("vertical-align", "")
    if tag == "sup" or place == "super":
        vertical = "superscript"
    elif tag == "sub" or place == "sub":
        vertical = "subscript"
    if face := (said.get("font-family", "") or node.get("face", "")).split(",")[0].strip(" '\""):
        low = high = face
    size = points(said.get("font-size")) or (_SIZES.get(node.get("size", "")) if tag == "font" else None) or size
    return Look(bold, italic, caps, hidden, size, low, high, vertical)


def shape_of(node: etree._Element, above: Shape) -> Shape:
    """The shape of a block inside one of shape `above`."""
    tag, said = str(node.tag), styles(node)
    align = said.get("text-align", "") or node.get("align", "").lower()
    left = points(said.get("margin-left"))
    heading = _HEADING.fullmatch(tag)
    return Shape(
        name=tag,
        centered=align == "center" if align else above.centered or tag == "center",
        outline=int(heading[1]) if heading else None,
        left=above.left if left is None else (above.left or 0.0) + left,
        first_line=points(said.get("text-indent")),
    )


def points(value: str | None) -> float | None:
    """A length of CSS in points; None for one that depends on something else (em, %)."""
    found = _LENGTH.fullmatch(value.strip()) if value else None
    return float(found[1]) * _POINTS[found[2]] if found else None
