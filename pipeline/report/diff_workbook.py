"""The comparison of drafts as an Excel workbook: numbers as numbers, each row with its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.audit.drafts import CHANGES, Comparison
from pipeline.model import Figure
from pipeline.report import diff_view as view
from pipeline.report import workbooks
from pipeline.report.diff_terminal import summary
from pipeline.report.diff_words import CHANGE, KIND, WORDS, warnings

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_COLOURS = {
    "value": "#FFF1CC", "comparator": "#EBE3FB", "unit": "#EBE3FB", "kind": "#DDEEFB", "period": "#DDEEFB",
    "added": "#D9F2E1", "removed": "#FDE2E4", "moved": "#E8EBF0", "reworded": "#E8EBF0",
}  # fmt: skip


class _Column(NamedTuple):
    vi: str
    en: str
    width: int  # characters
    style: str


_COLUMNS = {
    "index": _Column("TT", "No.", 6, "plain"),
    "step": _Column("Lần so sánh", "Comparison", 9, "plain"),
    "change": _Column("Thay đổi", "Change", 11, "plain"),
    "section": _Column("Mục", "Section", 34, "wrap"),
    "indicator": _Column("Nội dung đo", "Indicator", 34, "wrap"),
    "old": _Column("Bản cũ viết", "Old draft says", 24, "wrap"),
    "new": _Column("Bản mới viết", "New draft says", 24, "wrap"),
    "delta": _Column("Chênh lệch", "Difference", 12, "signed"),
    "relative": _Column("Chênh lệch %", "Difference %", 12, "percent"),
    "old_context": _Column("Câu ở bản cũ", "Old sentence", 60, "wrap"),
    "new_context": _Column("Câu ở bản mới", "New sentence", 60, "wrap"),
    "old_place": _Column("Nơi ở bản cũ", "Old place", 16, "wrap"),
    "new_place": _Column("Nơi ở bản mới", "New place", 16, "wrap"),
    "old_low": _Column("Cận dưới cũ", "Old low", 13, "number"),
    "old_high": _Column("Cận trên cũ", "Old high", 13, "number"),
    "new_low": _Column("Cận dưới mới", "New low", 13, "number"),
    "new_high": _Column("Cận trên mới", "New high", 13, "number"),
    "old_unit": _Column("Đơn vị cũ", "Old unit", 16, "wrap"),
    "new_unit": _Column("Đơn vị mới", "New unit", 16, "wrap"),
    "old_kind": _Column("Loại cũ", "Old kind", 10, "plain"),
    "new_kind": _Column("Loại mới", "New kind", 10, "plain"),
    "old_period": _Column("Kỳ cũ", "Old period", 12, "plain"),
    "new_period": _Column("Kỳ mới", "New period", 12, "plain"),
    "confidence": _Column("Độ tin cậy", "Confidence", 10, "number"),
    "old_id": _Column("Mã số liệu cũ", "Old figure id", 23, "plain"),
    "new_id": _Column("Mã số liệu mới", "New figure id", 23, "plain"),
}


def workbook(comparisons: Sequence[Comparison], lang: str) -> bytes:
    """The .xlsx file: a summary by section, every change, and for a chain each figure's history.

    The same comparisons give the same bytes: no clock is written.
    """
    words = WORDS[lang]

    def fill(book: xlsxwriter.Workbook) -> None:
        own: dict[str, dict[str, Any]] = {
            "title": {"bold": True, "font_size": 14},
            "figure": {"bold": True, "font_color": "#A3202C"},
        }
        styles = workbooks.styles(book, _COLOURS, own)
        _write_summary(book.add_worksheet(words["title"]), comparisons, lang, styles)
        _write_changes(book.add_worksheet(words["changes"]), comparisons, lang, styles)
        if len(comparisons) > 1:
            _write_history(book.add_worksheet(words["history"]), comparisons, lang, styles)
        if any(comparison.knock_on for comparison in comparisons):
            _write_knock_on(book.add_worksheet(words["knock_on"]), comparisons, lang, styles)

    return workbooks.made(words["title"], fill)


def _write_summary(sheet: Worksheet, comparisons: Sequence[Comparison], lang: str, styles: dict[str, Format]) -> None:
    w, shown = WORDS[lang], (*CHANGES, "unchanged")
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, len(shown), 11)
    sheet.write_string(0, 0, w["title"], styles["title"])
    row = 1
    for sentence in warnings(list(comparisons), lang):
        sheet.write_string(row, 0, sentence, styles["bold"])
        row += 1
    for comparison in comparisons:
        sheet.write_string(row, 0, summary(comparison, lang))
        row += 1
        for column, name in enumerate((w["section"], *(CHANGE[lang][change] for change in shown))):
            sheet.write_string(row, column, name, styles["head"])
        for section in view.sections(comparison, lang):
            row += 1
            sheet.write_string(row, 0, section.title, styles["wrap"])
            workbooks.set_height(sheet, row, [(section.title, 60)])
            _write_counts(sheet, row, [section.counts[change] for change in shown], styles["number"])
        row += 1
        counts = view.counts(comparison)
        sheet.write_string(row, 0, w["total"], styles["bold"])
        _write_counts(sheet, row, [counts[change] for change in shown], styles["bold"])
        row += 2


def _write_counts(sheet: Worksheet, row: int, counts: Sequence[int], style: Format) -> None:
    for column, count in enumerate(counts, 1):
        if count:
            sheet.write_number(row, column, count, style)


def _write_changes(sheet: Worksheet, comparisons: Sequence[Comparison], lang: str, styles: dict[str, Format]) -> None:
    names = [name for name in _COLUMNS if name != "step" or len(comparisons) > 1]
    _write_heads(sheet, [(getattr(_COLUMNS[name], lang), _COLUMNS[name].width) for name in names], styles)
    row = 0
    for step, comparison in enumerate(comparisons, 1):
        for item in view.items(comparison, lang):
            row += 1
            values = _values(comparison, item, step, lang)
            workbooks.set_height(sheet, row, [(str(values[name] or ""), _COLUMNS[name].width) for name in names])
            for column, name in enumerate(names):
                style = styles[item.change.change if name == "change" else _COLUMNS[name].style]
                if name == "old_context" and item.change.old:
                    workbooks.write_sentence(sheet, row, column, view.sentence(comparison.old, item.change.old), styles)
                elif name == "new_context" and item.change.new:
                    workbooks.write_sentence(sheet, row, column, view.sentence(comparison.new, item.change.new), styles)
                else:
                    workbooks.write(sheet, row, column, values[name], style)
    sheet.freeze_panes(1, names.index("indicator") + 1)
    sheet.print_area(0, 0, row, names.index("new_place"))
    sheet.autofilter(0, 0, max(row, 1), len(names) - 1)


def _write_heads(sheet: Worksheet, heads: Sequence[tuple[str, int]], styles: dict[str, Format]) -> None:
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, styles["head"])
    sheet.set_row(0, 32)


def _values(comparison: Comparison, item: view.Item, step: int, lang: str) -> dict[str, Any]:
    change = item.change
    return {
        "index": item.index,
        "step": step,
        "change": item.label,
        "section": item.section,
        "indicator": item.indicator,
        "old": item.old,
        "new": item.new,
        **_side("old", change.old, lang),
        **_side("new", change.new, lang),
        "delta": change.delta,
        "relative": change.relative,
        "old_place": item.old_place,
        "new_place": item.new_place,
        "confidence": change.confidence,
    }


def _side(side: str, figure: Figure | None, lang: str) -> dict[str, Any]:
    values = {
        "low": figure and figure.value_low,
        "high": figure and figure.value_high,
        "unit": figure and figure.unit,
        "kind": figure and KIND[lang][figure.kind],
        "period": figure and figure.period,
        "context": figure and figure.context,
        "id": figure and figure.figure_id,
    }
    return {f"{side}_{name}": value for name, value in values.items()}


def _write_history(sheet: Worksheet, comparisons: Sequence[Comparison], lang: str, styles: dict[str, Format]) -> None:
    """Each figure that differs, a column a draft; the cell where it became another is coloured."""
    w = WORDS[lang]
    files = [comparisons[0].old.draft.document.path, *(c.new.draft.document.path for c in comparisons)]
    drafts = [(f"{w['draft']} {n}: {Path(file).name}", 28) for n, file in enumerate(files, 1)]
    _write_heads(sheet, [(w["change"], 16), (w["section"], 40), (w["indicator"], 40), *drafts], styles)
    row = 0
    for row, history in enumerate(view.history_rows(comparisons, lang), 1):
        named = (history.label, history.section, history.indicator)
        texts = [*zip(named, (16, 40, 40), strict=True), *((c.text, 28) for c in history.cells)]
        workbooks.set_height(sheet, row, texts)
        for column, text in enumerate(named):
            workbooks.write(sheet, row, column, text, styles["wrap"])
        for column, cell in enumerate(history.cells, 3):
            workbooks.write(sheet, row, column, cell.text, styles[cell.change.change if cell.change else "wrap"])
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(row, 1), 2 + len(drafts))


def _write_knock_on(sheet: Worksheet, comparisons: Sequence[Comparison], lang: str, styles: dict[str, Format]) -> None:
    """The findings that the changes made, mended or left."""
    w = WORDS[lang]
    step = _COLUMNS["step"].vi if lang == "vi" else _COLUMNS["step"].en
    heads = [(step, 9), (w["state"], 14), (w["severity"], 12), (w["check"], 18), (w["finding"], 100), (w["source"], 20)]
    _write_heads(sheet, heads, styles)
    colours = {"introduced": "removed", "resolved": "added", "open": "moved"}
    row = 0
    for number, comparison in enumerate(comparisons, 1):
        for one in view.consequences(comparison, lang):
            row += 1
            workbooks.set_height(sheet, row, [(one.message, 100)])
            workbooks.write(sheet, row, 0, number, styles["plain"])
            workbooks.write(sheet, row, 1, one.label, styles[colours[one.state]])
            for column, text in enumerate((one.severity, one.check, one.message, one.place), 2):
                workbooks.write(sheet, row, column, text, styles["wrap"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(row, 1), len(heads) - 1)
