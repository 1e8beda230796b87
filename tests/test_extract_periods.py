"""Which time a figure takes from the text around it, and its rhythm: one case a reading that was once wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from context_texts import CONCLUSION, MIDTERM, RESOLUTION, STATISTICS, found

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
    "months told without their year": (
        CONCLUSION + "I- TÌNH HÌNH 9 THÁNG\n\nTổng sản phẩm tăng 9,1% so cùng kỳ.\n\n"
        "II- NHIỆM VỤ QUÝ IV\n\nKết nạp 380 đảng viên.\n",
        {"9,1%": "2019-01/2019-09", "380 đảng viên": "2019-Q4"},
    ),
    "the year that a document cited above is of": (
        CONCLUSION + "Thực hiện Nghị quyết số 12/NQ-HU ngày 11/12/2018, kết quả như sau:\n\n"
        "Đàn lợn thời điểm 01/4 còn 412 nghìn con. Dịch tai xanh phát sinh tại 27 xã.\n",
        {"412 nghìn con": "2019-04-01", "27 xã": "2019-01/2019-09"},
    ),
    "the year that a title looks ahead to": (
        STATISTICS.replace("tháng 6 và 6 tháng đầu năm 2019", "9 tháng đầu năm, phương hướng năm 2020")
        + "Từ đầu năm đã ban hành 46 văn bản.",
        {"46 văn bản": "2019-01/2019-09"},
    ),
    "several values of last year": (
        STATISTICS + "Trong 6 tháng đầu năm xảy ra 14 vụ cháy, thiệt hại 23,5 ha (cùng kỳ năm trước 31 vụ, 60,2 ha).",
        {"23,5 ha": "2019-H1", "31 vụ": "2018-H1", "60,2 ha": "2018-H1"},
    ),
    "the crop season": (
        STATISTICS + "a) Trồng trọt: Vụ Đông Xuân 2018 - 2019 gieo trồng 61.482 ha. Sản lượng cả vụ gần 242 nghìn tấn.",
        {"61.482 ha": "2018/2019", "gần 242 nghìn tấn": "2018/2019"},
    ),
    "a standard's own years": (
        RESOLUTION
        + "II. Chỉ tiêu\nHộ nghèo theo chuẩn giai đoạn 2016 - 2020 dưới 1%; bao phủ bảo hiểm y tế 97% dân số.",
        {"97%": "2015/2020"},
    ),
    "years up to a month": (
        STATISTICS + "Lũy kế thu ngân sách từ đầu năm 2016 đến hết tháng 5/2019 đạt 684,7 tỷ đồng.",
        {"684,7 tỷ đồng": "2016-01/2019-05"},
    ),
    "the time of a plan repeated in brackets": (
        STATISTICS + "Trong 6 tháng đầu năm kết nạp 118 đảng viên, vượt 7,3% chỉ tiêu (110). "
        "May sẵn 4,1 triệu sản phẩm (KH năm 6 triệu).",
        {"110": "2019-H1", "6 triệu": "2019"},
    ),
    "the base of a rate": (
        STATISTICS + "Ước cả năm 2019 đạt 1.486 tỷ đồng, bằng 82,6% mục tiêu năm 2020.",
        {"82,6%": "2019"},
    ),
    "the years of a strategy's name": (
        STATISTICS + "Rà soát dự án theo Chiến lược phát triển ngành đến năm 2025, tạm dừng 5/17 dự án.",
        {"5/17 dự án": "2019-H1"},
    ),
    "the sum told later in the sentence": (
        STATISTICS + "Bán lẻ tháng 6 ước 264 tỷ đồng, cộng dồn 6 tháng được 1.538 tỷ đồng; quốc doanh 247,2 tỷ đồng.",
        {"264 tỷ đồng": "2019-06", "247,2 tỷ đồng": "2019-H1"},
    ),
    "this month, and what is compared with the month before": (
        STATISTICS + "Trong tháng xảy ra 12 vụ cháy.\n\nTổng mức bán lẻ ước 238 tỷ đồng, tăng 1,9% so tháng trước.",
        {"12 vụ cháy": "2019-06", "238 tỷ đồng": "2019-06"},
    ),
    "a monthly report sums up": (STATISTICS + "Phân u-rê sản xuất 156,3 nghìn tấn.", {"156,3 nghìn tấn": "2019-H1"}),
    "a review inside a resolution": (
        RESOLUTION
        + "I. Tán thành đánh giá kết quả thực hiện nghị quyết nhiệm kỳ 2010 - 2015 nêu trong Báo cáo chính trị. "
        "Đại hội nhấn mạnh: giá trị sản xuất tăng bình quân 9,8%/năm.\n",
        {"9,8%/năm": "2010/2015"},
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


RHYTHMS = {
    "(1) Lao động qua đào tạo 75% (có bằng cấp 35%); mỗi năm giải quyết việc làm cho 450 người.": {
        "35%": "",
        "450 người": "annual",
    },
    "Kết nạp mỗi năm 25 đảng viên; chi bộ có chi ủy đạt 80% vào năm 2027.": {"25 đảng viên": "annual", "80%": ""},
    "GDP bình quân 4 năm 2001 - 2004 tăng 7,2% (năm 2001 tăng 6,9%).": {"7,2%": "annual", "6,9%": ""},
    "Tỷ lệ hộ nghèo giảm từ 28,7% xuống 11,2%, bình quân mỗi năm giảm 3,5%.": {"11,2%": "", "3,5%": "annual"},
}


@pytest.mark.parametrize("text", RHYTHMS)
def test_rhythm(tmp_path: Path, text: str) -> None:
    wanted = RHYTHMS[text]
    read = found(tmp_path, text)
    assert {quote: read[quote].frequency for quote in wanted} == wanted
