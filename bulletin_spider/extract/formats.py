"""What a table can be written as."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin_spider.errors import UsageError

FORMATS = ("parquet", "jsonl")


def read_formats(names: str | Iterable[str]) -> tuple[str, ...]:
    """The wanted formats; UsageError names one that is unknown."""
    wanted = names.replace(",", " ").split() if isinstance(names, str) else list(names)
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f"--format {name}: known formats are {' and '.join(FORMATS)}")
    return tuple(dict.fromkeys(wanted)) or ("parquet",)
