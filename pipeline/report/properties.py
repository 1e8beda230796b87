"""The properties of a Word file in one line for the reader."""

from __future__ import annotations

from collections import Counter

from pipeline.ingest.docx.properties import Paper, Properties

# ISO 216, portrait, in millimetres: what Word writes differs by the rounding of its twentieths of a point.
_PAPERS = {"A3": (297, 420), "A4": (210, 297), "A5": (148, 210)}
_TOLERANCE = 1.0


def line(properties: Properties) -> str:
    """`tựa “…”; tác giả …; tạo 01/02/2020; sửa lần cuối 03/04/2020 bởi …; lưu 5 lần; giấy A4 dọc`."""
    parts = []
    if properties.title:
        parts.append(f"tựa “{properties.title}”")
    if properties.author:
        parts.append(f"tác giả {properties.author}")
    if properties.created:
        parts.append(f"tạo {properties.created:%d/%m/%Y}")
    if properties.modified:
        by = f" bởi {properties.last_modified_by}" if properties.last_modified_by else ""
        parts.append(f"sửa lần cuối {properties.modified:%d/%m/%Y}{by}")
    if properties.revision:
        parts.append(f"lưu {properties.revision} lần")
    papers = Counter(_paper(paper) for paper in properties.papers)
    if len(papers) == 1:
        parts.append(f"giấy {next(iter(papers))}")
    elif papers:
        parts.append("giấy " + ", ".join(f"{name} ({count} phần)" for name, count in papers.most_common()))
    return "; ".join([*parts, *properties.warnings])


def _paper(paper: Paper) -> str:
    short, long = sorted((paper.width, paper.height))
    named = (n for n, (a, b) in _PAPERS.items() if abs(short - a) <= _TOLERANCE and abs(long - b) <= _TOLERANCE)
    size = next(named, f"{paper.width:.0f} × {paper.height:.0f} mm")
    return f"{size} {'ngang' if paper.landscape or paper.width > paper.height else 'dọc'}"
