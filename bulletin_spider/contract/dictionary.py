"""The data dictionary: every field of every record, in Vietnamese and English side by side."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from bulletin_spider.contract.examples import FULL
from bulletin_spider.contract.listing import type_name
from bulletin_spider.dataset.arrow import record_schema
from bulletin_spider.records import (
    CONTRACT,
    Attachment,
    AwardMention,
    Bulletin,
    Evidence,
    Image,
    ModelMention,
    Record,
)

_RECORDS: dict[type[Record], Any] = {
    Bulletin: FULL,
    Image: FULL["images"][0],
    Attachment: FULL["attachments"][0],
    ModelMention: FULL["models"][0],
    AwardMention: FULL["awards"][0],
    Evidence: FULL["awards"][0]["evidence"],
}
_HEAD = f"""# Từ điển dữ liệu / Data dictionary ({CONTRACT})

Tệp này do `python -m bulletin_spider.contract.generate` tạo ra, đừng sửa tay. Mỗi hàng của bảng dữ liệu là
một bài viết của một trang, ở phiên bản mới nhất. Dấu `?` sau kiểu: giá trị có thể trống (null), nghĩa là
không biết.

This file is made by `python -m bulletin_spider.contract.generate`; do not edit it. One row of the table is
one article of one site, at its latest revision. A `?` after the type: the value may be null, which means
unknown.
"""


def vietnamese_texts() -> dict[str, dict[str, dict[str, str]]]:
    """The packaged Vietnamese texts, by record and field."""
    return tomllib.loads(files(__package__).joinpath("dictionary_vi.toml").read_text("utf-8"))


def dictionary(texts: dict[str, dict[str, dict[str, str]]]) -> str:
    """The dictionary as Markdown; texts that miss a field or name one that is not there are a ValueError."""
    faults = [*_faults(texts)]
    if faults:
        raise ValueError(f"dictionary_vi.toml: {'; '.join(faults)}")
    return _HEAD + "".join(_section(record, texts[record.__name__]) for record in _RECORDS)


def _faults(texts: dict[str, dict[str, dict[str, str]]]) -> Iterator[str]:
    wanted = {(record.__name__, name) for record in _RECORDS for name in record.model_fields}
    given = {(record, name) for record, fields in texts.items() for name in fields}
    yield from (f"missing {record}.{name}" for record, name in sorted(wanted - given))
    yield from (f"no such field {record}.{name}" for record, name in sorted(given - wanted))
    for record, name in sorted(given & wanted):
        entry = texts[record][name]
        if not entry.get("vi", "").strip() or entry.keys() - {"vi", "schema_org"}:
            yield f"{record}.{name}: wants `vi`, may have `schema_org`, and nothing else"


def _section(record: type[Record], texts: dict[str, dict[str, str]]) -> str:
    lines = [
        f"\n## {record.__name__}\n",
        "| Trường / Field | Kiểu / Type | Tiếng Việt | English | Ví dụ / Example | schema.org |",
        "|---|---|---|---|---|---|",
    ]
    for field in record_schema(record):
        example = json.dumps(_RECORDS[record][field.name], ensure_ascii=False)
        nested = _nested(field.type)
        cells = [
            f"`{field.name}`",
            f"`{type_name(field.type)}{'?' if field.nullable else ''}`",
            texts[field.name]["vi"],
            (field.metadata or {}).get(b"description", b"").decode(),
            nested or f"`{_short(example)}`",
            texts[field.name].get("schema_org", ""),
        ]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _nested(kind: Any) -> str:
    """For a struct, the record that the next sections describe."""
    if "struct" not in type_name(kind):
        return ""
    inner = getattr(kind, "value_type", kind)
    names = [field.name for field in inner]
    record = next(record for record in _RECORDS if list(record.model_fields) == names)
    return f"→ [{record.__name__}](#{record.__name__.lower()})"


def _short(example: str) -> str:
    return example if len(example) <= 80 else example[:79] + "…"
