"""What a column and a dataset are, and the columns that several datasets share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SCHEMA_VERSION = "1.0"

ColumnType = Literal["text", "int", "float", "bool", "date", "time", "texts", "box"]


class Column(NamedTuple):
    """One column: `box` is a list of four floats, `texts` a list of strings, `time` a UTC timestamp."""

    name: str
    type: ColumnType
    title_vi: str
    title_en: str
    description: str  # Vietnamese: analysts read it


@dataclass(frozen=True)
class Dataset:
    """One dataset. A partitioned one lies in `doc_type_id=…/year=…` folders, whose columns the path gives."""

    name: str
    title_vi: str
    row: str  # what one row is, in Vietnamese
    columns: tuple[Column, ...]
    partitioned: bool = False


C = Column
DOC_ID = C("doc_id", "text", "Mã văn bản", "Document id", "16 chữ số hex đầu của SHA-256 của tệp nguồn")
PARTITION = (
    C(
        "doc_type_id",
        "text",
        "Mã loại văn bản",
        "Document type id",
        "Loại văn bản viết không dấu, nối gạch: bao-cao-chinh-tri",
    ),
    C("year", "int", "Năm", "Year", "Năm ban hành; nếu không có thì năm của nhiệm kỳ hoặc của nội dung; không rõ là 0"),
)
SPAN = (
    C("char_start", "int", "Vị trí đầu", "Start", "Vị trí ký tự đầu trong texts.text, đếm từ 0 theo điểm mã Unicode"),
    C("char_end", "int", "Vị trí cuối", "End", "Vị trí sau ký tự cuối trong texts.text"),
)
QUOTE = C("quote", "text", "Trích nguyên văn", "Quote", "Đúng bằng texts.text[char_start:char_end]")
PAGE = C("page", "int", "Trang", "Page", "Số trang, đếm từ 1; trống nếu định dạng không có trang")
BBOX = C(
    "bbox",
    "box",
    "Khung",
    "Bounding box",
    "x0, trên, x1, dưới, tính bằng point PDF từ góc trên trái; trống nếu không có",
)
BLOCK_ID = C("block_id", "text", "Mã khối", "Block id", "Khối (đoạn, mục, bảng…) chứa nội dung này, xem blocks")
SECTION = C("section_path", "texts", "Đường dẫn mục", "Section path", "Các đề mục bao trùm, từ cao xuống thấp")
RULE_ID = C("rule_id", "text", "Quy tắc", "Rule", "Quy tắc trong rules/ đã quyết định")
VERSIONS = (
    C("pipeline_version", "text", "Phiên bản chương trình", "Pipeline version", "Phiên bản solieu đã đọc văn bản"),
    C("rules_version", "text", "Phiên bản quy tắc", "Rules version", "12 chữ số hex của mã băm các tệp rules/*.yaml"),
)
