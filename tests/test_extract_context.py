"""What figures take from the text around them: one case a reading that was once wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

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

PERIODS = {
    "the term under way at its middle": (
        MIDTERM,
        {"18/22 chỉ tiêu": "2020/2025", "1,8%": "2020/2025", "40%": "2020/2025"},
    ),
    "a sentence without figures": (
        "Trong 9 tháng đầu năm 2019, công tác được triển khai toàn diện. Đã kiểm tra 35 tổ chức đảng.",
        {"35 tổ chức đảng": "2019-01/2019-09"},
    ),
    "the source before the time": (
        "Theo Hội Nông dân tỉnh, trong 9 tháng năm 2011, hội hoạt động tốt. Đã kết nạp 5.314 hội viên.",
        {"5.314 hội viên": "2011-01/2011-09"},
    ),
    "an introduction above the first heading": (
        "NGHỊ QUYẾT\n\nĐại hội Đảng bộ huyện Sơn Khê\n\n"
        "Ngày 21 tháng 12 năm 2005, Đại hội đã thông qua các chỉ tiêu giai đoạn 2006 - 2010 như sau:\n\n1. Về kinh tế\n"
        "1.1. Thu ngân sách 1.200 tỷ đồng.\n2. Về xã hội\n2.1. Tỷ lệ hộ dùng điện đạt 95%.\n",
        {"1.200 tỷ đồng": "2006/2010", "95%": "2006/2010"},
    ),
    "the term before in a resolution": (
        RESOLUTION + "I. Đánh giá kết quả thực hiện Nghị quyết Đại hội XXI\n\nThu ngân sách đạt 412 tỷ đồng.\n\n"
        "II. Bầu cử\n\nBan Chấp hành gồm 39 đồng chí.\n",
        {"412 tỷ đồng": "2010/2015", "39 đồng chí": "2015/2020"},
    ),
    "years past, named before": (
        "GDP bình quân 4 năm 2001 - 2004 tăng 7,2%. Tính chung 4 năm, xuất khẩu đạt 77 tỷ USD.",
        {"77 tỷ USD": "2001/2004"},
    ),
    "the price of a year": (
        "Giá trị sản xuất năm 2004 theo giá so sánh năm 1994 ước đạt 172,8 nghìn tỷ đồng.",
        {"172,8 nghìn tỷ đồng": "2004"},
    ),
    "the whole year behind a quarter": (
        STATISTICS + "Dự kiến quý IV xuất khẩu đạt 15,5 tỷ USD, cả năm đạt 64 tỷ USD.",
        {"15,5 tỷ USD": "2019-Q4", "64 tỷ USD": "2019"},
    ),
    "last year's value": (
        STATISTICS + "Trong 6 tháng đầu năm 2019, dịch vụ tăng 8,5% (cùng kỳ năm trước: 7,5%).",
        {"8,5%": "2019-H1", "7,5%": "2018-H1"},
    ),
    "day to day, and so far": (
        STATISTICS + "Từ ngày 16/5 đến ngày 15/6 xảy ra 21 vụ cháy. Lũy kế từ đầu năm xảy ra 128 vụ cháy.",
        {"21 vụ cháy": "2019-05-16/2019-06-15", "128 vụ cháy": "2019-H1"},
    ),
    "growth averaged over the years": (
        RESOLUTION + "II. Các chỉ tiêu\n1. Thu ngân sách đến năm 2020 đạt 500 tỷ đồng, tăng bình quân 10%/năm.",
        {"500 tỷ đồng": "2020", "10%/năm": "2015/2020"},
    ),
}


@pytest.mark.parametrize("case", PERIODS)
def test_period(tmp_path: Path, case: str) -> None:
    text, wanted = PERIODS[case]
    read = found(tmp_path, text)
    assert {quote: read[quote].period for quote in wanted} == wanted


ATTRIBUTES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a result beside its target": (MIDTERM, "1,8%", {"kind": "statistic", "status": "actual"}),
    "the target of a result": (MIDTERM, "dưới 2%", {"kind": "target", "status": "planned"}),
    "the plan of a rate": (
        "Giá trị sản xuất tăng bình quân trong 4 năm (2001 - 2004) là 5,2% (kế hoạch 5 năm là 4,8%).",
        "4,8%",
        {"kind": "target", "status": "planned", "measure": "change"},
    ),
    "the rate it is the plan of": (
        "Giá trị sản xuất tăng bình quân trong 4 năm (2001 - 2004) là 5,2% (kế hoạch 5 năm là 4,8%).",
        "5,2%",
        {"kind": "statistic", "measure": "change"},
    ),
    "a plan behind its verdict": (
        "Giá trị sản xuất tăng 15,8% thấp hơn mức kế hoạch đề ra cho toàn ngành (16,2%).",
        "16,2%",
        {"kind": "target", "indicator": "Giá trị sản xuất tăng, kế hoạch"},
    ),
    "a plan that is a bare number": (
        "Kết nạp 142 đảng viên (kế hoạch 120).",
        "120",
        {"kind": "target", "value_low": 120},
    ),
    "an index of attainment": ("Nhập khẩu ước 25,2 triệu USD, bằng 96,4% tháng trước.", "96,4%", {"measure": "level"}),
    "attained like the whole": (
        "Vốn đầu tư ước 2.150 tỷ đồng, đạt 45,8% kế hoạch; trong đó vốn vay 1.320 tỷ đồng, đạt 48,1%.",
        "48,1%",
        {"measure": "level", "parent": None},
    ),
    "a share told as equal": ("Thu ngân sách bằng 36,2 - 36,8% GDP.", "36,2 - 36,8%", {"measure": "share"}),
    "a rate said again": ("Số vụ giảm 46 vụ, tương ứng 18,4% so với cùng kỳ.", "18,4%", {"measure": "change"}),
    "a deficit is a level": (
        "Cán cân thương mại thâm hụt khoảng 1,4 tỷ USD.",
        "khoảng 1,4 tỷ USD",
        {"measure": "level"},
    ),
    "a difference from last year": (
        "Bắt 118 vụ ma túy, nhiều hơn cùng kỳ năm 2019 là 35 vụ.",
        "35 vụ",
        {"measure": "change", "direction": "increase"},
    ),
    "what it differs from": (
        "Bắt 118 vụ ma túy, nhiều hơn cùng kỳ năm 2019 là 35 vụ.",
        "118 vụ",
        {"measure": "level", "direction": None},
    ),
    "growth between two rates": (
        "Phấn đấu GDP tăng từ 5,5% đến 6,0%.",
        "từ 5,5% đến 6,0%",
        {"value_low": 5.5, "value_high": 6.0, "comparator": "range"},
    ),
    "where a movement starts": (
        "Phần của công nghiệp từ 72,7% trong 6 tháng đầu năm 2006 hạ xuống 56,5%.",
        "72,7%",
        {"comparator": "eq"},
    ),
    "the base with its month": (
        "Chỉ số giá tăng 21,87% so với tháng 12 năm 2007.",
        "21,87%",
        {"compared_with": "so với tháng 12 năm 2007"},
    ),
    "a sum of money in full": (
        "Thu từ trồng trọt 14.250.000.000 đồng.",
        "14.250.000.000 đồng",
        {"value_low": 14.25e9},
    ),
    "the range a line end cut": (
        "Các xã tiếp tục mở rộng vùng trồng chè và cây ăn quả có giá trị cao, gắn với\n"
        "các cơ sở chế biến trên địa bàn; đưa giống mới vào gieo trồng ở những nơi chủ\n"
        "động được nước tưới. Năm 2013, giá trị sản xuất nông nghiệp phấn đấu tăng 3,4\n"
        "- 3,8%. Muốn vậy, mỗi xã phải có ít nhất một tổ hợp tác làm nòng cốt cho việc\n"
        "tiêu thụ nông sản của bà con trong vùng.\n",
        "3,4 - 3,8%",
        {"value_low": 3.4, "value_high": 3.8},
    ),
}


@pytest.mark.parametrize("case", ATTRIBUTES)
def test_attributes(tmp_path: Path, case: str) -> None:
    text, quote, wanted = ATTRIBUTES[case]
    figure = found(tmp_path, text)[quote]
    assert {name: getattr(figure, name) for name in wanted} == wanted


PARENTS = {
    "Có 18 chỉ tiêu đạt kế hoạch; trong đó, kinh tế 4/4 chỉ tiêu; xã hội 9/10 chỉ tiêu.": {
        "4/4 chỉ tiêu": "18 chỉ tiêu",
        "9/10 chỉ tiêu": "18 chỉ tiêu",
    },
    "Kỷ luật 1 đảng ủy bằng hình thức cảnh cáo và 366 đảng viên (trong đó có 92 cấp ủy viên, chiếm 25,1%)"
    " bằng các hình thức: Khiển trách 263, cảnh cáo 69.": {
        "366 đảng viên": None,
        "92 cấp ủy viên": "366 đảng viên",
        "25,1%": "366 đảng viên",
        "263": "366 đảng viên",
    },
    "Giải quyết 70 vụ/103 bị can (truy tố 69 vụ/102 bị can).": {"69 vụ": "70 vụ", "102 bị can": "103 bị can"},
    "Kết nạp 142 đảng viên, trong đó nữ 71 đồng chí, chiếm 50%; dân tộc thiểu số 18 đồng chí; xóa tên 04 đảng viên.": {
        "18 đồng chí": "142 đảng viên",
        "04 đảng viên": None,
    },
    "Thu ngân sách bằng 53,8% dự toán, trong đó thu nội địa bằng 52,1%.": {"52,1%": None},
    "Bán lẻ đạt 24.360 tỷ đồng. Phân theo loại hình: kinh tế nhà nước 1.850 tỷ đồng.": {
        "1.850 tỷ đồng": "24.360 tỷ đồng"
    },
}


@pytest.mark.parametrize("text", PARENTS)
def test_parent(tmp_path: Path, text: str) -> None:
    read = found(tmp_path, text)
    names = {figure.figure_id: quote for quote, figure in read.items()}
    wanted = PARENTS[text]
    assert {quote: names.get(read[quote].parent or "") for quote in wanted} == wanted


INDICATORS = {
    "Lúa đông xuân: diện tích đạt 3,12 triệu ha; năng suất đạt 64,8 tạ/ha.": ("64,8 tạ/ha", "năng suất lúa đông xuân"),
    "Do chi phí còn cao nên giá trị tăng thêm của công nghiệp chỉ đạt 10%.": (
        "10%",
        "giá trị tăng thêm của công nghiệp",
    ),
    "Theo Sở Công Thương cho biết, tổng mức bán lẻ đạt 583 tỷ đồng.": ("583 tỷ đồng", "tổng mức bán lẻ"),
    "Than giảm 31,2% về lượng nhưng tăng 40% về trị giá.": ("40%", "trị giá Than tăng"),
    "Cơ cấu kinh tế đến năm 2020: nông nghiệp 28%, công nghiệp - xây dựng 40%.": (
        "40%",
        "Cơ cấu kinh tế công nghiệp - xây dựng",
    ),
    "Tỷ lệ huy động ra lớp ở nhà trẻ là 43,5%, mẫu giáo 99,2%.": ("99,2%", "Tỷ lệ huy động ra lớp ở mẫu giáo"),
    "Có 52 tổ chức cơ sở đảng đạt trong sạch vững mạnh.": (
        "52 tổ chức cơ sở đảng",
        "tổ chức cơ sở đảng trong sạch vững mạnh",
    ),
    "Các doanh nghiệp 100% vốn trong nước đạt 21,5 tỷ USD.": ("21,5 tỷ USD", "doanh nghiệp 100% vốn trong nước"),
    "Toàn tỉnh có 35/142 xã đạt 19 tiêu chí nông thôn mới, chiếm 24,6%.": ("24,6%", "xã 19 tiêu chí nông thôn mới"),
}


@pytest.mark.parametrize("text", INDICATORS)
def test_indicator(tmp_path: Path, text: str) -> None:
    quote, wanted = INDICATORS[text]
    assert found(tmp_path, text)[quote].indicator == wanted


TABLE = """BÁO CÁO
Tình hình xuất khẩu năm 2008

Biểu 2. Kim ngạch xuất khẩu
Đơn vị: triệu USD

Mặt hàng\tNăm 2007\tKế hoạch 2008\tƯớc 2008\tTăng so 2007 (%)
Tổng kim ngạch\t48.560\t58.600\t64.500\t32,8
Trong đó: Thủy sản\t3.760\t4.250\t4.500\t19,7
- Dệt may\t7.750\t9.500\t9.100\t17,4
"""


def test_a_table_compared_with_the_year_before(tmp_path: Path) -> None:
    read = found(tmp_path, TABLE)
    whole = read["64.500"].figure_id
    assert (read["4.500"].parent, read["9.100"].parent) == (whole, whole)
    assert {read["9.100"].indicator, read["7.750"].indicator} == {"kim ngạch xuất khẩu dệt may"}
    assert [(read[q].period, read[q].measure) for q in ("32,8", "17,4")] == [("2008", "change")] * 2
    assert [(read[q].period, read[q].kind) for q in ("7.750", "9.500")] == [("2007", "statistic"), ("2008", "target")]
