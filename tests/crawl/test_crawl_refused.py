"""A site that says no, and means it, is left alone; the next run goes on from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from conftest import Ended, rows

from bulletin_spider.demo import DemoSite, Response
from bulletin_spider.demo.server import serve

Bulletin = Callable[..., Ended]


class Refusing(DemoSite):
    """Answers so many requests, and the same no to each one after."""

    def __init__(self, after: int, status: int, headers: Mapping[str, str] | None = None) -> None:
        super().__init__("4.5")
        self.after, self.no = after, Response(status, b"no", headers=headers or {})

    def respond(self, method: str, target: str, user_agent: str = "") -> Response:
        answer = super().respond(method, target, user_agent)
        return self.no if len(self.requests) > self.after else answer


TOMORROW = datetime.now(UTC) + timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "headers", "code", "says", "most"),
    [
        (429, {"Retry-After": "3600"}, 4, "refuses us until ", 2),
        (429, {"Retry-After": format_datetime(TOMORROW, usegmt=True)}, 4, "refuses us until ", 2),
        (429, {"Retry-After": "1"}, 4, "refuses us (HTTP 429)", 14),
        (403, {}, 4, "refuses us (HTTP 403)", 7),
        (401, {}, 4, "refuses us (HTTP 401)", 7),
        (503, {"Retry-After": "86400"}, 3, "stopped answering until ", 2),
    ],
)
def test_a_lasting_no_ends_the_run(
    bulletin: Bulletin, tmp_path: Path, status: int, headers: dict[str, str], code: int, says: str, most: int
) -> None:
    with serve(Refusing(20, status, headers)) as site:
        done = bulletin("crawl", site.origin, "-o", tmp_path, "-s", "RETRY_TIMES=1")
        assert (done.code, says in done.err, "what was read is kept" in done.err) == (code, True, True), done
        assert len([line for line in done.err.splitlines() if line.startswith("bulletin:")]) == 1
        assert len(site.requests) - site.after <= most
        site.after = 10_000
        again = bulletin("crawl", site.origin, "-o", tmp_path, "--json").json
        assert (again["exit_code"], again["bulletins"]) == (0, len(site.articles))
        assert again["changes"].get("removed") is None


def test_a_refusal_in_a_full_pass_removes_nothing(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(Refusing(10_000, 403)) as site:
        bulletin("crawl", site.origin, "-o", tmp_path)
        site.after = len(site.requests) + 20
        assert bulletin("crawl", site.origin, "-o", tmp_path, "--full").code == 4
        found = rows(next((tmp_path / "dataset" / "v1").glob("*.parquet")))
        assert [row["removed_at"] for row in found] == [None] * len(site.articles)


def test_a_few_pages_that_are_forbidden_do_not_end_it(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(DemoSite("4.5")) as site:
        closed = [site.edition.path(article) for article in site.articles[10:18]]
        site.faults.update(dict.fromkeys(closed, 403))
        run = bulletin("crawl", site.origin, "-o", tmp_path, "--json").json
        assert (run["exit_code"], run["errors"]) == (9, len(closed))
        assert run["bulletins"] == len(site.articles) - len(closed)


@pytest.mark.parametrize("path", ["/", "/robots.txt"])
def test_a_no_at_the_start_says_until_when(bulletin: Bulletin, tmp_path: Path, path: str) -> None:
    with serve(Refusing(0 if path == "/robots.txt" else 1, 429, {"Retry-After": "7200"})) as site:
        done = bulletin("crawl", site.origin, "-o", tmp_path)
        assert (done.code, len(site.requests)) == (4, 1 if path == "/robots.txt" else 2)
        assert "come back after 20" in done.err
