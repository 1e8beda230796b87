"""The one place that starts Tesseract: pictures in, words with their places and confidences out."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import SolieuError
from pipeline.ingest import limits
from pipeline.model import BBox

LANGUAGE = "vie"


class Layout(IntEnum):
    """What a picture shows, in Tesseract's numbers (`--psm`)."""

    page = 3
    block = 6
    line = 7
    word = 8


class Word(NamedTuple):
    line: tuple[int, int, int]  # block, paragraph and line of the picture
    box: BBox  # in pixels of the picture, from its top left
    text: str
    confidence: float  # 0 to 1, as Tesseract states it


def check(path: str) -> None:
    """Raises SolieuError `needs_tesseract` where the program or its Vietnamese is missing."""
    if shutil.which("tesseract") is None:
        raise SolieuError("needs_tesseract", path)
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    if LANGUAGE not in listed.stdout.split():
        raise SolieuError("needs_tesseract", path, "thiếu tiếng Việt")


def words(picture: bytes, dpi: int, path: str) -> list[Word]:
    """The words of the picture of a page (any format Leptonica reads) in Tesseract's order.

    Raises SolieuError `ocr_failed` where Tesseract gives up, `ocr_timeout` where it takes too long.
    """
    return _start("stdin", picture, 1, Layout.page, dpi, path)[0]


def several(pictures: Sequence[bytes], layout: Layout, dpi: int, path: str, characters: str = "") -> list[list[Word]]:
    """The words of each of many small pictures, all in one start; of `characters` alone if any are given.

    Raises as `words` does.
    """
    if not pictures:
        return []
    with tempfile.TemporaryDirectory(prefix="solieu-scan-") as name:
        folder = Path(name)
        names = [folder / f"{number:05d}.pgm" for number in range(len(pictures))]
        for file, picture in zip(names, pictures, strict=True):
            file.write_bytes(picture)
        listed = folder / "pictures.txt"
        listed.write_text("\n".join(map(str, names)) + "\n", "utf-8")
        return _start(str(listed), b"", len(pictures), layout, dpi, path, characters)


def _start(
    source: str, picture: bytes, count: int, layout: Layout, dpi: int, path: str, characters: str = ""
) -> list[list[Word]]:
    command = ["tesseract", source, "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", str(int(layout))]
    if characters:
        command += ["-c", f"tessedit_char_whitelist={characters}"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}  # its threads cost more than they give; pages run side by side
    try:
        done = subprocess.run(
            [*command, "tsv"],
            input=picture,
            capture_output=True,
            env=environment,
            timeout=limits.ocr_seconds(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        detail = f"hơn {limits.ocr_seconds()} giây một trang; nâng SOLIEU_OCR_SECONDS nếu cần"
        raise SolieuError("ocr_timeout", path, detail) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SolieuError("ocr_failed", path, said[-1] if said else f"mã thoát {done.returncode}")
    return _rows(done.stdout.decode("utf-8", "replace"), count)


def _rows(table: str, count: int) -> list[list[Word]]:
    found: list[list[Word]] = [[] for _ in range(count)]
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text:
            continue
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        line = int(row["block_num"]), int(row["par_num"]), int(row["line_num"])
        box = float(left), float(top), float(left + width), float(top + height)
        found[int(row["page_num"]) - 1].append(Word(line, box, text, max(0.0, float(row["conf"]) / 100)))
    return found
