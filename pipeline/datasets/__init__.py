"""Stage 5: documents and figures become Parquet datasets (`columns` defines, `rows` fills, `writing` writes)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.model import Document


def frame(document: Document) -> pd.DataFrame:
    """The figures of one document, in reading order, with the columns and types of the `figures` dataset."""
    import pyarrow as pa

    from pipeline import extract
    from pipeline.datasets.rows import document_rows
    from pipeline.datasets.schemas import schema
    from pipeline.datasets.versions import versions

    found = extract.figures(document)
    rows = document_rows(document, found.figures, found.references, versions())
    partition = {name: rows["documents"][0][name] for name in ("doc_type_id", "year")}
    table = pa.Table.from_pylist([{**row, **partition} for row in rows["figures"]], schema=schema("figures"))
    result: pd.DataFrame = table.to_pandas()
    return result
