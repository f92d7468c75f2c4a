"""Faults of a site and of a disk: the same dataset in the end, and one line that says what went wrong."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crawls import check_archive, contents, crawl, dataset, environment, extract, start
from faulty import FAULTS, Faulty, serve_faulty

from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve


@pytest.mark.parametrize(("rate", "seed"), [(0.1, 1), (0.6, 2)])
def test_faults_change_nothing_in_the_dataset(tmp_path: Path, rate: float, seed: int) -> None:
    faulty = Faulty(DemoSite(articles=40), 0, seed)
    with serve_faulty(faulty):
        origin = faulty.site.origin
        assert crawl(origin, tmp_path / "calm")[0] == 0
        calm = contents(dataset(tmp_path / "calm"))
        troubled = Faulty(faulty.site, rate, seed)
        faulty.pick = troubled.pick  # type: ignore[method-assign]
        code, run = crawl(origin, tmp_path / "troubled")
    assert (code, run["errors"]) == (0, 0), run
    assert troubled.made.total() > 0
    if rate > 0.5:
        assert set(troubled.made) == set(FAULTS)
    rows = dataset(tmp_path / "troubled")
    assert contents(rows) == calm
    assert run["requests"] == sum(run[name] for name in ("records", "lists", "misses", "rejects", "errors"))
    # Some are retried below us: a connection that was kept alive and is reset is opened anew, uncounted.
    assert sum(run["retries"].values()) > 0
    check_archive(tmp_path / "troubled", rows)
    assert extract(tmp_path / "troubled", tmp_path / "rebuilt") == rows


@pytest.mark.parametrize("generation", ["4.5", "4.4"])
def test_flood_guard_is_waited_for(tmp_path: Path, generation: str) -> None:
    site = DemoSite(generation, articles=20, flood_after=12, flood_seconds=1)
    with serve(site):
        code, run = crawl(site.origin, tmp_path)
        assert code == 0, run
        assert len(dataset(tmp_path)) == len(site.articles)
        assert sum(run["retries"].values()) > 0
        assert "flood" not in json.dumps(run["reasons"])


def test_flood_in_place_of_robots_forbids_nothing_and_allows_nothing(tmp_path: Path) -> None:
    site = DemoSite("4.4", articles=5, flood_after=1, flood_seconds=8)
    with serve(site):
        site.respond("GET", "/")  # the guard is up when robots.txt is asked for, and then no more
        site.respond("GET", "/")
        site.flood_after = 1_000
        code, _ = crawl(site.origin, tmp_path)
        assert code == 0
        assert len(dataset(tmp_path)) == len(site.articles)
        assert [visit.path for visit in site.requests[2:5]] == ["/robots.txt", "/robots.txt", "/"]


def test_site_that_is_down_from_the_start(tmp_path: Path) -> None:
    with serve(DemoSite(down=True)) as site:
        code, run = crawl(site.origin, tmp_path)
    assert (code, run["records"]) == (3, 0)
    assert "cannot be reached" in run["verdict"] and "\n" not in run["verdict"]


def test_site_that_goes_down_ends_the_run_and_the_next_completes_it(tmp_path: Path) -> None:
    with serve(DemoSite(articles=40)) as site:
        process = start(site.origin, tmp_path)
        while len(site.requests) < 20:
            time.sleep(0.002)
        site.down = True
        out, _ = process.communicate(timeout=60)
        run = json.loads(out)
        assert process.returncode == 3, run
        assert "stopped answering" in run["verdict"]
        assert 0 < len(dataset(tmp_path)) < 40
        asked = len(site.requests)
        site.down = False
        assert asked < 100, "a site that is down is left alone"
        assert crawl(site.origin, tmp_path)[0] == 0
        assert len(dataset(tmp_path)) == len(site.articles)


def test_site_that_changed_keeps_what_was_read(tmp_path: Path) -> None:
    site = DemoSite(articles=8)
    faulty = Faulty(site, 0, 1)
    with serve_faulty(faulty):
        assert crawl(site.origin, tmp_path)[0] == 0
        before = dataset(tmp_path)
        faulty.pick = lambda path: "other" if "robots" not in path else None  # type: ignore[method-assign]
        code, run = crawl(site.origin, tmp_path)
        assert code == 5, run
        assert "no CMS" in run["verdict"]
        articles = {article.id for article in site.articles}
        faulty.pick = lambda path: "other" if any(str(n) in path for n in articles) else None  # type: ignore[method-assign]
        code, run = crawl(site.origin, tmp_path, "--full")
        assert code == 5, run
        assert "layout has changed" in run["verdict"]
        assert dataset(tmp_path) == before, "nothing is taken for gone"


def test_error_of_ours_is_told_from_the_sites(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from bulletin_spider.pages.families.nukeviet import NukeViet\n"
        "real = NukeViet.article\n"
        "def article(self, page):\n"
        "    if '3101' in page.url: raise KeyError('ours')\n"
        "    return real(self, page)\n"
        "NukeViet.article = article\n"
        "from bulletin_spider.cli.main import main\n"
        "main()\n"
    )
    with serve(DemoSite(articles=10)) as site:
        command = [sys.executable, "-c", script, "crawl", site.origin, "-o", str(tmp_path), "--json"]
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
        assert done.returncode == 70, done.stderr
        assert "fault of this program" in json.loads(done.stdout)["verdict"]
        assert crawl(site.origin, tmp_path)[0] == 0
        assert len(dataset(tmp_path)) == len(site.articles)


def test_second_run_says_who_holds_the_site_and_a_kill_frees_it(tmp_path: Path) -> None:
    with serve(DemoSite(articles=40)) as site:
        first = start(site.origin, tmp_path, "-s", "DOWNLOAD_DELAY=0.5")
        while not site.requests:
            time.sleep(0.005)
        second = start(site.origin, tmp_path)
        _, err = second.communicate(timeout=60)
        assert second.returncode == 8
        assert f"process {first.pid} on " in err and " since 20" in err and err.count("\n") == 1
        os.killpg(first.pid, signal.SIGKILL)
        first.communicate()
        assert crawl(site.origin, tmp_path)[0] == 0


@pytest.mark.parametrize("bytes_more", [1_000, 60_000, 200_000])
def test_full_disk_is_one_line_and_the_next_run_goes_on(tmp_path: Path, bytes_more: int) -> None:
    """No file may grow beyond a size: SQLite's log meets it first, the archive's file later."""
    with serve(DemoSite(articles=30)) as site:
        process = start(site.origin, tmp_path)
        while len(site.requests) < 8:
            time.sleep(0.002)
        largest = max(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (largest + bytes_more,) * 2)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 7, (out, err)
        assert "Traceback" not in err
        assert "\n" not in json.loads(out)["verdict"]
        assert crawl(site.origin, tmp_path)[0] == 0
        rows = dataset(tmp_path)
        assert len(rows) == len(site.articles)
        check_archive(tmp_path, rows)
        assert extract(tmp_path, tmp_path / "rebuilt").keys() == rows.keys()


def test_full_disk_while_publishing(tmp_path: Path) -> None:
    with serve(DemoSite(articles=10)) as site:
        (tmp_path / "dataset").mkdir()
        blocked = tmp_path / "dataset" / ".tmp"
        blocked.write_text("")
        code, run = crawl(site.origin, tmp_path)
        assert code == 7
        assert "cannot be written" in run["verdict"]
        assert dataset(tmp_path) == {}
        blocked.unlink()
        assert crawl(site.origin, tmp_path)[0] == 0
        assert len(dataset(tmp_path)) == len(site.articles)


def test_power_cut_leaves_nothing_that_rests_on_lost_bytes(tmp_path: Path) -> None:
    with serve(DemoSite(articles=30)) as site:
        process = start(site.origin, tmp_path)
        while len(site.requests) < 20:
            time.sleep(0.002)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        (opened,) = (tmp_path / "archive").rglob("*.open")
        os.truncate(opened, opened.stat().st_size * 2 // 3)
        run = next((tmp_path / "archive").rglob("*.open")).name.rsplit("-", 1)[0]
        folder = tmp_path / "runs" / run
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "manifest.tmp").write_text('{"run": ')
        (folder / "errors.jsonl").write_text('{"url": "htt')
        aside = tmp_path / "dataset" / ".tmp"
        aside.mkdir(parents=True)
        (
            aside / f"{json.loads(next(tmp_path.rglob('*.holder.json')).read_text())['pid']}.parquet"
        ).write_text("PAR1")
        next(tmp_path.rglob("*.holder.json")).write_text('{"pid"')
        assert crawl(site.origin, tmp_path)[0] == 0
        rows = dataset(tmp_path)
        assert len(rows) == len(site.articles)
        check_archive(tmp_path, rows)
        assert extract(tmp_path, tmp_path / "rebuilt") == rows
        (repairs,) = (tmp_path / "runs").rglob("repairs.jsonl")
        assert "bytes cut off" in repairs.read_text()
