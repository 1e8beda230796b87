"""A run: every input read by worker processes, every dataset written, the summary."""

from __future__ import annotations

import multiprocessing
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import pipeline
from pipeline import rules
from pipeline.batch.inputs import Input, gather, printable
from pipeline.batch.worker import Outcome, process
from pipeline.errors import ExitCode, SolieuError

# What every run writes; `changes` comes from comparing drafts.
DATASETS = (
    *("documents", "texts", "blocks", "figures", "targets", "statistics", "footnoted_figures"),
    *("footnotes", "table_cells", "references", "runs"),
)

Progress = Callable[[Outcome, int, int], None]  # outcome, done so far, all


@dataclass(frozen=True)
class Summary:
    """What a run did; `outcomes` are sorted by path, one an input."""

    run_id: str
    out: Path
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> list[Outcome]:
        """Inputs that should have been read and were not; Word's lock files are no such inputs."""
        return [o for o in self.outcomes if o.state == "failed" and o.error_code != "lock_file"]

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.some_failed if self.failed else ExitCode.ok

    def count(self, dataset: str) -> int:
        """Rows written to `dataset`."""
        return sum(outcome.counts.get(dataset, 0) for outcome in self.outcomes)

    def states(self, state: str) -> int:
        return sum(outcome.state == state for outcome in self.outcomes)


def run(
    paths: Iterable[str | PathLike[str]],
    out: str | PathLike[str],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read every file under `paths` and write the datasets under `out`, in place of those of an earlier run.

    `workers`: processes; None is one a processor. One bad file costs itself alone. Raises SolieuError `output_unusable`
    (nothing is changed then).
    """
    from pipeline.datasets import writing

    folder = Path(out)
    with writing.workspace(folder, DATASETS) as work:
        inputs = gather(paths, folder)
        parts, target = work / "parts", work / "datasets"
        versions = (pipeline.__version__, rules.version())
        outcomes = _outcomes(inputs, str(parts), versions, workers, progress)
        summary = Summary(uuid.uuid4().hex[:12], folder, tuple(sorted(outcomes, key=lambda o: o.path)))
        names = [name for name in DATASETS if name != "runs"]
        writing.write_all(parts, target, names)
        writing.write_rows("runs", [_run_row(summary.run_id, o, versions) for o in summary.outcomes], target)
        writing.move_in_place(target, folder, DATASETS)
    return summary


def _outcomes(
    inputs: Sequence[Input], parts: str, versions: tuple[str, str], workers: int | None, progress: Progress | None
) -> list[Outcome]:
    outcomes: list[Outcome] = []

    def add(outcome: Outcome) -> None:
        if outcome.error_code == "output_unusable":
            error = SolieuError("output_unusable", outcome.path)
            error.sentence = outcome.error_message
            raise error
        outcomes.append(outcome)
        if progress:
            progress(outcome, len(outcomes), len(inputs))

    first_of: dict[str, str] = {}
    waiting: list[Input] = []
    for one in inputs:
        if one.error is not None:
            add(Outcome.of_error(printable(one.path), one.error, one.sha256))
        elif one.sha256 in first_of:
            add(Outcome(printable(one.path), "duplicate", one.sha256, one.sha256[:16]))
        else:
            first_of[one.sha256] = one.path
            waiting.append(one)
    for outcome in _read_all(waiting, parts, versions, workers):
        add(outcome)
    return outcomes


def _read_all(waiting: list[Input], parts: str, versions: tuple[str, str], workers: int | None) -> Iterator[Outcome]:
    """Outcomes as they come. A worker that dies takes its pool with it: what was under way is read again, each
    in a pool of its own, so that only the file that kills its worker is lost."""
    size = min(workers or os.cpu_count() or 1, len(waiting))
    left = list(reversed(waiting))
    while left:
        suspects: list[Input] = []
        with _pool(size) as pool:
            running: dict[Future[Outcome], Input] = {}
            while (left or running) and not suspects:
                while left and len(running) < size:
                    one = left.pop()
                    running[pool.submit(process, one, parts, versions)] = one
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    one = running.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        suspects.append(one)
            suspects += running.values()
        for one in suspects:
            yield _alone(one, parts, versions)


def _alone(one: Input, parts: str, versions: tuple[str, str]) -> Outcome:
    import shutil

    shutil.rmtree(Path(parts, one.sha256[:16]), ignore_errors=True)  # what the dead worker may have begun
    with _pool(1) as pool:
        try:
            return pool.submit(process, one, parts, versions).result()
        except BrokenProcessPool:
            shutil.rmtree(Path(parts, one.sha256[:16]), ignore_errors=True)
            shown = printable(one.path)
            return Outcome.of_error(shown, SolieuError("worker_died", shown), one.sha256)


def _pool(size: int) -> ProcessPoolExecutor:
    # Not fork: the parent may hold threads (progress bar) and a fork would copy their locks.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    return ProcessPoolExecutor(size, mp_context=context)


def _run_row(run_id: str, outcome: Outcome, versions: tuple[str, str]) -> dict[str, object]:
    names = ("started_at", "path", "sha256", "doc_id", "state", "error_code", "error_message", "seconds", "peak_mb")
    row: dict[str, object] = {name: getattr(outcome, name) for name in names}
    return {**row, "run_id": run_id, "pipeline_version": versions[0], "rules_version": versions[1]}
