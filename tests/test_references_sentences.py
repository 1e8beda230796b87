"""Citations in sentences of many genres: what is found, exactly, and what is not."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from official_documents import document, examples

from pipeline.extract import references

EXAMPLES = examples("citations")


@pytest.mark.parametrize("example", EXAMPLES, ids=[e["text"][:60] for e in EXAMPLES])
def test_sentence(example: dict[str, Any]) -> None:
    found = references.find(document([example["text"]]))
    shown = [
        {
            "quote": r.quote,
            "type": r.type,
            "number": r.number,
            "date": r.issued_on.isoformat() if r.issued_on else "",
            "issuer": r.issuer,
            "title": r.title,
            "warnings": list(r.warnings),
        }
        for r in found
    ]
    wanted = example["want"]
    assert [s["quote"] for s in shown] == [w["quote"] for w in wanted]
    for got, want in zip(shown, wanted, strict=True):
        expected = {"warnings": [], **want, "date": str(want["date"])}
        assert {name: got[name] for name in expected} == expected


PARTS = st.sampled_from(
    [
        "Nghị quyết",
        "Chỉ thị số ",
        "Luật Đất đai",
        " số 5",
        "18-NQ/TW",
        ", ngày 3/2/2019",
        " của ",
        "Bộ Chính trị",
        " và ",
        "; ",
        "“về ",
        "”",
        "\n",
        " 12",
        "⁽¹⁾",
        "(khóa XII)",
        "Đại hội ",
        "khoản 3 Điều 5 ",
        "31/11/2021",
        "kế hoạch",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=25).map("".join))
def test_spans_hold_whatever_the_text(text: str) -> None:
    citations = references.scan(text)
    starts = [c.start for c in citations]
    assert starts == sorted(starts)
    for citation in citations:
        assert 0 <= citation.start < citation.end <= len(text)
        assert "\n" not in text[citation.start : citation.end]
        assert citation.issuer == "" or citation.issuer in text or citation.issuer.startswith("Trung ương")
    covered = references.spans(text)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(covered))
    assert all(any(a <= c.start and c.end <= b for a, b in covered) for c in citations)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 99999), st.sampled_from(["NQ", "CT", "QĐ", "KH"]), st.sampled_from(["TW", "TU", "ĐUK", "HU"]))
def test_any_party_number_is_read_whole(number: int, code: str, organ: str) -> None:
    kind = {"NQ": "Nghị quyết", "CT": "Chỉ thị", "QĐ": "Quyết định", "KH": "Kế hoạch"}[code]
    for dash in ("-", " - ", "–", " -"):
        (found,) = references.scan(f"thực hiện {kind} số {number}{dash}{code}/{organ}, trong đó có 12 chỉ tiêu")
        assert found.number == f"{number}-{code}/{organ}"


def test_later_than_the_document_is_warned_of() -> None:
    doc = document(["thực hiện Chỉ thị số 7-CT/TU ngày 9/9/2019", "thực hiện Chỉ thị số 5-CT/TU ngày 1/1/2017"])
    doc.letterhead.issued_on = dt.date(2018, 1, 1)
    assert [r.warnings for r in references.find(doc)] == [("after_document",), ()]


def test_a_document_does_not_cite_itself() -> None:
    doc = document(["Nghị định của Chính phủ số 5/2003/NĐ-CP về phí", "Căn cứ Nghị định số 7/2002/NĐ-CP;"])
    doc.blocks[0].kind = "title"
    assert [r.number for r in references.find(doc)] == ["7/2002/NĐ-CP"]
