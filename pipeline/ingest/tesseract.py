"""The one place that starts Tesseract: a picture in, words with their places and confidences out."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from typing import NamedTuple

from pipeline.errors import SolieuError
from pipeline.ingest import limits
from pipeline.model import BBox

LANGUAGE = "vie"


class Word(NamedTuple):
    line: tuple[int, int, int]  # block, paragraph and line of the page
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
    """The words of one picture (any format Leptonica reads) in Tesseract's order; one thread, one time limit.

    Raises SolieuError `ocr_failed` where Tesseract gives up, `ocr_timeout` where it takes too long.
    """
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dpi), "--psm", "3", "tsv"]
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
    return list(_rows(done.stdout.decode("utf-8", "replace")))


def _rows(table: str) -> list[Word]:
    found = []
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != "5" or not text:
            continue
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        line = int(row["block_num"]), int(row["par_num"]), int(row["line_num"])
        box = float(left), float(top), float(left + width), float(top + height)
        found.append(Word(line, box, text, max(0.0, float(row["conf"]) / 100)))
    return found


def sign(picture: bytes, characters: str) -> str:
    """The one word of `characters` that a picture shows, or ""."""
    command = [
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        LANGUAGE,
        "--psm",
        "8",
        "-c",
        f"tessedit_char_whitelist={characters}",
    ]
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, env=environment, timeout=limits.ocr_seconds(), check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return "".join(done.stdout.decode("utf-8", "replace").split())
