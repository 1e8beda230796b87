"""A run: every input read by worker processes, every dataset written, the summary."""

from __future__ import annotations

import contextlib
import functools
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from pipeline.batch.inputs import Input, gather, printable
from pipeline.batch.pool import processors, read_all
from pipeline.batch.worker import Outcome, process
from pipeline.datasets import previous, writing
from pipeline.datasets.versions import Versions, versions
from pipeline.datasets.workspace import move_in_place, usable, workspace
from pipeline.errors import ExitCode
from pipeline.ingest import office
from pipeline.ingest.options import DEFAULT, Options

# What every run writes besides `runs`; `changes` and `attainment` come from comparing documents.
DATASETS = (
    *("documents", "texts", "blocks", "figures", "targets", "statistics", "footnoted_figures"),
    *("footnotes", "table_cells", "references", "findings"),
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

    def states(self, *states: str) -> int:
        """Inputs that ended in one of `states`."""
        return sum(outcome.state in states for outcome in self.outcomes)


def run(
    paths: Iterable[str | PathLike[str]],
    out: str | PathLike[str],
    workers: int | None = None,
    progress: Progress | None = None,
    options: Options = DEFAULT,
) -> Summary:
    """Read every file under `paths` and write the datasets under `out`, in place of those of an earlier run.

    `workers`: processes; None is one a processor. `options`: how the files are to be read. One bad file costs itself
    alone. Raises SolieuError `output_unusable`; what was under `out` is then as it was.
    """
    folder, made_with = Path(out), versions()
    with workspace(folder, (*DATASETS, "runs")) as work:
        inputs = gather(paths, folder)
        parts, target = work / "parts", work / "datasets"
        outcomes = []
        for outcome in _outcomes(inputs, folder, work, made_with, workers, options):
            outcomes.append(outcome)
            if progress:
                progress(outcome, len(outcomes), len(inputs))
        summary = Summary(uuid.uuid4().hex[:12], folder, tuple(sorted(outcomes, key=lambda o: o.path)))
        writing.write_all(parts, target, DATASETS)
        with usable(folder):
            seal = {previous.DIGEST: previous.digest(target, DATASETS), previous.OPTIONS: str(options)}
        rows = [_run_row(summary.run_id, outcome, made_with) for outcome in summary.outcomes]
        writing.write_rows("runs", rows, target, seal)
        move_in_place(target, folder, (*DATASETS, "runs"))
    return summary


def _outcomes(
    inputs: Sequence[Input], out: Path, work: Path, made_with: Versions, workers: int | None, options: Options
) -> Iterator[Outcome]:
    """One outcome an input: first what need not be read, then what the workers read, as they end."""
    parts, converted = work / "parts", work / "converted"
    earlier = previous.previous(out, DATASETS, made_with, str(options))
    waiting: dict[str, Input] = {}
    unchanged: dict[str, Input] = {}
    for one in inputs:
        if one.error is not None:
            yield Outcome.of_error(printable(one.path), one.error, one.sha256)
        elif one.doc_id in waiting or one.doc_id in unchanged:
            yield Outcome(printable(one.path), "duplicate", one.sha256, one.doc_id)
        else:
            known = earlier.knows(one.path, one.sha256)
            (unchanged if known else waiting)[one.doc_id] = one
    taken = earlier.take_over(parts, {doc_id: printable(one.path) for doc_id, one in unchanged.items()})
    for doc_id, one in unchanged.items():
        yield Outcome(printable(one.path), "unchanged", one.sha256, doc_id, counts=taken[doc_id])
    # One start of LibreOffice for many files costs little more than for one. What fails here each file will tell.
    with contextlib.suppress(OSError):
        office.preload([one.path for one in waiting.values()], converted, starts=workers or processors())
    reader = functools.partial(process, options=options, converted=converted)
    yield from read_all(list(waiting.values()), parts, made_with, workers, reader)


def _run_row(run_id: str, outcome: Outcome, made_with: Versions) -> dict[str, object]:
    names = ("started_at", "path", "sha256", "doc_id", "state", "error_code", "error_message", "seconds", "peak_mb")
    row: dict[str, object] = {name: getattr(outcome, name) for name in names}
    return {**row, "run_id": run_id, "pipeline_version": made_with.pipeline, "rules_version": made_with.rules}
