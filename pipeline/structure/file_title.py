"""The title in a file's properties, for a document whose text states no subject.

Programs fill that field by themselves (`Microsoft Word - a.doc`, the file's name, the first line of the text), so it
is believed only where it names a kind of document or its topic, and is nothing the text says already. Files are also
made from older files and keep their title: what it speaks of must be what the text speaks of.
"""

from __future__ import annotations

import unicodedata

import regex

from pipeline.model import Document
from pipeline.official import doc_types
from pipeline.structure.letterhead_rules import rule

_WORDS = 4  # fewer say no more than the kind of document does
_COMMON = 0.75  # share of the title's words that the text must hold, and of its numbers all


def take(document: Document, title: str) -> bool:
    """Use `title` as the subject where the text has none and it can be believed; a warning tells of it."""
    head = document.letterhead
    title = regex.sub(r"\s+", " ", unicodedata.normalize("NFC", title)).strip(" .,;:-–")
    if head.subject or rule("program_title").find(title) or len(title.split()) < _WORDS:
        return False
    named = doc_types.at(title, 0)
    if not named and not rule("topic").find(title):
        return False
    if not _fits(title.casefold(), document.text.casefold()):
        return False
    if named and head.doc_type == "khác":
        head.doc_type = named.type
    head.subject = title[named.end :].strip(" .,;:-–") if named else title
    document.warnings.append(f"văn bản không nêu trích yếu; lấy từ thuộc tính của tệp: “{title}”")
    return True


def _fits(title: str, text: str) -> bool:
    if title in regex.sub(r"\s+", " ", text):  # the text says so itself, and it was not found to be the subject there
        return False
    words, there = set(regex.findall(r"\w+", title)), set(regex.findall(r"\w+", text))
    return len(words & there) >= _COMMON * len(words) and not any(w.isdigit() for w in words - there)
