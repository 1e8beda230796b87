"""`solieu rules`: the rules as data."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="Làm việc với các quy tắc trong rules/.")


@app.command()
def check() -> None:
    """Chạy mọi ví dụ của mọi quy tắc; mã thoát 1 nếu có ví dụ sai hoặc quy tắc thiếu ví dụ."""
    from pipeline import rules
    from pipeline.errors import ExitCode

    wrong, unusable = 0, False
    for name in rules.files():
        try:
            count = len(rules.load(name))
            sentences = list(rules.failures(name))
        except ValueError as error:  # of which msgspec.ValidationError is one: a rule that cannot be used
            count, sentences, unusable = 0, [str(error)], True
        wrong += len(sentences)
        typer.echo(f"{name}: {count} quy tắc, " + (f"{len(sentences)} lỗi" if sentences else "mọi ví dụ đều đúng"))
        for sentence in sentences:
            typer.echo(f"  {sentence}")
    if unusable:  # what follows reads sentences with all rules
        raise typer.Exit(ExitCode.some_failed)
    from pipeline.audit import checks

    sentences = list(checks.failures())
    wrong += len(sentences)
    told = f"{len(sentences)} lỗi" if sentences else "mọi ví dụ đều đúng"
    typer.echo(f"checks: {len(checks.load())} phép kiểm tra, {told}")
    for sentence in sentences:
        typer.echo(f"  {sentence}")
    from pipeline.extract import canonical

    sentences = list(canonical.failures())
    wrong += len(sentences)
    told = f"{len(sentences)} lỗi" if sentences else "mọi ví dụ đều đúng"
    typer.echo(f"indicators: {len(canonical.load().indicators)} nội dung đo, {told}")
    for sentence in sentences:
        typer.echo(f"  {sentence}")
    raise typer.Exit(ExitCode.some_failed if wrong else ExitCode.ok)


@app.callback()
def _group() -> None:
    pass  # keeps `check` a subcommand while it is the only one
