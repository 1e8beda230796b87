"""What figures take from the text around them: one case a reading that was once wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from context_texts import CONGRESS, MIDTERM, RESOLUTION, STATISTICS, found

from pipeline.extract import phrasing

ATTRIBUTES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a result by a day gone by, in a resolution": (
        RESOLUTION + "Tỷ lệ giải ngân đến ngày 30/6/2015 đạt 71,6% kế hoạch.",
        "71,6%",
        {"kind": "statistic", "status": "actual", "period": "2015-06-30"},
    ),
    "a plan by a day to come": (
        RESOLUTION + "Tỷ lệ giải ngân đến ngày 31/12/2015 đạt 95% kế hoạch.",
        "95%",
        {"kind": "target", "status": "planned"},
    ),
    "the end of the year in an outlook": (
        STATISTICS + "Dự kiến doanh thu đạt 18 tỷ đồng, đưa số lao động tính đến cuối năm 2019 lên 770 người.",
        "770 người",
        {"status": "estimated", "period": "2019"},
    ),
    "the same time of the year before, in a clause": (
        "Quý I năm 2025, tỷ trọng nông nghiệp chiếm 26,3%, trong khi cùng kỳ năm trước tỷ trọng này là 27,4%.",
        "27,4%",
        {"period": "2024-Q1"},
    ),
    "all of a plan's years": (
        "Mục tiêu giai đoạn 2021 - 2025\n\nĐến năm 2025, kết nạp 1.700 đảng viên, cả giai đoạn 8.500 đảng viên.",
        "8.500 đảng viên",
        {"period": "2021/2025"},
    ),
    "a grade behind the label of its list": (
        "Xếp loại hạnh kiểm học sinh: tốt 78,2%, khá 19,1%, trung bình 2,5%.",
        "19,1%",
        {"indicator": "hạnh kiểm học sinh khá"},
    ),
    "the days that data were gathered on": (
        STATISTICS + "Cục báo cáo kết quả 6 tháng, số liệu tính đến ngày 14/6/2019, như sau:\n\nĐã kiểm tra 12 cơ sở.",
        "12 cơ sở",
        {"period": "2019-H1"},
    ),
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
    "a plan named by who set it": (
        "Bội chi giảm xuống còn 4,9% GDP (Quốc hội thông qua 5,3%).",
        "5,3%",
        {"kind": "target", "status": "planned"},
    ),
    "one of two plans": (
        "Dư nợ tín dụng tăng 8,9%, trong khi mức khống chế cả năm lần lượt là 16% và 20%.",
        "20%",
        {"kind": "target", "status": "planned"},
    ),
    "a part as sure as its whole": (
        "Kim ngạch nhập khẩu năm 2020 dự kiến đạt 34 tỷ USD. Trong đó, máy móc là 11,4 tỷ USD, tăng 14%.",
        "11,4 tỷ USD",
        {"status": "estimated"},
    ),
    "a growth as sure as its whole": (
        "Năm 2020 phấn đấu xuất khẩu đạt 28,5 tỷ USD. Trong đó hàng công nghiệp là 9 tỷ USD, tăng 12,5%.",
        "12,5%",
        {"kind": "target", "status": "planned"},
    ),
    "estimated with its time": (
        "Chín tháng tăng 5,76%, cả năm ước tăng khoảng 6%; nông nghiệp tăng 3%.",
        "3%",
        {"status": "estimated"},
    ),
    "below a programme named for targets": (
        f"{STATISTICS}II. Y TẾ VÀ CÁC CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA\n\nSốt xuất huyết ghi nhận 1.742 trường hợp mắc.",
        "1.742 trường hợp",
        {"kind": "statistic", "status": "actual"},
    ),
    "what a dated document foresees": (
        STATISTICS + "Nhu cầu thép năm 2020 khoảng 6 triệu tấn.",
        "khoảng 6 triệu tấn",
        {"kind": "statistic", "status": "estimated"},
    ),
    "a bound that is a grade": (
        "Toàn tỉnh có 318 bản, trong đó 47% xếp loại B trở lên.",
        "47%",
        {"comparator": "eq"},
    ),
    "a second noun with a number of its own": (
        "Huyện Đông Khê có 8/17 xã, thị xã Phố Cát 5/9 xã đạt chuẩn.",
        "8/17 xã",
        {"unit": "xã"},
    ),
    "a plan's rate without a blank": ("Thu hái 21.300 tấn, đạt 44,4%KH, giá thu mua ổn định.", "44,4%", {"unit": "%"}),
    "a new thing behind a base": (
        "Sản lượng tăng 2,2 triệu tấn so với năm 2010, xuất khẩu khoảng 7,2 triệu tấn gạo.",
        "khoảng 7,2 triệu tấn gạo",
        {"measure": "level"},
    ),
    "the second of two growths": (
        "Vận tải tăng tương ứng 8,9% và 7,6% so với cùng kỳ năm 2018.",
        "7,6%",
        {"measure": "change"},
    ),
    "an index behind a movement": (
        "Lượng nhập khẩu giảm nhiều, chỉ bằng 88% của năm 2004.",
        "88%",
        {"measure": "level"},
    ),
    "months before any verb": (
        STATISTICS + "Tai nạn giao thông 5 tháng xảy ra 987 vụ.",
        "987 vụ",
        {"period": "2019-01/2019-05"},
    ),
    "a term behind a sentence of one year": (
        CONGRESS + "Cơ cấu kinh tế năm 2018 chuyển dịch khá, nông nghiệp còn 32,4%. Trồng mới 2.360 ha rừng sản xuất.",
        "2.360 ha",
        {"period": "2015/2020"},
    ),
    "every year of a term": (
        CONGRESS + "Chỉ tiêu đến năm 2025:\n- Thu ngân sách tăng bình quân 13%/năm; thu nhập đạt 75 triệu đồng/năm.",
        "13%/năm",
        {"period": "2020/2025"},
    ),
    "the last year of a term": (
        CONGRESS + "Chỉ tiêu đến năm 2025:\n- Thu ngân sách tăng bình quân 13%/năm; thu nhập đạt 75 triệu đồng/năm.",
        "75 triệu đồng/năm",
        {"period": "2025"},
    ),
    "last school year in brackets": (
        "SỞ GIÁO DỤC\nĐông Bình, ngày 8 tháng 7 năm 2017\nBÁO CÁO\nTổng kết năm học 2016 - 2017\n\n"
        "Học sinh bỏ học chiếm 1,36% (năm học trước 1,52%).",
        "1,52%",
        {"period": "2015/2016"},
    ),
    "a plan that opens a note": (
        STATISTICS + "Kế hoạch kinh phí khuyến công năm 2019 là 3,5 tỷ đồng.",
        "3,5 tỷ đồng",
        {"kind": "target", "status": "planned"},
    ),
    "since a year": (STATISTICS + "Từ năm 2015 đến nay đã xử lý 126 hồ sơ.", "126 hồ sơ", {"period": "2015/2019"}),
    "a base that is a multiple's": (
        STATISTICS + "Sản lượng năm 2016 là 98.500 m3, gấp 4,3 lần năm 2007, giá trị gần 108 tỷ đồng.",
        "gần 108 tỷ đồng",
        {"period": "2016"},
    ),
    "the rest of the months of a term": (
        "HUYỆN ỦY SƠN KHÊ\nSơn Khê, ngày 8 tháng 9 năm 2017\nBÁO CÁO\n"
        "Kết quả 10 năm (2007 - 2017) thực hiện Nghị quyết về kinh tế rừng\n\nDư nợ đến cuối tháng 6 là 286,4 tỷ đồng.",
        "286,4 tỷ đồng",
        {"period": "2017-06"},
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
    "people at a congress": (
        RESOLUTION + "Đại hội họp từ ngày 14 đến ngày 15/7/2015, với sự tham dự của 148 đại biểu.",
        "148 đại biểu",
        {"kind": "statistic", "status": "actual"},
    ),
    "a settled budget in a resolution": (
        RESOLUTION + "Điều 1. Phê chuẩn quyết toán ngân sách năm 2014 như sau:\n\nTổng thu: 612.305 triệu đồng.\n",
        "612.305 triệu đồng",
        {"kind": "statistic", "status": "actual"},
    ),
    "the plan behind a rate of attainment": (
        "Kết nạp 352 đảng viên, đạt 58,7% chỉ tiêu cả nhiệm kỳ (600 đảng viên).",
        "600 đảng viên",
        {"kind": "target"},
    ),
    "a difference from the plan": (
        "Tổn thất điện năng là 7,17%, thấp hơn kế hoạch 0,08%.",
        "0,08%",
        {"kind": "statistic", "measure": "change"},
    ),
    "a forecast in a title is of its second part": (
        STATISTICS.replace("tháng 6 và 6 tháng đầu năm 2019", "6 tháng đầu năm 2019; dự báo quý III")
        + "Thu 5 tỷ đồng.",
        "5 tỷ đồng",
        {"status": "actual"},
    ),
    "an amount out of another": (
        "Đã giải ngân 3,17 tỷ đồng trên 7,6 tỷ đồng được giao.",
        "7,6 tỷ đồng",
        {"comparator": "eq"},
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
    "Tổng kinh phí là 1.186 tỷ đồng; trong đó ngân sách tỉnh hỗ trợ 60%, ngân sách huyện 15%, nhân dân đóng góp 25%.": {
        "60%": "1.186 tỷ đồng",
        "25%": "1.186 tỷ đồng",
    },
    "Cổ phần hóa được 1. 852 doanh nghiệp, trong đó năm 2000: 212 doanh nghiệp, năm 2001: 204 doanh nghiệp.": {
        "212 doanh nghiệp": "1. 852 doanh nghiệp"
    },
    "Kết nạp 1.034 đảng viên, đạt 51,7% chỉ tiêu năm, tăng 6,4% so với cùng kỳ (nữ 497; tôn giáo 58).": {
        "497": "1.034 đảng viên",
        "58": "1.034 đảng viên",
    },
    "Kết nạp 352 đảng viên[1], cấp 47 thẻ.\n\n[1] Năm 2016: 138, năm 2017: 141, còn lại 73 đồng chí.": {
        "138": "352 đảng viên",
        "73 đồng chí": "352 đảng viên",
    },
    "Toàn Đảng bộ có 2.951 đảng viên[1].\n\n[1] Nữ 1.347 (45,65%).": {
        "1.347": "2.951 đảng viên",
        "45,65%": "2.951 đảng viên",
    },
    "Tiếp nhận 05 đơn phản ánh; đã giải quyết 04 đơn, còn 01 đơn.": {"04 đơn": "05 đơn", "01 đơn": "05 đơn"},
    "Sau dồn đổi bình quân còn 2,1 thửa/hộ (trước đây là 5,6 thửa).": {"5,6 thửa": None},
    "Kết nạp 8.642 đảng viên, tăng 1.315 đồng chí so với nhiệm kỳ trước (nữ 39,2%).": {"39,2%": "8.642 đảng viên"},
    "Tổng vốn đầu tư đạt 731 nghìn tỷ đồng. Trong đó, vốn ngân sách chiếm 21,9%.": {"21,9%": "731 nghìn tỷ đồng"},
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
    "Có 2.946/2.951 đảng viên (99,83%) đăng ký nội dung học tập theo Bác.": (
        "2.946/2.951 đảng viên",
        "đảng viên đăng ký nội dung học tập theo Bác",
    ),
    "Xảy ra 97 vụ tai nạn giao thông, làm 41 người chết.": ("41 người chết", "người chết vụ tai nạn giao thông"),
    "Làm mới 4.180 km đường, nâng cấp 12.600 km.": ("12.600 km", "đường nâng cấp"),
    "Có thêm 05 sản phẩm OCOP hạng 3 sao trở lên, nâng tổng số lên 12 sản phẩm.": (
        "12 sản phẩm",
        "sản phẩm ocop hạng 3 sao trở lên",
    ),
    "Kim ngạch ước 84 triệu USD, mới bằng 93,3% mục tiêu Đại hội.": ("93,3%", "Kim ngạch mục tiêu Đại hội"),
    "Kết nạp mỗi năm 25 đảng viên, cả nhiệm kỳ 125 đồng chí trở lên.": ("125 đồng chí trở lên", "đảng viên Kết nạp"),
    "Giá trị sản xuất tháng 9 ước 196,5 tỷ đồng. Luỹ kế 9 tháng thực hiện 1.642 tỷ đồng, tăng 18,4%.": (
        "18,4%",
        "Giá trị sản xuất tăng",
    ),
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
def test_indicator(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the rules word it; what the word model makes of that is judged in test_extract_phrasing."""
    monkeypatch.setattr(phrasing, "name", lambda document, told: None)
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
