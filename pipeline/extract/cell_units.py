"""The unit of a cell: its own sign, its column's header, the row's unit column, the caption, the noun it counts."""

from __future__ import annotations

import regex

from pipeline import rules
from pipeline.extract import cues, units
from pipeline.extract.scene import Setting
from pipeline.extract.units import Unit
from pipeline.extract.wording import pattern
from pipeline.model import Cell, Table

_UNIT_BRACKET = regex.compile(
    r"\((?:đơn vị(?: tính)?|đvt)?:? ?(?P<unit>[^()]{1,40})\)|(?:đơn vị(?: tính)?|đvt):? ?(?P<unit>[^()|>\t\n]{1,40})",
    regex.IGNORECASE,
)
_LONGEST_UNIT = 24  # letters
_UNIT_LIST = regex.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^()\n]{3,80}[;,][^()\n]{1,60})", regex.IGNORECASE)
_NOUN_START = regex.compile(r"\b\p{L}")


def is_unit_column(cell: Cell) -> bool:
    said = cues.first("tables", cell.column_header.split(" > ")[-1]) if cell.column_header else None
    return said is not None and bool(said.gives.get("unit_column"))


def of_rows(table: Table) -> dict[int, Unit]:
    """The unit of each row that a column of units tells; `"` and `-nt-` say it again."""
    out: dict[int, Unit] = {}
    last: Unit | None = None
    for cell in table.cells:
        if not is_unit_column(cell) or not cell.text.strip():
            continue
        again = pattern("unit_again").match(cell.text.strip())
        unit = last if again else units.classify(cell.text) or _unlisted(cell)
        if unit is not None:
            last = unit
            out.update(dict.fromkeys(range(cell.row, cell.row + cell.row_span), unit))
    return out


def _unlisted(cell: Cell) -> Unit | None:
    """A unit as a column of units writes it, though the rules do not list it: `1000 SP`."""
    name = units.name(cell.text.strip())
    if cell.column == 0 or not any(c.isalpha() for c in name) or len(name) > _LONGEST_UNIT:
        return None
    return Unit(0, len(name), name, "count", name, None, 1.0, "", known=False)


def of_columns(table: Table, above: Setting, heads: dict[int, str]) -> dict[int, Unit]:
    """`Đơn vị tính: người; triệu đồng/người/tháng` over a table: a unit for each column that names none, in order.

    `heads`: the header of each column that holds numbers.
    """
    for text in (table.caption, *(lead.text for lead in above.leads[:1])):
        said = _UNIT_LIST.search(text)
        units_told = [units.classify(part.strip(" .)")) for part in regex.split(r"[;,]| và ", said[1])] if said else []
        known = [unit for unit in units_told if unit is not None]
        if len(known) < 2 or len(known) != len(units_told):
            continue
        open_columns = [column for column in sorted(heads) if column and _of_header(heads[column]) is None]
        if len(open_columns) == len(known):
            return dict(zip(open_columns, known, strict=True))
    return {}


def of_cell(cell: Cell, table: Table, above: Setting, percent: str | None, row_unit: Unit | None) -> Unit | None:
    """The cell's own sign, else its column's header, the row's unit column or bracket, the caption, its noun."""
    if percent:
        return units.classify(percent)
    heads = [h.strip() for h in reversed(cell.column_header.split(" > ")) if h.strip()]
    if found := _of_header(cell.column_header):
        return found
    if row_unit:
        return row_unit
    for text in (cell.row_header, table.caption, *(lead.text for lead in above.leads[:1] if not lead.is_title)):
        if found := _bracketed(text):
            return found
    if regex.search(r"đơn vị tính|đvt", above.title, regex.IGNORECASE) and (found := _bracketed(above.title)):
        return found
    named = cell.row_header if regex.match(r"(?:tổng )?số\b", cell.row_header, regex.IGNORECASE) else ""
    for text in (*heads, named, table.caption):
        if found := counted(text):
            return found
    return None


def _of_header(header: str) -> Unit | None:
    """The unit a column's header names itself."""
    for head in (h.strip() for h in reversed(header.split(" > ")) if h.strip()):
        if (found := units.classify(head)) and (found.unit_class != "count" or found.multiplier > 1):
            return found
        if found := _bracketed(head):
            return found
        if "%" in head or regex.search(r"\b(?:tỷ lệ|cơ cấu|tỷ trọng)\b", head, regex.IGNORECASE):
            return units.classify("%")
    return None


def _bracketed(text: str) -> Unit | None:
    for match in _UNIT_BRACKET.finditer(text):
        if found := units.classify(match["unit"].strip(" :.,;")):
            return found
    return None


def counted(text: str) -> Unit | None:
    """The longest counted noun a header names: `Kết quả xếp loại chất lượng tổ chức cơ sở Đảng` counts those."""
    vocabulary, best = rules.read("units"), None
    for words, noun in vocabulary["implied"].items():
        if words in text.lower():
            return units.classify(noun)
    covered = 0
    for match in _NOUN_START.finditer(text):
        if match.start() < covered:
            continue  # `vụ` of `nhiệm vụ`
        if pattern("suffix_of_rate").search(text[: match.start()]):
            continue  # `suất` of `năng suất`
        found = units.after(f" {text[match.start() :]}", 0, len(text) - match.start() + 1)
        if found:
            covered = match.start() + len(found.name)
        if (
            found
            and found.unit_class == "count"
            and found.name not in vocabulary["abstract"]
            and (best is None or len(found.name) > len(best.name))
        ):
            best = found
    return best
