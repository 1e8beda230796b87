"""A run that is broken off leaves no process and, unless it was killed outright, no file."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from mocks import resolution

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks processes up in /proc")
PROGRAM = "from pipeline.cli import main; main()"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vao")
    for number in range(400):
        text = resolution(income=f"{number}.560") + "Thu ngân sách năm 2019 đạt 4.560 triệu đồng.\n" * 200
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def descendants(pid: int) -> Iterator[int]:
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from descendants(int(child))


def wait_until(condition: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "zombie" not in Path(f"/proc/{pid}/status").read_text()
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_run_broken_off(many: Path, tmp_path: Path, how: signal.Signals) -> None:
    out = tmp_path / "kq"
    arguments = [sys.executable, "-c", PROGRAM, "run", str(many), "--out", str(out), "--workers", "2"]
    with subprocess.Popen(arguments, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as run:
        wait_until(lambda: list(out.glob(".solieu-*/parts/*")))
        workers = list(descendants(run.pid))
        assert len(workers) >= 2
        run.send_signal(how)
        assert run.wait(20) != 0
    wait_until(lambda: not any(alive(pid) for pid in workers))
    if how == signal.SIGKILL:
        assert [path.name[:8] for path in out.iterdir()] == [".solieu-"]
    else:
        assert not out.exists()
