"""The document's own description of itself: kind, number, issuer, date, subject, signer.

A file may hold a covering letter and the document it sends. The row then describes the document sent; what
only the letter states (number, date, signer) is taken from the letter.
"""

from __future__ import annotations

import collections
import datetime as dt
from dataclasses import dataclass

import regex

from pipeline.model import BlockKind, Document, Letterhead
from pipeline.official import bodies, dates, doc_types, numbers
from pipeline.structure import head as heads
from pipeline.structure import signature
from pipeline.structure.head import Head, Line
from pipeline.structure.letterhead_rules import read_number, rule
from pipeline.structure.signature import Signature

_OPENING = 400  # characters in which a text without a letterhead says what time it tells of
_BASE = 60  # characters that a base of comparison takes up at most
_PRESS_ENDS = 700  # characters at either end of an article where agency, time and byline stand


def find(document: Document) -> bool:
    """Fill `document.letterhead` and `document.year`, and mark the blocks they come from.

    True where one of these was a heading: what stands below it is no section of its own.
    """
    lines = heads.lines(document)
    cover, main = _heads(lines)
    feet = _feet(lines, cover, main)
    document.letterhead = _describe(document, lines, cover, main, feet)
    document.year = _year(document, main)
    return _mark(document, lines, [h for h in (cover, main) if h], [f for f in feet if f])


def _heads(lines: list[Line]) -> tuple[Head | None, Head]:
    """The covering letter's head, or None, and the main document's."""
    first = heads.read(lines, 0)
    if first.named and not first.named.gives.get("cover"):
        return None, first
    if not (first.named or first.addressed or doc_types.of_number(first.number)):
        return None, first
    foot = signature.find(lines, first.last, len(lines))
    if foot is None:
        return None, first
    second = heads.read(lines, foot.last)
    # The letter must be the smaller part: a report signed at its end has no document behind it but appendices.
    sent = second.named is not None and not second.named.gives.get("cover") and second.begun
    if sent and foot.last < len(lines) - foot.last:
        return first, second
    return None, first


def _feet(lines: list[Line], cover: Head | None, main: Head) -> list[Signature | None]:
    """The main document's foot, and the covering letter's."""
    own = signature.find(lines, main.last, len(lines))
    return [own, signature.find(lines, cover.last, main.first) if cover else None]


def _describe(
    document: Document, lines: list[Line], cover: Head | None, main: Head, feet: list[Signature | None]
) -> Letterhead:
    title = _read_title(main)
    letter = cover or main
    described = Letterhead(subject=title.subject, draft_no=main.draft)
    described.number = main.number or title.number or letter.number
    issued = next((w for w in (main.date, title.date, letter.date) if w and w.value), None)
    described.issued_on = issued.value if issued else _adopted(document)
    described.place = (main.place if main.date and main.date.value else "") or letter.place or main.place
    described.doc_type = _doc_type(document, main, "" if title.attached else described.number)
    signed = next((f for f in feet if f and f.name), None) or next((f for f in feet if f), None)
    if signed:
        described.signer = _person(signed.name)
        described.signer_title = bodies.sentence_case(signed.office)
        described.recipients = next((f.recipients for f in feet if f and f.recipients), [])
    named = letter.issuers or main.issuers or ([title.issuer] if title.issuer else [])
    named = named or ([signed.body] if signed and signed.body else [])
    described.issuer, described.parent_issuer = _issuer(named)
    if not main.named and not main.about:
        _from_loose(lines, main, described)
    described.subject = described.subject or main.about.strip(" .") or ""
    _term(document, described, main, letter)
    return described


# --- the title


@dataclass(slots=True)
class _Title:
    """What the title says: the subject, and in old decrees the issuer, number and date as well."""

    subject: str = ""
    issuer: str = ""
    number: str = ""
    date: dates.Written | None = None
    attached: bool = False  # number and date are those of the document that enacts it


def _read_title(main: Head) -> _Title:
    """Read `Nghị định của Chính phủ số 114/2003/NĐ-CP ngày 10/10/2003 về …` and the like apart."""
    text, at = regex.sub(r"\s+", " ", main.title_by or main.title).strip(), 0
    found = _Title()
    if (of := rule("of_body").find(text)) and (body := bodies.at(text, of.end())):
        found.issuer, at = text[of.end() : body.end], body.end
    lead = rule("number").find(text, at)
    if lead and not text[at : lead.start()].strip(" ,"):
        found.number, end = read_number(text, lead.end())
        at = _skip(text, end) if found.number else at
        if found.number and (written := dates.at(text, at)):
            found.date, at = written, written.end
    if main.attached and not found.number and not main.number:
        _read_attached(main.attached, found)
    rest = text[at:].strip(" ,:.-")
    if main.title_by:
        text = main.title
    elif (found.number and not found.attached) or (found.issuer and rule("topic").find(rest)):
        text = rest
    # A law is known by its kind and name, an event's report or resolution by its kind and the event.
    if text and main.named and (rule("of_event").find(text) or main.named.gives.get("name") == "law"):
        text = f"{main.named.type[:1].upper()}{main.named.type[1:]} {text}"
    found.subject = regex.sub(r"[ ]?⁽[^⁽⁾]{1,6}⁾", "", text).strip(" *_.,;:")
    return found


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " ,":
        at += 1
    return at


def _read_attached(note: str, found: _Title) -> None:
    """A regulation `ban hành kèm theo` a decision carries the decision's number, date and issuer."""
    for named in doc_types.find(note):
        lead = rule("number").find(note[named.end :])
        if lead is None:
            continue
        found.number, end = read_number(note, named.end + lead.end())
        found.attached = True
        found.date = next((w for w in dates.find(note, end) if w.value), None)
        after = found.date.end if found.date else end
        rest = note[after:].lstrip(" ,")
        by = rule("of_body").find(rest)
        body = bodies.at(rest, by.end()) if by else None
        found.issuer = found.issuer or (rest[by.end() : body.end] if by and body else "")
        return


def _from_loose(lines: list[Line], main: Head, described: Letterhead) -> None:
    """A document without a letterhead: its first lines are the title, and say what they can."""
    title = ""
    used: list[int] = []
    for i, line in main.loose:
        if len(line.split()) < 3:  # a form's code, a page number
            continue
        if title and not _same_title(lines[used[-1]], lines[i]):
            break
        title = f"{title} {line}".strip()
        used.append(i)
    if (
        not title
        or len(title) > 400
        or heads.SENTENCES.search(title)
        or (title.endswith((".", ";", ",", ":")) and not heads.is_loud(lines[used[0]]))
    ):
        return
    main.kinds |= dict.fromkeys(used, "title")
    if described.doc_type == "khác" and rule("report_title").find(title):
        described.doc_type = "báo cáo"
    named = [n for n in doc_types.find(title) if n.cited]
    described.subject = described.subject or title
    if named and described.doc_type == "khác":
        described.doc_type = named[0].type
        start = _skip(title, named[0].end)
        if not described.issuer and (body := bodies.at(title, start)):
            described.issuer, described.parent_issuer = _issuer([title[start : body.end]])


def _same_title(above: Line, line: Line) -> bool:
    """Two lines at the top of a document without a letterhead that make one title."""
    if heads.is_loud(above) or heads.is_loud(line):
        return heads.is_loud(above) and heads.is_loud(line)
    return line.text.isupper() and above.text.isupper()


# --- the fields


def _doc_type(document: Document, main: Head, number: str) -> str:
    if main.named:
        # `THÔNG TƯ` over `LIÊN TỊCH`: the number knows the kind more exactly than the title's first line.
        exact = doc_types.of_number(number)
        return exact if exact.startswith(f"{main.named.type} ") else main.named.type
    if main.numbered:
        return main.numbered.type
    if main.about or main.addressed:
        return doc_types.of_number(number) or "công văn"
    ends = document.text[:_PRESS_ENDS] + "\n" + document.text[-_PRESS_ENDS:]
    return doc_types.of_number(number) or ("tin bài" if rule("press").find(ends) else "khác")


def _issuer(named: list[str]) -> tuple[str, str]:
    """Issuer and its parent in sentence case; the issuer's name ends with the parent's, as one cites it."""
    # A form leaves the body's name open: UBND …………(1)
    plain = [regex.sub(r"\s+", " ", regex.sub(r"[.…_]{3,}.*|⁽[^⁽⁾]*⁾", "", n)).strip(" *_,.;:-–") for n in named]
    written = [bodies.sentence_case(n) for n in plain if n]
    if not written:
        return "", ""
    found = [bodies.at(w, 0) for w in written]
    if len(written) > 1 and all(b and b.rule_id == "body.ministry" for b in found):
        return " - ".join(written), ""  # joint issuers, none above the other
    parent = ", ".join(reversed(written[:-1]))
    if not parent:
        return written[-1], ""
    # A committee's own office is named with it in one breath: Ban Tuyên giáo Huyện ủy …
    together = f"{written[-1]} {parent}"
    whole = bodies.at(together, 0)
    if whole and whole.owned and whole.end > len(written[-1]) + 1:
        return together, parent
    return f"{written[-1]}, {parent}", parent


def _person(name: str) -> str:
    return name.title() if name.isupper() else name


def _adopted(document: Document) -> dt.date | None:
    """The day a law says of itself, at its end, that it was passed."""
    tail = document.text[-3000:]
    found = list(rule("adopted").iterate(tail))
    written = dates.at(tail, found[-1].end()) if found else None
    return written.value if written else None


def _term(document: Document, described: Letterhead, main: Head, letter: Head) -> None:
    for text in (described.subject, main.title, " ".join(main.issuers), letter.about):
        # A report of one congress to the next names both terms; it is for the later.
        terms = [(int(m["from"]), int(m["to"])) for m in rule("term").iterate(text)]
        if terms:
            described.term_start, described.term_end = max(terms)
            return
    if not main.named and (told := _TOLD_TERM.search(document.text, 0, _OPENING)):
        described.term_start, described.term_end = int(told[1]), int(told[2])


def _year(document: Document, main: Head) -> int:
    """The year of issue, else of the number, the hollow date, the term, the subject, the text; else 0."""
    described = document.letterhead
    if described.issued_on:
        return described.issued_on.year
    for year in (numbers.year(described.number), main.date.year if main.date else None, described.term_start):
        if year:
            return year
    if found := rule("year").find(described.subject):
        return int(found[0])
    opening = document.text[:_OPENING]
    for told in _TOLD_YEAR.finditer(opening):
        if not _COMPARED.search(opening[: told.start()]):
            return int(told["year"])
    told = list(rule("year").iterate(document.text))
    own = [m for m in told if not _COMPARED.search(document.text[max(0, m.start() - _BASE) : m.start()])]
    counted = collections.Counter(int(m[0]) for m in own or told)
    return max(counted, key=lambda y: (counted[y], y)) if counted else 0


# `Quốc hội khóa XI (2002 - 2007)` in the first sentence of a text without a letterhead.
_TOLD_TERM = regex.compile(
    r"\b(?:khóa|khoá|nhiệm kỳ|lần thứ)\b[^.;()]{0,16}\((?:nhiệm kỳ )?((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)\)",
    regex.IGNORECASE,
)

_TOLD_YEAR = regex.compile(
    r"(?:\b(?:tháng|quý) [\dIVX]{1,3} ?/ ?|\b\d{1,2}/\d{1,2}/|(?<![\d/.,]))(?P<year>(?:19|20)\d\d)(?![\d/]|[.,]\d)",
    regex.IGNORECASE,
)
# Before a year that is not the text's own: what it compares with, looks ahead to or cites.
_COMPARED = regex.compile(
    r"(?:\bso (?:với|cùng)\b[^,.;]*|\bcùng kỳ[^,.;]*"
    r"|\b(?:giá (?:so sánh|cố định|hiện hành|năm)|đến|tới|từ|ngày|số(?= \d)|hơn|luật)\b[^,.;]{0,16})$",
    regex.IGNORECASE,
)


def _mark(document: Document, lines: list[Line], read: list[Head], feet: list[Signature]) -> bool:
    kinds: dict[int, BlockKind] = {}
    for i, kind in [item for part in [p.kinds for p in read] + [p.kinds for p in feet] for item in part.items()]:
        kinds.setdefault(lines[i].block.position, kind)
    retitled = False
    for block in document.blocks:
        # A text that begins in its middle has a numbered heading where others have their title.
        found = kinds.get(block.position)
        if found and not (found == "title" and block.kind == "heading" and block.label):
            retitled |= block.kind == "heading"
            block.kind, block.level, block.label = found, None, ""
    return retitled
