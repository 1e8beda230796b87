"""Stage 1: a file of any format becomes a `Raw`. One module a format; `load` picks it by what the file holds."""

from __future__ import annotations

import hashlib
from os import PathLike, fspath
from pathlib import Path

from pipeline.errors import SolieuError
from pipeline.ingest.options import DEFAULT, Options
from pipeline.model import Raw

__all__ = ["Options", "load", "read_bytes"]


def load(path: str | PathLike[str], options: Options = DEFAULT) -> Raw:
    """Read the file at `path` whatever its format; `a.zip!/b.docx` is a file inside an archive.

    Raises SolieuError (`not_found`, `empty_file`, `unreadable`, `unsupported_format`, and what the format's own
    module raises).
    """
    from pipeline.ingest import sniff

    name = fspath(path)
    data = read_bytes(name)
    return _read(sniff.kind(data, name), data, name, hashlib.sha256(data).hexdigest(), options)


def _read(kind: str, data: bytes, name: str, sha256: str, options: Options) -> Raw:
    # Imported one by one: no format should cost the start-up time of all others.
    if kind == "docx":
        from pipeline.ingest import docx

        return docx.parse(data, name, sha256, options.revisions)
    if kind == "pdf":
        from pipeline.ingest import pdf

        return pdf.parse(data, name, sha256, options.ocr)
    if kind in ("txt", "md"):
        from pipeline.ingest import text

        return text.parse(data, name, sha256)
    if kind in ("html", "mhtml"):
        from pipeline.ingest import html

        return html.parse_mime(data, name, sha256) if kind == "mhtml" else html.parse(data, name, sha256)
    if kind == "zip":
        raise SolieuError("unsupported_format", name, "tệp nén: chạy `solieu run` trên nó, hoặc giải nén trước")
    from pipeline.ingest import office

    return office.parse(data, name, sha256, kind, options)


def read_bytes(name: str) -> bytes:
    """The bytes of a file or of a member of an archive (`a.zip!/b.docx`).

    Raises SolieuError `not_found`, `empty_file`, `unreadable`, and for members what pipeline.ingest.zipped raises.
    """
    if "!/" in name and not Path(name).exists():
        from pipeline.ingest import zipped

        return zipped.read(name)
    try:
        data = Path(name).read_bytes()
    except FileNotFoundError as error:
        raise SolieuError("not_found", name) from error
    except OSError as error:
        raise SolieuError("unreadable", name, error.strerror or "") from error
    if not data:
        raise SolieuError("empty_file", name)
    return data
