"""How sure the recognised text is: each line and cell gets the confidence of its least certain number."""

from __future__ import annotations

import statistics

from pipeline.ingest.tesseract import Word
from pipeline.model import BBox, Piece, Source


def state(pieces: list[Piece], words: dict[int, list[Word]]) -> float:
    """Write the confidences into the sources of `pieces`; gives the mean of all words, 0 to 1."""
    for piece in pieces:
        for stretch in piece.stretches:
            stretch.source = _stated(stretch.source, words)
        for cell in piece.table.cells if piece.table else ():
            cell.source = _stated(cell.source, words)
    every = [word.confidence for some in words.values() for word in some]
    return round(statistics.fmean(every), 3) if every else 0.0


def _stated(source: Source, words: dict[int, list[Word]]) -> Source:
    if source.page not in words or source.bbox is None:
        return source
    inside = [word for word in words[source.page] if _within(word.box, source.bbox)]
    numbers = [word for word in inside if any(map(str.isdigit, word.text))] or inside
    return source._replace(confidence=round(min(w.confidence for w in numbers), 3)) if numbers else source


def _within(inner: BBox, outer: BBox) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
