"""What analysts load: one Parquet file a site, replaced whole, with the contract in its schema."""

from bulletin_spider.dataset.arrow import SCHEMA, from_row, to_batch
from bulletin_spider.dataset.reading import read
from bulletin_spider.dataset.sink import ParquetSink
from bulletin_spider.dataset.writer import dataset_folder, publish, publish_jsonl

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
