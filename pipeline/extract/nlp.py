"""The spaCy pipeline: Vietnamese words (pyvi), and the cues of a sentence as span groups.

    nlp = pipeline.extract.nlp.load()
    doc = nlp("Phấn đấu hàng năm kết nạp từ 700 đến 800 đảng viên.")
    doc.spans["roles"], doc.spans["periods"], doc.spans["frequencies"], doc.spans["actors"], doc.spans["units"]

A span's label is the id of the rule that found it. Extraction reads the exact offsets from `doc._.cues`,
because a span group can only hold whole words.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract import cues, sentences, units
from pipeline.extract.numbers import scan

CUES = ("roles", "periods", "frequencies", "actors")

if not Doc.has_extension("cues"):
    Doc.set_extension("cues", default=None)


@Language.component("solieu_sentences")  # type: ignore[untyped-decorator]
def mark_sentences(doc: Doc) -> Doc:
    """Sentence starts where pipeline.extract.sentences has them."""
    starts = {a for a, _ in sentences.split(doc.text)}
    begins = [1 if token.idx in starts or token.i == 0 else -1 for token in doc]
    return doc.from_array([SENT_START], np.array(begins, dtype=np.int32).astype(np.uint64)[:, None])  # one call a text


@Language.factory("solieu_cues", default_config={"rules": "roles"})  # type: ignore[untyped-decorator]
def make_cues(nlp: Language, name: str, rules: str) -> Any:
    """A component that marks the cues of one rule file as the span group of that name."""

    def mark(doc: Doc) -> Doc:
        found = cues.find(rules, doc.text)
        doc._.cues = (doc._.cues or {}) | {rules: found}
        spans = [doc.char_span(c.start, c.end, c.rule_id, alignment_mode="expand") for c in found]
        doc.spans[rules] = [s for s in spans if s is not None]
        return doc

    return mark


@Language.component("solieu_units")  # type: ignore[untyped-decorator]
def mark_units(doc: Doc) -> Doc:
    """The unit behind each number; what the unit rules do not list is the word pyvi sees there."""
    text, spans = doc.text, []
    for number in scan(text):
        unit = units.after(text, number.end, len(text)) or units.guess(text, number.end, len(text))
        if unit and (span := doc.char_span(unit.start, unit.end, unit.unit_class, alignment_mode="expand")):
            spans.append(span)
    doc.spans["units"] = spans
    return doc


def _drop_model_file() -> None:
    """Once open, pyvi's model lives in memory; its copy in the temporary folder would outlive a killed worker."""
    model = importlib.import_module("pyvi.ViTokenizer").ViTokenizer.model
    if model.tagger_ is not None:
        model.modelfile.cleanup()


@functools.cache
def load() -> Language:
    """The pipeline, made once a process (the word segmenter's model takes about a second to load)."""
    nlp = spacy.blank("vi")
    _drop_model_file()
    nlp.add_pipe("solieu_sentences")
    for name in CUES:
        nlp.add_pipe("solieu_cues", name=f"solieu_{name}", config={"rules": name})
    nlp.add_pipe("solieu_units")
    return nlp


def annotate(texts: Iterable[str]) -> Iterator[Doc]:
    """The sentences that hold a candidate figure, annotated, in order."""
    yield from load().pipe(texts)
