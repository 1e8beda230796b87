"""Properties said again and again: Word writes those of a run a thousand times, and most are one of a dozen.

Before the main part is parsed, each block of simple properties (of a run, a paragraph, a cell) is replaced by an empty
element with the block's number, and each distinct block is parsed once. What it means is then worked out once as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

NUMBER = "solieu.block"  # the attribute; no name of Word's is without a prefix

_ROOT = re.compile(rb"<w:document\b[^<>]*(?<!/)>")
# Elements without content. Left as they are: revisions, sections and page breaks, which are looked for in the part.
_EMPTY = rb"(?:<w:(?!ins\b|del\b|move|sectPr|pageBreakBefore)[A-Za-z]+(?: [^<>]*)?/>)"
_SIMPLE = {
    b"rPr": re.compile(rb"%s+" % _EMPTY),
    b"tcPr": re.compile(rb"%s+" % _EMPTY),
    b"pPr": re.compile(rb"(?:%s|<w:numPr>%s+</w:numPr>)+" % (_EMPTY, _EMPTY)),
}


class Folding:
    """The distinct blocks of one part; without any where the part is left as it is."""

    def __init__(self) -> None:
        self._blocks: list[etree._Element] = []

    def fold(self, part: bytes, parse: Callable[[bytes], etree._Element]) -> bytes:
        """`part` with its blocks replaced; as it is where that would not be safe."""
        root = _ROOT.search(part)
        if root is None or b"<![CDATA[" in part or NUMBER.encode() in part:
            return part
        blocks: list[bytes] = []
        lighter = part
        for tag in _SIMPLE:
            lighter = _replaced(tag, lighter, blocks)
        try:
            self._blocks = list(parse(b"%s%s</w:document>" % (root[0], b"".join(blocks))))
        except ValueError:  # a block leans on a name declared beside it
            return part
        return lighter if len(self._blocks) == len(blocks) else part

    def block(self, number: str) -> etree._Element:
        """The block that an element with this `NUMBER` stands for."""
        return self._blocks[int(number)]


def _replaced(tag: bytes, part: bytes, blocks: list[bytes]) -> bytes:
    """`part` with an empty element for each block of that tag; new ones are added to `blocks`."""
    opening, closing = b"<w:%s>" % tag, b"</w:%s>" % tag
    known: dict[bytes, bytes] = {}  # the empty element of every content met; none of a content left as it is
    first, *rest = part.split(opening)
    out = [first]
    for chunk in rest:
        content, closed, after = chunk.partition(closing)
        if content not in known:
            simple = closed and _SIMPLE[tag].fullmatch(content)
            known[content] = b'<w:%s %s="%d"/>' % (tag, NUMBER.encode(), len(blocks)) if simple else b""
            blocks += [opening + content + closing] if simple else []
        out += (known[content], after) if known[content] else (opening, chunk)
    return b"".join(out)
