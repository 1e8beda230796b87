"""Whole runs: every input accounted for, the same bytes whatever the order, workers, locale and hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from mocks import resolution

from pipeline.batch import running
from pipeline.datasets import previous
from pipeline.datasets.versions import Versions
from pipeline.errors import CODES, ExitCode, SolieuError

PLACES = ("An Hòa", "Bình Minh", "Cẩm Sơn", "Đông Hải", "Êa Trang")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five small documents in two folders, one of them there twice."""
    folder = tmp_path_factory.mktemp("vao")
    (folder / "con").mkdir()
    for number, place in enumerate(PLACES):
        path = folder / ("con" if number % 2 else "") / f"nq-{number}.txt"
        path.write_text(resolution(place, f"{number + 1}.560"), encoding="utf-8")
    (folder / "ban-sao.txt").write_bytes((folder / "nq-0.txt").read_bytes())
    return folder


@pytest.fixture(scope="module")
def done(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> running.Summary:
    return running.run([inputs], tmp_path_factory.mktemp("ra") / "kq", workers=2)


def digests(out: Path) -> dict[str, str]:
    """Every file but those of `runs`, which tells of clocks."""
    files = [p for p in sorted(out.rglob("*.parquet")) if p.relative_to(out).parts[0] != "runs"]
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_every_input_is_in_runs(done: running.Summary, inputs: Path) -> None:
    runs = pd.read_parquet(done.out / "runs").set_index("path")["state"]
    assert len(runs) == 6
    assert runs[str(inputs / "nq-0.txt")] == "duplicate"  # `ban-sao.txt` sorts first
    assert (runs == "done").sum() == 5
    assert done.exit_code == ExitCode.ok


def test_counts_are_those_of_the_files(done: running.Summary) -> None:
    for name in running.DATASETS:
        assert done.count(name) == len(pd.read_parquet(done.out / name)), name
    assert done.count("figures") >= 5 * len(PLACES)


def test_run_rows_tell_time_and_memory(done: running.Summary) -> None:
    rows = pd.read_parquet(done.out / "runs").query("state == 'done'")
    assert (rows["seconds"] > 0).all()
    assert rows["peak_mb"].between(20, 4000).all()
    assert rows["started_at"].dt.tz is not None
    assert rows["run_id"].nunique() == 1


def test_order_and_workers_leave_no_trace(done: running.Summary, inputs: Path, tmp_path: Path) -> None:
    paths = sorted((p for p in inputs.rglob("*.txt")), reverse=True)
    again = running.run(paths, tmp_path / "kq", workers=1)
    assert digests(again.out) == digests(done.out)


@pytest.mark.parametrize(("seed", "locale"), [("1", "C"), ("4711", "C.UTF-8")])
def test_hash_seed_and_locale_leave_no_trace(
    done: running.Summary, inputs: Path, tmp_path: Path, seed: str, locale: str
) -> None:
    program = "import sys; from pipeline.cli import main; sys.argv[0] = 'solieu'; main()"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "Asia/Ho_Chi_Minh"}
    arguments = [sys.executable, "-c", program, "run", str(inputs), "--out", str(tmp_path)]
    subprocess.run(arguments, env=environment, check=True, capture_output=True)
    assert digests(tmp_path) == digests(done.out)


def test_unchanged_documents_give_the_same_bytes(inputs: Path, done: running.Summary, tmp_path: Path) -> None:
    first = sorted(inputs.rglob("nq-*.txt"))[:3]
    running.run(first, tmp_path, workers=1)
    second = running.run([inputs], tmp_path, workers=1)
    assert (second.states("unchanged"), second.states("done"), second.states("duplicate")) == (3, 2, 1)
    assert digests(tmp_path) == digests(done.out)
    assert [second.count(name) for name in running.DATASETS] == [done.count(name) for name in running.DATASETS]


def test_a_document_that_moved_is_unchanged_but_for_its_path(inputs: Path, tmp_path: Path) -> None:
    running.run([inputs / "nq-0.txt"], tmp_path / "kq", workers=1)
    moved = tmp_path / "khac.txt"
    moved.write_bytes((inputs / "nq-0.txt").read_bytes())
    assert running.run([moved], tmp_path / "kq", workers=1).states("unchanged") == 1
    assert list(pd.read_parquet(tmp_path / "kq" / "documents")["path"]) == [str(moved)]


@pytest.mark.parametrize("what", ["version", "touched", "missing"])
def test_what_cannot_be_relied_on_is_read_again(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    running.run([inputs / "nq-0.txt"], tmp_path, workers=1)
    before = digests(tmp_path)
    if what == "version":
        monkeypatch.setattr(running, "versions", lambda: Versions("9.9", "abc"))
    else:
        file = next((tmp_path / "figures").rglob("*.parquet"))
        file.write_bytes(b"PAR1") if what == "touched" else file.unlink()
    again = running.run([inputs / "nq-0.txt"], tmp_path, workers=1)
    assert (again.states("unchanged"), again.states("done")) == (0, 1)
    if what != "version":
        assert digests(tmp_path) == before


def test_an_earlier_run_of_another_program_is_no_help(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "part-0.parquet").write_bytes(b"not parquet")
    assert not previous.previous(tmp_path, running.DATASETS, Versions("1", "2")).suffixes


def _bad_inputs(folder: Path) -> dict[str, str]:
    """Files that cannot be read, each with the code it must end in."""
    contents = {
        "rong.txt": (b"", "empty_file"),
        "khong-phai-word.docx": (b"day khong phai la tep Word", "corrupt_docx"),
        "hong.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "corrupt_pdf"),
        "anh.png": (b"\x89PNG\r\n\x1a\n" + bytes(64), "unsupported_format"),
        "khong-duoi": (b"\x00\x01\x02\x03" * 64, "unsupported_format"),
        "nhi-phan.txt": (bytes(range(256)) * 40, "unknown_encoding"),
        "~$khoa.docx": (b"\x05admin" + bytes(150), "lock_file"),
    }
    for name, (content, _) in contents.items():
        (folder / name).write_bytes(content)
    return {name: code for name, (_, code) in contents.items()}


def test_bad_files_have_their_codes_while_the_others_are_done(tmp_path: Path, inputs: Path) -> None:
    folder = tmp_path / "vao"
    folder.mkdir()
    wanted = _bad_inputs(folder)
    (folder / "tot.txt").write_bytes((inputs / "nq-0.txt").read_bytes())
    (tmp_path / "trong").mkdir()
    paths = [folder, tmp_path / "trong", tmp_path / "khong-co.txt"]
    summary = running.run(paths, tmp_path / "kq", workers=2)
    runs = pd.read_parquet(tmp_path / "kq" / "runs")
    codes = {Path(path).name: code for path, code in zip(runs["path"], runs["error_code"], strict=True)}
    assert codes == {**wanted, "tot.txt": "", "trong": "empty_folder", "khong-co.txt": "not_found"}
    assert summary.exit_code == ExitCode.some_failed
    assert len(pd.read_parquet(tmp_path / "kq" / "documents")) == 1
    failed = runs[runs["state"] == "failed"]
    assert all(code in CODES for code in failed["error_code"])
    assert failed["error_message"].str.len().min() > 10


def test_lock_files_alone_do_not_fail_a_run(tmp_path: Path) -> None:
    (tmp_path / "~$a.docx").write_bytes(bytes(162))
    (tmp_path / "a.txt").write_text(resolution(), encoding="utf-8")
    assert running.run([tmp_path], tmp_path / "kq", workers=1).exit_code == ExitCode.ok


def test_a_run_without_any_document_has_all_datasets(tmp_path: Path) -> None:
    running.run([tmp_path / "khong-co.txt"], tmp_path / "kq")
    for name in (*running.DATASETS, "runs"):
        assert len(pd.read_parquet(tmp_path / "kq" / name)) == (name == "runs")


def test_an_unexpected_error_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.batch import worker
    from pipeline.batch.inputs import gather

    def broken(*_: object) -> Callable[[], None]:
        raise ZeroDivisionError("ôi")

    (tmp_path / "a.txt").write_text(resolution(), encoding="utf-8")
    monkeypatch.setattr("pipeline.reading.read_with", broken)
    outcome = worker.process(gather([tmp_path / "a.txt"], tmp_path)[0], tmp_path / "parts", Versions("1", "2"))
    assert (outcome.state, outcome.error_code) == ("failed", "internal")
    assert "ZeroDivisionError: ôi" in outcome.error_message
    assert "Traceback" in outcome.trace


def test_an_output_that_is_a_file(tmp_path: Path, inputs: Path) -> None:
    (tmp_path / "kq").write_text("tệp")
    with pytest.raises(SolieuError) as caught:
        running.run([inputs], tmp_path / "kq")
    assert caught.value.code == "output_unusable"
    assert (tmp_path / "kq").read_text() == "tệp"


@pytest.mark.skipif(not os.path.ismount("/proc"), reason="needs a folder that even root cannot write")
def test_an_output_that_cannot_be_written(inputs: Path) -> None:
    with pytest.raises(SolieuError) as caught:
        running.run([inputs], "/proc/self/kq")
    assert caught.value.code == "output_unusable"


def test_progress_tells_of_every_input(inputs: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    running.run([inputs], tmp_path, 1, lambda outcome, done, total: seen.append((done, total)))
    assert seen == [(n, 6) for n in range(1, 7)]
