"""Names of WordprocessingML (ECMA-376, transitional) as lxml spells them."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"

# ISO 29500 "strict" files use other addresses for the same names.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", PIC[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
)

VAL = W + "val"
TYPE = W + "type"
ID = W + "id"
STYLE_ID = W + "styleId"

P, PPR, R_, RPR, T = W + "p", W + "pPr", W + "r", W + "rPr", W + "t"
TBL, TBLPR, TR, TRPR, TC, TCPR = W + "tbl", W + "tblPr", W + "tr", W + "trPr", W + "tc", W + "tcPr"
SDT, SDTPR, SDT_CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
INS, DEL, MOVE_FROM, MOVE_TO = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
TEXTBOX = W + "txbxContent"
SECTPR = W + "sectPr"
RENDERED_BREAK = W + "lastRenderedPageBreak"

OFF = frozenset({"0", "false", "off", "none"})
