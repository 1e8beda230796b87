"""How long solieu takes beside the libraries it stands on, measured side by side.

    python tests/bench/bench.py [--runs N]        (make bench)

Each row runs solieu and a yardstick in turn (A B A B …) in one process, after one unmeasured run of each, and
prints the medians and the median of the ratios. A machine's load touches both sides of a pair alike, so that
ratios can be compared between machines and days; nothing is asserted. Real documents of ../shared are
measured where they are, else the samples of corpus/.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import io
import os
import shutil
import statistics
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "corpus" / "word-pdf"
SAMPLE = ROOT / "corpus" / "bao-cao-chinh-tri-du-thao-4"

Work = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="measured pairs a row (default 5)")
    runs = parser.parse_args().runs

    from rich.console import Console
    from rich.table import Table

    table = Table("solieu", "yardstick", "on", "solieu ms", "yardstick ms", "ratio", title=f"medians of {runs} pairs")
    for title, yardstick, what, ours, theirs in _pairs():
        a, b = _measure(ours, theirs, runs)
        ratio = statistics.median(x / y for x, y in zip(a, b, strict=True))
        table.add_row(title, yardstick, what, _ms(a), _ms(b), f"{ratio:.2f}")
    Console(width=120).print(table)


def _measure(ours: Work, theirs: Work, runs: int) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for side, work in enumerate((ours, theirs)):
            gc.collect()  # neither side pays for the other's garbage
            start = time.perf_counter()
            work()
            if run:  # the first run loads and warms up
                times[side].append(time.perf_counter() - start)
    return times


def _ms(times: list[float]) -> str:
    return f"{1000 * statistics.median(times):,.1f}"


def _document(suffix: str) -> Path:
    real = REAL / f"tv-baocao{suffix}"
    return real if real.is_file() else SAMPLE.with_suffix(suffix)


def _pairs() -> list[tuple[str, str, str, Work, Work]]:
    pdf, word = _document(".pdf"), _document(".docx")
    text = _text(word)
    size = f"{len(text) // 1000} thousand letters"
    return [
        *_scans(),
        ("PDF to Document", "pdfplumber extract_text", pdf.name, _read(pdf), _pdfplumber(pdf)),
        ("PDF to datasets", "pdfplumber extract_text", pdf.name, _to_datasets(pdf), _pdfplumber(pdf)),
        ("text to figures", 'spacy.blank("vi")', size, _figures(word), _tokens(text)),
        ("audit of figures", "text to figures", size, _audit(word), _figures(word)),
        ("diff of Word and PDF", "text to figures, both", size, _diff(word, pdf), _both(word, pdf)),
        ("canonical indicators", "text to figures", size, _indicators(word), _figures(word)),
        ("numbers", "one bare pattern", size, _scan(text), _bare_pattern(text)),
        ("Word to Document", "lxml parse of its parts", word.name, _read(word), _lxml(word)),
        ("Word to Document", "python-docx text", word.name, _read(word), _python_docx(word)),
        ("Word, ingested", "python-docx text", word.name, _ingest(word), _python_docx(word)),
    ]


def _scans() -> list[tuple[str, str, str, Work, Work]]:
    """Scanned pages beside bare Tesseract on the same pictures, and on all processors beside one."""
    if shutil.which("tesseract") is None:
        return []
    scan = _scanned_pages(REAL / "tv-baocao-scan.pdf", (3, 12, 17, 31, 38, 42))
    pictures = _pictures(scan)
    jobs = len(os.sched_getaffinity(0))
    what = f"{len(pictures)} scanned pages"
    return [
        (
            "scan to Document",
            "tesseract, as many at once",
            what,
            _recognise(scan, jobs),
            _bare_tesseract(pictures, jobs),
        ),
        (f"scan on {jobs} processors", "scan on one", what, _recognise(scan, jobs), _recognise(scan, 1)),
    ]


def _scanned_pages(real: Path, numbers: Sequence[int]) -> Path:
    """Some pages of the scan, or the sample's pages as pictures, as a file."""
    import pypdfium2 as pdfium

    path = Path(tempfile.mkdtemp()) / "scan.pdf"
    if real.is_file():
        some = pdfium.PdfDocument.new()
        some.import_pages(pdfium.PdfDocument(real), [number - 1 for number in numbers])
        some.save(path)
    else:
        pages = pdfium.PdfDocument(SAMPLE.with_suffix(".pdf"))
        pictures = [pages[at].render(scale=300 / 72).to_pil() for at in range(min(4, len(pages)))]
        pictures[0].save(path, "PDF", resolution=300, save_all=True, append_images=pictures[1:])
    return path


def _pictures(scan: Path) -> list[Path]:
    """The pages at the resolution they are recognised at, uncompressed: no time goes into opening them."""
    import pypdfium2 as pdfium

    made = []
    for at, page in enumerate(pdfium.PdfDocument(scan)):
        made.append(scan.with_name(f"{at}.pgm"))
        page.render(scale=300 / 72, grayscale=True).to_pil().save(made[-1])
    return made


def _recognise(scan: Path, jobs: int) -> Work:
    import pipeline

    def work() -> object:
        os.environ["SOLIEU_OCR_JOBS"] = str(jobs)
        return pipeline.read(scan)

    return work


def _bare_tesseract(pictures: list[Path], jobs: int) -> Work:
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}

    def one(picture: Path) -> None:
        command = ["tesseract", str(picture), "-", "-l", "vie", "--dpi", "300", "tsv"]
        subprocess.run(command, env=environment, capture_output=True, check=True)

    def work() -> object:
        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(one, pictures))

    return work


def _to_datasets(path: Path) -> Work:
    """One file to the rows of every dataset, as a worker of a run does it."""
    from pipeline.batch.inputs import Input
    from pipeline.batch.worker import process
    from pipeline.datasets.versions import versions

    given = Input(str(path), hashlib.sha256(path.read_bytes()).hexdigest())
    made_with = versions()

    def work() -> None:
        with tempfile.TemporaryDirectory() as parts:
            outcome = process(given, Path(parts), made_with)
        if outcome.state != "done":
            raise RuntimeError(outcome.error_message)

    return work


def _pdfplumber(path: Path) -> Work:
    import pdfplumber

    def work() -> int:
        with pdfplumber.open(path) as document:
            return sum(len(page.extract_text()) for page in document.pages)

    return work


def _text(path: Path) -> str:
    import pipeline

    return pipeline.read(path).text


def _figures(path: Path) -> Work:
    import pipeline
    from pipeline.extract import figures

    document = pipeline.read(path)
    return lambda: figures(document)


def _both(*paths: Path) -> Work:
    works = [_figures(path) for path in paths]
    return lambda: [work() for work in works]


def _audit(path: Path) -> Work:
    """The checks of a document already read."""
    import pipeline
    from pipeline import audit
    from pipeline.extract import figures

    document = pipeline.read(path)
    found = figures(document)
    return lambda: audit.findings(document, found)


def _diff(old: Path, new: Path) -> Work:
    """The comparison of two drafts already read, with the audit of both."""
    from pipeline.audit import drafts

    left, right = drafts.read(old), drafts.read(new)
    return lambda: drafts.compare(left, right)


def _indicators(path: Path) -> Work:
    """The ids of figures already found, nothing remembered from the run before."""
    import pipeline
    from pipeline.extract import canonical, figures

    found = figures(pipeline.read(path)).figures

    def work() -> None:
        canonical.forget()
        canonical.name(found)

    return work


def _tokens(text: str) -> Work:
    import spacy

    nlp = spacy.blank("vi")
    nlp.max_length = max(nlp.max_length, len(text))
    return lambda: nlp(text)


def _scan(text: str) -> Work:
    from pipeline.extract.numbers import scan

    return lambda: len(scan(text))


def _bare_pattern(text: str) -> Work:
    import regex

    pattern = regex.compile(r"\d+(?:[.,]\d+)*")
    return lambda: sum(1 for _ in pattern.finditer(text))


def _read(path: Path) -> Work:
    import pipeline

    return lambda: pipeline.read(path)


def _ingest(path: Path) -> Work:
    """Reading alone, before normalising and the document's structure, of which python-docx has nothing."""
    from pipeline import collecting, ingest

    def work() -> None:
        with collecting.paused():
            ingest.load(path)

    return work


def _lxml(path: Path) -> Work:
    from lxml import etree

    def work() -> None:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(package.read(name))

    return work


def _python_docx(path: Path) -> Work:
    import docx

    def work() -> int:
        document = docx.Document(str(path))
        letters = sum(len(p.text) for p in document.paragraphs)
        return letters + sum(len(cell.text) for t in document.tables for row in t.rows for cell in row.cells)

    return work


if __name__ == "__main__":
    main()
