"""A PDF that was cut off has lost its index, which stands at the end: it is written anew from the pages still there."""

from __future__ import annotations

import re

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[ \r\n]+(\d{1,5})[ \r\n]+obj\b")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_TREE = re.compile(rb"/Type\s*/Pages(?![A-Za-z])")
_LONGEST = 20_000  # bytes of a page's dictionary that are looked at
_MOST = 100_000  # objects


def mended(data: bytes) -> bytes | None:
    """The file with a new trailer, and with a new page tree where the old one is lost; None where no page is left.

    Objects inside compressed object streams are not seen.
    """
    catalog = tree = 0
    pages: list[int] = []
    highest = 0
    places = list(_OBJECT.finditer(data))[:_MOST]
    ends = [*(found.start() for found in places[1:]), len(data)]
    for found, end in zip(places, ends, strict=False):
        number = int(found[1])
        highest = max(highest, number)
        body = data[found.end() : min(end, found.end() + _LONGEST)].split(b"stream", 1)[0]
        if _CATALOG.search(body):
            catalog = number
        elif _TREE.search(body):
            tree = number
        elif _PAGE.search(body):
            pages.append(number)
    if not pages:
        return None
    added = b"\nendobj\n"
    if not catalog or not tree:
        kids = b" ".join(b"%d 0 R" % page for page in dict.fromkeys(pages))
        added += b"%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n" % (highest + 1, kids, len(set(pages)))
        added += b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n" % (highest + 2, highest + 1)
        catalog, highest = highest + 2, highest + 2
    return data + added + b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n" % (catalog, highest + 1)
