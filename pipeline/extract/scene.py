"""What surrounds a figure: its sentence with its cues, and what the document says above it.

A `Scene` is made once per sentence that holds a figure; a `Setting` once per block. Every attribute module
(kinds, measures, periods, indicators, …) reads these and nothing else, so that "the nearest statement wins"
is the same walk for all: bracket, segment, sentence, introduction, headings, document.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.extract import cues
from pipeline.extract.cues import Cue
from pipeline.extract.quantities import Quantity
from pipeline.model import Block, Document


@dataclass(slots=True)
class Lead:
    """A text above a figure that may say something of it: an introduction or a heading."""

    text: str
    is_heading: bool

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
    title: str
    year: int


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
    words: frozenset[int] = field(default_factory=frozenset)  # offsets where a word of the segmenter starts

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


def settings(document: Document) -> Settings:
    return Settings(document)


_TARGET_TYPES = ("nghị quyết", "kế hoạch", "chương trình", "chương trình hành động", "đề án", "chỉ thị", "dự toán")


class Settings:
    """The `Setting` of each block of a document, by position."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings: dict[str, Lead] = {}
        head = document.letterhead
        self._title = " ".join(
            document.block_text(b) for b in document.blocks[:40] if b.kind == "title"
        ) or head.subject
        self._term = (head.term_start, head.term_end) if head.term_start and head.term_end else None

    def of(self, block: Block) -> Setting:
        head = self._document.letterhead
        return Setting(
            list(self._leads(block)), head.doc_type in _TARGET_TYPES, self._term, f"{self._title} {head.subject}",
            self._document.year,
        )  # fmt: skip

    def _leads(self, block: Block) -> Iterator[Lead]:
        document, seen = self._document, {block.position}
        at = block.intro
        while at is not None and at not in seen and len(seen) < 8:
            seen.add(at)
            above = document.blocks[at]
            if above.kind == "heading":
                break
            yield Lead(_last_sentence(document.block_text(above)), is_heading=False)
            at = above.intro
        if block.kind == "footnote" and block.anchor is not None:
            caller = document.blocks[block.anchor]
            yield from self._leads(caller)
            return
        if len(seen) == 1 and (announced := self._announcement(block)):
            yield Lead(announced, is_heading=False)
        for title in reversed(block.section_path):
            yield Lead(title, is_heading=True)

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


def _last_sentence(text: str) -> str:
    cut = max(text.rfind(". ", 0, len(text) - 2), -2)
    return text[cut + 2 :][-400:]
