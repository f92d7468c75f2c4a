"""What `bulletin crawl` and `scrapy crawl` do with what people type, and how runs end before their time."""

from __future__ import annotations

import json
import os
import pty
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import PACKAGE, Crawled, Ended, environment, run_command

from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve

Bulletin = Callable[..., Ended]
OUTCOMES = ("records", "lists", "misses", "rejects", "errors")


@pytest.fixture(scope="module")
def ward() -> Iterator[DemoSite]:
    """A demo ward that no test changes."""
    with serve(DemoSite("4.5")) as site:
        yield site


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["no-such-ward"], 2, "bulletin sites"),
        (["demmo"], 2, "did you mean demo"),
        (["ftp://x/"], 2, "https://host/"),
        (["http://x:99999/"], 2, "Port out of range"),
        (["http://[::1"], 2, "not a web address"),
        (["none.toml"], 2, "none.toml: cannot be read"),
        (["http://127.0.0.1:9/"], 3, "connection refused"),
        (["http://127.0.0.1:9/", "--since", "2024-13-01"], 2, "YYYY-MM-DD"),
        (["http://127.0.0.1:9/", "--format", "xml"], 2, "parquet and jsonl"),
        (["http://127.0.0.1:9/", "-s", "X"], 2, "NAME=VALUE"),
        (["http://127.0.0.1:9/", "-s", "DOWNLOAD_DELEY=3"], 2, "did you mean DOWNLOAD_DELAY"),
        (["http://127.0.0.1:9/", "-s", "CONCURRENT_REQUESTS=abc"], 2, "must be a whole number"),
        (["http://127.0.0.1:9/", "--sites", "none"], 2, "no such folder"),
    ],
)
def test_bad_input_gets_one_line_and_its_code(
    bulletin: Bulletin, tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    done = bulletin("crawl", *arguments, "-o", tmp_path / "out", cwd=tmp_path)
    assert (done.code, done.out, len(done.err.splitlines())) == (code, "", 1), done
    assert done.err.startswith("bulletin: ")
    assert says in done.err


def test_an_unknown_option_is_a_usage_error(bulletin: Bulletin) -> None:
    assert bulletin("crawl", "demo", "--limit", "0").code == 2
    assert bulletin("crawl").code == 2
    assert bulletin("carwl").code == 2
    assert bulletin("--version").out.startswith("bulletin_spider ")


def test_an_output_folder_that_cannot_be_used(bulletin: Bulletin, tmp_path: Path, ward: DemoSite) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file")
    assert bulletin("crawl", ward.origin, "-o", taken).code == 7
    asked = len(ward.requests)
    of_others = tmp_path / "old" / "dataset"
    of_others.parent.mkdir()
    of_others.write_text("a file")
    done = bulletin("crawl", ward.origin, "-o", of_others.parent)
    assert (done.code, len(ward.requests)) == (7, asked)
    assert "dataset" in done.err


def test_a_folder_of_another_contract_is_left_alone(
    bulletin: Bulletin, tmp_path: Path, crawled: Callable[[str], Crawled], ward: DemoSite
) -> None:
    import sqlite3

    bulletin("crawl", ward.origin, "-o", tmp_path, "--limit", 1)
    state = next((tmp_path / "state").glob("*.sqlite"))
    with sqlite3.connect(state) as db:
        db.execute("UPDATE meta SET value = 'v9' WHERE name = 'contract'")
    db.close()
    asked = len(ward.requests)
    done = bulletin("crawl", ward.origin, "-o", tmp_path)
    assert (done.code, len(ward.requests)) == (7, asked)
    assert "'v9'" in done.err


def test_a_full_disk_ends_the_run_with_one_line(bulletin: Bulletin, tmp_path: Path, ward: DemoSite) -> None:
    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    done = bulletin("crawl", ward.origin, "-o", tmp_path, "-q", preexec=small)
    assert done.code == 7, done
    assert done.err.splitlines()[0].startswith("bulletin: ")
    assert "bulletin_spider/" not in done.err
    again = bulletin("crawl", ward.origin, "-o", tmp_path, "--json")
    assert (again.code, again.json["bulletins"]) == (0, len(ward.articles))


def test_limit_since_and_section(bulletin: Bulletin, tmp_path: Path, ward: DemoSite) -> None:
    limited = bulletin("crawl", ward.origin, "-o", tmp_path / "l", "--limit", 3, "--json").json
    assert (limited["records"], limited["bulletins"], limited["exit_code"]) == (3, 3, 0)
    since = bulletin("crawl", ward.origin, "-o", tmp_path / "s", "--since", "2025-01-01", "--json").json
    assert since["records"] == sum(article.published.year >= 2025 for article in ward.articles)
    part = bulletin("crawl", ward.origin, "-o", tmp_path / "p", "--section", "Khối Đảng", "--json").json
    assert part["records"] == len([a for a in ward.articles if "khoi-dang" in a.categories])
    for run in (limited, since, part):
        assert run["requests"] == sum(run[name] for name in OUTCOMES)
    none = bulletin("crawl", ward.origin, "-o", tmp_path / "n", "--section", "Không có")
    assert (none.code, "khong-co" in none.err) == (6, True)


def test_scrapys_own_limits_leave_counts_that_add_up(
    bulletin: Bulletin, tmp_path: Path, ward: DemoSite
) -> None:
    for limit in ("CLOSESPIDER_PAGECOUNT=10", "CLOSESPIDER_ITEMCOUNT=7"):
        run = bulletin("crawl", ward.origin, "-o", tmp_path / limit, "-s", limit, "--json").json
        assert run["requests"] == sum(run[name] for name in OUTCOMES)
        assert (run["exit_code"], run["verdict"]) == (0, "ok")
        assert (
            json.loads(next((tmp_path / limit / "runs").glob("*/manifest.json")).read_text())["run"]
            == run["run"]
        )


def test_ctrl_c_ends_a_run_in_order(tmp_path: Path, ward: DemoSite) -> None:
    asked = len(ward.requests)
    command = ["crawl", ward.origin, "-o", str(tmp_path), "--json", "-s", "DOWNLOAD_DELAY=0.2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin_spider", *command],
        env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while len(ward.requests) < asked + 6:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    run = json.loads(out)
    assert (process.returncode, run["exit_code"], run["finished"]) == (130, 130, "shutdown"), err
    assert run["requests"] == sum(run[name] for name in OUTCOMES)
    assert run["bulletins"] == pq.read_metadata(run["files"][0]).num_rows > 0


def test_two_runs_of_one_site_do_not_meet(bulletin: Bulletin, tmp_path: Path, ward: DemoSite) -> None:
    asked = len(ward.requests)
    first = subprocess.Popen(
        [sys.executable, "-m", "bulletin_spider", "crawl", ward.origin, "-o", str(tmp_path), "-q",
         "-s", "DOWNLOAD_DELAY=0.2"],
        env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while len(ward.requests) < asked + 2:
        time.sleep(0.05)
    done = bulletin("crawl", ward.origin, "-o", tmp_path)
    first.send_signal(signal.SIGINT)
    first.wait(timeout=30)
    assert done.code == 8
    assert f"process {first.pid}" in done.err


def test_names_that_look_like_markup_are_shown_as_they_are(
    bulletin: Bulletin, tmp_path: Path, ward: DemoSite
) -> None:
    declared = tmp_path / "ward.toml"
    declared.write_text(f'url = "{ward.origin}/"\nname = "[/b] Xã [red]A[/red]"\n')
    done = bulletin("crawl", declared, "--limit", 1, "-o", tmp_path / "out[red]x")
    assert "[/b] Xã [red]A[/red]" in done.out
    assert "out[red]x" in done.out


def test_a_terminal_sees_pages_records_rate_and_time_left(tmp_path: Path, ward: DemoSite) -> None:
    ours, theirs = pty.openpty()
    command = ["crawl", ward.origin, "-o", str(tmp_path), "--limit", "12", "-s", "DOWNLOAD_DELAY=0.15"]
    process = subprocess.Popen(
        [sys.executable, "-m", "bulletin_spider", *command],
        env=environment(TERM="xterm"), stdout=subprocess.DEVNULL, stderr=theirs, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while process.poll() is None or select.select([ours], [], [], 0)[0]:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                seen += os.read(ours, 65536)
            except OSError:
                break
    os.close(ours)
    shown = seen.decode()
    assert process.wait() == 0, shown
    for part in (" pages", " records", "pages/", "known to come", "about 0 min"):
        assert part in shown, shown


def test_elsewhere_progress_is_silent_for_a_short_run(
    bulletin: Bulletin, tmp_path: Path, ward: DemoSite
) -> None:
    assert bulletin("crawl", ward.origin, "-o", tmp_path, "--limit", 1).err == ""


def test_scrapy_crawl_is_the_same_crawl(tmp_path: Path, crawled: Callable[[str], Crawled]) -> None:
    crawl = crawled("4.5")
    feeds = tmp_path / "feed.parquet", tmp_path / "feed.jsonl"
    out = ["-s", f"BULLETIN_OUTPUT={tmp_path / 'out'}"]
    env = {"SCRAPY_SETTINGS_MODULE": "bulletin_spider.settings"}
    done = run_command(
        "crawl", "ward", "-a", f"site={crawl.site.origin}", "-O", feeds[0], "-O", feeds[1], *out,
        module="scrapy", cwd=tmp_path, env=env,
    )  # fmt: skip
    assert done.code == 0, done.err
    ids = {row["id"] for row in crawl.rows()}
    assert set(pq.read_table(feeds[0])["id"].to_pylist()) == ids
    assert {json.loads(line)["id"] for line in feeds[1].read_text().splitlines()} == ids
    assert PACKAGE
    wrong = run_command(
        "crawl", "ward", "-a", "site=demo", "-a", "secton=x", *out, module="scrapy", cwd=tmp_path, env=env
    )
    assert wrong.code != 0
    assert "did you mean section?" in wrong.err


def test_demo_needs_nothing(bulletin: Bulletin, tmp_path: Path) -> None:
    done = bulletin("demo", "-o", tmp_path, "--generation", "3.4")
    assert (done.code, "bulletins" in done.out) == (0, True)
    assert bulletin("demo", "--generation", "9").code == 2
