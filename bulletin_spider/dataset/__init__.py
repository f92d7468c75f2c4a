"""What analysts load: one Parquet file a site, replaced whole, with the contract in its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.dataset.arrow import SCHEMA, from_row
from bulletin_spider.dataset.columns import to_batch
from bulletin_spider.dataset.sink import ParquetSink
from bulletin_spider.dataset.writer import dataset_folder, publish, publish_jsonl

if TYPE_CHECKING:
    from bulletin_spider.dataset.reading import read

__all__ = [
    "SCHEMA",
    "ParquetSink",
    "dataset_folder",
    "from_row",
    "publish",
    "publish_jsonl",
    "read",
    "to_batch",
]


def __getattr__(name: str) -> object:
    # Arrow's datasets load pandas where it is installed, a third of a second that no crawl needs.
    if name == "read":
        from bulletin_spider.dataset.reading import read  # noqa: PLC0415

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
