"""Archives of documents: every member found, hostile archives stopped."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.errors import SolieuError
from pipeline.ingest import zipped
from tests.word_files import package, paragraph


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return out.getvalue()


def put(folder: Path, members: dict[str, bytes]) -> str:
    path = folder / "a.zip"
    path.write_bytes(archive(members))
    return str(path)


TEXT = "Có 83 chi bộ.".encode()


def test_members_at_every_depth_and_what_is_left_aside(tmp_path: Path) -> None:
    inner = archive({"c.txt": TEXT, "thư mục/đ.txt": TEXT})
    path = put(tmp_path, {"b/x.txt": TEXT, "trong.zip": inner, "__MACOSX/._x": b"x", ".an": b"x", "~$k.doc": b"x"})
    found = dict(zipped.members(path))
    assert list(found) == [
        *(f"{path}!/b/x.txt", f"{path}!/trong.zip!/c.txt", f"{path}!/trong.zip!/thư mục/đ.txt"),
    ]
    assert set(found.values()) == {TEXT}


def test_a_member_is_read_by_its_path(tmp_path: Path) -> None:
    word = package(paragraph("Kết nạp 390 đảng viên."))
    path = put(tmp_path, {"trong.zip": archive({"b.docx": word}), "a.docx": word})
    raw = ingest.load(f"{path}!/trong.zip!/b.docx")
    assert (raw.path, raw.format) == (f"{path}!/trong.zip!/b.docx", "docx")
    assert raw.sha256 == ingest.load(f"{path}!/a.docx").sha256
    with pytest.raises(SolieuError) as caught:
        ingest.load(f"{path}!/khong-co.docx")
    assert caught.value.code == "not_found"


def test_word_file_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(package(paragraph("Một")))
    (tmp_path / "b.zip").write_bytes(package(paragraph("Một")))
    assert not zipped.is_archive(str(tmp_path / "a.docx")) and not zipped.is_archive(str(tmp_path / "b.zip"))
    assert zipped.is_archive(put(tmp_path, {"x.txt": TEXT}))


def test_one_bad_member_costs_itself(tmp_path: Path) -> None:
    broken = archive({"x.txt": TEXT})[:-30]
    path = put(tmp_path, {"a.txt": TEXT, "hong.zip": broken, "rong.txt": b"", "z.txt": TEXT})
    found = {name.rsplit("!/", 1)[1]: content for name, content in zipped.members(path)}
    assert found["a.txt"] == found["z.txt"] == TEXT
    codes = {name: c.code for name, c in found.items() if isinstance(c, SolieuError)}
    assert codes == {"hong.zip": "corrupt_zip", "rong.txt": "empty_file"}


def test_damaged_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(SolieuError) as caught:
        list(zipped.members(str(path)))
    assert caught.value.code == "corrupt_zip"


@pytest.mark.parametrize(
    ("setting", "members"),
    [
        ("SOLIEU_MAX_ZIP_MB", {f"{n}.bin": bytes(range(256)) * 2000 for n in range(4)}),
        ("SOLIEU_MAX_ZIP_FILES", {f"{n}.txt": TEXT for n in range(3)}),
    ],
)
def test_limits_of_the_whole_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, members: dict[str, bytes]
) -> None:
    path = put(tmp_path, members)
    assert len(list(zipped.members(path))) == len(members)
    monkeypatch.setenv(setting, "1")
    with pytest.raises(SolieuError) as caught:
        list(zipped.members(path))
    assert caught.value.code == "too_large" and setting in str(caught.value)


def test_bomb_and_nest_cost_themselves(tmp_path: Path) -> None:
    nest = archive({"x.txt": TEXT})
    for _ in range(5):
        nest = archive({"trong.zip": nest})
    path = put(tmp_path, {"bom.txt": bytes(20_000_000), "nest.zip": nest, "x.txt": TEXT})
    found = dict(zipped.members(path))
    assert found[f"{path}!/x.txt"] == TEXT
    errors = [content for content in found.values() if isinstance(content, SolieuError)]
    assert [e.code for e in errors] == ["too_large", "too_large"]
    assert "SOLIEU_MAX_ZIP_RATIO" in str(errors[0]) and "SOLIEU_MAX_ZIP_DEPTH" in str(errors[1])


def test_names_cannot_climb_out(tmp_path: Path) -> None:
    path = put(tmp_path, {"../../etc/x.txt": TEXT, "/abs.txt": TEXT, "c\\d.txt": TEXT})
    assert [name.split("!/")[1] for name, _ in zipped.members(path)] == ["abs.txt", "c/d.txt", "etc/x.txt"]
