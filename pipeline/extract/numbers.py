"""Numbers as written in Vietnamese text: where they stand and what they are worth.

`6.021` is 6021 and `99,92` is 99.92 (the decimal comma of TCVN and of Decree 30/2020); a text that
plainly writes the English way (`1,234.5`) is read that way. OCR and old PDF tools break numbers by
blanks (`1 66,9`, `6 ,5%`, `1 .295`): such pieces are one number where the grammar leaves no other reading.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from pipeline.extract import units

_TOKEN = regex.compile(r"\d+(?:[.,]\d+)*")
_ENGLISH = regex.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|\b\d{1,2}\.\d{1,2}(?= ?%)")
_VIETNAMESE = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\b|\b\d+,\d{1,2}\b(?!,)")
# What makes a number a measured one: its sign or scale, behind the upper bound of a range too (`2 7,2 - 28,3%`).
_SCALED = regex.compile(r"(?: ?[-–] ?\d+(?:[.,] ?\d+| \d{1,2},\d+| \d)?)? ?(?:%|‰|(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b)")
_GROUPED = regex.compile(r"\d{1,3}(?:\.\d{3})*\.(\d{1,2})")  # 1.4 64: a group of thousands cut in two
_RUNNING = regex.compile(r"\p{Ll} $")  # in the middle of a sentence: no label of a list stands here
# A number after one of these words is an ordinal, so a blank after it separates two numbers.
_ORDINAL = regex.compile(
    r"\b(?:khóa|khoá|lần|thứ|quý|điều|số|tháng|ngày|mục|bảng|biểu|phụ lục|điểm|khoản|năm|trang|đợt|cấp|nhóm"
    r"|chỉ tiêu) ?$",
    regex.IGNORECASE,
)


class Number(NamedTuple):
    """`text[start:end]` is a number; `digits` is it without the blanks that broke it."""

    start: int
    end: int
    digits: str


def scan(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Every number of `text[start:end]`, in order, broken ones made whole."""
    found: list[Number] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        a, b = match.span()
        if found and 0 < a - found[-1].end <= 2 and (whole := _join(text, found[-1], a, b)):
            found[-1] = whole
        else:
            found.append(Number(a, b, match[0]))
    return found


def _join(text: str, left: Number, a: int, b: int) -> Number | None:
    """The one number that `left` and `text[a:b]` make, if a blank has broken it."""
    gap, right = text[left.end : a], text[a:b]
    if " " not in gap or gap.strip(" ,."):
        return None
    if _ORDINAL.search(text, max(0, left.start - 10), left.start):
        return None
    separator = gap.strip(" ")
    digits = left.digits + separator + right
    scaled = _SCALED.match(text, b) is not None
    if (
        (separator == "" and _blank_inside(left.digits, right, text, left.start, b, scaled))
        or (separator == "," and scaled and "," not in left.digits and right.isdigit() and len(right) <= 2)
        or (separator == "." and _grouped_after(text, left, gap, right))
    ):
        return Number(left.start, b, digits)
    return None


def _grouped_after(text: str, left: Number, gap: str, right: str) -> bool:
    """`1 .295`; `được 1. 852 doanh nghiệp`, where neither a sentence ends nor a label stands."""
    if not left.digits.isdigit() or not regex.fullmatch(r"\d{3}(?:,\d+)?", right):
        return False
    running = _RUNNING.search(text, max(0, left.start - 2), left.start) is not None
    return gap[0] == " " or (running and len(left.digits) <= 3 and left.digits[0] != "0")


def _blank_inside(left: str, right: str, text: str, start: int, end: int, scaled: bool) -> bool:
    if regex.fullmatch(r"\d{1,3}(?: \d{3})*", left) and regex.fullmatch(r"\d{3}", right):
        return text[end : end + 2].strip(" ") != "" or scaled  # 2 600 USD: blank as thousands separator
    if left.isdigit() and regex.fullmatch(r"\d{1,3},\d+", right):
        return len(left) + right.index(",") <= 3 and scaled  # 1 66,9 nghìn tỷ
    if regex.fullmatch(r"\d+,\d", left) and regex.fullmatch(r"\d", right):
        return scaled  # 51,5 8 triệu
    if (cut := _GROUPED.fullmatch(left)) and regex.fullmatch(r"\d{1,2}(?:,\d+)?", right):
        return len(cut[1]) + len(right.partition(",")[0]) == 3  # 1.4 64 doanh nghiệp
    if regex.fullmatch(r"[1-9]", left) and regex.fullmatch(r"\d{1,2}", right):
        counted = units.after(text, end, min(len(text), end + 60))
        if counted is not None and counted.unit_class == "count" and _RUNNING.search(text, max(0, start - 2), start):
            return True  # đã có 1 7 doanh nghiệp
    # 2 8%, 21 6 nghìn tỷ, 3 65 nghìn tỷ
    return left.isdigit() and right.isdigit() and len(left) + len(right) <= 3 and left[0] != "0" and scaled


def is_english(text: str) -> bool:
    """True where the text plainly writes `1,234.5` rather than `1.234,5`."""
    english = sum(1 for _ in _ENGLISH.finditer(text))
    return english > 0 and english > sum(1 for _ in _VIETNAMESE.finditer(text))


_THOUSANDS = {english: regex.compile(rf"\d{{1,3}}(?:\{sign}\d{{3}})+") for english, sign in ((True, ","), (False, "."))}
_SIGNS = str.maketrans("", "", ".,")


def value(digits: str, english: bool = False) -> tuple[float, int]:
    """The number's value and how many decimals it states.

    >>> value("6.021"), value("99,92"), value("1.295,50"), value("0.037"), value("1,234.5", english=True)
    ((6021.0, 0), (99.92, 2), (1295.5, 2), (0.037, 3), (1234.5, 1))
    """
    digits = digits.replace(" ", "")
    thousands = "," if english else "."
    grouped = _THOUSANDS[english].fullmatch(digits) is not None
    if grouped and not digits.startswith("0"):
        return float(digits.replace(thousands, "")), 0
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits), 0
    separators = {c for c in digits if c in ".,"}
    if len(separators) == 1 and digits.count(digits[last]) > 1:  # 1,234,567 in a Vietnamese text, 1.2.3 as misprint
        return float(digits.translate(_SIGNS)), 0
    # What is left has one decimal sign, whichever style the text keeps: 99,92 or 12.5.
    whole, fraction = digits[:last], digits[last + 1 :]
    return float(whole.translate(_SIGNS) + "." + fraction), len(fraction)
