"""On which page a paragraph stands, as far as a Word file says."""

from __future__ import annotations

from lxml import etree

from pipeline.ingest.docx.names import RENDERED_BREAK, SECTPR, TYPE, VAL, W

# Without Word's own record of its last layout, an explicit break tells the page only while everything
# before it surely fitted one: a page of a Vietnamese report holds about 2500 characters or 45 lines.
_FITS_CHARACTERS = 2000
_FITS_PARAGRAPHS = 40


class Pages:
    """Counts pages along the text. `number` is None where the file does not say."""

    def __init__(self, body: etree._Element) -> None:
        breaks = list(body.iter(RENDERED_BREAK, W + "br", W + "pageBreakBefore"))
        self._rendered = any(b.tag == RENDERED_BREAK for b in breaks)
        explicit = any(b.tag != W + "br" or b.get(TYPE) == "page" for b in breaks)
        self.number: int | None = 1 if explicit else None
        self._characters = self._paragraphs = 0
        self._fresh = True  # nothing stands on this page yet

    def state(self) -> tuple[int | None, int, int, bool]:
        return self.number, self._characters, self._paragraphs, self._fresh

    def back_to(self, state: tuple[int | None, int, int, bool]) -> None:
        """The cells of a row all begin where the row does."""
        self.number, self._characters, self._paragraphs, self._fresh = state

    def wrote(self, characters: int) -> None:
        """That many characters stand on the current page."""
        if characters:
            self._fresh = False
            self._characters += characters

    def paragraph(self) -> None:
        self._paragraphs += 1

    def rendered(self) -> None:
        """Word began a page here when it last saved; an explicit break before it is the same one."""
        if not self._fresh:
            self._next()

    def explicit(self) -> None:
        """A page break, a section on a new page or a paragraph that begins one."""
        if not self._rendered and (self._characters > _FITS_CHARACTERS or self._paragraphs > _FITS_PARAGRAPHS):
            self.number = None
        self._next()

    def _next(self) -> None:
        if self.number is not None:
            self.number += 1
        self._characters = self._paragraphs = 0
        self._fresh = True


class Sections:
    """The sections of the body, passed one after another."""

    def __init__(self, body: etree._Element) -> None:
        # A property change keeps a second, older sectPr inside.
        changes = {change[0] for change in body.iter(W + "sectPrChange") if len(change)}
        self._all = [section for section in body.iter(SECTPR) if section not in changes]
        self.index = 0

    def note_properties(self, tag: str) -> etree._Element | None:
        """`w:footnotePr` or `w:endnotePr` of the current section."""
        return self._all[self.index].find(tag) if self.index < len(self._all) else None

    def passed(self) -> bool:
        """The paragraph that ends a section was read; does the next one begin a page?"""
        self.index += 1
        if self.index >= len(self._all):
            return False
        kind = self._all[self.index].find(W + "type")
        return kind is None or kind.get(VAL) in ("nextPage", "oddPage", "evenPage", None)
