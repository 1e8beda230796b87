"""What a reader of the result must be told: what was revised, left out or not understood, in Vietnamese."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

SHOWN = 5  # examples named in one warning
LONGEST = 60  # characters of an example


def short(text: str) -> str:
    """One line of at most LONGEST characters, in quotes."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + '…'}”"


def examples(texts: list[str]) -> str:
    named = [t if t.startswith("“") else short(t) for t in dict.fromkeys(texts)]
    return ", ".join(named[:SHOWN]) + (f" và {len(named) - SHOWN} chỗ khác" if len(named) > SHOWN else "")


@dataclass(slots=True)
class Remarks:
    revisions: list[tuple[str, str]] = field(default_factory=list)  # kind, text
    hidden: list[str] = field(default_factory=list)
    symbols: Counter[str] = field(default_factory=Counter)
    pictures: list[str] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    contents: int = 0  # lines of a generated table of contents
    codes: list[str] = field(default_factory=list)  # text inside field codes
    running: list[str] = field(default_factory=list)  # headers and footers
    watermarks: list[str] = field(default_factory=list)
    comments: int = 0
    other: list[str] = field(default_factory=list)

    def sentences(self, revisions: str) -> list[str]:
        out = list(dict.fromkeys(self.other))
        if self.revisions:
            how = {"accept": "như đã chấp nhận", "reject": "như đã từ chối", "both": "cả chữ thêm lẫn chữ xóa"}
            shown = [f"{kind} {short(text)}" if text.strip() else kind for kind, text in self.revisions]
            rest = f"; và {len(shown) - 4 * SHOWN} chỗ khác" if len(shown) > 4 * SHOWN else ""
            named = "; ".join(shown[: 4 * SHOWN])
            out.append(f"văn bản còn {len(shown)} chỗ sửa chưa duyệt, đọc {how[revisions]}: {named}{rest}")
        for items, sentence in (
            (self.hidden, "bỏ chữ ẩn"),
            (self.codes, "bỏ chữ trong mã trường"),
            (self.running, "đầu trang và chân trang không đưa vào văn bản"),
            (self.watermarks, "chữ chìm không đưa vào văn bản"),
            (self.pictures, f"{len(self.pictures)} hình không đọc được chữ bên trong"),
            (self.objects, f"{len(self.objects)} đối tượng nhúng không đọc được"),
        ):
            if items:
                out.append(f"{sentence}: {examples(items)}")
        if self.contents:
            out.append(f"bỏ mục lục tự động ({self.contents} dòng)")
        if self.comments:
            out.append(f"{self.comments} nhận xét bên lề không đưa vào văn bản")
        if self.symbols:
            named = ", ".join(f"{name} ({count} lần)" for name, count in self.symbols.most_common(SHOWN))
            out.append(f"ký hiệu không rõ, ghi là “\ufffd”: {named}")
        return out
