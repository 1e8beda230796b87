"""The comparison of drafts in a terminal: what differs, each figure's history in a chain, counts."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from pipeline.audit.drafts import CHANGES, Change, Comparison
from pipeline.report import diff_view as view
from pipeline.report.diff_words import CHANGE, WORDS, warnings
from pipeline.report.terminal import console, table

_STYLES = {"added": "green", "removed": "red", "value": "yellow", "moved": "cyan", "reworded": "dim"}
_OTHER = "magenta"  # comparator, unit, kind, period


def print_comparisons(comparisons: Sequence[Comparison], lang: str) -> None:
    """Warnings on stderr; on stdout a row a change (two drafts) or a row a figure (more), then counts."""
    notes, out = console(stderr=True), console()
    for sentence in warnings(list(comparisons), lang):
        notes.print(sentence, soft_wrap=True)
    if not any(c.differs for c in comparisons):
        out.print(WORDS[lang]["nothing"])
    elif len(comparisons) == 1:
        _print_changes(comparisons[0], lang)
    else:
        _print_histories(comparisons, lang)
    for comparison in comparisons:
        _print_knock_on(comparison, lang)
        out.print(summary(comparison, lang), soft_wrap=True)


def summary(comparison: Comparison, lang: str) -> str:
    """One line: both files, what changed how often, what did not."""
    counts = view.counts(comparison)
    told = [f"{counts[name]} {CHANGE[lang][name]}" for name in (*CHANGES, "unchanged") if counts[name]]
    old, new = comparison.old.draft, comparison.new.draft
    alike = f"{view.alike(comparison, lang)} {WORDS[lang]['similarity']}"
    sizes = f"{len(old.figures)} → {len(new.figures)} {WORDS[lang]['figures']}"
    return f"{old.document.path} → {new.document.path} ({sizes}, {alike}): {', '.join(told)}"


def _print_changes(comparison: Comparison, lang: str) -> None:
    w = WORDS[lang]
    heads = (w["change"], w["indicator"], w["old"], w["new"], w["delta"], w["section"], w["source"])
    grid = table(*heads, right=(w["delta"],))
    for item in view.items(comparison, lang):
        if item.change.differs:
            grid.add_row(
                Text(item.label, style(item.change)),
                Text(item.indicator),
                Text(item.old),
                Text(item.new),
                item.delta,
                Text(item.section.rpartition(" › ")[2]),
                item.new_place or item.old_place,
            )
    console().print(grid)


def _print_knock_on(comparison: Comparison, lang: str) -> None:
    """The findings that the changes made or mended, then how many there are of each; nothing where there are none."""
    w, out = WORDS[lang], console()
    moved = [one for one in view.consequences(comparison, lang) if one.state != "open"]
    if moved:
        grid = table(w["state"], w["severity"], w["check"], w["finding"], w["source"])
        for one in moved:
            style = "red" if one.state == "introduced" else "green"
            grid.add_row(Text(one.label, style), one.severity, one.check, Text(one.message), one.place)
        out.print(grid)
    if told := view.knocked(comparison, lang):
        out.print(f"{w['knock_on']}: {told}", soft_wrap=True)


def _print_histories(comparisons: Sequence[Comparison], lang: str) -> None:
    w = WORDS[lang]
    drafts = [f"{w['draft']} {n}" for n in range(1, len(comparisons) + 2)]
    grid = table(w["change"], w["indicator"], *drafts, w["section"])
    for row in view.history_rows(comparisons, lang):
        grid.add_row(
            Text(row.label),
            Text(row.indicator),
            *(Text(cell.text, style(cell.change) if cell.change else "") for cell in row.cells),
            Text(row.section.rpartition(" › ")[2]),
        )
    console().print(grid)


def style(change: Change) -> str:
    return _STYLES.get(change.change, _OTHER)
