"""kill -9 at random moments of real crawls: nothing archived is lost, nothing doubled, each read is right."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl
from crawls import Rows, check_archive, contents, crawl, dataset, extract, start

from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve

ARTICLES = 48
KILLS = 25
"""In each of the two folders."""


@dataclass
class Victim:
    """One output folder whose crawls are killed again and again."""

    site: DemoSite
    output: Path
    random: random.Random
    kills: Counter[str] = field(default_factory=Counter)
    kills_while_publishing: int = 0

    def kill(self, moment: str) -> bool:
        """Start a crawl and kill it at a moment of that kind; False where it ended before."""
        process = start(self.site.origin, self.output)
        wait = {"start": self._into_start, "crawl": self._into_crawl, "publish": self._into_publish}[moment]
        wait(process)
        alive = process.poll() is None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        _, err = process.communicate()
        assert alive or process.returncode == 0, err
        self.kills[moment] += alive
        return alive

    def _into_start(self, process: subprocess.Popen[str]) -> None:
        time.sleep(self.random.uniform(0, 1.0))

    def _into_crawl(self, process: subprocess.Popen[str]) -> None:
        wanted = len(self.site.requests) + self.random.randint(2, 7)
        while process.poll() is None and len(self.site.requests) < wanted:
            time.sleep(0.001)
        time.sleep(self.random.uniform(0, 0.03))

    def _into_publish(self, process: subprocess.Popen[str]) -> None:
        """From when the new table is begun to when the crawl goes on, or ends."""
        aside = self.output / "dataset" / ".tmp"
        asked = len(self.site.requests)
        # What was accepted before is published before anything is asked for; where nothing was, so be it.
        while process.poll() is None and len(self.site.requests) == asked:
            if list(aside.glob(f"*~{process.pid}*")):
                self.kills_while_publishing += 1
                break
            time.sleep(0.0005)
        time.sleep(self.random.uniform(0, 0.02))


def right(output: Path, expected: Rows) -> int:
    """Plain reads of the folder at this moment see true records, each once; their number."""
    rows = contents(dataset(output))
    assert all(row == expected[key] for key, row in rows.items())
    return len(rows)


def right_elsewhere(output: Path, number: int) -> None:
    """Other readers see as many."""
    if number:
        files = f"{output}/dataset/v1/*.parquet"
        seen = duckdb.execute(f"select count(*), count(distinct id) from '{files}'").fetchall()
        assert seen == [(number, number)]
        assert pl.read_parquet(files).n_unique("id") == number


def torment(folder: Path, seed: int) -> Counter[str]:
    """Kill crawls of one site into one folder, and compare what stands at the end; the kills by moment."""
    with serve(DemoSite(articles=ARTICLES)) as site:
        assert crawl(site.origin, folder / "undisturbed")[0] == 0
        expected = contents(dataset(folder / "undisturbed"))
        assert len(expected) == len(site.articles)
        before = len(site.requests)
        victim = Victim(site, folder / "killed", random.Random(seed))
        while victim.kills.total() < KILLS:
            # What a crawl accepted before it was killed is published at the next start.
            moment = victim.random.choice(("start", "crawl", "crawl"))
            if victim.kill(moment) and moment == "crawl" and victim.kills.total() < KILLS:
                victim.kill("publish")
            number = right(victim.output, expected)
            if victim.kills.total() % 5 == 0:
                right_elsewhere(victim.output, number)
        assert crawl(site.origin, victim.output)[0] == 0
        compare(victim, expected, Counter(visit.path for visit in site.requests[before:]))
    assert victim.kills_while_publishing > 0
    return victim.kills


def compare(victim: Victim, expected: Rows, served: Counter[str]) -> None:
    """The end is that of an undisturbed run, in dataset and archive, and the archive gives it again."""
    rows = dataset(victim.output)
    assert contents(rows) == expected
    assert {row["revision"] for row in rows.values()} == {1}
    paths = check_archive(victim.output, rows)
    assert paths <= served
    # One answer at the most was on its way when a kill struck.
    assert served.total() - KILLS <= paths.total()
    assert extract(victim.output, victim.output / "rebuilt") == rows
    assert not list(victim.output.rglob("*.open")) + list((victim.output / "dataset" / ".tmp").iterdir())


def test_fifty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    with ThreadPoolExecutor() as pool:
        kills = sum(pool.map(torment, folders, (1, 2)), Counter())
    assert kills.total() == 2 * KILLS
    assert min(kills[moment] for moment in ("start", "crawl", "publish")) > 0
