"""The package from Python: one page, one text, one dataset."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version

import pytest
from conftest import Crawled

import bulletin_spider
from bulletin_spider import Bulletin, Site, extract, mine, read
from bulletin_spider.errors import PageError

NOON = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)


def test_a_page_is_a_record_without_a_crawl(crawled: Callable[[str], Crawled]) -> None:
    site = crawled("4.5").site
    article = site.articles[0]
    body = site.respond("GET", site.edition.path(article)).body
    found = extract(body, url=site.url(article.id), fetched_at=NOON)
    assert isinstance(found, Bulletin)
    assert (found.title, found.body) == (article.title, site.expected(article.id)["body"])
    declared = Site(id="xa-mau", url=site.origin + "/")
    assert extract(body, url=site.url(article.id), fetched_at=NOON, site=declared).site == "xa-mau"


def test_a_page_that_is_no_article_says_what_it_is(crawled: Callable[[str], Crawled]) -> None:
    site = crawled("4.5").site
    with pytest.raises(PageError, match="listing"):
        extract(site.respond("GET", "/").body, url=site.origin + "/", fetched_at=NOON)
    with pytest.raises(PageError, match="foreign"):
        extract(b"", url=site.origin + "/", fetched_at=NOON)
    with pytest.raises(ValueError, match="zone"):
        extract(b"", url=site.origin + "/", fetched_at=datetime(2026, 3, 5))  # noqa: DTZ001


def test_a_dataset_is_read_by_its_output_folder(crawled: Callable[[str], Crawled]) -> None:
    crawl = crawled("4.5")
    assert read(crawl.output).count_rows() == len(crawl.site.articles)


def test_a_text_is_mined() -> None:
    found = mine("UBND phường ra mắt mô hình “Cổng nhà không khoá”.")
    assert [model.name for model in found.models] == ["Cổng nhà không khoá"]


def test_what_is_of_another_type_is_refused_with_what_to_pass() -> None:
    with pytest.raises(TypeError, match=r"body: must be bytes, .*response\.content.* not str"):
        extract("<html>", url="https://a.vn/", fetched_at=NOON)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"text: must be str, .*decode.* not bytes"):
        mine("Giấy khen".encode())  # type: ignore[arg-type]


def test_the_version_is_that_of_the_package() -> None:
    assert bulletin_spider.__version__ == version("bulletin-spider")


def test_all_names_are_there_and_no_others() -> None:
    assert all(hasattr(bulletin_spider, name) for name in bulletin_spider.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        _ = bulletin_spider.nothing


def test_the_function_is_what_is_imported_whatever_was_loaded_before() -> None:
    import bulletin_spider.extract.replay

    assert callable(bulletin_spider.extract)
