"""The command line: one module a command. Commands are English, what they say is Vietnamese.

Nothing heavy is imported here or at the top of a command's module, so that `solieu --help` answers at once.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from pipeline.cli import attain, audit, dictionary, diff, explain, rules, run, show, summary

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Biến nghị quyết, báo cáo thành dữ liệu có cấu trúc: mỗi con số kèm nguồn của nó.",
)
app.command()(run.run)
app.command()(show.show)
app.command()(explain.explain)
app.command()(summary.summary)
app.command()(audit.audit)
app.command()(diff.diff)
app.command()(attain.attain)
app.command()(dictionary.dictionary)
app.add_typer(rules.app, name="rules")


def main() -> None:
    """Entry point of `solieu`."""
    for stream in (sys.stdout, sys.stderr):  # Vietnamese must come out whatever the locale
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from pipeline.datasets.versions import versions

        typer.echo(f"solieu {versions().pipeline} (quy tắc {versions().rules})")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="In phiên bản rồi thoát.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass
