"""From rows to Parquet files: a part a document while files are read, then every dataset in order of documents.

The bytes depend on the rows alone: documents are put in order of partition and id, rows keep their reading order,
file names are fixed, and row groups are cut by the length of their text, so neither workers nor clocks leave a trace.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.datasets.column import PARTITION
from pipeline.datasets.columns import DATASETS
from pipeline.datasets.rows import Row, Rows
from pipeline.datasets.schemas import schema
from pipeline.datasets.versions import Versions
from pipeline.datasets.workspace import move_in_place, usable, workspace

ROW_GROUP = 32 * 1024 * 1024  # bytes of text; about what is held in memory while a dataset is written
FILE_NAME = "part-0.parquet"
_KEY = "key.json"


class Key(NamedTuple):
    """The partition a document belongs to, and its id: the order of documents in every dataset."""

    doc_type_id: str
    year: int
    doc_id: str


def write_part(parts: Path, rows: Rows) -> None:
    """Keep the rows of one document for `write_all`; called by workers."""
    head = rows["documents"][0]
    with usable(parts.parent.parent):
        keep_key(parts, Key(head["doc_type_id"], head["year"], head["doc_id"]))
        for name, content in rows.items():
            if content:
                keep_table(parts, head["doc_id"], name, table(name, content))


def keep_key(parts: Path, key: Key) -> None:
    """Say where a document belongs; the first thing to be kept of it."""
    folder = parts / key.doc_id
    folder.mkdir(parents=True)
    (folder / _KEY).write_text(json.dumps(key), encoding="utf-8")


def keep_table(parts: Path, doc_id: str, name: str, content: pa.Table) -> None:
    """Keep the rows of one document in dataset `name`, as an Arrow file: parts are many, small and soon gone."""
    with pa.ipc.new_file(_part(parts, doc_id, name), content.schema) as writer:
        writer.write_table(content)


def _part(parts: Path, doc_id: str, name: str) -> Path:
    return parts / doc_id / f"{name}.arrow"


def write_all(parts: Path, target: Path, names: Iterable[str]) -> None:
    """Write datasets `names` under `target` from the parts of every document."""
    with usable(target.parent.parent):
        folders = parts.iterdir() if parts.is_dir() else ()
        keys = sorted(Key(*json.loads((folder / _KEY).read_text(encoding="utf-8"))) for folder in folders)
        for name in names:
            _write_dataset(name, parts, target / name, keys)


def write_rows(name: str, rows: Sequence[Row], target: Path, metadata: Mapping[str, str]) -> None:
    """Write one unpartitioned dataset that is small enough to be held as rows; `metadata` goes into the file."""
    with usable(target.parent.parent):
        (target / name).mkdir(parents=True)
        content = table(name, rows)
        content = content.replace_schema_metadata({**content.schema.metadata, **metadata})
        _write(content, target / name / FILE_NAME)


def write_alone(name: str, rows: Sequence[Row], out: Path, made_with: Versions) -> None:
    """Write dataset `name` under `out` in place of an earlier one, the other datasets there left as they are.

    Raises SolieuError `output_unusable`; what was under `out` is then as it was.
    """
    with workspace(out, [name]) as work:
        target = work / "datasets"
        write_rows(name, rows, target, {"pipeline_version": made_with.pipeline, "rules_version": made_with.rules})
        move_in_place(target, out, [name])


def table(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of dataset `name` as they are stored."""
    given = _stored(name)
    # from_pylist would fill a column that the rows misspell with nulls in silence.
    if rows and (missing := set(given.names) - set(rows[0])):
        raise KeyError(f"{name}: no value for {', '.join(sorted(missing))}")
    return pa.Table.from_pylist(list(rows), schema=given)


def _stored(name: str) -> pa.Schema:
    """The schema without the columns that the folder names give."""
    given = schema(name)
    if not DATASETS[name].partitioned:
        return given
    outside = {column.name for column in PARTITION}
    return pa.schema([field for field in given if field.name not in outside], metadata=given.metadata)


def _write_dataset(name: str, parts: Path, folder: Path, keys: Sequence[Key]) -> None:
    """One file a partition; without any row one empty file, so that every reader finds the columns."""
    folder.mkdir(parents=True)
    by_file: dict[Path, list[Path]] = {}
    for key in keys:
        part = _part(parts, key.doc_id, name)
        if part.exists():
            inside = Path(f"doc_type_id={key.doc_type_id}", f"year={key.year}")
            path = (folder / inside if DATASETS[name].partitioned else folder) / FILE_NAME
            by_file.setdefault(path, []).append(part)
    for path, found in by_file.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _concatenate(found, path, _stored(name))
    if not by_file:
        _write(schema(name).empty_table(), folder / FILE_NAME)


def _concatenate(parts: Sequence[Path], path: Path, given: pa.Schema) -> None:
    """One file of all parts. A document never lies in two row groups."""
    with pq.ParquetWriter(path, given, compression="zstd") as writer:
        held: list[pa.Table] = []
        size = 0
        for number, part in enumerate(parts, start=1):
            held.append(_read(part, given))
            size += _text_bytes(held[-1])
            if number == len(parts) or size >= ROW_GROUP:
                writer.write_table(pa.concat_tables(held).combine_chunks())
                held, size = [], 0


def _read(part: Path, given: pa.Schema) -> pa.Table:
    with pa.OSFile(str(part)) as source:
        # A schema that was read back may tell its metadata in another order.
        return pa.Table.from_arrays(pa.ipc.open_file(source).read_all().columns, schema=given)


def _text_bytes(rows: pa.Table) -> int:
    # Not `nbytes`, which depends on how the table came about.
    columns = (column for column in rows.columns if pa.types.is_string(column.type))
    return sum(pc.sum(pc.binary_length(column)).as_py() or 0 for column in columns)


def _write(content: pa.Table, path: Path) -> None:
    pq.write_table(content, path, compression="zstd")
