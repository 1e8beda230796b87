"""The inverse of the legacy encodings: makes test material."""

from __future__ import annotations

import unicodedata

from pipeline.normalize.legacy import tables

TONES = "\u0300\u0301\u0303\u0309\u0323"


def encode(text: str, encoding: str) -> bytes:
    """The inverse, for what the encoding can write (used to make test material). Raises KeyError otherwise."""
    table = {}
    if encoding == "vni":
        pairs, single = tables._vni()
        # The plain spelling of a pair: letter and mark in the same case.
        for (a, b), letter in pairs.items():
            if (b & 0x20) == (0x20 if letter.islower() else 0):
                table[letter] = bytes([a, b])
        table |= {letter: bytes([byte]) for byte, letter in single.items()}
    elif encoding == "windows-1258":
        return _encode_1258(text)
    else:
        source = {"tcvn3": tables.TCVN3, "vn1": tables.VN1, "vps": tables.VPS, "viscii": tables.VISCII}[encoding]
        table = {letter: bytes([byte]) for byte, letter in source.items()}
    return b"".join(c.encode("ascii") if c < "\x80" else table[c] for c in text)


def _encode_1258(text: str) -> bytes:
    out = []
    for char in unicodedata.normalize("NFC", text):
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            tone = next(c for c in unicodedata.normalize("NFD", char) if c in TONES)
            rest = unicodedata.normalize("NFC", unicodedata.normalize("NFD", char).replace(tone, ""))
            out.append((rest + tone).encode("cp1258"))
    return b"".join(out)


def western(data: bytes) -> str:
    """Bytes as a converter shows them that takes them for Windows-1252."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def typed_in_tcvn3(text: str) -> bytes:
    """TCVN3 as typed: capitals with a tone have no code and are written small."""
    small = "".join(c if c in tables.TCVN3.values() or c.isascii() else c.lower() for c in text)
    return encode(small, "tcvn3")


_VIQR = dict(zip("\u0302\u0306\u031b\u0300\u0309\u0303\u0301\u0323", "^(+`?~'.", strict=True))


def write_viqr(text: str) -> str:
    out = []
    for char in text:
        plain = unicodedata.normalize("NFD", char)
        marks = sorted((c for c in plain[1:]), key=lambda c: c not in "\u0302\u0306\u031b")
        out.append({"đ": "dd", "Đ": "DD"}.get(char, plain[0] + "".join(_VIQR[c] for c in marks)))
    return "".join(out)
