"""Pages that a site says have not changed: asked for with their validators, where these are real."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from conftest import Ended, Web, rows, run_command, serve_web

from bulletin_spider.archive import read_archive
from bulletin_spider.demo import DemoSite, Response

Bulletin = Callable[..., Ended]


class Validating(dict[str, Any]):
    """A ward site behind a cache that sends validators of a kind and honours them.

    Its pages stay as they were first asked for; `kept.clear()` shows what was edited, and new tokens in each.
    """

    def __init__(self, web: Web, kind: str) -> None:
        self.site, self.kind = DemoSite("4.5"), kind
        self.site.origin = web.origin
        self.kept: dict[str, Response] = {}
        self.since: dict[bytes, str] = {}
        self.statuses: Counter[int] = Counter()
        self.moments: list[str] = []
        """Every If-Modified-Since that was sent."""
        self.first: dict[str, bytes] = {}
        """Bodies to answer a path with once."""

    def get(self, path: str, default: Any = None) -> Any:
        return self.answer

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        answer = self.kept.setdefault(path, self.site.respond("GET", path))
        body, status = answer.body, answer.status
        headers = {"Content-Type": answer.content_type, **answer.headers, **self.validators(body)}
        self.moments += [told for told in [handler.headers.get("If-Modified-Since")] if told]
        if status == 200 and self.holds(handler, headers):
            status, body = 304, b""
        body = self.first.pop(path, body)
        self.statuses[status] += 1
        handler.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def validators(self, body: bytes) -> dict[str, str]:
        if self.kind == "etag":
            return {"ETag": f'"{hashlib.sha1(body).hexdigest()}"'}
        now = datetime.now(UTC) - timedelta(hours=24)
        told = format_datetime(now - timedelta(seconds=len(self.since)), usegmt=True)
        return {"Last-Modified": self.since.setdefault(body, told) if self.kind == "modified" else told}

    def holds(self, handler: BaseHTTPRequestHandler, headers: dict[str, str]) -> bool:
        if self.kind == "etag":
            return handler.headers.get("If-None-Match") == headers["ETag"]
        told = handler.headers.get("If-Modified-Since")
        return told is not None and (self.kind == "clock" or told == headers["Last-Modified"])


@contextmanager
def served(kind: str) -> Iterator[Validating]:
    with serve_web() as web:
        pages = Validating(web, kind)
        web.pages = pages
        yield pages


def table(output: Path) -> list[dict[str, Any]]:
    return rows(next((output / "dataset" / "v1").glob("*.parquet")))


def again(bulletin: Bulletin, pages: Validating, output: Path) -> dict[str, Any]:
    pages.statuses.clear()
    done = bulletin("crawl", pages.site.origin, "-o", output, "--full", "--json")
    assert done.code == 0, done
    run: dict[str, Any] = done.json
    return run


def check_rebuilt(bulletin: Bulletin, output: Path) -> None:
    files = sorted(output.rglob("*.warc.gz"))
    assert bulletin("check", output / "archive").code == 0
    assert run_command("check", *files, module="warcio.cli").code == 0
    for jobs in (1, 2):
        done = bulletin("extract", output / "archive", "-o", output / f"again{jobs}", "-j", jobs, "--json")
        assert (done.code, done.json["problems"]) == (0, [])
        assert table(output / f"again{jobs}") == table(output)


def test_a_page_that_is_not_modified_is_not_sent_again(bulletin: Bulletin, tmp_path: Path) -> None:
    with served("etag") as pages:
        count = len(pages.site.articles)
        again(bulletin, pages, tmp_path)
        assert pages.statuses[304] == 0
        before = table(tmp_path)
        run = again(bulletin, pages, tmp_path)
        assert (run["changes"], run["bulletins"]) == ({"same": count}, count)
        assert (pages.statuses[200], pages.statuses[304] > count) == (0, True)
        assert table(tmp_path) == before
        small, large = sorted(path.stat().st_size for path in tmp_path.rglob("*.warc.gz"))
        assert small < 0.5 * large
        # The archive says of each that it was seen again, and gives the page that still stands.
        found = [stored for stored in read_archive(tmp_path / "archive") if stored.capture.status == 200]
        assert {stored.capture.payload_digest for stored in found[len(found) // 2 :]} <= {
            stored.capture.payload_digest for stored in found[: len(found) // 2]
        }
        check_rebuilt(bulletin, tmp_path)


def test_edits_removals_and_returns_show_among_pages_that_are_not_modified(
    bulletin: Bulletin, tmp_path: Path
) -> None:
    with served("etag") as pages:
        numbers = [article.id for article in pages.site.articles]
        again(bulletin, pages, tmp_path)
        pages.site.edit(numbers[7], title="Tin đã sửa")
        pages.site.remove(numbers[20])
        pages.kept.clear()
        run = again(bulletin, pages, tmp_path)
        assert run["changes"] == {"revised": 1, "removed": 1, "same": len(numbers) - 2}
        run = again(bulletin, pages, tmp_path)
        assert run["changes"] == {"same": len(numbers) - 1}
        assert pages.statuses[200] == 0
        pages.site.edit(numbers[20], status="published")
        pages.kept.clear()
        assert again(bulletin, pages, tmp_path)["changes"]["returned"] == 1
        check_rebuilt(bulletin, tmp_path)


def test_last_modified_counts_once_it_has_proved_to_be_no_clock(bulletin: Bulletin, tmp_path: Path) -> None:
    with served("modified") as pages:
        seen = [again(bulletin, pages, tmp_path) and pages.statuses[304] for _ in range(3)]
        assert seen[:2] == [0, 0]
        # Sitemaps and the feed are left: NukeViet gives them the time of their newest article.
        assert seen[2] > len(pages.site.articles) > 5 >= pages.statuses[200] > 0
        check_rebuilt(bulletin, tmp_path)


def test_a_clock_is_never_sent_back(bulletin: Bulletin, tmp_path: Path) -> None:
    with served("clock") as pages:
        for _ in range(3):
            again(bulletin, pages, tmp_path)
        assert pages.moments == []


def test_where_the_archive_was_moved_away_pages_are_asked_for_whole(
    bulletin: Bulletin, tmp_path: Path
) -> None:
    with served("etag") as pages:
        again(bulletin, pages, tmp_path)
        (tmp_path / "archive").rename(tmp_path / "elsewhere")
        run = again(bulletin, pages, tmp_path)
        assert run["changes"] == {"same": len(pages.site.articles)}
        done = bulletin("extract", tmp_path / "archive", "-o", tmp_path / "rebuilt", "-j", 1, "--json")
        assert (done.code, done.json["problems"]) == (0, [])
        again(bulletin, pages, tmp_path)
        assert pages.statuses[200] == 0


def test_a_broken_answer_is_not_asked_for_with_its_validators(bulletin: Bulletin, tmp_path: Path) -> None:
    with served("etag") as pages:
        paths = [pages.site.edition.path(article) for article in pages.site.articles[:3]]
        again(bulletin, pages, tmp_path)
        pages.first = dict.fromkeys(paths, bytes(range(256)) * 9)
        pages.kept.clear()
        assert again(bulletin, pages, tmp_path)["changes"] == {"same": len(pages.site.articles)}


@pytest.mark.parametrize("column", ["etag", "modified", "proven"])
def test_a_state_file_made_before_is_used(bulletin: Bulletin, tmp_path: Path, column: str) -> None:
    with served("etag") as pages:
        again(bulletin, pages, tmp_path)
        with sqlite3.connect(next((tmp_path / "state").glob("*.sqlite"))) as state:
            state.execute(f"ALTER TABLE capture DROP COLUMN {column}")
        assert again(bulletin, pages, tmp_path)["changes"] == {"same": len(pages.site.articles)}
