"""`solieu diff`: what differs between two drafts, or along a chain of them."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.reading import Language, Ocr, OcrOption, Revisions, RevisionsOption
from pipeline.errors import ExitCode, SolieuError

if TYPE_CHECKING:
    from pipeline.audit.drafts import Comparison, Draft
    from pipeline.ingest.options import Options


def diff(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="OLD NEW [MORE]...",
            help="Hai bản của một văn bản, bản cũ trước; nhiều hơn hai thì theo thứ tự các lần dự thảo.",
        ),
    ],
    out: Annotated[Path | None, typer.Option("--out", help="Thư mục kết quả: ghi bộ dữ liệu changes vào đó.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Ghi trang HTML đối chiếu hai bản.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Ghi bảng tính Excel.")] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Ngôn ngữ của báo cáo.")] = Language.vi,
    force: Annotated[bool, typer.Option("--force", help="So sánh cả khi là hai văn bản khác nhau.")] = False,
    revisions: RevisionsOption = Revisions.accept,
    ocr: OcrOption = Ocr.auto,
) -> None:
    """So sánh các bản dự thảo: số liệu nào đổi, thêm, bỏ, dời chỗ; hai bản định dạng nào cũng được.

    Mã thoát: 0 không số liệu nào khác; 1 có số liệu khác; 2 không so sánh được.
    """
    if len(files) < 2:
        raise typer.BadParameter("cần ít nhất hai tệp", param_hint="OLD NEW")
    from pipeline.ingest.options import Options

    drafts = _read(files, Options(revisions=revisions.value, ocr=ocr.value))
    with _told(files):
        from pipeline.report.diff_terminal import print_comparisons

        comparisons = _compare(drafts)
        if not force:
            _refuse_others(comparisons, lang.value)
        _write(comparisons, out, html, xlsx, lang.value)
        print_comparisons(comparisons, lang.value)
    raise typer.Exit(ExitCode.some_failed if any(c.differs for c in comparisons) else ExitCode.ok)


def _read(files: list[Path], options: Options) -> list[Draft]:
    """Every draft; where any cannot be read, the reasons of all are printed and the command ends."""
    from pipeline.audit.drafts import Draft
    from pipeline.cli.reading import read_figures

    drafts = []
    for file in files:
        with contextlib.suppress(typer.Exit):  # the reason is printed
            document, found = read_figures(file, options)
            drafts.append(Draft(document, found.figures, found.references))
    if len(drafts) < len(files):
        raise typer.Exit(ExitCode.usage)
    return drafts


def _compare(drafts: list[Draft]) -> list[Comparison]:
    from pipeline.audit.drafts import compare

    return [compare(old, new) for old, new in itertools.pairwise(drafts)]


def _refuse_others(comparisons: list[Comparison], lang: str) -> None:
    from pipeline.report.diff_words import WORDS, other_document

    if others := [c for c in comparisons if c.is_other_document]:
        for one in others:
            typer.echo(other_document(one, lang), err=True)
        typer.echo(WORDS[lang]["use_force"], err=True)
        raise typer.Exit(ExitCode.usage)


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


@contextlib.contextmanager
def _told(files: list[Path]) -> Iterator[None]:
    """Whatever goes wrong inside is printed and ends the command: exit code 1 would say that figures differ."""
    try:
        yield
    except typer.Exit:
        raise
    except Exception as error:
        shown = ", ".join(map(str, files))
        known = (
            error
            if isinstance(error, SolieuError)
            else SolieuError("internal", shown, f"{type(error).__name__}: {error}")
        )
        typer.echo(str(known), err=True)
        raise typer.Exit(ExitCode.usage) from error
