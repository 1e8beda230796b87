"""What a run reads: files and folders become a list of files, each once, in an order of its own."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path

from pipeline.errors import SolieuError


@dataclass(frozen=True)
class Input:
    """A file to read, or the reason why there is none. `sha256` is "" where the bytes cannot be had."""

    path: str
    sha256: str = ""
    error: SolieuError | None = None

    @property
    def doc_id(self) -> str:
        return self.sha256[:16]


def gather(paths: Iterable[str | PathLike[str]], out: Path) -> list[Input]:
    """Every file under `paths`, sorted by path; of a .zip the files in it, named `a.zip!/b.docx`.

    Hidden files, hidden folders and `out` itself are left aside. What cannot be read is listed with its error: no
    input disappears.
    """
    found: dict[str, Input] = {}
    for path in paths:
        for one in _under(fspath(path), out):
            found.setdefault(one.path, one)
    return [found[path] for path in sorted(found)]


def printable(path: str) -> str:
    """A path as it can be written in UTF-8; bytes that are none become `\\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _under(path: str, out: Path) -> Iterator[Input]:
    if not os.path.isdir(path):  # noqa: PTH112 - a path is kept as it was given
        yield from _file(path)
        return
    count = 0
    for found in _walk(path, out):
        count += 1
        yield found
    if not count:
        yield Input(path, error=SolieuError("empty_folder", printable(path)))


def _walk(top: str, out: Path) -> Iterator[Input]:
    own = out.resolve()
    denied: list[OSError] = []
    for folder, folders, names in os.walk(top, onerror=denied.append):
        folders[:] = sorted(d for d in folders if not d.startswith(".") and Path(folder, d).resolve() != own)
        for name in sorted(names):
            if not name.startswith("."):
                yield from _file(str(Path(folder, name)))
    for error in denied:
        name = str(error.filename)
        yield Input(name, error=SolieuError("unreadable", printable(name), error.strerror or ""))


def _file(path: str) -> Iterator[Input]:
    shown = printable(path)
    try:
        if Path(path).name.startswith("~$"):
            yield Input(path, error=SolieuError("lock_file", shown))
        elif not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a pipe would block
            yield Input(path, error=SolieuError("unreadable", shown, "không phải tệp thường"))
        elif path.lower().endswith(".zip"):
            yield from _archive(path)
        else:
            with Path(path).open("rb") as stream:
                yield Input(path, hashlib.file_digest(stream, "sha256").hexdigest())
    except FileNotFoundError:
        yield Input(path, error=SolieuError("not_found", shown))
    except OSError as error:
        yield Input(path, error=SolieuError("unreadable", shown, error.strerror or ""))


def _archive(path: str) -> Iterator[Input]:
    """The members of an archive, or the file itself where it is a document that only bears the name .zip."""
    from pipeline.ingest import zipped

    if not zipped.is_archive(path):
        yield Input(path, hashlib.sha256(Path(path).read_bytes()).hexdigest())
        return
    count = 0
    try:
        for name, content in zipped.members(path):
            count += 1
            if isinstance(content, SolieuError):
                yield Input(name, error=content)
            else:
                yield Input(name, hashlib.sha256(content).hexdigest())
    except SolieuError as error:
        yield Input(path, error=error)
        return
    if not count:
        yield Input(path, error=SolieuError("empty_folder", printable(path)))
