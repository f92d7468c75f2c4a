"""Runs that want a part of a site: what they ask for, what they keep, and what the archive gives again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Ended, rows

from bulletin_spider.demo import DemoSite, Response
from bulletin_spider.demo.server import serve

Bulletin = Callable[..., Ended]
SINCE = date(2025, 1, 1)


class Undated(DemoSite):
    """A ward site without any sitemap or feed."""

    def respond(self, method: str, target: str, user_agent: str = "") -> Response:
        answer = super().respond(method, target, user_agent)
        return Response(404) if target.startswith(("/sitemap", "/rss")) else answer


def table(output: Path) -> list[dict[str, Any]]:
    return rows(next((output / "dataset" / "v1").glob("*.parquet")))


def rebuilt(bulletin: Bulletin, output: Path) -> list[dict[str, Any]]:
    assert bulletin("extract", output / "archive", "-o", output / "again", "-j", 1).code == 0
    return table(output / "again")


@pytest.mark.parametrize("kind", [DemoSite, Undated])
@pytest.mark.parametrize("generation", ["4.5", "4.4", "mobile"])
def test_since_asks_for_older_articles_once_at_the_most(
    bulletin: Bulletin, tmp_path: Path, kind: type[DemoSite], generation: str
) -> None:
    with serve(kind(generation)) as site:
        wanted = {article.id for article in site.articles if article.published.date() >= SINCE}
        command = ("crawl", site.origin, "-o", tmp_path, "--since", SINCE, "--json")
        bulletin(*command)
        second = bulletin(*command).json
        kept = table(tmp_path)
        assert wanted <= {int(row["article_key"].partition(":")[2]) for row in kept}
        assert second["changes"] == {"same": 3}
        # The feeds and sitemaps that one of the sites does not have.
        assert second["reasons"].get("misses", {}).keys() <= {"HTTP 404"}
        if kind is DemoSite:
            assert second["requests"] <= 0.15 * len(site.articles)
            # Its sitemap dates what lists leave undated: nothing older is asked for at all.
            assert len(kept) == len(wanted) < len(site.articles)
        assert rebuilt(bulletin, tmp_path) == kept
        # What a narrower run has seen is not asked for again; what a wider one wants is.
        later = bulletin(*command[:-2], "2026-01-01", "--json").json
        assert later["requests"] <= second["requests"]
        whole = bulletin("crawl", site.origin, "-o", tmp_path, "--json").json
        assert whole["bulletins"] == len(site.articles)


def test_since_sees_what_is_new(bulletin: Bulletin, tmp_path: Path) -> None:
    with serve(DemoSite("4.5")) as site:
        newest = site.articles[0]
        site.edit(newest.id, status="draft")
        command = ("crawl", site.origin, "-o", tmp_path, "--since", SINCE, "--json")
        bulletin(*command)
        site.edit(newest.id, status="published")
        run = bulletin(*command).json
        assert (run["changes"].get("new"), run["exit_code"]) == (1, 0)
        assert rebuilt(bulletin, tmp_path) == table(tmp_path)


@pytest.mark.parametrize("limit", [1, 2, 20])
def test_limit_asks_for_no_article_too_many(bulletin: Bulletin, tmp_path: Path, limit: int) -> None:
    with serve(DemoSite("4.5")) as site:
        run = bulletin("crawl", site.origin, "-o", tmp_path, "--limit", limit, "--json").json
        assert (run["records"], run["exit_code"]) == (limit, 0)
        assert run["reasons"].get("misses", {}).keys() <= {"leads to another host"}
        assert rebuilt(bulletin, tmp_path) == table(tmp_path)
        assert len(table(tmp_path)) == limit
