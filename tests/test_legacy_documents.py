"""Real files of 1998 to 2008 in old fonts: every marked letter against their transcripts."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from pipeline import ingest
from pipeline.model import Raw
from pipeline.normalize import legacy

# One of each kind: TCVN3 in .doc with fonts of capitals, in .rtf, in a PDF whose signs differ; VNI; both in one file.
FILES = {
    "2004-0328NDCP.doc": "tcvn3",
    "2003-A06.rtf": "tcvn3",
    "2006-19412_QD115.04TTg_BLTch_DNNVV.pdf": "tcvn3",
    "2008-23.QD-991-UBND.doc": "vni",
    "2005-QDSUA522.doc": "tcvn3",
}
LETTERS_RIGHT = 0.99


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def base(char: str) -> str:
    return {"đ": "d", "Đ": "D"}.get(char, unicodedata.normalize("NFD", char)[0])


def marked(char: str) -> bool:
    return char in "đĐ" or len(unicodedata.normalize("NFD", char)) > 1


def text_of(raw: Raw) -> str:
    """Pieces and cells in reading order."""
    parts: list[str] = []
    for piece in raw.pieces:
        parts += [piece.text] if piece.table is None else [cell.text for cell in piece.table.cells]
    return plain(" ".join(parts))


def right_letters(truth: str, got: str) -> float:
    """The share of marked letters that came back, after an alignment by base letters."""
    ops = Levenshtein.opcodes("".join(map(base, truth)), "".join(map(base, got)))
    right = 0
    for op in ops:
        if op.tag == "equal":
            pairs = zip(truth[op.src_start : op.src_end], got[op.dest_start : op.dest_end], strict=True)
            right += sum(a == b for a, b in pairs if marked(a))
    return right / sum(map(marked, truth))


@pytest.mark.parametrize("name", FILES)
def test_letters_of_real_files(name: str, shared: Path) -> None:
    path = shared / "corpus" / "legacy" / name
    if path.suffix != ".pdf" and not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("no LibreOffice to open .doc and .rtf")
    raw = legacy.decode(ingest.load(path))
    truth = plain((path.parent / "truth" / f"{path.stem}.txt").read_text(encoding="utf-8"))
    assert raw.encoding == FILES[name]
    assert right_letters(truth, text_of(raw)) >= LETTERS_RIGHT


def test_nothing_happens_to_unicode_files(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "text").glob("*.txt")):
        raw = ingest.load(path)
        before = [p.text for p in raw.pieces]
        legacy.decode(raw)
        assert [p.text for p in raw.pieces] == before and raw.encoding == "unicode" and raw.warnings == []
