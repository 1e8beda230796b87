"""Lists in running text: counts with their shares on one base, what is left of a whole, years that make a term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from pipeline.audit.amounts import Amount, amount, english, judge, number, percentage
from pipeline.audit.conflicts import likeness, weights
from pipeline.audit.finding import Finding, about
from pipeline.audit.ledger import Ledger, Statement, says
from pipeline.audit.shares import linked
from pipeline.audit.tables import sum_finding
from pipeline.model import Figure

_YEAR = regex.compile(r"^(?:19|20)\d\d$")
_ALIKE = 0.3  # weight of the words that a term's total and its years have in common


def check(ledger: Ledger) -> Iterator[Finding]:
    for statement in ledger.statements:
        yield from _one_base(ledger, statement)
        yield from _rest(ledger, statement)
    yield from _years(ledger)


def _counted(figure: Figure) -> Amount | None:
    counts = figure.unit_class in ("count", "other") and figure.measure == "level"
    return amount(figure) if counts else None


def _one_base(ledger: Ledger, statement: Statement) -> Iterator[Finding]:
    """Counts with shares of one sentence: the base that most of them agree on holds for the others too."""
    pairs = [
        (count, share)
        for count, share in zip(statement.figures, statement.figures[1:], strict=False)
        if share.unit_class == "percent"
        and share.measure == "share"
        and _counted(count)
        and amount(share)
        and linked(ledger, count, share)
    ]
    if len(pairs) < 3 or any(c.parent and _counted(ledger.by_id[c.parent]) for c, _ in pairs):
        return  # a whole that the parts name is asked by pipeline.audit.shares
    told = {c.figure_id for c, _ in pairs}
    bases = [f for f in statement.figures if f.figure_id not in told and _counted(f)]
    for base in bases:
        whole = _counted(base)
        assert whole is not None
        wrong = [(c, s) for c, s in pairs if not _fits(c, s, whole)]
        if whole.value > 0 and len(wrong) > 0 and len(pairs) - len(wrong) >= max(2, 2 * len(wrong)):
            yield from (_off_base(c, s, base, whole) for c, s in wrong)
            return


def _fits(count: Figure, share: Figure, whole: Amount) -> bool:
    part, stated = amount(count), amount(share)
    assert part is not None and stated is not None
    if whole.low <= 0:
        return False
    low, high = percentage(part, whole)
    return judge(stated, low, high) != "wrong"


def _off_base(count: Figure, share: Figure, base: Figure, whole: Amount) -> Finding:
    computed = 100 * (count.value_low or 0) / whole.value
    digits = max(share.decimals, 1)
    said = number(share.value_low or 0, share.decimals)
    return about(
        [share, count, base],
        "share.list",
        "error",
        f"{said}%",
        f"{number(computed, digits)}%",
        f"Văn bản ghi {said}% cho {count.quote}; các loại khác trong câu tính trên {base.quote}, trên mẫu số ấy là "
        f"{number(computed, digits)}%.",
        f"The text gives {english(share.value_low or 0, share.decimals)}% for {english(count.value_low or 0)}; the "
        f"other classes are shares of {english(whole.value)}, which makes it {english(computed, digits)}%.",
    )


def _rest(ledger: Ledger, statement: Statement) -> Iterator[Finding]:
    """`450/500 hồ sơ; còn lại 50 hồ sơ`."""
    for at, ratio in enumerate(statement.figures):
        if not ratio.denominator or ratio.value_low is None:
            continue
        for rest in statement.figures[at + 1 : at + 3]:
            before = ledger.text[statement.start : rest.start][-20:]
            if rest.unit != ratio.unit or not rest.unit or not _counted(rest) or not says("rest", before):
                continue
            left = ratio.denominator - ratio.value_low
            if rest.value_low != left:
                yield about(
                    [rest, ratio],
                    "total.rest",
                    "error",
                    rest.quote,
                    f"{number(left)} {rest.unit}",
                    f"Văn bản ghi còn lại {rest.quote}, nhưng {ratio.quote} thì còn {number(left)}.",
                    f"The text says {english(rest.value_low or 0)} are left, but of {english(ratio.denominator)} less "
                    f"{english(ratio.value_low)} there are {english(left)} left.",
                )


def _years(ledger: Ledger) -> Iterator[Finding]:
    """Two totals told together, and their years told elsewhere: where one total is the sum, the other must be."""
    series = [(s, years) for s in ledger.statements if len(years := _by_unit(s)) >= 2]
    if not series:
        return
    weight = weights(ledger)
    for statement in ledger.statements:
        for listed, years in series:
            if statement is listed:
                continue
            sums = {unit: sum(f.value_low or 0 for f in parts) for unit, parts in years.items()}
            everything = {u: sum(f.value_low or 0 for f in listed.figures if f.unit == u and _counted(f)) for u in sums}
            # No year of its own: the total is of the whole time.
            totals = [f for f in statement.figures if f.unit in sums and _counted(f) and not _YEAR.match(f.period)]
            agreed = {f.unit for f in totals if f.value_low in (sums[f.unit], everything[f.unit])}
            if not agreed or likeness(ledger, weight, statement, listed) < _ALIKE:
                continue
            for whole in totals:
                near = any(f.unit in agreed and abs(f.start - whole.start) < 60 for f in totals)
                gap = abs(sums[whole.unit] - (whole.value_low or 0))
                if whole.unit not in agreed and near and gap <= 0.25 * sums[whole.unit]:
                    yield sum_finding(whole, years[whole.unit], sums[whole.unit], "wrong", "total.years")


def _by_unit(statement: Statement) -> dict[str, Sequence[Figure]]:
    """The counts of a sentence that tells three years or more, one of each unit a year."""
    out: dict[str, dict[str, Figure]] = defaultdict(dict)
    for figure in statement.figures:
        if _counted(figure) and _YEAR.match(figure.period) and figure.unit:
            out[figure.unit].setdefault(figure.period, figure)
    return {unit: list(years.values()) for unit, years in out.items() if len(years) >= 3}
