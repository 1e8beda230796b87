"""What all Excel workbooks of the reports share: settings, cell styles, cells of text, numbers and marked sentences."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_000  # characters of a cell; Excel takes 32.767
LINE, MOST_LINES = 15, 12  # points of a line; lines a row shows of a long sentence
_A3 = 8
_BORDER = {"border": 1, "border_color": "#E1E6ED"}


def made(title: str, fill: Callable[[xlsxwriter.Workbook], None], *, repeat_heads: bool = True) -> bytes:
    """The .xlsx file that `fill` writes into; the same content gives the same bytes, for no clock is written."""
    import xlsxwriter

    stream = io.BytesIO()
    # Documents' words are data: none may become a formula or a link.
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, settings) as book:
        book.set_properties({"title": title, "created": dt.datetime(2000, 1, 1)})
        fill(book)
        for sheet in book.worksheets():
            sheet.set_paper(_A3)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            if repeat_heads:
                sheet.repeat_rows(0)
    return stream.getvalue()


def styles(
    book: xlsxwriter.Workbook, colours: Mapping[str, str], more: Mapping[str, dict[str, Any]], *, bordered: bool = True
) -> dict[str, Format]:
    """Formats by name: those of every report, `more` of one's own, and a coloured cell for each of `colours`."""
    top: dict[str, Any] = {"valign": "top", **(_BORDER if bordered else {})}
    found = {
        "plain": {**top},
        "wrap": {**top, "text_wrap": True},
        "number": {**top, "num_format": "#,##0.######"},
        "signed": {**top, "num_format": "+#,##0.######;-#,##0.######;0"},
        "percent": {**top, "num_format": "+0.0%;-0.0%;0%"},
        "head": {**top, "bold": True, "text_wrap": True, "bg_color": "#DCE3EE", "border": 1, "border_color": "#B8C2D1"},
        "bold": {**top, "bold": True},
        **more,
        **{name: {**top, "text_wrap": True, "bg_color": colour} for name, colour in colours.items()},
    }
    return {name: book.add_format(style) for name, style in found.items()}


def write(sheet: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    """A number as a number, words as words, nothing as an empty cell."""
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
    elif value:
        sheet.write_string(row, column, str(value)[:LONGEST], style)
    else:
        sheet.write_blank(row, column, None, style)


def write_sentence(
    sheet: Worksheet, row: int, column: int, sentence: tuple[str, str, str], styles: Mapping[str, Format]
) -> None:
    """What stands before the figure, the figure in style `figure`, what stands behind it."""
    before, said, after = sentence
    if not said or not (before or after) or len(before + said + after) > LONGEST:
        write(sheet, row, column, before + said + after, styles["wrap"])
        return
    pieces: list[Any] = [*([before] if before else []), styles["figure"], said, *([after] if after else [])]
    sheet.write_rich_string(row, column, *pieces, styles["wrap"])


def set_height(sheet: Worksheet, row: int, cells: Iterable[tuple[str, int]]) -> None:
    """Make the row as high as its longest wrapped cell (text, width); not every program does so by itself."""
    lines = max(math.ceil(1.15 * len(text) / width) for text, width in cells)
    sheet.set_row(row, LINE * min(max(lines, 1), MOST_LINES))
