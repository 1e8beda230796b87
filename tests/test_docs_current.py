"""Documentation that is true: what the code writes is current, examples run, shown output is what comes out.

In README.md and docs/*.md a block ```python is run (the blocks of a file share their names), and a block ```console
is a command after `$ ` with lines of its output, runs of blanks counting as one; `…` stands for what is left out.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.datasets.column import SCHEMA_VERSION
from pipeline.ingest import limits
from pipeline.report import dictionary

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def fences(page: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample documents, so that commands may write beside them."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    (folder / "rules").symlink_to(ROOT / "rules")
    return folder


def test_data_dictionary_is_current() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == dictionary.columns()


def test_error_codes_are_current() -> None:
    assert (ROOT / "docs" / "errors.md").read_text(encoding="utf-8") == dictionary.errors()


def test_every_limit_is_listed_with_its_default() -> None:
    source = (ROOT / "pipeline" / "ingest" / "limits.py").read_text(encoding="utf-8")
    asked = {
        name: default.replace("_", "") for name, default in re.findall(r'_setting\("(\w+)", ([\d_]+|\w+)\)', source)
    }
    listed = {name: default for name, default, _ in limits.SETTINGS}
    assert listed.keys() == asked.keys()
    assert all(listed[name] == default for name, default in asked.items() if default.isdigit())


def test_indicators_are_current() -> None:
    assert (ROOT / "docs" / "indicators.md").read_text(encoding="utf-8") == dictionary.indicators()


def test_changelog_names_the_schema_version() -> None:
    assert f"schema_version {SCHEMA_VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [p for p in PAGES if fences(p, "python")], ids=lambda p: p.name)
def test_python_examples_run(page: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    names: dict[str, object] = {}
    for code in fences(page, "python"):
        exec(compile(code, str(page), "exec"), names)


@pytest.mark.parametrize(
    "block", [pytest.param(b, id=f"{p.name}: {b.splitlines()[0]}") for p in PAGES for b in fences(p, "console")]
)
def test_shown_output_is_what_comes_out(block: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    for command, *shown in re.findall(r"^\$ (solieu .*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        result = CliRunner().invoke(app, shlex.split(command)[1:])
        fine = (0, 1) if command.startswith("solieu diff") else (0,)  # 1: figures differ
        assert result.exit_code in fine, result.output
        came = [" ".join(line.split()) for line in result.output.splitlines()]
        at = 0
        for line in "".join(shown).splitlines():
            if line.strip() in ("", "…"):
                continue
            pattern = ".*".join(re.escape(part) for part in " ".join(line.split()).split("…"))
            found = next((n for n in range(at, len(came)) if re.fullmatch(pattern, came[n])), None)
            assert found is not None, f"{line!r} is not in the output of {command} after line {at}"
            at = found + 1


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_paths_named_exist(page: Path) -> None:
    for path in re.findall(r"`((?:pipeline|rules|docs|tests|corpus|\.ci)/[\w./-]+)`", page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path
