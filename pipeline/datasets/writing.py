"""From rows to Parquet files: a part a document while files are read, then every dataset in order, moved in place.

The bytes depend on the rows alone: documents are put in order of partition and id, rows keep their reading order,
file names are fixed, and row groups are cut by row count, so neither workers nor clocks leave a trace.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.datasets.columns import DATASETS, PARTITION
from pipeline.datasets.rows import Row, Rows
from pipeline.datasets.schemas import schema
from pipeline.errors import SolieuError

ROW_GROUP = 50_000  # rows; about the most that is held in memory while a dataset is written
FILE_NAME = "part-0.parquet"
_WORK = ".solieu-"  # prefix of the working folder inside the output folder: the same file system, so moves are renames


@contextlib.contextmanager
def workspace(out: Path, names: Iterable[str]) -> Iterator[Path]:
    """A working folder inside `out` for datasets `names`, gone afterwards whatever happens.

    Raises SolieuError `output_unusable` where `out` cannot hold datasets, before any work is done.
    """
    _refuse_foreign(out, names)
    missing = [folder for folder in (out, *out.parents) if not folder.exists()]
    with _usable(out):
        out.mkdir(parents=True, exist_ok=True)
        _clear_stale(out)
        work = Path(tempfile.mkdtemp(prefix=_WORK, dir=out))
    try:
        with _held(work):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        for folder in missing:  # created here; rmdir spares what is no longer empty
            with contextlib.suppress(OSError):
                folder.rmdir()


def write_part(parts: Path, rows: Rows) -> None:
    """Keep the rows of one document for `write_all`; called by workers."""
    head = rows["documents"][0]
    with _usable(parts.parent.parent):
        folder = parts / head["doc_id"]
        folder.mkdir(parents=True)
        for name, content in rows.items():
            if content:
                _write(_table(name, content), folder / f"{name}.parquet")
        key = {"doc_type_id": head["doc_type_id"], "year": head["year"]}
        (folder / "key.json").write_text(json.dumps(key), encoding="utf-8")


def write_all(parts: Path, target: Path, names: Iterable[str]) -> None:
    """Write datasets `names` under `target` from the parts of every document."""
    with _usable(target.parent.parent):
        keys = []
        for folder in parts.iterdir() if parts.is_dir() else ():
            key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
            keys.append((key["doc_type_id"], key["year"], folder.name))
        keys.sort()
        for name in names:
            _write_dataset(name, parts, target / name, keys)


def write_rows(name: str, rows: Sequence[Row], target: Path) -> None:
    """Write one unpartitioned dataset that is small enough to be held as rows."""
    with _usable(target.parent.parent):
        (target / name).mkdir(parents=True)
        _write(_table(name, rows), target / name / FILE_NAME)


def move_in_place(target: Path, out: Path, names: Sequence[str]) -> None:
    """Put every dataset of `target` in `out` in place of its earlier self; all of them or, on failure, none."""
    kept = target.parent / "replaced"
    moved: list[tuple[Path, Path]] = []

    def move(old: Path, new: Path) -> None:
        old.rename(new)
        moved.append((old, new))

    with _usable(out):
        kept.mkdir()
        try:
            for name in names:
                if (out / name).exists():
                    move(out / name, kept / name)
                move(target / name, out / name)
        except OSError:
            for old, new in reversed(moved):
                new.rename(old)
            raise


def _write_dataset(name: str, parts: Path, folder: Path, keys: Sequence[tuple[str, int, str]]) -> None:
    """One file a partition; without any row one empty file, so that every reader finds the columns."""
    folder.mkdir(parents=True)
    partitioned = DATASETS[name].partitioned
    by_file: dict[Path, list[Path]] = {}
    for doc_type_id, year, doc_id in keys:
        part = parts / doc_id / f"{name}.parquet"
        if part.exists():
            inside = Path(f"doc_type_id={doc_type_id}", f"year={year}") if partitioned else Path()
            by_file.setdefault(folder / inside / FILE_NAME, []).append(part)
    for path, found in by_file.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _concatenate(found, path)
    if not by_file:
        _write(schema(name).empty_table(), folder / FILE_NAME)


def _concatenate(parts: Sequence[Path], path: Path) -> None:
    first = pq.read_schema(parts[0])
    with pq.ParquetWriter(path, first, compression="zstd") as writer:
        held: list[pa.Table] = []
        for part in parts:
            held.append(pq.read_table(part, schema=first, partitioning=None))
            if sum(table.num_rows for table in held) >= ROW_GROUP:
                writer.write_table(pa.concat_tables(held).combine_chunks())
                held = []
        if held:
            writer.write_table(pa.concat_tables(held).combine_chunks())


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows as a table, without the columns that the folder names give."""
    given = schema(name)
    if DATASETS[name].partitioned:
        outside = {column.name for column in PARTITION}
        given = pa.schema([f for f in given if f.name not in outside], metadata=given.metadata)
    _check_columns(name, rows, given)
    return pa.Table.from_pylist(list(rows), schema=given)


def _check_columns(name: str, rows: Sequence[Row], given: pa.Schema) -> None:
    """from_pylist would fill a misspelt column with nulls in silence."""
    wanted = set(given.names)
    for row in rows[:1]:
        if missing := wanted - set(row):
            raise KeyError(f"{name}: no value for {', '.join(sorted(missing))}")


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


@contextlib.contextmanager
def _usable(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SolieuError("output_unusable", str(out), error.strerror or str(error)) from error


def _refuse_foreign(out: Path, names: Iterable[str]) -> None:
    """Spare a folder that happens to bear a dataset's name, such as the reader's own `texts/`."""
    if out.exists() and not out.is_dir():
        raise SolieuError("output_unusable", str(out), "đã có một tệp cùng tên")
    for name in names:
        folder = out / name
        if folder.exists() and not all(_is_ours(path) for path in [folder, *folder.rglob("*")]):
            raise SolieuError("output_unusable", str(folder), "trong đó có tệp không phải của solieu")


def _is_ours(path: Path) -> bool:
    return path.is_dir() or (path.suffix == ".parquet" and path.is_file())


@contextlib.contextmanager
def _held(work: Path) -> Iterator[None]:
    """Mark the working folder as in use, for `_clear_stale` of another run."""
    with (work / "lock").open("w") as lock:
        _lock(lock.fileno())
        yield


def _lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: leftovers stay
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _clear_stale(out: Path) -> None:
    """Remove what runs that were killed left behind."""
    for folder in out.glob(f"{_WORK}*"):
        with contextlib.suppress(OSError), (folder / "lock").open() as lock:
            if _lock(lock.fileno()):
                shutil.rmtree(folder, ignore_errors=True)
