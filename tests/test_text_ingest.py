"""Text files: bytes to physical lines."""

from __future__ import annotations

import codecs

import pytest
from structure_checks import document

from pipeline.errors import SolieuError
from pipeline.ingest import text

SAMPLE = "Nghị quyết Đại hội\nđạt 98,5% chỉ tiêu\n"


@pytest.mark.parametrize(
    "data",
    [
        SAMPLE.encode(),
        codecs.BOM_UTF8 + SAMPLE.encode(),
        codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + SAMPLE.encode("utf-32-le"),
        SAMPLE.encode("utf-16-le"),
        SAMPLE.encode("utf-16-be"),
        SAMPLE.replace("\n", "\r\n").encode(),
        SAMPLE.replace("\n", "\r").encode(),
    ],
    ids=["utf8", "utf8-bom", "utf16-le", "utf16-be", "utf32", "utf16-le-bare", "utf16-be-bare", "crlf", "cr"],
)
def test_lines_and_their_numbers(data: bytes) -> None:
    raw = text.parse(data, "a.txt", "0" * 64)
    assert [p.text for p in raw.pieces] == ["Nghị quyết Đại hội", "đạt 98,5% chỉ tiêu", ""]
    assert [p.source.line for p in raw.pieces] == [1, 2, 3]
    assert (raw.format, raw.encoding) == ("txt", "unicode")


def test_form_feed_is_a_page_break() -> None:
    raw = text.parse("một\n\fhai\f\nba".encode(), "a.md", "0" * 64)
    assert [(p.kind, p.text) for p in raw.pieces] == [
        ("line", "một"), ("line", ""), ("break", ""), ("line", "hai"), ("break", ""), ("line", "ba")
    ]  # fmt: skip
    assert raw.format == "md"


def test_bytes_of_an_old_encoding_are_left_to_normalize() -> None:
    raw = text.parse("Nghị".encode("cp1258", "ignore") + b"\xe0\xb5", "a.txt", "0" * 64)
    assert raw.encoding == "bytes"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" \r\n\t\n\xc2\xa0", "no_text"),
        (codecs.BOM_UTF8, "no_text"),
        (bytes(range(256)) * 40, "unknown_encoding"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 500, "unknown_encoding"),
        (codecs.BOM_UTF16_LE + b"a", "unknown_encoding"),
    ],
    ids=["blanks", "bom-only", "all-bytes", "elf", "odd-utf16"],
)
def test_what_is_no_text(data: bytes, code: str) -> None:
    with pytest.raises(SolieuError) as error:
        text.parse(data, "a.txt", "0" * 64)
    assert error.value.code == code


def test_leading_blanks_are_an_indent() -> None:
    assert text.parse(b"    a\n\tb\nc", "a.txt", "0").pieces[0].style.indent == 24
    assert text.parse(b"\tb", "a.txt", "0").pieces[0].style.indent == 48
    assert text.parse(b"c", "a.txt", "0").pieces[0].style.indent is None


def test_sources_survive_to_the_document() -> None:
    found = document("Một đoạn văn dài hơn bốn mươi ký tự đang viết dở\n\nchữ thường nối tiếp ở dòng thứ ba.\n")
    assert len(found.blocks) == 1
    start = found.text.index("nối tiếp")
    assert found.source_at(start, found.blocks[0]).line == 3
    assert found.source_at(0, found.blocks[0]).line == 1
