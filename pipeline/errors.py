"""Every way a file or a run can fail: a stable code, a sentence for people and what to do about it.

The codes are public (`runs.error_code`, docs/errors.md). Messages are Vietnamese: users read them.
"""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """Exit status of the command line."""

    ok = 0
    some_failed = 1  # at least one file failed (run), or figures differ (diff)
    usage = 2  # wrong usage, unusable output folder, or two sides that cannot be compared


# code: (what happened, what to do)
CODES: dict[str, tuple[str, str]] = {
    "not_found": ("không tìm thấy tệp hoặc thư mục", "kiểm tra lại đường dẫn"),
    "empty_folder": ("thư mục không có tệp nào", "chỉ đến thư mục chứa văn bản cần đọc"),
    "empty_file": ("tệp rỗng (0 byte)", "lấy lại tệp từ nguồn"),
    "unreadable": ("không đọc được tệp", "kiểm tra quyền đọc của tệp"),
    "unsupported_format": ("định dạng này chưa được hỗ trợ", "chuyển tệp sang .docx, .pdf, .txt hoặc .md"),
    "corrupt_docx": ("tệp .docx hỏng hoặc không phải tệp Word", "mở bằng Word hay LibreOffice rồi lưu lại"),
    "corrupt_office": ("tệp .doc hay .xls hỏng hoặc bị cắt cụt", "lấy lại tệp từ nguồn"),
    "corrupt_zip": ("tệp nén .zip hỏng", "lấy lại tệp từ nguồn, hoặc giải nén bằng tay rồi chạy trên thư mục"),
    "corrupt_pdf": ("tệp PDF hỏng hoặc bị cắt cụt", "lấy lại tệp từ nguồn"),
    "encrypted": ("tệp có mật khẩu", "gỡ mật khẩu rồi chạy lại"),
    "needs_libreoffice": (
        "định dạng này cần LibreOffice mà máy chưa có",
        "cài bằng `apt install libreoffice-writer-nogui libreoffice-calc-nogui` (hoặc từ libreoffice.org) rồi chạy lại",
    ),
    "office_failed": ("LibreOffice không đọc được tệp", "mở bằng Word hay LibreOffice rồi lưu thành .docx"),
    "office_timeout": ("LibreOffice đọc tệp quá thời hạn", "mở bằng Word hay LibreOffice rồi lưu thành .docx"),
    "needs_ocr": ("PDF không có lớp chữ (bản quét)", "chạy lại với `--ocr auto` để nhận dạng chữ"),
    "needs_tesseract": (
        "bản quét cần Tesseract mà máy chưa có",
        "cài bằng `apt install tesseract-ocr tesseract-ocr-vie` rồi chạy lại",
    ),
    "ocr_failed": ("Tesseract không đọc được trang", "quét lại trang hoặc lưu lại tệp PDF"),
    "ocr_timeout": ("Tesseract đọc một trang quá thời hạn", "tách tệp hoặc nâng giới hạn"),
    "unknown_encoding": ("không nhận ra bảng mã của tệp", "chuyển tệp sang UTF-8"),
    "no_text": ("văn bản không có chữ nào", "kiểm tra xem tệp có đúng là văn bản không"),
    "too_large": ("tệp vượt giới hạn", "nâng giới hạn tương ứng hoặc tách tệp"),
    "lock_file": ("tệp khóa tạm của Word, không phải văn bản", "không cần làm gì; tệp này tự mất khi đóng Word"),
    "worker_died": ("tiến trình đọc tệp dừng đột ngột, thường do hết bộ nhớ", "tách tệp hoặc giảm --workers"),
    "output_unusable": ("không ghi được vào thư mục kết quả", "chọn thư mục khác bằng --out, hoặc giải phóng đĩa"),
    "internal": ("lỗi bên trong của solieu", "gửi kèm tệp và thông báo này cho nhóm phát triển"),
}


class SolieuError(Exception):
    """A failure with a documented code; `str(error)` names the file, what happened and what to do.

    >>> str(SolieuError("empty_file", "a.txt"))
    'a.txt: tệp rỗng (0 byte); lấy lại tệp từ nguồn [empty_file]'
    """

    def __init__(self, code: str, path: str, detail: str = "") -> None:
        what, remedy = CODES[code]
        self.code = code
        self.path = path
        self.sentence = f"{what}{f' ({detail})' if detail else ''}; {remedy}"
        super().__init__(f"{path}: {self.sentence} [{code}]")

    def __reduce__(self) -> tuple[object, ...]:
        # Workers send errors between processes; the default would lose the sentence.
        return (_rebuild, (self.code, self.path, self.sentence))


def _rebuild(code: str, path: str, sentence: str) -> SolieuError:
    error = SolieuError(code, path)
    error.sentence = sentence
    error.args = (f"{path}: {sentence} [{code}]",)
    return error
