"""Stage 4: the figures and references of a Document.

    extraction = pipeline.extract.figures(document)      # -> Extraction: figures, rejected, references
    frame = pipeline.extract(document)                   # -> pandas.DataFrame, a row a figure

The package itself is callable, so that `pipeline.extract(doc)` reads as users write it.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from pipeline.extract.figures import Extraction, figures

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model import Document

__all__ = ["Extraction", "figures"]


class _Callable(ModuleType):
    def __call__(self, document: Document) -> pd.DataFrame:
        """The figures of `document` with the columns of the `figures` dataset, in reading order."""
        from pipeline.datasets import frame

        return frame(document)


sys.modules[__name__].__class__ = _Callable
