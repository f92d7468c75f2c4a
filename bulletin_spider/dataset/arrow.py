"""The Arrow schema of a Bulletin, and its columns as Arrow's.

Inferred schemas differ from file to file (a column of nulls has the type null), and then no reader can
read two files together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from bulletin_spider import __version__
from bulletin_spider.dataset.columns import Column, Row, to_columns
from bulletin_spider.dataset.shape import BULLETIN, Holds, Shape, record_shape
from bulletin_spider.records import CONTRACT, Bulletin, Record
from bulletin_spider.records.described import descriptions

_SCALARS: dict[Holds, Any] = {
    Holds.TEXT: pa.string(),
    Holds.NUMBER: pa.int64(),
    Holds.FLAG: pa.bool_(),
    Holds.MOMENT: pa.timestamp("us", tz="Asia/Ho_Chi_Minh"),
}
_TITLE = "Bulletins of Vietnamese ward news sites"


def record_schema(record: type[Record]) -> pa.Schema:
    """The schema of a table that holds one record a row; an annotation it does not know is a TypeError."""
    return pa.schema(_fields(record_shape(record)))


def _fields(shape: Shape) -> list[Any]:
    told = descriptions(shape.record) if shape.record else {}
    return [_field(name, part, told.get(name)) for name, part in shape.parts]


def _field(name: str, shape: Shape, description: str | None = None) -> Any:
    about = {"description": " ".join(description.split())} if description else {}
    if shape.enum:
        about["enum"] = json.dumps(shape.enum)
    return pa.field(name, _type(shape), nullable=shape.nullable, metadata=about or None)


def _type(shape: Shape) -> Any:
    if shape.holds is Holds.LIST:
        return pa.list_(_fields(shape)[0])
    if shape.holds is Holds.MAP:
        return pa.map_(pa.string(), pa.field("value", pa.string(), nullable=False))
    return pa.struct(_fields(shape)) if shape.holds is Holds.RECORD else _SCALARS[shape.holds]


SCHEMA: pa.Schema = pa.schema(
    _fields(BULLETIN),
    metadata={"contract": CONTRACT, "bulletin_spider_version": __version__, "title": _TITLE},
)
"""The schema of every Parquet file of the dataset."""


def to_batch(rows: Sequence[Row]) -> pa.RecordBatch:
    """The bulletins as one batch with `SCHEMA`, in the order given."""
    return as_batch(to_columns(rows))


def as_batch(columns: Column) -> pa.RecordBatch:
    """Columns of bulletins as a batch with `SCHEMA`; nothing is copied."""
    return pa.RecordBatch.from_arrays(
        [_array(column, field.type) for column, field in zip(columns.children, SCHEMA, strict=True)],
        schema=SCHEMA,
    )


def _array(column: Column, kind: Any) -> Any:
    inner = [_array(child, part) for child, part in zip(column.children, _inner(kind), strict=True)]
    buffers = [None if buffer is None else pa.py_buffer(buffer) for buffer in column.buffers]
    return pa.Array.from_buffers(kind, column.length, buffers, column.nulls, children=inner or None)


def _inner(kind: Any) -> list[Any]:
    """The types of the columns inside one."""
    if pa.types.is_struct(kind):
        return [field.type for field in kind]
    if pa.types.is_map(kind):
        return [pa.struct([kind.key_field, kind.item_field])]
    return [kind.value_type] if pa.types.is_list(kind) else []


def from_row(row: Mapping[str, Any]) -> Bulletin:
    """The bulletin of a row as `Table.to_pylist()` gives it; pyarrow gives a map as a list of pairs."""
    return Bulletin.model_validate({**row, "field_sources": dict(row["field_sources"])})
