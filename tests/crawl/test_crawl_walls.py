"""What stands in for a page is never taken for one, and never for an empty site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ended, Web

from bulletin_spider.demo import DemoSite
from bulletin_spider.demo.server import serve

Bulletin = Callable[..., Ended]
CMS = '<html><head><meta name="generator" content="NukeViet v4.5"></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("status", "body", "code", "says"),
    [
        (403, "no", 4, "HTTP 403"),
        (404, "no", 3, "HTTP 404"),
        (410, "no", 3, "HTTP 410"),
        (500, "no", 3, "HTTP 500"),
        (200, "<html><p>A shop</p></html>", 5, "no CMS"),
        (200, CMS.format("<p>Chưa có bài</p>"), 6, "has no article"),
    ],
)
def test_a_home_page_that_is_none(
    bulletin: Bulletin, tmp_path: Path, web: Web, status: int, body: str, code: int, says: str
) -> None:
    web.html("/", body, status)
    done = bulletin("crawl", web.origin, "-o", tmp_path, "-s", "RETRY_TIMES=0")
    assert (done.code, says in done.err) == (code, True), done
    assert len(done.err.splitlines()) == 1


def test_pages_that_fail_are_counted_named_and_asked_for_again(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(DemoSite("4.5")) as site:
        broken = [site.edition.path(article) for article in site.articles[10:12]]
        site.faults.update(dict.fromkeys(broken, 500))
        done = bulletin("crawl", site.origin, "-o", tmp_path, "--json", "-s", "RETRY_TIMES=0")
        run = done.json
        assert (done.code, run["errors"], run["reasons"]["errors"]) == (9, 2, {"HTTP 500": 2})
        assert run["requests"] == sum(run[n] for n in ("records", "lists", "misses", "rejects", "errors"))
        named = (tmp_path / "runs" / run["run"] / "errors.jsonl").read_text()
        assert all(path in named for path in broken)
        site.faults.clear()
        again = bulletin("crawl", site.origin, "-o", tmp_path, "--json").json
        assert (again["exit_code"], again["changes"]["new"]) == (0, 2)
        assert again["bulletins"] == len(site.articles)


def test_the_flood_guard_is_waited_out(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(DemoSite("4.5", flood_after=5, flood_seconds=1)) as site:
        run = bulletin(
            "crawl", site.origin, "-o", tmp_path, "--limit", 5, "--json", "-s", "RETRY_TIMES=1"
        ).json
        assert run["requests"] == sum(run[n] for n in ("records", "lists", "misses", "rejects", "errors"))
        assert (run["exit_code"], run["records"], run["errors"]) == (0, 5, 0)
        assert 429 in [visit.status for visit in site.requests]
