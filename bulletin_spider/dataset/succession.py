"""How a new file takes the name of an old one without breaking a reader that is half way.

An atomic rename is not enough. DuckDB, polars and `pyarrow.parquet.read_table` open a file twice, by name:
once for the footer, once for the data; and polars remembers the length from when it listed the folder.
Between the two the name may have come to mean another file, and the old footer then points into the wrong
bytes. So the new file keeps the old file's data where it was and adds its own beside it; and at the old
file's length a footer ends, the new one or the old one. Parquet allows bytes that no footer names. The
file before the old one is forgotten: its place is a hole, or taken by new data, so a file holds two
generations, no more.

    [new][hole][old data][hole][mark][footer of the new]     the new one fitted before the old data
    [hole][old data][hole][old footer][new and its footer]   it fitted nowhere, so the file grew
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow.parquet as pq

_MAGIC = b"PAR1"
_MARK = b"bulletin:ends-at"
_MARK_SIZE = len(_MARK) + 8
_TRAILER = 8
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Extent:
    """Where a file keeps what its footer names, data and page indexes: [start, end); and its last footer."""

    start: int
    end: int
    footer: int
    length: int


NOTHING = Extent(0, 0, 0, 0)
"""The extent of a file that does not exist."""


def extent(path: Path) -> Extent:
    """The extent of a Parquet file; of a plain one, all before its footer."""
    start = min(map(_first_byte, _columns(pq.read_metadata(path))), default=0)
    with path.open("rb") as file:
        length = os.fstat(file.fileno()).st_size
        end = footer = length - _footer_size(file, length)
        # The mark tells where the Parquet stream ended whose footer is repeated at the end of the file.
        mark = os.pread(file.fileno(), _MARK_SIZE, max(footer - _MARK_SIZE, 0))
        if mark.startswith(_MARK):
            stream_end = int.from_bytes(mark[len(_MARK) :], "little")
            end = stream_end - _footer_size(file, stream_end)
    return Extent(0 if start <= len(_MAGIC) else start, end, footer, length)


def _columns(metadata: pq.FileMetaData) -> list[pq.ColumnChunkMetaData]:
    return [metadata.row_group(0).column(n) for n in range(metadata.num_columns)] if metadata.num_rows else []


def _first_byte(column: pq.ColumnChunkMetaData) -> int:
    dictionary = column.dictionary_page_offset
    return int(column.data_page_offset if dictionary is None else min(dictionary, column.data_page_offset))


def _footer_size(file: BinaryIO, end: int) -> int:
    """Bytes of the footer that ends at `end`, with its length and magic."""
    return int.from_bytes(os.pread(file.fileno(), 4, end - _TRAILER), "little") + _TRAILER


def place(old: Extent) -> int:
    """The byte where a successor should start: in the first gap that a somewhat larger file would fit."""
    guess = (old.end - old.start + old.length - old.footer) * 5 // 4
    if guess <= old.start:
        return 0
    return old.end if old.end + guess <= old.footer else old.length


def fits(start: int, end: int, old: Extent) -> bool:
    """Whether a successor written to [start, end) spares what must stay; at `old.length` it always does."""
    return start == old.length or end <= (old.start if start < old.start else old.footer)


def join(new: BinaryIO, stream_end: int, old_path: Path, old: Extent) -> None:
    """Put the old data into the new file, whose own stream ends at `stream_end`, and set the last footer."""
    size = _footer_size(new, stream_end)
    footer = os.pread(new.fileno(), size, stream_end - size)
    tail = _MARK + stream_end.to_bytes(8, "little") + footer
    grown = max(stream_end, old.end) + len(tail) > old.length
    with old_path.open("rb") as file:
        _copy(file, new, old.start, old.end)
        if grown:
            _copy(file, new, old.footer, old.length)
    if stream_end <= old.length:
        length = old.length + len(tail) if grown else old.length
        os.pwrite(new.fileno(), tail, length - len(tail))


def _copy(source: BinaryIO, target: BinaryIO, start: int, end: int) -> None:
    for at in range(start, end, _CHUNK):
        os.pwrite(target.fileno(), os.pread(source.fileno(), min(_CHUNK, end - at), at), at)
