"""Workers: bounded, in any order, and one that dies costs one file."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from pipeline.batch.inputs import Input
from pipeline.batch.pool import read_all
from pipeline.batch.worker import Outcome
from pipeline.datasets.versions import Versions

MADE_WITH = Versions("1", "2")


def inputs(*names: str) -> list[Input]:
    return [Input(name, f"{number:064x}"[::-1]) for number, name in enumerate(names, start=1)]


def read_or_die(given: Input, parts: Path, made_with: Versions) -> Outcome:
    """Stands in for reading: names say what happens. Leaves a part behind before it dies."""
    (parts / given.doc_id).mkdir(parents=True)
    if given.path == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if given.path == "exits":
        os._exit(3)
    return Outcome(given.path, "done", given.sha256, given.doc_id)


def count_running(given: Input, parts: Path, made_with: Versions) -> Outcome:
    """Reports as `seconds` how many workers there are."""
    (parts / str(os.getpid())).touch()
    return Outcome(given.path, "done", seconds=len(list(parts.iterdir())))


@pytest.mark.parametrize("workers", [1, 3])
def test_a_worker_that_dies_costs_its_file_alone(tmp_path: Path, workers: int) -> None:
    given = inputs("a", "killed", "b", "c", "exits", "d")
    outcomes = {o.path: o for o in read_all(given, tmp_path, MADE_WITH, workers, read_or_die)}
    assert {path: o.state for path, o in outcomes.items()} == {
        **dict.fromkeys("abcd", "done"),
        **dict.fromkeys(("killed", "exits"), "failed"),
    }
    assert outcomes["killed"].error_code == "worker_died"
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {one.doc_id for one in given if len(one.path) == 1}, "rows of a dead worker must not stay"


@pytest.mark.parametrize(("workers", "files", "most"), [(2, 5, 2), (8, 3, 3), (1, 3, 1)])
def test_no_more_workers_than_asked_for_or_files(tmp_path: Path, workers: int, files: int, most: int) -> None:
    given = inputs(*(str(n) for n in range(files)))
    outcomes = list(read_all(given, tmp_path, MADE_WITH, workers, count_running))
    assert len(outcomes) == files
    assert max(o.seconds for o in outcomes) <= most


def test_nothing_to_read() -> None:
    assert list(read_all([], Path("nowhere"), MADE_WITH, None, read_or_die)) == []
