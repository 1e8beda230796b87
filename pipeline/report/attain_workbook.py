"""Targets and results as an Excel workbook: numbers as numbers, both sentences beside each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.audit.attainment import Attainment
from pipeline.audit.attainment.pairing import STATES
from pipeline.report import attain_view as view
from pipeline.report import workbooks
from pipeline.report.attain_words import STATE, WORDS

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_COLOURS = {"attained": "#D9F2E1", "missed": "#FDE2E4", "open": "#FFF1CC", "unreported": "#E8EBF0"}
_COLUMNS = (  # word of attain_words, width in characters, style
    ("index", 5, "plain"), ("state", 14, "wrap"), ("indicator", 40, "wrap"), ("target", 22, "wrap"),
    ("period", 11, "plain"), ("result", 22, "wrap"), ("result_period", 11, "plain"), ("difference", 12, "signed"),
    ("relative", 12, "percent"), ("target_sentence", 60, "wrap"), ("result_sentence", 60, "wrap"),
    ("target_document", 26, "wrap"), ("target_place", 16, "wrap"), ("result_document", 26, "wrap"),
    ("result_place", 16, "wrap"), ("unit", 14, "wrap"), ("target_low", 12, "number"), ("target_high", 12, "number"),
    ("result_low", 12, "number"), ("result_high", 12, "number"), ("id", 28, "plain"), ("matched", 18, "wrap"),
    ("confidence", 10, "number"), ("target_id", 23, "plain"), ("result_id", 23, "plain"),
)  # fmt: skip
_SENTENCES = ("target_sentence", "result_sentence")


def workbook(found: Sequence[Attainment], lang: str) -> bytes:
    """The .xlsx file: every target with its results, and counts by document.

    The same content gives the same bytes: no clock is written.
    """
    listed, words = view.items(found, lang), WORDS[lang]

    def fill(book: xlsxwriter.Workbook) -> None:
        styles = workbooks.styles(book, _COLOURS, {"figure": {"bold": True, "font_color": "#1B5C8F"}})
        _write_targets(book.add_worksheet(words["title"]), listed, lang, styles)
        _write_summary(book.add_worksheet(words["summary"]), listed, lang, styles)

    return workbooks.made(words["title"], fill)


def _write_targets(sheet: Worksheet, listed: Sequence[view.Item], lang: str, styles: dict[str, Format]) -> None:
    for column, (name, width, _) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, WORDS[lang][name], styles["head"])
    row = 0
    for item in listed:
        for one in item.attainments:
            row += 1
            _write_row(sheet, row, _values(item, one, lang), one.state, styles)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(row, 1), len(_COLUMNS) - 1)


def _values(item: view.Item, one: Attainment, lang: str) -> dict[str, Any]:
    told = view.told(one, lang) if one.result else None
    judged = one.judgement
    return {
        "index": item.index,
        "state": STATE[lang][one.state],
        "indicator": item.indicator,
        "target": item.target.words,
        "period": item.target.period,
        "target_sentence": item.target.sentence,
        "target_document": item.target.document,
        "target_place": item.target.place,
        "unit": one.target.unit,
        "target_low": one.target.value_low,
        "target_high": one.target.value_high,
        "id": one.target.indicator_id,
        "target_id": one.target.figure_id,
        "result": told and told.said.words,
        "result_period": told and told.said.period,
        "result_sentence": told and told.said.sentence,
        "result_document": told and told.said.document,
        "result_place": told and told.said.place,
        "result_id": one.result and one.result.figure_id,
        "matched": told and told.matched,
        "confidence": one.match and one.match.confidence,
        "difference": judged and judged.difference,
        "relative": judged and judged.relative,
        "result_low": judged and judged.low,
        "result_high": judged and judged.high,
    }


def _write_row(sheet: Worksheet, row: int, values: dict[str, Any], state: str, styles: dict[str, Format]) -> None:
    cells = []
    for column, (name, width, style) in enumerate(_COLUMNS):
        value = values[name]
        cells.append(("".join(value) if isinstance(value, tuple) else str(value or ""), width))
        if isinstance(value, tuple):
            workbooks.write_sentence(sheet, row, column, value, styles)
        else:
            workbooks.write(sheet, row, column, value, styles[state if name == "state" else style])
    workbooks.set_height(sheet, row, cells)


def _write_summary(sheet: Worksheet, listed: Sequence[view.Item], lang: str, styles: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 50)
    sheet.set_column(1, len(STATES) + 1, 16)
    heads = (WORDS[lang]["document"], *(STATE[lang][state] for state in STATES), WORDS[lang]["total"])
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, styles["head"])
    for row, (name, own) in enumerate(view.by_document(listed), 1):
        counts = view.counts(own)
        sheet.write_string(row, 0, name, styles["wrap"])
        for column, state in enumerate(STATES, 1):
            sheet.write_number(row, column, counts[state], styles["number"])
        sheet.write_number(row, len(STATES) + 1, len(own), styles["bold"])
