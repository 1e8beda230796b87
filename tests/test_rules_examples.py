"""Every rule does what its own examples say, and has some."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import rules


@pytest.mark.parametrize("name", rules.files())
def test_examples(name: str) -> None:
    assert list(rules.failures(name)) == []


def test_ids_are_unique_over_all_files() -> None:
    ids = [compiled.id for name in rules.files() for compiled in rules.load(name)]
    assert sorted(ids) == sorted(set(ids))


@pytest.fixture
def own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SOLIEU_RULES", str(tmp_path))
    rules.read.cache_clear()
    rules.load.cache_clear()
    yield tmp_path
    rules.read.cache_clear()
    rules.load.cache_clear()


def test_a_wrong_example_is_told(own_rules: Path) -> None:
    (own_rules / "sai.yaml").write_text(
        "about: thử\nrules:\n- {id: a.a, means: số, pattern: '\\d+', match: ['có [[12]]3', 'không'], no_match: ['4']}\n"
        "- {id: a.b, means: chữ, pattern: 'x'}\n",
        encoding="utf-8",
    )
    found = list(rules.failures("sai"))
    assert len(found) == 4
    assert "no example" in found[-1]


def test_the_rule_in_the_documentation_holds(own_rules: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "rules.md").read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    (own_rules / "vi_du.yaml").write_text(example, encoding="utf-8")
    assert len(rules.load("vi_du")) == 1
    assert list(rules.failures("vi_du")) == []
