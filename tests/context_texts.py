"""Heads of documents to set single sentences under, and the figures read from such a text."""

from __future__ import annotations

from pathlib import Path

import pipeline
from pipeline.extract import figures
from pipeline.model import Figure

RESOLUTION = """ĐẢNG BỘ TỈNH HÒA LŨNG
ĐẢNG BỘ HUYỆN SƠN KHÊ
*
Số 12-NQ/ĐH
Sơn Khê, ngày 26 tháng 7 năm 2015
NGHỊ QUYẾT
Đại hội đại biểu Đảng bộ huyện Sơn Khê lần thứ XXII, nhiệm kỳ 2015 - 2020

"""
STATISTICS = """CỤC THỐNG KÊ TỈNH ĐÔNG BÌNH
Số: 512/BC-CTK
Đông Bình, ngày 28 tháng 6 năm 2019
BÁO CÁO
Tình hình kinh tế - xã hội tháng 6 và 6 tháng đầu năm 2019

"""
CONGRESS = """ĐẢNG BỘ HUYỆN SƠN KHÊ
Sơn Khê, ngày 8 tháng 7 năm 2020
BÁO CÁO CHÍNH TRỊ
của Ban Chấp hành Đảng bộ huyện trình Đại hội đại biểu Đảng bộ huyện lần thứ XXIII, nhiệm kỳ 2020 - 2025

"""
CONCLUSION = """TỈNH ỦY ĐÔNG BÌNH
*
Số 47-KL/TU
Đông Bình, ngày 8 tháng 10 năm 2019
KẾT LUẬN
của Ban Thường vụ Tỉnh ủy về tình hình 9 tháng và nhiệm vụ 3 tháng cuối năm 2019

"""


def found(tmp_path: Path, text: str) -> dict[str, Figure]:
    path = tmp_path / "van-ban.txt"
    path.write_text(text, encoding="utf-8")
    return {f.quote: f for f in figures(pipeline.read(path)).figures}


MIDTERM = """HUYỆN ỦY NAM KHÊ
ĐẢNG ỦY XÃ PHÚ LONG
Số 87-BC/ĐU
Phú Long, ngày 05 tháng 7 năm 2023
BÁO CÁO
sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội Đảng bộ xã lần thứ XII, nhiệm kỳ 2020 - 2025

I. Kết quả thực hiện các chỉ tiêu

Đến nay, có 18/22 chỉ tiêu đạt và vượt Nghị quyết.

1. Tỷ lệ hộ nghèo còn 1,8% (Nghị quyết: dưới 2%).
2. Thi hành kỷ luật 03 đảng viên, giảm 40% so với nửa đầu nhiệm kỳ trước.
"""
