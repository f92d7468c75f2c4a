"""Several runs over one ward with edits, removals and a return; and its table out of its archive alone."""

from __future__ import annotations

import gzip
import json
import re
import shlex
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import Crawled, Ended, rows

from bulletin_spider.demo import GENERATIONS, DemoSite
from bulletin_spider.demo.server import serve

Bulletin = Callable[..., Ended]


@dataclass
class Life:
    """A ward over six runs."""

    site: DemoSite
    output: Path
    numbers: list[int]
    runs: list[dict[str, Any]] = field(default_factory=list)
    stamps: list[tuple[int, int]] = field(default_factory=list)

    @property
    def table(self) -> Path:
        return next((self.output / "dataset" / "v1").glob("*.parquet"))

    def row(self, place: int) -> dict[str, Any]:
        """The record of the article that was at that place of the list at first."""
        return next(row for row in rows(self.table) if row["article_key"] == f"news:{self.numbers[place]}")


@pytest.fixture(scope="module")
def life(bulletin: Bulletin, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    output = tmp_path_factory.mktemp("life")
    with serve(DemoSite("4.5")) as site:
        told = Life(site, output, [article.id for article in site.articles])

        def crawl(*more: str) -> None:
            time.sleep(1)  # captures are told apart by the second
            done = bulletin("crawl", site.origin, "-o", output, "--json", *more)
            assert done.code == 0, done
            told.runs.append(done.json)
            stat = told.table.stat()
            told.stamps.append((stat.st_ino, stat.st_mtime_ns))

        crawl()
        crawl()
        site.edit(told.numbers[0], title="Tin [/b] sửa :smile:")
        site.edit(told.numbers[30], lead="Lời dẫn mới của một bài cũ.")
        crawl()
        site.remove(told.numbers[40])
        crawl("--full")
        site.edit(told.numbers[40], status="published")
        site.remove(told.numbers[45])
        crawl("--full")
        yield told


def test_an_unchanged_site_costs_little_and_changes_nothing(life: Life) -> None:
    first, second = life.runs[:2]
    assert second["requests"] <= 0.15 * first["requests"]
    assert second["changes"] == {"same": second["records"]}
    assert life.stamps[1] == life.stamps[0]


def test_a_recent_edit_shows_at_once_and_an_old_one_with_a_full_run(life: Life) -> None:
    assert life.runs[2]["changes"]["revised"] == 1
    assert life.runs[3]["changes"] == {"same": 50, "revised": 1, "removed": 1}
    assert (life.row(0)["revision"], life.row(0)["title"]) == (2, "Tin [/b] sửa :smile:")
    assert (life.row(30)["revision"], life.row(30)["lead"]) == (2, "Lời dẫn mới của một bài cũ.")
    assert life.stamps[2] != life.stamps[1]


def test_a_removed_article_returns(life: Life) -> None:
    assert life.runs[4]["changes"]["returned"] == 1
    assert life.runs[4]["changes"]["removed"] == 1
    assert life.row(45)["removed_at"] == life.row(45)["removed_at"].replace(microsecond=0)
    assert (life.row(40)["removed_at"], life.row(40)["revision"]) == (None, 1)


def test_history_shows_markup_as_text(life: Life, bulletin: Bulletin) -> None:
    done = bulletin("history", life.numbers[0], "-o", life.output)
    assert "+ Tin [/b] sửa :smile:" in done.out
    assert len(bulletin("history", life.numbers[0], "-o", life.output, "--json").json) == 2
    assert bulletin("history", "%", "-o", life.output).code == 2
    assert bulletin("history", "1", "-o", life.output / "none").code == 2


def test_the_places_in_a_history_can_be_pasted(life: Life, bulletin: Bulletin, tmp_path: Path) -> None:
    spaced = tmp_path / "a ward"
    spaced.symlink_to(life.output)
    for output in (life.output, spaced):
        done = bulletin("history", life.numbers[0], "-o", output)
        places = shlex.split(" ".join(re.findall(r" · ([^·]*@\d+'?)$", done.out, re.MULTILINE)))
        found = [bulletin("inspect", place, "--json").json for place in places]
        told = bulletin("history", life.numbers[0], "-o", output, "--json").json
        assert [(one["id"], one["title"]) for one in found] == [(one["id"], one["title"]) for one in told]
        assert len(found) == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_archive_gives_the_same_table(life: Life, bulletin: Bulletin, tmp_path: Path, jobs: int) -> None:
    done = bulletin("extract", life.output / "archive", "-o", tmp_path, "-j", jobs, "--json")
    assert (done.code, done.json["problems"]) == (0, [])
    assert rows(next((tmp_path / "dataset" / "v1").glob("*.parquet"))) == rows(life.table)


def test_single_files_and_the_whole_output_folder_give_it_too(life: Life, bulletin: Bulletin) -> None:
    files = sorted(life.output.rglob("*.warc.gz"))
    for sources in (files, [life.output], [files[0].parent]):
        found = bulletin("extract", *sources, "--diff", "--json", "-o", life.output, "-j", 1).json
        assert [(one["same"], one["changed"], one["added"], one["gone"]) for one in found] == [(52, 0, 0, 0)]


def test_a_difference_names_its_fields_and_writes_nothing(life: Life, bulletin: Bulletin) -> None:
    before = life.table.stat()
    first = min(life.output.rglob("*.warc.gz"))
    done = bulletin("extract", first, "--diff", "-o", life.output, "-j", 1)
    assert done.code == 0
    assert "changed" in done.out
    assert "title" in done.out
    assert life.table.stat() == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_damaged_archive_is_named_and_the_rest_is_used(
    life: Life, bulletin: Bulletin, tmp_path: Path, jobs: int
) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(life.output / "archive", archive)
    assert bulletin("check", archive).code == 0
    damaged = min(archive.rglob("*.warc.gz"))
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 0xFF
    damaged.write_bytes(data)
    done = bulletin("extract", archive, "-o", tmp_path, "--json", "-j", jobs)
    assert (done.code, len(done.json["problems"])) == (7, 1)
    assert damaged.name in done.err
    assert len(rows(next((tmp_path / "dataset" / "v1").glob("*.parquet")))) >= 51
    checked = bulletin("check", archive, "--json")
    assert (checked.code, len(checked.json["problems"])) == (7, 1)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_each_generation_reads_the_same_from_its_archive(
    crawled: Callable[[str], Crawled], bulletin: Bulletin, generation: str
) -> None:
    crawl = crawled(generation)
    found = bulletin(
        "extract", crawl.output / "archive", "--diff", "--json", "-o", crawl.output, "-j", 1
    ).json
    assert [(one["same"], one["changed"], one["added"], one["gone"]) for one in found] == [(52, 0, 0, 0)]


def _foreign(site: DemoSite, paths: list[str], odd: tuple[str, ...] = ()) -> bytes:
    """A WARC as another crawler writes it, one gzip member a record."""
    members = []
    answers = [(site.origin + path, site.respond("GET", path).body) for path in paths]
    for number, (url, body) in enumerate([*answers, *((url, answers[0][1]) for url in odd)]):
        http = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: %d\r\n\r\n"
            % len(body)
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <{url}>\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            "WARC-Date: 2026-03-05T02:30:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
            f"Content-Length: {len(http) + len(body)}\r\n\r\n"
        )
        members.append(gzip.compress(head.encode() + http + body + b"\r\n\r\n"))
    return b"".join(members)


def test_a_foreign_archive_with_odd_addresses(
    crawled: Callable[[str], Crawled], bulletin: Bulletin, tmp_path: Path
) -> None:
    site = crawled("4.5").site
    warc = tmp_path / "foreign.warc.gz"
    paths = [site.edition.path(article) for article in site.articles[:5]]
    warc.write_bytes(
        _foreign(site, ["/", *paths], ("http://[::1", "http://u:p@h/x", "dns:example.org", "http://x:99999/"))
    )
    done = bulletin("extract", warc, "-o", tmp_path, "--json", "--format", "jsonl", "-j", 1)
    assert done.code == 0, done
    name = site.origin.removeprefix("http://").replace(":", "-")
    lines = (tmp_path / "exports" / f"{name}.jsonl").read_text().splitlines()
    assert {json.loads(line)["title"] for line in lines} == {article.title for article in site.articles[:5]}


@pytest.mark.parametrize(("data", "code"), [(b"not a warc", 7), (b"", None)])
def test_a_file_that_is_no_archive_is_named(
    bulletin: Bulletin, tmp_path: Path, data: bytes, code: int | None
) -> None:
    junk = tmp_path / "junk.warc.gz"
    junk.write_bytes(data)
    done = bulletin("extract", junk, "-o", tmp_path, "-j", 1)
    assert done.code == code or (code is None and done.code in (6, 7))
    assert "junk.warc.gz" in done.err
    assert len(done.err.splitlines()) == 1
    assert bulletin("extract", tmp_path / "none").code == 2


def test_inspect_reads_a_page_from_everywhere(
    crawled: Callable[[str], Crawled], bulletin: Bulletin, tmp_path: Path
) -> None:
    crawl = crawled("4.5")
    article = crawl.site.articles[0]
    url = crawl.site.url(article.id)
    from_web = bulletin("inspect", url, "--json").json
    assert (from_web["outcome"], from_web["title"]) == ("record", article.title)
    saved = tmp_path / "saved.html"
    saved.write_bytes(crawl.site.respond("GET", crawl.site.edition.path(article)).body)
    assert bulletin("inspect", saved, "--json").json["url"] == url
    assert article.title in bulletin("inspect", saved).out
    warc = min(crawl.output.rglob("*.warc.gz"))
    kinds = [bulletin("inspect", f"{warc}#{n}", "--json").json["outcome"] for n in (2, 3)]
    assert kinds == ["no bulletin", "record"]
    for bad in (f"{warc}#0", f"{warc}#99999", tmp_path, tmp_path / "none.html", "http://[::1"):
        done = bulletin("inspect", bad)
        assert (done.code, len(done.err.splitlines())) == (2, 1), done
    assert bulletin("inspect", saved, "--url", "http://[::1").code == 2
    assert bulletin("inspect", crawl.site.origin + "/none.html", "-h").code == 0
