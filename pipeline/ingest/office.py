"""Everything that LibreOffice reads for us: .doc, .rtf, .odt become .docx, spreadsheets become HTML.

This is the one place that starts soffice: without a window, with a profile of its own each time (no setting of the
user's, no lock of a running LibreOffice), macros and links off, a time limit, and many files in one start. A file that
makes it crash or hang costs itself alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import SolieuError
from pipeline.ingest import limits, salvage, sniff
from pipeline.ingest.options import DEFAULT, Options
from pipeline.model import Raw

# What a kind of file is converted to, and the name LibreOffice knows it by.
TARGETS = {
    **{"doc": ("docx", ".doc"), "rtf": ("docx", ".rtf"), "odt": ("docx", ".odt"), "wordxml": ("docx", ".xml")},
    **{"xls": ("html", ".xls"), "xlsx": ("html", ".xlsx"), "ods": ("html", ".ods")},
}
_FILTERS = {"docx": "docx:MS Word 2007 XML", "html": "html:HTML (StarCalc)"}
_BATCH = 50  # files in one start
_BATCH_BYTES = 64 * limits.MIB
_USUAL_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# Numbers of a spreadsheet come as a Vietnamese machine shows them. Macros never run, links are never followed, and
# what a document would fetch from the network goes to a proxy that is not there.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</oor:items>"""
_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_SETTINGS = (
    ("Setup/L10N", "ooSetupSystemLocale", "vi-VN"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
# Stands between us and soffice (a script that starts other programs): it ends them all when told to, and when we are
# killed it sees its input close, ends them and clears up after us.
_KEEPER = """
import os, shutil, signal, subprocess, sys, threading
soffice = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, start_new_session=True)
ending = threading.Event()
def watch():
    told = sys.stdin.buffer.read(1)
    ending.set()
    try:
        os.killpg(soffice.pid, signal.SIGKILL) if hasattr(os, "killpg") else soffice.kill()
    except ProcessLookupError:
        pass
    if not told:
        shutil.rmtree(sys.argv[1], ignore_errors=True)
    os._exit(1)
watcher = threading.Thread(target=watch, daemon=True)
watcher.start()
status = soffice.wait() & 255
if ending.is_set():
    watcher.join()
os._exit(status)
"""
_converted: Path | None = None  # where this process finds conversions made earlier


class Job(NamedTuple):
    """A file to convert; `kind` is what pipeline.ingest.sniff found."""

    path: str
    data: bytes
    kind: str


class StoppedError(Exception):
    """The conversion was broken off because the run was."""


class Failure(NamedTuple):
    """Why there is no conversion: a code of pipeline.errors and its detail."""

    code: str
    detail: str = ""


def parse(data: bytes, path: str, sha256: str, kind: str, options: Options = DEFAULT) -> Raw:
    """Read a file of one of the kinds in TARGETS.

    Raises SolieuError `needs_libreoffice`, `office_failed`, `office_timeout`, and what reading the conversion raises.
    """
    target = TARGETS[kind][0]
    done = _earlier(sha256, target) or convert([Job(path, data, kind)])[path]
    if isinstance(done, Failure):
        raise SolieuError(done.code, path, done.detail)
    if target == "html":
        from pipeline.ingest import sheets

        raw = sheets.parse(done, path, sha256, kind)
    else:
        from pipeline.ingest import docx

        raw = docx.parse(done, path, sha256, options.revisions, format=kind)
    if _left(data, kind) is not None:
        raw.warnings.insert(0, salvage.WARNING)
    if "_VBA_PROJECT".encode("utf-16-le") in data or b"vbaProject.bin" in data:
        raw.warnings.append("tệp có macro; macro không được chạy")
    return raw


def convert(jobs: Sequence[Job], stop: threading.Event | None = None) -> dict[str, bytes | Failure]:
    """The conversions by path, or why there is none. Jobs of one target share a start of LibreOffice.

    Once `stop` is set, LibreOffice is ended and StoppedError raised.
    """
    results: dict[str, bytes | Failure] = {}
    for target in _FILTERS:
        mine = [job for job in jobs if TARGETS[job.kind][0] == target]
        for at in range(0, len(mine), _BATCH):
            results |= _together(mine[at : at + _BATCH], target, stop or threading.Event())
    return results


def preload(paths: Iterable[str], into: str | os.PathLike[str], starts: int = 1) -> int:
    """Convert all files among `paths` that need LibreOffice, few starts for many files; give their number.

    The conversions lie in the folder `into` by the files' SHA-256; a process that calls `use(into)` finds them there.
    `starts`: how many soffice processes may work at a time. Files that cannot be read are passed over: reading them
    tells why. An interrupt ends LibreOffice at once.
    """
    folder = Path(into)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(path, size) for path in paths if (size := _to_convert(path, folder))]
    most = max(1, min(_BATCH, -(-len(wanted) // max(1, starts))))  # so that all of them have work
    stop = threading.Event()
    with ThreadPoolExecutor(max(1, starts)) as pool:
        try:
            list(pool.map(lambda batch: _keep(batch, folder, stop), _batches(wanted, most)))
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return len(wanted)


def use(folder: str | os.PathLike[str] | None) -> None:
    """Let this process take conversions from `folder`; None: make them all anew."""
    global _converted
    _converted = Path(folder) if folder is not None else None


def soffice() -> str | None:
    """The program: $SOLIEU_SOFFICE, else on the search path, else where systems keep it."""
    if given := os.environ.get("SOLIEU_SOFFICE"):
        return given
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def _batches(wanted: Iterable[tuple[str, int]], most: int) -> Iterator[list[str]]:
    """Paths (given with their bytes) in groups of at most `most` files and not much more than `_BATCH_BYTES`."""
    batch: list[str] = []
    total = 0
    for path, size in wanted:
        batch.append(path)
        total += size
        if len(batch) >= most or total > _BATCH_BYTES:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _job(path: str) -> Job | None:
    from pipeline.ingest import read_bytes

    try:
        data = read_bytes(path)
        kind = sniff.kind(data, path)
    except SolieuError:
        return None
    return Job(path, data, kind) if kind in TARGETS else None


def _to_convert(path: str, folder: Path) -> int:
    """Bytes of a file that needs LibreOffice and has no conversion in `folder` yet; 0 of any other."""
    job = _job(path)
    if job is None:
        return 0
    made = folder / _digest(job.data)
    known = any(made.with_suffix(suffix).exists() for suffix in (f".{TARGETS[job.kind][0]}", ".error"))
    return 0 if known else len(job.data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _keep(paths: list[str], folder: Path, stop: threading.Event) -> None:
    jobs = {job.path: job for path in paths if (job := _job(path))}  # read only now: not all files at once in memory
    for path, result in convert(list(jobs.values()), stop).items():
        job = jobs[path]
        name = folder / _digest(job.data)
        if isinstance(result, Failure):
            name.with_suffix(".error").write_text("\n".join(result), "utf-8")
        else:
            name.with_suffix(f".{TARGETS[job.kind][0]}").write_bytes(result)


def _earlier(sha256: str, target: str) -> bytes | Failure | None:
    if _converted is None:
        return None
    with contextlib.suppress(FileNotFoundError):
        return (_converted / f"{sha256}.{target}").read_bytes()
    with contextlib.suppress(FileNotFoundError):
        return Failure(*(_converted / f"{sha256}.error").read_text("utf-8").split("\n", 1))
    return None


def _together(jobs: list[Job], target: str, stop: threading.Event) -> dict[str, bytes | Failure]:
    """Convert in one start; where LibreOffice dies or hangs, the file it had in hand alone and the others together."""
    results: dict[str, bytes | Failure] = {}
    left = jobs
    while left:
        done, failure = _start(left, target, stop)
        results |= done
        missing = [job for job in left if job.path not in done]
        if failure is None or failure.code == "needs_libreoffice" or len(left) == 1:
            results |= {job.path: failure or Failure("office_failed") for job in missing}
            break
        # LibreOffice takes files in order: the first without a result is the one it had in hand.
        results |= _together(missing[:1], target, stop)
        left = missing[1:]
    return results


def _start(jobs: list[Job], target: str, stop: threading.Event) -> tuple[dict[str, bytes], Failure | None]:
    """One start of soffice: what it made, and how it failed if it did."""
    program = soffice()
    if program is None or shutil.which(program) is None:
        return {}, Failure("needs_libreoffice", f"không chạy được {program}" if program else "")
    with tempfile.TemporaryDirectory(prefix="solieu-office-") as name:
        folder = Path(name)
        files = _lay_out(jobs, folder)
        out = folder / "out"
        arguments = [
            *(sys.executable, "-I", "-c", _KEEPER, name),
            *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--invisible"),
            *("--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
            *("--convert-to", _FILTERS[target], "--outdir", str(out), *map(str, files)),
        ]
        own = {**os.environ, **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), name)}  # what it leaves when ended goes with it
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                arguments, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True, cwd=folder, env=own
            )
            with process:
                failure = _watch(process, out, stop)
        done: dict[str, bytes] = {}
        for job, file in zip(jobs, files, strict=True):
            made = out / f"{file.stem}.{target}"
            if made.is_file() and _is_whole(content := made.read_bytes(), target):
                done[job.path] = content
        return done, failure


def _lay_out(jobs: list[Job], folder: Path) -> list[Path]:
    """Write the profile and the inputs, each under a name of its own, so that no two results meet."""
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_PROFILE.format(items), "utf-8")
    (folder / "out").mkdir()
    files = []
    for number, job in enumerate(jobs):
        file = folder / f"{number:04d}{TARGETS[job.kind][1]}"
        file.write_bytes(_left(job.data, job.kind) or job.data)
        files.append(file)
    return files


def _left(data: bytes, kind: str) -> bytes | None:
    """A file that was cut off, made whole enough to be read; None where it is whole or nothing helps."""
    if kind == "rtf":
        return salvage.rtf(data)
    return (
        salvage.package(data) if kind in ("odt", "ods", "xlsx") and not zipfile.is_zipfile(io.BytesIO(data)) else None
    )


def _watch(process: subprocess.Popen[bytes], out: Path, stop: threading.Event) -> Failure | None:
    """Wait for the end; a file may take its time, but nothing new for that long is a hang."""
    limit = limits.office_seconds()
    seen, since = -1, time.monotonic()
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = process.wait(0.1)
            # soffice ends with 0 also where it could not read a file; anything else is a crash.
            return None if status == 0 else Failure("office_failed", f"LibreOffice dừng với mã {status}")
        if stop.is_set():
            _end(process)
            raise StoppedError
        made = sum(1 for _ in out.iterdir())
        if made != seen:
            seen, since = made, time.monotonic()
        elif time.monotonic() - since > limit:
            _end(process)
            return Failure("office_timeout", f"quá {limit} giây; nâng SOLIEU_OFFICE_SECONDS nếu tệp rất lớn")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Tell the keeper to end LibreOffice, and wait until it has."""
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(b"k")
        process.stdin.flush()
    process.wait()


def _is_whole(content: bytes, target: str) -> bool:
    """Not cut off by a crash: a zip ends with its directory, HTML with its root."""
    return b"PK\x05\x06" in content[-70_000:] if target == "docx" else b"</html>" in content[-200:].lower()
