"""Footnotes of web pages: pairs of links, of which each names the other's anchor.

Word writes `#_ftn1` and `#_ftnref1`, LibreOffice `#sdfootnote1sym` and `#sdfootnote1anc`, others what they like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from lxml import etree

_SIGN = re.compile(r"[\s(\[]*(\w{1,4}|\*{1,3})[\s)\].:]*")
_OWN_DIVISION = re.compile(r"(?:ftn|edn|sdfootnote|sdendnote)\d")
_WRAPPERS = frozenset({"sup", "span", "b", "i", "font"})
_HOLDERS = frozenset({"p", "li", "div", "td", "dd", "section", "aside"})


class Notes:
    """The notes of a page by their anchors. `bodies` are the elements that hold them; reading the page skips those."""

    def __init__(self, root: etree._Element) -> None:
        self.labels: dict[str, str] = {}
        self.bodies: set[etree._Element] = set()
        self._signs: dict[str, tuple[etree._Element, etree._Element]] = {}
        self._calls: dict[etree._Element, str] = {}
        links = [a for a in root.iter("a") if a.get("href", "").startswith("#") and (a.get("name") or a.get("id"))]
        by_name = {name: link for link in links for name in _names(link)}
        for call in links:
            note = call.get("href", "")[1:]
            sign = by_name.get(note)
            if sign is None or sign is call or sign in self._calls or sign.get("href", "")[1:] not in _names(call):
                continue
            if found := _SIGN.fullmatch("".join(str(part) for part in call.itertext())):
                body = _body(sign)
                self._calls[call], self.labels[note], self._signs[note] = note, found[1], (body, sign)
                self.bodies.add(body)

    def called_by(self, node: etree._Element) -> str | None:
        """The note that this element, a link or what wraps one alone (`<sup>`), calls."""
        if node in self._calls:
            return self._calls[node]
        alone = len(node) == 1 and not (node.text or "").strip() and not (node[0].tail or "").strip()
        return self.called_by(node[0]) if alone and node.tag in _WRAPPERS else None

    def text(self, note: str, skipped: Set[str], blocks: Set[str]) -> str:
        """The words of a note without its sign, in one line."""
        body, sign = self._signs[note]
        words = " ".join("".join(_words(body, sign, skipped, blocks)).split())
        return re.sub(r"^[\s()\[\]]*(?:[.:](?!\d))?\s*", "", words)


def _names(link: etree._Element) -> list[str]:
    return [name for name in (link.get("name"), link.get("id")) if name]


def _words(node: etree._Element, sign: etree._Element, skipped: Set[str], blocks: Set[str]) -> Iterator[str]:
    if node is sign or node.tag in skipped:
        return
    yield node.text or ""
    for child in node:
        yield from _words(child, sign, skipped, blocks)
        yield (" " if child.tag in blocks or child.tag == "br" else "") + (child.tail or "")


def _body(sign: etree._Element) -> etree._Element:
    """What holds the note: the division made for it, else the block its sign stands in."""
    holder: etree._Element | None = None
    for ancestor in sign.iterancestors():
        if ancestor.tag == "div" and _OWN_DIVISION.match(ancestor.get("id", "")):
            return ancestor
        if holder is None and ancestor.tag in _HOLDERS:
            holder = ancestor
    return sign if holder is None else holder
