"""The words of the reports on targets and results, in Vietnamese and English."""

from __future__ import annotations

STATE = {
    "vi": {"attained": "đạt", "missed": "chưa đạt", "open": "chưa kết luận", "unreported": "chưa có kết quả"},
    "en": {"attained": "attained", "missed": "missed", "open": "undecided", "unreported": "not reported"},
}
BY = {
    "vi": {"id": "cùng mã", "phrase": "cùng lời", "alike": "lời gần nhau"},
    "en": {"id": "same id", "phrase": "same words", "alike": "words alike"},
}
WORDS = {
    "vi": {
        "title": "Thực hiện chỉ tiêu", "index": "TT", "state": "Tình trạng", "indicator": "Nội dung đo",
        "actor": "Chủ thể", "target": "Chỉ tiêu", "period": "Kỳ", "result": "Kết quả", "difference": "Chênh lệch",
        "relative": "Chênh lệch %", "source": "Nguồn", "document": "Văn bản", "target_sentence": "Câu nêu chỉ tiêu",
        "result_sentence": "Câu nêu kết quả", "target_document": "Văn bản nêu chỉ tiêu",
        "result_document": "Văn bản nêu kết quả", "target_place": "Nơi nêu chỉ tiêu", "result_place": "Nơi nêu kết quả",
        "result_period": "Kỳ của kết quả", "matched": "Ghép theo", "confidence": "Độ tin cậy", "due": "đến hạn",
        "early": "chưa đến hạn", "show": "Hiện", "total": "Cộng", "summary": "Tổng hợp", "id": "Mã nội dung đo",
        "target_low": "Chỉ tiêu, cận dưới", "target_high": "Chỉ tiêu, cận trên", "result_low": "Kết quả, cận dưới",
        "result_high": "Kết quả, cận trên", "unit": "Đơn vị", "target_id": "Mã số liệu chỉ tiêu",
        "result_id": "Mã số liệu kết quả", "nothing": "Không văn bản nào có chỉ tiêu để đối chiếu.",
        "targets": "chỉ tiêu", "none": "Không văn bản nào báo kết quả của chỉ tiêu này.", "points": "điểm %",
    },
    "en": {
        "title": "Targets and results", "index": "No.", "state": "State", "indicator": "Indicator", "actor": "Actor",
        "target": "Target", "period": "Period", "result": "Result", "difference": "Difference",
        "relative": "Difference %", "source": "Source", "document": "Document", "target_sentence": "Target sentence",
        "result_sentence": "Result sentence", "target_document": "Target document",
        "result_document": "Result document", "target_place": "Target place", "result_place": "Result place",
        "result_period": "Result period", "matched": "Matched by", "confidence": "Confidence", "due": "due",
        "early": "not yet due", "show": "Show", "total": "Total", "summary": "Summary", "id": "Indicator id",
        "target_low": "Target low", "target_high": "Target high", "result_low": "Result low",
        "result_high": "Result high", "unit": "Unit", "target_id": "Target figure id",
        "result_id": "Result figure id", "nothing": "No document has targets to hold results against.",
        "targets": "targets", "none": "No document reports on this target.", "points": "points",
    },
}  # fmt: skip
