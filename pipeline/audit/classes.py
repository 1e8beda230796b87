"""Shares of graded classes told in prose against the table that counts the classes of the same year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.audit.amounts import Amount, amount, english, judge, number
from pipeline.audit.finding import Finding, about
from pipeline.audit.ledger import Grid, Ledger
from pipeline.audit.tables import class_name, share_base, share_pairs
from pipeline.model import Figure
from pipeline.official.words import keys

_YEAR = regex.compile(r"^(?:19|20)\d\d$")
_ASIDE = regex.compile(r"\([^()]*\)")


@dataclass(slots=True, eq=False)
class Ranked:
    """One row of a table of classes: the counts in the table's order, and their whole."""

    period: str
    noun: str
    names: list[str]  # comparison keys, joined
    counts: list[Figure]
    whole: Amount


def check(ledger: Ledger) -> Iterator[Finding]:
    rows = [row for grid in ledger.grids for row in _rows(grid)]
    if not rows:
        return
    for figure in ledger.figures:
        if figure.rule_id == "cell.number" or figure.unit_class != "percent" or not _YEAR.match(figure.period):
            continue
        if figure.kind == "statistic" and figure.measure == "share" and amount(figure):
            yield from _against(ledger, figure, rows)


def _rows(grid: Grid) -> Iterator[Ranked]:
    pairs = share_pairs(grid)
    base = share_base(grid, pairs)
    if base is None or len(pairs) < 3:
        return
    names = [" ".join(keys(class_name(grid, p.count))) for p in pairs]
    for row in grid.rows():
        counts = [grid.numbers.get((row, p.count)) for p in pairs]
        whole = base(row)
        known = [c for c in counts if c is not None]
        if whole and len(known) == len(pairs) and len(set(names)) == len(names) and known[0].unit:
            yield Ranked(known[0].period, " ".join(keys(known[0].unit)), names, known, whole)


def _against(ledger: Ledger, figure: Figure, rows: list[Ranked]) -> Iterator[Finding]:
    subject, heading = _subject(ledger, figure)
    for row in rows:
        if row.period != figure.period or row.noun not in f"{subject} {heading}":
            continue
        # The figure's own words name the class; only where they name none does the row of the table they stand in.
        at = _class(row, subject)
        at = _class(row, heading) if at is None else at
        if at is None:
            continue
        stated = amount(figure)
        assert stated is not None
        sums = {
            "own": row.counts[at].value_low or 0,
            "up": sum(c.value_low or 0 for c in row.counts[: at + 1]),
            "down": sum(c.value_low or 0 for c in row.counts[at:]),
        }
        shares = {name: 100 * total / row.whole.value for name, total in sums.items()}
        if any(judge(stated, share, share) != "wrong" for share in shares.values()):
            return
        if any(s and s.value_low == figure.value_low for s in ledger.of_block[row.counts[at].block]):
            return  # the table prints this very share: its own check speaks of it
        yield _finding(figure, row, at, shares, stated)
        return


def _class(row: Ranked, words: str) -> int | None:
    """The class the words name: the longest name found in them, else the one whose beginning ends them."""
    padded = f" {words} "
    named = [i for i, name in enumerate(row.names) if f" {name} " in padded]
    if not named:  # `13,65% hoàn thành xuất sắc` for `Hoàn thành xuất sắc nhiệm vụ`
        named = [i for i, name in enumerate(row.names) if len(cut := name.rsplit(" ", 2)[0].split()) >= 4
                 and f" {' '.join(cut)} " in padded]  # fmt: skip
    return max(named, key=lambda i: len(row.names[i])) if named else None


def _subject(ledger: Ledger, figure: Figure) -> tuple[str, str]:
    """The words of the figure's own clause, and those of its row header; asides in brackets are other figures'."""
    inside = ledger.bracket(figure)
    statement = ledger.statement_of.get(figure.figure_id)
    if inside:
        near = ledger.text[inside[0] : inside[1]]
    elif statement:
        from pipeline.extract import sentences

        segment = next(
            (a, b) for a, b in sentences.segments(ledger.text, statement.start, statement.end) if a <= figure.start <= b
        )
        near = _ASIDE.sub(" ", ledger.text[segment[0] : segment[1]])
    else:
        near = figure.indicator
    heading = _ASIDE.sub(" ", figure.row_header or "")
    return " ".join(keys(near)), " ".join(keys(heading))


def _finding(figure: Figure, row: Ranked, at: int, shares: dict[str, float], stated: Amount) -> Finding:
    own, up = shares["own"], shares["up"]
    digits = max(figure.decimals, 1)
    said = number(figure.value_low or 0, figure.decimals)
    count = row.counts[at]
    other = _other_base(row, at, stated)
    other_vi = f"; {said}% chỉ khớp khi chia {count.value_text} cho {other.value_text}" if other else ""
    other_en = (
        f"; {english(stated.value, figure.decimals)}% only fits a base of {english(other.value_low or 0)}"
        if other
        else ""
    )
    better_vi = f"; từ loại này trở lên là {number(up, digits)}%" if at else ""
    better_en = f", this class and better {english(up, digits)}%" if at else ""
    return about(
        [figure, *row.counts, *([other] if other and other not in row.counts else [])],
        "conflict.classes",
        "error",
        f"{said}%",
        f"{number(own if not at or other else up, digits)}%",
        f"Văn bản ghi {said}% cho năm {figure.period} nhưng theo bảng xếp loại, {count.value_text} trên tổng "
        f"{number(row.whole.value)} là {number(own, digits)}%{better_vi}{other_vi}.",
        f"The text gives {english(stated.value, figure.decimals)}% for {figure.period}, but by the table "
        f"{english(count.value_low or 0)} of {english(row.whole.value)} is {english(own, digits)}%"
        f"{better_en}{other_en}.",
    )


def _other_base(row: Ranked, at: int, stated: Amount) -> Figure | None:
    """The count of the row that the stated share was wrongly computed on."""
    part = row.counts[at].value_low or 0
    for other in row.counts:
        if other is not row.counts[at] and other.value_low:
            share = 100 * part / other.value_low
            if judge(stated, share, share) == "right":
                return other
    return None
