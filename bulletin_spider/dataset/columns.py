"""Bulletins as columns, laid out in memory as Arrow does.

They are put together byte by byte, which is no slower than `pyarrow.array` and does not load pandas where it
is installed: that takes a quarter of a second, as long as a hundred pages. Plain bytes also go from one
process to another at no cost.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, chain, islice
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from bulletin_spider.dataset.shape import BULLETIN, Holds, Shape
from bulletin_spider.records import Bulletin, Record

Row = Bulletin | Mapping[str, Any]
"""A bulletin, or the plain values of its JSON."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_Value = TypeVar("_Value")


class Column(NamedTuple):
    """Values of one column; those of structs, lists and maps are in columns of their own."""

    length: int
    nulls: int
    buffers: tuple[bytes | None, ...]
    """In the order of Arrow's columnar format: which are known, offsets where there are some, values."""
    children: tuple[Column, ...] = ()


def to_columns(rows: Sequence[Row]) -> Column:
    """The bulletins, in the order given, as one column of structs."""
    return _struct(rows, BULLETIN)


def _struct(rows: Sequence[Record | Mapping[str, Any]], shape: Shape) -> Column:
    parts = tuple(_column(_values(rows, name), part) for name, part in shape.parts)
    return Column(len(rows), 0, (None,), parts)


def _values(rows: Sequence[Record | Mapping[str, Any]], name: str) -> list[Any]:
    if rows and isinstance(rows[0], Record):
        return list(map(attrgetter(name), rows))
    return [row.get(name) for row in rows]  # type: ignore[union-attr]  # all rows are of one kind


def _column(values: list[Any], shape: Shape) -> Column:
    if shape.holds is Holds.RECORD:
        return _struct(values, shape)
    if shape.holds is Holds.MAP:
        keys = _text(list(chain.from_iterable(values)))
        items = _text([item for value in values for item in value.values()])
        pairs = Column(keys.length, 0, (None,), (keys, items))
        return Column(len(values), 0, (None, _offsets(values)), (pairs,))
    if shape.holds is Holds.LIST:
        inner = _column(list(chain.from_iterable(values)), shape.parts[0][1])
        return Column(len(values), 0, (None, _offsets(values)), (inner,))
    if shape.holds is Holds.TEXT:
        return _text(values)
    nulls, known = _nulls(values)
    if shape.holds is Holds.FLAG:
        return Column(len(values), nulls, (known, _bits(values)))
    if shape.holds is Holds.MOMENT:
        values = [None if value is None else _microseconds(value) for value in values]
    return Column(len(values), nulls, (known, array("q", [value or 0 for value in values]).tobytes()))


def _text(values: list[str | None]) -> Column:
    nulls, known = _nulls(values)
    texts = [b"" if value is None else value.encode() for value in values]
    return Column(len(values), nulls, (known, _offsets(texts), b"".join(texts)))


def _nulls(values: list[Any]) -> tuple[int, bytes | None]:
    """How many values are not known, and which are."""
    nulls = values.count(None)
    return nulls, _bits([value is not None for value in values]) if nulls else None


def _offsets(values: Sequence[Any]) -> bytes:
    return array("i", accumulate(map(len, values), initial=0)).tobytes()


def _bits(values: Sequence[bool]) -> bytes:
    """One bit a value, the first in the lowest place."""
    digits = "".join(["1" if value else "0" for value in reversed(values)])
    return int(digits or "0", 2).to_bytes(len(values) // 8 + 1, "little")


def _microseconds(moment: datetime | str) -> int:
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (at - _EPOCH) // _MICROSECOND


def in_batches(values: Iterable[_Value], size: int = 256) -> Iterator[list[_Value]]:
    """The values, so many at a time: as many bulletins as are turned into columns together."""
    taken = iter(values)
    while batch := list(islice(taken, size)):
        yield batch
