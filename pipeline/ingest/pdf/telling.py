"""Warnings about what was left out of the flow or may be wrong, in Vietnamese, with the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.ingest.pdf.page import Page

_SHOWN = 5  # examples in one warning
_LONGEST = 60  # characters of an example
_BARE = 3  # letters that leave a page without text


def examples(texts: Iterable[str]) -> str:
    named = []
    for text in dict.fromkeys(" ".join(t.split()) for t in texts):
        named.append(f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + '…'}”")
    more = f" và {len(named) - _SHOWN} chỗ khác" if len(named) > _SHOWN else ""
    return ", ".join(named[:_SHOWN]) + more


def numbers(pages: Sequence[int]) -> str:
    """
    >>> numbers([1, 2, 3, 5, 7, 8])
    '1–3, 5, 7, 8'
    """
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs)


def of(pages: Sequence[Page]) -> list[str]:
    """What must be told of the pages."""
    found = []
    for texts, sentence in (
        ([(p.number, p.invisible) for p in pages], "bỏ chữ ẩn"),
        ([(p.number, p.white) for p in pages], "bỏ chữ màu trắng không thấy được"),
        ([(p.number, p.slanted) for p in pages], "chữ nằm chéo trang không đưa vào văn bản"),
        ([(p.number, p.outside) for p in pages], "bỏ chữ nằm ngoài khung trang"),
    ):
        some = [(page, text) for page, text in texts if text]
        if some:
            found.append(f"{sentence} (trang {numbers([page for page, _ in some])}): {examples(t for _, t in some)}")
    empty = [p.number for p in pages if p.letters < _BARE]
    scanned = [p.number for p in pages if p.letters < _BARE and p.pictures]
    if scanned:
        found.append(
            f"trang {numbers(scanned)} chỉ có hình, không có chữ: có thể là trang quét, cần nhận dạng chữ (OCR)"
        )
    if blank := [page for page in empty if page not in scanned]:
        found.append(f"trang {numbers(blank)} không có chữ")
    if recognised := [p.number for p in pages if p.recognised]:
        found.append(f"chữ ở trang {numbers(recognised)} là lớp chữ nhận dạng (OCR) của bản quét, có thể sai")
    if unread := [p.number for p in pages if p.unread]:
        found.append(f"chữ ở trang {numbers(unread)} có chỗ không giải mã được, ghi là “\ufffd”")
    return found + _unmapped(pages)


def _unmapped(pages: Sequence[Page]) -> list[str]:
    """Fonts whose characters have no Unicode values: what was read of them may be wrong."""
    fonts: dict[str, list[int]] = {}
    for page in pages:
        for font, _ in page.unmapped.items():
            fonts.setdefault(font, []).append(page.number)
    return [
        f"font_without_mapping: phông {font or 'không tên'} không có bảng mã Unicode, "
        f"chữ ở trang {numbers(on)} có thể sai"
        for font, on in sorted(fonts.items())
    ]
