"""Feeds of a real Scrapy crawl, whose spider yields what its argument names without asking any site."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bulletin_spider.crawl.exporters import (
    BulletinJsonExporter,
    BulletinJsonLinesExporter,
    ParquetItemExporter,
)
from bulletin_spider.dataset import SCHEMA, from_row
from bulletin_spider.errors import UsageError
from bulletin_spider.records import Bulletin

ROW: dict[str, Any] = {
    "id": "0b0e0c2a-0000-5000-8000-000000000001",
    "site": "phuong-mau",
    "url": "https://phuong-mau.gov.vn/news/tin-1.html",
    "title": "Khen thưởng đợt 1",
    "body": "Một đoạn.",
    "images": [{"url": "https://phuong-mau.gov.vn/anh.jpg", "caption": None}],
    "first_seen_at": "2026-03-05T09:30:00+07:00",
    "fetched_at": "2026-03-05T09:30:00+07:00",
    "content_digest": "sha256:" + "0" * 64,
    "family": "nukeviet",
    "extractor": "0.1.0",
}

ROOM = "bulletin_spider.crawl.exporters"
EXPORTERS = {
    "parquet": f"{ROOM}.ParquetItemExporter",
    "json": f"{ROOM}.BulletinJsonExporter",
    "jsonl": f"{ROOM}.BulletinJsonLinesExporter",
}

SPIDER = f"""
import datetime, scrapy
from bulletin_spider.records import Bulletin
ROW = {ROW!r}

class Told(scrapy.Spider):
    name = "told"
    custom_settings = {{
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }}

    async def start(self):
        for number in range(5):
            row = ROW | {{"title": f"Tin {{number}}"}}
            if self.kind == "mixed" and number == 3:
                yield {{"at": datetime.datetime(2026, 1, 2, 3, 4, 5), "ward": "Tân An"}}
            else:
                yield row if self.kind == "mapping" else Bulletin.model_validate(row)
"""


def crawl(tmp_path: Path, *options: str, kind: str = "record") -> subprocess.CompletedProcess[bytes]:
    (tmp_path / "told.py").write_text(SPIDER, "utf-8")
    command = [sys.executable, "-m", "scrapy", "runspider", "told.py", "-a", f"kind={kind}"]
    command += ["-s", f"FEED_EXPORTERS={json.dumps(EXPORTERS)}", "-s", "FEED_EXPORT_ENCODING=utf-8", *options]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)


def titles(source: Any) -> list[str]:
    table = pq.read_table(source)
    assert table.schema.equals(SCHEMA)
    return [from_row(row).title for row in table.to_pylist()]


ALL = [f"Tin {number}" for number in range(5)]


@pytest.mark.parametrize("kind", ["record", "mapping"])
def test_o_writes_a_parquet_file(tmp_path: Path, kind: str) -> None:
    crawl(tmp_path, "-O", "feed.parquet", kind=kind)
    assert titles(tmp_path / "feed.parquet") == ALL


def test_parquet_to_stdout(tmp_path: Path) -> None:
    done = crawl(tmp_path, "-o", "-:parquet")
    assert titles(pa.BufferReader(done.stdout)) == ALL


def test_parquet_in_batches(tmp_path: Path) -> None:
    crawl(tmp_path, "-O", "feed-%(batch_id)d.parquet", "-s", "FEED_EXPORT_BATCH_ITEM_COUNT=2")
    assert [titles(tmp_path / f"feed-{n}.parquet") for n in (1, 2, 3)] == [ALL[:2], ALL[2:4], ALL[4:]]


def test_a_foreign_item_is_named_in_the_log_and_the_file_stays_whole(tmp_path: Path) -> None:
    done = crawl(tmp_path, "-O", "feed.parquet", kind="mixed")
    assert b"a Parquet feed holds bulletins, and this item is none" in done.stderr
    assert titles(tmp_path / "feed.parquet") == [*ALL[:3], ALL[4]]


def test_json_keeps_the_zone_of_bulletins_and_scrapy_s_form_of_other_items(tmp_path: Path) -> None:
    crawl(tmp_path, "-O", "feed.jsonl", "-O", "feed.json", kind="mixed")
    lines = (tmp_path / "feed.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert rows == json.loads((tmp_path / "feed.json").read_bytes())
    assert rows[0]["fetched_at"] == "2026-03-05T09:30:00+07:00"
    assert Bulletin.model_validate(rows[0]).title == "Tin 0"
    assert rows[3] == {"at": "2026-01-02T03:04:05", "ward": "Tân An"}
    assert "Tân An" in lines[3]


def test_an_empty_crawl_is_an_empty_table() -> None:
    file = io.BytesIO()
    exporter = ParquetItemExporter(file)
    exporter.start_exporting()
    exporter.finish_exporting()
    assert titles(pa.BufferReader(file.getvalue())) == []


def test_json_honours_the_fields_asked_for() -> None:
    file = io.BytesIO()
    exporter = BulletinJsonLinesExporter(file, encoding="utf-8", fields_to_export={"title": "headline"})
    exporter.export_item(Bulletin.model_validate(ROW))
    assert file.getvalue().decode() == '{"headline": "Khen thưởng đợt 1"}\n'
    array = io.BytesIO()
    of_all = BulletinJsonExporter(array, encoding="utf-8")
    of_all.start_exporting()
    of_all.export_item(Bulletin.model_validate(ROW))
    of_all.finish_exporting()
    assert json.loads(array.getvalue())[0]["images"] == ROW["images"]


def test_parquet_refuses_what_would_break_the_file_or_the_contract() -> None:
    with pytest.raises(UsageError, match="FEED_EXPORT_FIELDS"):
        ParquetItemExporter(io.BytesIO(), fields_to_export=["title"])
    used = io.BytesIO(b"PAR1")
    used.seek(4)
    with pytest.raises(UsageError, match="use -O"):
        ParquetItemExporter(used)
    exporter = ParquetItemExporter(io.BytesIO())
    exporter.start_exporting()
    with pytest.raises(UsageError, match="not str"):
        exporter.export_item("text")
    with pytest.raises(UsageError, match=r"title: .*\(1 faults\)"):
        exporter.export_item({**ROW, "title": ""})
    exporter.finish_exporting()
