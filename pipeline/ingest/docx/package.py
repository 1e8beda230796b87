"""The zip package of a Word file: its parts, read safely and one at a time.

python-docx opens every part at once and fails on a missing optional one (a relationship to `NULL`, which
real files have); this reads only what is asked for, under limits, and says what it could not read.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from pipeline.errors import SolieuError
from pipeline.ingest import limits, salvage
from pipeline.ingest.docx.folding import Folding
from pipeline.ingest.docx.names import STRICT, W

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# What zipfile raises on damaged archives, as fuzzing found.
BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(ValueError, OSError, EOFError, NotImplementedError, RuntimeError, OverflowError),
)
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTION_STREAM = "EncryptionInfo".encode("utf-16-le")


class Relation(NamedTuple):
    kind: str  # last word of the relationship type: footnotes, header, image …
    target: str  # name of the part in the package, or the address of an external one
    external: bool


class Package:
    """Parts of one .docx.

    Raises SolieuError: `encrypted`, `corrupt_docx`, `too_large`. A part that is missing or broken is None
    where the caller can do without it, and named in `warnings`.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        self.warnings: list[str] = []
        if data[:8] == OLE2:
            code = "encrypted" if _ENCRYPTION_STREAM in data else "corrupt_docx"
            raise SolieuError(code, path, "" if code == "encrypted" else "tệp là .doc kiểu cũ, không phải .docx")
        self._zip = self._open(data)
        # Names differ in case or begin with a slash in files of careless writers.
        self._names = {_plain(info.filename): info for info in self._zip.infolist()}
        self._budget = limits.unpacked_bytes()
        self.folding = Folding()  # of the main part
        self.main = self._find_main()

    def _open(self, data: bytes) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP as error:
            left = salvage.package(data)
            if left is None:
                raise SolieuError("corrupt_docx", self.path, "không mở được gói zip") from error
            self.warnings.append(salvage.WARNING)
            return zipfile.ZipFile(io.BytesIO(left))

    def _find_main(self) -> str:
        for relation in self.relations("").values():
            if relation.kind == "officeDocument":
                return relation.target
        return "word/document.xml"

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._names

    def names(self) -> Iterator[str]:
        return (info.filename for info in self._names.values())

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises KeyError where it is missing, ValueError where it is broken."""
        info = self._names[_plain(name)]
        if info.flag_bits & 1:
            raise SolieuError("encrypted", self.path)
        if info.file_size > self._budget:
            raise SolieuError("too_large", self.path, limits.unpacked_message())
        self._budget -= info.file_size
        try:
            return self._zip.read(info)
        except BROKEN_ZIP as error:
            raise ValueError(f"không giải nén được {name}") from error

    def document(self) -> etree._Element:
        """The root of the main part; its absence is the end (`corrupt_docx`)."""
        try:
            root = parse_xml(self.folding.fold(self.read(self.main), parse_xml))
        except KeyError as error:
            raise SolieuError("corrupt_docx", self.path, f"thiếu {self.main}") from error
        except ValueError as error:
            raise SolieuError("corrupt_docx", self.path, f"{self.main}: {error}") from error
        if root.tag != W + "document":
            raise SolieuError("corrupt_docx", self.path, f"{self.main} không phải văn bản Word")
        return root

    def xml(self, name: str, lighten: Callable[[bytes], bytes] | None = None) -> etree._Element | None:
        """The root of an optional part; None and a warning where it is missing or broken.

        `lighten` takes out of its bytes what need not be parsed.
        """
        try:
            data = self.read(name)
            return parse_xml(lighten(data) if lighten else data)
        except KeyError:
            self.warnings.append(f"gói .docx thiếu phần {name}")
        except ValueError as error:
            self.warnings.append(f"gói .docx có phần {name} hỏng ({error})")
        return None

    def relations(self, part: str) -> dict[str, Relation]:
        """Relationships of `part` by id; of the package itself for ""."""
        folder, file = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if name not in self:
            return {}
        root = self.xml(name)
        found: dict[str, Relation] = {}
        for node in root.iter(RELATIONSHIP) if root is not None else ():
            external = node.get("TargetMode") == "External"
            target = node.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[node.get("Id", "")] = Relation(node.get("Type", "").rsplit("/", 1)[-1], target, external)
        return found


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def parse_xml(data: bytes) -> etree._Element:
    """Parse without entities, DTD or network. Raises ValueError where it is not well-formed or declares a DTD."""
    if b"purl.oclc.org/ooxml" in data[:8192]:
        for strict, transitional in STRICT:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValueError(f"XML sai: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("XML khai báo DTD")
    return root
