"""What a column holds, derived from a record's annotations and never from data.

It needs no Arrow, whose loading takes a tenth of a second: who turns bulletins into columns in a process of
its own does without.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime

from bulletin_spider.records import Bulletin, Record


class Holds(Enum):
    """Kinds of columns."""

    TEXT = auto()
    NUMBER = auto()
    FLAG = auto()
    MOMENT = auto()
    LIST = auto()
    MAP = auto()
    """Text by text."""
    RECORD = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """One column."""

    holds: Holds
    nullable: bool
    enum: tuple[str, ...] = ()
    """The only texts that it can hold, where they are declared."""
    parts: tuple[tuple[str, Shape], ...] = ()
    """The named columns of a record, or the one of a list's elements."""
    record: type[Record] | None = None


_SCALARS: dict[object, Holds] = {
    str: Holds.TEXT,
    int: Holds.NUMBER,
    bool: Holds.FLAG,
    AwareDatetime: Holds.MOMENT,
}


def record_shape(record: type[Record]) -> Shape:
    """The shape of a table that holds one record a row; an annotation it does not know is a TypeError."""
    return _record(record, "", nullable=False)


def _record(record: type[Record], trail: str, *, nullable: bool) -> Shape:
    fields = record.model_fields.items()
    parts = tuple((name, _shape(field.annotation, f"{trail}{name}")) for name, field in fields)
    return Shape(Holds.RECORD, nullable, parts=parts, record=record)


def _plain(annotation: Any) -> tuple[Any, bool]:
    """The annotation without its constraints and without None, and whether it admits None."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        rest = [part for part in get_args(annotation) if part is not NoneType]
        if len(rest) == 1 and len(rest) < len(get_args(annotation)):
            return _plain(rest[0])[0], True
    return annotation, False


def _shape(annotation: Any, trail: str) -> Shape:
    plain, nullable = _plain(annotation)
    origin, parts = get_origin(plain), get_args(plain)
    if plain in _SCALARS:
        return Shape(_SCALARS[plain], nullable)
    if origin is Literal and all(isinstance(value, str) for value in parts):
        return Shape(Holds.TEXT, nullable, enum=parts)
    if not nullable:  # a list that is null and a list that is empty would be two ways to say one thing
        if origin is list:
            return Shape(Holds.LIST, nullable, parts=(("element", _shape(parts[0], f"{trail}[]")),))
        if origin is dict and parts[0] is str and _plain(parts[1]) == (str, False):
            return Shape(Holds.MAP, nullable)
        if isinstance(plain, type) and issubclass(plain, Record):
            return _record(plain, f"{trail}.", nullable=nullable)
    raise TypeError(f"{trail}: no Arrow type is set for {plain!r}; add it to {__name__} or change the record")


BULLETIN = record_shape(Bulletin)
"""The shape of every file of the dataset."""
