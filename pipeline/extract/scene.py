"""What surrounds a figure: its sentence with its cues, and what the document says above it.

A `Scene` is made once per sentence that holds a figure; a `Setting` once per block. Every attribute module
(kinds, measures, periods, indicators, …) reads these and nothing else, so that "the nearest statement wins"
is the same walk for all: bracket, segment, sentence, introduction, headings, document.
"""

from __future__ import annotations

import collections
import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from pipeline.extract import cues
from pipeline.extract.cues import Cue
from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import pattern
from pipeline.model import Block, Document


@dataclass(slots=True)
class Lead:
    """A text above a figure that may say something of it: an introduction or a heading."""

    text: str
    is_heading: bool
    is_title: bool = False

    @property
    def section(self) -> str:
        """target, result, forecast or "" (rules/leads.yaml)."""
        return _section(self.text)

    def cues(self, name: str) -> list[Cue]:
        return _lead_cues(name, self.text)


@functools.lru_cache(maxsize=4096)
def _section(text: str) -> str:
    found = cues.first("leads", text)
    return str(found.gives["section"]) if found else ""


@functools.lru_cache(maxsize=4096)
def _lead_cues(name: str, text: str) -> list[Cue]:
    return cues.find(name, text)


@dataclass(slots=True)
class Setting:
    """What stands above a block: leads from the nearest to the farthest, and the document's own defaults."""

    leads: list[Lead]
    target_document: bool  # a resolution, plan or programme: its figures are targets unless it says otherwise
    term: tuple[int, int] | None
    opens_term: bool  # a report to the congress that opens the term: its results are those of the term before
    title: str
    year: int
    issued_on: dt.date | None = None


@dataclass(slots=True)
class Scene:
    """One sentence with its quantities; offsets in Document.text."""

    text: str  # the document's
    start: int
    end: int
    segments: list[tuple[int, int]]
    quantities: list[Quantity]
    roles: list[Cue]
    periods: list[Cue]
    frequencies: list[Cue]
    actors: list[Cue]
    setting: Setting
    carried: Cue | None = None  # the period that opened an earlier sentence of the passage
    term: Cue | None = None  # the last term told before, which `giai đoạn này` means
    recalled: Cue | None = None  # the one of a paragraph before it, for want of anything nearer
    opening: str = ""  # the sentence that opens its passage, if that one holds no figure
    words: list[tuple[int, int]] = field(default_factory=list)  # of several syllables, as the spaCy pipeline has them

    def segment(self, position: int) -> tuple[int, int]:
        for a, b in self.segments:
            if a <= position <= b:
                return a, b
        return self.start, self.end

    def before(self, index: int) -> Quantity | None:
        return self.quantities[index - 1] if index else None

    def gap(self, index: int) -> tuple[int, int]:
        """The stretch of the figure's segment between the figure before it and itself."""
        q = self.quantities[index]
        opened, _ = self.segment(q.start)
        last = self.before(index)
        return max(opened, last.end) if last else opened, q.start


def is_base(scene: Scene, cue: Cue) -> bool:
    """`so với năm 2003`, `bằng 70% mức quý I/2008`: what is compared with, not when."""
    if pattern("of_base_before").search(scene.text, max(scene.start, cue.start - 40), cue.start):
        return True
    return any(r.gives["role"] == "base" and r.start <= cue.start < r.end for r in scene.roles)


_TARGET_TYPES = (
    "nghị quyết", "kế hoạch", "chương trình", "chương trình hành động", "đề án", "chỉ thị", "dự toán",
    "luật", "pháp lệnh", "nghị định", "thông tư",
)  # fmt: skip


@dataclass(slots=True)
class _Heading:
    """A heading above a block; `opening` is the sentence that introduced it and its like (`… chỉ tiêu sau:`)."""

    level: int
    title: str
    opening: str = ""
    opens_parts: str = ""  # the sentence under it that introduces the headings below it


class Settings:
    """The `Setting` of each block of a document, by position."""

    def __init__(self, document: Document) -> None:
        self._document = document
        head = document.letterhead
        titles = [document.block_text(b) for b in document.blocks[:40] if b.kind == "title"]
        titles += [
            t
            for b in document.blocks[:4]
            if b.kind == "paragraph" and len(t := document.block_text(b)) < 120 and t[-1:] not in ".;:"
        ]
        self._title = " ".join((*titles, *_loud(document), head.subject))
        # A part of a resolution: it begins with an article, and no head says what it is.
        opening = document.text[:200] if head.doc_type == "khác" else ""
        self._adopts = pattern("adopts").match(opening) is not None
        if self._adopts:
            self._title += f" {document.block_text(document.blocks[0])}"
        self._proposes = head.doc_type == "tờ trình" and pattern("proposed_plan").search(head.subject) is not None
        self._term = (head.term_start, head.term_end) if head.term_start and head.term_end else None
        if self._term is None and not head.number:
            self._term = _term_of(document.text[:600])
        told = regex.search(
            r"\b(?:kết quả|tổng kết|kiểm điểm|sơ kết|đánh giá)\b[^.;]{0,60}nhiệm kỳ", self._title, regex.IGNORECASE
        )
        before = self._term is not None and document.year <= self._term[0]  # 0, where it tells no year, is before
        self._opens_term = self._term is not None and head.doc_type.startswith("báo cáo") and (
            "đại hội" in self._title.lower() and told is None and before)  # fmt: skip
        self._year = document.year or _year_of(document.text)
        self._above = self._headings()

    def of(self, block: Block) -> Setting:
        target = self._document.letterhead.doc_type in _TARGET_TYPES or self._adopts or self._proposes
        leads = list(self._leads(block))
        if self._title.strip():
            leads.append(Lead(self._title, is_heading=True, is_title=True))
        return Setting(
            leads, target, self._term, self._opens_term, self._title, self._year, self._document.letterhead.issued_on
        )

    def _headings(self) -> list[tuple[_Heading, ...]]:
        """The headings above each block, the highest first."""
        out: list[tuple[_Heading, ...]] = []
        stack: list[_Heading] = []
        last = opens_document = ""
        for block in self._document.blocks:
            if block.kind == "heading":
                level = block.level or 1
                stack = [h for h in stack if h.level < level]
                out.append(tuple(stack))
                if stack and last.endswith(":"):
                    stack[-1].opens_parts = _last_sentence(last)
                elif last.endswith(":"):
                    opens_document = _last_sentence(last)
                opening = stack[-1].opens_parts if stack else opens_document
                stack.append(_Heading(level, self._document.block_text(block), opening))
                last = ""
                continue
            out.append(tuple(stack))
            if block.kind != "footnote":  # a note behind the sentence does not part it from what it introduces
                last = self._document.block_text(block).rstrip() if block.kind == "paragraph" else ""
        return out

    def _leads(self, block: Block) -> Iterator[Lead]:
        document, seen = self._document, {block.position}
        at = block.intro
        while at is not None and at not in seen and len(seen) < 8:
            seen.add(at)
            above = document.blocks[at]
            if above.kind == "heading":
                break
            told = _last_sentence(document.block_text(above))
            if not pattern("statement").search(told):  # it says something of its own and introduces nothing
                yield Lead(_without_bases(told), is_heading=False)
            at = above.intro
        if block.kind == "footnote" and block.anchor is not None:
            yield from self._leads(document.blocks[block.anchor])
            return
        if len(seen) == 1 and (announced := self._announcement(block)):
            yield Lead(_without_bases(announced), is_heading=False)
        for heading in reversed(self._above[block.position]):
            yield Lead(_without_bases(heading.title), is_heading=True)
            if heading.opening:
                yield Lead(_without_bases(heading.opening), is_heading=False)

    def _announcement(self, block: Block) -> str:
        """The line ending in a colon above a run of plain paragraphs (`… như sau:`), if there is one near."""
        for position in range(block.position - 1, max(-1, block.position - 12), -1):
            above = self._document.blocks[position]
            if above.kind in ("heading", "title", "table", "letterhead") or above.section_path != block.section_path:
                return ""
            text = self._document.block_text(above).rstrip()
            if text.endswith(":"):
                return _last_sentence(text)
        return ""


def _loud(document: Document) -> Iterator[str]:
    """Headings in capitals before any with a number: `XUẤT KHẨU THỦY SẢN 8 THÁNG ĐẦU NĂM 2008` over a bulletin."""
    for block in document.blocks[:8]:
        if block.kind == "heading" and block.label:
            return
        text = document.block_text(block)
        if block.kind == "heading" and text.isupper() and any(c.isdigit() for c in text):
            yield text


@functools.lru_cache(maxsize=1024)
def _without_bases(text: str) -> str:
    """An introduction without what it compares with: `tăng 14,3% so với ước thực hiện năm 2012, gồm:`.

    Nor with the days its data were gathered on (`báo cáo công tác năm 2017, số liệu tính đến ngày 30/11/2017`) and
    with what brackets single out (`thiên tai liên tiếp xảy ra (nhất là trận lũ tháng 10/2013)`).
    """
    text = pattern("data_basis").sub("", text)
    for cue in reversed(cues.find("roles", text)):
        if cue.gives["role"] == "base":
            text = text[: cue.start] + text[cue.end :]
    return text


def _term_of(text: str) -> tuple[int, int] | None:
    """The term that a text without letterhead opens with: `Đại hội Đảng bộ xã lần thứ XIII, nhiệm kỳ 2020 - 2025`."""
    if "hội đồng nhân dân" in text.lower() or "quốc hội" in text.lower():
        return None  # a people's council names its own term, which says nothing of what it resolves
    for cue in cues.find("periods", text):
        if cue.rule_id == "period.term" and text[cue.start : cue.end].lower().startswith("nhiệm kỳ"):
            return int((cue.groups["y"] or "").replace(" ", "")), int((cue.groups["y2"] or "").replace(" ", ""))
    return None


def _year_of(text: str) -> int:
    """The year a text without letterhead speaks of most, bases of comparison left out; 0 where it names none."""
    bases = [(c.start, c.end) for c in cues.find("roles", text[:20000]) if c.gives["role"] == "base"]
    years = collections.Counter(
        c.groups["y"].replace(" ", "")
        for c in cues.find("periods", text[:20000])
        if c.rule_id == "period.year" and c.groups["y"] and not any(a <= c.start < b for a, b in bases)
    )
    return int(years.most_common(1)[0][0]) if years else 0


def _last_sentence(text: str) -> str:
    cut = text.rfind(". ", 0, len(text) - 2)
    return text[cut + 2 if cut >= 0 else 0 :][-400:]
