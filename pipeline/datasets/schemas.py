"""Arrow schemas of the datasets, with titles and meanings as field metadata."""

from __future__ import annotations

import functools

import pyarrow as pa

from pipeline.datasets.columns import DATASETS, PARTITION, SCHEMA_VERSION, Column, ColumnType

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
    metadata = {"title_vi": dataset.title_vi, "row": dataset.row, "schema_version": SCHEMA_VERSION}
    return pa.schema([_field(column) for column in columns], metadata=metadata)


def _field(column: Column) -> pa.Field:
    metadata = {"title_vi": column.title_vi, "title_en": column.title_en, "description": column.description}
    return pa.field(column.name, _ARROW[column.type], metadata=metadata)
