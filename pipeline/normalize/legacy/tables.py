"""The public 8-bit encodings of Vietnamese, byte to letter.

Sources: TCVN 5712:1993 (its third form VN3, the `.Vn` fonts, and the first, VN1, which adds capitals),
VNI for Windows, VPS for Windows, VISCII (RFC 1456), Windows-1258 (the codec of Python).
A reading takes a sequence of *bytes* (0 to 255, or any other character as it is) and gives clusters: how
many bytes it took, and the letters they make.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Cluster(NamedTuple):
    """`length` units of the source make `text`; `known` is False where the encoding does not define the byte."""

    length: int
    text: str
    known: bool = True


Units = Sequence[int | str]  # a byte, or a character that is no byte
Reader = Callable[[Units], list[Cluster]]

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
COMBINING = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


def _layout(text: str) -> dict[int, str]:
    """`B5 àảãáạ` on each line: the letters from byte B5 on; `_` skips a byte."""
    table = {}
    for line in text.strip().splitlines():
        first, letters = line.split()
        for offset, letter in enumerate(letters):
            if letter != "_":
                table[int(first, 16) + offset] = letter
    return table


TCVN3 = _layout(
    """
    A1 ĂÂÊÔƠƯĐăâêôơưđ
    B5 àảãáạ_ằẳẵắ
    C6 ặầẩẫấậè_ẻẽ
    D0 éẹềểễếệìỉ
    DC ĩíịò_ỏõóọồổỗốộờởỡớợù_ủũúụừửữứựỳỷỹýỵ
    """
)
# VN2 and VN1 add the capitals with tones; combining marks stand at B0 to B4.
_VN1_CAPITALS = _layout(
    """
    01 ÚỤ_ỪỬỮ
    11 ỨỰỲỶỸÝỴ
    80 ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ
    AF Ằ
    BA Ẳ
    BF ẴẮẦẨẪẤỀ
    CD Ể
    D9 ỄẾỒ
    E0 Ổ
    F0 Ỗ
    FF Ố
    """
)
VN1 = {**TCVN3, **_VN1_CAPITALS}
VN1_MARKS = {0xB0: _GRAVE, 0xB1: _HOOK, 0xB2: _TILDE, 0xB3: _ACUTE, 0xB4: _DOT}

VPS = _layout(
    """
    02 ẠẬẶẸỆ
    10 ỊỌỘỢỤỰ
    19 Ỵ
    1C ẪỮ
    80 ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ
    93 ỀỂỄỐỒỔỖýỷỵỚỜỞ
    A1 ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự
    C0 ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ_àáâãảạă_èéêẽìí_ĩẴĐòóôõ_Ơụùú
    FB ủ_ỶẼỳ
    """
)

VISCII = _layout(
    """
    02 Ẳ
    05 ẴẪ
    14 Ỷ
    19 Ỹ
    1E Ỵ
    80 ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ
    C0 ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ
    """
)

# VNI: a vowel and a mark byte make one letter; the marks of capitals are 0x20 below those of small letters.
_VNI_TONES = {0xF8: _GRAVE, 0xFB: _HOOK, 0xF5: _TILDE, 0xF9: _ACUTE, 0xEF: _DOT}
_VNI_CIRCUMFLEX = {0xE2: "", 0xE0: _GRAVE, 0xE5: _HOOK, 0xE3: _TILDE, 0xE1: _ACUTE, 0xE4: _DOT}
_VNI_BREVE = {0xEA: "", 0xE8: _GRAVE, 0xFA: _HOOK, 0xFC: _TILDE, 0xE9: _ACUTE, 0xEB: _DOT}
_VNI_ALONE = {0xED: "í", 0xEC: "ì", 0xE6: "ỉ", 0xF3: "ĩ", 0xF2: "ị", 0xF4: "ơ", 0xF6: "ư", 0xEE: "ỵ", 0xF1: "đ"}


@functools.cache
def _vni() -> tuple[dict[tuple[int, int], str], dict[int, str]]:
    """Pairs of bytes, and single bytes, of VNI for Windows."""
    nfc = functools.partial(unicodedata.normalize, "NFC")
    pairs: dict[tuple[int, int], str] = {}
    for base, letter in [*((ord(c), c) for c in "aeouy"), (0xF4, "ơ"), (0xF6, "ư")]:
        marks = dict(_VNI_TONES)
        if letter in "aeo":
            marks |= {m: "\u0302" + tone for m, tone in _VNI_CIRCUMFLEX.items()}
        if letter == "a":
            marks |= {m: "\u0306" + tone for m, tone in _VNI_BREVE.items()}
        for mark, combining in marks.items():
            made = nfc(letter + combining)
            # Typists mix the cases of letter and mark; the letter decides.
            pairs[base, mark] = pairs[base, mark - 0x20] = made
            pairs[base - 0x20, mark] = pairs[base - 0x20, mark - 0x20] = made.upper()
    single = dict(_VNI_ALONE) | {byte - 0x20: letter.upper() for byte, letter in _VNI_ALONE.items()}
    return pairs, single


def _literal(unit: int | str) -> str:
    """A unit that the encoding leaves as it is: a byte is what Windows-1252 shows for it."""
    if isinstance(unit, str):
        return unit
    return bytes([unit]).decode("cp1252", "replace") if unit not in _CP1252_HOLES else chr(unit)


_CP1252_HOLES = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
# What an 8-bit font of Vietnamese shows beside letters; anything else above 7F is a byte out of place.
_NEUTRAL = frozenset((0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xA0, 0xB0, 0xB1, 0xB2, 0xB3, 0xD7, 0xF7))


def _single(unit: int | str, table: dict[int, str]) -> Cluster:
    if isinstance(unit, int) and unit in table:
        return Cluster(1, table[unit])
    known = (unit < 0x80 or unit in _NEUTRAL) if isinstance(unit, int) else unit not in UNICODE_ONLY
    return Cluster(1, _literal(unit), known)


# Letters that no 8-bit encoding shows through Windows-1252: where they stand, the text is Unicode already.
UNICODE_ONLY = frozenset(map(chr, range(0x1EA0, 0x1EFA))) | frozenset("ăĂđĐĩĨũŨơƠưƯ") | COMBINING


def _by_table(table: dict[int, str], units: Units) -> list[Cluster]:
    return [_single(unit, table) for unit in units]


def read_vn1(units: Units) -> list[Cluster]:
    """TCVN 5712 with its capitals and combining marks."""
    return _with_marks(_by_table(VN1, units), units, VN1_MARKS)


def read_cp1258(units: Units) -> list[Cluster]:
    """Windows-1258: letters with tones are a letter and a combining mark."""
    marks = {0xCC: _GRAVE, 0xD2: _HOOK, 0xDE: _TILDE, 0xEC: _ACUTE, 0xF2: _DOT}
    return _with_marks(_by_table(_cp1258(), units), units, marks)


@functools.cache
def _cp1258() -> dict[int, str]:
    letters = {byte: bytes([byte]).decode("cp1258") for byte in range(0xC0, 0x100)}
    return {b: c for b, c in letters.items() if c.isalpha() and c not in "ÄÅÆÇËÏÑÖØÛÜßäåæçëïñöøûüÿ"}


def _with_marks(clusters: list[Cluster], units: Units, marks: dict[int, str]) -> list[Cluster]:
    """Join each combining mark with the letter before it."""
    out: list[Cluster] = []
    for cluster, unit in zip(clusters, units, strict=True):
        mark = marks.get(unit) if isinstance(unit, int) else None
        if mark and out:
            made = unicodedata.normalize("NFC", out[-1].text + mark)
            if len(made) == 1:
                out[-1] = Cluster(out[-1].length + 1, made, out[-1].known)
                continue
        out.append(cluster)
    return out


def read_vni(units: Units) -> list[Cluster]:
    """VNI for Windows."""
    pairs, single = _vni()
    out: list[Cluster] = []
    i = 0
    while i < len(units):
        unit = units[i]
        if i + 1 < len(units) and (made := pairs.get((unit, units[i + 1]))):  # type: ignore[arg-type]
            out.append(Cluster(2, made))
            i += 2
            continue
        out.append(_single(unit, single))
        i += 1
    return out


def read_utf8(units: Units) -> list[Cluster]:
    """UTF-8 whose bytes someone took for Windows-1252 (`Nghá»‹ quyáº¿t`)."""
    out: list[Cluster] = []
    i = 0
    while i < len(units):
        unit = units[i]
        length = 1
        if isinstance(unit, int) and unit >= 0xC2:
            length = 2 if unit < 0xE0 else 3 if unit < 0xF0 else 4
        tail = units[i : i + length]
        made = _utf8_letter(tail) if length > 1 else None
        out.append(Cluster(length, made) if made else Cluster(1, _literal(unit), isinstance(unit, int) and unit < 0x80))
        i += out[-1].length
    return out


def _utf8_letter(tail: Units) -> str | None:
    values = [u for u in tail if isinstance(u, int)]
    if len(values) < len(tail):
        return None
    try:
        return bytes(values).decode("utf-8")
    except UnicodeDecodeError:
        return None


READERS: dict[str, Reader] = {
    "tcvn3": functools.partial(_by_table, TCVN3),
    "vni": read_vni,
    "windows-1258": read_cp1258,
    "vps": functools.partial(_by_table, VPS),
    "viscii": functools.partial(_by_table, VISCII),
    "vn1": read_vn1,
    "utf-8": read_utf8,
}
