"""Characters of the symbol fonts, which Word stores as codes of the font and not as text.

Only what reports use: `Symbol` by Adobe's symbol encoding, and the bullets, boxes, ticks and arrows of Wingdings.
"""

from __future__ import annotations

import functools
import re

from pipeline import rules

# Adobe symbol encoding from 0x22 on, the codes whose character is not plain ASCII's.
_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼",
    0xA0: "€", 0xA2: "′", 0xA3: "≤", 0xA4: "/", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠",
    0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥",
    0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xD0: "∠", 0xD1: "∇",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔",
    0xDE: "⇒", 0xE0: "◊", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_SYMBOL.update(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL.update(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL.update({code: chr(code) for code in range(0x20, 0x7F) if code not in _SYMBOL})

_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑",
    0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "◻", 0xAB: "★", 0xB2: "✯", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦",
    0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS.update(zip(range(0x80, 0x8B), "⓪①②③④⑤⑥⑦⑧⑨⑩", strict=True))
_WINGDINGS.update(zip(range(0x8B, 0x96), "⓿❶❷❸❹❺❻❼❽❾❿", strict=True))

_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "□"}

_PRIVATE = re.compile("[\uf020-\uf0ff]")
FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def lookup(font: str, code: int) -> str | None:
    """The character of `code` in a symbol font; None where font or code is not known.

    Word adds 0xF000 to the code of a symbol font.

    >>> lookup("Symbol", 0xF0B3), lookup("Wingdings", 0xFC), lookup("Times New Roman", 0xFC)
    ('≥', '✓', None)
    """
    return FONTS.get(font.strip().lower(), {}).get(code - 0xF000 if code >= 0xF000 else code)


@functools.lru_cache(maxsize=1024)
def is_symbol_font(font: str) -> bool:
    return font.strip().lower() in FONTS


@functools.lru_cache(maxsize=1024)
def is_legacy_font(font: str) -> bool:
    """A font of an old encoding (.VnTime): its characters are bytes, which pipeline.normalize.legacy reads."""
    return any(rule.gives.get("encoding") and rule.find(font.strip()) for rule in rules.load("legacy_fonts"))


def is_symbolic(text: str, font: str) -> bool:
    """May `text`, whose characters beyond ASCII are set in `font`, hold codes of a symbol font?"""
    if text.isascii() or is_legacy_font(font):
        return False
    return _PRIVATE.search(text) is not None or is_symbol_font(font)


def untangle(text: str, font: str) -> tuple[str, str]:
    """`text` with the codes of symbol fonts resolved, and those that nobody knows.

    A private-use code outside a known symbol font is most often one of Symbol.
    """
    unknown = []
    out = []
    own = is_symbol_font(font)
    for character in text:
        code = ord(character)
        found: str | None = character
        if 0xF020 <= code <= 0xF0FF:
            found = lookup(font if own else "Symbol", code)
        elif own and 0xA0 < code <= 0xFF:
            found = lookup(font, code) or character
        if found is None:
            unknown.append(character)
        out.append(found or "\ufffd")
    return "".join(out), "".join(unknown)
