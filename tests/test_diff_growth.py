"""The cost of a comparison follows the length of the drafts."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

import pytest

spec = importlib.util.spec_from_file_location("diff_growth", Path(__file__).parent / "bench" / "diff_growth.py")
assert spec and spec.loader
bench = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bench)


def spent(kind: str, count: int) -> float:
    """Processor seconds of the quicker of two comparisons."""
    old, new = bench.drafts(kind, count)
    found = []
    for _ in range(2):
        began = time.process_time()
        bench.compare(old, new)
        found.append(time.process_time() - began)
    return min(found)


@pytest.mark.parametrize("kind", bench.KINDS)
def test_eight_times_the_figures_take_no_square(kind: str) -> None:
    spent(kind, 50)
    assert spent(kind, 2400) / spent(kind, 300) < 30  # 8 where it is linear, 64 where it is a square


def test_five_thousand_figures_against_five_thousand_others() -> None:
    old, new = bench.drafts("other", 5000)
    began = time.process_time()
    comparison = bench.compare(old, new)
    assert time.process_time() - began < 20
    assert comparison.is_other_document
    assert len(comparison.pairing.pairs) + len(comparison.pairing.added) == 5000
