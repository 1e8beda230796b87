"""Papers whose bare numbers are names: notices and invitations, beside papers whose bare numbers are amounts."""

from __future__ import annotations

from pathlib import Path

import pipeline
from pipeline.extract import Extraction, figures

NOTICE = """Bộ đội Biên phòng (Đồn 184, Đồn 192) thông báo cho ngư dân vùng 4 và các trạm Hòn Khoai 2, Hòn Khoai 3
đang bắn đạn thật. Tàu thuyền của Lâm trường 5 và Nông trường 7 không đi vào khu vực kể từ ngày 04/10/2013;
ai cần hỏi thì gặp trực ban của Hải đội 2 tại phòng 205. Các xã ven biển đọc thông báo này trên loa truyền thanh
vào buổi sáng và buổi chiều; nhân dân trong vùng theo dõi bản tin thời tiết, giữ liên lạc với gia đình có người
đang đi biển và báo ngay cho chính quyền nơi gần nhất khi có việc bất thường xảy ra.
"""
COUNTS = range(21, 41)
ROWS = "\n".join(f"- Thôn thứ {chr(76 + at)}, số hộ nghèo: {count}" for at, count in enumerate(COUNTS))
FORM = f"""BIỂU TỔNG HỢP TÌNH HÌNH HỘ NGHÈO CỦA XÃ
{ROWS}
Số hộ nói trên do ban giảm nghèo xã bình xét công khai tại từng thôn, có đại diện của các đoàn thể dự và ký vào
biên bản, niêm yết tại trụ sở và tại nhà văn hóa các thôn theo đúng hướng dẫn của cấp trên.
"""


def read(tmp_path: Path, text: str) -> Extraction:
    path = tmp_path / "van-ban.txt"
    path.write_text(text, encoding="utf-8")
    return figures(pipeline.read(path))


def test_names_of_a_notice_are_rejected_by_a_rule_of_their_own(tmp_path: Path) -> None:
    found = read(tmp_path, NOTICE)
    assert not found.figures
    assert {r.quote for r in found.rejected if r.rule_id == "not.paper_without_figures"} >= {"184", "192"}


def test_an_amount_in_a_notice_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, NOTICE + "Cấm tàu thuyền trong vùng biển rộng 1.250 ha.")
    assert [f.quote for f in found.figures] == ["1.250 ha"]


def test_bare_amounts_of_a_form_are_kept(tmp_path: Path) -> None:
    assert [f.value_low for f in read(tmp_path, FORM).figures] == list(COUNTS)


def test_a_sentence_is_no_paper(tmp_path: Path) -> None:
    assert [f.value_low for f in read(tmp_path, "Huyện Phú Xuân 27, huyện Tân Hòa 31.").figures] == [27, 31]


def test_a_notice_keeps_the_table_that_has_a_unit(tmp_path: Path) -> None:
    date = "Hòa Giang, ngày 04 tháng 3 năm 2013"
    head = f"SỞ TÀI CHÍNH\nSố: 12/TB-STC\n{date}\n\nTHÔNG BÁO\nVề {{}}\n\nSở thông báo như sau:\n\n"
    rooms = head.format("phòng làm việc") + "Đơn vị\tPhòng cũ\tPhòng mới\nKế toán\t205\t311\nTổ chức\t207\t312\n"
    sums = head.format("kinh phí") + "Đơn vị\tKinh phí (triệu đồng)\nKế toán\t205\nTổ chức\t207\n"
    assert not read(tmp_path, rooms).figures
    assert [f.value_low for f in read(tmp_path, sums).figures] == [205, 207]
