"""What tests of every area share: where documents are."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The sample documents of this repository."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents, which are no part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("no folder of real documents beside the repository")
    return SHARED
