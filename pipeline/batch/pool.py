"""Worker processes: as many files at a time as there are workers, and a worker that dies costs one file."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from pipeline.batch.inputs import Input, printable
from pipeline.batch.worker import Outcome, process
from pipeline.datasets.versions import Versions
from pipeline.errors import SolieuError

Work = Callable[[Input, Path, Versions], Outcome]


def read_all(
    waiting: Sequence[Input], parts: Path, made_with: Versions, workers: int | None, work: Work = process
) -> Iterator[Outcome]:
    """Outcomes as they come; the rows of what was read lie under `parts`.

    A worker that dies takes its pool with it and does not say which file it had. What was under way is read again,
    each file in a pool of its own, so that only the one that kills its worker is lost.
    """
    size = max(1, min(workers or processors(), len(waiting)))
    left = list(reversed(waiting))
    while left:
        suspects: list[Input] = []
        running: dict[Future[Outcome], Input] = {}
        with _pool(size) as pool:
            while (left or running) and not suspects:
                while left and len(running) < size:
                    one = left.pop()
                    running[pool.submit(work, one, parts, made_with)] = one
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    one = running.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        suspects.append(one)
        for one in (*suspects, *running.values()):
            yield _alone(one, parts, made_with, work)


def _alone(one: Input, parts: Path, made_with: Versions, work: Work) -> Outcome:
    _forget(one, parts)
    with _pool(1) as pool:
        try:
            return pool.submit(work, one, parts, made_with).result()
        except BrokenProcessPool:
            _forget(one, parts)
            shown = printable(one.path)
            return Outcome.of_error(shown, SolieuError("worker_died", shown), one.sha256)


def _forget(one: Input, parts: Path) -> None:
    """Remove the rows that a dead worker may have begun to write."""
    shutil.rmtree(parts / one.doc_id, ignore_errors=True)


@contextlib.contextmanager
def _pool(size: int) -> Iterator[ProcessPoolExecutor]:
    """Worker processes that end with the work, at once when it is broken off (an interrupt, a full disk)."""
    # Not fork: the parent may hold threads (a progress bar), and a fork would copy their locks.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    context.set_forkserver_preload(["pipeline.batch.warm"])  # without effect where workers are spawned
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(size, context, initializer=_begin, initargs=(size,)) as pool:
        try:
            yield pool
        except BaseException:
            for child in set(multiprocessing.active_children()) - others:
                child.kill()
            raise


def _begin(size: int) -> None:
    """What one of `size` workers does first."""
    # Each with a page more than its share: when the last files are large, no processor waits.
    os.environ.setdefault("SOLIEU_OCR_JOBS", str(min(processors(), processors() // size + 1)))
    _end_with_parent()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def processors() -> int:
    """Processors this process may use; a container often has fewer than the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
