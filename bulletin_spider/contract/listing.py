"""The Arrow schema as a plain listing that people read and `compare` compares."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from bulletin_spider.dataset.arrow import SCHEMA
from bulletin_spider.records import CONTRACT


def listing() -> dict[str, Any]:
    """The contract's columns: name, type, nullable, description, allowed values and nested fields."""
    return {
        "contract": CONTRACT,
        "title": SCHEMA.metadata[b"title"].decode(),
        "fields": [_entry(field) for field in SCHEMA],
    }


def _entry(field: Any) -> dict[str, Any]:
    about = field.metadata or {}
    entry: dict[str, Any] = {
        "name": field.name,
        "type": type_name(field.type),
        "nullable": field.nullable,
    }
    if b"description" in about:
        entry["description"] = about[b"description"].decode()
    if b"enum" in about:
        entry["enum"] = json.loads(about[b"enum"])
    nested = _nested(field.type)
    if nested:
        entry["fields"] = [_entry(child) for child in nested]
    return entry


def _nested(kind: Any) -> list[Any]:
    if pa.types.is_map(kind):
        return []
    if pa.types.is_list(kind):
        return _nested(kind.value_type)
    return list(kind) if pa.types.is_struct(kind) else []


def type_name(kind: Any) -> str:
    """The type in a word or two; nested fields are listed apart."""
    if pa.types.is_map(kind):
        return f"map<{type_name(kind.key_type)}, {type_name(kind.item_type)}>"
    if pa.types.is_list(kind):
        return f"list<{type_name(kind.value_type)}>"
    return "struct" if pa.types.is_struct(kind) else str(kind)
