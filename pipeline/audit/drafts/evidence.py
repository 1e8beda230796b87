"""What the words of two drafts have to say before a figure's kind or period counts as changed.

Both are read from words that may stand far off (a heading, an introduction, the title). A reading that came out
differently while none of those words did is no difference between the drafts: formats and layouts cause it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.audit.drafts.scripts import Draft
from pipeline.extract import cues
from pipeline.extract.scene import Lead, Settings
from pipeline.model import Figure
from pipeline.official.words import keys

_ROLES_OF_KIND = ("plan", "aim", "estimate", "done")  # what pipeline.extract.kinds asks for

Said = tuple[object, ...]


@dataclass(slots=True)
class Surroundings:
    """The words around the figures of one draft, looked up by figure."""

    draft: Draft
    settings: Settings
    all_words: str  # of the document, in comparison keys

    @classmethod
    def of(cls, draft: Draft) -> Surroundings:
        return cls(draft, Settings(draft.document), _joined(keys(draft.document.text)))

    def says(self, text: str) -> bool:
        """Whether these words stand anywhere in the draft; the first may be cut, of a long introduction."""
        words = keys(text)
        return _joined(words) in self.all_words or _joined(words[1:]) in self.all_words

    def leads(self, figure: Figure) -> list[Lead]:
        """Headers of the figure's cell, then introductions and headings above it, the nearest first."""
        block = self.draft.document.blocks[figure.block]
        above = [lead for lead in self.settings.of(block).leads if not lead.is_title]
        return [*(Lead(text, is_heading=True) for text in self.headers(figure)), *above]

    def headers(self, figure: Figure) -> list[str]:
        """Headers and caption of the table that the figure stands in."""
        table = self.draft.document.blocks[figure.block].table
        paths = (figure.row_header, figure.column_header, table.caption) if table else ()
        return [header for path in paths if path for header in path.split(" > ")]

    def default(self) -> tuple[Said, list[str]]:
        """What the document says for figures about which nothing else is said, and the titles it says it in."""
        head, document = self.draft.document.letterhead, self.draft.document
        titles = [document.block_text(b) for b in document.blocks if b.kind == "title"]
        return (head.doc_type, head.term_start, head.term_end, document.year), titles


def headers_edited(old: Surroundings, new: Surroundings, one: Figure, other: Figure) -> bool:
    """Whether a header or caption of one figure's table has words that the other draft has nowhere."""
    return not (all(map(new.says, old.headers(one))) and all(map(old.says, new.headers(other))))


def kind_differs(old: Surroundings, new: Surroundings, one: Figure, other: Figure, own: bool) -> bool:
    """Whether words that make a target or a result of a figure differ; `own`: only those of its sentence."""
    if _roles(one.context) != _roles(other.context) and _sentence_differs(old, new, one, other):
        return True
    return not own and _distant_differs(old, new, one, other, lambda lead: lead.section)


def period_differs(old: Surroundings, new: Surroundings, one: Figure, other: Figure, own: bool) -> bool:
    """Whether the times that are named around a figure differ; `own`: only those of its sentence."""
    if _times(one.context) != _times(other.context) and _sentence_differs(old, new, one, other):
        return True
    return not own and _distant_differs(old, new, one, other, lambda lead: _times(lead.text))


def _sentence_differs(old: Surroundings, new: Surroundings, one: Figure, other: Figure) -> bool:
    """Whether a figure's sentence has words that the other draft has nowhere in a row; a torn paragraph has not."""
    return not (new.says(one.context) and old.says(other.context))


def _distant_differs(
    old: Surroundings, new: Surroundings, one: Figure, other: Figure, read: Callable[[Lead], object]
) -> bool:
    """Whether what stands above says something else because it was edited; in another order it says the same."""
    (default, titles), (other_default, other_titles) = old.default(), new.default()
    if default != other_default and not (all(map(new.says, titles)) and all(map(old.says, other_titles))):
        return True
    left, right = old.leads(one), new.leads(other)
    if all(new.says(lead.text) for lead in left) and all(old.says(lead.text) for lead in right):
        return False
    return [said for lead in left if (said := read(lead))] != [said for lead in right if (said := read(lead))]


def _roles(text: str) -> Said:
    roles = Counter(c.gives["role"] for c in cues.find("roles", text))
    return tuple(roles[role] for role in _ROLES_OF_KIND)


def _times(text: str) -> Said:
    return tuple(sorted(" ".join(keys(text[c.start : c.end])) for c in cues.find("periods", text)))


def _joined(words: list[str]) -> str:
    return f" {' '.join(words)} "
