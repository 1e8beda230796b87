"""Files that are no plain letterhead: covering letters, old decrees, laws, attachments, press, no head at all."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from official_documents import PROSE, document
from rapidfuzz import fuzz

from pipeline import reading
from pipeline.errors import SolieuError
from pipeline.model import Document
from pipeline.structure import letterhead

STATE = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def read(*lines: str, centered: set[str] | None = None) -> Document:
    doc = document(list(lines), centered)
    letterhead.find(doc)
    return doc


def fields(doc: Document, *names: str) -> dict[str, Any]:
    return {name: getattr(doc.letterhead, name, doc.year) for name in names}


def kinds(doc: Document) -> dict[str, str]:
    return {doc.block_text(b): b.kind for b in doc.blocks}


def test_a_covering_letter_lends_number_date_and_signer() -> None:
    doc = read(
        *("ĐẢNG BỘ TỈNH HẬU GIANG", "HUYỆN ỦY PHỤNG HIỆP", "*", "Số 640-CV/HU", "V/v góp ý dự thảo báo cáo"),
        *("ĐẢNG CỘNG SẢN VIỆT NAM", "Phụng Hiệp, ngày 4 tháng 5 năm 2015", "Kính gửi: Các chi bộ, đảng bộ", PROSE),
        *("Nơi nhận:", "- Như trên,", "- Lưu VPHU.", "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn Tiếp"),
        *("ĐẠI HỘI ĐẠI BIỂU", "ĐẢNG BỘ HUYỆN PHỤNG HIỆP", "NHIỆM KỲ 2015-2020", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        *("Phụng Hiệp, ngày     tháng    năm 2015", "Dự thảo lần thứ ba", "BÁO CÁO CHÍNH TRỊ"),
        *("của Ban Chấp hành Đảng bộ huyện khóa X trình Đại hội lần thứ XI", "I. TÌNH HÌNH", *[PROSE] * 30),
        *("BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN KHÓA X",),
    )
    assert fields(doc, "doc_type", "number", "issued_on", "draft_no", "signer", "signer_title", "place", "year") == {
        "doc_type": "báo cáo chính trị",
        "number": "640-CV/HU",
        "issued_on": dt.date(2015, 5, 4),
        "draft_no": 3,
        "signer": "Lê Văn Tiếp",
        "signer_title": "Phó Bí thư",
        "place": "Phụng Hiệp",
        "year": 2015,
    }
    subject = "Báo cáo chính trị của Ban Chấp hành Đảng bộ huyện khóa X trình Đại hội lần thứ XI"
    assert doc.letterhead.subject == subject
    assert doc.letterhead.issuer == "Huyện ủy Phụng Hiệp, Đảng bộ tỉnh Hậu Giang"
    assert doc.letterhead.recipients == ["Như trên", "Lưu VPHU"]
    assert (doc.letterhead.term_start, doc.letterhead.term_end) == (2015, 2020)
    found = kinds(doc)
    assert found["BÁO CÁO CHÍNH TRỊ"] == "title"
    assert found["Lê Văn Tiếp"] == "signature"
    assert found["- Lưu VPHU."] == "recipients"
    assert found["I. TÌNH HÌNH"] == found[PROSE] == "paragraph"


def test_a_submission_with_a_draft_resolution_is_the_resolution() -> None:
    doc = read(
        *("ỦY BAN NHÂN DÂN", "TỈNH PHÚ YÊN", "Số: 77/TTr-UBND", *STATE, "Phú Yên, ngày 01 tháng 7 năm 2014"),
        *("TỜ TRÌNH", "Về việc ban hành Nghị quyết quy định mức chi", "Kính gửi: Hội đồng nhân dân tỉnh", PROSE),
        *("Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Phạm Đình Cự"),
        *("HỘI ĐỒNG NHÂN DÂN", "TỈNH PHÚ YÊN", "Số:     /2014/NQ-HĐND", *STATE, "DỰ THẢO", "NGHỊ QUYẾT"),
        *("Quy định mức chi hỗ trợ cán bộ không chuyên trách", "Căn cứ Luật Tổ chức HĐND và UBND;", *[PROSE] * 30),
    )
    assert doc.letterhead.doc_type == "nghị quyết"
    assert doc.letterhead.subject == "Quy định mức chi hỗ trợ cán bộ không chuyên trách"
    assert (doc.letterhead.number, doc.letterhead.signer) == ("77/TTr-UBND", "Phạm Đình Cự")


def test_a_decision_with_its_regulation_stays_the_decision() -> None:
    doc = read(
        *("UBND TỈNH KON TUM", "Số: 30/2010/QĐ-UBND", *STATE, "Kon Tum, ngày 5 tháng 8 năm 2010", "QUYẾT ĐỊNH"),
        *("Ban hành Quy định về quản lý cây xanh", "Căn cứ Luật Xây dựng;", "QUYẾT ĐỊNH:", "Điều 1. " + PROSE),
        *("Nơi nhận:", "- Như Điều 3;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hà Ban"),
        *("UBND TỈNH KON TUM", *STATE, "QUY ĐỊNH", "Về quản lý cây xanh"),
        *("(Ban hành kèm theo Quyết định số 30/2010/QĐ-UBND)", *[PROSE] * 40),
    )
    assert fields(doc, "doc_type", "number", "signer") == {
        "doc_type": "quyết định",
        "number": "30/2010/QĐ-UBND",
        "signer": "Hà Ban",
    }


def test_an_attached_regulation_carries_the_decisions_number() -> None:
    doc = read(
        *("QUY CHẾ", "Phối hợp giữa các cơ quan trong quản lý lễ hội"),
        *("(Ban hành kèm theo Quyết định số 18/2012/QĐ-UBND", "ngày 9 tháng 6 năm 2012 của UBND tỉnh Tây Ninh)"),
        *("Chương I", PROSE),
    )
    assert fields(doc, "doc_type", "number", "issued_on", "issuer", "subject", "year") == {
        "doc_type": "quy chế",
        "number": "18/2012/QĐ-UBND",
        "issued_on": dt.date(2012, 6, 9),
        "issuer": "UBND tỉnh Tây Ninh",
        "subject": "Phối hợp giữa các cơ quan trong quản lý lễ hội",
        "year": 2012,
    }


def test_old_decrees_say_everything_in_their_title() -> None:
    doc = read(
        *("Nghị định", "của Chính phủ số 17/1999/NĐ-CP ngày 29 tháng 3 năm 1999", "về thủ tục chuyển đổi"),
        *("Chính phủ", "Căn cứ Luật Tổ chức Chính phủ;", PROSE, "TM. Chính phủ", "Thủ tướng", "Phan Văn Khải"),
    )
    assert fields(doc, "doc_type", "number", "issued_on", "issuer", "subject", "signer") == {
        "doc_type": "nghị định",
        "number": "17/1999/NĐ-CP",
        "issued_on": dt.date(1999, 3, 29),
        "issuer": "Chính phủ",
        "subject": "về thủ tục chuyển đổi",
        "signer": "Phan Văn Khải",
    }


def test_a_law_is_dated_by_its_adoption() -> None:
    doc = read(
        *("QUỐC HỘI", "Luật số: 21/2004/QH11", *STATE, "QUỐC HỘI", "NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *("Khóa XI, kỳ họp thứ 5", "(Từ ngày 11 tháng 5 đến ngày 15 tháng 6 năm 2004)", "LUẬT", "PHÁ SẢN", PROSE),
        *("Luật này đã được Quốc hội khóa XI, kỳ họp thứ 5 thông qua ngày 15 tháng 6 năm 2004.",),
        *("CHỦ TỊCH QUỐC HỘI", "Nguyễn Văn An"),
    )
    assert fields(doc, "doc_type", "number", "issued_on", "subject", "signer", "signer_title") == {
        "doc_type": "luật",
        "number": "21/2004/QH11",
        "issued_on": dt.date(2004, 6, 15),
        "subject": "Luật PHÁ SẢN",
        "signer": "Nguyễn Văn An",
        "signer_title": "Chủ tịch Quốc hội",
    }
    assert doc.letterhead.issuer == "Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam"


def test_a_congress_resolution_without_a_letterhead() -> None:
    doc = read(
        *("NGHỊ QUYẾT", "ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ HUYỆN TRÀ CÚ", "LẦN THỨ XII, NHIỆM KỲ 2020 - 2025", PROSE, PROSE),
    )
    assert fields(doc, "doc_type", "term_start", "term_end", "year", "number") == {
        "doc_type": "nghị quyết",
        "term_start": 2020,
        "term_end": 2025,
        "year": 2020,
        "number": "",
    }
    assert doc.letterhead.subject.startswith("Nghị quyết ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ HUYỆN TRÀ CÚ LẦN THỨ XII")


def test_the_topic_may_stand_below_the_event() -> None:
    doc = read(
        *("BAN CHẤP HÀNH TRUNG ƯƠNG", "*", "Số 99-NQ/TW", "ĐẢNG CỘNG SẢN VIỆT NAM", "Hà Nội, ngày 5 tháng 6 năm 2018"),
        *("NGHỊ QUYẾT", "HỘI NGHỊ LẦN THỨ BẢY BAN CHẤP HÀNH TRUNG ƯƠNG KHÓA XII"),
        *("Một số vấn đề về cải cách chính sách bảo hiểm xã hội", "-----", "I- TÌNH HÌNH", PROSE),
    )
    assert fields(doc, "doc_type", "issuer", "subject") == {
        "doc_type": "nghị quyết",
        "issuer": "Ban Chấp hành Trung ương",
        "subject": "Một số vấn đề về cải cách chính sách bảo hiểm xã hội",
    }


def test_a_note_in_brackets_is_no_subject() -> None:
    doc = read("BÁO CÁO", "Tình hình thu ngân sách năm 2010", "(Trình tại kỳ họp thứ 18", "HĐND tỉnh khóa VII)", PROSE)
    assert doc.letterhead.subject == "Tình hình thu ngân sách năm 2010"


def test_a_month_behind_a_place_dates_the_year_only() -> None:
    doc = read("BỘ THỦY SẢN", "BÁO CÁO", "Tổng kết công tác", PROSE)
    assert doc.year == 0
    doc = read("BỘ THỦY SẢN", "Hà Nội, tháng 12 năm 2003", "BÁO CÁO", "Tổng kết công tác", PROSE)
    assert (doc.letterhead.issued_on, doc.letterhead.place, doc.year) == (None, "Hà Nội", 2003)


def test_a_report_may_go_without_the_word() -> None:
    doc = read("TÌNH HÌNH SẢN XUẤT CÔNG NGHIỆP 9 THÁNG NĂM 2006", PROSE)
    assert (doc.letterhead.doc_type, doc.year) == ("báo cáo", 2006)


def test_misread_vowels_of_the_motto() -> None:
    doc = read(
        "UBND TỈNH LÀO CAI CỌNG HÒA XÃ HỌI CHỦ NGHĨA VIÊT NAM", "Số: 8/BC-UBND Độc lâp - Tư do - Hanh phúc", PROSE
    )
    assert (doc.letterhead.issuer, doc.letterhead.number) == ("UBND tỉnh Lào Cai", "8/BC-UBND")


def test_a_title_that_only_speaks_of_a_resolution() -> None:
    doc = read("TÓM TẮT NỘI DUNG CHÍNH CỦA NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ TỈNH SƠN LA", "KHÓA XV", PROSE)
    assert doc.letterhead.doc_type == "nghị quyết"
    assert doc.letterhead.issuer == "Đại hội Đảng bộ tỉnh Sơn La"


@pytest.mark.parametrize(
    "lines",
    [
        ("Xuất khẩu gạo tăng trở lại", "Cập nhật lúc 08:15, 12/3/2009", PROSE),
        ("Hà Nội (TTXVN) - Chiều nay, giá gạo tăng 5%.", PROSE),
        ("Nông dân được mùa", PROSE, "Bài, ảnh: Thanh Lam"),
    ],
)
def test_press_items(lines: tuple[str, ...]) -> None:
    assert read(*lines).letterhead.doc_type == "tin bài"


def test_what_says_nothing_of_itself_is_khac() -> None:
    doc = read("phát triển mạnh thị trường trong nước, tăng nguồn thu. " + PROSE, PROSE + " Đến năm 2005 tăng 5%.")
    assert (doc.letterhead.doc_type, doc.letterhead.number, doc.year) == ("khác", "", 2005)
    assert {b.kind for b in doc.blocks} == {"paragraph"}
    assert read("").letterhead.doc_type == "khác"


def test_the_year_is_the_best_the_document_gives() -> None:
    assert read("BÁO CÁO", "Kết quả sản xuất công nghiệp năm 2007 và kế hoạch năm 2008", PROSE).year == 2007
    assert read("Số: 5/2001/QĐ-UB", "QUYẾT ĐỊNH", "Về việc cấp đất", PROSE).year == 2001
    assert read("BÁO CÁO", "Về công tác dân vận", PROSE).year == 0


LINES = st.sampled_from(
    [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LAI CHÂU",
        *STATE,
        "Số: 5/BC-UBND",
        "Số:",
        "*",
        "------",
        "Lai Châu, ngày 3 tháng 4 năm 2011",
        "ngày   tháng   năm",
        "BÁO CÁO",
        "QUYẾT ĐỊNH:",
        "Về việc gì đó",
        "(dự thảo)",
        "Kính gửi: ai đó",
        "Nơi nhận:",
        "- Lưu: VT.",
        "T/M BAN THƯỜNG VỤ",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "(đã ký)",
        "Lò Văn Giàng",
        "V/v",
        "",
        " ",
        PROSE,
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=40))
def test_any_order_of_lines_is_survived(lines: list[str]) -> None:
    doc = document([line for line in lines if line is not None])
    before = (doc.text, [(b.start, b.end) for b in doc.blocks])
    letterhead.find(doc)
    assert (doc.text, [(b.start, b.end) for b in doc.blocks]) == before
    assert doc.letterhead.doc_type
    assert "\n" not in doc.letterhead.subject + doc.letterhead.issuer + doc.letterhead.signer
    assert doc.letterhead.signer in ("", "Lò Văn Giàng")


SHARED = Path(__file__).parents[1].parent / "shared"
GOLD = SHARED / "gold" / "more" / "structure.jsonl"
FILES = [
    f"corpus/{folder}/{name}.{suffix}"
    for name in ("tv-baocao", "tv-nghiquyet")
    for folder, suffix in (("text", "txt"), ("word-pdf", "docx"), ("word-pdf", "pdf"))
]


@pytest.mark.skipif(not GOLD.exists(), reason="the shared documents are not here")
@pytest.mark.parametrize("file", FILES)
def test_real_letterheads_are_right_in_every_format(file: str) -> None:
    gold = {g["doc"]: g for g in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())}[Path(file).stem]
    try:
        doc = reading.read(SHARED / file)
    except (ImportError, SolieuError) as error:
        pytest.skip(f"this format is not read here: {error}")
    found = doc.letterhead
    term = f"{found.term_start}/{found.term_end}" if found.term_start else ""
    assert (found.doc_type, found.number, found.place, found.signer, found.draft_no, term) == (
        *(gold[name] for name in ("doc_type", "number", "place", "signer", "draft_no")),
        gold["term"],
    )
    assert found.signer_title.lower() == gold["signer_title"].lower()
    assert str(found.issued_on) == gold["issued_on"]
    assert fuzz.ratio(found.issuer, gold["issuer"]) > 98
    assert fuzz.ratio(found.subject, gold["subject"]) > 95
