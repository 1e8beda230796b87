"""The foot of one document: to whom it goes (Nơi nhận) and who signs it.

Both stand side by side, so lines of either may come first, or one line may hold both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import regex

from pipeline.model import BlockKind
from pipeline.official import bodies
from pipeline.structure.head import Line
from pipeline.structure.letterhead_rules import rule

_LONGEST_LINE = 200  # characters; a longer line is prose
_MOST_LINES = 45  # a longer list of recipients than this is no list of recipients
_EDGE = " \xa0*_\t|"


@dataclass(slots=True)
class Signature:
    """What one foot says; `kinds` tells of every line what it was, by the line's index."""

    first: int
    last: int  # index behind its last line
    recipients: list[str] = field(default_factory=list)
    authority: str = ""  # T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ, as written
    name: str = ""
    closed: bool = False  # the last recipient's line ended with a full stop or semicolon
    kinds: dict[int, BlockKind] = field(default_factory=dict)

    @property
    def office(self) -> str:
        """The signer's own office: the last named, since `KT. CHỦ TỊCH / PHÓ CHỦ TỊCH` names the absent one first."""
        found = list(rule("office").iterate(self.authority))
        return str(found[-1]["office"]) if found else ""

    @property
    def body(self) -> str:
        """The body on whose behalf it is signed, as written; "" where none is named."""
        cue = rule("cue").find(self.authority)
        start = cue.end() if cue else 0
        body = bodies.at(self.authority, start)
        if body is None:
            return ""
        office = rule("office").find(self.authority[start:])
        end = start + office.start() if office and office.start() else len(self.authority)
        return self.authority[start:end].strip(" ,.-")


def find(lines: list[Line], start: int, stop: int) -> Signature | None:
    """The first foot between two lines that names a signer; else the first foot at all; else None."""
    first: Signature | None = None
    i = start
    while i < stop:
        if _opens(lines, i, stop):
            foot = _read(lines, i, stop)
            if foot.name:
                return foot
            if first is None and (foot.recipients or foot.authority):
                first = foot
            i = max(foot.last, i + 1)
        else:
            i += 1
    return first


def _opens(lines: list[Line], i: int, stop: int) -> bool:
    text = lines[i].text.strip(_EDGE)
    if not text or lines[i].block.kind == "footnote":
        return False
    if len(text) > _LONGEST_LINE:
        return rule("recipients").opens(text) is not None
    if rule("recipients").find(text) or rule("cue").opens(text):
        return True
    named = range(i, min(i + 4, stop))
    return _is_office_line(text) and any(_name(_after_office(lines[k].text)) for k in named)


def _is_office_line(text: str) -> bool:
    """An office alone, with its body (`thủ tướng chính phủ`) or, in one cell, with the signer's name."""
    office = rule("office").opens(text)
    if office is None:
        return False
    rest = rule("signed").remove(text[office.end() :]).strip(" ,.")
    return not rest or (bodies.at(rest, 0) is not None and len(rest) <= 60) or bool(_name(rest))


def _after_office(text: str) -> str:
    offices = list(rule("office").iterate(text))
    return rule("signed").remove(text[offices[-1].end() :] if offices else text).strip()


def _name(text: str) -> str:
    found = rule("name").find(text.strip(f"{_EDGE}:"))
    if found is None or rule("office").find(text) or bodies.at(found["name"], 0) is not None:
        return ""
    return str(found["name"])


def _read(lines: list[Line], first: int, stop: int) -> Signature:
    foot = Signature(first, first)
    listing = False  # inside the list of recipients
    for i in range(first, min(stop, first + _MOST_LINES)):
        text = lines[i].text.strip(_EDGE)
        if not text:
            continue
        if recipients := rule("recipients").find(text):
            if foot.recipients and foot.name:
                break
            listing = True
            foot.kinds[i] = "recipients"
            _take(foot, text[: recipients.start()].strip(), False)
            text = text[recipients.end() :].strip()
            if text:
                _take(foot, text, True)
        elif kind := _take(foot, text, listing and _may_receive(foot, text, lines[i])):
            foot.kinds[i] = kind
        else:
            break
        foot.last = i + 1
    _rescue_name(foot)
    return foot


def _rescue_name(foot: Signature) -> None:
    """A signer's name that the joining of lines left inside a recipient is taken out of it."""
    if foot.name or not foot.authority:
        return
    for i, item in enumerate(foot.recipients):
        if found := rule("embedded_name").find(item):
            foot.name = found["name"]
            foot.recipients[i] = f"{item[: found.start()]}{item[found.end() :].lstrip()}"
            return


def _may_receive(foot: Signature, text: str, line: Line) -> bool:
    """Whether the list of recipients may go on with this line; once signed, only with an item or the rest of one."""
    if rule("motto").find(text):
        return False  # another document's head
    if foot.name:
        more = text[0] in "-–+•" or (text[0].islower() and not foot.closed)
        return len(text) <= _LONGEST_LINE and bool(foot.recipients) and more
    return len(text) <= _LONGEST_LINE or line.block.table is not None


def _take(foot: Signature, text: str, listing: bool) -> Literal["recipients", "signature", ""]:
    """Read one line of the foot, both its columns; "" where it belongs to neither."""
    if not text:
        return ""
    cue = rule("cue").find(text)
    if cue and (listing or cue.start() == 0) and len(text) <= 3 * _LONGEST_LINE:
        _sign(foot, text[cue.start() :])
        _receive(foot, text[: cue.start()])
        return "recipients" if cue.start() else "signature"
    if rule("signed").sole(text):
        return "signature"
    signing = bool(foot.authority)
    if not foot.name and (signing or not listing) and (name := _name(rule("signed").remove(text))):
        foot.name = name
        return "signature"
    if not foot.name and _is_office_line(text):
        _sign(foot, text)
        return "signature"
    if listing:
        _receive(foot, _cut_signer(foot, text))
        return "recipients"
    if signing and not foot.name and len(text) <= 100 and (text.isupper() or bodies.at(text, 0)):
        _sign(foot, text)
        return "signature"
    return ""


def _sign(foot: Signature, text: str) -> None:
    """Add to whom the signature belongs; a name at its end (a cell holds all of it) is the signer's."""
    text = regex.sub(r"\s+", " ", rule("signed").remove(text)).strip(_EDGE)
    offices = list(rule("office").iterate(text))
    if offices and (name := _name(text[offices[-1].end() :])):
        foot.name = foot.name or name
        text = text[: offices[-1].end()]
    foot.authority = f"{foot.authority} {text}".strip()


def _cut_signer(foot: Signature, text: str) -> str:
    """Take office and name off the end of a recipient's line; what is left is the recipient."""
    if not foot.name and (found := rule("trailing_name").find(text)):
        foot.name = found["name"]
        return text[: found.start()]
    if foot.authority and not foot.name and (office := rule("trailing_office").find(text)):
        _sign(foot, office["office"])
        return text[: office.start()]
    return rule("signed").remove(text)


def _receive(foot: Signature, text: str) -> None:
    """Add recipients: items of a list run together, or one, or the rest of the one above."""
    if text.strip():
        foot.closed = text.rstrip().endswith((".", ";"))
    for item in regex.split(r"(?:^|(?<=[;,.:)]))\s*[-–+•]\s*(?=\S)", text):
        item = item.strip(" \xa0*_;,.\t")
        if not item:
            continue
        dashed = text.lstrip()[:1] in "-–+•" or regex.search(r"[;,]\s*[-–+•]", text)
        if foot.recipients and not dashed and item[:1].islower():
            foot.recipients[-1] += " " + item
        else:
            foot.recipients.append(item)
