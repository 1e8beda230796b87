"""Every letter of every legacy encoding comes back, byte by byte and through each code page."""

from __future__ import annotations

import unicodedata

import pytest
from legacy_encoding import encode, western, write_viqr

from pipeline.normalize.legacy import codepages, tables, viqr

LETTERS = sorted(
    {
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    }
    | {"đ", "Đ"}
)
TCVN3_CAPITALS = set("ĂÂÊÔƠƯĐ")
WRITABLE = {
    "tcvn3": [c for c in LETTERS if c.islower() or c.isascii() or c in TCVN3_CAPITALS],
    "vn1": LETTERS,
    "vni": LETTERS,
    "vps": LETTERS,
    "viscii": LETTERS,
    "windows-1258": LETTERS,
}


def read(encoding: str, units: list[int | str]) -> str:
    return "".join(c.text for c in tables.READERS[encoding](units))


@pytest.mark.parametrize("encoding", WRITABLE)
def test_every_letter_round_trips(encoding: str) -> None:
    assert [read(encoding, list(encode(c, encoding))) for c in WRITABLE[encoding]] == WRITABLE[encoding]


@pytest.mark.parametrize("encoding", WRITABLE)
def test_bytes_survive_windows_1252_and_latin_1(encoding: str) -> None:
    every = "".join(WRITABLE[encoding])
    data = encode(every, encoding)
    for shown in (western(data), data.decode("latin-1")):
        assert read(encoding, codepages.units(shown)) == every


@pytest.mark.parametrize("page", ["cp1258", "cp1254", "cp1250", "cp1251", "cp1257"])
def test_bytes_survive_other_code_pages(page: str) -> None:
    every = "".join(WRITABLE["tcvn3"])
    shown = "".join(bytes([b]).decode(page, "ignore") or chr(b) for b in encode(every, "tcvn3"))
    assert read("tcvn3", codepages.units(shown, page, True)) == every


@pytest.mark.parametrize(
    ("table", "size"), [(tables.TCVN3, 74), (tables.VN1, 134), (tables.VPS, 134), (tables.VISCII, 134)]
)
def test_tables_are_whole_and_name_no_letter_twice(table: dict[int, str], size: int) -> None:
    assert len(table) == len(set(table.values())) == size
    assert set(table.values()) <= set(LETTERS)


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("tcvn3", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("tcvn3", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("tcvn3", "Thñ t\u00adíng", "Thủ tướng"),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("vni", "UÛY BAN NHAÂN DAÂN TÆNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("vni", "Ñoäc laäp - Töï do", "Độc lập - Tự do"),
        ("utf-8", "quyáº¿t", "quyết"),
    ],
)
def test_words_as_readers_of_old_files_know_them(encoding: str, data: str, text: str) -> None:
    assert read(encoding, codepages.units(data)) == text


def test_combining_marks_of_vn2() -> None:
    assert read("vn1", [ord("a"), 0xB3, ord("t")]) == "át"


def test_a_byte_without_a_letter_is_marked_unknown() -> None:
    clusters = tables.READERS["tcvn3"](codepages.units("v\u00e0"))
    assert [c.known for c in clusters] == [True, False]


def test_unicode_letters_are_no_bytes() -> None:
    assert [c.known for c in tables.READERS["tcvn3"](codepages.units("ộ“"))] == [False, True]


@pytest.mark.parametrize("letter", LETTERS)
def test_viqr_letters_round_trip(letter: str) -> None:
    assert "".join(c.text for c in viqr.read(write_viqr(f"n{letter}ng"), False)) == f"n{letter}ng"


@pytest.mark.parametrize(
    ("written", "ends", "text"),
    [
        ("Nghi.", False, "Nghị"),
        ("quye^'t", False, "quyết"),
        ("DDie^`u", False, "Điều"),
        ("nghi~a.", True, "nghĩa."),
        ("1.000", False, "1.000"),
        ("thu*o*?ng", False, "thưởng"),
        ("na`y...", True, "này..."),
        ("ty?", False, "tỷ"),
        ("a\\.", False, "a."),
        ("ai@yahoo.com.vn", False, "ai@yahoo.com.vn"),
    ],
)
def test_viqr_words(written: str, ends: bool, text: str) -> None:
    assert "".join(c.text for c in viqr.read(written, ends)) == text
