"""The words of the audit's reports, in Vietnamese and English."""

from __future__ import annotations

from pipeline.audit import Finding

SEVERITY = {
    "vi": {"error": "sai", "warning": "cần xem lại", "rounding": "làm tròn"},
    "en": {"error": "error", "warning": "warning", "rounding": "rounding"},
}
CHECK = {
    "vi": {
        "total": "tổng và phần", "share": "tỷ trọng", "ratio": "tỷ số", "change": "tăng, giảm", "conflict": "mâu thuẫn",
        "target_result": "chỉ tiêu và kết quả", "date": "ngày tháng", "reference": "trích dẫn",
        "footnote": "chú thích", "numbering": "đánh số",
    },
    "en": {
        "total": "total", "share": "share", "ratio": "ratio", "change": "change", "conflict": "conflict",
        "target_result": "target and result", "date": "date", "reference": "citation",
        "footnote": "footnote", "numbering": "numbering",
    },
}  # fmt: skip
WORDS = {
    "vi": {
        "title": "Kiểm tra số liệu", "index": "TT", "file": "Văn bản", "severity": "Mức độ", "check": "Phép kiểm tra",
        "stated": "Văn bản nêu", "computed": "Tính lại", "message": "Diễn giải", "source": "Nguồn",
        "sentence": "Câu nguồn", "nothing": "Không thấy chỗ sai nào.", "section": "Mục", "figures": "Mã số liệu",
        "rule": "Quy tắc", "stated_value": "Số nêu", "computed_value": "Số tính lại", "summary": "Tổng hợp",
        "total": "Cộng", "show": "Hiện", "quote": "Trích nguyên văn", "difference": "Chênh lệch",
    },
    "en": {
        "title": "Audit of figures", "index": "No.", "file": "Document", "severity": "Severity", "check": "Check",
        "stated": "Stated", "computed": "Computed", "message": "Finding", "source": "Source",
        "sentence": "Source sentence", "nothing": "Nothing wrong was found.", "section": "Section",
        "figures": "Figure ids", "rule": "Rule", "stated_value": "Stated value", "computed_value": "Computed value",
        "summary": "Summary", "total": "Total", "show": "Show", "quote": "Quote", "difference": "Difference",
    },
}  # fmt: skip


def message(finding: Finding, lang: str) -> str:
    """The finding's sentence in the language."""
    return finding.message_vi if lang == "vi" else finding.message_en
