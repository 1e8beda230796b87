"""Limits against files made to exhaust the machine. Every one is a setting of the environment."""

from __future__ import annotations

import os

MIB = 1024 * 1024

# Setting, default, meaning: docs/errors.md lists them.
SETTINGS = (
    ("SOLIEU_MAX_UNPACKED_MB", "128", "MB giải nén ra từ một tệp Word"),
    ("SOLIEU_MAX_ZIP_MB", "2048", "MB giải nén ra từ một tệp .zip"),
    ("SOLIEU_MAX_ZIP_FILES", "10000", "số tệp trong một tệp .zip"),
    ("SOLIEU_MAX_ZIP_DEPTH", "3", "số lớp .zip lồng nhau"),
    ("SOLIEU_MAX_ZIP_RATIO", "500", "số lần nén của một thành phần .zip"),
    ("SOLIEU_MAX_PDF_PAGES", "5000", "số trang của một tệp PDF"),
    ("SOLIEU_OFFICE_SECONDS", "120", "giây LibreOffice được dùng cho một tệp"),
    ("SOLIEU_OCR_SECONDS", "120", "giây Tesseract được dùng cho một trang"),
    ("SOLIEU_OCR_MEGAPIXELS", "40", "triệu điểm ảnh của một trang; trang lớn hơn được đọc ở độ phân giải thấp hơn"),
    ("SOLIEU_OCR_JOBS", "số bộ xử lý", "số trang một tiến trình nhận dạng cùng lúc"),
)


def _setting(name: str, default: int) -> int:
    try:
        return max(1, int(os.environ.get(name, default)))
    except ValueError:
        return default


def unpacked_bytes() -> int:
    """Bytes that may be unpacked from one Word file (SOLIEU_MAX_UNPACKED_MB, 128)."""
    return _setting("SOLIEU_MAX_UNPACKED_MB", 128) * MIB


def unpacked_message() -> str:
    return f"giải nén ra hơn {unpacked_bytes() // MIB} MB; nâng SOLIEU_MAX_UNPACKED_MB nếu tệp đáng tin"


def archive_bytes() -> int:
    """Bytes that all members of one .zip together may unpack to (SOLIEU_MAX_ZIP_MB, 2048)."""
    return _setting("SOLIEU_MAX_ZIP_MB", 2048) * MIB


def archive_message() -> str:
    return f"tệp nén chứa hơn {archive_bytes() // MIB} MB; nâng SOLIEU_MAX_ZIP_MB nếu tệp đáng tin"


def archive_files() -> int:
    """Members of one .zip (SOLIEU_MAX_ZIP_FILES, 10000)."""
    return _setting("SOLIEU_MAX_ZIP_FILES", 10_000)


def files_message() -> str:
    return f"tệp nén chứa hơn {archive_files()} tệp; nâng SOLIEU_MAX_ZIP_FILES nếu tệp đáng tin"


def archive_depth() -> int:
    """Archives inside archives (SOLIEU_MAX_ZIP_DEPTH, 3): 1 reads none inside the first."""
    return _setting("SOLIEU_MAX_ZIP_DEPTH", 3)


def depth_message() -> str:
    return f"tệp nén lồng nhau quá {archive_depth()} lớp; nâng SOLIEU_MAX_ZIP_DEPTH nếu tệp đáng tin"


def archive_ratio() -> int:
    """How many times its packed size a member may unpack to (SOLIEU_MAX_ZIP_RATIO, 500)."""
    return _setting("SOLIEU_MAX_ZIP_RATIO", 500)


def ratio_message() -> str:
    return f"thành phần nén hơn {archive_ratio()} lần, như tệp phá hoại; nâng SOLIEU_MAX_ZIP_RATIO nếu tệp đáng tin"


def office_seconds() -> int:
    """Seconds LibreOffice may take over one file (SOLIEU_OFFICE_SECONDS, 120)."""
    return _setting("SOLIEU_OFFICE_SECONDS", 120)


def pdf_pages() -> int:
    """Pages of one PDF file (SOLIEU_MAX_PDF_PAGES, 5000)."""
    return _setting("SOLIEU_MAX_PDF_PAGES", 5000)


def pages_message(count: int) -> str:
    return f"{count} trang, giới hạn là {pdf_pages()}; nâng SOLIEU_MAX_PDF_PAGES nếu cần"


def ocr_seconds() -> int:
    """Seconds Tesseract may take over one page (SOLIEU_OCR_SECONDS, 120)."""
    return _setting("SOLIEU_OCR_SECONDS", 120)


def ocr_pixels() -> int:
    """Pixels of one page's picture, in all (SOLIEU_OCR_MEGAPIXELS, 40); a larger page is read at a lower resolution."""
    return _setting("SOLIEU_OCR_MEGAPIXELS", 40) * 1_000_000


def ocr_jobs() -> int:
    """Pages recognised at once by one process (SOLIEU_OCR_JOBS): one a processor; worker processes share them."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return _setting("SOLIEU_OCR_JOBS", available)
