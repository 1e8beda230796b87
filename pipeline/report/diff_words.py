"""What the comparison of drafts says to its readers, in Vietnamese and English."""

from __future__ import annotations

from pipeline.audit.drafts import Comparison

CHANGE = {
    "vi": {
        "value": "giá trị", "comparator": "so sánh", "unit": "đơn vị", "kind": "loại", "period": "thời gian",
        "added": "thêm", "removed": "bỏ", "moved": "dời chỗ", "reworded": "đổi lời", "unchanged": "không đổi",
    },
    "en": {
        "value": "value", "comparator": "comparator", "unit": "unit", "kind": "kind", "period": "period",
        "added": "added", "removed": "removed", "moved": "moved", "reworded": "reworded", "unchanged": "unchanged",
    },
}  # fmt: skip

KIND = {
    "vi": {"target": "chỉ tiêu", "statistic": "kết quả"},
    "en": {"target": "target", "statistic": "result"},
}

WORDS = {
    "vi": {
        "title": "So sánh dự thảo",
        "change": "Thay đổi", "indicator": "Nội dung", "old": "Bản cũ", "new": "Bản mới", "delta": "Chênh lệch",
        "section": "Mục", "source": "Nguồn", "note": "chú thích", "table": "bảng",
        "no_section": "(ngoài các mục)", "total": "Tổng cộng", "figures": "số liệu", "draft": "Bản",
        "nothing": "Không số liệu nào khác nhau.", "history": "Lịch sử số liệu", "summary": "Tóm tắt theo mục",
        "passages": "Các đoạn có thay đổi", "none_here": "không có ở bản này", "show": "Hiện",
        "similarity": "giống nhau", "step": "Lần so sánh",
        "changes": "Thay đổi",
        "use_force": "Thêm --force nếu vẫn muốn so sánh.",
        "knock_on": "Kiểm tra số liệu ở bản mới", "introduced": "mới nảy sinh", "resolved": "đã hết", "open": "vẫn còn",
        "finding": "Phát hiện", "severity": "Mức độ", "state": "Tình trạng", "check": "Phép kiểm tra",
        "knock_hint": "Các phép kiểm tra của solieu audit trên bản mới so với bản cũ.",
        "history_hint": "Mỗi dòng là một số liệu qua các bản; chỉ gồm những số liệu có thay đổi.",
    },
    "en": {
        "title": "Drafts compared",
        "change": "Change", "indicator": "Indicator", "old": "Old draft", "new": "New draft", "delta": "Difference",
        "section": "Section", "source": "Source", "note": "note", "table": "table",
        "no_section": "(outside all sections)", "total": "Total", "figures": "figures",
        "draft": "Draft",
        "nothing": "No figure differs.", "history": "History of the figures", "summary": "Summary by section",
        "passages": "Passages with changes", "none_here": "not in this draft", "show": "Show",
        "similarity": "alike", "step": "Comparison",
        "changes": "Changes",
        "use_force": "Add --force to compare them all the same.",
        "knock_on": "Audit of the new draft", "introduced": "introduced", "resolved": "resolved", "open": "still open",
        "finding": "Finding", "severity": "Severity", "state": "State", "check": "Check",
        "knock_hint": "The checks of solieu audit on the new draft against the old one.",
        "history_hint": "A row is one figure in every draft; only figures that changed are listed.",
    },
}  # fmt: skip


def warnings(comparisons: list[Comparison], lang: str) -> list[str]:
    """What a reader must know before trusting the comparison, a sentence each."""
    found = []
    drafts = [comparisons[0].old.draft, *(c.new.draft for c in comparisons)]
    vi = lang == "vi"
    for draft in drafts:
        path = draft.document.path
        if not draft.figures:
            found.append(f"{path}: không có số liệu nào." if vi else f"{path}: holds no figure.")
        if draft.document.ocr:
            told = "là bản quét: chữ do máy nhận dạng, có thể nhầm số" if vi else "is a scan: digits may be misread"
            found.append(f"{path}: {told}.")
    for one in comparisons:
        old, new = one.old.draft.document, one.new.draft.document
        if old.doc_id == new.doc_id:
            same = "hai tệp giống hệt nhau từng byte" if vi else "the two files are the same, byte by byte"
            found.append(f"{old.path}, {new.path}: {same}.")
        elif one.is_other_document:
            found.append(other_document(one, lang))
        before, after = old.letterhead.draft_no, new.letterhead.draft_no
        if before and after and before > after:
            found.append(
                f"{old.path} là dự thảo lần {before}, {new.path} là dự thảo lần {after}: có thể đã đảo thứ tự."
                if vi
                else f"{old.path} is draft {before}, {new.path} is draft {after}: the order may be reversed."
            )
    return found


def other_document(one: Comparison, lang: str) -> str:
    """The sentence that says two files are no drafts of one document."""
    old, new = one.old.draft.document.path, one.new.draft.document.path
    share = f"{100 * one.similarity:.0f}%"
    if lang == "vi":
        return f"{old}, {new}: hai văn bản khác nhau, không phải hai bản của một văn bản (giống nhau {share})."
    return f"{old}, {new}: two different documents, not drafts of one ({share} alike)."
