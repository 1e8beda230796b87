"""From pieces to the finished text: every offset of the Document is set here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.ingest import marks as raised
from pipeline.model import Block, BlockKind, Cell, Document, Mark, Piece, Raw, Stretch
from pipeline.normalize import labels


@dataclass(slots=True)
class Part:
    """A block in the making: its piece, and what the modules of this stage find out about it."""

    piece: Piece
    kind: BlockKind = "paragraph"
    found: labels.Label | None = None  # the label its text begins with
    level: int | None = None
    label: str = ""

    @property
    def text(self) -> str:
        return self.piece.text

    @property
    def rest(self) -> str:
        """The text after its label."""
        return self.piece.text[self.found.end :] if self.found else self.piece.text


def parts(raw: Raw) -> list[Part]:
    """One part a piece; page breaks have said what they could."""
    found: list[Part] = []
    for piece in raw.pieces:
        if piece.kind == "break":
            continue
        part = Part(piece)
        if piece.kind == "table":
            part.kind = "table"
        elif piece.kind == "note":
            part.kind, part.label = "footnote", piece.label
        else:
            part.found = labels.read(piece.text) or _label_of_format(piece)
        found.append(part)
    return found


def _label_of_format(piece: Piece) -> labels.Label | None:
    """The sign Word set before an item by itself, where it is none that people write (`o`, `§`)."""
    if not piece.label or not piece.text.startswith(f"{piece.label} "):
        return None
    return labels.Label("bullet", piece.label, len(piece.label) + 1, 11)


def document(raw: Raw, ready: list[Part]) -> Document:
    """Lay the parts out one after another and move all their offsets into the one text."""
    whole: list[str] = []
    blocks: list[Block] = []
    at = 0
    for position, part in enumerate(ready):
        piece = part.piece
        block = Block(position, part.kind, at, at, part.level, part.label, style=piece.style)
        block.block_id = f"b{position + 1:04d}"
        if piece.table is not None:
            text = _lay_out(piece, at)
            block.table = piece.table
            block.stretches = [Stretch(at, at + len(text), piece.source)]
            for cell in piece.table.cells:
                block.marks += [Mark(m.start + cell.start, m.end + cell.start, m.label) for m in cell.marks]
        else:
            head = f"{raised.render(piece.label)} " if part.kind == "footnote" else ""
            text = head + piece.text
            shift = at + len(head)
            block.marks = [Mark(m.start + shift, m.end + shift, m.label) for m in piece.marks]
            block.stretches = piece.stretches
            for stretch in block.stretches:
                stretch.start, stretch.end = stretch.start + shift, stretch.end + shift
        block.end = at + len(text)
        whole.append(text)
        blocks.append(block)
        at = block.end + 1
    return Document(
        doc_id=raw.sha256[:16],
        sha256=raw.sha256,
        path=raw.path,
        format=raw.format,
        text="\n".join(whole),
        blocks=blocks,
        pages=raw.pages,
        encoding=raw.encoding,
        ocr=raw.ocr,
        ocr_confidence=raw.ocr_confidence,
        warnings=list(raw.warnings),
    )


def _lay_out(piece: Piece, at: int) -> str:
    """The table's text, rows by line and cells by tab, each merged cell at its top left; sets the cells' offsets."""
    assert piece.table is not None
    grid: dict[tuple[int, int], Cell] = {(c.row, c.column): c for c in piece.table.cells}
    rows, columns = piece.table.rows, piece.table.columns
    lines = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            cell = grid.get((row, column))
            if cell is not None:
                cell.start, cell.end = at, at + len(cell.text)
                cells.append(cell.text)
                at = cell.end
            else:
                cells.append("")
            at += 1  # the tab, or the line's end
        lines.append("\t".join(cells))
    return "\n".join(lines)
