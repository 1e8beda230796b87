"""Targets and results as an Excel workbook: numbers as numbers, both sentences beside each row."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline.audit.attainment import Attainment
from pipeline.audit.attainment.pairing import STATES
from pipeline.report import attain_view as view
from pipeline.report.attain_words import STATE, WORDS

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_000  # characters of a cell; Excel takes 32.767
_LINE, _MOST_LINES = 15, 12  # points of a line; lines a row shows of a long sentence
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
    import xlsxwriter

    stream = io.BytesIO()
    listed = view.items(found, lang)
    # Documents' words are data: none may become a formula or a link.
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, settings) as book:
        book.set_properties({"title": WORDS[lang]["title"], "created": dt.datetime(2000, 1, 1)})
        styles = _styles(book)
        _write_targets(book.add_worksheet(WORDS[lang]["title"]), listed, lang, styles)
        _write_summary(book.add_worksheet(WORDS[lang]["summary"]), listed, lang, styles)
        for sheet in book.worksheets():
            sheet.set_paper(8)  # A3
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
    return stream.getvalue()


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    top = {"valign": "top", "border": 1, "border_color": "#E1E6ED"}
    styles = {
        "plain": {**top},
        "wrap": {**top, "text_wrap": True},
        "number": {**top, "num_format": "#,##0.######"},
        "signed": {**top, "num_format": "+#,##0.######;-#,##0.######;0"},
        "percent": {**top, "num_format": "+0.0%;-0.0%;0%"},
        "head": {**top, "bold": True, "text_wrap": True, "bg_color": "#DCE3EE", "border_color": "#B8C2D1"},
        "bold": {**top, "bold": True},
        "figure": {"bold": True, "font_color": "#1B5C8F"},
    }
    styles |= {name: {**top, "text_wrap": True, "bg_color": colour} for name, colour in _COLOURS.items()}
    return {name: book.add_format(style) for name, style in styles.items()}


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
    lines = 1
    for column, (name, width, style) in enumerate(_COLUMNS):
        value = values[name]
        text = "".join(value) if isinstance(value, tuple) else str(value or "")
        lines = max(lines, math.ceil(1.15 * len(text) / width))
        if isinstance(value, tuple):
            _write_sentence(sheet, row, column, value, styles)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, styles[style])
        elif value:
            sheet.write_string(row, column, text[:_LONGEST], styles[state if name == "state" else style])
        else:
            sheet.write_blank(row, column, None, styles[style])
    sheet.set_row(row, _LINE * min(lines, _MOST_LINES))


def _write_sentence(
    sheet: Worksheet, row: int, column: int, sentence: tuple[str, str, str], styles: dict[str, Format]
) -> None:
    """The sentence with its figure set bold."""
    before, said, after = sentence
    whole = "".join(sentence)
    if not said or not (before or after) or len(whole) > _LONGEST:
        sheet.write_string(row, column, whole[:_LONGEST], styles["wrap"])
        return
    pieces: list[Any] = [*([before] if before else []), styles["figure"], said, *([after] if after else [])]
    sheet.write_rich_string(row, column, *pieces, styles["wrap"])


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
