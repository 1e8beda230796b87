"""The parts that a sample document is made of, and the light markup they are written in.

One line is one block; blank lines separate nothing but the eye.

    = text            centred          =! text   its title          =# text   a centred heading
    # text            heading `I.`     #! text   the same, counting anew      ## text   heading `1.`
    - text            a list item      a) text   a lettered item    other     a paragraph
    [^key]: text      a footnote, called by [^key]
    :page             a page break
    :table widths=1,2 header=2 … :end      cells between |; > is merged to the left, ^ upwards, // is a line break
    :recipients … --- … :end               recipients, then the signature

`{a=>b}` is `a` in draft 3 and `b` in draft 4, `{a=>>b}` the same with the change tracked; a line that begins
with `3|` or `4|` stands in that draft alone. `*…*` is italic, `**…**` bold, `***…***` both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CHANGE = re.compile(r"\{([^{}]*?)=>(>?)([^{}]*)\}")
NOTE = re.compile(r"\[\^(\w+)\]: (.*)")


@dataclass
class Block:
    """One part of a document."""


@dataclass
class Paragraph(Block):
    text: str


@dataclass
class Center(Block):
    text: str
    style: str = "Normal"


@dataclass
class Heading(Block):
    """Numbered by Word itself: level 0 is `I.`, level 1 `1.`; `restart` counts from I again."""

    level: int
    text: str
    restart: bool = False


@dataclass
class Item(Block):
    """A list item whose dash, or letter, Word makes itself."""

    text: str
    lettered: bool = False


@dataclass
class Page(Block):
    """A page break."""


@dataclass
class Table(Block):
    widths: list[float]  # cm
    header_rows: int
    borders: bool
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Recipients(Block):
    """`Nơi nhận` on the left, the signature on the right."""

    recipients: list[str]
    signature: list[str]


LINES = {
    "=! ": lambda text: Center(text, "Title"),
    "=# ": lambda text: Center(text, "Heading 1"),
    "= ": Center,
    "#! ": lambda text: Heading(0, text, restart=True),
    "## ": lambda text: Heading(1, text),
    "# ": lambda text: Heading(0, text),
    "- ": Item,
    "a) ": lambda text: Item(text, lettered=True),
}


def parse(text: str, draft: int = 4, accepted: bool = False) -> tuple[list[Block], dict[str, str]]:
    """The blocks of one draft and its footnotes by key; `accepted` takes tracked changes as accepted."""
    blocks: list[Block] = []
    notes: dict[str, str] = {}
    lines = _lines(text, draft, accepted)
    for line in lines:
        if note := NOTE.fullmatch(line):
            notes[note[1]] = note[2]
        elif line == ":page":
            blocks.append(Page())
        elif line.startswith(":table"):
            options = dict(part.split("=") for part in line.split()[1:])
            table = Table(
                [float(w) for w in options["widths"].split(",")], int(options["header"]), options.get("borders") != "no"
            )
            table.rows = [[cell.strip() for cell in row.split("|")] for row in _until_end(lines)]
            blocks.append(table)
        elif line == ":recipients":
            inside = list(_until_end(lines))
            middle = inside.index("---")
            blocks.append(Recipients(inside[:middle], inside[middle + 1 :]))
        elif line:
            mark = next((mark for mark in LINES if line.startswith(mark)), "")
            blocks.append(LINES[mark](line[len(mark) :]) if mark else Paragraph(line))
    return blocks, notes


def _lines(text: str, draft: int, accepted: bool) -> Iterator[str]:
    def put(change: re.Match[str]) -> str:
        old, tracked, new = change.groups()
        if draft == 3 or not tracked or accepted:
            return old if draft == 3 else new
        return (f"[-{old}-]" if old else "") + (f"[+{new}+]" if new else "")

    for line in text.splitlines():
        only = re.match(r"([34])\| ", line)
        if only is None or int(only[1]) == draft:
            yield CHANGE.sub(put, line[only.end() if only else 0 :])


def _until_end(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line == ":end":
            return
        yield line
