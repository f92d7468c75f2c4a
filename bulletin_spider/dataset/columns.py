"""Bulletins as columns of Arrow.

The columns are put together byte by byte, which is no slower than `pyarrow.array` and does not load pandas
where it is installed: that takes a quarter of a second, as long as a hundred pages.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

import pyarrow as pa

from bulletin_spider.dataset.arrow import SCHEMA
from bulletin_spider.records import Bulletin, Record

Row = Bulletin | Mapping[str, Any]
"""A bulletin, or the plain values of its JSON."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_batch(rows: Sequence[Row]) -> pa.RecordBatch:
    """The bulletins as one batch with `SCHEMA`, in the order given."""
    columns = [_array(_values(rows, field.name), field.type) for field in SCHEMA]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def _values(rows: Sequence[Record | Mapping[str, Any]], name: str) -> list[Any]:
    if rows and isinstance(rows[0], Record):
        return list(map(attrgetter(name), rows))
    return [row.get(name) for row in rows]  # type: ignore[union-attr]  # all rows are of one kind


def _array(values: list[Any], kind: Any) -> Any:
    """One column; structs, lists and maps are taken apart into columns of their own."""
    count = len(values)
    if pa.types.is_struct(kind):
        parts = [_array(_values(values, field.name), field.type) for field in kind]
        return pa.Array.from_buffers(kind, count, [None], children=parts)
    if pa.types.is_map(kind):
        keys = _array(list(chain.from_iterable(values)), kind.key_type)
        items = _array([item for value in values for item in value.values()], kind.item_type)
        pairs = pa.Array.from_buffers(
            pa.struct([kind.key_field, kind.item_field]), len(keys), [None], children=[keys, items]
        )
        return pa.Array.from_buffers(kind, count, [None, _offsets(values)], children=[pairs])
    if pa.types.is_list(kind):
        inner = _array(list(chain.from_iterable(values)), kind.value_type)
        return pa.Array.from_buffers(kind, count, [None, _offsets(values)], children=[inner])
    nulls = values.count(None)
    known = _bits([value is not None for value in values]) if nulls else None
    if pa.types.is_string(kind):
        texts = [b"" if value is None else value.encode() for value in values]
        return pa.Array.from_buffers(
            kind, count, [known, _offsets(texts), pa.py_buffer(b"".join(texts))], nulls
        )
    if pa.types.is_boolean(kind):
        return pa.Array.from_buffers(kind, count, [known, _bits(values)], nulls)
    if pa.types.is_timestamp(kind):
        values = [None if value is None else _microseconds(value) for value in values]
    numbers = array("q", [value or 0 for value in values])
    return pa.Array.from_buffers(kind, count, [known, pa.py_buffer(numbers)], nulls)


def _offsets(values: Sequence[Any]) -> Any:
    return pa.py_buffer(array("i", accumulate(map(len, values), initial=0)))


def _bits(values: Sequence[bool]) -> Any:
    """One bit a value, the first in the lowest place."""
    digits = "".join(["1" if value else "0" for value in reversed(values)])
    return pa.py_buffer(int(digits or "0", 2).to_bytes(len(values) // 8 + 1, "little"))


def _microseconds(moment: datetime | str) -> int:
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (at - _EPOCH) // _MICROSECOND
