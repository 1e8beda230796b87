"""Stage 1: a file of any format becomes a `Raw`. One module a format; `load` picks it by content, then by name."""

from __future__ import annotations

import hashlib
from os import PathLike, fspath
from pathlib import Path

from pipeline.errors import SolieuError
from pipeline.model import Raw


def load(path: str | PathLike[str]) -> Raw:
    """Read the file at `path` whatever its format.

    Raises SolieuError (`not_found`, `empty_file`, `unreadable`, `unsupported_format`, and what the format's own module raises).
    """
    name = fspath(path)
    data = _bytes(name)
    sha256 = hashlib.sha256(data).hexdigest()
    suffix = Path(name).suffix.lower()
    if data[:4] == b"PK\x03\x04" or suffix == ".docx":
        from pipeline.ingest import docx

        return docx.parse(data, name, sha256)
    if b"%PDF-" in data[:1024] or suffix == ".pdf":
        from pipeline.ingest import pdf

        return pdf.parse(data, name, sha256)
    if suffix in (".txt", ".md", ".markdown"):
        from pipeline.ingest import text

        return text.parse(data, name, sha256)
    raise SolieuError("unsupported_format", name, suffix or "tệp không có phần mở rộng")


def _bytes(name: str) -> bytes:
    try:
        data = Path(name).read_bytes()
    except FileNotFoundError as error:
        raise SolieuError("not_found", name) from error
    except OSError as error:
        raise SolieuError("unreadable", name, error.strerror or "") from error
    if not data:
        raise SolieuError("empty_file", name)
    return data
