"""How the cost of comparing two drafts grows with their length: seconds and figure pairs looked at, by kind of drafts.

    python tests/bench/diff_growth.py [--largest 5000]

Drafts are made up in memory, so that reading and extraction do not count. `edited`: one figure in ten has another
value, one sentence in twenty is rewritten, one in fifty gone. `shuffled`: the same sentences in any order. `alike`:
every sentence has the same words. `other`: two documents that share nothing but their vocabulary. `hundred`: as
`other`, and every figure is 100.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence

from pipeline.audit.drafts import Draft, compare
from pipeline.model import Block, Document, Figure

SYLLABLES = """
    công tác xây dựng đảng bộ cơ sở kinh tế xã hội phát triển nông nghiệp dịch vụ thu ngân sách đầu tư giáo dục y
    văn hóa quốc phòng an ninh kiểm tra giám sát tổ chức cán đoàn thể thanh niên phụ nữ lao động việc làm hộ nghèo
    thôn đô thị giao thông thủy lợi điện nước môi trường rừng khai thác chế biến xuất khẩu
"""
WORDS = SYLLABLES.split()
UNITS = ("đảng viên", "tỷ đồng", "%", "ha", "lao động", "hộ", "km", "tổ chức")
Sentence = tuple[str, float, str]  # words before, value, unit and words behind

KINDS = ("edited", "shuffled", "alike", "other", "hundred")


def sentences(count: int, rng: random.Random) -> list[Sentence]:
    """Made up sentences with a figure each."""
    return [
        (" ".join(rng.choices(WORDS, k=rng.randint(6, 18))), float(rng.randint(1, 9999)), rng.choice(UNITS))
        for _ in range(count)
    ]


def draft(content: Sequence[Sentence], doc_id: str) -> Draft:
    """A document of a paragraph a sentence, with its figures."""
    blocks, figures, lines, at = [], [], [], 0
    for position, (before, value, behind) in enumerate(content):
        number = f"{value:.0f}"
        line = f"{before.capitalize()} {number} {behind}."
        start = at + len(before) + 1
        figures.append(
            Figure(
                *(start, start + len(number) + 1 + len(behind), f"{number} {behind}", line, position),
                *("statistic", "level", "actual", "eq", value, value, number, 0, behind),
                figure_id=f"{doc_id}-{position + 1:04}",
            )
        )
        blocks.append(Block(position, "paragraph", at, at + len(line), block_id=f"b{position + 1:04}"))
        lines.append(line)
        at += len(line) + 1
    return Draft(Document(doc_id, doc_id * 4, doc_id, "txt", "\n".join(lines), blocks), figures)


def drafts(kind: str, count: int, seed: int = 1) -> tuple[Draft, Draft]:
    """Two drafts of `count` figures; `kind` as the module says."""
    rng = random.Random(seed)
    old = sentences(count, rng)
    if kind == "edited":
        new = [_edited(one, rng) for one in old if rng.random() >= 0.02]
    elif kind == "shuffled":
        new = rng.sample(old, len(old))
    elif kind == "alike":
        old = [("Thu ngân sách đạt", value, "tỷ đồng") for _, value, _ in old]
        new = [(before, float(rng.randint(1, 9999)), unit) for before, _, unit in old]
    else:
        new = sentences(count, rng)
    if kind == "hundred":
        old, new = ([(before, 100.0, unit) for before, _, unit in side] for side in (old, new))
    return draft(old, "a" * 16), draft(new, "b" * 16)


def _edited(one: Sentence, rng: random.Random) -> Sentence:
    before, value, unit = one
    if rng.random() < 0.1:
        value = float(rng.randint(1, 9999))
    if rng.random() < 0.05:
        before = " ".join(rng.choice(WORDS) if rng.random() < 0.4 else word for word in before.split())
    return before, value, unit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=5000, help="figures of the largest drafts")
    largest = parser.parse_args().largest
    sizes = [largest // 8, largest // 4, largest // 2, largest]
    compare(*drafts("edited", 100))  # imports and caches do not count
    print(f"{'drafts':10}" + "".join(f"{size:>9} figures" for size in sizes) + "   growth over the last doubling")
    for kind in KINDS:
        seconds = []
        for size in sizes:
            old, new = drafts(kind, size)
            began = time.perf_counter()
            compare(old, new)
            seconds.append(time.perf_counter() - began)
        cells = "".join(f"{spent:>15.2f} s" for spent in seconds)
        print(f"{kind:10}{cells}   {seconds[-1] / seconds[-2]:.1f} times")


if __name__ == "__main__":
    main()
