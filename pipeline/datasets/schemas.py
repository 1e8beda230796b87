"""Arrow schemas of the datasets, with titles and meanings as field metadata."""

from __future__ import annotations

import functools
import json

import pyarrow as pa

from pipeline.datasets.column import PARTITION, SCHEMA_VERSION, Column, ColumnType
from pipeline.datasets.columns import DATASETS

_ARROW: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "time": pa.timestamp("us", tz="UTC"),
    "texts": pa.list_(pa.string()),
    "box": pa.list_(pa.float64()),
}


@functools.cache
def schema(name: str) -> pa.Schema:
    """The schema of dataset `name`; of a partitioned one with the partition columns last, as readers see it."""
    dataset = DATASETS[name]
    columns = dataset.columns + (PARTITION if dataset.partitioned else ())
    fields = [_field(column) for column in columns]
    metadata = {"title_vi": dataset.title_vi, "row": dataset.row, "schema_version": SCHEMA_VERSION}
    return pa.schema(fields, metadata=metadata | {"pandas": _for_pandas(fields)})


def _for_pandas(fields: list[pa.Field]) -> str:
    """What pandas is told of the columns: whole numbers stay whole beside nulls (`Int64`, not 4.0), and no index.

    The form is that of pandas' own developer guide (Storing pandas DataFrame objects in Apache Parquet format).
    """
    columns = [
        {"name": f.name, "field_name": f.name, "pandas_type": "int64", "numpy_type": "Int64", "metadata": None}
        for f in fields
        if pa.types.is_integer(f.type) and f.name not in {column.name for column in PARTITION}
    ]
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "2.2.0"})


def _field(column: Column) -> pa.Field:
    metadata = {"title_vi": column.title_vi, "title_en": column.title_en, "description": column.description}
    return pa.field(column.name, _ARROW[column.type], metadata=metadata)
