"""Documents and figures made by hand, for tests that need no file."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Block, Document, Figure


def document_of(*lines: str, doc_id: str = "00112233aabbccdd", path: str = "mau.txt") -> Document:
    """A Document with a paragraph a line."""
    blocks, start = [], 0
    for position, line in enumerate(lines):
        blocks.append(Block(position, "paragraph", start, start + len(line), block_id=f"b{position + 1:04d}"))
        start += len(line) + 1
    return Document(doc_id, doc_id * 4, path, "txt", "\n".join(lines), blocks)


def figure_at(document: Document, words: str, **values: object) -> Figure:
    """A figure over the first place of `words`."""
    start = document.text.index(words)
    block = next(b.position for b in document.blocks if b.start <= start < b.end)
    plain = Figure(
        *(start, start + len(words), words, words, block),
        *("statistic", "level", "actual", "eq", 1.0, 1.0, words, 0),
    )
    return replace(plain, **values)  # type: ignore[arg-type]


RESOLUTION = """\
ĐẢNG BỘ TỈNH HẢI LÂM                    ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ {place}
Số 02-NQ/ĐU                              {place}, ngày 15 tháng 6 năm 2020

NGHỊ QUYẾT
Đại hội Đảng bộ xã {place}, nhiệm kỳ 2020-2025

I. KẾT QUẢ THỰC HIỆN NHIỆM KỲ 2015-2020

1. Thu ngân sách năm 2019 đạt {income} triệu đồng, tăng 12,5% so với năm 2018.

2. Trong nhiệm kỳ đã kết nạp 45 đảng viên mới.

II. CHỈ TIÊU NHIỆM KỲ 2020-2025

1. Phấn đấu kết nạp ít nhất 50 đảng viên mới.

2. Thu ngân sách tăng từ 8 đến 10% mỗi năm.
"""


def resolution(place: str = "An Hòa", income: str = "4.560") -> str:
    """The text of a small resolution of an invented commune; other arguments make other documents."""
    return RESOLUTION.format(place=place, income=income)
