"""C functions of pdfium for calls by the hundred thousand."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any


def fast(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same C function with plain addresses in and out, which saves ctypes an object a call."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)
