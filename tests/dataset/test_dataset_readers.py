"""Every usual reader, reading while a site is published again and again, and after kill -9."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from bulletin_factory import bulletin
from publish_for_ever import SITES

from bulletin_spider.dataset import publish, read

COLUMNS = ["id", "site", "revision", "views", "title"]
Rows = Iterable[tuple[Any, ...]]


def pandas_folder(folder: Path) -> Rows:
    return list(pd.read_parquet(folder)[COLUMNS].itertuples(index=False))


def polars_folder(folder: Path) -> Rows:
    return pl.read_parquet(folder).select(COLUMNS).rows()


def polars_glob(folder: Path) -> Rows:
    return pl.scan_parquet(folder / "*.parquet").select(COLUMNS).collect().rows()


def duckdb_glob(folder: Path) -> Rows:
    return duckdb.sql(f"SELECT {', '.join(COLUMNS)} FROM read_parquet('{folder}/*.parquet')").fetchall()


def arrow_dataset(folder: Path) -> Rows:
    return [tuple(row.values()) for row in ds.dataset(folder).to_table(columns=COLUMNS).to_pylist()]


def arrow_files(folder: Path) -> Rows:
    return [
        tuple(row.values())
        for path in folder.glob("*.parquet")
        for row in pq.read_table(path, columns=COLUMNS).to_pylist()
    ]


def ours(folder: Path) -> Rows:
    return [tuple(row.values()) for row in read(folder).to_table(columns=COLUMNS).to_pylist()]


READERS = [pandas_folder, polars_folder, polars_glob, duckdb_glob, arrow_dataset, arrow_files, ours]


def check(rows: Rows) -> None:
    """Each site is there with all rows of one generation, each once."""
    sites = defaultdict(list)
    for row in rows:
        sites[row[1]].append(row)
    assert set(sites) == set(SITES)
    for found in sites.values():
        assert len({row[2:] for row in found}) == 1
        assert len({row[0] for row in found}) == len(found) == found[0][3]


@contextmanager
def publisher(dataset: Path, pause: float) -> Iterator[subprocess.Popen[str]]:
    script = Path(__file__).with_name("publish_for_ever.py")
    command = [sys.executable, str(script), str(dataset), str(pause)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in SITES:
            process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("reader", READERS)
def test_a_read_during_publication_is_right(tmp_path: Path, reader: Callable[[Path], Rows]) -> None:
    with publisher(tmp_path, 0.03) as process:
        until, reads = time.monotonic() + 0.8, 0
        while time.monotonic() < until:
            check(reader(tmp_path / "v1"))
            reads += 1
        assert reads > 3
        assert process.poll() is None


def test_a_read_after_kill_9_is_right_and_the_next_publication_clears_up(
    tmp_path: Path,
) -> None:
    for _ in range(3):
        with publisher(tmp_path, 0) as process:
            process.kill()
        for reader in READERS:
            check(reader(tmp_path / "v1"))
    (tmp_path / ".tmp" / "b~123.parquet").write_bytes(b"half")
    (tmp_path / ".tmp" / "b.c~123.parquet").write_bytes(b"half")
    publish(tmp_path, "b", [bulletin(1, site="b")])
    left = {path.name.split("~")[0] for path in (tmp_path / ".tmp").iterdir()}
    assert "b" not in left
    assert "b.c" in left, "another site's writer may be at work"


def test_read_stays_at_its_moment(tmp_path: Path) -> None:
    publish(tmp_path, "a", [bulletin(1, site="a", title="trước")])
    pinned = read(tmp_path)
    for number in range(4):
        publish(tmp_path, "a", [bulletin(1, site="a", title=f"sau {number}"), bulletin(2, site="a")])
    assert pinned.to_table(columns=["title"]).to_pylist() == [{"title": "trước"}]
    assert pinned.count_rows() == 1
    assert read(tmp_path).count_rows() == 2
