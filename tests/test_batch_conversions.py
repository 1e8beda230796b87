"""A run and LibreOffice: few starts for many files, each failure its own row, nothing left behind when broken off."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pipeline import ingest
from pipeline.ingest import office
from tests.test_office_conversion import STAND_IN, WORD

PROGRAM = "from pipeline.cli import main; main()"


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for soffice; the file tells its starts, one a line."""
    program, log = tmp_path / "soffice", tmp_path / "starts"
    program.write_text(STAND_IN.format(python=sys.executable, log=str(log), word=WORD), "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SOLIEU_SOFFICE", str(program))
    monkeypatch.setenv("SOLIEU_OFFICE_SECONDS", "60")
    return log


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "vao"
    found.mkdir()
    for number in range(6):
        (found / f"{number}.rtf").write_bytes(b"{\\rtf1 %d}" % number)
    (found / "van.txt").write_text("Toàn tỉnh có 83 tổ chức cơ sở đảng.", "utf-8")
    return found


def sizes(log: Path) -> list[int]:
    return sorted(int(line.split()[0]) for line in log.read_text().splitlines())


def run(folder: Path, out: Path, workers: int) -> pd.Series[str]:
    """Error codes by file name. In a process of its own: workers keep the environment of the first run of theirs."""
    arguments = [sys.executable, "-c", PROGRAM, "run", str(folder), "--out", str(out), "--workers", str(workers)]
    subprocess.run(arguments, capture_output=True, check=False)
    rows = pd.read_parquet(out / "runs")
    return pd.Series(list(rows["error_code"]), index=[Path(path).name for path in rows["path"]])


@pytest.mark.parametrize(("workers", "expected"), [(1, [6]), (2, [3, 3])])
def test_one_start_a_worker(starts: Path, folder: Path, tmp_path: Path, workers: int, expected: list[int]) -> None:
    codes = run(folder, tmp_path / "kq", workers)
    assert (len(codes), set(codes), sizes(starts)) == (7, {""}, expected)
    assert not list((tmp_path / "kq").glob(".*"))


def test_a_failed_conversion_is_the_error_of_its_file(starts: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "3.rtf").write_bytes(b"{\\rtf1 CRASH}")
    codes = run(folder, tmp_path / "kq", 1)
    assert codes[codes != ""].to_dict() == {"3.rtf": "office_failed"}
    assert len(codes) == 7
    assert sizes(starts) == [1, 2, 6], "the worker must not try again what has failed"


def test_conversions_of_one_start_are_those_of_many(shared: Path, tmp_path: Path) -> None:
    if office.soffice() is None:
        pytest.skip("LibreOffice is not installed")
    files = [shared / "corpus/legacy" / name for name in ("2003-A37.rtf", "2005-QD-256.doc", "2004-B8.doc")]
    alone = [ingest.load(file).pieces for file in files]
    assert office.preload([str(file) for file in files], tmp_path) == 3
    office.use(tmp_path)
    try:
        assert [ingest.load(file).pieces for file in files] == alone
    finally:
        office.use(None)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks processes up in /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_broken_off_while_converting(starts: Path, folder: Path, tmp_path: Path, how: signal.Signals) -> None:
    (folder / "3.rtf").write_bytes(b"{\\rtf1 HANG}")
    out, temporary = tmp_path / "kq", tmp_path / "tmp"
    temporary.mkdir()
    arguments = [sys.executable, "-c", PROGRAM, "run", str(folder), "--out", str(out), "--workers", "1"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment) as reader:
        _wait_until(starts.exists)
        reader.send_signal(how)
        assert reader.wait(10) != 0
    _wait_until(lambda: not list(temporary.iterdir()))
    _wait_until(lambda: not _running(tmp_path / "soffice"))
    assert out.exists() == (how == signal.SIGKILL)


def _running(program: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(program).encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


def _wait_until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)
