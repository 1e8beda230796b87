"""`solieu audit`: what in a document contradicts itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.reading import Language, Ocr, OcrOption, Revisions, RevisionsOption

if TYPE_CHECKING:
    from pipeline.audit import Finding
    from pipeline.ingest.options import Options
    from pipeline.model import Document


def audit(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục cần kiểm tra (đọc cả thư mục con).")],
    out: Annotated[Path | None, typer.Option("--out", help="Thư mục kết quả: ghi bộ dữ liệu findings vào đó.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Ghi trang HTML các phát hiện kèm câu nguồn.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Ghi bảng tính Excel.")] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Ngôn ngữ của báo cáo.")] = Language.vi,
    skip: Annotated[
        list[str] | None,
        typer.Option("--skip", help="Bỏ một phép kiểm tra (total) hay một quy tắc (total.note); dùng được nhiều lần."),
    ] = None,
    revisions: RevisionsOption = Revisions.accept,
    ocr: OcrOption = Ocr.auto,
) -> None:
    """Kiểm tra số liệu trong từng văn bản: tổng, tỷ lệ, tăng giảm, mâu thuẫn, chỉ tiêu, ngày tháng, trích dẫn.

    Mã thoát: 0 đọc được mọi tệp; 1 có tệp lỗi; 2 dùng sai hoặc không ghi được kết quả.
    """
    from pipeline.audit.checks import known
    from pipeline.errors import ExitCode, SolieuError
    from pipeline.ingest.options import Options
    from pipeline.report.audit_terminal import print_findings

    skipped = frozenset(skip or ())
    if unknown := sorted(skipped - known()):
        raise typer.BadParameter(f"không có phép kiểm tra {', '.join(unknown)}", param_hint="--skip")
    audited, failed = _audit(paths, out, skipped, Options(revisions=revisions.value, ocr=ocr.value))
    try:
        _write(audited, out, html, xlsx, lang.value)
    except SolieuError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(ExitCode.usage) from error
    print_findings(audited, lang.value)
    raise typer.Exit(ExitCode.some_failed if failed else ExitCode.ok)


Audited = list[tuple["Document", list["Finding"]]]


def _audit(paths: list[Path], out: Path | None, skipped: frozenset[str], options: Options) -> tuple[Audited, bool]:
    """Every document with its findings, each content once; reasons of what cannot be read are printed."""
    from pipeline.audit import findings
    from pipeline.cli.reading import read_all

    read, failed = read_all(paths, out, options)
    return [(document, findings(document, found, skipped)) for document, found in read], failed


def _write(audited: Audited, out: Path | None, html: Path | None, xlsx: Path | None, lang: str) -> None:
    if out:
        from pipeline.audit.rows import write
        from pipeline.datasets.versions import versions

        write(audited, out, versions())
    if html:
        from pipeline.report.audit_html import render
        from pipeline.report.pages import save

        save(html, render(audited, lang))
    if xlsx:
        from pipeline.report.audit_workbook import workbook
        from pipeline.report.pages import save

        save(xlsx, workbook(audited, lang))
