"""Bulletins into one Parquet file, a row group at a time, so that memory does not grow with the site."""

from __future__ import annotations

import io
from types import TracebackType
from typing import Any, BinaryIO, Self

import pyarrow as pa
import pyarrow.parquet as pq

from bulletin_spider.dataset.arrow import SCHEMA, to_batch
from bulletin_spider.dataset.columns import Row

_BATCH_ROWS = 256
_GROUP_ROWS = 2048
_GROUP_BYTES = 4 << 20
_MAGIC = b"PAR1"

# Values that repeat; long texts and keys would only fill a dictionary that is then thrown away.
_DICTIONARY = [
    "site",
    "unit_name",
    "unit_code",
    "province_code",
    "current_unit_code",
    "published_precision",
    "author",
    "authors.list.element",
    "source",
    "category",
    "tags.list.element",
    "models.list.element.key",
    "models.list.element.evidence.field",
    "awards.list.element.recipient_type",
    "awards.list.element.form",
    "awards.list.element.awarded_by",
    "awards.list.element.evidence.field",
    "field_sources.key_value.key",
    "field_sources.key_value.value",
    "warnings.list.element",
    "warc_file",
    "family",
    "extractor",
]


class ParquetSink:
    """A Parquet file under way: `write()` bulletins, then `close()`; the file object stays open.

    The file object needs only `write`, so a pipe will do. With `start`, which needs a seekable file, the
    first row group begins at that byte, and the bytes before it are left alone (see `succession`).
    """

    def __init__(self, file: BinaryIO, start: int = 0) -> None:
        self._file = _Unclosed(file)
        self._sink = pa.PythonFile(self._file, mode="w")
        self._writer = pq.ParquetWriter(
            self._sink,
            SCHEMA,
            compression="zstd",
            use_dictionary=_DICTIONARY,  # type: ignore[arg-type]  # the stubs know only true and false
            write_statistics=True,
            write_page_index=True,
        )
        self._skip(start - len(_MAGIC))
        self._waiting: list[Row] = []
        self._group: list[pa.RecordBatch] = []

    def _skip(self, count: int) -> None:
        """Move on without writing: Arrow takes offsets from what it has written, so it is told zeros."""
        self._file.skipping = True
        while count > 0:
            count -= self._sink.write(bytes(min(count, 1 << 20)))
        self._file.skipping = False

    def write(self, row: Row) -> None:
        """Add one bulletin after those written before; all are given in the same form."""
        self._waiting.append(row)
        if len(self._waiting) >= _BATCH_ROWS:
            self._convert()

    def _convert(self) -> None:
        if self._waiting:
            self.write_batch(to_batch(self._waiting))
            self._waiting.clear()

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Add a batch that has `SCHEMA`."""
        self._group.append(batch)
        rows = sum(part.num_rows for part in self._group)
        if rows >= _GROUP_ROWS or sum(part.nbytes for part in self._group) >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._group:
            table = pa.Table.from_batches(self._group, schema=SCHEMA)
            self._writer.write_table(table, row_group_size=table.num_rows or None)
            self._group.clear()

    def close(self) -> None:
        """Write what waits and the footer; a file that is not closed is no Parquet file."""
        self._convert()
        self._flush()
        self._writer.close()
        self._sink.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # After an error a footer would make half a file look whole.
        if error is None:
            self.close()
        else:
            self._file.dropped = True


class _Unclosed(io.RawIOBase):
    """The file as Arrow may use it: closing is left to its owner, and a skipped stretch is not written."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.skipping = False
        self.dropped = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.skipping:
            self._file.seek(len(data), 1)
        elif not self.dropped:
            self._file.write(data)
        return len(data)

    def flush(self) -> None:
        if not (self.dropped or self._file.closed):
            self._file.flush()
