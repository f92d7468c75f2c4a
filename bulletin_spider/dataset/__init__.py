"""What analysts load: one Parquet file a site, replaced whole, with the contract in its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.lazy import lazily

if TYPE_CHECKING:
    from bulletin_spider.dataset.arrow import SCHEMA, from_row, to_batch
    from bulletin_spider.dataset.reading import read
    from bulletin_spider.dataset.sink import ParquetSink
    from bulletin_spider.dataset.writer import dataset_folder, publish, publish_columns, publish_jsonl

__all__ = [
    "SCHEMA",
    "ParquetSink",
    "dataset_folder",
    "from_row",
    "publish",
    "publish_columns",
    "publish_jsonl",
    "read",
    "to_batch",
]

if not TYPE_CHECKING:
    # Arrow takes a tenth of a second to load, and its datasets load pandas where it is installed: three more.
    __getattr__, __dir__ = lazily(
        __name__,
        {
            ".arrow": ("SCHEMA", "from_row", "to_batch"),
            ".reading": ("read",),
            ".sink": ("ParquetSink",),
            ".writer": ("dataset_folder", "publish", "publish_columns", "publish_jsonl"),
        },
    )
