"""The sample documents of corpus/: made by their script, sound as Word files, and as docs/corpus.md describes them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

ROOT = Path(__file__).parents[1]
CORPUS, BUILD = ROOT / "corpus", ROOT / "corpus" / ".build"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TRUTH: dict[str, Any] = json.loads((BUILD / "truth.json").read_text(encoding="utf-8"))
DRAFTS = {n: CORPUS / f"bao-cao-chinh-tri-du-thao-{n}.docx" for n in (3, 4)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(BUILD / "build.py"), str(out)], check=True, timeout=120)
    return out


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml(path: Path, part: str) -> Any:
    return etree.parse(io.BytesIO(parts(path)[part])).getroot()


def accepted(path: Path) -> str:
    """All letters of a Word file, tracked changes accepted, a line a paragraph."""
    lines = []
    for part in ("word/document.xml", "word/footnotes.xml"):
        if part in parts(path):
            lines += ["".join(t.text or "" for t in p.iter(W + "t")) for p in xml(path, part).iter(W + "p")]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "name", ["bao-cao-chinh-tri-du-thao-3.docx", "bao-cao-chinh-tri-du-thao-4.docx", "thong-bao-hoi-nghi.docx"]
)
def test_checked_in_documents_are_what_the_script_makes(built: Path, name: str) -> None:
    # Parts, not the package: another zlib packs the same content into other bytes.
    assert parts(built / name) == parts(CORPUS / name)


@pytest.mark.parametrize(("draft", "count"), [(3, 8), (4, 9)])
def test_footnotes_are_real_and_each_is_called_once(draft: int, count: int) -> None:
    called = [n.get(W + "id") for n in xml(DRAFTS[draft], "word/document.xml").iter(W + "footnoteReference")]
    notes = [n for n in xml(DRAFTS[draft], "word/footnotes.xml") if n.get(W + "type") is None]
    assert called == [n.get(W + "id") for n in notes]
    assert len(called) == count


def test_draft_4_tracks_its_changes_and_draft_3_has_none() -> None:
    marks = {
        n: [e.tag for e in xml(path, "word/document.xml").iter(W + "ins", W + "del")] for n, path in DRAFTS.items()
    }
    assert marks[3] == []
    assert marks[4].count(W + "ins") == sum(c["tracked"] for c in TRUTH["changes"])


def test_headers_of_the_tables_are_merged() -> None:
    document = docx.Document(str(DRAFTS[4]))
    rating = document.tables[-1]
    assert [cell.text for cell in rating.rows[0].cells] == ["Năm", "Tổng số", *["Kết quả xếp loại"] * 8]
    assert rating.cell(0, 0)._tc is rating.cell(2, 0)._tc
    assert rating.cell(2, 3).text == "%"


@pytest.mark.parametrize("change", TRUTH["changes"], ids=lambda c: f"{c['change']} {c['old_quote']} {c['new_quote']}")
def test_drafts_differ_as_described(change: dict[str, Any]) -> None:
    old, new = (accepted(DRAFTS[n]) for n in (3, 4))
    if change["old_quote"]:
        assert change["old_quote"] in old
    if change["new_quote"]:
        assert change["new_quote"] in new
    if change["change"] == "removed":
        assert change["old_quote"] not in new
    if change["change"] == "added":
        assert change["new_quote"] not in old


def test_moved_paragraph_stands_elsewhere() -> None:
    following = {}
    for n, path in DRAFTS.items():
        lines = accepted(path).split("\n")
        at = next(i for i, line in enumerate(lines) if line.startswith(TRUTH["moved"]))
        following[n] = lines[at + 1][:20]
    assert following[3] != following[4]


@pytest.mark.parametrize("slip", TRUTH["slips"], ids=lambda s: s["quote"])
def test_slips_are_in_draft_4_alone(slip: dict[str, Any]) -> None:
    assert slip["quote"] in accepted(DRAFTS[4])
    if slip["check"] in ("total", "conflict", "date") or slip["quote"] == "73,85":
        assert slip["quote"] not in accepted(DRAFTS[3])


def test_description_names_every_change_and_slip() -> None:
    described = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    for row in TRUTH["changes"] + TRUTH["slips"]:
        for quote in (row.get("old_quote"), row.get("new_quote"), row.get("quote")):
            if quote:
                number = next(word for word in quote.split() if word[0].isdigit())
                assert number.rstrip(",.;") in described, quote
    for path in CORPUS.iterdir():
        assert path.name.startswith(".") or f"`{path.name}`" in described
