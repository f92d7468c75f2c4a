"""Real crawls in processes of their own, and what has to hold of the folder they leave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow.parquet as pq

import bulletin_spider
from bulletin_spider.archive import read_archive, read_at, verify

PACKAGE = Path(bulletin_spider.__file__).parent.parent
Rows = dict[str, dict[str, Any]]

# What differs between two visits of one page: when it was, where it was kept, and the counter on it.
_OF_THE_VISIT = ("first_seen_at", "fetched_at", "warc_file", "warc_offset", "payload_digest", "views")


def environment() -> dict[str, str]:
    """The environment without what a user of this machine has set for us or for proxies."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BULLETIN_") and "proxy" not in k.lower()}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(PACKAGE), "NO_COLOR": "1"}


def start(origin: str, output: Path, *more: str) -> subprocess.Popen[str]:
    """A crawl under way, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "bulletin_spider", "crawl", origin, "-o", str(output), "--json", *more],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def crawl(origin: str, output: Path, *more: str) -> tuple[int, dict[str, Any]]:
    """Exit code and record of a crawl that is left alone."""
    process = start(origin, output, *more)
    out, err = process.communicate(timeout=120)
    assert out.strip(), f"exit {process.returncode}: {err}"
    return process.returncode, json.loads(out)


def extract(output: Path, rebuilt: Path) -> Rows:
    """What `bulletin extract` makes of the whole archive of an output folder."""
    command = ["extract", str(output / "archive"), "-o", str(rebuilt), "--json", "-j", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "bulletin_spider", *command],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dataset(rebuilt)


def dataset(output: Path) -> Rows:
    """The records of the one site in an output folder by id, each once; empty before it is published."""
    tables = list((output / "dataset" / "v1").glob("*.parquet"))
    if not tables:
        return {}
    found = pq.read_table(tables[0]).to_pylist()
    rows = {row["id"]: row for row in found}
    assert len(rows) == len(found), "a record stands twice"
    return rows


def contents(rows: Rows) -> Rows:
    """The records without what differs between two visits of the same page."""
    return {
        key: {name: value for name, value in row.items() if name not in _OF_THE_VISIT}
        for key, row in rows.items()
    }


def check_archive(output: Path, rows: Rows) -> Counter[str]:
    """The archive is whole and holds each record's page where the record says; captures by path."""
    archive = output / "archive"
    assert verify(archive) == []
    for row in rows.values():
        kept = read_at(archive, row["warc_file"], row["warc_offset"])
        assert kept.capture.payload_digest == row["payload_digest"]
        assert kept.capture.url == row["url"]
        assert kept.capture.fetched_at == row["fetched_at"]
    paths: Counter[str] = Counter()
    pages: Counter[tuple[str, str | None]] = Counter()
    for stored in read_archive(archive):
        parts = urlsplit(stored.capture.url)
        paths[parts.path + (f"?{parts.query}" if parts.query else "")] += 1
        if stored.capture.status == 200 and b"</html>" in stored.exchange.body:
            pages[stored.capture.url, stored.capture.payload_digest] += 1
    # Each answer of the demo site carries a token of its own: the same bytes twice were archived twice.
    assert not [page for page, times in pages.items() if times > 1]
    return paths
