"""Dates that do not exist or lie ahead of the document, and citations that contradict each other."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

import regex
from rapidfuzz import fuzz

from pipeline.audit.finding import Finding
from pipeline.audit.ledger import Ledger
from pipeline.model import Reference
from pipeline.official import dates
from pipeline.official.words import keys

_SAME_TITLE = 92  # rapidfuzz ratio of two titles of one document, spelling and tone marks folded
_FEW_AHEAD = 0.2  # of the dated citations
_ORDERLY_SINCE = 2004  # symbols of the 1990s were written any way; rules on them came with circular 55/2005
_SERIAL = regex.compile(r"^(\d+)")
_YEAR = regex.compile(r"/(?:19|20)\d\d/")


def check(ledger: Ledger) -> Iterator[Finding]:
    yield from _impossible(ledger)
    yield from _ahead(ledger)
    yield from _malformed(ledger)
    yield from _two_dates(ledger)
    yield from _two_numbers(ledger)


def _impossible(ledger: Ledger) -> Iterator[Finding]:
    for written in dates.find(ledger.text):
        if written.impossible and written.precision == "day":
            said = f"{written.day}/{written.month}/{written.year}"
            yield Finding(
                "date.impossible",
                "error",
                written.quote,
                "",
                f"Lịch không có ngày {said}.",
                f"There is no such day as {said}.",
                ((written.start, written.end),),
            )


def _ahead(ledger: Ledger) -> Iterator[Finding]:
    """Citations of what was issued after the document; where they are many, its own date may have been misread."""
    issued = ledger.document.letterhead.issued_on
    dated = [r for r in ledger.found.references if r.issued_on]
    ahead = [r for r in dated if issued and r.issued_on and r.issued_on > issued]
    sure = len(ahead) <= _FEW_AHEAD * len(dated)
    for reference in {r.number or r.quote: r for r in reversed(ahead)}.values():
        if issued and reference.issued_on:
            yield Finding(
                "date.ahead",
                "error" if sure else "warning",
                reference.issued_on_text,
                f"{issued:%d/%m/%Y}",
                f"Văn bản đề ngày {issued:%d/%m/%Y} nhưng dẫn {reference.type} ban hành sau đó, "
                f"ngày {reference.issued_on:%d/%m/%Y}.",
                f"The document is dated {issued:%d/%m/%Y} but cites one issued later, "
                f"on {reference.issued_on:%d/%m/%Y}.",
                ((reference.start, reference.end),),
            )


def _malformed(ledger: Ledger) -> Iterator[Finding]:
    for reference in ledger.found.references:
        if "malformed_number" in reference.warnings:
            twin = next(
                (
                    r
                    for r in ledger.found.references
                    if r is not reference
                    and r.number != reference.number
                    and keys(r.number) == keys(reference.number)
                    and "malformed_number" not in r.warnings
                ),
                None,
            )
            other = f"; chỗ khác ghi {twin.number}" if twin else ""
            other_en = f"; elsewhere it is {twin.number}" if twin else ""
            spans = [(reference.start, reference.end), *([(twin.start, twin.end)] if twin else [])]
            yield Finding(
                "reference.malformed",
                "error" if twin or _clearly_wrong(reference) else "warning",
                reference.number,
                twin.number if twin else "",
                f"Số, ký hiệu {reference.number} viết sai thể thức{other}.",
                f"The number {reference.number} is not written as such numbers are{other_en}.",
                tuple(spans),
            )


def _clearly_wrong(reference: Reference) -> bool:
    """A number of the orderly years with slashes only; `56-NĐ/CP`, the habit of Party offices, is but doubtful."""
    year = reference.issued_on.year if reference.issued_on else 0
    return "-" not in reference.number and year > _ORDERLY_SINCE


def _serial(reference: Reference) -> str:
    found = _SERIAL.match(reference.number)
    return found[1].lstrip("0") if found else ""


def _two_dates(ledger: Ledger) -> Iterator[Finding]:
    """One number with two dates. Numbers begin anew every year, so two years may be two documents."""
    cited: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for reference in ledger.found.references:
        if reference.number and reference.issued_on and "-" in reference.number:
            cited[reference.type, " ".join(keys(reference.number))].append(reference)
    for group in cited.values():
        first = group[0]
        for other in group[1:]:
            assert first.issued_on and other.issued_on
            if first.issued_on == other.issued_on:
                continue
            same_year = first.issued_on.year == other.issued_on.year
            if same_year or _YEAR.search(first.number) or _same_title(first, other):
                yield _contradiction("reference.date", first, other, first.issued_on_text, other.issued_on_text)
                break


def _same_title(one: Reference, other: Reference) -> bool:
    left, right = " ".join(keys(one.title)), " ".join(keys(other.title))
    return min(len(left.split()), len(right.split())) >= 5 and fuzz.ratio(left, right) >= _SAME_TITLE


def _two_numbers(ledger: Ledger) -> Iterator[Finding]:
    """One title, type and date with two serial numbers."""
    dated = [r for r in ledger.found.references if r.number and r.issued_on and r.title]
    seen: set[tuple[str, str]] = set()
    for one, other in itertools.combinations(dated, 2):
        pair = (one.number, other.number)
        alike = one.type == other.type and one.issued_on == other.issued_on and _same_title(one, other)
        if alike and _serial(one) != _serial(other) and pair not in seen:
            seen.add(pair)
            yield _contradiction("reference.number", one, other, one.number, other.number)


def _contradiction(rule_id: str, one: Reference, other: Reference, left: str, right: str) -> Finding:
    what, what_en = ("số", "numbers") if rule_id == "reference.number" else ("ngày", "dates")
    name = one.number if rule_id == "reference.date" else f"“{one.title[:60]}”"
    return Finding(
        rule_id,
        "error",
        left,
        right,
        f"Cùng một {one.type} {name} nhưng dẫn với hai {what} khác nhau: {left} và {right}.",
        f"The same document, {name}, is cited with two {what_en}: {left} and {right}.",
        ((one.start, one.end), (other.start, other.end)),
    )
