"""The head of one document: issuing bodies, number, place and date, kind and subject, line by line.

The parts stand in two columns, which formats keep (a table), interleave (a PDF's lines) or run together (a
text of one column). So a known part (motto, number, date, ornament) is cut out wherever in a line it stands,
and what is left over is read by what it begins with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import regex

from pipeline.model import Block, BlockKind, Document
from pipeline.official import bodies, dates, doc_types
from pipeline.structure.letterhead_rules import ordinal, read_number, rule

MOST_LINES = 70  # no letterhead with its title is longer
_LONGEST_TITLE = 300  # characters of a title's line; longer ones are prose
_EDGE = " \xa0*_\t"  # what typists and markup leave around a line


@dataclass(slots=True)
class Line:
    """A line of a block, or a cell of a table, as the head and the signature are read."""

    text: str
    block: Block


def lines(document: Document) -> list[Line]:
    """The document line by line; a table's cells column by column, since a letterhead's columns are read so."""
    found: list[Line] = []
    for block in document.blocks:
        if block.table is None:
            found += [Line(t, block) for t in document.block_text(block).split("\n")]
        else:
            cells = sorted(block.table.cells, key=lambda c: (c.column, c.row))
            found += [Line(c.text, block) for c in cells if c.text.strip()]
    return found


@dataclass(slots=True)
class Head:
    """What one head says; `kinds` tells of every line read what it was, by the line's index."""

    first: int
    last: int = 0  # index behind the last line read
    issuers: list[str] = field(default_factory=list)  # as written, the parent first
    number: str = ""
    place: str = ""
    date: dates.Written | None = None
    draft: int | None = None
    is_draft: bool = False
    named: doc_types.Named | None = None
    numbered: doc_types.Named | None = None  # the kind named with the number (Luật số: …)
    title: str = ""  # what follows the kind's name
    title_by: str = ""  # … in the lines above the one that begins with the topic (`của Chính phủ`)
    about: str = ""  # V/v …
    attached: str = ""  # (Ban hành kèm theo …)
    addressed: bool = False  # Kính gửi
    loose: list[tuple[int, str]] = field(default_factory=list)  # lines at the top that are none of these, by index
    kinds: dict[int, BlockKind] = field(default_factory=dict)
    formal: bool = False  # a motto or the word Số stands there, as only in a letterhead

    @property
    def begun(self) -> bool:
        """Something only a letterhead has was read."""
        return bool(self.formal or self.date or self.is_draft)


def read(all_lines: list[Line], first: int) -> Head:
    """The head that begins at line `first`."""
    reader = _Reader(all_lines, Head(first, first))
    for i in range(first, min(len(all_lines), first + MOST_LINES)):
        if all_lines[i].block.kind == "footnote":
            continue
        if not reader.take(i):
            break
    return reader.head


_YEAR = regex.compile(r"(?<!nhiệm kỳ )(?<!khóa )(?<![-–] ?)\b(?:19|20)\d\d\b", regex.IGNORECASE)  # in no body's name
# A full stop or semicolon inside the line: prose, unless it belongs to an abbreviation.
SENTENCES = regex.compile(r"\p{Ll}{2}[.;]\s+\p{Lu}|\p{Ll}:\s+\p{Lu}")


class _Reader:
    """Goes down the lines; `take` is False at the first that belongs to the body."""

    def __init__(self, all_lines: list[Line], head: Head) -> None:
        self.lines, self.head = all_lines, head
        self.open = ""  # the part that the next line may continue: issuer, about, attached
        self.subject: list[Line] = []
        self.noted = ""
        self.unread = 0  # lines at the top that no rule reads

    def take(self, i: int) -> bool:
        line = self.lines[i]
        kind = self._title_line(line) if self.head.named else self._top_line(line)
        if kind == "loose":
            self.unread += 1
            if line.block.table is None:
                self.head.loose.append((i, line.text.strip(_EDGE)))
            return len(line.text) <= 250 and self.unread <= 6
        if kind:
            self.head.kinds[i] = kind
            self.head.last = i + 1
        return bool(kind)

    # --- above the title

    def _top_line(self, line: Line) -> Literal["title", "letterhead", "loose", ""]:
        text = line.text.strip(_EDGE)
        if self.open == "issuer" and line.block.kind == "heading" and line.block.label:
            return ""  # a numbered heading is the body's, no more of a name
        if self._begins_title(text, line):
            return "title"
        if len(text) > 500 and line.block.table is None:
            return ""
        if self._attaches(text):
            return "title"
        for fragment in self._cut(line.text):
            kind = self._fragment(fragment.strip(" \xa0*_\t,;|"), line)
            if kind != "letterhead":
                return kind
        return "letterhead"

    def _fragment(self, text: str, line: Line) -> Literal["title", "letterhead", "loose", ""]:
        """Read what is left of a line once the known parts are out; "" where the body begins."""
        head = self.head
        if not text:
            return "letterhead"
        if draft := rule("draft").find(text):
            self._draft(draft)
            return self._fragment(text[draft.end() :].strip(" \xa0*_,.:"), line)
        if rule("secrecy").find(text) or rule("session").find(text):
            return "letterhead"
        if rule("addressee").find(text):
            head.addressed = True
            return ""
        if about := rule("about").find(text):
            self.open, head.about = "about", text[about.end() :]
            return "letterhead"
        if self._begins_title(text, line):
            return "title"
        body = bodies.at(text, 0)
        if self.open == "about" and not (body and text.isupper()):
            head.about += " " + text
        elif rule("basis").find(text):
            return ""
        elif body and len(text) <= 200:
            self._issuer(text, body)
        elif (
            self.open == "issuer" and len(text) <= 120 and not text.endswith((".", ";", ":")) and not _YEAR.search(text)
        ):
            head.issuers[-1] += " " + text
        else:
            return "loose"
        return "letterhead"

    def _issuer(self, text: str, body: bodies.Body) -> None:
        """A line that begins with a body: a new one, or the owner of the one above it."""
        head = self.head
        above = bodies.at(head.issuers[-1], 0) if head.issuers and self.open == "issuer" else None
        needs_owner = above is not None and (above.owned or body.weak) and above.end >= len(head.issuers[-1])
        if needs_owner or (above and head.issuers[-1].endswith((" -", "-", " –", ","))):
            head.issuers[-1] += " " + text
        else:
            # Named again below the number, a body stands there in full: Quốc hội, Quốc hội nước …
            head.issuers = [n for n in head.issuers if not text.lower().startswith(n.lower())]
            head.issuers += bodies.split(text)
        self.open = "issuer"

    def _draft(self, found: regex.Match[str]) -> None:
        self.head.is_draft = True
        self.head.draft = ordinal(found["no"]) if found["no"] else self.head.draft

    def _cut(self, text: str) -> list[str]:
        """Take motto, ornaments, number, place and date out of a line; what is left, in order."""
        self.head.formal |= rule("motto").find(text) is not None
        rest = self._cut_date(self._cut_number(rule("motto").remove(text, "\n")))
        left: list[str] = rule("ornament").remove(rest, "\n").split("\n")
        return [f for f in left if f.strip()]

    def _cut_number(self, text: str) -> str:
        lead = rule("number").find(text)
        if lead is None or self.head.number:
            return text
        number, end = read_number(text, lead.end())
        if (end == lead.end() and text[end:].strip()) or _cites(text[: lead.start()]):
            return text
        self.head.number, self.head.formal, self.open = number, True, ""
        return f"{text[: lead.start()]}\n{text[end:]}"

    def _cut_date(self, text: str) -> str:
        if self.head.date is not None:
            return text
        for written in dates.find(text):
            after = text[written.end :].split("\n")[0].strip(" .,|*_")
            follows = any(rule(part).find(after) for part in ("draft", "about", "addressee"))
            if written.precision == "day_month" or (after and not follows):
                continue
            place = self._place(text[: written.start])
            if written.precision == "month" and text[: written.start - len(place)].strip():
                continue
            if written.precision == "month" and not place:
                continue  # a month is a letterhead's date only behind its place: Hà Nội, tháng 10 năm 2004
            start = written.start - len(place)
            self.head.date = written
            return text[:start] + "\n" + text[written.end :]
        return text

    def _place(self, before: str) -> str:
        """Set the place that stands before the date; the end of `before` that names it."""
        tail: str = before.split("\n")[-1].split("\t")[-1]
        found = regex.search(r"(?:(?<![^\s|])[^\s,.:…_*|\-–]\S*[ \xa0]?(?<![.…_]{2})){1,6},?[ \xa0]*$", tail)
        if found is None:
            return ""
        written = found[0].strip(" ,\xa0")
        words: list[str] = written.split()
        # Run together with the left column's capitals, the place is what follows them.
        if any(w.isupper() and len(w) > 2 for w in words) and not written.isupper():
            last = max(k for k, w in enumerate(words) if w.isupper() and len(w) > 1)
            words = words[last + 1 :]
        if not words or len(words) > 4:
            return ""
        self.head.place = " ".join(w if "." in w else w.title() for w in words)
        return tail[tail.rindex(words[0]) :]

    # --- the title and its subject

    def _begins_title(self, text: str, line: Line) -> bool:
        lead = rule("title_lead").find(text)
        draft = rule("draft").find(text)
        at = lead.end() if lead else draft.end() if draft else 0
        at += len(text[at:]) - len(text[at:].lstrip())
        named = doc_types.at(text, at)
        if named is None or not _is_title(text, named, line, self.head):
            return False
        lead = rule("number").find(text, named.start)
        if lead and lead.start() <= named.end and not text[read_number(text, lead.end())[1] :].strip(_EDGE):
            self.head.numbered = named  # `Luật số: 18/2003/QH11` alone is the number, not the title
            return False
        if draft:
            self._draft(draft)
        self.open = ""
        self.head.named, rest = named, text[named.end :].strip(" \xa0*_:")
        if not self._attaches(rest):
            self.head.title = rest
        self.subject = [line] if self.head.title else []
        return True

    def _title_line(self, line: Line) -> Literal["title", "letterhead", ""]:
        """A line below the kind's name; "" where the title is over."""
        head, text = self.head, line.text.strip(_EDGE)
        if not text or rule("ornament").sole(text):
            return "title" if not head.title or not text else ""
        if (draft := rule("draft").find(text)) and not text[draft.end() :].strip(" .)"):
            self._draft(draft)
            return "title"
        if self._attaches(text) or self._notes(text):
            return "title"
        if self.open == "closed" or self._is_body(text, line):
            return self._late(text, line)
        if self._is_topic(text):
            head.title_by, head.title = head.title, ""
        head.title = f"{head.title} {text}".strip()
        self.subject.append(line)
        return "title"

    def _attaches(self, text: str) -> bool:
        """Take a note `(Ban hành kèm theo …)`, which may run over several lines."""
        head = self.head
        note = rule("attached").find(text)
        if len(text) > 2 * _LONGEST_TITLE or not (self.open == "attached" or note):
            return False
        if note and note.start():  # in one line with the end of the title
            head.title = f"{head.title} {text[: note.start()].strip()}".strip()
            text = text[note.start() :]
        head.attached += " " + text
        self.open = "attached" if head.attached.count("(") > head.attached.count(")") else "closed"
        return True

    def _notes(self, text: str) -> bool:
        """Pass over a note in brackets or a motto in quotation marks below the title: (Trình tại kỳ họp …)."""
        if self.open == "note" or (text[0] in "(“" and self.head.title and len(text) <= _LONGEST_TITLE):
            self.noted += text
            self.open = "note" if self.noted.count("(") > self.noted.count(")") else "closed"
            return len(self.noted) <= 2 * _LONGEST_TITLE
        return False

    def _is_topic(self, text: str) -> bool:
        """Whether the topic begins in this line, below lines that only say whose document it is."""
        by = self.head.title
        if not by or rule("unfinished").find(by) or not text[0].isupper():
            return False
        if rule("of_event").find(by) and rule("topic").find(text):
            return True
        body = bodies.at(by, 0)
        return body is not None and by.isupper() and not text.isupper() and body.end >= len(by)

    def _late(self, text: str, line: Line) -> Literal["letterhead", ""]:
        """Parts that columns push below the title (motto, number, date) still belong to the head."""
        if len(text) > 120 or line.block.label:
            return ""
        known = self.head.number, self.head.date
        left = "".join(self._cut(text)).strip(_EDGE)
        new = rule("motto").find(text) or known != (self.head.number, self.head.date)
        return "letterhead" if new and not left else ""

    def _is_body(self, text: str, line: Line) -> bool:
        """Whether this line no longer belongs to the title."""
        head = self.head
        longest = _LONGEST_TITLE * (2 if rule("topic").find(text) or is_loud(line) else 1)
        if line.block.label or line.block.table is not None or len(text) > longest:
            return True
        if any(rule(part).find(text) for part in ("addressee", "opening")) or rule("motto").sole(text):
            return True
        if SENTENCES.search(text):
            return True
        if rule("basis").find(text) and not text[0].islower():
            return True
        if _is_lone_kind(text) or (text[-1] in ".;:" and len(text) > 130 and not is_loud(line)):
            return True
        body = bodies.at(text, 0)
        if body and body.end >= len(text.rstrip(" .,:")) and not (not head.title and rule("of_event").find(text)):
            return not head.title.endswith((",", "-", "–")) and not rule("unfinished").find(head.title)
        if rule("topic").find(text) and not any(rule("topic").find(above.text.strip(_EDGE)) for above in self.subject):
            return False
        if not self.subject or line.block is self.subject[-1].block:
            return False
        if self._is_topic(text) and len(text) <= _LONGEST_TITLE and text[-1] not in ".;:":
            return False
        if rule("unfinished").find(self.subject[-1].text.strip(_EDGE)):
            return False
        return not _continues(self.subject[-1], line) or self._runs_on(line)

    def _runs_on(self, line: Line) -> bool:
        """Whether the line begins a paragraph too long for a title, wrapped over lines of their own."""
        if line.text.strip(_EDGE)[:1].islower() or line.text.isupper() or line.block.style.centered:
            return False
        at = next(i for i in range(self.head.last, len(self.lines)) if self.lines[i] is line)
        length = 0
        for following in self.lines[at : at + 8]:
            if following.block.label or rule("opening").find(following.text):
                break
            length += len(following.text)
            if length > _LONGEST_TITLE:
                return True
            if following.text.rstrip().endswith((".", ";", ":")):
                break
        return False


def _is_title(text: str, named: doc_types.Named, line: Line, head: Head) -> bool:
    """Whether a line that begins with a kind of document is the title, not a sentence about such a document."""
    after = text[named.end :].strip(" .:*_")
    if not text[named.start].isalpha() or len(text) > _LONGEST_TITLE:
        return False
    style = line.block.style
    if not after or text[named.start : named.end].isupper() or style.centered or line.block.kind == "title":
        return True
    if text.endswith((".", ";")) or len(text) > 200:
        return False
    return bool(style.bold or head.begun or (not head.loose and text[named.start].isupper()))


def _is_lone_kind(text: str) -> bool:
    """`QUYẾT ĐỊNH:` alone, which opens the body."""
    named = doc_types.at(text, 0)
    return named is not None and not text[named.end :].strip(" .:*_")


def _cites(before: str) -> bool:
    """`Thực hiện Nghị quyết` before `số 18-NQ/TW`: a sentence about another document."""
    words = before.split("\n")[-1].rstrip()
    return any(n.start > 0 and n.end >= len(words) and words[n.start - 2 : n.start - 1].islower()
               for n in doc_types.find(words))  # fmt: skip


def is_loud(line: Line) -> bool:
    """Set apart by the format, as titles are."""
    return bool(line.block.style.bold or line.block.style.centered)


def _continues(above: Line, line: Line) -> bool:
    """Whether a line goes on with the subject that the line above it holds."""
    one, two = above.block.style, line.block.style
    if is_loud(above) or is_loud(line):
        ends = line.text.rstrip(_EDGE).endswith((".", ";", ":")) and one.bold != two.bold
        return is_loud(above) and is_loud(line) and not ends
    text, before = line.text.strip(_EDGE), above.text.strip(_EDGE)
    if text.isupper() or text[:1].islower() or text[:1] == "(":
        return before.isupper() or not text.isupper()
    return not before.isupper() and len(text) <= 100 and text[-1] not in ".;:"
