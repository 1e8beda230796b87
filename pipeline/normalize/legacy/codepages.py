"""From the characters of a file back to the bytes its author typed.

Word, LibreOffice and PDF tools take the bytes of an old font for a Western (or Vietnamese, Turkish, Central
European, Cyrillic, …) code page. `units` undoes that: each character becomes the byte that shows as it.
"""

from __future__ import annotations

import functools
from collections import Counter

import regex

# Code pages a converter may have assumed besides Windows-1252, the likelier first.
CODE_PAGES = ("cp1258", "cp1254", "cp1250", "cp1251", "cp1253", "cp1257")

# Glyphs PDF producers name otherwise than the byte they stand for.
_ALIASES = {
    "\u2212": 0xAD,  # minus for the soft hyphen, `ư` of TCVN3
    "\u2010": 0xAD,
    "\ufffe": 0xAD,  # what pdfium gives for a hyphen at the end of a line
    "\u2219": 0xB7,  # bullet operator, `ã` of TCVN3
    "\u03bc": 0xB5,  # Greek mu for micro
    "\u02c9": 0xAF,
}
_SHARED = frozenset("ăĂđĐơƠưƯ")  # letters of Vietnamese and of a code page
HYPHEN = "hyphen"  # no code page, but like one: AD came as a plain hyphen, as from a PDF in WinAnsiEncoding
_HYPHEN_TRACE = regex.compile(r"[A-Za-z§®]-[¬êëìíî](?:ng|[cmniptu])(?![a-z])")  # ươ of TCVN3 with a hyphen in it
_HYPHEN_TRACES = 3
_SYMBOL_AREA = range(0xF020, 0xF100)  # where Word keeps the bytes of fonts it takes for symbol fonts


@functools.cache
def _bytes_of(pages: str, whole: bool) -> dict[str, int]:
    """Character -> byte, for text read with Windows-1252, its holes as Latin-1 controls, or in places with `pages`."""
    table = {chr(byte): byte for byte in range(0x100)}
    table.update(_page("cp1252"))
    for char, byte in _ALIASES.items():
        table.setdefault(char, byte)
    for page in pages.split():
        if page == HYPHEN:
            table["-"] = 0xAD
            continue
        if whole:
            table.update(_page(page))
            continue
        for char, byte in _page(page).items():
            if char not in _SHARED:
                table.setdefault(char, byte)
    return table


def _page(name: str) -> dict[str, int]:
    table = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(name, "ignore")
        if char:
            table[char] = byte
    return table


def units(text: str, pages: str = "", whole: bool = False) -> list[int | str]:
    """The bytes of `text`; a character that no byte shows as stays itself.

    `pages`: code pages (names, a blank between) that some of the text was read with, which tells the characters no
    other has; or, if `whole`, the page that all of it was read with.

    >>> units('l\u2019ộ')
    [108, 146, 'ộ']
    """
    table = _bytes_of(pages, whole)
    return [table.get(char, char) for char in text]


def out_of_symbols(text: str) -> str:
    """Characters of Word's symbol area as the Windows-1252 characters of their bytes."""
    return "".join(_western(ord(c) - 0xF000) if ord(c) in _SYMBOL_AREA else c for c in text)


def has_symbols(text: str) -> bool:
    """Whether `text` holds a character of Word's symbol area."""
    return any(ord(c) in _SYMBOL_AREA for c in text)


def _western(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def western(char: str) -> str:
    """A Latin-1 control as the Windows-1252 character it was meant to be; any other character as it is."""
    return _western(ord(char)) if "\x80" <= char <= "\x9f" else char


def pages_in(text: str) -> list[str]:
    """Code pages other than Windows-1252 that `text` shows traces of, the most traces first: characters that only
    they make of bytes."""
    counts = Counter(c for c in text if c > "\x7f")
    expected = set(_bytes_of("", False))
    if any("\u1ea0" <= c <= "\u1ef9" for c in counts):  # Unicode, whose ă, đ, ơ, ư trace no page
        expected |= _SHARED
    traces = {page: sum(counts[c] for c in _page(page).keys() - expected) for page in CODE_PAGES}
    return sorted((page for page in CODE_PAGES if traces[page]), key=lambda page: -traces[page])


def hyphens_for_letters(text: str) -> bool:
    """Whether the text is TCVN3 in which every `ư` came as a hyphen."""
    return (
        not any(sign in text for sign, byte in _ALIASES.items() if byte == 0xAD)
        and "\u00ad" not in text
        and (sum(1 for _ in _HYPHEN_TRACE.finditer(text)) >= _HYPHEN_TRACES)
    )
