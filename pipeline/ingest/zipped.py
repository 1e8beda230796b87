"""Zip archives of documents: their members as `a.zip!/inner/b.docx`, within limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.errors import SolieuError
from pipeline.ingest import limits
from pipeline.ingest.docx.package import BROKEN_ZIP

SEPARATOR = "!/"


def is_inside(path: str) -> bool:
    """Does `path` name a member of an archive?"""
    return SEPARATOR in path


def is_archive(path: str) -> bool:
    """Is the file at `path` an archive of documents, and not a document that is a zip inside (.docx, .odt, .xlsx)?"""
    from pipeline.ingest import sniff

    if sniff.suffix(path) != ".zip":
        return False
    try:
        return sniff.kind(Path(path).read_bytes(), path) == "zip"
    except (OSError, SolieuError):
        return False


def members(path: str) -> Iterator[tuple[str, bytes | SolieuError]]:
    """Every file in the archive at `path` and in the archives inside it, in the order of their names.

    A member that cannot be read comes as the error it is. Folders, hidden files and what macOS adds are left aside.
    Raises SolieuError `corrupt_zip`, `too_large`, `not_found` or `unreadable` for the archive itself.
    """
    from pipeline.ingest import read_bytes

    yield from _members(read_bytes(path), path, _Budget(path), depth=1)


def read(path: str) -> bytes:
    """The bytes of one member, named as `members` names it. Raises SolieuError as `members` does, or `not_found`."""
    from pipeline.ingest import read_bytes

    archive, *inner = path.split(SEPARATOR)
    data, budget, name = read_bytes(archive), _Budget(path), archive
    for depth, part in enumerate(inner, 1):
        if depth > limits.archive_depth():
            raise SolieuError("too_large", path, limits.depth_message())
        with _open(data, name) as opened:
            found = next((i for i in opened.infolist() if _name(i) == part), None)
            if found is None:
                raise SolieuError("not_found", path)
            name = f"{name}{SEPARATOR}{part}"
            data = _unpack(opened, found, name, budget)
    return data


class _Budget:
    """What one archive may still unpack."""

    def __init__(self, path: str) -> None:
        self.path, self.bytes, self.files = path, limits.archive_bytes(), limits.archive_files()

    def take(self, size: int) -> None:
        self.bytes -= size
        if self.bytes < 0:
            raise SolieuError("too_large", self.path, limits.archive_message())

    def count(self) -> None:
        self.files -= 1
        if self.files < 0:
            raise SolieuError("too_large", self.path, limits.files_message())


def _members(data: bytes, path: str, budget: _Budget, depth: int) -> Iterator[tuple[str, bytes | SolieuError]]:
    from pipeline.ingest import sniff

    with _open(data, path) as archive:
        for info in sorted(archive.infolist(), key=_name):
            name = _name(info)
            if info.is_dir() or _is_left_aside(name):
                continue
            budget.count()
            inner = f"{path}{SEPARATOR}{name}"
            try:
                content = _unpack(archive, info, inner, budget)
            except SolieuError as error:
                if error.path == budget.path:
                    raise
                yield inner, error
                continue
            if sniff.suffix(name) != ".zip":
                yield inner, content
            elif depth >= limits.archive_depth():
                yield inner, SolieuError("too_large", inner, limits.depth_message())
            else:
                try:
                    yield from _members(content, inner, budget, depth + 1)
                except SolieuError as error:
                    if error.path == budget.path:
                        raise
                    yield inner, error


def _open(data: bytes, path: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ZIP as error:
        raise SolieuError("corrupt_zip", path) from error


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, budget: _Budget) -> bytes:
    if info.flag_bits & 1:
        raise SolieuError("encrypted", path)
    if info.file_size > limits.archive_ratio() * max(info.compress_size, 1024):
        raise SolieuError("too_large", path, limits.ratio_message())
    budget.take(info.file_size)
    try:
        data = archive.read(info)
    except BROKEN_ZIP as error:
        raise SolieuError("corrupt_zip", path) from error
    if not data:
        raise SolieuError("empty_file", path)
    return data


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name. Old archivers wrote names in the code page of their machine, which zipfile reads as CP437."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    return "/".join(part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", "."))


def _is_left_aside(name: str) -> bool:
    parts = name.split("/")
    return not name or parts[0] == "__MACOSX" or any(part.startswith((".", "~$")) for part in parts)
