"""Markdown and HTML that conversion tools leave in plain text: taken out, what it says kept as style and marks."""

from __future__ import annotations

import html
from collections.abc import Iterator

import regex

from pipeline.ingest import marks
from pipeline.model import Piece
from pipeline.normalize import edits
from pipeline.normalize.edits import Edit

_ANY = regex.compile(r"[*\\<&`^⁰¹²³⁴-⁹]|^\s*#|__")
_HEADING = regex.compile(r"^\s{0,3}(#{1,6})\s+(?=\S)")
_HEADING_END = regex.compile(r"\s#+\s*$")
# `** Nguyên nhân*` is an item `* Nguyên nhân` in italics.
_LOST_BULLET = regex.compile(r"^\s*\*(?=\* [^*]+\*\s*$)|(?<=^\s*\*\* [^*]+)\*(?=\s*$)")
_BOLD = regex.compile(r"\*\*(?=[^\s*])((?:[^*]|\*(?!\*))+?)(?<=[^\s])\*\*|(?<![\w_])__(?=\S)([^_]+?)(?<=\S)__(?![\w_])")
_ITALIC = regex.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]+?)(?<=[^\s*\\])\*(?![\w*])")
_ESCAPE = regex.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|<>~&%])")
_SUP = regex.compile(r"<sup>\s*(.*?)\s*</sup>", regex.IGNORECASE)
# Pandoc writes a note's mark `[^1]` and opens the note by `[^1]:`; `^(1)^` is its raised text.
_MARKDOWN_NOTE = regex.compile(r"\[\^(\d{1,3}|[a-z])\](?:(?<=^\s{0,3}\[\^\w{1,3}\]):)?|\^\(?(\d{1,3})\)?\^")
# `đảng viên¹`: no unit (`m²`), no power (`10⁶`).
_RAISED_DIGITS = regex.compile(r"(?<![⁽⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{1,3}(?![⁾⁰¹²³⁴-⁹⁻\w])")
_NOTE_LABEL = regex.compile(r"[\[(]?(\d{1,3}|\*{1,3}|[a-z])[\])]?")
_UNIT = regex.compile(r"(?:^|[\s\d/(])(?:[kdcm]?m|ha)$")
_BREAK = regex.compile(r"<br\s*/?>", regex.IGNORECASE)
_TAG = regex.compile(
    r"</?(?:b|i|u|em|strong|p|span|font|center|div|sub|small|big|ins|s|strike)(?:\s[^<>]{0,200})?/?>", regex.IGNORECASE
)
_ENTITY = regex.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});", regex.IGNORECASE)


def strip(pieces: list[Piece]) -> None:
    """Take the markup out of the lines, group by group: an emphasis may open on one line and close on a later one."""
    for group in _groups(pieces):
        if any(_ANY.search(line.text) for line in group):
            for line in group:
                _tags(line)
            _emphasis(group)


def _groups(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Lines with no blank line between them."""
    group: list[Piece] = []
    for piece in pieces:
        if piece.kind == "line" and piece.text.strip():
            group.append(piece)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _tags(line: Piece) -> None:
    text = line.text
    found = [Edit(m.start(), m.end(), _raised(m, text)) for m in _SUP.finditer(text)]
    found += [Edit(m.start(), m.end(), marks.render(m[1] or m[2])) for m in _MARKDOWN_NOTE.finditer(text)]
    found += [Edit(m.start(), m.end(), _raised_digits(m, text)) for m in _RAISED_DIGITS.finditer(text)]
    found += [Edit(m.start(), m.end(), " ") for m in _BREAK.finditer(text)]
    found += [Edit(m.start(), m.end(), "") for m in _TAG.finditer(text)]
    found += [Edit(m.start(), m.end(), html.unescape(m[0])) for m in _ENTITY.finditer(text)]
    found += [Edit(m.start(), m.end(), "") for m in _LOST_BULLET.finditer(text)]
    if heading := _HEADING.match(text):
        line.style.name = f"h{len(heading[1])}"
        found += [Edit(m.start(), m.end(), "") for p in (_HEADING, _HEADING_END) for m in p.finditer(text)]
    edits.apply(line, _disjoint(found))


def _raised(found: regex.Match[str], text: str) -> str:
    """`<sup>(1)</sup>` is a footnote's mark, `m<sup>2</sup>` a unit."""
    inside = found[1]
    if inside in ("2", "3") and _UNIT.search(text[: found.start()]):
        return "²" if inside == "2" else "³"
    label = _NOTE_LABEL.fullmatch(inside)
    return marks.render(label[1]) if label else inside


def _raised_digits(found: regex.Match[str], text: str) -> str:
    before = text[: found.start()]
    if (found[0] in "²³" and _UNIT.search(before)) or before.endswith("10"):
        return str(found[0])
    return marks.render(marks.plain(found[0]))


def _emphasis(group: list[Piece]) -> None:
    whole = "\n".join(line.text for line in group)
    masked = whole
    drop: list[Edit] = []
    bold: list[tuple[int, int]] = []
    for found in _BOLD.finditer(whole):
        start, end = found.span()
        drop += (Edit(start, start + 2, ""), Edit(end - 2, end, ""))
        bold.append((start, end))
        masked = masked[:start] + "\x00\x00" + masked[start + 2 : end - 2] + "\x00\x00" + masked[end:]
    for found in _ITALIC.finditer(masked):
        drop += (Edit(found.start(), found.start() + 1, ""), Edit(found.end() - 1, found.end(), ""))
    drop += [Edit(m.start(), m.end(), "") for m in _ESCAPE.finditer(whole)]
    drop = _disjoint(drop)
    at = 0
    for line in group:
        end = at + len(line.text)
        filled = (at + len(line.text) - len(line.text.lstrip()), at + len(line.text.rstrip()))
        if any(a <= filled[0] and filled[1] <= b for a, b in bold):
            line.style.bold = True
        edits.apply(line, [Edit(e.start - at, e.end - at, e.new) for e in drop if at <= e.start and e.end <= end])
        at = end + 1


def _disjoint(found: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(found):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
