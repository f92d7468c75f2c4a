"""The Arrow schema of a Bulletin, derived from its annotations and never from data.

Inferred schemas differ from file to file (a column of nulls has the type null), and then no reader can
read two files together.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import AwareDatetime

from bulletin_spider.records import CONTRACT, Bulletin, Record

_TIMESTAMP = pa.timestamp("us", tz="Asia/Ho_Chi_Minh")
_SCALARS: dict[object, Any] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    AwareDatetime: _TIMESTAMP,
}
_TITLE = "Bulletins of Vietnamese ward news sites"


def record_schema(record: type[Record], metadata: dict[str | bytes, str | bytes] | None = None) -> pa.Schema:
    """The schema of a table that holds one record a row; an annotation it does not know is a TypeError."""
    return pa.schema(_fields(record, ""), metadata=metadata)


def _fields(record: type[Record], trail: str) -> list[Any]:
    return [
        _field(name, _annotation(record, name), f"{trail}{name}", info.description)
        for name, info in record.model_fields.items()
    ]


def _annotation(record: type[Record], name: str) -> Any:
    return record.model_fields[name].annotation


def _plain(annotation: Any) -> tuple[Any, bool]:
    """The annotation without its constraints and without None, and whether it admits None."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        rest = [part for part in get_args(annotation) if part is not NoneType]
        if len(rest) == 1 and len(rest) < len(get_args(annotation)):
            return _plain(rest[0])[0], True
    return annotation, False


def _field(name: str, annotation: Any, trail: str, description: str | None) -> Any:
    plain, nullable = _plain(annotation)
    about = {"description": " ".join(description.split())} if description else {}
    if get_origin(plain) is Literal:
        about["enum"] = json.dumps(list(get_args(plain)))
    return pa.field(name, _type(plain, trail, nullable=nullable), nullable=nullable, metadata=about or None)


def _type(plain: Any, trail: str, *, nullable: bool) -> Any:
    origin, parts = get_origin(plain), get_args(plain)
    if plain in _SCALARS:
        return _SCALARS[plain]
    if origin is Literal and all(isinstance(value, str) for value in parts):
        return pa.string()
    if not nullable:  # a list that is null and a list that is empty would be two ways to say one thing
        if origin is list:
            return pa.list_(_field("element", parts[0], f"{trail}[]", None))
        if origin is dict and parts[0] is str and _plain(parts[1]) == (str, False):
            return pa.map_(pa.string(), pa.field("value", pa.string(), nullable=False))
        if isinstance(plain, type) and issubclass(plain, Record):
            return pa.struct(_fields(plain, f"{trail}."))
    raise TypeError(f"{trail}: no Arrow type is set for {plain!r}; add it to {__name__} or change the record")


SCHEMA: pa.Schema = record_schema(
    Bulletin,
    {"contract": CONTRACT, "bulletin_spider_version": version("bulletin-spider"), "title": _TITLE},
)
"""The schema of every Parquet file of the dataset."""


def from_row(row: Mapping[str, Any]) -> Bulletin:
    """The bulletin of a row as `Table.to_pylist()` gives it; pyarrow gives a map as a list of pairs."""
    return Bulletin.model_validate({**row, "field_sources": dict(row["field_sources"])})
