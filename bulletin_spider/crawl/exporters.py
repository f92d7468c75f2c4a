"""Feed exporters for `scrapy crawl -O file.parquet` and for JSON whose times keep their zone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from pydantic import ValidationError
from scrapy.exporters import BaseItemExporter, JsonItemExporter, JsonLinesItemExporter

from bulletin_spider.dataset.sink import ParquetSink
from bulletin_spider.errors import UsageError
from bulletin_spider.records import Bulletin


class ParquetItemExporter(BaseItemExporter):
    """Bulletins as one Parquet file with the schema of the dataset, written as they come.

    A feed is what one crawl saw; the dataset under output/ is what is known of a site. Items are
    `Bulletin` records or mappings that validate as one.
    """

    def __init__(self, file: BinaryIO, **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        if self.fields_to_export is not None:
            raise UsageError("FEED_EXPORT_FIELDS: a Parquet feed has every column of the contract; unset it")
        if file.seekable() and file.tell() > 0:
            raise UsageError("a Parquet feed cannot be appended to a file: use -O, or overwrite in FEEDS")
        self._file = file

    def start_exporting(self) -> None:
        """Begin the file."""
        self._sink = ParquetSink(self._file)

    def export_item(self, item: Any) -> None:
        """Add one bulletin."""
        self._sink.write(_bulletin(item))

    def finish_exporting(self) -> None:
        """Write the footer, without which the file cannot be read."""
        self._sink.close()


def _bulletin(item: Any) -> Bulletin:
    if isinstance(item, Bulletin):
        return item
    if not isinstance(item, Mapping):
        raise UsageError(f"a Parquet feed holds bulletins, not {type(item).__name__}: use -O file.jsonl")
    try:
        return Bulletin.model_validate(dict(item))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "item"
        raise UsageError(
            f"a Parquet feed holds bulletins, and this item is none: {where}: {first['msg']} "
            f"({error.error_count()} faults); use -O file.jsonl for other items"
        ) from error


class BulletinJsonLinesExporter(JsonLinesItemExporter):
    """JSON lines as Scrapy writes them, but a bulletin's times are ISO 8601 with +07:00."""

    def export_item(self, item: Any) -> None:
        """Write one item."""
        super().export_item(_plain(item))


class BulletinJsonExporter(JsonItemExporter):
    """A JSON array as Scrapy writes it, but a bulletin's times are ISO 8601 with +07:00."""

    def export_item(self, item: Any) -> None:
        """Write one item."""
        super().export_item(_plain(item))


def _plain(item: Any) -> Any:
    """A bulletin as plain JSON values; any other item as it is, for Scrapy to write."""
    return item.model_dump(mode="json") if isinstance(item, Bulletin) else item
