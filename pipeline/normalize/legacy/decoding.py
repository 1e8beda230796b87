"""Applies the readings of `readings` to a Raw."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import regex

from pipeline.errors import SolieuError
from pipeline.model import Cell, Piece, Raw
from pipeline.normalize.legacy import capitals, codepages, fonts, readings, syllables, viqr
from pipeline.normalize.legacy.readings import UNICODE, Reading, Word
from pipeline.normalize.legacy.spans import Patch, apply

_NAMES = {"vn1": "tcvn3", "utf-8": "unicode"}  # as `documents.encoding` has them
_DOMINANT = 0.98  # share of the marked letters that names the encoding of the file
_ENOUGH = 5  # words beyond ASCII that are needed to say that no encoding fits
_SENSE = 0.5  # share of them that must be Vietnamese
_QUOTE = regex.compile(r"(?<=“)[^”]*(?=”)")  # where a warning quotes the file
_MARKED = frozenset(c for c in syllables.LETTERS if not c.isascii())
EXPECTED = syllables.LETTERS | readings.PLAIN | frozenset("“”‘’–—…•→≤≥±×÷°²³½¼¾⁽⁾⁰¹⁴⁵⁶⁷⁸⁹‰\u00a0")
_UNEXPECTED = re.compile(f"[^{re.escape(''.join(sorted(EXPECTED)))}]")  # one pass in C, faster than sets


def decode(raw: Raw) -> Raw:
    """Make every letter of `raw` the Unicode letter its author saw (NFC); offsets of marks, fonts and stretches follow.

    Raises SolieuError (`unknown_encoding`) where the ingester found bytes of no known encoding
    (`raw.encoding == "bytes"`, the text then being Latin-1) and no reading of them is Vietnamese.
    """
    owners = [owner for owner in _owners(raw) if owner.source.confidence is None]  # Tesseract writes Unicode
    quotes = [Piece("note", inside) for warning in raw.warnings for inside in _QUOTE.findall(warning)]
    raw_bytes = raw.encoding == "bytes"
    claimed = any(fonts.claim(name).encoding for name in {run.name for owner in owners for run in owner.fonts})
    if claimed:
        for owner in owners:
            _out_of_symbols(owner)
    elif not raw_bytes and not _suspicious(owners):
        return raw
    owners += quotes
    text = "\n".join(owner.text for owner in owners)
    choices = readings.candidates(text, raw_bytes)
    chain = [w for owner in owners for w in readings.words(owner) if readings.matters(w.text, choices)]
    path = readings.choose(chain, choices)
    if raw_bytes:
        _check(raw, chain, path)
    patches: defaultdict[int, list[Patch]] = defaultdict(list)
    for word, reading in zip(chain, path, strict=True):
        made = capitals.restored(readings.clusters(word.text, reading, word.ends), word, reading)
        patches[id(word.owner)].append(Patch(word.start, word.end, made))
    usual = Counter(path).most_common(1)[0][0] if path else UNICODE
    for owner in owners:
        _rewrite(owner, patches[id(owner)], usual)
    inside = iter(quotes)
    raw.warnings = [_QUOTE.sub(lambda _: next(inside).text, warning) for warning in raw.warnings]
    quoted = {id(quote) for quote in quotes}
    _report(raw, usual, [(w, r) for w, r in zip(chain, path, strict=True) if id(w.owner) not in quoted])
    return raw


def _owners(raw: Raw) -> Iterator[Piece | Cell]:
    for piece in raw.pieces:
        yield piece
        if piece.table is not None:
            yield from piece.table.cells


def _out_of_symbols(owner: Piece | Cell) -> None:
    """Bytes that Word keeps in its symbol area though their font is one of letters."""
    for run in owner.fonts:
        if fonts.claim(run.name).encoding and codepages.has_symbols(owner.text[run.start : run.end]):
            text = codepages.out_of_symbols(owner.text[run.start : run.end])
            owner.text = owner.text[: run.start] + text + owner.text[run.end :]


def _suspicious(owners: Sequence[Piece | Cell]) -> bool:
    """Whether anything in the text can be other than composed Unicode: a character, VIQR."""
    text = " ".join(owner.text for owner in owners)
    return _UNEXPECTED.search(text) is not None or viqr.plausible(text)


def _check(raw: Raw, chain: Sequence[Word], path: Sequence[Reading]) -> None:
    """Refuse bytes that are Vietnamese in no encoding."""
    if len(chain) < _ENOUGH:
        return
    sense = sum(_makes_sense(w, r) for w, r in zip(chain, path, strict=True))
    if sense < _SENSE * len(chain):
        raise SolieuError("unknown_encoding", raw.path)


def _makes_sense(word: Word, reading: Reading) -> bool:
    text = "".join(c.text for c in readings.clusters(word.text, reading, word.ends))
    found = [w for w in syllables.WORDS.findall(text) if not w.isascii()]
    return all(syllables.is_syllable(w) for w in found)


def _rewrite(owner: Piece | Cell, patches: Sequence[Patch], usual: Reading) -> None:
    if isinstance(owner, Piece):
        owner.style.capitals = capitals.drawn(owner)
        label = owner.label
        at_head = bool(label) and owner.text.startswith(label)
    moved = apply(owner, patches)
    if isinstance(owner, Piece) and not label.isascii():
        made = readings.clusters(label, usual)
        owner.label = owner.text[: moved[len(label)]] if at_head else "".join(c.text for c in made)


def _report(raw: Raw, usual: Reading, read: Sequence[tuple[Word, Reading]]) -> None:
    """Name the encoding of the file and say how much was in which; and which fonts misled."""
    letters: Counter[str] = Counter()
    misnamed: Counter[str] = Counter()
    for word, reading in read:
        made = readings.clusters(word.text, reading, word.ends)
        marked = sum(c.text[:1] in _MARKED for c in made)
        if reading == UNICODE and made == readings.clusters(word.text, usual, word.ends):
            reading = usual
        letters[_NAMES.get(reading.encoding, reading.encoding)] += marked
        if marked and word.claim.encoding and reading == UNICODE:
            misnamed[word.font] += marked
    total = sum(letters.values())
    first, count = letters.most_common(1)[0] if total else ("unicode", 0)
    raw.encoding = first if count >= _DOMINANT * total else "mixed"
    old = [
        f"{n} từ {e.capitalize() if '-' in e else e.upper()}" for e, n in letters.most_common() if n and e != "unicode"
    ]
    if old:
        unicode = f", {letters['unicode']} đã là Unicode" if letters["unicode"] else ""
        raw.warnings.append(f"chữ có dấu chuyển từ bảng mã cũ: {', '.join(old)}{unicode}")
    for font, count in sorted(misnamed.items()):
        raw.warnings.append(f"{count} chữ có dấu mang phông {font} nhưng đã là Unicode, giữ nguyên")
    if any(reading.encoding == "utf-8" for _, reading in read):
        raw.warnings.append("có chỗ UTF-8 bị đọc nhầm là Windows-1252, đã sửa")
