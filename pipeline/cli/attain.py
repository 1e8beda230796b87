"""`solieu attain`: the targets of a resolution beside the results of later reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.reading import Language, Ocr, OcrOption, Revisions, RevisionsOption

if TYPE_CHECKING:
    from pipeline.audit.attainment import Attainment, Side
    from pipeline.ingest.options import Options


def attain(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="TARGETS... RESULTS...",
            help="Nghị quyết và các báo cáo sau đó (tệp hoặc thư mục); văn bản nào trước, sau là theo ngày ban hành, "
            "thiếu ngày thì theo thứ tự đưa vào.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="Thư mục kết quả: ghi bộ dữ liệu attainment vào đó.")
    ] = None,
    targets: Annotated[
        list[Path] | None,
        typer.Option("--targets", help="Chỉ lấy chỉ tiêu của tệp này; dùng được nhiều lần."),
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Ghi trang HTML chỉ tiêu cạnh kết quả.")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Ghi bảng tính Excel.")] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Ngôn ngữ của báo cáo.")] = Language.vi,
    revisions: RevisionsOption = Revisions.accept,
    ocr: OcrOption = Ocr.auto,
) -> None:
    """Đối chiếu chỉ tiêu với kết quả mà các văn bản sau báo cáo: đạt hay chưa, chênh bao nhiêu, nguồn ở đâu.

    Mã thoát: 0 đọc được mọi tệp; 1 có tệp lỗi; 2 dùng sai hoặc không ghi được kết quả.
    """
    from pipeline.audit.attainment import attain as hold
    from pipeline.errors import ExitCode, SolieuError
    from pipeline.ingest.options import Options
    from pipeline.report.attain_terminal import print_attainment

    sides, failed = _read([*paths, *(targets or ())], out, Options(revisions=revisions.value, ocr=ocr.value))
    chosen = _chosen(sides, targets or [])
    if targets and not chosen:
        raise typer.BadParameter("không đọc được tệp nào", param_hint="--targets")
    _tell_of_places(sides)
    found = hold(sides, chosen)
    try:
        _write(found, out, html, xlsx, lang.value)
    except SolieuError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(ExitCode.usage) from error
    print_attainment(found, lang.value)
    raise typer.Exit(ExitCode.some_failed if failed else ExitCode.ok)


def _read(paths: list[Path], out: Path | None, options: Options) -> tuple[list[Side], bool]:
    """Every document, in the order given, each content once; reasons of what cannot be read are printed."""
    from pipeline.audit.attainment import Side
    from pipeline.cli.reading import read_all

    read, failed = read_all(paths, out, options)
    return [Side(document, found.figures) for document, found in read], failed


def _tell_of_places(sides: list[Side]) -> None:
    """Say that documents issued at different places are not held against each other."""
    from pipeline.audit.attainment import of_one_place

    documents = [side.document for side in sides]
    strange = [d for d in documents if not of_one_place(documents[0], d)]
    if strange:
        place = documents[0].letterhead.place
        told = ", ".join(f"{document.path} ({document.letterhead.place})" for document in strange)
        typer.echo(f"Không đối chiếu văn bản của {place} với văn bản của nơi khác: {told}.", err=True)


def _chosen(sides: list[Side], targets: list[Path]) -> set[str]:
    """The ids of the documents of `--targets`; a file that could not be read has told why."""
    given = {path.resolve() for path in targets}
    return {side.document.doc_id for side in sides if Path(side.document.path).resolve() in given}


def _write(found: list[Attainment], out: Path | None, html: Path | None, xlsx: Path | None, lang: str) -> None:
    if out:
        from pipeline.audit.attainment.rows import write
        from pipeline.datasets.versions import versions

        write(found, out, versions())
    if html:
        from pipeline.report.attain_html import render
        from pipeline.report.pages import save

        save(html, render(found, lang))
    if xlsx:
        from pipeline.report.attain_workbook import workbook
        from pipeline.report.pages import save

        save(xlsx, workbook(found, lang))
