"""Every command that reads takes --revisions and --ocr, and reads accordingly."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.word_files import package, run

SCAN = Path(__file__).parents[1].parent / "shared" / "corpus" / "word-pdf" / "tv-nghiquyet-scan.pdf"
DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>45</w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:id="2" w:author="a">{run("390")}</w:ins>'


def solieu(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    return result.exit_code, result.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "du-thao.docx"
    body = "".join(f"<w:p>{run(text)}</w:p>" for text in ("NGHỊ QUYẾT", "Họp ngày 31/4/2018."))
    changed = f"<w:p>{run('Trong năm 2019 đã kết nạp ')}{DELETED}{INSERTED}{run(' đảng viên.')}</w:p>"
    path.write_bytes(package(body + changed))
    return path


def test_explain(file: Path) -> None:
    for choice, said in (("accept", "⟦390 đảng viên⟧"), ("reject", "⟦45 đảng viên⟧")):
        code, output = solieu("explain", file, "--revisions", choice)
        assert code == 0 and said in output
        assert "party.members_admitted: Đảng viên mới kết nạp" in output


def test_diff(file: Path, tmp_path: Path) -> None:
    accepted = tmp_path / "moi.docx"
    body = "".join(
        f"<w:p>{run(text)}</w:p>"
        for text in ("NGHỊ QUYẾT", "Họp ngày 31/4/2018.", "Trong năm 2019 đã kết nạp 390 đảng viên.")
    )
    accepted.write_bytes(package(body))
    assert solieu("diff", file, accepted)[0] == 0
    code, output = solieu("diff", file, accepted, "--revisions", "reject")
    assert code == 1 and "45 đảng viên" in output


def test_attain(file: Path, tmp_path: Path) -> None:
    goal = tmp_path / "chi-tieu.txt"
    goal.write_text("NGHỊ QUYẾT\nNhiệm vụ năm 2019\n\nPhấn đấu năm 2019 kết nạp 100 đảng viên.\n", encoding="utf-8")
    assert "+290 (+290%)" in solieu("attain", goal, file)[1]
    assert "−55 (−55%)" in solieu("attain", goal, file, "--revisions", "reject")[1]


def test_audit(file: Path) -> None:
    for choice in ("accept", "reject"):
        code, output = solieu("audit", file, "--revisions", choice)
        assert code == 0 and "31/4/2018" in output


@pytest.mark.skipif(not SCAN.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize(("command", "code"), [("audit", 1), ("explain", 1), ("attain", 1), ("diff", 2)])
def test_a_scan_without_recognition(command: str, code: int) -> None:
    files = [SCAN, SCAN] if command == "diff" else [SCAN]
    exit_code, output = solieu(command, *files, "--ocr", "off")
    assert exit_code == code and "needs_ocr" in output


@pytest.mark.parametrize("command", ["audit", "explain", "attain", "diff", "show", "run"])
def test_an_unknown_choice_is_wrong_usage(command: str, file: Path) -> None:
    files = [file, file] if command == "diff" else [file]
    assert solieu(command, *files, "--revisions", "all", *(["--out", "x"] if command == "run" else []))[0] == 2
    assert solieu(command, *files, "--ocr", "all", *(["--out", "x"] if command == "run" else []))[0] == 2
