"""The console that reports print to."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

KINDS = {"target": "chỉ tiêu", "statistic": "kết quả"}
PIPED_WIDTH = 160  # columns where stdout is no terminal; rich's 80 would fold every quote


def console(stderr: bool = False) -> Console:
    """A console that prints documents' words as they are: no markup, no emoji, no colouring of numbers."""
    plain = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    if not plain.is_terminal:
        plain.width = PIPED_WIDTH
    return plain


def table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    """An empty table; columns named in `right` are set flush right."""
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        made.add_column(column, justify="right" if column in right else "left", overflow="fold")
    return made
