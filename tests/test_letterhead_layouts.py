"""Letterheads of many kinds of body and period, each in every layout a format may leave of it."""

from __future__ import annotations

from typing import Any

import pytest
from official_documents import LAYOUTS, build, examples, wanted

from pipeline.structure import letterhead

EXAMPLES = examples("letterheads")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("example", EXAMPLES, ids=[e["name"] for e in EXAMPLES])
def test_fields(example: dict[str, Any], layout: str) -> None:
    document = build(example, layout)
    letterhead.find(document)
    found = {name: getattr(document.letterhead, name, document.year) for name, _ in wanted(example)}
    assert found == dict(wanted(example))
