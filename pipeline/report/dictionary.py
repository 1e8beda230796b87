"""Documentation that the code itself writes: the data dictionary, the tables of error codes and of canonical
indicators, as Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.datasets.column import PARTITION, SCHEMA_VERSION, ColumnType, Dataset
from pipeline.datasets.columns import DATASETS
from pipeline.errors import CODES
from pipeline.ingest import limits

_TYPES: dict[ColumnType, str] = {
    "text": "string",
    "int": "int64",
    "float": "float64",
    "bool": "bool",
    "date": "date",
    "time": "timestamp (UTC)",
    "texts": "list of string",
    "box": "list of float64",
}


def columns() -> str:
    """The whole of docs/data-dictionary.md."""
    return "\n".join(_columns()) + "\n"


def errors() -> str:
    """The whole of docs/errors.md."""
    return "\n".join(_errors()) + "\n"


def indicators() -> str:
    """The whole of docs/indicators.md."""
    return "\n".join(_indicators()) + "\n"


_MEASURES = {"level": "mức", "change": "tăng, giảm", "share": "tỷ trọng", "ratio": "a/b"}


def _indicators() -> Iterator[str]:
    from pipeline.extract import canonical

    listed = canonical.load().indicators
    yield "# Nội dung đo chuẩn"
    yield ""
    yield f"Cột `indicator_id` nhận một trong {len(listed)} mã dưới đây. Bảng do `solieu dictionary --indicators`"
    yield "viết ra từ `rules/indicators.yaml`, nơi mỗi mã có các cách nói, những lời dễ lẫn, câu phải nhận và câu không"
    yield "được nhận; `solieu rules check` chạy mọi câu ấy."
    yield ""
    yield "Mã chỉ được gán khi chắc: những chữ nói lên nội dung của số liệu (bỏ thời gian, nơi chốn, chủ thể) trùng với"
    yield "một cách nói, nhiều nhất một chữ viết sai chính tả; cách đo và nhóm đơn vị cùng hợp; không mã nào trùng."
    yield "Ngoài ra để trống: mã sai hại hơn mã trống. Mức và mức tăng của một nội dung cùng một mã, phân biệt bằng cột"
    yield "`measure`."
    yield ""
    yield "| Mã | Tên | Name | Cách đo: nhóm đơn vị | Đừng lẫn với |"
    yield "| --- | --- | --- | --- | --- |"
    for one in listed:
        measured = "; ".join(f"{_MEASURES[m]}: {', '.join(classes)}" for m, classes in one.measures.items())
        yield _row(one.id, one.vi, one.en, measured, ", ".join(one.unlike))


def _errors() -> Iterator[str]:
    yield "# Mã lỗi"
    yield ""
    yield "Do `solieu dictionary --errors` viết ra. Mã đứng ở cột `runs.error_code` và cuối thông báo."
    yield "Một tệp lỗi không làm dừng các tệp khác. Mã thoát: 0 mọi tệp đều đọc được; 1 có tệp lỗi; 2 dùng sai hoặc"
    yield "không ghi được kết quả. `lock_file` chỉ được ghi nhận, không tính là tệp lỗi."
    yield ""
    yield "| Mã | Điều gì xảy ra | Nên làm gì |"
    yield "| --- | --- | --- |"
    for code, sentences in CODES.items():
        yield _row(code, *sentences)
    yield ""
    yield "## Giới hạn"
    yield ""
    yield "Mỗi giới hạn là một biến môi trường; `too_large`, `office_timeout`, `ocr_timeout` nêu giới hạn đã chạm."
    yield ""
    yield "| Biến | Mặc định | Giới hạn |"
    yield "| --- | --- | --- |"
    for setting in limits.SETTINGS:
        yield _row(*setting)


def _columns() -> Iterator[str]:
    yield "# Từ điển dữ liệu"
    yield ""
    yield f"Lược đồ phiên bản {SCHEMA_VERSION}, do `solieu dictionary` viết ra từ `pipeline/datasets/columns.py`."
    yield "Mỗi bộ dữ liệu là một thư mục Parquet (zstd); tiêu đề và mô tả cột cũng nằm trong siêu dữ liệu của tệp."
    yield "Với mọi dòng có `char_start`, `char_end`: `texts.text[char_start:char_end]` đúng bằng `quote` (hoặc `text`)."
    yield "Cột ghi *(thư mục)* lấy từ tên thư mục `doc_type_id=…/year=…`; pandas, Polars và DuckDB tự thêm vào."
    for dataset in DATASETS.values():
        yield from _dataset(dataset)


def _dataset(dataset: Dataset) -> Iterator[str]:
    yield ""
    yield f"## {dataset.name}: {dataset.title_vi}"
    yield ""
    yield f"Mỗi dòng là {dataset.row}."
    yield ""
    yield "| Cột | Kiểu | Tên | Title | Ý nghĩa |"
    yield "| --- | --- | --- | --- | --- |"
    for column in dataset.columns:
        yield _row(column.name, _TYPES[column.type], column.title_vi, column.title_en, column.description)
    for column in PARTITION if dataset.partitioned else ():
        kind = f"{_TYPES[column.type]} *(thư mục)*"
        yield _row(column.name, kind, column.title_vi, column.title_en, column.description)


def _row(name: str, *cells: str) -> str:
    return " | ".join((f"| `{name}`", *(cell.replace("|", "\\|") for cell in cells))) + " |"
