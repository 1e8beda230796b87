"""Files: readable by all, the same bytes whatever the order, nothing half-written, nothing of others harmed."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from mocks import document_of, figure_at

from pipeline.datasets import writing
from pipeline.datasets.rows import Rows, document_rows
from pipeline.datasets.schemas import schema
from pipeline.datasets.versions import Versions
from pipeline.datasets.workspace import move_in_place, workspace
from pipeline.errors import SolieuError
from pipeline.model import Letterhead

NAMES = ("documents", "texts", "blocks", "figures", "targets", "statistics", "table_cells")


@pytest.fixture
def three() -> list[Rows]:
    """Rows of three documents of two types; none has a target or a table."""
    rows = []
    for number, (doc_type, year) in enumerate([("nghị quyết", 2020), ("báo cáo", 2019), ("nghị quyết", 2020)]):
        document = document_of(f"Đạt {number + 2} tỷ đồng.", f"Tăng {number + 3} %.", doc_id=f"{number:016x}")
        document.letterhead, document.year = Letterhead(doc_type=doc_type), year
        rows.append(document_rows(document, [figure_at(document, f"{number + 2} tỷ đồng")], [], Versions("1", "2")))
    return rows


def write(rows: list[Rows], out: Path) -> Path:
    with workspace(out, NAMES) as work:
        for one in rows:
            writing.write_part(work / "parts", one)
        writing.write_all(work / "parts", work / "datasets", NAMES)
        move_in_place(work / "datasets", out, NAMES)
    return out


def digest(out: Path) -> dict[str, str]:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_bytes_do_not_depend_on_the_order_of_documents(three: list[Rows], tmp_path: Path) -> None:
    assert digest(write(three, tmp_path / "a")) == digest(write(three[::-1], tmp_path / "b"))


def test_partitions(three: list[Rows], tmp_path: Path) -> None:
    out = write(three, tmp_path)
    assert [str(p.relative_to(out)) for p in sorted(out.glob("figures/**/*.parquet"))] == [
        "figures/doc_type_id=bao-cao/year=2019/part-0.parquet",
        "figures/doc_type_id=nghi-quyet/year=2020/part-0.parquet",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_all_readers_see_the_same_rows_and_columns(three: list[Rows], tmp_path: Path, name: str) -> None:
    out = write(three, tmp_path)
    wanted = schema(name).names
    count = sum(len(rows[name]) for rows in three)
    by_pandas = pd.read_parquet(out / name)
    by_polars = pl.read_parquet(out / name)
    by_duckdb = duckdb.sql(f"select * from read_parquet('{out / name}/**/*.parquet')")
    assert set(by_pandas.columns) == set(by_polars.columns) == set(by_duckdb.columns) == set(wanted)
    assert len(by_pandas) == len(by_polars) == len(by_duckdb.fetchall()) == count


def test_values_come_back(three: list[Rows], tmp_path: Path) -> None:
    out = write(three, tmp_path)
    sql = f"select quote, year, doc_type_id from read_parquet('{out}/figures/**/*.parquet') order by quote"
    wanted = [("2 tỷ đồng", 2020, "nghi-quyet"), ("3 tỷ đồng", 2019, "bao-cao"), ("4 tỷ đồng", 2020, "nghi-quyet")]
    assert duckdb.sql(sql).fetchall() == wanted
    columns = ["quote", "year", "doc_type_id"]
    assert pl.read_parquet(out / "figures").select(columns).sort("quote").rows() == wanted
    by_pandas = pd.read_parquet(out / "figures").sort_values("quote")[columns]
    assert [tuple(row) for row in by_pandas.itertuples(index=False)] == wanted


def test_an_empty_dataset_has_its_columns(three: list[Rows], tmp_path: Path) -> None:
    frame = pd.read_parquet(write(three, tmp_path) / "targets")
    assert frame.empty
    assert list(frame.columns) == schema("targets").names


def test_whole_numbers_stay_whole_beside_nulls(three: list[Rows], tmp_path: Path) -> None:
    three[0]["blocks"][0]["page"] = 4
    pages = pd.read_parquet(write(three, tmp_path) / "blocks")["page"]
    assert pages.dtype == "Int64"
    assert [str(page) for page in pages if not pd.isna(page)] == ["4"]
    assert pages.isna().sum() == 5


def test_metadata_is_in_the_files(three: list[Rows], tmp_path: Path) -> None:
    file = next((write(three, tmp_path) / "figures").rglob("*.parquet"))
    assert pq.read_schema(file).field("quote").metadata[b"title_vi"] == "Trích nguyên văn".encode()


def test_many_row_groups_hold_the_same_rows(three: list[Rows], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pd.read_parquet(write(three, tmp_path / "a") / "blocks")
    monkeypatch.setattr(writing, "ROW_GROUP", 10)
    out = write(three, tmp_path / "b")
    assert pq.ParquetFile(out / "blocks" / "part-0.parquet").num_row_groups == 3
    pd.testing.assert_frame_equal(pd.read_parquet(out / "blocks"), whole)


def test_a_missing_value_is_an_error_not_a_null(three: list[Rows], tmp_path: Path) -> None:
    del three[0]["figures"][0]["unit"]
    with pytest.raises(KeyError, match="unit"):
        write(three, tmp_path)


def test_an_earlier_run_is_replaced_wholly(three: list[Rows], tmp_path: Path) -> None:
    write(three, tmp_path)
    out = write(three[:1], tmp_path)
    assert len(pd.read_parquet(out / "documents")) == 1
    assert not list(out.glob("figures/doc_type_id=bao-cao"))


def test_other_files_of_the_output_folder_stay(three: list[Rows], tmp_path: Path) -> None:
    (tmp_path / "ghi-chu.txt").write_text("của tôi")
    (tmp_path / "changes").mkdir()
    write(three, tmp_path)
    assert (tmp_path / "ghi-chu.txt").read_text() == "của tôi"
    assert (tmp_path / "changes").is_dir()
    assert not list(tmp_path.glob(".solieu-*"))


def test_a_folder_of_others_with_the_name_of_a_dataset_is_spared(three: list[Rows], tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "bao-cao.docx").write_bytes(b"quan trong")
    with pytest.raises(SolieuError) as caught:
        write(three, tmp_path)
    assert caught.value.code == "output_unusable"
    assert [p.name for p in tmp_path.iterdir()] == ["texts"]


def test_a_file_in_place_of_the_folder(three: list[Rows], tmp_path: Path) -> None:
    (tmp_path / "out").write_text("tệp")
    for out in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(SolieuError) as caught:
            write(three, out)
        assert caught.value.code == "output_unusable"
    assert (tmp_path / "out").read_text() == "tệp"


@pytest.mark.parametrize("before", [False, True])
def test_a_full_disk_leaves_what_was_there(
    three: list[Rows], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    out = tmp_path / "new" / "out"
    if before:
        write(three, out)
    old = digest(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "_concatenate", full)
    with pytest.raises(SolieuError) as caught:
        write(three[:1], out)
    assert caught.value.code == "output_unusable"
    assert digest(tmp_path) == old
    assert out.exists() == before


def test_a_failed_move_puts_everything_back(three: list[Rows], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = write(three, tmp_path / "out")
    old = digest(out)
    real, calls = Path.rename, []

    def failing(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 6:
            raise OSError(errno.EACCES, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(SolieuError):
        write(three[:1], out)
    monkeypatch.undo()
    assert digest(out) == old


def test_leftovers_of_a_killed_run_are_cleared_those_of_a_running_one_are_not(tmp_path: Path) -> None:
    killed = tmp_path / ".solieu-killed"
    killed.mkdir()
    (killed / "lock").touch()
    with workspace(tmp_path, NAMES) as running:
        assert not killed.exists()
        with workspace(tmp_path, NAMES):
            assert running.exists()
    assert not list(tmp_path.iterdir())
