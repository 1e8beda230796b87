"""Tables written in plain text: rows of cells parted by tabs or by `|`."""

from __future__ import annotations

import regex

from pipeline.model import Cell, Piece, Stretch, Table
from pipeline.normalize import edits
from pipeline.normalize.edits import Edit

_PIPE_ROW = regex.compile(r"^\s*\|.*\|\s*$|^[^|]+\|[^|]+\|")
_RULE_ROW = regex.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_SPLIT = {"\t": regex.compile(r"\t"), "|": regex.compile(r"(?<!\\)\|")}


def find(pieces: list[Piece]) -> list[Piece]:
    """The pieces with every run of row lines made one Piece(kind="table"); a blank line inside is passed over."""
    result: list[Piece] = []
    at = 0
    while at < len(pieces):
        mark = _mark(pieces[at])
        run = _run(pieces, at, mark) if mark else []
        if mark and _is_table(run, mark):
            result.append(_table(run, mark))
            at = next(i for i in range(at, len(pieces)) if pieces[i] is run[-1]) + 1
        else:
            result.append(pieces[at])
            at += 1
    return result


def _mark(piece: Piece) -> str:
    """What parts the cells of this line: a tab, `|`, or "" where it is no row."""
    if piece.kind != "line":
        return ""
    if "|" in piece.text and _PIPE_ROW.search(piece.text):
        return "|"
    return "\t" if "\t" in piece.text.lstrip() else ""  # a leading tab alone sets the line in


def _run(pieces: list[Piece], at: int, mark: str) -> list[Piece]:
    """Row lines from `at` on; over a single blank line too, where the columns stay as many."""
    run: list[Piece] = []
    blank = False
    for piece in pieces[at:]:
        if piece.kind == "line" and not piece.text.strip():
            if blank:
                break
            blank = True
        elif _mark(piece) == mark and not (blank and _width(piece, mark) != _width(run[-1], mark)):
            run.append(piece)
            blank = False
        else:
            break
    return run


def _width(piece: Piece, mark: str) -> int:
    return len(_spans(piece.text, mark))


def _is_table(run: list[Piece], mark: str) -> bool:
    if mark == "|":
        return any(_RULE_ROW.match(r.text) for r in run) or len(run) >= 2
    widths = [_width(r, mark) for r in run]
    return len(run) >= 2 and max(widths) - min(widths) <= 1 and (min(widths) >= 3 or len(run) >= 3)


def _spans(text: str, mark: str) -> list[tuple[int, int]]:
    """Start and end of each cell's text in its line."""
    start, end = 0, len(text)
    if mark == "|":
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        start += text[start : start + 1] == "|"
        end -= end > start and text[end - 1] == "|" and text[end - 2 : end - 1] != "\\"
    cuts = [m.start() for m in _SPLIT[mark].finditer(text, start, end)]
    return list(zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True))


def _table(run: list[Piece], mark: str) -> Piece:
    cells: list[Cell] = []
    row = 0
    for line in run:
        if mark == "|" and _RULE_ROW.match(line.text):
            continue
        for column, (start, end) in enumerate(_spans(line.text, mark)):
            cell = Cell(row, column, line.text, source=line.source)
            edits.apply(cell, [Edit(0, start, ""), Edit(end, len(line.text), "")])
            cells.append(cell)
        row += 1
    return Piece("table", stretches=[Stretch(0, 0, run[0].source)], table=Table(cells))
