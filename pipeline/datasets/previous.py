"""What an earlier run left in the output folder and need not be read again.

A document is taken over when its bytes, the program, the rules and the reading options are those of the earlier run
and no dataset file was touched since: its rows are then what reading it again would give, so the files come out the
same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.datasets.column import SCHEMA_VERSION
from pipeline.datasets.versions import Versions
from pipeline.datasets.workspace import usable
from pipeline.datasets.writing import FILE_NAME, Key, keep_key, keep_table

DIGEST = "datasets_sha256"  # in the metadata of the `runs` file: what `digest` gave when the run ended
OPTIONS = "reading_options"  # beside it: the choices the run read its files with


def digest(folder: Path, names: Sequence[str]) -> str:
    """SHA-256 over names and bytes of every file of the datasets `names` under `folder`."""
    total = hashlib.sha256()
    for name in sorted(names):
        for path in sorted((folder / name).rglob("*.parquet")):
            with path.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
            total.update(f"{path.relative_to(folder).as_posix()}\0{content}\0".encode())
    return total.hexdigest()


@dataclass(frozen=True)
class Previous:
    """The datasets `names` (without `runs`) of an earlier run under `out`; `suffixes`: SHA-256 to file suffix."""

    out: Path
    names: tuple[str, ...]
    suffixes: Mapping[str, str]

    def knows(self, path: str, sha256: str) -> bool:
        """True where a file of these bytes was read under a name of the same kind (the name can decide the format)."""
        return self.suffixes.get(sha256) == Path(path).suffix.lower()

    def take_over(self, parts: Path, paths: Mapping[str, str]) -> dict[str, dict[str, int]]:
        """Keep the rows of the documents in `paths` (doc_id to present path) under `parts`; rows a dataset of each."""
        counts: dict[str, dict[str, int]] = {doc_id: {} for doc_id in paths}
        if not paths:
            return counts
        with usable(self.out):
            for name in ("documents", *(n for n in self.names if n != "documents")):
                for file in sorted((self.out / name).rglob("*.parquet")):
                    for doc_id, rows in _of_documents(file, paths):
                        if name == "documents":
                            keep_key(parts, _key(file, doc_id))
                            rows = _with_path(rows, paths[doc_id])
                        keep_table(parts, doc_id, name, rows)
                        counts[doc_id][name] = rows.num_rows
        return counts


def previous(out: Path, names: Sequence[str], versions: Versions, options: str = "") -> Previous:
    """The earlier run under `out`; one that knows nothing where there is none or it cannot be relied on."""
    try:
        stated = pq.read_schema(out / "runs" / FILE_NAME).metadata or {}
        total = stated.get(DIGEST.encode(), b"").decode()
        if stated.get(OPTIONS.encode(), b"").decode() != options or not total or total != digest(out, names):
            return Previous(out, tuple(names), {})
        columns = ["sha256", "path", "pipeline_version", "rules_version", "schema_version"]
        rows = pq.read_table(out / "documents", columns=columns).to_pylist()
    except (OSError, pa.ArrowException):
        return Previous(out, tuple(names), {})
    wanted = (*versions, SCHEMA_VERSION)
    same = [r for r in rows if (r["pipeline_version"], r["rules_version"], r["schema_version"]) == wanted]
    return Previous(out, tuple(names), {r["sha256"]: Path(r["path"]).suffix.lower() for r in same})


def _of_documents(file: Path, wanted: Mapping[str, str]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of every wanted document in the file; a document's rows never lie in two row groups."""
    source = pq.ParquetFile(file)
    for group in range(source.num_row_groups):
        rows = source.read_row_group(group)
        for doc_id in rows["doc_id"].unique().to_pylist():
            if doc_id in wanted:
                yield doc_id, rows.filter(pc.equal(rows["doc_id"], doc_id))


def _key(file: Path, doc_id: str) -> Key:
    doc_type_id, year = (folder.partition("=")[2] for folder in file.parts[-3:-1])
    return Key(doc_type_id, int(year), doc_id)


def _with_path(rows: pa.Table, path: str) -> pa.Table:
    at = rows.schema.get_field_index("path")
    return rows.set_column(at, rows.schema.field(at), pa.array([path], pa.string()))
