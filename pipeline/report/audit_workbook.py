"""The findings of an audit as an Excel workbook: numbers as numbers, the source sentence beside each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.audit import CHECKS, SEVERITIES
from pipeline.report import audit_view as view
from pipeline.report import workbooks
from pipeline.report.audit_words import CHECK, SEVERITY, WORDS

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_COLOURS = {"error": "#FDE2E4", "warning": "#FFF1CC", "rounding": "#E8EBF0"}
_MARKS = {"about": "#A3202C", "told": "#1B5C8F"}
_COLUMNS = (  # word of audit_words, width in characters
    ("index", 5), ("file", 24), ("severity", 11), ("check", 16), ("message", 60), ("stated", 18), ("computed", 18),
    ("stated_value", 12), ("computed_value", 12), ("difference", 11), ("section", 32), ("source", 18),
    ("sentence", 80), ("rule", 20), ("figures", 24),
)  # fmt: skip


def workbook(audited: Sequence[view.Audited], lang: str) -> bytes:
    """The .xlsx file: every finding, and counts by check.

    The same findings give the same bytes: no clock is written.
    """
    words = WORDS[lang]

    def fill(book: xlsxwriter.Workbook) -> None:
        own = {name: {"bold": True, "font_color": colour} for name, colour in _MARKS.items()}
        styles = workbooks.styles(book, _COLOURS, own, bordered=False)
        _write_findings(book.add_worksheet(words["title"]), audited, lang, styles)
        _write_summary(book.add_worksheet(words["summary"]), audited, lang, styles)

    # The summary begins with a document's name, not with heads to repeat.
    return workbooks.made(words["title"], fill, repeat_heads=False)


def _write_findings(sheet: Worksheet, audited: Sequence[view.Audited], lang: str, styles: dict[str, Format]) -> None:
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, WORDS[lang][name], styles["head"])
    row = 0
    for one in audited:
        for item in view.items(one, lang):
            row += 1
            _write_finding(sheet, row, Path(one[0].path).name, item, styles)
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, max(row, 1), len(_COLUMNS) - 1)


def _height(file: str, item: view.Item) -> float:
    """Points the row needs for its longest cell: spreadsheets do not fit rows to text that a program wrote."""
    finding, width = item.finding, dict(_COLUMNS)
    texts = {"file": file, "message": item.message, "stated": finding.stated, "computed": finding.computed}
    texts |= {"section": item.section, "source": item.sources[0].place, "figures": "\n".join(finding.figure_ids[:6])}
    texts["sentence"] = "\n".join(source.text for source in item.sources)
    lines = (sum(1 + len(line) // width[name] for line in text.split("\n")) for name, text in texts.items())
    return min(400.0, workbooks.LINE * max(lines) + 3)


def _write_finding(sheet: Worksheet, row: int, file: str, item: view.Item, styles: dict[str, Format]) -> None:
    finding = item.finding
    sheet.set_row(row, _height(file, item))
    stated, computed = view.value(finding.stated), view.value(finding.computed)
    sheet.write_number(row, 0, item.index, styles["plain"])
    sheet.write_string(row, 1, file, styles["wrap"])
    sheet.write_string(row, 2, item.severity, styles[finding.severity])
    texts = {3: item.check, 4: item.message, 5: finding.stated, 6: finding.computed, 10: item.section}
    texts |= {11: item.sources[0].place, 13: finding.rule_id, 14: "\n".join(finding.figure_ids)}
    for column, text in texts.items():
        sheet.write_string(row, column, text[: workbooks.LONGEST], styles["wrap"])
    numbers = {7: stated, 8: computed}
    if stated is not None and computed is not None:
        numbers[9] = computed - stated
    for column, number in numbers.items():
        if number is not None:
            sheet.write_number(row, column, round(number, 6), styles["number"])
    _write_sentences(sheet, row, 12, item.sources, styles)


def _write_sentences(
    sheet: Worksheet, row: int, column: int, sources: list[view.Sentence], styles: dict[str, Format]
) -> None:
    """The source sentences in one cell, their figures in bold colour."""
    pieces: list[str | Format] = []
    for number, source in enumerate(sources):
        if number:
            pieces.append("\n")
        for stretch in source.stretches:
            if stretch.mark:
                pieces.append(styles[stretch.mark])
            pieces.append(stretch.text)
    strings = [p for p in pieces if isinstance(p, str)]
    if len(strings) > 1 and sum(map(len, strings)) < workbooks.LONGEST:
        sheet.write_rich_string(row, column, *pieces, styles["wrap"])
    else:
        sheet.write_string(row, column, "".join(strings)[: workbooks.LONGEST], styles["wrap"])


def _write_summary(sheet: Worksheet, audited: Sequence[view.Audited], lang: str, styles: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(SEVERITIES), 13)
    row = 0
    for document, found in audited:
        counts = Counter((f.check, f.severity) for f in found)
        for column, name in enumerate((Path(document.path).name, *(SEVERITY[lang][s] for s in SEVERITIES))):
            sheet.write_string(row, column, name, styles["head"])
        for check in [c for c in CHECKS if any(counts[c, s] for s in SEVERITIES)]:
            row += 1
            sheet.write_string(row, 0, CHECK[lang][check], styles["plain"])
            for column, severity in enumerate(SEVERITIES, 1):
                sheet.write_number(row, column, counts[check, severity], styles["number"])
        row += 1
        sheet.write_string(row, 0, WORDS[lang]["total"], styles["bold"])
        for column, severity in enumerate(SEVERITIES, 1):
            sheet.write_number(row, column, sum(f.severity == severity for f in found), styles["bold"])
        row += 2
