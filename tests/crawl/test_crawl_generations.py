"""A first crawl of the demo ward in each generation ends with every article, told as its pages tell it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from conftest import Crawled

from bulletin_spider.demo import GENERATIONS

OUTCOMES = ("records", "lists", "misses", "rejects", "errors")


@pytest.fixture(params=GENERATIONS)
def crawl(request: pytest.FixtureRequest, crawled: Callable[[str], Crawled]) -> Crawled:
    return crawled(request.param)


def test_finds_every_article_once_and_no_more(crawl: Crawled) -> None:
    found = [row["article_key"] for row in crawl.rows()]
    assert sorted(found) == sorted(f"news:{article.id}" for article in crawl.site.articles)


def test_records_say_what_the_articles_say(crawl: Crawled) -> None:
    for row in crawl.rows():
        wanted = crawl.site.expected(int(row["article_key"].partition(":")[2]))
        for name in ("url", "title", "lead", "body", "author", "source", "category", "tags"):
            assert row[name] == wanted[name], (name, row["url"])  # type: ignore[literal-required]
        assert row["published_at"].isoformat(timespec="minutes") == wanted["published_at"]


def test_counts_add_up_and_the_run_is_well(crawl: Crawled) -> None:
    run = crawl.run
    assert run["requests"] == sum(run[name] for name in OUTCOMES)
    assert (run["errors"], run["rejects"], run["verdict"], run["exit_code"]) == (0, 0, "ok", 0)
    manifest = json.loads((crawl.output / "runs" / run["run"] / "manifest.json").read_text())
    assert {name: manifest[name] for name in OUTCOMES} == {name: run[name] for name in OUTCOMES}


def test_asks_for_no_second_face_of_an_article(crawl: Crawled) -> None:
    asked = [visit.path for visit in crawl.site.requests]
    assert not [
        path for path in asked if any(f"/{x}/" in path for x in ("print", "savefile", "tag", "seek", "users"))
    ]
    # Before anything else; a connection that breaks under load may make it be asked once more.
    assert asked[0] == "/robots.txt"


def test_writes_the_same_records_as_json_lines(crawl: Crawled) -> None:
    lines = (crawl.output / "exports" / f"{crawl.run['site']}.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in crawl.rows()]
