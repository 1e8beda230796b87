"""Small PDF files made by hand: every character stands where the test says, in fonts that only state widths.

Fonts are not embedded: their letters have the widths of Times, a code of their own and a ToUnicode entry, which is all
that reading asks for. Coordinates are points from the top left.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.normalize.widths import width

A4 = (595.0, 842.0)


def wide(text: str, size: float, letters: float = 0.0) -> float:
    """Width of `text` as the writer sets it; `letters` points more after each character."""
    return width(text) * size + letters * len(text)


@dataclass
class Font:
    """`mapped` False: no ToUnicode, so that nobody knows what a code is; `names` is the /BaseFont."""

    name: str = "TimesNewRoman"
    mapped: bool = True
    codes: dict[str, int] = field(default_factory=dict)

    def encode(self, text: str) -> bytes:
        for letter in text:
            if letter not in self.codes:
                self.codes[letter] = 33 + len(self.codes) if letter != " " else 32
                assert self.codes[letter] < 256, "too many different letters for one simple font"
        return b"<" + "".join(f"{self.codes[letter]:02x}" for letter in text).encode() + b">"

    def objects(self, first: int) -> list[bytes]:
        """The font and its parts as objects numbered from `first`."""
        by_code = {code: letter for letter, code in self.codes.items()}
        widths = " ".join(str(round(1000 * width(by_code[c]))) if c in by_code else "0" for c in range(32, 256))
        mapped = f"/ToUnicode {first + 2} 0 R" if self.mapped else ""
        font = (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{self.name} /FirstChar 32 /LastChar 255 "
            f"/Widths [{widths}] /FontDescriptor {first + 1} 0 R /Encoding << /Type /Encoding /Differences "
            f"[32 {' '.join(f'/g{c}' for c in range(32, 256))}] >> {mapped} >>"
        )
        descriptor = (
            f"<< /Type /FontDescriptor /FontName /{self.name} /Flags 4 /FontBBox [0 -220 1000 900] /ItalicAngle 0 "
            f"/Ascent 890 /Descent -220 /CapHeight 660 /StemV 80 >>"
        )
        lines = [f"<{c:02x}> <{letter.encode('utf-16-be').hex()}>" for c, letter in sorted(by_code.items())]
        chunks = [lines[at : at + 90] for at in range(0, len(lines), 90)]
        entries = "\n".join(f"{len(c)} beginbfchar\n" + "\n".join(c) + "\nendbfchar" for c in chunks)
        cmap = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            f"1 begincodespacerange <00> <ff> endcodespacerange\n{entries}\nendcmap end end"
        )
        return [font.encode(), descriptor.encode(), stream(cmap.encode())]


def stream(content: bytes, extra: str = "") -> bytes:
    return f"<< /Length {len(content)} {extra} >>\nstream\n".encode() + content + b"\nendstream"


@dataclass
class Sheet:
    """One page. `rotate` and `crop` (left, bottom, right, top) are the page's own entries."""

    size: tuple[float, float] = A4
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    content: list[bytes] = field(default_factory=list)
    fonts: dict[str, Font] = field(default_factory=dict)
    annotations: list[str] = field(default_factory=list)
    images: bool = False
    entries: str = ""  # further ones of the page's dictionary

    def font(self, name: str, mapped: bool = True) -> tuple[str, Font]:
        key = "F" + "".join(c for c in name if c.isalnum())
        if key not in self.fonts:
            self.fonts[key] = Font(name, mapped)
        return key, self.fonts[key]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 14.0,
        font: str = "TimesNewRoman",
        mapped: bool = True,
        letters: float = 0.0,
        mode: int = 0,
        turn: int = 0,
        colour: str = "0 g",
    ) -> float:
        """Set `text` with its baseline at `y`; gives the x behind it. `turn`: quarters to the left."""
        key, face = self.font(font, mapped)
        matrix = {0: "1 0 0 1", 1: "0 1 -1 0", 2: "-1 0 0 -1", 3: "0 -1 1 0"}[turn]
        head = f"BT {colour} /{key} {size} Tf {letters} Tc {mode} Tr {matrix} {x:.2f} {self.size[1] - y:.2f} Tm "
        self.content.append(head.encode() + face.encode(text) + b" Tj ET")
        return x + wide(text, size, letters)

    def paragraph(self, x: float, y: float, text: str, room: float, size: float = 14.0, **look: object) -> float:
        """Wrap `text` into lines `room` points wide; gives the baseline of the next line."""
        line = ""
        for word in text.split(" "):
            if line and wide(f"{line} {word}", size) > room:
                self.text(x, y, line, size, **look)  # type: ignore[arg-type]
                y, line = y + 1.3 * size, word
            else:
                line = f"{line} {word}".strip()
        self.text(x, y, line, size, **look)  # type: ignore[arg-type]
        return y + 1.3 * size

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        high = self.size[1]
        self.content.append(f"0.5 w {x0} {high - y0} m {x1} {high - y1} l S".encode())

    def grid(self, xs: list[float], ys: list[float], without: set[tuple[str, int, int]] | None = None) -> None:
        """Rule a table; `without` names segments left out: ("h", row border, column) and ("v", column border, row)."""
        left_out = without or set()
        for r, y in enumerate(ys):
            for c, (x0, x1) in enumerate(pairwise(xs)):
                if ("h", r, c) not in left_out:
                    self.line(x0, y, x1, y)
        for c, x in enumerate(xs):
            for r, (y0, y1) in enumerate(pairwise(ys)):
                if ("v", c, r) not in left_out:
                    self.line(x, y0, x, y1)

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> None:
        self.content.append(f"{grey} g {x0} {self.size[1] - y1} {x1 - x0} {y1 - y0} re f".encode())

    def image(self) -> None:
        """A picture over the whole page, as a scanner leaves it."""
        self.images = True
        self.content.append(f"q {self.size[0]} 0 0 {self.size[1]} 0 0 cm /Im0 Do Q".encode())


def build(
    *sheets: Sheet, catalog: str = "", extra: list[bytes] | None = None, lock: tuple[str, str] | None = None
) -> bytes:
    """The file of the pages. `extra` are further objects, numbered from 10 on. `lock`: user's and owner's password."""
    objects: dict[int, bytes] = dict(enumerate(extra or [], 10))
    following = 10 + len(objects)
    kids = []
    for sheet in sheets:
        page = following
        following += 2
        fonts = []
        for key, font in sheet.fonts.items():
            for nth, body in enumerate(font.objects(following)):
                objects[following + nth] = body
            fonts.append(f"/{key} {following} 0 R")
            following += 3
        pictures = ""
        if sheet.images:
            objects[following] = stream(
                b"\xff", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
            )
            pictures = f"/XObject << /Im0 {following} 0 R >>"
            following += 1
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        notes = f"/Annots [{' '.join(sheet.annotations)}]" if sheet.annotations else ""
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.size[0]} {sheet.size[1]}] {crop} "
            f"/Rotate {sheet.rotate} /Contents {page + 1} 0 R {notes} {sheet.entries} "
            f"/Resources << /Font << {' '.join(fonts)} >> {pictures} >> >>"
        ).encode()
        objects[page + 1] = stream(b"\n".join(sheet.content))
        kids.append(f"{page} 0 R")
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    trailer = ""
    if lock is not None:
        key, objects[3], trailer = _locked(*lock)
        objects = {n: body if n == 3 else _encrypted(body, key, n) for n, body in objects.items()}
    return _file(objects, trailer)


def _file(objects: dict[int, bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start, last = len(out), max(objects)
    out += f"xref\n0 {last + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, last + 1):
        out += f"{places[number]:010d} 00000 n \n".encode() if number in places else b"0000000000 65535 f \n"
    out += f"trailer\n<< /Size {last + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _locked(user: str, owner: str) -> tuple[bytes, bytes, str]:
    """Key, encryption dictionary of the standard handler, revision 2 (RC4 of 40 bits), and the trailer's entries."""
    padded = [(password.encode() + _PAD)[:32] for password in (user, owner)]
    owned = _rc4(hashlib.md5(padded[1]).digest()[:5], padded[0])
    identity = b"0123456789abcdef"
    key = hashlib.md5(padded[0] + owned + (-4).to_bytes(4, "little", signed=True) + identity).digest()[:5]
    body = f"<< /Filter /Standard /V 1 /R 2 /O <{owned.hex()}> /U <{_rc4(key, _PAD).hex()}> /P -4 >>".encode()
    return key, body, f"/Encrypt 3 0 R /ID [<{identity.hex()}> <{identity.hex()}>]"


def _encrypted(body: bytes, key: bytes, number: int) -> bytes:
    """The object with its stream encrypted; the tests lock no strings."""
    head, found, rest = body.partition(b"\nstream\n")
    if not found:
        return body
    own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[: len(key) + 5]
    return head + found + _rc4(own, rest.removesuffix(b"\nendstream")) + b"\nendstream"


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
