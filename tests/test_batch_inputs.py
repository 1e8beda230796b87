"""What a run reads: every input once or with a reason, sorted, nothing that is no document."""

from __future__ import annotations

import hashlib
import os
import socket
import zipfile
from pathlib import Path

import pytest

from pipeline.batch.inputs import Input, gather, printable


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def codes(inputs: list[Input]) -> dict[str, str]:
    return {Path(one.path).name: one.error.code if one.error else "" for one in inputs}


def test_folders_are_read_with_all_below_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.txt", "a/ă.docx", "B.txt")
    wanted = sorted(str(tmp_path / name) for name in ("b.txt", "a/z.txt", "a/ă.docx", "B.txt"))
    assert [one.path for one in gather([tmp_path], tmp_path / "out")] == wanted


def test_the_order_of_the_arguments_does_not_matter(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt", "c/d.txt")
    paths = [tmp_path / "c", tmp_path / "b.txt", tmp_path / "a.txt"]
    assert gather(paths, tmp_path / "out") == gather(paths[::-1], tmp_path / "out")


def test_a_file_named_twice_is_one_input(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert len(gather([tmp_path, tmp_path / "a.txt", tmp_path / "a.txt"], tmp_path / "out")) == 1


def test_hidden_files_and_the_output_are_left_aside(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "out/figures/part-0.parquet")
    assert codes(gather([tmp_path], tmp_path / "out")) == {"a.txt": ""}


def test_lock_files_are_listed_but_not_read(tmp_path: Path) -> None:
    make(tmp_path, "a.docx", "~$a.docx")
    assert codes(gather([tmp_path], tmp_path / "out")) == {"a.docx": "", "~$a.docx": "lock_file"}


def test_what_is_not_there_or_empty_is_listed(tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    (tmp_path / "gay.txt").symlink_to(tmp_path / "mat.txt")
    found = gather([tmp_path / "rong", tmp_path / "khong-co.txt", tmp_path / "gay.txt"], tmp_path / "out")
    assert codes(found) == {"rong": "empty_folder", "khong-co.txt": "not_found", "gay.txt": "not_found"}


def test_a_pipe_or_socket_does_not_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "ong.txt")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("cam.txt")
        assert set(codes(gather([tmp_path], tmp_path / "out")).values()) == {"unreadable"}


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "vong").symlink_to(tmp_path, target_is_directory=True)
    assert codes(gather([tmp_path], tmp_path / "out")) == {"a.txt": ""}


def test_an_archive_is_the_files_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("z.txt", "con/b.docx", ".an.txt", "__MACOSX/b.docx"):
            archive.writestr(name, f"nội dung {name}")
        archive.writestr("rong.txt", b"")
    found = gather([tmp_path], tmp_path / "out")
    assert [Path(one.path).relative_to(tmp_path).as_posix() for one in found] == [
        *("a.zip!/con/b.docx", "a.zip!/rong.txt", "a.zip!/z.txt")
    ]
    assert codes(found) == {"b.docx": "", "rong.txt": "empty_file", "z.txt": ""}
    assert found[2].sha256 == hashlib.sha256("nội dung z.txt".encode()).hexdigest()


def test_archives_without_files_and_broken_ones_are_listed(tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "rong.zip", "w").close()
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(60))
    (tmp_path / "khong.zip").write_text("không phải tệp nén")
    found = codes(gather([tmp_path], tmp_path / "out"))
    assert found["rong.zip"] == "empty_folder"
    assert set(found) == {"rong.zip", "cut.zip", "khong.zip"}


def test_paths_stay_as_they_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a/b.txt")
    monkeypatch.chdir(tmp_path)
    assert [one.path for one in gather(["a"], Path("out"))] == ["a/b.txt"]


def test_names_that_are_no_utf_8_can_be_written() -> None:
    shown = printable(os.fsdecode(b"b\xe1o.txt"))
    assert shown == "b\\xe1o.txt"
    shown.encode("utf-8")
