"""Builds the Word and PDF samples of corpus/ anew; the .txt and .md samples are written by hand.

    python corpus/.build/build.py [OUT] [--pdf]

Everything in them is invented: the province, its districts, people and figures. The same script gives the
same bytes. `--pdf` makes the PDF as well, which takes LibreOffice (`soffice`).
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from pathlib import Path

from blocks import parse
from docx_writer import WRITTEN, Writer

HERE = Path(__file__).parent
NAME = "bao-cao-chinh-tri-du-thao-{}"


def build(out: Path) -> None:
    """Write the Word documents into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for draft in (3, 4):
        _write("bao-cao.txt", out / f"{NAME.format(draft)}.docx", draft)
    _write("thong-bao.txt", out / "thong-bao-hoi-nghi.docx")


def _write(source: str, path: Path, draft: int = 4, accepted: bool = False) -> None:
    blocks, notes = parse((HERE / source).read_text(encoding="utf-8"), draft, accepted)
    Writer(notes).write(blocks, path)


def build_pdf(out: Path) -> None:
    """Draft 4 with its tracked changes accepted, printed by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"{NAME.format(4)}.docx")
        _write("bao-cao.txt", source, accepted=True)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    printed = out / f"{NAME.format(4)}.pdf"
    printed.write_bytes(_without_clock(printed.read_bytes()))


def _without_clock(pdf: bytes) -> bytes:
    """The date of printing and what LibreOffice derives from it, made constant in place."""
    pdf = re.sub(rb"(/CreationDate\(D:)\d{14}", rb"\g<1>" + WRITTEN.strftime("%Y%m%d%H%M%S").encode(), pdf)
    head, mark, trailer = pdf.rpartition(b"trailer")
    return head + mark + re.sub(rb"\b[0-9A-F]{32}\b", b"0" * 32, trailer)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="?", type=Path, default=HERE.parent)
    parser.add_argument("--pdf", action="store_true")
    arguments = parser.parse_args()
    build(arguments.out)
    if arguments.pdf:
        build_pdf(arguments.out)
