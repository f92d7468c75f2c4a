"""The dataset as one Arrow dataset, pinned to the moment of the call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from bulletin_spider.dataset.arrow import SCHEMA
from bulletin_spider.dataset.writer import check_contract, dataset_folder
from bulletin_spider.errors import OutputError


def read(folder: str | Path) -> ds.Dataset:
    """Every bulletin once, at its latest revision; `folder` is output, output/dataset or output/dataset/v1.

    The dataset is a view of the moment of this call: the files are mapped here, once, so it stays the same
    however often and whenever it is scanned, even if a crawl replaces them. Call again to see what is new.
    Columns that an older version of the package did not write are null.
    """
    place = dataset_folder(Path(folder))
    try:
        paths = sorted(place.glob("*.parquet"))
        if not paths:
            raise OutputError(
                f"{place}: no Parquet file of the dataset; crawl a site first, or name its folder"
            )
        form = ds.ParquetFileFormat()
        fragments = [form.make_fragment(_mapped(path)) for path in paths]
    except OSError as error:
        raise OutputError(f"{place}: cannot be read ({error.strerror or error})") from error
    return ds.FileSystemDataset(fragments, SCHEMA, form)


def _mapped(path: Path) -> Any:
    """The file's bytes as they are now, kept even when its name goes to another file."""
    with pa.memory_map(str(path)) as file:
        content = file.read_buffer()
    try:
        metadata = pq.read_schema(pa.BufferReader(content)).metadata
    except pa.ArrowInvalid as error:
        raise OutputError(f"{path}: not a readable Parquet file; move it elsewhere") from error
    check_contract(path, metadata)
    return pa.BufferReader(content)
