"""What a row was made with."""

from __future__ import annotations

import functools
import hashlib
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import pipeline
from pipeline import rules

# Libraries whose version can change what is read from the same bytes.
LIBRARIES = ("lxml", "pdfplumber", "pypdfium2", "python-docx", "pyvi", "regex", "spacy")


class Versions(NamedTuple):
    """The columns `pipeline_version` and `rules_version`."""

    pipeline: str  # 0.1.0+1a2b3c4d: the release, then 8 hex digits over its source and the libraries it reads with
    rules: str


@functools.cache
def versions() -> Versions:
    """Those of this process. Two programs of the same version read the same bytes alike."""
    digest = hashlib.sha256()
    package = Path(pipeline.__file__).parent
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\0".encode())
    return Versions(f"{pipeline.__version__}+{digest.hexdigest()[:8]}", rules.version())
