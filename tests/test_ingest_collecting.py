"""The collector of garbage rests while a file is read, and only then."""

from __future__ import annotations

import gc

import pytest

from pipeline import collecting


@pytest.mark.parametrize("before", [True, False])
def test_the_collector_is_as_it_was_before(before: bool) -> None:
    was_on = gc.isenabled()
    try:
        gc.enable() if before else gc.disable()
        with pytest.raises(ValueError, match="hỏng"), collecting.paused():
            assert not gc.isenabled()
            raise ValueError("hỏng")
        assert gc.isenabled() is before
    finally:
        gc.enable() if was_on else gc.disable()
