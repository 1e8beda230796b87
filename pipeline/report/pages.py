"""HTML pages that need no network: templates of pipeline/report/templates, filled in and escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import SolieuError

LANGUAGES = ("vi", "en")


def page(template: str, lang: str, **content: Any) -> str:
    """The page that `template` makes of `content`; everything is escaped. Every template extends `base.html.j2`."""
    import jinja2

    from pipeline.datasets.versions import versions

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: number(value, lang)
    return environment.get_template(template).render(lang=lang, versions=versions(), **content)


def save(path: Path, content: str | bytes) -> None:
    """Write a report file in one piece: a failure leaves what was there. Raises SolieuError `output_unusable`."""
    data = content.encode() if isinstance(content, str) else content
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise SolieuError("output_unusable", str(path), error.strerror or str(error)) from error


def number(value: float, lang: str, sign: bool = False) -> str:
    """A number as the language writes it, up to six decimals; with `sign` a plus before a positive one.

    >>> number(1234.5, "vi"), number(1234.5, "en"), number(-0.25, "vi", sign=True), number(3, "vi", sign=True)
    ('1.234,5', '1,234.5', '−0,25', '+3')
    """
    text = f"{abs(value):,.6f}".rstrip("0").rstrip(".")
    if lang == "vi":
        text = text.translate(str.maketrans(",.", ".,"))
    return ("−" if value < 0 else "+" if sign and value > 0 else "") + text
