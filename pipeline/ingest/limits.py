"""Limits against files made to exhaust the machine. Every one is a setting of the environment."""

from __future__ import annotations

import os

MIB = 1024 * 1024


def _setting(name: str, default: int) -> int:
    try:
        return max(1, int(os.environ.get(name, default)))
    except ValueError:
        return default


def unpacked_bytes() -> int:
    """Bytes that may be unpacked from one zip package (SOLIEU_MAX_UNPACKED_MB, 128)."""
    return _setting("SOLIEU_MAX_UNPACKED_MB", 128) * MIB


def unpacked_message() -> str:
    return f"giải nén ra hơn {unpacked_bytes() // MIB} MB; nâng SOLIEU_MAX_UNPACKED_MB nếu tệp đáng tin"
