"""Every dataset and column of the public interface: name, type, titles, meaning.

One source for the Arrow schemas (`pipeline.datasets.schemas`), the data dictionary (docs/data-dictionary.md) and
the readers' expectations. A changed name, type or meaning needs a new SCHEMA_VERSION and a line in the changelog.
No heavy import here: the command line lists datasets without loading pyarrow.
"""

from __future__ import annotations

from pipeline.datasets.check_columns import ATTAINMENT, CHANGES, FINDINGS
from pipeline.datasets.column import (
    BBOX,
    BLOCK_ID,
    DOC_ID,
    PAGE,
    QUOTE,
    RULE_ID,
    SECTION,
    SPAN,
    VERSIONS,
    C,
    Dataset,
)

DOCUMENTS = Dataset(
    "documents",
    "Văn bản",
    "một tệp nguồn (theo nội dung)",
    (
        DOC_ID,
        C("sha256", "text", "SHA-256", "SHA-256", "Mã băm của tệp nguồn"),
        C("path", "text", "Đường dẫn", "Path", "Đường dẫn như đã đưa vào; tương đối nếu đầu vào tương đối"),
        C("format", "text", "Định dạng", "Format", "docx, pdf, doc, rtf, odt, html, txt, md…"),
        C(
            "doc_type",
            "text",
            "Loại văn bản",
            "Document type",
            "nghị quyết, báo cáo chính trị, báo cáo, kế hoạch…, khác",
        ),
        C("number", "text", "Số, ký hiệu", "Number", "Ví dụ 02-NQ/TU; rỗng nếu văn bản không ghi"),
        C("issuer", "text", "Cơ quan ban hành", "Issuer", "Như ghi ở phần đầu văn bản"),
        C("parent_issuer", "text", "Cơ quan cấp trên", "Parent body", "Dòng cơ quan chủ quản ở phần đầu"),
        C("place", "text", "Nơi ban hành", "Place", "Địa danh trước ngày tháng"),
        C("issued_on", "date", "Ngày ban hành", "Issued on", "Trống nếu văn bản để trống ngày hoặc tháng"),
        C("subject", "text", "Trích yếu", "Subject", "Nội dung tóm tắt dưới tên loại văn bản"),
        C("term_start", "int", "Đầu nhiệm kỳ", "Term start", "Năm đầu của nhiệm kỳ"),
        C("term_end", "int", "Cuối nhiệm kỳ", "Term end", "Năm cuối của nhiệm kỳ"),
        C("draft_no", "int", "Dự thảo lần", "Draft", "Số lần dự thảo, nếu là dự thảo"),
        C("signer", "text", "Người ký", "Signer", "Họ tên người ký"),
        C("signer_title", "text", "Chức vụ người ký", "Signer's title", "Chức vụ ghi trên chữ ký"),
        C("pages", "int", "Số trang", "Pages", "Trống nếu định dạng không có trang"),
        C("characters", "int", "Số ký tự", "Characters", "Độ dài texts.text"),
        C("encoding", "text", "Bảng mã", "Encoding", "unicode, tcvn3, vni, viqr hoặc mixed: bảng mã của tệp nguồn"),
        C("ocr", "bool", "Qua OCR", "OCR", "Chữ do máy nhận dạng từ ảnh"),
        C(
            "ocr_confidence",
            "float",
            "Độ tin cậy OCR",
            "OCR confidence",
            "Trung bình theo từ, 0 đến 1; trống nếu không OCR",
        ),
        C("warnings", "texts", "Cảnh báo", "Warnings", "Điều người đọc cần kiểm tra lại"),
        *VERSIONS,
        C("schema_version", "text", "Phiên bản lược đồ", "Schema version", "Phiên bản của tên cột và ý nghĩa cột"),
    ),
    partitioned=True,
)

TEXTS = Dataset(
    "texts",
    "Toàn văn",
    "một văn bản",
    (
        DOC_ID,
        C(
            "text",
            "text",
            "Toàn văn",
            "Text",
            "Văn bản đã chuẩn hóa (NFC), mỗi khối một dòng, chú thích sau khối gọi nó",
        ),
    ),
)

BLOCKS = Dataset(
    "blocks",
    "Khối",
    "một khối (đoạn, đề mục, bảng…), theo thứ tự đọc",
    (
        C("block_id", "text", "Mã khối", "Block id", "Mã văn bản, -b, số thứ tự đếm từ 1"),
        DOC_ID,
        C("position", "int", "Thứ tự", "Position", "Thứ tự đọc, đếm từ 0"),
        C(
            "kind",
            "text",
            "Loại khối",
            "Kind",
            "letterhead, title, heading, paragraph, list_item, table, footnote, caption, recipients, signature",
        ),
        C("level", "int", "Cấp", "Level", "Cấp đề mục, 1 là cao nhất"),
        C("label", "text", "Số mục", "Label", "II, 2.1, a, - …; của chú thích là số chú thích"),
        SECTION,
        PAGE,
        BBOX,
        C("text", "text", "Nội dung", "Text", "Đúng bằng texts.text[char_start:char_end]"),
        *SPAN,
    ),
)

VALUE = (
    C("kind", "text", "Loại", "Kind", "target: chỉ tiêu, mục tiêu phải đạt; statistic: số liệu đã, đang hoặc ước đạt"),
    C("measure", "text", "Cách đo", "Measure", "level: mức; change: tăng, giảm; share: tỷ trọng; ratio: a/b"),
    C("status", "text", "Trạng thái", "Status", "planned: kế hoạch; actual: thực hiện; estimated: ước"),
    C("comparator", "text", "So sánh", "Comparator", "eq =, ge ≥, gt >, le ≤, lt <, approx khoảng, range từ … đến …"),
    C("direction", "text", "Chiều", "Direction", "increase: tăng, decrease: giảm; chỉ với change"),
    C("compared_with", "text", "So với", "Compared with", "Gốc so sánh như văn bản viết: so với cùng kỳ"),
    C("value_low", "float", "Cận dưới", "Low", "Bằng value_high nếu là một giá trị; trống nếu không có cận dưới"),
    C("value_high", "float", "Cận trên", "High", "Trống nếu không có cận trên"),
    C("denominator", "float", "Mẫu số", "Denominator", "b của tỷ số viết a/b"),
    C("value_text", "text", "Chữ số nguyên văn", "Digits", "Các chữ số như văn bản viết"),
    C("decimals", "int", "Số lẻ", "Decimals", "Số chữ số thập phân văn bản nêu"),
    C("unit", "text", "Đơn vị", "Unit", "Như văn bản viết, chữ thường; rỗng nếu không ghi"),
    C(
        "unit_class",
        "text",
        "Nhóm đơn vị",
        "Unit class",
        "percent, percentage_point, count, money, area, mass, length, energy, duration, index, other",
    ),
    C(
        "value_base",
        "float",
        "Giá trị quy đổi",
        "Base value",
        "Cận dưới theo đơn vị gốc: 1,2 nghìn tỷ đồng là 1,2e12 đồng",
    ),
    C("unit_base", "text", "Đơn vị gốc", "Base unit", "Đơn vị của value_base"),
    C("indicator", "text", "Nội dung đo", "Indicator", "Cái được đo, theo lời văn bản"),
    C(
        "indicator_id",
        "text",
        "Mã nội dung đo",
        "Indicator id",
        "Mã chuẩn trong rules/indicators.yaml, xem docs/indicators.md; trống nếu không chắc",
    ),
    C("actor", "text", "Chủ thể", "Actor", "Ai đã hoặc phải làm; trống nếu không nêu"),
    C("period", "text", "Kỳ", "Period", "2019, 2015/2020, 2023-Q1, 2019-H1, 2019-04, 2020-08-31; rỗng nếu không nêu"),
    C("period_start", "date", "Từ ngày", "Period start", "Ngày đầu của kỳ"),
    C("period_end", "date", "Đến ngày", "Period end", "Ngày cuối của kỳ"),
    C("frequency", "text", "Tần suất", "Frequency", "annual, monthly, quarterly, term, once hoặc rỗng"),
)
FIGURE_ID = C(
    "figure_id",
    "text",
    "Mã số liệu",
    "Figure id",
    "Mã văn bản, -, số thứ tự; giữ nguyên khi tệp, phiên bản và quy tắc không đổi",
)

FIGURE_COLUMNS = (
    FIGURE_ID,
    DOC_ID,
    BLOCK_ID,
    *VALUE,
    C("location", "text", "Nơi đứng", "Location", "body: thân văn bản; footnote: chú thích; table: bảng"),
    SECTION,
    PAGE,
    BBOX,
    *SPAN,
    QUOTE,
    C(
        "context",
        "text",
        "Ngữ cảnh",
        "Context",
        "Câu chứa số liệu; câu dài thì vế giữa hai dấu chấm phẩy; ô chỉ có số thì kèm tiêu đề dòng, cột",
    ),
    C("footnote_label", "text", "Thuộc chú thích", "Footnote", "Số của chú thích chứa số liệu"),
    C("footnote_anchors", "texts", "Chú thích được gọi", "Anchors", "Số các chú thích mà vế câu mang"),
    C("table_id", "text", "Mã bảng", "Table id", "Bảng chứa số liệu, xem table_cells"),
    C("row_header", "text", "Tiêu đề dòng", "Row header", "Đường dẫn tiêu đề dòng, nối bằng ` > `"),
    C("column_header", "text", "Tiêu đề cột", "Column header", "Đường dẫn tiêu đề cột, nối bằng ` > `"),
    C("parent_id", "text", "Mã số liệu tổng", "Parent figure", "figure_id của tổng mà số này là một phần"),
    RULE_ID,
    C("confidence", "float", "Độ tin cậy", "Confidence", "0 đến 1"),
)
FIGURES = Dataset("figures", "Số liệu", "một con số", FIGURE_COLUMNS, partitioned=True)
TARGETS = Dataset("targets", "Chỉ tiêu", "một con số thuộc loại target", FIGURE_COLUMNS, partitioned=True)
STATISTICS = Dataset("statistics", "Kết quả", "một con số thuộc loại statistic", FIGURE_COLUMNS, partitioned=True)

FOOTNOTED = Dataset(
    "footnoted_figures",
    "Số liệu và chú thích",
    "một cặp số liệu và chú thích của nó",
    (
        FIGURE_ID,
        DOC_ID,
        C("footnote_label", "text", "Số chú thích", "Footnote label", "Số hoặc chữ của chú thích"),
        C(
            "relation",
            "text",
            "Quan hệ",
            "Relation",
            "in_note: số liệu nằm trong chú thích; anchored: vế câu chứa số liệu gọi chú thích",
        ),
        C(
            "footnote_text",
            "text",
            "Nội dung chú thích",
            "Footnote text",
            "Không kèm số chú thích; trống nếu không tìm thấy chú thích",
        ),
        C(
            "anchor_context",
            "text",
            "Câu gọi chú thích",
            "Anchor context",
            "Câu mang số gọi chú thích; trống nếu không tìm thấy chỗ gọi",
        ),
        *VALUE,
        *SPAN,
        QUOTE,
    ),
)

FOOTNOTES = Dataset(
    "footnotes",
    "Chú thích",
    "một chú thích hoặc một số gọi chú thích thiếu nội dung",
    (
        DOC_ID,
        C("label", "text", "Số chú thích", "Label", "Như văn bản ghi"),
        C(
            "text",
            "text",
            "Nội dung",
            "Text",
            "Đúng bằng texts.text[char_start:char_end]; trống nếu chú thích bị thiếu",
        ),
        PAGE,
        *SPAN,
        C("anchor_block_id", "text", "Khối gọi", "Anchor block", "Khối mang số gọi; trống nếu không tìm thấy"),
        C(
            "anchor_char",
            "int",
            "Vị trí gọi",
            "Anchor offset",
            "Vị trí số gọi trong texts.text; trống nếu không tìm thấy",
        ),
    ),
)

TABLE_CELLS = Dataset(
    "table_cells",
    "Ô bảng",
    "một ô; ô gộp chỉ có một dòng, ở góc trên trái",
    (
        DOC_ID,
        C("table_id", "text", "Mã bảng", "Table id", "Mã văn bản, -t, số thứ tự đếm từ 1"),
        C("caption", "text", "Tên bảng", "Caption", "Rỗng nếu bảng không có tên"),
        C("row", "int", "Dòng", "Row", "Đếm từ 0"),
        C("column", "int", "Cột", "Column", "Đếm từ 0"),
        C("row_span", "int", "Số dòng gộp", "Row span", "1 nếu không gộp"),
        C("column_span", "int", "Số cột gộp", "Column span", "1 nếu không gộp"),
        C("is_header", "bool", "Là tiêu đề", "Is header", "Ô thuộc phần tiêu đề của bảng"),
        C("row_header", "text", "Tiêu đề dòng", "Row header", "Đường dẫn tiêu đề dòng, nối bằng ` > `"),
        C("column_header", "text", "Tiêu đề cột", "Column header", "Đường dẫn tiêu đề cột, nối bằng ` > `"),
        C("text", "text", "Nội dung", "Text", "Đúng bằng texts.text[char_start:char_end]"),
        PAGE,
        *SPAN,
    ),
)

REFERENCES = Dataset(
    "references",
    "Viện dẫn",
    "một lần viện dẫn văn bản khác",
    (
        DOC_ID,
        BLOCK_ID,
        C("type", "text", "Loại văn bản", "Type", "nghị quyết, chỉ thị, quyết định, nghị định, luật…"),
        C("number", "text", "Số, ký hiệu", "Number", "18-NQ/TW; rỗng nếu không nêu"),
        C("issued_on", "date", "Ngày ban hành", "Issued on", "Trống nếu không nêu đủ hoặc không phải ngày có thật"),
        C("issued_on_text", "text", "Ngày nguyên văn", "Date as written", "Ngày như văn bản viết"),
        C("issuer", "text", "Cơ quan ban hành", "Issuer", "Như văn bản viết"),
        C("title", "text", "Tên văn bản", "Title", "Tên trong ngoặc kép hoặc sau chữ về; rỗng nếu không nêu"),
        *SPAN,
        QUOTE,
        C("warnings", "texts", "Cảnh báo", "Warnings", "invalid_date…"),
    ),
)

RUNS = Dataset(
    "runs",
    "Lần chạy",
    "một tệp đầu vào của một lần chạy",
    (
        C("run_id", "text", "Mã lần chạy", "Run id", "Chung cho mọi tệp của một lần chạy"),
        C("started_at", "time", "Bắt đầu", "Started at", "Giờ UTC bắt đầu đọc tệp"),
        C("path", "text", "Đường dẫn", "Path", "Đường dẫn như đã đưa vào"),
        C("sha256", "text", "SHA-256", "SHA-256", "Mã băm của tệp; trống nếu không đọc được"),
        C("doc_id", "text", "Mã văn bản", "Document id", "Trống nếu không đọc được"),
        C(
            "state",
            "text",
            "Kết quả",
            "State",
            "done: xong; unchanged: giữ kết quả cũ; duplicate: trùng nội dung tệp khác; failed: lỗi",
        ),
        C("error_code", "text", "Mã lỗi", "Error code", "Xem docs/errors.md; trống nếu không lỗi"),
        C(
            "error_message",
            "text",
            "Thông báo lỗi",
            "Error message",
            "Điều gì xảy ra và nên làm gì; trống nếu không lỗi",
        ),
        C("seconds", "float", "Giây", "Seconds", "Thời gian đọc tệp"),
        C(
            "peak_mb",
            "float",
            "Bộ nhớ đỉnh (MB)",
            "Peak memory (MB)",
            "Bộ nhớ cao nhất của tiến trình trong lúc đọc tệp",
        ),
        *VERSIONS,
    ),
)

DATASETS: dict[str, Dataset] = {
    d.name: d
    for d in (
        DOCUMENTS,
        TEXTS,
        BLOCKS,
        FIGURES,
        TARGETS,
        STATISTICS,
        FOOTNOTED,
        FOOTNOTES,
        TABLE_CELLS,
        REFERENCES,
        FINDINGS,
        CHANGES,
        ATTAINMENT,
        RUNS,
    )
}
