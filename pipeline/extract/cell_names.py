"""What a cell's figure measures, from its row's and its column's headers."""

from __future__ import annotations

import regex

from pipeline.extract.around import phrases
from pipeline.extract.statement import join
from pipeline.extract.wording import pattern


def of_row(header: str) -> str:
    """A row header in words alone: `Có 90-95% tổ chức cơ sở Đảng hoàn thành tốt nhiệm vụ` without its figures."""
    words = regex.sub(r"(?:từ |trên |dưới |ít nhất )?\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)?(?: ?%)?(?: trở lên)?", "", header)
    text = " ".join(words.split())
    return str(phrases("tail").sub("", phrases("head").sub("", text)).strip())


def _compared(head: str) -> str:
    """`ƯTH 2017/KH 2017` in words: `so với kế hoạch`."""
    sides = pattern("two_sided").match(head)
    if sides is None:
        return head
    plan = regex.search(r"\b(?:kh|kế hoạch|dt|dự toán)(?=\b|\d)", sides["right"], regex.IGNORECASE)
    named = "dự toán" if plan and plan[0].lower()[0] == "d" else "kế hoạch"
    year = regex.search(r"(?:19|20)\d\d", sides["right"])
    return f"so với {named}" if plan else f"so với năm {year[0]}" if year else head


def without_sections(row: str) -> str:
    """`CHỈ TIÊU KINH TẾ > Thu ngân sách`: what a group of indicators is called says nothing of one of them."""
    parts = row.split(" > ")
    return " > ".join([p for p in parts[:-1] if not pattern("table_section").match(p)] + parts[-1:])


def of_cell(row: str, column: str, unit: str, caption: str, target: bool) -> str:
    """The indicator of a number alone in its cell: both headers without the words that only name a kind or time."""
    heads = [regex.sub(r"\([^)]*\)|%", "", h).strip() for h in column.split(" > ")]
    heads = [_compared(h) for h in heads]
    said = [h for h in heads if h and not phrases("columns").match(h) and not pattern("column_time").fullmatch(h)]
    said = [regex.sub(r"^(?:kết quả(?: thực hiện)?|tình hình)\s+", "", h, flags=regex.IGNORECASE) for h in said]
    if not target:
        said = [regex.sub(r"^chỉ tiêu\s+", "", h, flags=regex.IGNORECASE) for h in said]
    said = [regex.sub(r"\s*\b(?:hàng|hằng) năm\b", "", h, flags=regex.IGNORECASE) for h in said]
    row = without_sections(row)
    row = regex.sub(r"^\W*(?:trong đó|trong số đó|gồm)\s*:?\s*(?=\p{L})", "", row, flags=regex.IGNORECASE)
    row = regex.sub(r"^(?:[-–+•*]|(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2}){0,2}|[A-ZĐa-zđ])[.)])\s+(?=\p{L})", "", row)
    row = regex.sub(r"\((?:%|[^)]*đồng|[^)]*tấn|[^)]*người)\)", "", row)
    timely = regex.fullmatch(r"(?:ước |năm |tháng |quý |tổng|cộng|số|\W)*[\d/IVX.-]*", row.strip(), regex.IGNORECASE)
    text = join(row.replace(" > ", " ") if not timely else unit, " ".join(said))
    if " ".join(said).lower() in ("tỷ lệ", "tỉ lệ", "số lượng", "tổng số") and not timely:
        text = join(text, pattern("table_number").sub("", caption))
    measure = pattern("table_measure").search(caption) if not said and not timely else None
    if measure is not None and measure[0].lower() not in text.lower():
        text = join(measure[0].lower(), text[:1].lower() + text[1:] if text[1:2].islower() else text)
    return text or caption
