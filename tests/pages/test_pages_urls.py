"""What an address says by its form."""

# ruff: noqa: E501 - the rows of a table of cases stay on one line

from __future__ import annotations

import pytest
from ward_pages import NUKEVIET

from bulletin_spider.errors import UsageError
from bulletin_spider.pages.families.nukeviet import urls
from bulletin_spider.pages.fields import unit
from bulletin_spider.pages.overrides import check_overrides
from bulletin_spider.sites.schema import Site

H = "http://bensim.example"


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/tin-tuc/ra-quan-412.html", "news:412"),
        ("/news/Tin-tuc/Ra-Quan-412.html", "news:412"),
        ("/vi/news/Tin-tuc/nam-2023-3194.html", "news:3194"),
        ("/vi/ban-tin/Tin-tuc/ra-quan-412.html", "ban-tin:412"),
        ("/en/news/News/clean-412.html", "en:news:412"),
        ("/news/Tin-tuc/Ra-Quan-412/", "news:412"),
        ("/index.php?language=vi&nv=news&op=Tin-tuc/ra-quan-412.html", "news:412"),
        ("/index.php?language=vi&nv=tin&op=Tin-tuc/ra-quan-412", "tin:412"),
        ("/index.php/news/Tin-tuc/ra-quan-412.html", "news:412"),
        ("/tin-tuc/ra-quan-412.html?fbclid=x", "news:412"),
        ("/tin-tuc/b%C3%A9-412.html", "news:412"),
        ("/tin-tuc/-412.html", "news:412"),
        ("/tin-tuc/ra-quan-412.html?download=1&id=0", None),
        ("/tin-tuc/ra-quan-412.html?pdf=1&id=0", None),
        ("/about/lich-su.html", None),
        ("/users/a-412.html", None),
        ("/ra-quan-412.html", None),
        ("/a/b/c/ra-quan-412.html", None),
        ("/tin-tuc/ra-quan.html", None),
        ("/print/tin-tuc/ra-quan-412.html", None),
        ("/news/savefile/tin-tuc/ra-quan-412.html", None),
        ("/index.php?language=vi&nv=users&op=tin/ra-quan-412", None),
        ("/index.php?language=vi&nv=news&op=print/tin/ra-quan-412", None),
        ("/index.php?second=cronjobs&p=x", None),
        ("/news/a/b-c/", None),
        ("/", None),
    ],
)
def test_article_key(path: str, key: str | None) -> None:
    assert NUKEVIET.article_key(H + path) == key


@pytest.mark.parametrize(
    ("url", "shape", "page"),
    [
        (f"{H}/", "home", 1),
        (f"{H}/vi/page-3/", "home", 3),
        (f"{H}/index.php?language=vi&nv=news", "home", 1),
        (f"{H}/index.php?language=vi&nv=news&op=main", "home", 1),
        (f"{H}/tin-tuc/page-12/", "listing", 12),
        (f"{H}/news/tin-tuc/", "listing", 1),
        (f"{H}/index.php?language=vi&nv=news&op=tin-tuc/page-2", "listing", 2),
        (f"{H}/rss/tin-tuc/", "feed", 1),
        (f"{H}/news/rss/", "feed", 1),
        (f"{H}/sitemap.xml", "sitemap", 1),
        (f"{H}/sitemap-vi.ban-tin.xml", "sitemap", 1),
        (f"{H}/tag/kênh-mương", "satellite", 1),
        (f"{H}/contact/", "other", 1),
        ("http://[bad", "other", 1),
    ],
)
def test_shape(url: str, shape: str, page: int) -> None:
    address = urls.parse(url)
    assert (address.shape, address.page) == (shape, page)


@pytest.mark.parametrize(
    ("url", "second", "first"),
    [
        (f"{H}/tin/", f"{H}/tin/page-2/", f"{H}/tin/"),
        (f"{H}/tin/page-7/", f"{H}/tin/page-2/", f"{H}/tin/"),
        (f"{H}/", f"{H}/page-2/", f"{H}/"),
        (f"{H}/i.php?nv=news&op=tin/page-7&a=b", f"{H}/i.php?nv=news&op=tin/page-2&a=b", f"{H}/i.php?nv=news&op=tin/&a=b"),
    ],
)  # fmt: skip
def test_pages_of_a_list(url: str, second: str, first: str) -> None:
    assert (urls.page_url(url, 2), urls.page_url(url, 1)) == (second, first)


def test_list_of_an_article() -> None:
    assert urls.listing_of(f"{H}/news/Tin/a-4.html") == f"{H}/news/Tin/"
    assert urls.listing_of(f"{H}/news/Tin/a-4/") == f"{H}/news/Tin/"
    assert urls.listing_of(f"{H}/i.php?nv=news&op=tin/a-4") is None
    assert urls.listing_of(f"{H}/news/") is None


def test_canonical_keeps_what_names_the_article() -> None:
    assert urls.canonical(f"{H}/tin/bé-4.html?utm=1#a") == f"{H}/tin/b%C3%A9-4.html"
    assert urls.canonical(f"{H}/i.php?nv=news&op=tin/a-4#b") == f"{H}/i.php?nv=news&op=tin/a-4"


@pytest.mark.parametrize(
    ("name", "ward"),
    [
        ("Cổng thông tin phường 11, Quận Sim", "phường 11"),
        ("UBND thị trấn Bến Sim", "thị trấn Bến Sim"),
        ("Đặc khu Hòn Sim", "Đặc khu Hòn Sim"),
        ("Xã D’Ran", "Xã D’Ran"),
        ("Thành phố Sim", None),
        ("phường của chúng ta", None),
    ],
)
def test_unit(name: str, ward: str | None) -> None:
    assert unit(name) == ward


def test_selector_that_is_no_css_is_told_before_the_crawl() -> None:
    check_overrides(Site(id="ben-sim", url=H, selectors={"title": "h1.k"}))
    with pytest.raises(UsageError, match=r"site ben-sim, selectors.body: 'div\[' is no CSS selector"):
        check_overrides(Site(id="ben-sim", url=H, selectors={"body": "div["}))
