"""Tables: where one goes on in the next, its caption, its header rows, and what every cell stands under."""

from __future__ import annotations

from pipeline.model import Cell, Table
from pipeline.normalize import labels
from pipeline.normalize.evidence import says
from pipeline.structure.assemble import Part

_LONGEST_CAPTION = 250
_DEEPEST = 6  # header rows a table has at most


def read(parts: list[Part]) -> None:
    """Join tables that go on after a page break, number them, find captions, headers and paths."""
    _join_continued(parts)
    number = 0
    for at, part in enumerate(parts):
        if part.piece.table is not None:
            number += 1
            part.piece.table.table_id = f"t{number}"
            headers(part.piece.table)
            part.piece.table.caption = " ".join(filter(None, (_caption(parts, at), part.piece.table.caption)))


def _join_continued(parts: list[Part]) -> None:
    """A table directly below another of the same columns is its continuation if it has no header, or the same one."""
    at = 1
    while at < len(parts):
        above, below = parts[at - 1].piece.table, parts[at].piece.table
        if above is not None and below is not None and _goes_on(above, below):
            rows, repeated = above.rows, _repeated_rows(above, below)
            for cell in below.cells:
                cell.is_header = cell.row < repeated
                cell.row += rows
            above.cells += below.cells
            del parts[at]
        else:
            at += 1


def _goes_on(above: Table, below: Table) -> bool:
    if abs(above.columns - below.columns) > 1 or not below.cells:
        return False
    if _repeated_rows(above, below):
        return above.columns == below.columns
    first = [c for c in below.cells if c.row == 0 and c.text]
    if any(c.is_header for c in first):
        return False
    # Without a header of its own: the first row names a year or counts on, or holds numbers.
    return any(says("table_layout.number", c.text) for c in first) or (
        bool(first) and first[0].column == 0 and _names_row(first[0].text)
    )


def _names_row(text: str) -> bool:
    counts_on = says("table_layout.ordinal", text) and text[0].isdigit() and text[0] != "1"
    return counts_on or says("table_layout.year", text)


def _repeated_rows(above: Table, below: Table) -> int:
    """How many rows at the top of the lower table are the header of the upper one again."""
    count = 0
    for row in range(min(below.rows, above.rows, _DEEPEST)):
        texts = [[(c.column, c.text.lower()) for c in t.cells if c.row == row and c.text] for t in (above, below)]
        if not texts[0] or texts[0] != texts[1]:
            break
        count += 1
    return count


def _caption(parts: list[Part], at: int) -> str:
    """The lines above the table that name it and its unit; those that do nothing else become kind `caption`."""
    lines: list[str] = []
    for part in reversed(parts[max(0, at - 3) : at]):
        text = part.text
        if part.kind not in ("paragraph", "list_item", "heading") or not text or len(text) > _LONGEST_CAPTION:
            break
        numbered = says("table_layout.caption", text)
        if part.kind == "heading":
            lines += [] if any(not says("table_layout.unit", line) for line in lines) else [text.rstrip(" :")]
            break
        if says("table_layout.unit", text):
            part.kind, part.label = "caption", ""
            lines.append(text)
        elif numbered or (part.kind == "paragraph" and _looks_like_name(part, below=lines)):
            part.kind = "caption"
            lines.append(text)
            if numbered:
                break
        elif text.endswith(":") and not lines:
            lines.append(text.rstrip(" :"))
            break
        else:
            break
    return " ".join(reversed(lines))


def _looks_like_name(part: Part, below: list[str]) -> bool:
    """Whether a line names the table under it: by its looks, its words, or the unit told in the line `below` it."""
    text, style = part.text, part.piece.style
    if text[-1] in ".;,:" or says("titles.sentence_inside", text):
        return False
    if len(below) == 1 and says("table_layout.unit", below[0]):
        return True
    return bool(style.centered or style.bold or text.isupper() or says("table_layout.list_name", text))


def headers(table: Table) -> None:
    """Set is_header, row_header and column_header of every cell, and the spans of merged cells that the format lost.

    Paths are joined with " > ". A first column of ordinals names no row: the next one does.
    """
    repeated = {c.row for c in table.cells if c.is_header}
    table.cells.sort(key=lambda c: (c.row, c.column))
    rows = _header_rows(table)
    _spread(table, rows)
    grid = {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    columns = _column_paths(table, grid, rows)
    names = _name_column(table, grid, rows)
    group: list[tuple[int, str]] = []  # open group rows: their rank and name
    count, width = table.rows, table.columns
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for row in range(count):
        cells = by_row.get(row, [])
        if row < rows or row in repeated:
            for cell in cells:
                cell.is_header = True
            continue
        name = grid.get((row, names))
        found = _group(grid, (count, width), row, names)
        rank = found[0] if found is not None else _rank(grid, row, names)
        group = [g for g in group if g[0] < rank]
        path = " > ".join([*(text for _, text in group), *([name.text] if name is not None and name.text else [])])
        for cell in cells:
            cell.is_header = False
            cell.column_header = columns.get(cell.column, "")
            own = cell.column <= names < cell.column + cell.column_span
            cell.row_header = " > ".join(text for _, text in group) if own else path
        if found is not None:
            group.append(found)


def _header_rows(table: Table) -> int:
    """How many rows at the top are headers: those the format says, else those before the first with data."""
    height, width = table.rows, table.columns  # counted over all cells, so once
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.text:
            by_row.setdefault(cell.row, []).append(cell)
    said = 0
    while any(c.is_header for c in by_row.get(said, [])):
        said += 1
    if height < 2:
        return 0
    titles = 0
    while titles < height - 1 and any(c.column_span >= width > 1 for c in by_row.get(titles, [])):
        titles += 1
    count = titles
    while count < min(height - 1, _DEEPEST) and _is_header_row(by_row.get(count, []), table, count - titles):
        count += 1
    if count == titles < height - 1:
        count = 0  # what spans the table is no title but names a group of rows
    below = by_row.get(count, [])
    if count and len(below) > 2 and all(says("table_layout.column_number", c.text) for c in below):
        count += 1  # the row that numbers the columns
    spans = max((c.row + c.row_span for c in by_row.get(0, []) if c.column_span < width), default=0)
    if count and count < spans < height and spans <= _DEEPEST:
        count = spans  # a header cell reaches down to it
    return max(said, count) if said < height else count


def _is_header_row(cells: list[Cell], table: Table, row: int) -> bool:
    """Words and years only, and a first cell that is neither an ordinal nor, below the first row, filled for itself."""
    if not cells:
        return row > 0
    if any(says("table_layout.number", c.text) for c in cells) or any(len(c.text) > 160 for c in cells):
        return False
    first = cells[0]
    if first.column == 0 and (says("table_layout.ordinal", first.text) or says("table_layout.year", first.text)):
        return False
    if row == 0:
        return True
    covered = any(c.row < row < c.row + c.row_span and c.column == 0 for c in table.cells)
    return first.column > 0 or covered or all(c.is_header for c in cells)


def _spread(table: Table, rows: int) -> None:
    """Header cells of a format without spans: an empty cell belongs to its left neighbour, or to the one above it."""
    if rows == 0 or any(c.row_span > 1 or c.column_span > 1 for c in table.cells if c.row < rows):
        return
    grid = {(c.row, c.column): c for c in table.cells if c.row < rows}
    drop: set[int] = set()
    for cell in [c for c in grid.values() if c.text]:
        right = grid.get((cell.row, cell.column + 1))
        while right is not None and not right.text and id(right) not in drop and _filled_below(grid, right, rows):
            cell.column_span += 1
            drop.add(id(right))
            right = grid.get((cell.row, right.column + 1))
        under = grid.get((cell.row + 1, cell.column))
        while cell.column_span == 1 and under is not None and not under.text and id(under) not in drop:
            cell.row_span += 1
            drop.add(id(under))
            under = grid.get((under.row + 1, cell.column))
    table.cells = [c for c in table.cells if id(c) not in drop]


def _filled_below(grid: dict[tuple[int, int], Cell], cell: Cell, rows: int) -> bool:
    return any((c := grid.get((row, cell.column))) is not None and c.text for row in range(cell.row + 1, rows))


def _column_paths(table: Table, grid: dict[tuple[int, int], Cell], rows: int) -> dict[int, str]:
    """The header texts above each column from the top down; a bare `%` hangs from the column before it."""
    paths: dict[int, str] = {}
    width = table.columns
    for column in range(width):
        names: list[str] = []
        for row in range(rows):
            cell = grid.get((row, column))
            if cell is None or not cell.text or cell.text in names[-1:]:
                continue
            title = cell.column_span >= width > 1
            if not title and not (row and says("table_layout.column_number", cell.text)):
                names.append(cell.text)
        if names and column and says("table_layout.percent", names[-1]):
            before = paths[column - 1].split(" > ")
            while before and says("table_layout.percent", before[-1]):
                before.pop()
            names = [*before, names[-1]] if before and before[0] else names
        paths[column] = " > ".join(names)
    return paths


def _name_column(table: Table, grid: dict[tuple[int, int], Cell], rows: int) -> int:
    """The column whose cells name the rows: the first one that does not count them."""
    if table.columns < 2:
        return 0
    head = grid.get((0, 0))
    if rows and head is not None and says("table_layout.ordinal_column", head.text):
        return 1
    first = [cell.text for row in range(rows, table.rows) if (cell := grid.get((row, 0))) is not None and cell.text]
    second = [cell.text for row in range(rows, table.rows) if (cell := grid.get((row, 1))) is not None and cell.text]
    counted = len(first) > 1 and all(says("table_layout.ordinal", text) for text in first)
    named = bool(second) and not any(says("table_layout.number", text) for text in second)
    return 1 if counted and named else 0


def _group(grid: dict[tuple[int, int], Cell], size: tuple[int, int], row: int, names: int) -> tuple[int, str] | None:
    """Rank and name of a row that only names the rows below it.

    No cell behind its name holds anything, and it shows that it stands over them: merged over the row, a label of a
    higher rank than the next row's, or capitals.
    """
    name = grid.get((row, names))
    if name is None or not name.text or name.row != row or row + 1 >= size[0] or size[1] < 2:
        return None
    behind = [grid.get((row, column)) for column in range(names + 1, size[1])]
    if any(c is not None and c is not name and c.text for c in behind):
        return None
    rank = _rank(grid, row, names)
    merged = name.column_span > 1 and name.column + name.column_span >= size[1]
    if merged or name.text.isupper() or name.text.endswith(":") or rank < _rank(grid, row + 1, names):
        return rank, name.text
    return None


def _rank(grid: dict[tuple[int, int], Cell], row: int, names: int) -> int:
    """How high the row's label stands: `A` 0, `I` 1, `1` 2, `1.1` 3, `a` or a dash 8; 9 for a row without one."""
    cell, name = grid.get((row, 0)), grid.get((row, names))
    text = cell.text.strip("() .") if cell is not None and cell is not name else ""
    if not text and name is not None:
        found = labels.read(name.text)
        text = found.text if found is not None else "I" if name.text.isupper() else ""
    if not text or says("table_layout.year", text):
        return 9
    if text[0].isdigit():
        return 2 + text.count(".")
    if text.isupper():
        return 1 if set(text) <= set("IVX") else 0
    return 8
