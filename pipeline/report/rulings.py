"""Why a number is a figure or is none: the rules that had a say, in the words of the rule files."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pipeline import rules
from pipeline.extract import canonical
from pipeline.model import Document, Figure, Rejected
from pipeline.report.terminal import console

Ruled = Figure | Rejected
AROUND = 60  # characters of text shown on either side


def choose(
    figures: Sequence[Figure], rejected: Sequence[Rejected], at: int | None, figure_id: str | None
) -> list[Ruled]:
    """What covers offset `at`, or the figure whose id is or ends in `figure_id`; without either, all in order."""
    if figure_id is not None:
        return [f for f in figures if f.figure_id == figure_id or f.figure_id.endswith(f"-{figure_id}")]
    ruled: list[Ruled] = [*figures, *rejected]
    if at is not None:
        ruled = [r for r in ruled if r.start <= at < r.end]
    return sorted(ruled, key=lambda r: (r.start, r.end))


def print_rulings(document: Document, ruled: Sequence[Ruled]) -> None:
    """Each number in its line of text, then its rules and what they mean."""
    out = console()
    for one in ruled:
        before = document.text[max(0, one.start - AROUND) : one.start].rpartition("\n")[2]
        after = document.text[one.end : one.end + AROUND].partition("\n")[0]
        out.print(f"{one.start}-{one.end}  …{before}⟦{document.text[one.start : one.end]}⟧{after}…", soft_wrap=True)
        if isinstance(one, Figure):
            out.print(f"    {one.figure_id}: {one.kind}, {one.measure}, {one.comparator} {one.value_text} {one.unit}")
            out.print(f"    {one.indicator}{_canonical(one)}", soft_wrap=True)
            ids = list(dict.fromkeys((one.rule_id, *one.rules)))
        else:
            out.print("    không phải số liệu")
            ids = [one.rule_id]
        for rule_id in filter(None, ids):
            out.print(f"    {rule_id}: {meaning(rule_id)}", soft_wrap=True)


def _canonical(figure: Figure) -> str:
    """The canonical indicator of a figure, in brackets; "" where it has none."""
    found = canonical.by_id().get(figure.indicator_id or "")
    return f" [{found.id}: {found.vi}]" if found else ""


def meaning(rule_id: str) -> str:
    """What a rule id says, in Vietnamese: that of the rule or of the decision (rules/decisions.yaml); "" if unknown."""
    known = _meanings()
    family, _, above = rule_id.partition(".")
    if rule_id not in known and family in ("lead", "carried", "recalled", "same", "before", "base"):
        means = known.get(above, "")
        return f"{rules.read('decisions')[family]}: {means}" if means else ""
    return known.get(rule_id, "")


@functools.cache
def _meanings() -> dict[str, str]:
    written = {compiled.id: compiled.rule.means for name in rules.files() for compiled in rules.load(name)}
    return {**rules.read("decisions")["decisions"], **written}
