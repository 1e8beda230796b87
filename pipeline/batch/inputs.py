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
    """Every file under `paths`, sorted by path. Hidden files, hidden folders and `out` itself are left aside.

    What cannot be read is listed with its error: no input disappears.
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
        yield _file(path)
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
                yield _file(str(Path(folder, name)))
    for error in denied:
        name = str(error.filename)
        yield Input(name, error=SolieuError("unreadable", printable(name), error.strerror or ""))


def _file(path: str) -> Input:
    shown = printable(path)
    if Path(path).name.startswith("~$"):
        return Input(path, error=SolieuError("lock_file", shown))
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a pipe would block
            return Input(path, error=SolieuError("unreadable", shown, "không phải tệp thường"))
        with Path(path).open("rb") as stream:
            return Input(path, hashlib.file_digest(stream, "sha256").hexdigest())
    except FileNotFoundError:
        return Input(path, error=SolieuError("not_found", shown))
    except OSError as error:
        return Input(path, error=SolieuError("unreadable", shown, error.strerror or ""))
