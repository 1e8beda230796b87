"""Stage 2: one spelling, no markup, no page furniture; physical lines become paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Cell, Piece, Raw
from pipeline.normalize import broken_words, characters, columns, grids, legacy, lines, markup


def clean(raw: Raw) -> Raw:
    """The same content in canonical characters, lines joined to paragraphs; `raw` itself is changed and given back.

    What leaves the flow (page numbers, running heads) is named in `raw.warnings`.
    Raises SolieuError `unknown_encoding` where bytes are Vietnamese in no encoding.
    """
    legacy.decode(raw)
    if raw.format in ("txt", "md"):
        markup.strip(raw.pieces)
        raw.pieces = columns.find(grids.find(raw.pieces))
    owners = list(_owners(raw.pieces))
    characters.clean(owners)
    broken_words.mend(owners)
    if any(piece.kind == "line" for piece in raw.pieces) or lines.unmask(raw.pieces):
        raw.pieces = lines.join(raw)
    else:
        raw.pieces = lines.rejoin(raw.pieces)
    raw.pieces = [p for p in raw.pieces if p.text or p.kind in ("table", "break")]
    return raw


def _owners(pieces: list[Piece]) -> Iterator[Piece | Cell]:
    for piece in pieces:
        yield piece
        if piece.table is not None:
            yield from piece.table.cells
