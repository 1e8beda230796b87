"""The output folder: checked before work, written beside what is there, changed all at once at the end."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.errors import SolieuError

_PREFIX = ".solieu-"  # the working folder lies inside the output folder: one file system, so moves are renames


@contextlib.contextmanager
def workspace(out: Path, names: Iterable[str]) -> Iterator[Path]:
    """A working folder inside `out` for datasets `names`, gone afterwards whatever happens.

    Raises SolieuError `output_unusable` where `out` cannot hold datasets, before any work is done.
    """
    missing = [folder for folder in (out, *out.parents) if not folder.exists()]
    with usable(out):
        _refuse_foreign(out, names)
        out.mkdir(parents=True, exist_ok=True)
        _clear_stale(out)
        work = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=out))
    try:
        with _held(work):
            yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
        for folder in missing:  # created here; rmdir spares what is no longer empty
            with contextlib.suppress(OSError):
                folder.rmdir()


def move_in_place(target: Path, out: Path, names: Sequence[str]) -> None:
    """Put every dataset of `target` in `out` in place of its earlier self; all of them or, on failure, none."""
    kept = target.parent / "replaced"
    moved: list[tuple[Path, Path]] = []

    def move(old: Path, new: Path) -> None:
        old.rename(new)
        moved.append((old, new))

    with usable(out):
        kept.mkdir()
        try:
            for name in names:
                if (out / name).exists():
                    move(out / name, kept / name)
                move(target / name, out / name)
        except BaseException:  # an interrupt, too, must not leave half of the datasets
            for old, new in reversed(moved):
                new.rename(old)
            raise


@contextlib.contextmanager
def usable(out: Path) -> Iterator[None]:
    """Whatever the file system refuses inside becomes `output_unusable`."""
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
    for folder in out.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError), (folder / "lock").open() as lock:
            if _lock(lock.fileno()):
                shutil.rmtree(folder, ignore_errors=True)
