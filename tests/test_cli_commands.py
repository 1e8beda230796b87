"""The command line as a user meets it: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from mocks import resolution
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.datasets.columns import DATASETS

ROOT = Path(__file__).parents[1]
runner = CliRunner()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vao") / "nq.txt"
    path.write_text(resolution(), encoding="utf-8")
    return path


def solieu(*arguments: object, code: int = 0) -> str:
    """Standard output of a command that must exit with `code`."""
    result = runner.invoke(app, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result.stdout


def test_help_needs_nothing_heavy() -> None:
    program = "import sys, pipeline.cli; print(' '.join(sys.modules))"
    loaded = set(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.split())
    assert not loaded & {
        "pandas",
        "pyarrow",
        "numpy",
        "spacy",
        "lxml",
        "docx",
        "pdfplumber",
        "regex",
        "msgspec",
        "yaml",
    }


def test_help_is_vietnamese() -> None:
    assert "số liệu" in solieu("--help")
    for command in ("run", "show", "explain", "summary", "dictionary", "rules"):
        assert solieu(command, "--help")


def test_version() -> None:
    assert solieu("--version").startswith("solieu 0.")


def test_run_says_what_came_out(file: Path, tmp_path: Path) -> None:
    said = solieu("run", file, "--out", tmp_path / "kq", "--workers", 1)
    count = len(pd.read_parquet(tmp_path / "kq" / "figures"))
    assert f"1 văn bản; {count} số liệu" in said


def test_run_names_what_failed_on_stderr(file: Path, tmp_path: Path) -> None:
    missing = tmp_path / "[khong] co.txt"  # brackets must not be taken for colours
    result = runner.invoke(app, ["run", str(file), str(missing), "--out", str(tmp_path / "kq")])
    assert result.exit_code == 1
    assert f"{missing}: không tìm thấy tệp" in result.stderr
    assert "[not_found]" in result.stderr
    assert "1 lỗi" in result.stdout


@pytest.mark.parametrize(
    "arguments", [["run"], ["run", "a.txt"], ["run", "a.txt", "--out", "x", "--workers", "0"], ["bay"]]
)
def test_wrong_usage(arguments: list[str]) -> None:
    solieu(*arguments, code=2)


def test_run_with_an_unusable_output(file: Path, tmp_path: Path) -> None:
    (tmp_path / "kq").write_text("")
    result = runner.invoke(app, ["run", str(file), "--out", str(tmp_path / "kq")])
    assert result.exit_code == 2
    assert "[output_unusable]" in result.stderr


def test_show_text_is_the_normalised_text(file: Path, tmp_path: Path) -> None:
    import pipeline

    assert solieu("show", file, "--text") == pipeline.read(file).text + "\n"


def test_show_outline(file: Path) -> None:
    said = solieu("show", file, "--outline")
    assert "CHỈ TIÊU NHIỆM KỲ" in said
    assert "đảng viên mới" not in said.split("CHỈ TIÊU")[0]


def test_show_figures_has_each_with_its_section(file: Path) -> None:
    said = solieu("show", file, "--figures")
    for quote in ("45 đảng viên", "12,5%"):
        assert quote in said
    assert "0001" in said


def test_show_json_is_the_datasets(file: Path) -> None:
    rows = json.loads(solieu("show", file, "--json"))
    text = rows["texts"][0]["text"]
    assert rows["figures"]
    assert all(text[r["char_start"] : r["char_end"]] == r["quote"] for r in rows["figures"])
    assert set(rows) <= set(DATASETS)


def test_show_document_has_letterhead_and_counts(file: Path) -> None:
    said = solieu("show", file)
    assert "nghị quyết" in said
    assert "02-NQ/ĐU" in said
    assert "chỉ tiêu" in said


def test_show_takes_one_view(file: Path) -> None:
    solieu("show", file, "--text", "--json", code=2)


def test_show_of_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "rong.txt").touch()
    result = runner.invoke(app, ["show", str(tmp_path / "rong.txt")])
    assert result.exit_code == 1
    assert "[empty_file]" in result.stderr


def test_explain_a_figure_and_a_number_that_is_none(file: Path) -> None:
    figures = json.loads(solieu("show", file, "--json"))["figures"]
    figure = next(f for f in figures if f["quote"].startswith("45"))
    said = solieu("explain", file, "--figure", figure["figure_id"])
    assert figure["rule_id"] in said
    assert solieu("explain", file, "--figure", figure["figure_id"].rpartition("-")[2]) == said
    assert solieu("explain", file, "--at", figure["char_start"]) == said
    text = solieu("show", file, "--text")
    assert "không phải số liệu" in solieu("explain", file, "--at", text.index("2018"))


def test_explain_where_no_number_is(file: Path) -> None:
    solieu("explain", file, "--at", 0, code=1)
    solieu("explain", file, "--figure", "9999", code=1)


def test_explain_everything_names_every_figure(file: Path) -> None:
    said = solieu("explain", file)
    for row in json.loads(solieu("show", file, "--json"))["figures"]:
        assert row["figure_id"] in said


@pytest.mark.parametrize("sample", sorted(p for p in (ROOT / "corpus").iterdir() if p.is_file()), ids=lambda p: p.name)
def test_every_ruling_has_a_meaning(sample: Path) -> None:
    import pipeline
    from pipeline.report.rulings import meaning

    found = pipeline.extract.figures(pipeline.read(sample))
    said = {rule for figure in found.figures for rule in (figure.rule_id, *figure.rules)}
    said |= {number.rule_id for number in found.rejected}
    assert sorted(rule for rule in said if not meaning(rule)) == []


def test_every_decision_of_the_source_has_a_meaning() -> None:
    from pipeline.report.rulings import meaning

    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "pipeline" / "extract").glob("*.py"))
    named = set(re.findall(r'"((?:kind|measure|document|frequency|quantity|period|lead)\.[a-z_]+)"', source))
    assert sorted(rule for rule in named - {"lead.period"} if not meaning(rule)) == []


def test_summary_of_a_run(file: Path, tmp_path: Path) -> None:
    solieu("run", file, "--out", tmp_path)
    said = solieu("summary", tmp_path, "--first", 2)
    assert "nq.txt" in said
    assert str(tmp_path / "figures") in said


def test_summary_of_another_folder(tmp_path: Path) -> None:
    solieu("summary", tmp_path, code=2)


def test_rules_check_passes() -> None:
    assert "mọi ví dụ đều đúng" in solieu("rules", "check")


@pytest.mark.parametrize(
    "content",
    [
        "about: a\nrules:\n- {id: a.b, means: c, pattern: 'x', match: ['y']}\n",
        "about: a\nrules:\n- {id: a.b, means: c, pattern: 'x'}\n",
        "about: a\nrules:\n- {id: a.b, means: c, pattern: '(x', match: ['x']}\n",
        "about: a\nrules:\n- {id: a.b, pattern: 'x'}\n",
    ],
    ids=["wrong example", "no example", "broken pattern", "no meaning"],
)
def test_rules_check_fails(content: str, tmp_path: Path) -> None:
    (tmp_path / "thu.yaml").write_text(content, encoding="utf-8")
    program = "from pipeline.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", program, "rules", "check"],
        env={"SOLIEU_RULES": str(tmp_path), "PYTHONIOENCODING": "ascii"},  # Vietnamese comes out all the same
        capture_output=True,
    )
    assert result.returncode == 1
    assert "thu: " in result.stdout.decode()
