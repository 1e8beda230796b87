"""Footnote marks against notes, and headings that are counted twice or left out."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.audit.finding import Finding
from pipeline.audit.ledger import Ledger
from pipeline.model import Block

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_MOST_MISSING = 3
_DOTTED = regex.compile(r"^\d{1,2}(?:\.\d{1,2}){0,4}$")
_ROMAN_LABEL = regex.compile(r"^[IVXL]{1,6}$")


def check(ledger: Ledger) -> Iterator[Finding]:
    yield from _footnotes(ledger)
    yield from _headings(ledger)


def _footnotes(ledger: Ledger) -> Iterator[Finding]:
    for note in ledger.document.footnotes:
        if note.block is None and note.anchor_char is not None:
            span = note.anchor_char, note.anchor_char + len(note.label) + 2
            yield Finding(
                "footnote.mark",
                "warning",
                note.label,
                "",
                f"Dấu chú thích {note.label} không có phần chú thích.",
                f"Footnote mark {note.label} has no note.",
                (span,),
            )
        elif note.anchor_char is None and note.start is not None and note.end is not None:
            yield Finding(
                "footnote.note",
                "warning",
                note.label,
                "",
                f"Chú thích {note.label} không được dấu nào trong văn bản gọi đến.",
                f"No mark in the text calls note {note.label}.",
                ((note.start, note.end),),
            )


def _place(label: str) -> tuple[tuple[int, ...], str] | None:
    """A heading's numbers and how they are written; None for letters and signs."""
    plain = label.strip(" .)-/")
    if _ROMAN_LABEL.match(plain):
        return (_roman(plain),), "roman"
    if _DOTTED.match(plain):
        return tuple(int(n) for n in plain.split(".")), "arabic"
    return None


def _roman(text: str) -> int:
    values = [_ROMAN[c] for c in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _headings(ledger: Ledger) -> Iterator[Finding]:
    """Repeated headings; left out ones too, unless there are so many that the document must be quoting another."""
    found = list(_counted(ledger))
    missing = [f for f in found if f.rule_id == "numbering.missing"]
    yield from (f for f in found if f not in missing or len(missing) <= _MOST_MISSING)


def _counted(ledger: Ledger) -> Iterator[Finding]:
    """Headings of one level under one parent count on by one; `1` begins a new list."""
    last: dict[tuple[int, str], tuple[tuple[int, ...], Block]] = {}
    for block in ledger.document.blocks:
        if block.kind != "heading" or block.level is None:
            continue
        for key in [k for k in last if k[0] > block.level]:
            del last[key]
        place = _place(block.label)
        if place is None:
            for key in [k for k in last if k[0] == block.level]:
                del last[key]
            continue
        numbers, style = place
        before = last.get((block.level, style))
        last[block.level, style] = numbers, block
        if before is None or len(before[0]) != len(numbers) or before[0][:-1] != numbers[:-1]:
            continue
        step = numbers[-1] - before[0][-1]
        if step == 0:
            yield _repeated(before[1], block)
        elif step > 1:
            yield _missing(before[1], block, step)


def _span(block: Block) -> tuple[int, int]:
    return block.start, block.start + len(block.label)


def _repeated(before: Block, block: Block) -> Finding:
    return Finding(
        "numbering.repeated",
        "error",
        block.label,
        "",
        f"Hai đề mục liền nhau cùng mang số {block.label}.",
        f"Two headings in a row are both numbered {block.label}.",
        (_span(block), _span(before)),
    )


def _missing(before: Block, block: Block, step: int) -> Finding:
    many = f"{step - 1} đề mục" if step > 2 else "một đề mục"
    return Finding(
        "numbering.missing",
        "warning",
        block.label,
        "",
        f"Sau đề mục {before.label} là {block.label}: thiếu {many} ở giữa.",
        f"Heading {before.label} is followed by {block.label}: {step - 1} left out between them.",
        (_span(block), _span(before)),
    )
