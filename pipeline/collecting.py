"""Python's collector of cyclic garbage, paused where many objects are made and none of them is in a cycle."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Without collection inside: it would walk over everything a process has loaded, again and again.

    Memory is freed by reference counts all the same. Where collection is off already, it stays off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def resumed() -> Iterator[None]:
    """With collection inside a pause: where what is read comes in cycles, and there is much of it."""
    was_on = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not was_on:
            gc.disable()
