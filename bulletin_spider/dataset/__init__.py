"""What analysts load: one Parquet file a site, replaced whole, with the contract in its schema."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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

_HOMES = {
    "SCHEMA": "arrow",
    "from_row": "arrow",
    "to_batch": "arrow",
    "read": "reading",
    "ParquetSink": "sink",
    "dataset_folder": "writer",
    "publish": "writer",
    "publish_columns": "writer",
    "publish_jsonl": "writer",
}


def __getattr__(name: str) -> object:
    # Arrow takes a tenth of a second to load, and its datasets load pandas where it is installed, which takes
    # three more: only who asks waits for them.
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
