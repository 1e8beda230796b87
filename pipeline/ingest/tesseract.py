"""The one place that starts Tesseract: a picture in, words with their places and confidences out."""

from __future__ import annotations

import csv
import functools
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.errors import SolieuError
from pipeline.ingest import limits
from pipeline.model import BBox

LANGUAGE = "vie"


class Word(NamedTuple):
    line: tuple[int, ...]  # words of one line share it: block, paragraph and line of the page
    box: BBox  # in pixels of the picture, from its top left
    text: str
    confidence: float  # 0 to 1, as Tesseract states it


Parts = list[list[Word]]  # by picture


def check(path: str) -> None:
    """Raises SolieuError `needs_tesseract` where the program or its Vietnamese is missing."""
    program = shutil.which("tesseract")
    if program is None:
        raise SolieuError("needs_tesseract", path)
    if LANGUAGE not in _languages(program, os.environ.get("TESSDATA_PREFIX")):
        raise SolieuError("needs_tesseract", path, "thiếu tiếng Việt")


@functools.cache
def _languages(program: str, data: str | None) -> list[str]:
    """What the program can read; asked once, since it takes as long to start as to read a line."""
    return subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()


def words(picture: bytes, dpi: int, path: str) -> list[Word]:
    """The words of one page (any format Leptonica reads) in Tesseract's order; one thread, one time limit.

    Raises SolieuError `ocr_failed` where Tesseract gives up, `ocr_timeout` where it takes too long.
    """
    return [word for _, word in _read(picture, dpi, path, "--psm", "3")]


def parts(pictures: Sequence[NDArray[np.uint8]], dpi: int, path: str, *, line: bool = False, only: str = "") -> Parts:
    """The words of each of many small pictures, in one run of the program: it takes longer to start than to read one.

    `line`: each picture holds one line of text, else a block of them. `only`: the characters to choose from.
    Boxes are pixels of the own picture. Raises as `words`.
    """
    found: Parts = [[] for _ in pictures]
    if not pictures:
        return found
    images = [Image.fromarray(picture) for picture in pictures]
    pages = io.BytesIO()
    images[0].save(pages, format="TIFF", save_all=True, append_images=images[1:])
    chosen = ("-c", f"tessedit_char_whitelist={only}") if only else ()
    for page, word in _read(pages.getvalue(), dpi, path, "--psm", "7" if line else "6", *chosen):
        found[page - 1].append(word)
    return found


def _read(picture: bytes, dpi: int, path: str, *options: str) -> Iterator[tuple[int, Word]]:
    """Words, each with the number of its page, of a picture file of one page or several."""
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), *options, "tsv"]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}  # its threads cost more than they give; pages run side by side
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, env=environment, timeout=limits.ocr_seconds(), check=False
        )
    except subprocess.TimeoutExpired as error:
        detail = f"hơn {limits.ocr_seconds()} giây một trang; nâng SOLIEU_OCR_SECONDS nếu cần"
        raise SolieuError("ocr_timeout", path, detail) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SolieuError("ocr_failed", path, said[-1] if said else f"mã thoát {done.returncode}")
    return _rows(done.stdout.decode("utf-8", "replace"))


def _rows(table: str) -> Iterator[tuple[int, Word]]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text:
            continue
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        line = int(row["block_num"]), int(row["par_num"]), int(row["line_num"])
        box = float(left), float(top), float(left + width), float(top + height)
        yield int(row["page_num"]), Word(line, box, text, max(0.0, float(row["conf"]) / 100))
