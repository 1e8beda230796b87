"""What a file is decides how it is read, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.errors import SolieuError
from pipeline.ingest import sniff
from tests.word_files import package, paragraph

OLE2 = sniff.OLE2 + bytes(504)


def stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"


def zipped(**members: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (package(paragraph("Một")), "thu.doc", "docx"),
        (package(paragraph("Một")), "thu.zip", "docx"),
        (b"%PDF-1.4 ...", "thu.docx", "pdf"),
        (b"{\\rtf1\\ansi x}", "thu.doc", "rtf"),
        (b"\xef\xbb\xbf{\\rtf1 x}", "thu", "rtf"),
        (b"<html><body>x</body></html>", "thu.doc", "html"),
        ("\ufeff<html><body>x".encode("utf-16-le"), "thu.xls", "html"),
        (b"<table border=1><tr><td>x", "thu.xls", "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"\n\n", "thu.doc", "mhtml"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "thu.xml", "wordxml"),
        (OLE2 + stream("WordDocument"), "thu.rtf", "doc"),
        (OLE2 + stream("Workbook"), "so.doc", "xls"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "thu.docx", "odt"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "so", "ods"),
        (zipped(**{"[Content_Types].xml": "x", "xl__workbook.xml": "x"}), "so.xls", "xlsx"),
        (zipped(a__b="x"), "thu.zip", "zip"),
        ("Có 83 chi bộ".encode(), "thu.txt", "txt"),
        ("<p>Có 83 chi bộ".encode(), "thu.md", "md"),
        ("Có 83 chi bộ".encode(), "thu.doc", "txt"),
        (b"broken", "thu.pdf", "pdf"),
        (b"no Word file", "thu.docx", "docx"),
        (b"PK\x03\x04 broken", "thu.docx", "docx"),
    ],
)  # fmt: skip
def test_kind(data: bytes, name: str, kind: str) -> None:
    assert sniff.kind(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (OLE2 + stream("EncryptionInfo"), "thu.docx", "encrypted"),
        (OLE2 + b"\xec\xa5\xc1\x00" + bytes(7) + b"\x01" + bytes(500) + stream("WordDocument"), "thu.doc", "encrypted"),
        (OLE2 + b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00" + stream("Workbook"), "so.xls", "encrypted"),
        (OLE2, "thu.doc", "corrupt_office"),
        (OLE2 + stream("PowerPoint Document"), "chieu.ppt", "unsupported_format"),
        (zipped(**{"[Content_Types].xml": "x", "ppt__presentation.xml": "x"}), "chieu.pptx", "unsupported_format"),
        (
            zipped(
                mimetype="application/vnd.oasis.opendocument.text", **{"META-INF__manifest.xml": "<encryption-data/>"}
            ),
            "thu.odt",
            "encrypted",
        ),
        (b"\x00\x01\x02\x03", "thu.doc", "unsupported_format"),
        (b"a,b", "so.csv", "unsupported_format"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, code: str) -> None:
    with pytest.raises(SolieuError) as caught:
        sniff.kind(data, name)
    assert caught.value.code == code


def test_unlocked_word_file_is_not_called_encrypted() -> None:
    assert sniff.kind(OLE2 + b"\xec\xa5\xc1\x00" + bytes(508) + stream("WordDocument"), "thu.doc") == "doc"


def test_real_files_by_their_content_only(shared: Path) -> None:
    for path in sorted((shared / "corpus/word-pdf").iterdir()):
        assert sniff.kind(path.read_bytes(), "khong-ten") == path.suffix[1:]
    for path in sorted((shared / "corpus/legacy").glob("*.*")):
        assert sniff.kind(path.read_bytes(), "khong-ten") == path.suffix[1:]


def test_load_reads_by_content(tmp_path: Path) -> None:
    wrong = tmp_path / "thu.doc"
    wrong.write_bytes(package(paragraph("Có 83 chi bộ.")))
    assert ingest.load(wrong).format == "docx"
    wrong.write_bytes("<html><body><p>Có 83 chi bộ.</p></body></html>".encode())
    assert ingest.load(wrong).format == "html"
    wrong.write_text("Có 83 chi bộ.", "utf-8")
    assert ingest.load(wrong).format == "txt"
