"""The public interface: names, order and types of every column, pinned."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pipeline.datasets.column import PARTITION
from pipeline.datasets.columns import DATASETS
from pipeline.datasets.schemas import schema

# Changing any of these lines needs a new SCHEMA_VERSION and a line in CHANGELOG.md.
VALUES = (
    "kind measure status comparator direction compared_with value_low value_high denominator value_text decimals unit "
    "unit_class value_base unit_base indicator indicator_id actor period period_start period_end frequency"
)
FIGURES = (
    f"figure_id doc_id block_id {VALUES} location section_path page bbox char_start char_end quote context "
    "footnote_label footnote_anchors table_id row_header column_header parent_id rule_id confidence"
)
SOURCE = "{0}_doc_id {0}_figure_id {0}_period {0}_quote {0}_context {0}_page {0}_char_start {0}_char_end"
PUBLIC = {
    "documents": "doc_id sha256 path format doc_type number issuer parent_issuer place issued_on subject term_start "
    "term_end draft_no signer signer_title pages characters encoding ocr ocr_confidence warnings pipeline_version "
    "rules_version schema_version",
    "texts": "doc_id text",
    "blocks": "block_id doc_id position kind level label section_path page bbox text char_start char_end",
    "figures": FIGURES,
    "targets": FIGURES,
    "statistics": FIGURES,
    "footnoted_figures": f"figure_id doc_id footnote_label relation footnote_text anchor_context {VALUES} "
    "char_start char_end quote",
    "footnotes": "doc_id label text page char_start char_end anchor_block_id anchor_char",
    "table_cells": "doc_id table_id caption row column row_span column_span is_header row_header column_header text "
    "page char_start char_end",
    "references": "doc_id block_id type number issued_on issued_on_text issuer title char_start char_end "
    "quote warnings",
    "findings": "finding_id doc_id check severity stated computed message_vi message_en figure_ids char_start char_end "
    "quote rule_id",
    "changes": "old_doc_id new_doc_id change old_figure_id new_figure_id indicator old_quote new_quote old_low "
    "old_high new_low new_high delta relative old_context new_context old_page new_page section_path confidence",
    "attainment": "indicator indicator_id actor measure direction unit comparator target_low target_high result_low "
    f"result_high attained due difference relative {SOURCE.format('target')} {SOURCE.format('result')} matched_by "
    "confidence",
    "runs": "run_id started_at path sha256 doc_id state error_code error_message seconds peak_mb pipeline_version "
    "rules_version",
}


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_columns_are_the_public_ones(name: str) -> None:
    assert [column.name for column in DATASETS[name].columns] == PUBLIC[name].split()


def test_no_other_dataset() -> None:
    assert set(DATASETS) == set(PUBLIC)


def test_partitioned_datasets() -> None:
    assert {name for name, d in DATASETS.items() if d.partitioned} == {"documents", "figures", "targets", "statistics"}
    assert [column.name for column in PARTITION] == ["doc_type_id", "year"]


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_field_carries_titles_and_a_description(name: str) -> None:
    given = schema(name)
    assert given.metadata[b"title_vi"]
    for field in given:
        assert set(field.metadata) == {b"title_vi", b"title_en", b"description"}
        assert all(value.strip() for value in field.metadata.values()), field.name


@pytest.mark.parametrize(
    ("dataset", "column", "kind"),
    [
        ("figures", "value_low", pa.float64()),
        ("figures", "footnote_anchors", pa.list_(pa.string())),
        ("figures", "bbox", pa.list_(pa.float64())),
        ("documents", "issued_on", pa.date32()),
        ("documents", "year", pa.int64()),
        ("runs", "started_at", pa.timestamp("us", tz="UTC")),
    ],
)
def test_types(dataset: str, column: str, kind: pa.DataType) -> None:
    assert schema(dataset).field(column).type == kind
