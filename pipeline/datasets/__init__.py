"""Stage 5: documents and figures become Parquet datasets (`columns` defines, `rows` fills, `writing` writes)."""
