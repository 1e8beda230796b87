"""solieu: Vietnamese resolutions and political reports as structured, auditable data.

import pipeline
doc = pipeline.read("bao-cao.docx")     # -> pipeline.model.Document
frame = pipeline.extract(doc)           # -> pandas.DataFrame, a row a figure
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["extract", "read"]

if TYPE_CHECKING:
    from pipeline import extract
    from pipeline.reading import read


def __getattr__(name: str) -> Any:
    # Lazy, so that `solieu --help` does not pay for pandas and spaCy.
    if name == "read":
        from pipeline.reading import read

        return read
    if name == "extract":  # a package that is callable: see pipeline/extract/__init__.py
        return importlib.import_module("pipeline.extract")
    raise AttributeError(name)
