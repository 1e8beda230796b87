"""Citations of other documents: kind, number, date, issuer and title, each with the span it stands on.

The naming of a kind (`doc_types`) is found first, in one pass; rules/references.yaml then reads on from there.
A citation with a number is one whatever surrounds it. One without a number is one only where the text still
singles out a document: a congress's or a plenum's resolution, a law by its name, a plan by its issuer and task.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import functools
from dataclasses import dataclass

import regex

from pipeline import rules
from pipeline.model import Document, Reference
from pipeline.official import bodies, dates, doc_types, numbers

_LONGEST_TITLE = 400  # characters; a longer "title" is prose whose closing quote is missing


@dataclass(slots=True)
class Citation:
    """A citation in a text; `start:end` runs from the kind's name to the issuer."""

    start: int
    end: int
    type: str
    number: str = ""
    organ: str = ""  # the number's symbol, NQ/TW; "" of a bare number
    date: dates.Written | None = None
    date_text: str = ""
    issuer: str = ""
    title: str = ""
    warnings: tuple[str, ...] = ()
    rule_id: str = ""


def find(document: Document) -> list[Reference]:
    """Every citation of another document in reading order, nested ones too.

    Warnings of a row: `invalid_date` (31/11/2021), `malformed_number` (04/2015/NĐ/CP), `after_document` (dated
    later than the document that cites it).
    """
    starts = [b.start for b in document.blocks]
    found = []
    for citation in scan(document.text):
        position = bisect.bisect_right(starts, citation.start) - 1
        if position < 0 or _is_own(document, position, citation):
            continue
        found.append(_row(document, position, citation))
    return found


def spans(text: str) -> list[tuple[int, int]]:
    """Where citations stand in `text`, in reading order and disjoint: numbers inside are no figures."""
    merged: list[tuple[int, int]] = []
    for citation in scan(text):
        if merged and citation.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], citation.end))
        else:
            merged.append((citation.start, citation.end))
    return merged


def scan(text: str) -> list[Citation]:
    """The citations of a text in reading order; offsets count in `text`."""
    named = [n for n in doc_types.find(text) if n.cited]
    found: list[Citation] = []
    for i, kind in enumerate(named):
        following = named[i + 1] if i + 1 < len(named) else None
        limit = following.start if following else len(text)
        found += _numbered(text, kind, limit) or _unnumbered(text, kind, following)
    _complete(text, found)
    found.sort(key=lambda c: (c.start, -c.end))
    numbered = [c.start for c in found if c.number]
    for citation in found:
        citation.title = _title(text, citation.end, numbered)
    return found


# --- citations with a number


def _numbered(text: str, kind: doc_types.Named, limit: int) -> list[Citation]:
    if _is_amended(text, kind):
        return []
    first = _first_number(text, kind, limit)
    if first is None:
        return []
    found = [_with_tail(text, _before(text, kind.start), kind.cited, first)]
    if not found[0].issuer:
        found[0].issuer = _issuer_between(text, kind.end, first.start)
    while after := _at("list", text, found[-1].end):
        more = numbers.at(text, after.end()) or _bare(text, after.end(), "ref.bare.alone", found[-1].organ == "")
        if more is None or (found[-1].organ and not more.organ):
            break
        found.append(_with_tail(text, more.start, kind.cited, more))
    return found


def _first_number(text: str, kind: doc_types.Named, limit: int) -> numbers.Number | None:
    """The number that belongs to the kind named: right behind it, or behind a few words of its name."""
    if lead := _rule("ref.lead.so").pattern.match(text, kind.end):
        return numbers.at(text, lead.end()) or _bare(text, lead.end(), "ref.bare.so", True)
    if lead := _rule("ref.lead.plain").pattern.match(text, kind.end):
        return numbers.at(text, lead.end()) or _bare(text, lead.end(), "ref.bare.alone", bool(kind.gives.get("bare")))
    name_end = _amending_name_end(text, kind)
    between = _at("between", text, name_end or kind.end) or (_at("lead", text, name_end) if name_end else None)
    if between is None or (between.end() > limit and not name_end):
        return None
    number = numbers.at(text, between.end())
    return number if number and _agrees(kind, number) else None


def _amending_name_end(text: str, kind: doc_types.Named) -> int | None:
    """The end of an amending law's name, which holds the amended law's name; None of any other document."""
    if kind.gives.get("name") != "law":
        return None
    name = _rule("ref.law").pattern.match(text, kind.end)
    return name.end() if name and _parts()["amending"][0].find(name[0]) else None


def _is_amended(text: str, kind: doc_types.Named) -> bool:
    return kind.gives.get("name") == "law" and _before_is("amended", text, kind.start)


def _issuer_between(text: str, start: int, end: int) -> str:
    """The issuer named between the kind and its number: `Nghị định của Chính phủ số …`."""
    lead = _at("issuer", text, start)
    body_end = _bodies_end(text, lead.end()) if lead and lead.end() < end else None
    return text[lead.end() : body_end] if lead and body_end and body_end < end else ""


def _agrees(kind: doc_types.Named, number: numbers.Number) -> bool:
    """A number some words away belongs to the kind only if its symbol says so; a law's names the assembly."""
    codes = numbers.codes(number.value)
    if kind.gives.get("name") == "law":
        return any(code.startswith(("QH", "UBTVQH", "PL", "CTN", "HĐNN")) for code in codes)
    return any(code in kind.gives["abbreviations"] for code in codes) or (doc_types.of_number(number.value) == "")


def _bare(text: str, position: int, rule_id: str, allowed: bool) -> numbers.Number | None:
    """A number without a symbol: `05` of `Chỉ thị 05 của Bộ Chính trị`."""
    found = _rule(rule_id).pattern.match(text, position) if allowed else None
    return numbers.Number(found.start(), found.end(), found[0], (), rule_id) if found else None


def _with_tail(text: str, start: int, kind: str, number: numbers.Number) -> Citation:
    """The citation with what follows its number: date and issuer, in either order."""
    citation = Citation(start, number.end, kind, number.value, number.organ)
    citation.warnings, citation.rule_id = number.warnings, number.rule_id
    _read_date(text, citation)
    _read_issuer(text, citation)
    if citation.date is None:
        _read_date(text, citation)
    opened = text.count("(", start, citation.end) - text.count(")", start, citation.end)
    if opened > 0 and text.startswith(")", citation.end):
        citation.end += 1
    return citation


def _read_date(text: str, citation: Citation) -> None:
    lead = _at("date", text, citation.end)
    written = dates.at(text, lead.end()) if lead else None
    if lead is None or written is None or written.precision == "month":
        return
    citation.date, citation.date_text = written, written.quote
    citation.end = written.end + ("(" in lead[0] and text.startswith(")", written.end))
    if written.impossible:
        citation.warnings += ("invalid_date",)


def _read_issuer(text: str, citation: Citation) -> None:
    lead = _at("issuer", text, citation.end)
    start = lead.end() if lead else citation.end
    end = _bodies_end(text, start) if lead else None
    if end is None:
        if session := _at("session", text, citation.end):
            citation.end = session.end()
        return
    citation.end = end
    plenum = _at("plenum", text, start)
    citation.issuer = text[plenum.end() if plenum else start : end]


def _bodies_end(text: str, position: int) -> int | None:
    """The end of the issuing bodies named at `position`, their term or session included; None where there is none."""
    body = bodies.at(text, position)
    if body is None:
        return None
    end = body.end
    if (more := _at("issuer_more", text, end)) and (second := bodies.at(text, more.end())):
        end = second.end
    session = _at("session", text, end)
    return session.end() if session else end


# --- citations without a number


def _unnumbered(text: str, kind: doc_types.Named, following: doc_types.Named | None) -> list[Citation]:
    for rule in _unnumbered_rules(kind.type):
        found = rule.pattern.match(text, kind.end)
        if found is None or (rule.gives.get("singular") and _before_is("plural", text, kind.start)):
            continue
        citation = Citation(_before(text, kind.start), found.end(), kind.cited, rule_id=rule.id)
        if _settle(text, kind, rule, found, citation, following):
            return _by_session(text, citation)
    return []


def _by_session(text: str, citation: Citation) -> list[Citation]:
    """One citation a session: `Nghị quyết Trung ương 4 khóa XI, khóa XII` cites two resolutions."""
    sessions = list(_parts()["one_session"][0].iterate(text, citation.start, citation.end))
    if len(sessions) < 2 or not citation.issuer:
        return [citation]
    issuer = citation.issuer.partition(sessions[0][0])[0].strip(" (,")
    return [dataclasses.replace(citation, end=s.end(), issuer=f"{issuer} {s[0]}") for s in sessions]


def _settle(
    text: str,
    kind: doc_types.Named,
    rule: rules.Compiled,
    found: regex.Match[str],
    citation: Citation,
    following: doc_types.Named | None,
) -> bool:
    """Complete an unnumbered citation; False where it singles out no document after all."""
    gives = rule.gives
    if gives.get("named"):
        # A law is cited by a name of its own, which begins with a capital: Luật Đất đai, not luật pháp.
        return text[kind.start].isupper() and (_is_amended(text, kind) or _settle_law(text, citation))
    if gives.get("specific") == "citation":
        if following is None or following.start != found.end():
            return False
        inner = _numbered(text, following, len(text)) or _unnumbered(text, following, None)
        if inner:
            citation.end = inner[-1].end
        return bool(inner)
    if gives.get("body"):
        end = _bodies_end(text, found.end())
        if end is None or (gives.get("specific") and not _parts()["singled"][0].find(text[found.end() : end])):
            return False
        if gives.get("followed") and not _at("followed", text, end):
            return False
        plenum = _at("plenum", text, found.end())
        citation.end = end
        citation.issuer = "" if gives.get("not_issuer") else text[plenum.end() if plenum else found.end() : end]
    elif "issuer" in gives:
        session = _parts()["one_session"][0].find(found[0])
        citation.issuer = gives["issuer"] + (found[0][session.start() - 1 :] if session else "")
    elif gives.get("by"):
        _read_issuer(text, citation)
    return True


def _settle_law(text: str, citation: Citation) -> bool:
    if year := _at("year", text, citation.end):
        citation.end, citation.date_text = year.end(), year[0].strip(" ()\xa0")
    else:
        _read_date(text, citation)
    return True


def _before_is(part: str, text: str, position: int) -> bool:
    """Whether a rule of that part (they end in \\Z) matches right before `position`."""
    return _parts()[part][0].find(text[max(0, position - 60) : position]) is not None


# --- what surrounds a citation


def _before(text: str, start: int) -> int:
    """The citation's start moved back over `khoản 3 điều 63 của` or `dự thảo`."""
    base = max(0, start - 90)
    before = text[base:start]
    for rule in _parts()["before"]:
        if found := rule.pattern.search(before):
            return base + int(found.start())
    return start


def _title(text: str, position: int, numbered: list[int]) -> str:
    """The title behind a citation: quoted, or what follows `về`; "" where there is none.

    `numbered` are the starts of citations with a number: one joined by `và` is no part of the title before it.
    """
    if quoted := _at("quoted", text, position):
        return _inside_quotes(text, quoted.end()).strip(" *_.,;“”")
    about = _at("about", text, position)
    found = _UNQUOTED.match(text, about.end()) if about else None
    if found is None:
        return ""
    inside = numbered[bisect.bisect_left(numbered, found.start()) : bisect.bisect_left(numbered, found.end())]
    joined = (_parts()["and_another"][0].pattern.search(text, found.start(), start) for start in inside)
    end = next((j.start() for j in joined if j), found.end())
    return text[found.start() : end].strip(" *_,")


# An unquoted title ends with its clause; a full stop inside a number does not end it.
_UNQUOTED = regex.compile(r"(?:[^.;:“”\"«»()⁽\n\t]|\.(?=\d)){2,250}")
_CLOSING = {"“": "”", "«": "»", '"': '"'}
_QUOTES = regex.compile(r"[“”«»\"\n]")


def _inside_quotes(text: str, opening: int) -> str:
    """The text from the quotation mark at `opening` to the one that closes it, nested pairs skipped."""
    mark, depth = text[opening], 0
    closing = _CLOSING[mark]
    for found in _QUOTES.finditer(text, opening + 1, opening + _LONGEST_TITLE):
        if found[0] == "\n":
            break
        if found[0] == closing and depth == 0:
            return text[opening + 1 : found.start()]
        depth += (found[0] == mark) - (found[0] == closing)
    return ""


def _complete(text: str, found: list[Citation]) -> None:
    """Give neighbours in an enumeration what is written once: `Nghị quyết số 18 và 19-NQ/TW` are both of TW."""
    for this, following in zip(found[-2::-1], found[:0:-1], strict=True):
        if not this.number or following.start < this.end:
            continue
        between = text[this.end : min(following.start, this.end + 60)]
        if following.rule_id == "ref.enacted" and _parts()["enacting"][0].find(between):
            following.issuer = following.issuer or this.issuer
        if not following.number or not _parts()["joined"][0].find(between):
            continue
        if not this.organ and following.organ and this.type == following.type:
            this.number += following.number[len(numbers.sequence(following.number)) :]
            this.organ = following.organ
        if not this.issuer and this.organ == following.organ and (this.date is None) == (following.date is None):
            this.issuer = following.issuer


# --- rows


# These speak of the document itself.
_OWN = ("letterhead", "recipients", "signature")


def _is_own(document: Document, position: int, citation: Citation) -> bool:
    block = document.blocks[position]
    if block.kind in _OWN:
        return True
    if block.kind != "title":
        return False
    own = document.letterhead.number
    return citation.start == block.start or bool(own and citation.number == own)


def _row(document: Document, position: int, citation: Citation) -> Reference:
    issued_on: dt.date | None = citation.date.value if citation.date else None
    warnings = citation.warnings
    if issued_on and document.letterhead.issued_on and issued_on > document.letterhead.issued_on:
        warnings += ("after_document",)
    return Reference(
        start=citation.start,
        end=citation.end,
        quote=document.text[citation.start : citation.end],
        block=position,
        type=citation.type,
        number=citation.number,
        issued_on=issued_on,
        issued_on_text=citation.date_text,
        issuer=citation.issuer,
        title=citation.title,
        warnings=warnings,
        rule_id=citation.rule_id,
    )


@functools.cache
def _parts() -> dict[str, list[rules.Compiled]]:
    parts: dict[str, list[rules.Compiled]] = {}
    for rule in rules.load("references"):
        parts.setdefault(rule.gives["part"], []).append(rule)
    return parts


@functools.cache
def _unnumbered_rules(kind: str) -> tuple[rules.Compiled, ...]:
    return tuple(r for r in _parts()["unnumbered"] if kind in r.gives["types"])


@functools.cache
def _rule(rule_id: str) -> rules.Compiled:
    return next(r for r in rules.load("references") if r.id == rule_id)


def _at(part: str, text: str, position: int) -> regex.Match[str] | None:
    return next((m for rule in _parts()[part] if (m := rule.pattern.match(text, position))), None)
