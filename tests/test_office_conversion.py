"""The wrapper of LibreOffice: with a stand-in that crashes and hangs as told, and with the real program where it is."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.errors import SolieuError
from pipeline.ingest import docx, office
from pipeline.model import Raw
from tests.word_files import package, paragraph, relations

STAND_IN = """#!{python}
import os, pathlib, sys, time
log = pathlib.Path({log!r})
arguments = sys.argv[1:]
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
target = arguments[arguments.index("--convert-to") + 1].split(":")[0]
profile = next(a for a in arguments if a.startswith("-env:UserInstallation="))
files = [pathlib.Path(a) for a in arguments[arguments.index("--outdir") + 2 :]]
with log.open("a") as stream:
    stream.write(f"{{len(files)}} {{profile}}\\n")
for file in files:
    data = file.read_bytes()
    if b"CRASH" in data:
        os._exit(77)
    if b"HANG" in data:
        time.sleep(60)
    if b"HALF" in data:
        (out / file.with_suffix("." + target).name).write_bytes({word!r}[:100])
    elif b"NONE" not in data:
        (out / file.with_suffix("." + target).name).write_bytes({word!r})
"""
WORD = package(paragraph("Có 83 chi bộ."))


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for soffice; the file tells its starts, one a line."""
    program, log = tmp_path / "soffice", tmp_path / "starts"
    program.write_text(STAND_IN.format(python=sys.executable, log=str(log), word=WORD), "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("SOLIEU_SOFFICE", str(program))
    monkeypatch.setenv("SOLIEU_OFFICE_SECONDS", "1")
    return log


def job(name: str, content: str = "") -> office.Job:
    return office.Job(name, b"{\\rtf1 " + content.encode(), "rtf")


def sizes(log: Path) -> list[int]:
    return [int(line.split()[0]) for line in log.read_text().splitlines()]


def codes(results: dict[str, bytes | office.Failure]) -> dict[str, str]:
    return {path: result.code for path, result in results.items() if isinstance(result, office.Failure)}


def test_many_files_in_one_start_with_a_profile_of_its_own(starts: Path) -> None:
    results = office.convert([job(f"{n}.rtf") for n in range(5)])
    assert len(results) == 5 and set(results.values()) == {WORD}
    office.convert([job("x.rtf")])
    lines = starts.read_text().splitlines()
    assert sizes(starts) == [5, 1] and len({line.split()[1] for line in lines}) == 2


def test_crash_costs_one_file(starts: Path) -> None:
    results = office.convert([job("a"), job("b", "CRASH"), job("c"), job("d")])
    assert codes(results) == {"b": "office_failed"}
    assert "77" in str(results["b"])
    assert results["a"] == results["c"] == results["d"] == WORD
    assert sizes(starts) == [4, 1, 2]


def test_hang_costs_one_file_and_little_time(starts: Path) -> None:
    began = time.monotonic()
    results = office.convert([job("a"), job("b", "HANG"), job("c")])
    assert codes(results) == {"b": "office_timeout"}
    assert "SOLIEU_OFFICE_SECONDS" in str(results["b"])
    assert time.monotonic() - began < 20


def test_file_that_gives_nothing_or_half_a_file(starts: Path) -> None:
    results = office.convert([job("a", "NONE"), job("b", "HALF"), job("c")])
    assert codes(results) == {"a": "office_failed", "b": "office_failed"} and results["c"] == WORD


def test_reading_keeps_path_format_and_digest(starts: Path, tmp_path: Path) -> None:
    path = tmp_path / "thu.doc"
    path.write_bytes(b"{\\rtf1 x}")
    raw = ingest.load(path)
    assert (raw.path, raw.format) == (str(path), "rtf")
    assert raw.pieces[0].text == "Có 83 chi bộ."
    path.write_bytes(b"{\\rtf1 CRASH}")
    with pytest.raises(SolieuError) as caught:
        ingest.load(path)
    assert caught.value.code == "office_failed" and caught.value.path == str(path)


def test_missing_program_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOLIEU_SOFFICE", str(tmp_path / "khong-co"))
    with pytest.raises(SolieuError) as caught:
        office.parse(b"{\\rtf1 x}", "thu.rtf", "0", "rtf")
    assert caught.value.code == "needs_libreoffice" and "apt install libreoffice-writer-nogui" in str(caught.value)
    monkeypatch.delenv("SOLIEU_SOFFICE")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    assert office.soffice() is None
    assert office.convert([job("a")])["a"] == office.Failure("needs_libreoffice")


def test_preloaded_conversions_are_used(starts: Path, tmp_path: Path) -> None:
    folder, kept = tmp_path / "in", tmp_path / "converted"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.rtf").write_bytes(b"{\\rtf1 %d}" % n)
    (folder / "hong.rtf").write_bytes(b"{\\rtf1 CRASH}")
    (folder / "van.txt").write_text("Không cần LibreOffice", "utf-8")
    paths = [str(p) for p in sorted(folder.iterdir())] + [str(folder / "khong-co.rtf")]
    try:
        assert office.preload(paths, kept) == 4
        made = sizes(starts)
        office.use(kept)
        assert [ingest.load(p).format for p in paths[:3]] == ["rtf"] * 3
        with pytest.raises(SolieuError) as caught:
            ingest.load(folder / "hong.rtf")
        assert caught.value.code == "office_failed"
        assert office.preload(paths, kept) == 0
        assert sizes(starts) == made
    finally:
        office.use(None)


def test_macros_are_told(starts: Path) -> None:
    data = b"{\\rtf1 x}" + "_VBA_PROJECT".encode("utf-16-le")
    assert any("macro" in w for w in office.parse(data, "a.doc", "0", "rtf").warnings)


real = pytest.mark.skipif(
    office.soffice() is None or not Path(str(office.soffice())).exists(), reason="LibreOffice is not installed"
)


def summary(raw: Raw) -> tuple[list[str], list[tuple[str, str]], list[list[str]]]:
    return (
        [p.text for p in raw.pieces if p.kind == "paragraph"],
        [(p.label, p.text) for p in raw.pieces if p.kind == "note"],
        [[c.text for c in p.table.cells] for p in raw.pieces if p.table],
    )


@pytest.fixture(scope="module")
def converted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if office.soffice() is None:
        pytest.skip("LibreOffice is not installed")
    kept = tmp_path_factory.mktemp("converted")
    names = [*(shared / "corpus/word-pdf").glob("tv-*.[dro]*"), *(shared / "corpus/legacy").glob("2003-A*.rtf")]
    office.preload([str(n) for n in names], kept)
    return kept


@real
@pytest.mark.parametrize("ending", ["doc", "rtf", "odt"])
@pytest.mark.parametrize("name", ["tv-baocao", "tv-nghiquyet"])
def test_real_file_reads_as_its_docx(name: str, ending: str, shared: Path, converted: Path) -> None:
    expected = docx.parse((shared / f"corpus/word-pdf/{name}.docx").read_bytes(), "a", "0")
    office.use(converted)
    try:
        found = ingest.load(shared / f"corpus/word-pdf/{name}.{ending}")
    finally:
        office.use(None)
    assert found.format == ending
    assert summary(found) == summary(expected)
    if name == "tv-baocao":
        assert [m.label for p in found.pieces for m in p.marks] == [str(n) for n in range(1, 19)]


@real
def test_fonts_of_legacy_files_come_through(shared: Path, converted: Path) -> None:
    office.use(converted)
    try:
        raw = ingest.load(shared / "corpus/legacy/2003-A06.rtf")
    finally:
        office.use(None)
    letters: Counter[str] = Counter()
    for piece in raw.pieces:
        for font in piece.fonts:
            letters[font.name] += font.end - font.start
    assert letters.most_common(1)[0][0] == ".VnTime"
    assert sum(letters.values()) > 0.9 * sum(len(p.text) for p in raw.pieces)


def workbook() -> bytes:
    """A workbook of two sheets, the second hidden, whose numbers Excel would show as 4.373,50 and 85,08%."""
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    office_types = {
        "xl/workbook.xml": f"{content}.sheet.main+xml",
        "xl/worksheets/sheet1.xml": f"{content}.worksheet+xml",
        "xl/worksheets/sheet2.xml": f"{content}.worksheet+xml",
        "xl/styles.xml": f"{content}.styles+xml",
    }
    overrides = "".join(f'<Override PartName="/{n}" ContentType="{t}"/>' for n, t in office_types.items())

    def text(place: str, words: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'

    def sheet(title: str) -> str:
        rows = (
            text("A1", title),
            text("A2", "Năm") + text("B2", "Kết quả"),
            text("B3", "Số") + text("C3", "Tỷ lệ"),
            '<c r="A4"><v>2016</v></c><c r="B4" s="1"><v>4373.5</v></c><c r="C4" s="2"><v>0.8508</v></c>',
        )
        lines = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(rows, 1))
        merges = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/></mergeCells>'
        return f'<worksheet xmlns="{spreadsheet}"><sheetData>{lines}</sheetData>{merges}</worksheet>'

    styles = (
        f'<styleSheet xmlns="{spreadsheet}"><fonts><font><name val="Arial"/></font></fonts><fills><fill/></fills>'
        "<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/>"
        '<xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    book = (
        f'<workbook xmlns="{spreadsheet}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Biểu 1" sheetId="1" r:id="rId1"/>'
        '<sheet name="Ẩn" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        )
        archive.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        sheets = (("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", relations(*sheets, ("styles", "styles.xml")))
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/styles.xml", styles)
        archive.writestr("xl/worksheets/sheet1.xml", sheet("KẾT NẠP ĐẢNG VIÊN"))
        archive.writestr("xl/worksheets/sheet2.xml", sheet("TRANG ẨN"))
    return out.getvalue()


@real
def test_real_workbook_shows_numbers_as_in_vietnam(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(workbook())
    raw = ingest.load(path)
    assert raw.format == "xlsx"
    assert [p.text for p in raw.pieces if p.table is None] == ["KẾT NẠP ĐẢNG VIÊN"]
    (table,) = [p.table for p in raw.pieces if p.table]
    assert {(c.row, c.column, c.row_span, c.column_span): c.text for c in table.cells} == {
        (0, 0, 2, 1): "Năm",
        (0, 1, 1, 2): "Kết quả",
        (1, 1, 1, 1): "Số",
        (1, 2, 1, 1): "Tỷ lệ",
        (2, 0, 1, 1): "2016",
        (2, 1, 1, 1): "4.373,50",
        (2, 2, 1, 1): "85,08%",
    }


def test_no_process_is_left_behind(starts: Path) -> None:
    office.convert([job("a", "HANG")])
    running = [p for p in Path("/proc").glob("[0-9]*/cmdline") if str(starts.parent / "soffice").encode() in _read(p)]
    assert running == []


def test_killed_reader_leaves_no_process_and_no_folder(starts: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    code = "from pipeline.ingest import office; office.convert([office.Job('a', b'{\\\\rtf1 HANG}', 'rtf')])"
    environment = {**os.environ, "TMPDIR": str(temporary), "SOLIEU_OFFICE_SECONDS": "60"}
    reader = subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=Path(__file__).parents[1])
    _wait_until(lambda: starts.exists() and sizes(starts) == [1])
    reader.kill()
    reader.wait()
    _wait_until(lambda: not list(temporary.iterdir()))
    stand_in = str(tmp_path / "soffice").encode()
    _wait_until(lambda: not [p for p in Path("/proc").glob("[0-9]*/cmdline") if stand_in in _read(p)])


def _wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.05)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_settings_of_the_environment_are_read_late(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.ingest import limits

    monkeypatch.setitem(os.environ, "SOLIEU_OFFICE_SECONDS", "7")
    assert limits.office_seconds() == 7
    monkeypatch.setitem(os.environ, "SOLIEU_OFFICE_SECONDS", "bậy")
    assert limits.office_seconds() == 120
