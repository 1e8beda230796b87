"""Findings with every run: the audit's, counted in the summary; an audit that fails costs no document."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline import audit
from pipeline.batch import running
from pipeline.batch.inputs import Input, gather
from pipeline.batch.worker import process
from pipeline.cli import app
from pipeline.datasets.versions import versions

CORPUS = Path(__file__).parents[1] / "corpus"
DRAFT = CORPUS / "bao-cao-chinh-tri-du-thao-4.docx"


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> running.Summary:
    return running.run([DRAFT, CORPUS / "bao-cao-chinh-tri-du-thao-3.docx"], tmp_path_factory.mktemp("kq"), workers=1)


def test_findings_of_a_run_are_those_of_the_audit(done: running.Summary, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["audit", str(DRAFT), "--out", str(tmp_path)]).exit_code == 0
    of_audit, of_run = (pd.read_parquet(out / "findings") for out in (tmp_path, done.out))
    assert len(of_audit) >= 7
    pd.testing.assert_frame_equal(of_audit, of_run)
    assert done.count("findings") == len(of_run)
    figures = set(pd.read_parquet(done.out / "figures").figure_id)
    assert all(figure_id in figures for ids in of_run.figure_ids for figure_id in ids)


def test_summary_counts_by_severity(done: running.Summary, tmp_path: Path) -> None:
    errors = int((pd.read_parquet(done.out / "findings").severity == "error").sum())
    said = CliRunner().invoke(app, ["summary", str(done.out), "--first", "0"]).stdout
    assert f"Kiểm tra số liệu: {errors} sai" in said
    running.run([CORPUS / "thong-bao-hoi-nghi.docx"], tmp_path, workers=1)
    assert "Không thấy chỗ sai nào" in CliRunner().invoke(app, ["summary", str(tmp_path)]).stdout


def test_indicator_ids_of_a_run(done: running.Summary) -> None:
    ids = pd.read_parquet(done.out / "figures").set_index("quote").indicator_id
    assert (ids["58 đảng viên"] == "party.members_disciplined").all()
    assert ids.isna().any()


def test_an_audit_that_fails_costs_no_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("lạ")

    monkeypatch.setattr(audit, "findings", broken)
    (given,) = gather([DRAFT], tmp_path)
    assert isinstance(given, Input)
    outcome = process(given, tmp_path / "a" / "b", versions())
    assert (outcome.state, outcome.counts["findings"]) == ("done", 0)
    assert outcome.counts["figures"] > 100
