"""Figures of tables: a number alone in its cell takes its meaning from headers, caption and headings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import regex

from pipeline.extract import cell_names, cell_units, cues, numbers, period_forms, periods, table_parts
from pipeline.extract.scene import Lead, Setting, Settings
from pipeline.extract.units import Unit
from pipeline.extract.wording import pattern
from pipeline.model import Block, Cell, Document, Figure, Rejected, Table

_NUMBER = r"\d+(?:[.,]\d+)*(?: \d{3})*"
_NUMERIC = regex.compile(
    r"^(?P<compare>≥|>=|≤|<=|<|>|trên|dưới|khoảng|gần|hơn|tối thiểu|ít nhất|không quá|tối đa|từ)? ?"
    rf"(?P<sign>[-–−+]?) ?\(?(?P<low>{_NUMBER})(?: ?(?:(?P<ratio>/)|[-–]) ?(?P<second>{_NUMBER}))?"
    r" ?(?P<percent>%|‰)?\)?(?P<upward> trở lên)?(?:⁽[^⁾]*⁾)?$",
    regex.IGNORECASE,
)
# `Một số chỉ tiêu xã hội giai đoạn 2016 - 2018` names a list of indicators, no targets.
_LISTS_INDICATORS = regex.compile(
    r"^(?!.*(?:kế hoạch|mục tiêu|phấn đấu|giao)).*(?:một số|các|hệ thống|những) chỉ tiêu", regex.IGNORECASE
)
_BARE_YEAR = regex.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d/.,-])")
_TOTAL = regex.compile(r"^(?:tổng(?: số| cộng)?|cộng|toàn (?:tỉnh|huyện|ngành)|chung)\b", regex.IGNORECASE)


def is_prose(cell: Cell) -> bool:
    """A cell with a number among words; a header or a number alone is none."""
    if cell_units.is_unit_column(cell):
        return False  # `1.000 tấn` beside `sợi các loại`
    return not cell.is_header and any(c.isdigit() for c in cell.text) and _NUMERIC.match(cell.text.strip()) is None


def setting(settings: Settings, block: Block, cell: Cell) -> Setting:
    """What stands above a prose cell: its column's header, the caption, then what stands above the table."""
    above = settings.of(block)
    heads = [Lead(h, is_heading=True) for h in reversed(cell.column_header.split(" > ")) if h]
    caption = [Lead(block.table.caption, is_heading=True)] if block.table and block.table.caption else []
    return replace(above, leads=heads + caption + above.leads)


def figures(document: Document, settings: Settings, english: bool) -> tuple[list[Figure], list[Rejected]]:
    """The figures of every cell that holds a number alone, and the numbers that are row numbers, codes or years."""
    found: list[Figure] = []
    rejected: list[Rejected] = []
    for block, table in document.tables():
        above = settings.of(block)
        in_table: dict[int, Figure] = {}
        unit_of_row, unit_of_column = (
            cell_units.of_rows(table),
            cell_units.of_columns(table, above, _number_columns(table)),
        )
        for cell in table.cells:
            match = None if cell.is_header else _NUMERIC.match(cell.text.strip())
            if match is None:
                continue
            if reason := _no_figure(cell):
                rejected.append(Rejected(cell.start, cell.end, cell.text, reason))
                continue
            told = unit_of_row.get(cell.row) or unit_of_column.get(cell.column)
            found.append(_figure(document, block, table, cell, match, above, told, english))
            in_table[cell.start] = found[-1]
        _of_plans(table, in_table)
        table_parts.name(table, in_table)
    return found, rejected


def _of_plans(table: Table, in_table: dict[int, Figure]) -> None:
    """A column of rates (`Tỷ lệ (%)`) with one above a hundred tells how far plans were attained, not shares."""
    rates: dict[int, list[Figure]] = {}
    for cell in table.cells:
        if (figure := in_table.get(cell.start)) is not None and pattern("rate_column").search(cell.column_header):
            rates.setdefault(cell.column, []).append(figure)
    for column in rates.values():
        if all(f.measure == "share" for f in column) and any((f.value_low or 0) > 100 for f in column):
            for figure in column:
                figure.measure, figure.rules = "level", (*figure.rules, "table.attainment")


def _number_columns(table: Table) -> dict[int, str]:
    numbers_alone = (c for c in table.cells if not c.is_header and _NUMERIC.match(c.text.strip()))
    return {c.column: c.column_header for c in numbers_alone}


def _no_figure(cell: Cell) -> str:
    """The rule by which a number alone in its cell is no figure, or ""."""
    said = cues.first("tables", cell.column_header.split(" > ")[-1])
    if said and said.gives.get("skip"):
        return said.rule_id
    if cell.text.strip() == cell.row_header.split(" > ")[-1].strip() or (cell.column == 0 and not cell.row_header):
        return "table.row_header"
    return ""


def row_name(table: Table, cell: Cell) -> str | None:
    """The cell's row header; of the row's first words themselves the ordinal before them."""
    if cell.row_header or cell.column == 0:
        return cell.row_header or None
    return next((c.text.strip() for c in table.cells if c.row == cell.row and c.column == 0), None) or None


def _figure(
    document: Document, block: Block, table: Table, cell: Cell, match: regex.Match[str], above: Setting,
    row_unit: Unit | None, english: bool,
) -> Figure:  # fmt: skip
    low, decimals = numbers.value(match["low"], english)
    second = numbers.value(match["second"], english)[0] if match["second"] else None
    if match["sign"] in ("-", "–", "−"):
        low = -low
    says = _headers(cell)
    unit = cell_units.of_cell(cell, table, above, match["percent"], row_unit)
    kind: Any = says.get("kind") or ("target" if above.target_document else _section_kind(above))
    measure = _measure(says, match, unit)
    period, period_rule = _period(cell, table, above, kind == "target")
    started, ended = period_forms.span(period)
    noun = _noun(cell, table)
    ratio = match["ratio"] is not None
    high = second if second is not None and not ratio else low
    comparator = _comparator(match, high != low)
    return Figure(
        start=cell.start,
        end=cell.end,
        quote=cell.text,
        context=" | ".join(p for p in (cell.row_header, cell.column_header, cell.text) if p),
        block=block.position,
        kind=kind,
        measure=measure,
        status="planned" if kind == "target" else says.get("status") or _status_beside(cell, table, says),
        comparator=comparator,
        value_low=None if comparator in ("le", "lt") else low,
        value_high=None if comparator in ("ge", "gt") else high,
        value_text=match["low"] if second is None else cell.text.strip(),
        decimals=decimals,
        denominator=second if ratio else None,
        unit=unit.name if unit else "",
        unit_class=unit.unit_class if unit else "other",
        value_base=low * unit.multiplier * unit.factor if unit and unit.factor is not None else None,
        unit_base=unit.base if unit else "",
        direction=None if measure != "change" else "increase" if low >= 0 else "decrease",
        indicator=cell_names.of_cell(cell.row_header, cell.column_header, noun, _about(table, above), kind == "target"),
        period=period,
        period_start=started,
        period_end=ended,
        frequency=_frequency(cell, table, measure, period),
        location="table",
        section_path=block.section_path,
        page=cell.source.page,
        bbox=cell.source.bbox,
        table_id=table.table_id,
        row_header=cell.row_header or None,
        column_header=cell.column_header or None,
        footnote_anchors=tuple(m.label for m in cell.marks),
        rule_id="cell.number",
        rules=tuple(r for r in ("cell.number", says.get("rule", ""), period_rule) if r),
    )


def _about(table: Table, above: Setting) -> str:
    """What the table is of: its caption, else the sentence that introduces it."""
    return table.caption or next((lead.text for lead in above.leads[:1] if not lead.is_heading), "")


def _status_beside(cell: Cell, table: Table, says: dict[str, Any]) -> Literal["actual", "estimated"]:
    """A column that compares results is as sure as they are: estimated beside `Ước thực hiện`."""
    if says.get("rule") != "table.attainment":
        return "actual"
    above = cell.column_header.rpartition(" > ")[0]
    beside = {
        c.column_header for c in table.cells if c.row == cell.row and c.column_header.rpartition(" > ")[0] == above
    }
    said = [cue.gives.get("status") for header in beside for cue in cues.find("tables", header.rpartition(" > ")[2])]
    return "estimated" if "estimated" in said else "actual"


_COMPARATORS = {
    **dict.fromkeys(("≥", ">=", "tối thiểu", "ít nhất", "từ"), "ge"),
    **dict.fromkeys(("≤", "<=", "không quá", "tối đa"), "le"),
    **dict.fromkeys((">", "trên", "hơn"), "gt"),
    **dict.fromkeys(("<", "dưới"), "lt"),
    **dict.fromkeys(("khoảng", "gần"), "approx"),
}


def _comparator(match: regex.Match[str], is_range: bool) -> Any:
    if is_range:
        return "range"
    said = _COMPARATORS.get((match["compare"] or "").lower(), "eq")
    return "ge" if match["upward"] and said in ("eq", "ge") else said


def _measure(says: dict[str, Any], match: regex.Match[str], unit: Unit | None) -> Any:
    """A written a/b is a ratio; a percentage what its header says, else a share; a count a level."""
    if match["ratio"]:
        return "ratio"
    percent = unit is not None and unit.unit_class == "percent"
    said = says.get("measure") or ("share" if percent else "level")
    return said if percent or said == "change" else "level"


def _headers(cell: Cell) -> dict[str, Any]:
    """What headers say, the nearest first: the column's last header, the ones above it, the row's.

    Of an estimate one further off speaks only where it opens with it: `Ước 9 tháng năm 2011 > Lượng`.
    """
    said: dict[str, Any] = {}
    heads = cell.column_header.split(" > ")
    if sides := pattern("two_sided").match(heads[-1]):
        left = [cue for cue in cues.find("tables", sides["left"]) if cue.gives.get("kind")]
        said |= {"measure": "level", "unit": "%", "kind": "statistic", "rule": "table.attainment"}
        for cue in left:
            said |= {key: cue.gives[key] for key in ("kind", "status") if key in cue.gives}
        return said
    near = (heads[-1], cell.row_header.split(" > ")[-1])
    compared = [text for text in heads[:-1] if pattern("compared_column").search(text)]  # `So sánh (%) > Dự toán`
    for text in (*compared, *reversed(heads), *reversed(cell.row_header.split(" > "))):
        for cue in cues.find("tables", text) if text else ():
            for key, value in cue.gives.items():
                if key == "status" and cue.start and text not in near and not _TOTAL.match(cell.row_header):
                    continue  # `(từ 2016 ước đến 8/2020)` over a table estimates no single year of it
                if key not in said and key in ("kind", "status", "measure", "unit"):
                    said[key] = value
                    said.setdefault("rule", cue.rule_id)
    if said.get("kind") == "target":
        said.pop("status", None)
    return said


def _section_kind(above: Setting) -> str:
    section = next(
        (lead.section for lead in above.leads if lead.section and not _LISTS_INDICATORS.search(lead.text)), ""
    )
    return "target" if section == "target" else "statistic"


def _period(cell: Cell, table: Table, above: Setting, target: bool) -> tuple[str, str]:
    year = above.year
    heads = _of_result(cell)
    if sides := pattern("two_sided").match(cell.column_header.split(" > ")[-1]):
        heads = [sides["left"], *heads]
    for text in (cell.row_header, *heads, table.caption):
        if pattern("compared_column").search(text):
            continue
        if stated := cues.find("periods", text):
            return period_forms.written(stated[-1] if target else stated[0], year), stated[0].rule_id
        if text in heads and (bare := _BARE_YEAR.search(text)):  # `Thực hiện 2011`
            return bare[0], "period.bare_year"
    if pattern("compared_column").search(cell.column_header) and (beside := _result_beside(cell, table, year)):
        return beside
    for lead in above.leads:
        if stated := [c for c in lead.cues("periods") if c.rule_id != "period.day"]:
            return period_forms.written(stated[0], year), f"lead.{stated[0].rule_id}"
    return periods.default(above, target)


def _of_result(cell: Cell) -> list[str]:
    """The column's headers that tell of its result, the nearest first: none from a comparison on.

    `So với năm 2003`; `So sánh (%) > Cùng kỳ 2012`
    """
    heads = cell.column_header.split(" > ")
    compared = (at for at, text in enumerate(heads) if pattern("compared_column").search(text))
    return heads[: next(compared, len(heads))][::-1]


def _result_beside(cell: Cell, table: Table, year: int) -> tuple[str, str] | None:
    """The time of a comparison (`Tăng so 2007`): that of the nearest column before it that tells a result."""
    before = [c for c in table.cells if c.row == cell.row and c.column < cell.column and not c.is_header]
    for other in sorted(before, key=lambda c: -c.column):
        header = other.column_header
        if pattern("compared_column").search(header) or _headers(other).get("kind") == "target":
            continue
        if stated := cues.find("periods", header):
            return period_forms.written(stated[-1], year), stated[-1].rule_id
    return None


def rhythm_of_row(block: Block, cell: Cell) -> str:
    """What another cell of the row says of a target's rhythm: `Chỉ tiêu hàng năm đều đạt`."""
    assert block.table is not None
    for other in block.table.cells:
        told = other.row == cell.row and other is not cell and "chỉ tiêu" in other.text.lower()
        if told and (found := cues.find("frequencies", other.text)):
            return str(found[0].gives["frequency"])
    return ""


def _frequency(cell: Cell, table: Table, measure: str, period: str) -> str:
    if _TOTAL.match(cell.row_header):
        return ""
    if measure == "change" and "/" in period and "bình quân" in cell.row_header.lower():
        return "annual"  # growth told as the average of several years
    for text in (cell.row_header, cell.column_header, table.caption):
        if found := cues.find("frequencies", text):
            return str(found[0].gives["frequency"])
    return ""


def _noun(cell: Cell, table: Table) -> str:
    """The counted noun the headers name, which the indicator of a row of years begins with."""
    for text in (*reversed(cell.column_header.split(" > ")), table.caption):
        if found := cell_units.counted(text):
            return found.name
    return ""
