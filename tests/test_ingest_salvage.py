"""Files that were cut off: what is left is read and told to be a part; wrong bytes are refused."""

from __future__ import annotations

import io
import random
import re
import zipfile

import pytest

from pipeline.errors import SolieuError
from pipeline.ingest import docx, salvage
from tests.word_files import package, paragraph, texts

chance = random.Random(7)
LINES = [f"Năm {chance.randrange(10**9)} có {chance.randrange(10**9)} người, {chance.random()}." for _ in range(60)]
WORD = package("".join(paragraph(line) for line in LINES))
BODY = WORD.index(b"word/document.xml")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9])
def test_a_word_file_that_was_cut_keeps_whole_paragraphs(share: float) -> None:
    end = BODY + int(share * (WORD.index(b"PK", BODY) - BODY))
    raw = docx.parse(WORD[:end], "a.docx", "0" * 64)
    found = texts(raw)
    assert 0 < len(found) < len(LINES)
    assert found == LINES[: len(found)]
    assert raw.warnings[0] == salvage.WARNING


def test_a_word_file_without_its_directory_is_whole() -> None:
    raw = docx.parse(WORD[: WORD.index(b"PK\x01\x02")], "a.docx", "0" * 64)
    assert texts(raw) == LINES
    assert salvage.WARNING in raw.warnings


def test_wrong_bytes_are_refused() -> None:
    at = BODY + 200
    broken = WORD[:at] + bytes([WORD[at] ^ 0xFF]) + WORD[at + 1 : WORD.index(b"PK\x01\x02")]
    with pytest.raises(SolieuError) as caught:
        docx.parse(broken, "a.docx", "0" * 64)
    assert caught.value.code == "corrupt_docx"


def test_a_part_beyond_the_limit_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_MAX_UNPACKED_MB", "1")
    big = package(paragraph("0" * 3_000_000))
    with pytest.raises(SolieuError) as caught:
        docx.parse(big[: big.index(b"PK\x01\x02")], "a.docx", "0" * 64)
    assert caught.value.code == "corrupt_docx"


def test_an_open_document_file_gets_its_list_of_parts_back() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml", "<o xmlns:text='t'><text:p>Có 83 chi bộ</text:p><text:p>Có 1234 đảng</text:p></o>"
        )
    left = salvage.package(out.getvalue()[: out.getvalue().index(b"34 ")])
    assert left is not None
    with zipfile.ZipFile(io.BytesIO(left)) as archive:
        content, listed = archive.read("content.xml").decode(), archive.read("META-INF/manifest.xml").decode()
    assert re.findall(r"\d+", content.partition("?>")[2]) == ["83"]
    assert "opendocument.text" in listed and 'full-path="content.xml"' in listed


def test_rtf_that_was_cut_is_closed_without_its_last_words() -> None:
    whole = rb"{\rtf1\ansi {\b Co 83 chi bo \{a\}}\par Tong 1234 dang vien\par Nam 2019}"
    assert salvage.rtf(whole) is None
    assert salvage.rtf(whole[: whole.index(b"34 dang")]) == rb"{\rtf1\ansi {\b Co 83 chi bo \{a\}}}"
    assert salvage.rtf(whole[: whole.index(b"\\par Tong")]) == rb"{\rtf1\ansi {\b Co 83 chi bo \{a\}}}"
    assert salvage.rtf(whole[:-20] + b"\x00\x07") is None
