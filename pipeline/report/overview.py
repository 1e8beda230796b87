"""What a run did and what its output folder holds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rich.table import Table
from rich.text import Text

from pipeline.audit import SEVERITIES
from pipeline.report.audit_words import SEVERITY, WORDS
from pipeline.report.terminal import KINDS, console, table

if TYPE_CHECKING:
    from pipeline.batch.running import Summary


Row = dict[str, Any]


def print_summary(summary: Summary, traces: bool = False) -> None:
    """Failed files by name on stderr, then one line of counts on stdout; with `traces` what went wrong inside."""
    errors, out = console(stderr=True), console()
    for outcome in summary.failed:
        errors.print(f"{outcome.path}: {outcome.error_message} [{outcome.error_code}]", soft_wrap=True)
        if traces and outcome.trace:
            errors.print(outcome.trace, soft_wrap=True)
    counts = [f"{summary.states('done', 'unchanged')} văn bản"]
    others = {
        "không đổi": summary.states("unchanged"),
        "trùng": summary.states("duplicate"),
        "lỗi": len(summary.failed),
    }
    counts += [f"{n} {name}" for name, n in others.items() if n]
    figures = (
        f"{summary.count('figures')} số liệu ({summary.count('targets')} chỉ tiêu, "
        f"{summary.count('statistics')} kết quả)"
    )
    found = summary.count("findings")
    figures += f"; {found} phát hiện" if found else ""
    out.print(f"{', '.join(counts)}; {figures} → {summary.out}", soft_wrap=True)


def print_overview(out: Path, first: int = 10) -> None:
    """Documents with their counts, the first figures with their sources, the datasets and their sizes."""
    show = console()
    documents = _rows(out, "documents", "doc_id", "path", "doc_type", "number", "issued_on", "warnings")
    counts = {name: _counts(out, name) for name in ("targets", "statistics", "footnoted_figures")}
    grid = table(
        *("Văn bản", "Loại", "Số", "Ngày", "Chỉ tiêu", "Kết quả", "Gắn chú thích", "Cảnh báo"),
        right=("Chỉ tiêu", "Kết quả", "Gắn chú thích", "Cảnh báo"),
    )
    documents.sort(key=lambda row: row["path"])
    for row in documents:
        grid.add_row(
            *(Text(Path(row["path"]).name), row["doc_type"], row["number"]),
            f"{row['issued_on']:%d/%m/%Y}" if row["issued_on"] else "",
            *(str(counts[name].get(row["doc_id"], 0)) for name in counts),
            str(len(row["warnings"])),
        )
    totals = (str(sum(counts[name].values())) for name in counts)
    grid.add_section()
    grid.add_row(f"{len(documents)} văn bản", "", "", "", *totals, str(sum(len(row["warnings"]) for row in documents)))
    show.print(grid)
    if (out / "findings").is_dir():
        show.print(_findings(out), soft_wrap=True)
    if first:
        show.print(_first_figures(out, documents, first))
    show.print(_datasets(out))


def _findings(out: Path) -> str:
    """How many findings of each severity the audit of the documents told."""
    counted = Counter(row["severity"] for row in _rows(out, "findings", "severity"))
    told = [f"{counted[severity]} {SEVERITY['vi'][severity]}" for severity in SEVERITIES if counted[severity]]
    return f"Kiểm tra số liệu: {', '.join(told) or WORDS['vi']['nothing']}"


def _first_figures(out: Path, documents: list[Row], first: int) -> Table:
    """Figures in order of document path and place, each with document, section, page or block, quote."""
    figures = _read(
        out, "figures", "doc_id", "block_id", "char_start", "section_path", "page", "quote", "kind", "indicator"
    )
    grid = table("Số liệu", "Loại", "Nội dung", "Văn bản", "Mục", "Nguồn")
    left = first
    for document in documents:
        if left <= 0:
            break
        own = figures.filter(pc.equal(figures["doc_id"], document["doc_id"])).sort_by("char_start").slice(0, left)
        left -= own.num_rows
        for row in own.to_pylist():
            block = f"khối {int(row['block_id'].rpartition('-b')[2])}"  # counts from 1, as people do
            grid.add_row(
                Text(row["quote"]),
                KINDS[row["kind"]],
                Text(row["indicator"]),
                Text(Path(document["path"]).name),
                Text(row["section_path"][-1] if row["section_path"] else ""),
                f"tr. {row['page']}, {block}" if row["page"] else block,
            )
    return grid


def _datasets(out: Path) -> Table:
    grid = table("Bộ dữ liệu", "Số dòng", "Nơi để", right=("Số dòng",))
    for folder in sorted(path for path in out.iterdir() if path.is_dir() and not path.name.startswith(".")):
        rows = sum(pq.read_metadata(file).num_rows for file in folder.rglob("*.parquet"))
        grid.add_row(folder.name, str(rows), str(folder))
    return grid


def _read(out: Path, name: str, *columns: str) -> pa.Table:
    return pq.read_table(out / name, columns=list(columns))


def _rows(out: Path, name: str, *columns: str) -> list[Row]:
    rows: list[Row] = _read(out, name, *columns).to_pylist()
    return rows


def _counts(out: Path, name: str) -> dict[str, int]:
    """Rows a document."""
    counts = _read(out, name, "doc_id")["doc_id"].value_counts().to_pylist()
    return {entry["values"]: entry["counts"] for entry in counts}
