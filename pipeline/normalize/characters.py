"""Characters: one spelling for each letter, one blank between words. No digit, sign or separator is ever changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import regex

from pipeline.model import Cell, Piece
from pipeline.normalize import edits
from pipeline.normalize.edits import Edit
from pipeline.normalize.legacy import decoding

_BLANKS = r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\x0b\x1c-\x1f]"
_NOTHING = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1a\x7f]"
# Everything to be looked at: a lone space between two words is the only blank that stays as it is.
_SUSPECT = regex.compile(
    rf"(?:{_BLANKS}|{_NOTHING}){{2,}}|(?! ){_BLANKS}|{_NOTHING}|^ | $|[ÐðƉ]|(?<=^{_BLANKS}*)[\ue000-\uf8ff]"
)
_WORTH_A_LOOK = regex.compile(rf"{_BLANKS}{{2}}|(?! ){_BLANKS}|{_NOTHING}|^ | $|[ÐðƉ\ue000-\uf8ff]")
# What Vietnamese texts are made of; one that holds nothing else and its blanks where they belong needs no closer look.
_USUAL = sorted(c for c in decoding.EXPECTED if c == " " or not _WORTH_A_LOOK.search(f"a{c}a"))
_UNUSUAL = re.compile(f"[^{re.escape(''.join(_USUAL))}]")
_UNUSUAL_LINES = re.compile(f"[^{re.escape(''.join(_USUAL))}\n]")
_BLANK = regex.compile(_BLANKS)
_LOOK_ALIKE = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}
_CLUSTER = regex.compile(r"\P{M}?\p{M}+|[^\x00-\u02ff\u1ea0-\u1ef9]")
_VIETNAMESE = regex.compile(r"[ăĂơƠưƯđĐẠ-ỹ]")


def clean(owners: Iterable[Piece | Cell]) -> None:
    """Bring every text to NFC with single blanks; look-alikes of Đ become Đ where the document is Vietnamese."""
    owners = list(owners)
    if not _all_usual([owner.text for owner in owners]):
        _respell(owners)
    for owner in owners:
        edits.find_marks(owner)


def _respell(owners: list[Piece | Cell]) -> None:
    for owner in owners:
        if not unicodedata.is_normalized("NFC", owner.text):
            _compose(owner)
    vietnamese = any(_VIETNAMESE.search(o.text) for o in owners)
    for owner in owners:
        if not _is_usual(owner.text) and _WORTH_A_LOOK.search(owner.text):
            edits.apply(owner, _edits(owner.text, vietnamese))
            if not unicodedata.is_normalized("NFC", owner.text):  # a dropped sign stood before a combining mark
                _compose(owner)


def _all_usual(texts: list[str]) -> bool:
    """Whether no text needs a closer look, asked of all at once: of most files it is true."""
    joined = "\n".join(texts)
    blanks = any(pair in joined for pair in ("  ", " \n", "\n "))
    edges = joined[:1] == " " or joined[-1:] == " " or joined.count("\n") >= max(len(texts), 1)
    return not blanks and not edges and _UNUSUAL_LINES.search(joined) is None


def _is_usual(text: str) -> bool:
    return _UNUSUAL.search(text) is None and "  " not in text and text[:1] != " " and text[-1:] != " "


def _compose(owner: Piece | Cell) -> None:
    composed = []
    for cluster in _CLUSTER.finditer(owner.text):
        new = unicodedata.normalize("NFC", cluster[0])
        if new != cluster[0]:
            composed.append(Edit(cluster.start(), cluster.end(), new))
    edits.apply(owner, composed)
    if not unicodedata.is_normalized("NFC", owner.text):  # what composes across clusters (Hangul): no finer map needed
        edits.apply(owner, [Edit(0, len(owner.text), unicodedata.normalize("NFC", owner.text))])


def _edits(text: str, vietnamese: bool) -> Iterator[Edit]:
    for found in _SUSPECT.finditer(text):
        start, end = found.span()
        old = found[0]
        if old in _LOOK_ALIKE:
            new = _LOOK_ALIKE[old] if vietnamese else old
        elif "\ue000" <= old <= "\uf8ff":
            new = "-"  # Symbol and Wingdings bullets that lost their font
        elif start == 0 or end == len(text):
            new = ""
        else:
            new = " " if _BLANK.search(old) else ""
        if new != old:
            yield Edit(start, end, new)
