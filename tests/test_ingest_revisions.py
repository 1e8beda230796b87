"""Tracked changes of Word, as the user asks to read them, from the command line to the datasets."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import pipeline
from pipeline.batch import running
from pipeline.cli import app
from pipeline.ingest.options import Options, Revisions
from tests.word_files import package, run

TEXT = {
    "accept": "Kết nạp 390 đảng viên.",
    "reject": "Kết nạp 45 đảng viên.",
    "both": "Kết nạp ⟦45⟧390 đảng viên.",
}
DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>45</w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:id="2" w:author="a">{run("390")}</w:ins>'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "du-thao.docx"
    path.write_bytes(package(f"<w:p>{run('Kết nạp ')}{DELETED}{INSERTED}{run(' đảng viên.')}</w:p>"))
    return path


@pytest.mark.parametrize("revisions", ["accept", "reject", "both"])
def test_document_and_command_line(file: Path, revisions: Revisions) -> None:
    document = pipeline.read(file, revisions=revisions)
    assert document.text == TEXT[revisions]
    assert any("sửa" in warning for warning in document.warnings)
    shown = CliRunner().invoke(app, ["show", str(file), "--text", "--revisions", revisions])
    assert shown.stdout.rstrip("\n") == TEXT[revisions]


def test_accepted_where_nothing_is_said(file: Path) -> None:
    assert pipeline.read(file).text == TEXT["accept"]
    assert CliRunner().invoke(app, ["show", str(file), "--text"]).stdout.rstrip("\n") == TEXT["accept"]


def test_unknown_choice_is_wrong_usage(file: Path) -> None:
    assert CliRunner().invoke(app, ["show", str(file), "--revisions", "all"]).exit_code == 2


def test_a_run_with_another_choice_reads_again(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "kq"

    def texts() -> list[str]:
        return list(pd.read_parquet(out / "texts")["text"])

    arguments = ["run", str(file), "--out", str(out), "--workers", "1"]
    assert CliRunner().invoke(app, [*arguments, "--revisions", "reject"]).exit_code == 0
    assert texts() == [TEXT["reject"]]
    again = running.run([file], out, workers=1)
    assert (again.states("done"), texts()) == (1, [TEXT["accept"]])
    again = running.run([file], out, workers=1, options=Options("accept"))
    assert again.states("unchanged") == 1
