"""No digit of a real document is lost in silence: each stands in the text, or a warning says what became of it.

The witnesses are other programs: LibreOffice's own text of Word files, pdftotext of PDFs. Run with `-s`, the tests
print what each document holds. Digits a witness shows and the text does not may only be: page numbers and other
furniture (told in warnings), and calls of notes (`⁽¹⁾` in the text, plain digits with the witnesses).
"""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import regex

import pipeline
from pipeline.ingest import office
from pipeline.ingest.marks import plain
from pipeline.model import Document

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpus"
WORD = sorted([*CORPUS.glob("word-pdf/*.docx"), *CORPUS.glob("word-pdf/*.[do][od][ct]"), *CORPUS.glob("*/*.rtf")])
WORD = sorted({*WORD, *CORPUS.glob("legacy/*.doc")})
TEXT = sorted([*CORPUS.glob("text/*.txt"), *CORPUS.glob("legacy/truth/*.txt")])
PDF = sorted(p for p in CORPUS.glob("*/*.pdf") if "scan" not in p.name)
DIGITS = regex.compile(r"\d+")
RANGE = regex.compile(r"(\d+)–(\d+)")
SUPERSCRIPT = regex.compile(r"⁽?[⁰¹²³⁴⁵⁶⁷⁸⁹]+⁾?")

pytestmark = pytest.mark.skipif(not WORD, reason="the shared corpus is not there")


@pytest.fixture(scope="module")
def witnesses(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """LibreOffice's text of every Word file, a folder a format; its conversions, which reading takes, beside."""
    program = office.soffice()
    if program is None or shutil.which(program) is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("witnesses")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in sorted({file.suffix for file in WORD}):
        files = [str(file) for file in WORD if file.suffix == suffix]
        target = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder / suffix[1:])]
        subprocess.run([program, profile, "--headless", *target, *files], capture_output=True, check=True, timeout=300)
    office.preload([str(file) for file in WORD], folder / "converted")
    return folder


def numbers(text: str) -> Counter[str]:
    return Counter(DIGITS.findall(text))  # raised ones of a witness are letters of TCVN3


def held(text: str) -> Counter[str]:
    """The digit strings of our text, raised ones as plain digits: by themselves, or at the number they stand behind."""
    apart = numbers(SUPERSCRIPT.sub(lambda m: f" {plain(m[0].strip('⁽⁾'))} ", text))
    return apart | numbers(SUPERSCRIPT.sub(lambda m: plain(m[0].strip("⁽⁾")), text))


def dropped(document: Document) -> Counter[str]:
    """The digit strings that warnings say to have left out of a PDF: page numbers once, those of repeated headers."""
    found: Counter[str] = Counter()
    for warning in document.warnings:
        if warning.startswith("số trang"):
            for first, last in RANGE.findall(warning):
                found.update(str(page) for page in range(int(first), int(last) + 1))
            found.update(numbers(RANGE.sub("", warning)))
        elif warning.startswith("tiêu đề bảng lặp lại"):
            pages = numbers(warning).total()
            header = "\n".join(c.text for _, table in document.tables() for c in table.cells if c.is_header)
            found.update({number: count * pages for number, count in numbers(header).items()})
    return found


def lost(source: str, text: str, warnings: list[str], skipped: Counter[str]) -> Counter[str]:
    """Digit strings of the source that neither the text holds as often, nor a warning names, nor are skipped."""
    missing = numbers(source) - held(text) - skipped
    told = numbers("\n".join(warnings))
    return Counter({number: count for number, count in missing.items() if number not in told})


def tell(file: Path, source: str, text: str, left: Counter[str]) -> None:
    wanted = numbers(source)
    there = (wanted & held(text)).total()
    print(f"{file.name}: {wanted.total()} digit strings, {there} in the text, {left.total()} lost {dict(left)}")


@pytest.mark.parametrize("file", WORD, ids=lambda file: file.name)
def test_word(file: Path, witnesses: Path) -> None:
    source = (witnesses / file.suffix[1:] / f"{file.stem}.txt").read_text("utf-8-sig")
    office.use(witnesses / "converted")
    try:
        document = pipeline.read(file)
    finally:
        office.use(None)
    # The witness drops the numbers of notes at their calls and gives them before the notes, or the other way round.
    marks = Counter(note.label for note in document.footnotes)
    left = lost(source, document.text, document.warnings, marks)
    tell(file, source, document.text, left)
    assert not left
    assert numbers(source)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("file", PDF, ids=lambda file: file.name)
def test_pdf(file: Path) -> None:
    shown = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    document = pipeline.read(file)
    # Two programs see other blanks within a number: `22 6,45` to one is `226,45` to the other.
    left = lost(shown, document.text, document.warnings, dropped(document))
    joined = "".join(DIGITS.findall(document.text))
    left = Counter({number: count for number, count in left.items() if len(number) < 3 or number not in joined})
    tell(file, shown, document.text, left)
    assert not left


@pytest.mark.parametrize("file", TEXT, ids=lambda file: file.name)
def test_text(file: Path) -> None:
    source = file.read_text("utf-8-sig")
    document = pipeline.read(file)
    left = lost(source, document.text, document.warnings, dropped(document))
    tell(file, source, document.text, left)
    assert not left


@pytest.mark.parametrize(
    ("text", "warnings", "skipped", "left"),
    [
        ("Có 83 chi bộ, 390 đảng viên⁽¹⁾", [], "", {}),
        ("Có 83 chi bộ⁽¹⁾", [], "", {"390": 1}),
        ("Có 83 chi bộ⁽¹⁾", ["số trang bỏ khỏi văn bản: 390"], "", {}),
        ("Có 83 chi bộ, 390 đảng viên", [], "1", {}),
        ("Có 8390 chi bộ⁽¹⁾", [], "", {"83": 1, "390": 1}),
    ],
)
def test_the_measure_itself(text: str, warnings: list[str], skipped: str, left: dict[str, int]) -> None:
    source = "Có 83 chi bộ, 390 đảng viên1"
    assert lost(source, text, warnings, numbers(skipped)) == Counter(left)
