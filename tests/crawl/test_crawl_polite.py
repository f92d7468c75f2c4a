"""robots.txt, pace and user agent, as the site sees them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ended, Web
from scrapy.http import Response

from bulletin_spider.crawl.politeness import site_settings
from bulletin_spider.crawl.pushback import retry_after
from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve
from bulletin_spider.sites import Site

Bulletin = Callable[..., Ended]
NO = b"User-agent: *\nDisallow: /\n"


def robots(web: Web, body: bytes, status: int = 200) -> None:
    web.pages["/robots.txt"] = (status, {"Content-Type": "text/plain"}, body)


def test_a_site_that_forbids_us_is_not_asked(bulletin: Bulletin, tmp_path: Path, web: Web) -> None:
    robots(web, NO)
    done = bulletin("crawl", web.origin, "-o", tmp_path)
    assert (done.code, web.asked) == (4, ["/robots.txt"])
    assert "robots.txt forbids us" in done.err
    assert bulletin("inspect", web.origin + "/").code == 4


def test_a_robots_txt_that_cannot_be_had_forbids_everything_and_is_not_archived(
    bulletin: Bulletin, tmp_path: Path
) -> None:
    done = bulletin("crawl", "http://127.0.0.1:9/", "-o", tmp_path)
    assert (done.code, list(tmp_path.rglob("*.warc*"))) == (3, [])
    assert "connection refused" in done.err


def test_a_server_error_for_robots_txt_means_the_site_is_down(
    bulletin: Bulletin, tmp_path: Path, web: Web
) -> None:
    robots(web, b"", 500)
    done = bulletin("crawl", web.origin, "-o", tmp_path, "-s", "RETRY_TIMES=0")
    assert (done.code, set(web.asked)) == (3, {"/robots.txt"})
    assert "HTTP 500" in done.err


def test_what_robots_forbids_later_is_not_taken_for_removed(bulletin: Bulletin, tmp_path: Path) -> None:
    class Forbidding(DemoSite):
        forbidden = ""

        def respond(self, method: str, target: str, user_agent: str = ""):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            answer = super().respond(method, target, user_agent)
            if target == "/robots.txt" and self.forbidden:
                return replace(answer, body=f"User-agent: *\nDisallow: {self.forbidden}\n".encode())
            return answer

    with serve(Forbidding("4.5")) as site:
        bulletin("crawl", site.origin, "-o", tmp_path, "--limit", 5)
        shown = next((tmp_path / "dataset" / "v1").glob("*.parquet"))
        gone = site.articles[0]
        site.forbidden = site.edition.path(gone)
        run = bulletin("crawl", site.origin, "-o", tmp_path, "--full", "--json").json
        assert run["changes"].get("removed") is None
        assert run["reasons"]["misses"]["Forbidden by robots.txt"] == 1
        assert shown.exists()


def test_crawl_delay_is_kept_on_loopback_too(bulletin: Bulletin, tmp_path: Path) -> None:
    class Slow(DemoSite):
        def respond(self, method: str, target: str, user_agent: str = ""):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            answer = super().respond(method, target, user_agent)
            return (
                replace(answer, body=b"User-agent: *\nCrawl-delay: 0.5\n")
                if target == "/robots.txt"
                else answer
            )

    with serve(Slow("4.5")) as site:
        bulletin("crawl", site.origin, "-o", tmp_path, "--limit", 2)
        times = [visit.time for visit in site.requests if visit.path != "/robots.txt"]
        assert len(times) >= 3
        assert all(later - earlier > 0.45 for earlier, later in itertools.pairwise(times))


def test_the_pace_without_leave_is_one_connection_and_two_seconds() -> None:
    settings = site_settings(Site.from_url("https://phuong-mau.gov.vn/"))
    assert (settings["DOWNLOAD_DELAY"], settings["CONCURRENT_REQUESTS"]) == (2, 1)
    assert site_settings(Site.from_url("http://127.0.0.1:80/"))["DOWNLOAD_DELAY"] == 0


def test_who_asks_is_told_and_must_be(bulletin: Bulletin, tmp_path: Path, web: Web) -> None:
    web.html("/", "<html></html>")
    bulletin("crawl", web.origin, "-o", tmp_path, env={"BULLETIN_CONTACT": "me@example.org"})
    assert len(web.agents) == 1
    agent = web.agents.pop()
    assert agent.startswith("bulletin_spider/")
    assert agent.endswith("(+me@example.org)")
    assert "--contact" in bulletin("crawl", "https://phuong-mau.example/", "-o", tmp_path).err
    assert bulletin("crawl", web.origin, "--contact", "a\nX-Evil: 1", "-o", tmp_path).code == 2


def test_a_setting_wins_over_the_declaration(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(DemoSite("4.5")) as site:
        bulletin("crawl", site.origin, "-o", tmp_path, "--limit", 2, "-s", "DOWNLOAD_DELAY=0.4")
        times = [visit.time for visit in site.requests if visit.path != "/robots.txt"]
        assert all(later - earlier > 0.35 for earlier, later in itertools.pairwise(times))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5), ("", 0), ("-1", 0), ("soon", 0), ("1e9", 0), ("Mon, 01 Jan 0001 00:00:00 +2359", 0),
     ("Mon, 01 Jan 2024 00:00:00 +99999999999999", 0), ("99999999999999999", 0)],
)  # fmt: skip
def test_any_retry_after_is_read_without_a_fault(value: str, seconds: float) -> None:
    assert retry_after(Response("http://x/", headers={"Retry-After": value})) == seconds
