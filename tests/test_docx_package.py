"""Broken, hostile and unusual Word packages."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SolieuError
from pipeline.ingest import docx
from tests.word_files import NAMESPACES, W, package, paragraph, read, relations, texts

GOOD = package(paragraph("Có 83 tổ chức cơ sở đảng."))


def code_of(data: bytes) -> str:
    with pytest.raises(SolieuError) as caught:
        docx.parse(data, "thu.docx", "0" * 64)
    return caught.value.code


def without(data: bytes, name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
    return out.getvalue()


def test_what_is_no_word_file() -> None:
    assert code_of(b"no zip at all") == "corrupt_docx"
    assert code_of(GOOD[: len(GOOD) // 2]) == "corrupt_docx"
    assert code_of(without(GOOD, "word/document.xml")) == "corrupt_docx"
    assert code_of(package("", more={"word/document.xml": "<w:document"})) == "corrupt_docx"
    assert code_of(package("", more={"word/document.xml": "<other/>"})) == "corrupt_docx"
    assert code_of(package("", more={"word/document.xml": f"<w:document {NAMESPACES}/>"})) == "corrupt_docx"


def test_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert code_of(ole + "EncryptionInfo".encode("utf-16-le")) == "encrypted"
    assert code_of(ole) == "corrupt_docx"


def test_nothing_to_read() -> None:
    assert code_of(package(paragraph(""))) == "no_text"


def test_optional_parts_may_be_missing() -> None:
    raw = docx.parse(without(GOOD, "word/_rels/document.xml.rels"), "a", "0")
    assert texts(raw) == ["Có 83 tổ chức cơ sở đảng."] and raw.warnings == []
    assert texts(docx.parse(without(GOOD, "_rels/.rels"), "a", "0")) == ["Có 83 tổ chức cơ sở đảng."]
    dangling = read(
        paragraph("Một"), more={"word/_rels/document.xml.rels": relations(("styles", "../NULL"), ("header", "x.xml"))}
    )
    assert texts(dangling) == ["Một"] and len(dangling.warnings) == 2


def test_entities_are_not_expanded() -> None:
    hostile = (
        '<!DOCTYPE w:document [<!ENTITY xxe SYSTEM "file:///etc/passwd"><!ENTITY a "1"><!ENTITY b "&a;&a;&a;">]>'
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&xxe;&b;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert code_of(package("", more={"word/document.xml": hostile})) == "corrupt_docx"
    styles = '<!DOCTYPE w:styles [<!ENTITY a "1">]><w:styles xmlns:w="' + W + '"/>'
    raw = read(
        paragraph("Một"),
        more={"word/styles.xml": styles, "word/_rels/document.xml.rels": relations(("styles", "styles.xml"))},
    )
    assert texts(raw) == ["Một"] and "DTD" in raw.warnings[0]


def test_zip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_MAX_UNPACKED_MB", "2")
    bomb = package(paragraph("Một"), more={"word/document.xml": b"<w:document>" + b" " * 3_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(SolieuError) as caught:
        docx.parse(bomb, "thu.docx", "0" * 64)
    assert caught.value.code == "too_large" and "SOLIEU_MAX_UNPACKED_MB" in str(caught.value)


def test_unread_parts_may_be_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_MAX_UNPACKED_MB", "2")
    assert texts(read(paragraph("Một"), more={"word/media/image1.bmp": bytes(5_000_000)})) == ["Một"]


def test_strict_files_and_odd_part_names() -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        '<w:p><w:pPr><w:ind w:start="36pt"/></w:pPr><w:r><w:t>Một</w:t></w:r></w:p></w:body></w:document>'
    )
    raw = read("", more={"word/document.xml": strict})
    assert texts(raw) == ["Một"] and raw.pieces[0].style.indent == 36.0
    moved = package("", more={"_rels/.rels": relations(("officeDocument", "/Word/Chinh.xml"))})
    content = f"<w:document {NAMESPACES}><w:body>{paragraph('Hai')}</w:body></w:document>"
    out = io.BytesIO(moved)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word\\chinh.xml", content)
    assert texts(docx.parse(out.getvalue(), "a", "0")) == ["Hai"]


def test_macros_are_told() -> None:
    assert any("macro" in w for w in read(paragraph("Một"), more={"word/vbaProject.bin": b"x"}).warnings)


def test_format_before_conversion_is_kept() -> None:
    raw = docx.parse(GOOD, "thu.rtf", "ab", format="rtf")
    assert (raw.format, raw.path, raw.sha256) == ("rtf", "thu.rtf", "ab")


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_bytes_give_text_or_a_documented_error(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(GOOD)
    for _ in range(rng.randint(1, 12)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    try:
        raw = docx.parse(bytes(data[: rng.randint(1, len(data))] if seed % 3 == 0 else data), "thu.docx", "0")
    except SolieuError as error:
        assert error.code in ("corrupt_docx", "encrypted", "no_text", "too_large")
    else:
        assert raw.pieces
