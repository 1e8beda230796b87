"""Words and numbers that a line end cut at their hyphen: `2020-` and `2025` on the next line belong together.

Vietnamese is not hyphenated at line ends: a hyphen there is one of the text (`50-CT/TW`, `10-10,5%`), so it stays.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.ingest.line import Line, Look
from pipeline.ingest.pdf import signs
from pipeline.ingest.pdf.page import Strip

_SAME_SIZE = 0.6  # points
_LEADING = 2.0  # ems from line to line of one paragraph at most
_REST = regex.compile(r"[^\s⁽]+")


def close(strips: Sequence[Strip]) -> list[Strip]:
    """Move the rest of each cut word up to the line that begins it; lines without any other word are gone."""
    kept: list[Strip] = []
    for strip in strips:
        above = kept[-1] if kept else None
        if above is not None and signs.open_end(above.text, strip.text) and _follows(above, strip):
            found = _REST.match(strip.text)
            assert found is not None
            above.line.take(_part(strip, found[0]), "")
            strip.line.cut(found.end())
            strip.line.cut(len(strip.text) - len(strip.text.lstrip()))
            if not strip.text:
                continue
        kept.append(strip)
    return kept


def _follows(above: Strip, strip: Strip) -> bool:
    """Whether the strip can be the next line of the paragraph: as large, directly below and no further to the right.

    On the next page a line may stand anywhere.
    """
    if abs(above.size - strip.size) > _SAME_SIZE:
        return False
    step = strip.y - above.y
    return step < 0 or (step <= _LEADING * above.size and above.box[2] > strip.box[2] - above.size)


def _part(strip: Strip, text: str) -> Line:
    line = strip.line
    name = line.fonts[0].name if line.fonts else ""
    part = Line(line.shape, line.stretches[0].source)
    part.add(text, Look(bool(line.bold), bool(line.italic), size=strip.size, ascii=name, high=name))
    return part.settle()
