"""No rule is slow on any text: every pattern of rules/ against texts made to hurt regular expressions."""

from __future__ import annotations

import collections
import time

import pytest
import regex

from pipeline import rules
from pipeline.extract import numbers, rejections
from pipeline.official import doc_types

SIZE = 100_000  # characters, a very long block
BAR = 0.05  # seconds of processor time a rule may take for one text; the best of RUNS counts
RUNS = 20  # only a rule that misses the bar is asked again: another process may have had the machine
QUIET = 0.008  # seconds of a bare pass of \d over "1,1,1,…" on the machine the bar was set on, nothing else running
ASKED = 2_000  # places; more would time the calls and not the pattern
HARD = 0.5  # seconds after which the pattern itself gives up: that is a catastrophe, not a busy machine


def _fill(piece: str, end: str = "") -> str:
    return (piece * (SIZE // len(piece) + 1))[: SIZE - len(end)] + end


TEXTS = {
    "digits": _fill("7"),
    "digits and a letter": _fill("7", "x"),
    "dotted digits": _fill("1."),
    "thousands": _fill("123.456."),
    "commas": _fill(","),
    "digits and commas": _fill("1,"),
    "slashes": _fill("12/"),
    "dashes": _fill("1-"),
    "ranges": _fill("từ 1 đến 2 "),
    "percent": _fill("5% "),
    "blanks": _fill(" "),
    "blanks and digits": _fill("1 "),
    "tabs": _fill("\t"),
    "lines": _fill("a\n"),
    "dots": _fill("."),
    "day day": _fill("ngày "),
    "day and number": _fill("ngày 1 tháng 1 "),
    "number word": _fill("số "),
    "document numbers": _fill("12-NQ/TW, "),
    "citations": _fill("Nghị quyết số "),
    "one word": _fill("đảng "),
    "lower-case words": _fill("tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ "),
    "capitals": _fill("ỦY BAN NHÂN DÂN "),
    "names": _fill("Ban Chấp Hành Đảng Bộ "),
    "roman": _fill("XVI"),
    "open quotes": _fill("“a "),
    "straight quotes": _fill('"'),
    "open brackets": _fill("("),
    "brackets and digits": _fill("(1"),
    "marks": _fill("⁽¹"),
    "stars": _fill("*"),
    "letters and digits": _fill("a1"),
    "one letter": _fill("a"),
}


def _places(name: str, text: str) -> list[int] | None:
    """Where the rules of a file are asked in `text`, ASKED of them at most; None: they are looked for all over it."""
    if name == "not_figures":
        found = [number.start for number in numbers.scan(text)]
    elif name == "references":
        found = [kind.end for kind in doc_types.find(text)]
    else:
        return None
    return found[:: len(found) // ASKED + 1]


def _slowness() -> float:
    """How many times slower than that the machine is now: a neighbour's load slows every pattern alike."""
    bare, text = regex.compile(r"\d"), _fill("1,")
    best = HARD
    for _ in range(RUNS):
        start = time.thread_time()
        collections.deque(bare.finditer(text), maxlen=0)
        best = min(best, time.thread_time() - start)
    return max(1.0, best / QUIET)


def _asked(rule: rules.Compiled, text: str, places: list[int] | None, timeout: float | None) -> float:
    """The processor time of asking the rule throughout the text once; TimeoutError: longer than HARD."""
    start = time.thread_time()
    if places is None:
        collections.deque(rule.pattern.finditer(text, timeout=timeout), maxlen=0)
    for place in places or ():
        rule.pattern.match(text, place, place + rejections.REACH, timeout=timeout)
        if time.thread_time() - start > HARD:
            raise TimeoutError
    return time.thread_time() - start


def _seconds(rule: rules.Compiled, text: str, places: list[int] | None) -> float:
    """The best time of asking the rule throughout the text, on a quiet machine; stops at the first that keeps the bar.

    Only the first time has a limit: the module asks the system's clock for each match then, which costs more than
    most of these matches do.
    """
    try:
        best = _asked(rule, text, places, HARD)
    except (
        TimeoutError
    ):  # the limit is of the wall clock, and the process may have been held: a catastrophe comes again
        best = _asked(rule, text, places, HARD)
    for _ in range(RUNS):
        if best <= BAR:
            break
        best = min(best, _asked(rule, text, places, None))
    return best if best <= BAR else best / _slowness()


@pytest.mark.parametrize("name", rules.files())
def test_rules_are_linear(name: str) -> None:
    slow = []
    places = {title: _places(name, text) for title, text in TEXTS.items()}
    for rule in rules.load(name):
        for title, text in TEXTS.items():
            try:
                seconds = _seconds(rule, text, places[title])
            except TimeoutError:
                slow.append((HARD, f"{rule.id} on {title}: given up"))
                break
            slow.append((seconds, f"{rule.id} on {title}: {1000 * seconds:.0f} ms"))
    slow.sort(reverse=True)
    print(f"\n{name}: " + "; ".join(line for _, line in slow[:3]))
    over = [line for seconds, line in slow if seconds > BAR]
    assert not over, "\n".join(over)
