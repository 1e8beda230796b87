"""Small drafts for tests of comparison: one report, its middle given; and what a comparison found, in short."""

from __future__ import annotations

from pathlib import Path

from pipeline.audit.drafts import Comparison, compare, read

REPORT = """\
ĐẢNG BỘ TỈNH HẢI LÂM                    ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ AN HÒA
Số 02-BC/ĐU                              An Hòa, ngày 15 tháng 12 năm 2019

BÁO CÁO
Kết quả thực hiện nhiệm vụ năm 2019

I. KẾT QUẢ

Công tác lãnh đạo, chỉ đạo được triển khai đồng bộ, toàn diện trên các lĩnh vực, đạt nhiều kết quả quan trọng.

{middle}

Các tổ chức đoàn thể phát huy tốt vai trò, vận động hội viên, đoàn viên tham gia phong trào thi đua.
"""
Told = list[tuple[str, str | None, str | None]]


def compared(folder: Path, old: str, new: str) -> Comparison:
    """Two reports that differ in their middle."""
    return compare_texts(folder, REPORT.format(middle=old), REPORT.format(middle=new))


def compare_texts(folder: Path, old: str, new: str) -> Comparison:
    """Two texts, read as files."""
    for name, text in (("cu.txt", old), ("moi.txt", new)):
        (folder / name).write_text(text, encoding="utf-8")
    return compare(read(folder / "cu.txt"), read(folder / "moi.txt"))


def told(comparison: Comparison, *quiet: str) -> Told:
    """Change, old and new quote of every change but those named in `quiet`."""
    return [
        (c.change, c.old and c.old.quote, c.new and c.new.quote) for c in comparison.changes if c.change not in quiet
    ]


def differing(comparison: Comparison) -> Told:
    """What differs; figures that only moved or stand in other words left out."""
    return told(comparison, "moved", "reworded")
