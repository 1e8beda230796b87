"""`solieu diff`: what differs between two drafts, or along a chain of them."""

from __future__ import annotations

import enum
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.audit.drafts import Comparison, Draft


class Language(enum.StrEnum):
    vi = "vi"
    en = "en"


def diff(
    files: Annotated[
        list[Path],
        typer.Argument(help="Hai bản của một văn bản, bản cũ trước; thêm nữa thì theo thứ tự các lần dự thảo."),
    ],
    out: Annotated[Path | None, typer.Option("--out", help="Thư mục kết quả: ghi bộ dữ liệu changes vào đó.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Ghi trang HTML đối chiếu hai bản.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Ghi bảng tính Excel.")] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Ngôn ngữ của báo cáo.")] = Language.vi,
    force: Annotated[bool, typer.Option("--force", help="So sánh cả khi là hai văn bản khác nhau.")] = False,
) -> None:
    """So sánh các bản dự thảo: số liệu nào đổi, thêm, bỏ, dời chỗ.

    Mã thoát: 0 không số liệu nào khác; 1 có số liệu khác; 2 không so sánh được.
    """
    from pipeline.errors import ExitCode, SolieuError
    from pipeline.report.diff_terminal import print_comparisons

    if len(files) < 2:
        raise typer.BadParameter("cần ít nhất hai tệp")
    drafts = _read(files)
    comparisons = _compare(drafts)
    others = [c for c in comparisons if c.is_other_document]
    if others and not force:
        from pipeline.report.diff_words import other_document

        for one in others:
            typer.echo(other_document(one, lang.value), err=True)
        typer.echo(
            "Thêm --force nếu vẫn muốn so sánh." if lang == "vi" else "Add --force to compare them all the same.",
            err=True,
        )
        raise typer.Exit(ExitCode.usage)
    try:
        _write(comparisons, out, html, xlsx, lang.value)
    except SolieuError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(ExitCode.usage) from error
    print_comparisons(comparisons, lang.value)
    raise typer.Exit(ExitCode.some_failed if any(c.differs for c in comparisons) else ExitCode.ok)


def _read(files: list[Path]) -> list[Draft]:
    """Every draft; where any cannot be read, all reasons are printed and the command ends."""
    from pipeline.audit.drafts import Draft
    from pipeline.cli.reading import read_figures
    from pipeline.errors import ExitCode

    drafts = []
    failed = False
    for file in files:
        try:
            document, found = read_figures(file)
        except typer.Exit:  # the reason is printed
            failed = True
            continue
        drafts.append(Draft(document, found.figures))
    if failed:
        raise typer.Exit(ExitCode.usage)
    return drafts


def _compare(drafts: list[Draft]) -> list[Comparison]:
    from pipeline.audit.drafts import compare

    return [compare(old, new) for old, new in itertools.pairwise(drafts)]


def _write(comparisons: list[Comparison], out: Path | None, html: Path | None, xlsx: Path | None, lang: str) -> None:
    if out:
        from pipeline.audit.drafts.rows import write
        from pipeline.datasets.versions import versions

        write(comparisons, out, versions())
    if html:
        from pipeline.report.diff_html import render
        from pipeline.report.pages import save

        save(html, render(comparisons, lang))
    if xlsx:
        from pipeline.report.diff_workbook import workbook
        from pipeline.report.pages import save

        save(xlsx, workbook(comparisons, lang))
