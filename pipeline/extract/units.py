"""Units: what stands after a number, its class, and its factor to the base unit. The words are in rules/units.yaml."""

from __future__ import annotations

import functools
from typing import NamedTuple

import regex

from pipeline import rules


class Unit(NamedTuple):
    """`text[start:end]` is the unit as written; `factor` takes a value to `base` (None: no fixed factor)."""

    start: int
    end: int
    name: str  # lower case, as written, single spaces
    unit_class: str
    base: str
    factor: float | None
    multiplier: float
    per: str  # `năm` of `%/năm`
    known: bool = True  # False: a noun the rules do not list


class Vocabulary(NamedTuple):
    pattern: regex.Pattern[str]
    measures: dict[str, tuple[str, str, float | None]]  # unit: class, base, factor
    multipliers: dict[str, float]
    not_units: frozenset[str]
    paired: frozenset[str]  # the nouns that may stand as a second one beside another


def _either(words: list[str]) -> str:
    return "|".join(regex.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))


@functools.cache
def vocabulary() -> Vocabulary:
    """rules/units.yaml, compiled once."""
    content = rules.read("units")
    measures = {
        unit.lower(): (group.get("class", name), group["base"], factor)
        for name, group in content["measures"].items()
        for unit, factor in group["units"].items()
    }
    multipliers = {word: float(times) for word, times in content["multipliers"].items()}
    nouns = [n.lower() for n in content["nouns"]]
    one, per = _either(list(multipliers)), _either(content["per"])
    # A measure may be glued to its number (258,29km2) and to its denominator (USD/tấn); a noun may not.
    # `lít` and `l`, `tỷ` and `tỷ lệ`: a unit ends where its word ends, and `tỷ lệ`, `tỷ trọng` are no multipliers.
    pattern = (
        rf"(?P<times>(?: ?(?:{one})(?! (?:lệ|trọng|suất|phú|giá|số)\b)\b)*)"
        rf"(?: ?(?P<measure>{_either(list(measures))})(?:(?<=%)(?=KH\b|GDP\b)|(?![\p{{L}}\d]))(?! chí\b)"
        r"(?!(?<=đồng) (?:hành|bào|bộ|thời|thuận)\b)"
        rf"| (?P<noun>{_either(nouns)})(?![\p{{L}}\d])(?!(?<= giải) (?:quyết|ngân|phóng|tỏa|thể|trình|đáp|thích)\b)"
        r"(?!(?<= xã) (?:hội|luận)\b)(?!(?<= dân) (?:tộc|số|cư|vận|chủ|sinh|quân|phòng|trí|lập|doanh|sự)\b))?"
        rf"(?P<per> ?/ ?(?:{per})(?!\p{{L}})(?:/(?:{per})(?!\p{{L}}))?)?"
    )
    return Vocabulary(
        regex.compile(pattern, regex.IGNORECASE), measures, multipliers,
        frozenset(content["not_units"]), frozenset(nouns) - frozenset(content["not_paired"]),
    )  # fmt: skip


# Not `1.902 chi đoàn, trường học 1.285`, `8/17 xã, thị xã Phố Cát 5/9 xã`: a noun with a number of its own.
_PAIR = regex.compile(
    r"(?:, | và )(?P<noun>\p{L}+(?: \p{L}+){0,3})\b"
    r"(?!(?: (?!(?:có|được|đã|đạt|với|là|trong|tham|thực|hoàn|và|cùng|so|tăng|giảm|bằng|chiếm)\b)\p{L}+){0,4} \d)",
    regex.IGNORECASE,
)
# `65,2 tuổi năm 1995`: a time is no part of the noun.
_WORD = regex.compile(r" (?P<first>[\p{L}]+)(?P<second> (?!(?:năm|tháng|quý|vụ|ngày|giai đoạn)\b)[\p{Ll}]+)?")


def after(text: str, position: int, end: int) -> Unit | None:
    """The unit that starts at `position` (right behind a number) of `text`, which ends at `end`."""
    vocab = vocabulary()
    match = vocab.pattern.match(text, position, end)
    if match is None or match.end() == position:
        return None
    times = 1.0
    for word in match["times"].lower().split():
        times *= vocab.multipliers[word]
    stop, per = match.end(), (match["per"] or "").replace(" ", "").lstrip("/").lower()
    if measure := (match["measure"] or "").lower():
        unit_class, base, factor = vocab.measures[measure]
        apart = text[position : position + 1] == " "  # `680m cầu cảng` is sure
        if measure in ("đ", "m", "độ") and apart and text[stop : stop + 2].strip().isalpha():
            return None  # `5 m…`: the head of a word, not a unit
        base = base if factor is not None else measure
    elif noun := (match["noun"] or "").lower():
        stop = _noun_pair(text, stop, end, vocab) if not per and not noun.startswith("lượt") else stop
        unit_class, base, factor = "count", noun, 1.0
    elif match["times"]:
        unit_class, base, factor = "other", "", 1.0  # `4,1 tỷ`: the unit is left to the context
    else:
        return None
    start = position + (1 if text[position : position + 1] == " " else 0)
    if per:
        base = f"{base}/{per}"
    return Unit(start, stop, name(text[start:stop]), unit_class, base, factor, times, per)


def _noun_pair(text: str, stop: int, end: int, vocab: Vocabulary) -> int:
    """`đoàn viên, hội viên`: a second counted noun right behind the first belongs to the unit."""
    match = _PAIR.match(text, stop, end)
    if match is None:
        return stop
    words = match["noun"].lower().split(" ")
    for size in range(len(words), 1, -1):  # one syllable alone may head a longer word: `và Bộ phận …`
        if " ".join(words[:size]) in vocab.paired:
            return int(match.start("noun")) + len(" ".join(words[:size]))
    return stop


def guess(text: str, position: int, end: int) -> Unit | None:
    """A counted noun the rules do not list: the word behind the number, unless it is a function word."""
    vocab = vocabulary()
    match = _WORD.match(text, position, end)
    if match is None or match["first"].lower() in vocab.not_units or match["first"].lower() in vocab.multipliers:
        return None
    stop = (
        match.end("second")
        if match["second"] and match["second"].strip() not in vocab.not_units
        else match.end("first")
    )
    start = match.start("first")
    return Unit(start, stop, name(text[start:stop]), "count", name(text[start:stop]), 1.0, 1.0, "", known=False)


@functools.lru_cache(maxsize=4096)
def name(written: str) -> str:
    """The unit's name: lower case, single spaces, no blank around `/`, as the annotation guide has it."""
    lowered: str = regex.sub(r"\s*/\s*", "/", " ".join(written.lower().split()))
    return lowered


_SCALE = regex.compile(r"(100|1[.,]?000(?:[.,]?000)*) (?=\p{L})")  # `1.000 tấn`


def classify(written: str) -> Unit | None:
    """The unit a table header or a bracket names (`tỷ đồng`, `Nghìn tấn`, `%`), whole or None."""
    written = written.strip()
    if (scale := _SCALE.match(written)) and (base := classify(written[scale.end() :])):
        by = int(regex.sub(r"[.,]", "", scale[1]))
        return base._replace(name=written.lower(), multiplier=base.multiplier * by)
    found = after(f"1 {written}", 1, len(written) + 2)
    if found and found.end >= len(written) + 1:
        return found
    full = _in_full(written)
    found = classify(full) if full != written else None
    return found._replace(name=name(written)) if found else None


def _in_full(written: str) -> str:
    """`GB/vạn dân` as `giường bệnh/vạn dân`, `Nghìn T` as `nghìn tấn` (rules/units.yaml, `short`)."""
    short = rules.read("units")["short"]
    written = regex.sub(r"(?<=^\d+)(?=đ)|(?<=^(?:tr|ng|tỷ)\.)(?=\S)", " ", written.lower())  # `1000đ`, `Tr.con`
    parts = [part.strip() for part in written.split("/")]
    words = [short.get(p, " ".join(short.get(w, w) for w in p.split(" "))) for p in parts]
    return "/".join(words)
