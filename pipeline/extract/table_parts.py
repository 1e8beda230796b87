"""Wholes and parts in a table: `A` over `I` over `1`, `Trong đó`, rows that add up to a total row.

A part stands in the column of its whole, or under `Trong đó` in its row, in the same unit. Percentages and rates
have no parts.
"""

from __future__ import annotations

import math
from collections import defaultdict

import regex

from pipeline.extract import cell_names
from pipeline.extract.wording import pattern
from pipeline.model import Cell, Figure, Table

_ORDINAL = regex.compile(r"(?:[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ])[.)]?")
_ROMAN = regex.compile(r"[IVX]+")
_ADDS_UP = ("count", "money", "mass", "area", "energy", "other")
_TIME = regex.compile(r"\b(?:19|20)\d\d\b|^(?:tháng|quý|năm|tuần|kỳ)\b", regex.IGNORECASE)
_DASH = 6  # the depth of a row that a dash opens
_ROUNDING = 0.002  # of the total: tables give rounded parts


def name(table: Table, of_cell: dict[int, Figure]) -> None:
    """Set `parent` (the whole's offset, as text) of the table's figures; `of_cell`: the figure at a cell's offset."""
    columns: dict[int, list[tuple[Cell, Figure]]] = defaultdict(list)
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        if (figure := of_cell.get(cell.start)) is not None and figure.measure == "level":
            columns[cell.column].append((cell, figure))
    labels = _ordinals(table)
    heads = [_head(c) for c in table.cells] + [f"{label}." for label in labels.values()]
    lettered = any(pattern("row_label").match(head) and head[:2] in ("A.", "B.") for head in heads)
    for rows in columns.values():
        _by_label(rows, lettered, labels)
        _by_total(rows)
    _name_after_wholes(table, of_cell)
    across: dict[int, list[tuple[Cell, Figure]]] = defaultdict(list)
    for rows in columns.values():
        for cell, figure in rows:
            across[cell.row].append((cell, figure))
    for row in across.values():
        _by_column(sorted(row, key=lambda one: one[0].column))


def _name_after_wholes(table: Table, of_cell: dict[int, Figure]) -> None:
    """`- Lúa` below `Diện tích gieo trồng` is told with it, in every column."""
    rows = {cell.start: cell for cell in table.cells}
    at = {str(figure.start): rows[start] for start, figure in of_cell.items()}
    whole_of: dict[int, Cell] = {}
    for start, figure in of_cell.items():
        whole = at.get(figure.parent or "")
        if whole is not None and whole.row != rows[start].row and _is_item(rows[start]):
            whole_of.setdefault(rows[start].row, whole)
    for start, figure in of_cell.items():
        if (whole := whole_of.get(rows[start].row)) is not None:
            name = cell_names.of_row(regex.sub(r"\s*\([^()]*\)", "", whole.row_header)).rpartition(" > ")[2]
            own = figure.indicator.lower().split()[:2]  # `Thu nội địa` below `Tổng thu ngân sách` says it itself
            if not set(name.lower().split()).intersection(own):
                figure.indicator = f"{name} {figure.indicator[:1].lower()}{figure.indicator[1:]}"


def _is_item(cell: Cell) -> bool:
    return _depth(_head(cell), lettered=False) == _DASH or pattern("opens_parts").match(_head(cell)) is not None


def _by_column(row: list[tuple[Cell, Figure]]) -> None:
    """`Tổng số | Trong đó > Ngân sách trung ương | Trong đó > …`: the nearest column to the left that is no part."""
    whole: Figure | None = None
    for cell, figure in row:
        if not any(pattern("opens_parts").match(name.strip()) for name in cell.column_header.split(">")):
            whole = figure
        elif whole is not None and whole.unit == figure.unit and (figure.value_low or 0) <= (whole.value_low or 0):
            figure.parent = str(whole.start) if figure.unit_class != "percent" else figure.parent


def _head(cell: Cell) -> str:
    header = cell_names.without_sections(cell.row_header)
    return header.replace(" > ", ". ", 1) if regex.match(r"[\dIVXA-Z.]{1,5} > ", header) else header


def _ordinals(table: Table) -> dict[int, str]:
    """The label of each row that a column of its own gives: `I | Thu nội địa` over `1 | Thu từ đất`."""
    first = [c for c in table.cells if c.column == 0 and not c.is_header]
    named = {c.row for c in table.cells if c.row_header and c.column}
    labels = {c.row: c.text.strip(" .)") for c in first if c.row in named and _ORDINAL.fullmatch(c.text.strip())}
    return labels if len(set(labels.values())) > 1 else {}


def _by_label(rows: list[tuple[Cell, Figure]], lettered: bool, labels: dict[int, str]) -> None:
    """The nearest row above with a higher label, and for `Trong đó` the row right above it."""
    above: list[tuple[int, Figure]] = []
    plain: Figure | None = None  # of the last row without a label, which the dashes below it may be parts of
    opened: Figure | None = None  # the whole of the last `Trong đó`, which the dashes below it go on from
    for cell, figure in rows:
        depth = _depth(_head(cell), lettered)
        if depth is None and cell.row in labels:
            depth = _depth(f"{labels[cell.row]}. {_head(cell)}", lettered)
        if pattern("opens_parts").match(_head(cell)):
            whole = opened = above[-1][1] if above else None
        elif depth == _DASH and opened is not None:
            whole = opened
        elif depth is None:
            above, opened, plain = [(0, figure)], None, figure
            continue
        elif depth == _DASH and plain is not None and all(d in (0, _DASH) for d, _ in above) and _fits(figure, plain):
            whole = plain
        else:
            opened = None
            above = [(d, f) for d, f in above if 0 < d < depth]
            whole = above[-1][1] if above else None
            above.append((depth, figure))
        if (
            whole is not None
            and whole.unit == figure.unit
            and figure.unit_class != "percent"
            and "/" not in figure.unit
        ):
            figure.parent = str(whole.start)


def _fits(part: Figure, whole: Figure) -> bool:
    """Whether the part may be one: of what adds up, and no larger than the whole."""
    return whole.unit_class in _ADDS_UP and "/" not in whole.unit and (part.value_low or 0) <= (whole.value_low or 0)


def _depth(head: str, lettered: bool) -> int | None:
    """1 for `A.`, 2 for `I.`, 3 for `1.`, 4 for `1.1`, 5 for `a)`, 6 for a dash; None without a label."""
    found = pattern("row_label").match(head)
    if found is None:
        return None
    label = str(found[1])
    if label[0].isdigit():
        return 3 + min(1, label.strip(".").count("."))
    if label.isupper() or label in ("Đ",):
        return 2 if _ROMAN.fullmatch(label) and not (lettered and len(label) == 1 and label in "CDX") else 1
    return 5 if label.isalpha() else _DASH


def _by_total(rows: list[tuple[Cell, Figure]]) -> None:
    """Rows that make up a total row at the head or the foot of the table, where they do add up."""
    for at in (0, -1):
        cell, total = rows[at]
        others = [c for c, f in rows if f is not total]
        if any(_TIME.search(c.row_header) for c in others):
            return  # years add up to a term, but are no parts of it
        parts = [f for c, f in rows if f is not total and not pattern("opens_parts").match(_head(c))]
        if not pattern("total_row").match(_head(cell)) or total.unit_class not in _ADDS_UP or len(parts) < 2:
            continue
        if any(f.unit != total.unit or f.parent or f.value_low is None for f in parts) or total.value_low is None:
            continue
        summed = math.fsum(f.value_low for f in parts if f.value_low is not None)
        if math.isclose(summed, total.value_low, rel_tol=_ROUNDING):
            for figure in parts:
                figure.parent = str(total.start)
            return
