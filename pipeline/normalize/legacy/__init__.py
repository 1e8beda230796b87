"""Documents of 1995 to 2009 in the old 8-bit encodings of Vietnamese become Unicode (NFC).

`decode` judges every word by its characters, the language and the name of its font together (see
`readings`), and writes down what it found in `raw.encoding` and `raw.warnings`. A text typed in small
letters in a capitals font (.VnTimeH) keeps the case it was typed in; `Style.capitals` tells of it.
"""

from __future__ import annotations

from pipeline.normalize.legacy.decoding import decode

__all__ = ["decode"]
