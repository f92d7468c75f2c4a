"""A state's records as columns, made in all processes; none of those needs to load Arrow for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bulletin_spider.dataset.columns import Column, in_batches, to_columns
from bulletin_spider.extract.workers import Workers
from bulletin_spider.state import unpack_plain


def as_columns(packed: Iterable[bytes], workers: Workers | None = None) -> Iterator[Column]:
    """The columns of packed bulletins, in their order, some at a time; without workers, made here."""
    batches = in_batches(packed)
    if workers is None:
        return map(_columns, batches)
    return (columns for _, columns in workers.each(_columns, batches))


def _columns(packed: list[bytes]) -> Column:
    # Taken as they stand: that they are bulletins was seen when they were packed.
    return to_columns([unpack_plain(record) for record in packed])
