"""`solieu diff` as a user meets it: exit codes, what is written where, what is said of bad input."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from draft_files import REPORT
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.datasets.columns import DATASETS

CORPUS = Path(__file__).parents[1] / "corpus"
THIRD, FOURTH = (CORPUS / f"bao-cao-chinh-tri-du-thao-{n}.docx" for n in (3, 4))
runner = CliRunner()


def diff(*arguments: object, code: int) -> tuple[str, str]:
    """Standard output and errors of a comparison that must exit with `code`."""
    result = runner.invoke(app, ["diff", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two drafts with one changed value, one figure gone and one moved."""
    folder = tmp_path_factory.mktemp("ban")
    items = ["- Mở 12 lớp bồi dưỡng nghiệp vụ.", "- Sửa chữa 56 km đường thôn.", "- Hỗ trợ 78 hộ nghèo làm nhà ở."]
    old, new = folder / "lan-1.txt", folder / "lan-2.txt"
    old.write_text(REPORT.format(middle="\n".join([*items, "- Trồng 90 ha rừng."])), encoding="utf-8")
    new.write_text(REPORT.format(middle="\n".join([*items[1:], items[0].replace("12", "15")])), encoding="utf-8")
    return old, new


def test_what_differs(pair: tuple[Path, Path], tmp_path: Path) -> None:
    said, _ = diff(*pair, "--out", tmp_path, code=1)
    assert "giá trị" in said and "15 lớp" in said and "+3 (+25%)" in said
    assert "1 giá trị, 1 bỏ" in said
    rows = pd.read_parquet(tmp_path / "changes")
    assert list(rows.columns) == [column.name for column in DATASETS["changes"].columns]
    row = rows[rows["change"] == "value"].iloc[0]
    assert (row["old_quote"], row["new_quote"]) == ("12 lớp", "15 lớp")
    assert (row["old_low"], row["new_high"], row["delta"], row["relative"]) == (12, 15, 3, 0.25)
    assert row["new_context"].endswith("Mở 15 lớp bồi dưỡng nghiệp vụ.")
    gone = rows[rows["change"] == "removed"].iloc[0]
    assert pd.isna(gone["new_quote"]) and gone["old_quote"] == "90 ha" and 0 < gone["confidence"] <= 1
    assert rows["section_path"].map(list).tolist() == [["KẾT QUẢ"]] * len(rows)


def test_ids_are_those_of_a_run(pair: tuple[Path, Path], tmp_path: Path) -> None:
    diff(*pair, "--out", tmp_path / "diff", code=1)
    runner.invoke(app, ["run", *map(str, pair), "--out", str(tmp_path / "run"), "--workers", "1"])
    figures = pd.read_parquet(tmp_path / "run" / "figures").set_index("figure_id")
    for row in pd.read_parquet(tmp_path / "diff" / "changes").itertuples():
        for side, figure_id in (("old", row.old_figure_id), ("new", row.new_figure_id)):
            if not pd.isna(figure_id):
                assert figures.loc[figure_id, "quote"] == getattr(row, f"{side}_quote")


def test_nothing_differs(pair: tuple[Path, Path], tmp_path: Path) -> None:
    said, warned = diff(pair[0], pair[0], "--out", tmp_path, code=0)
    assert "Không số liệu nào khác nhau." in said
    assert "giống hệt nhau từng byte" in warned
    rows = pd.read_parquet(tmp_path / "changes")
    assert rows.empty and list(rows.columns) == [column.name for column in DATASETS["changes"].columns]


def test_moved_figures_do_not_differ(tmp_path: Path) -> None:
    items = [f"- Phát triển {n} mô hình kinh tế tập thể ở thôn {name}." for n, name in ((12, "Đông"), (34, "Tây"))]
    for name, listed in (("a.txt", items), ("b.txt", items[::-1])):
        (tmp_path / name).write_text(REPORT.format(middle="\n".join(listed)), encoding="utf-8")
    said, _ = diff(tmp_path / "a.txt", tmp_path / "b.txt", code=0)
    assert "2 dời chỗ" in said


def test_a_side_without_figures(pair: tuple[Path, Path], tmp_path: Path) -> None:
    bare = tmp_path / "khong.txt"
    bare.write_text(REPORT.format(middle="- Mở các lớp bồi dưỡng nghiệp vụ.\n- Trồng thêm rừng."), encoding="utf-8")
    said, warned = diff(bare, pair[1], code=1)
    assert f"{bare}: không có số liệu nào." in warned.replace("\n", " ")
    assert "3 thêm" in said
    assert "không có số liệu" in diff(bare, bare, code=0)[1].replace("\n", " ")


def test_every_unreadable_side_is_named(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "rong.txt").touch()
    _, said = diff(tmp_path / "rong.txt", pair[0], tmp_path / "thieu.docx", "--out", tmp_path / "kq", code=2)
    assert "[empty_file]" in said and "[not_found]" in said
    assert not (tmp_path / "kq").exists()


def test_another_document(pair: tuple[Path, Path], tmp_path: Path) -> None:
    other = CORPUS / "nghi-quyet-hdnd-2021.txt"
    _, said = diff(pair[0], other, "--out", tmp_path / "kq", "--html", tmp_path / "a.html", code=2)
    assert "hai văn bản khác nhau" in said and "--force" in said
    assert not any(tmp_path.iterdir())
    _, said = diff(pair[0], other, "--out", tmp_path / "kq", "--force", code=1)
    assert "hai văn bản khác nhau" in said
    assert len(pd.read_parquet(tmp_path / "kq" / "changes")) > 10


@pytest.mark.parametrize("option", ["--out", "--html", "--xlsx"])
def test_unusable_output(option: str, pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("của người đọc")
    target = tmp_path / "tep" if option == "--out" else tmp_path / "tep" / "a"
    _, said = diff(*pair, option, target, code=2)
    assert "[output_unusable]" in said
    assert (tmp_path / "tep").read_text() == "của người đọc"


@pytest.mark.parametrize("arguments", [[], ["a.txt"], ["a.txt", "b.txt", "--lang", "fr"]])
def test_wrong_usage(arguments: list[str]) -> None:
    diff(*arguments, code=2)


def test_an_error_inside_is_no_difference(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr("pipeline.audit.drafts.compare", broken)
    assert "[internal]" in diff(*pair, code=2)[1]


def test_drafts_in_the_wrong_order() -> None:
    assert "có thể đã đảo thứ tự" in diff(FOURTH, THIRD, code=1)[1].replace("\n", " ")


def test_english(pair: tuple[Path, Path]) -> None:
    said, _ = diff(*pair, "--lang", "en", code=1)
    assert "1 value, 1 removed" in said and "Difference" in said and "Chênh" not in said


def test_a_chain(pair: tuple[Path, Path], tmp_path: Path) -> None:
    said, _ = diff(*pair, pair[0], "--out", tmp_path, code=1)
    assert "Bản 3" in said
    rows = pd.read_parquet(tmp_path / "changes")
    steps = rows.groupby(["old_doc_id", "new_doc_id"], sort=False)["change"].agg(lambda c: sorted(set(c) - {"moved"}))
    assert steps.tolist() == [["removed", "value"], ["added", "value"]]


def test_the_same_bytes(pair: tuple[Path, Path], tmp_path: Path) -> None:
    made = []
    for name in ("1", "2"):
        folder = tmp_path / name
        diff(*pair, "--out", folder, "--html", folder / "a.html", "--xlsx", folder / "a.xlsx", code=1)
        made.append([p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()])
    assert len(made[0]) == 3
    assert made[0] == made[1]


def test_other_datasets_in_the_folder_stay(pair: tuple[Path, Path], tmp_path: Path) -> None:
    runner.invoke(app, ["run", str(pair[0]), "--out", str(tmp_path), "--workers", "1"])
    before = (tmp_path / "texts" / "part-0.parquet").read_bytes()
    for _ in range(2):
        diff(*pair, "--out", tmp_path, code=1)
    assert (tmp_path / "texts" / "part-0.parquet").read_bytes() == before
    assert len(pd.read_parquet(tmp_path / "changes")) > 0
