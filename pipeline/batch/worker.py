"""One file, read in a process of its own, whatever is wrong with it."""

from __future__ import annotations

import datetime as dt
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.batch.inputs import Input, printable
from pipeline.datasets.versions import Versions
from pipeline.errors import SolieuError
from pipeline.ingest import office
from pipeline.ingest.options import DEFAULT, Options

State = Literal["done", "unchanged", "duplicate", "failed"]


@dataclass(slots=True)
class Outcome:
    """What became of one input: a row of `runs`, and what the closing summary counts."""

    path: str
    state: State
    sha256: str = ""
    doc_id: str = ""
    error_code: str = ""
    error_message: str = ""
    started_at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    seconds: float = 0.0
    peak_mb: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)  # rows a dataset
    trace: str = ""  # of an unexpected error

    @classmethod
    def of_error(cls, path: str, error: SolieuError, sha256: str = "") -> Outcome:
        return cls(path, "failed", sha256, error_code=error.code, error_message=error.sentence)


def process(
    given: Input, parts: Path, made_with: Versions, options: Options = DEFAULT, converted: Path | None = None
) -> Outcome:
    """Read `given`, keep its rows under `parts`. Raises only `output_unusable`, which concerns the whole run.

    `converted`: where pipeline.ingest.office.preload left its conversions.
    """
    office.use(converted)
    shown = printable(given.path)
    started, clock = dt.datetime.now(dt.UTC), time.perf_counter()
    _reset_peak()
    try:
        counts = _keep_rows(given.path, shown, parts, made_with, options)
        outcome = Outcome(shown, "done", given.sha256, given.doc_id, counts=counts)
    except SolieuError as error:
        if error.code == "output_unusable":
            raise
        outcome = Outcome.of_error(shown, error, given.sha256)
    except Exception as error:
        # One file must never stop a run, whatever a parser trips over.
        wrapped = SolieuError("internal", shown, f"{type(error).__name__}: {error}")
        outcome = Outcome.of_error(shown, wrapped, given.sha256)
        outcome.trace = traceback.format_exc()
    outcome.started_at, outcome.seconds = started, time.perf_counter() - clock
    outcome.peak_mb = _peak_mb()
    return outcome


def _keep_rows(path: str, shown: str, parts: Path, made_with: Versions, options: Options) -> dict[str, int]:
    from pipeline import audit, extract, reading
    from pipeline.audit.rows import rows as finding_rows
    from pipeline.datasets.rows import document_rows
    from pipeline.datasets.writing import write_part

    document = reading.read_with(path, options)
    document.path = shown
    found = extract.figures(document)
    try:
        findings = audit.findings(document, found)
    except Exception as error:  # what was read is worth more than its audit
        document.warnings.append(f"không kiểm tra được số liệu: {type(error).__name__}: {error}")
        findings = []
    rows = document_rows(document, found.figures, found.references, made_with)
    rows["findings"] = finding_rows(document, findings)
    write_part(parts, rows)
    return {name: len(content) for name, content in rows.items()}


def _reset_peak() -> None:
    """Let the kernel forget the peak of the files before (Linux)."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def _peak_mb() -> float:
    """Highest resident memory since `_reset_peak` in MB; since the process began where the kernel cannot say."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
