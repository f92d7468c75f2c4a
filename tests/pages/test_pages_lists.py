"""Lists of every view, their pagers, feeds and sitemaps: where the articles are."""

# ruff: noqa: E501 - a break within the HTML of a fixture would be part of it

from __future__ import annotations

from datetime import datetime

import pytest
from ward_pages import FETCHED, HOST, LEAD, NUKEVIET, html, script

from bulletin_spider.pages.base import Link, Page

FIRST, SECOND, THIRD = (f"{HOST}/tin-tuc/bai-{n}.html" for n in (31, 32, 33))
BY_KIND = {"article": "news:{}"}


def links(content: str, url: str = f"{HOST}/tin-tuc/", *, head: str = "", zone: str = "7") -> list[Link]:
    variables = script(function="viewcat", zone=zone)
    return NUKEVIET.links(Page(url, html(content, head, variables=variables).encode(), FETCHED))


def dates(content: str, zone: str = "7") -> dict[str, str | None]:
    found = links(content, zone=zone)
    return {
        link.url: link.published_at.isoformat(timespec="minutes")[:16] if link.published_at else None
        for link in found
        if link.kind == "article"
    }


def item(url: str, when: str) -> str:
    return f"""<div class="news_column panel panel-default"><div class="panel-body">
<a href="{url}"><img class="imghome" src="/assets/news/a.jpg"></a><h3><a href="{url}">Tin ngày 01/01/2020</a></h3>
<ul class="list-inline"><li><em class="fa fa-clock-o"></em> {when}</li><li>Đã xem: 12</li></ul>
<div class="text-muted">Ngày 02/02/2020, {LEAD}</div></div></div>"""


# Each view of two articles, and the dates it prints of them.
VIEWS = {
    "page_new 4.5": (item(FIRST, "27/03/2024 07:00:00") + item(SECOND, "26/03/2024 19:30:00"), "2024-03-27T07:00", "2024-03-26T19:30"),
    "page_new 4.4": (item(FIRST, "27/03/2024 12:05:00 AM") + item(SECOND, "26/03/2024 07:30:00 PM"), "2024-03-27T00:05", "2024-03-26T19:30"),
    "3.x": (item(FIRST, "27-03-2024 09:33:00 AM") + item(SECOND, "26-03-2024 07:30:00 PM"), "2024-03-27T09:33", "2024-03-26T19:30"),
    "tag, hour first": (item(FIRST, "16:40 27/03/2024") + item(SECOND, "07:00 26/03/2024"), "2024-03-27T16:40", "2024-03-26T07:00"),
    "mobile, day alone": (item(FIRST, "27/03/2024") + item(SECOND, "26/03/2024"), "2024-03-27T00:00", "2024-03-26T00:00"),
    "list without dates": (
        (f'<div class="list-group"><a class="list-group-item" href="{FIRST}"><h4>Một</h4></a>'
        f'<a class="list-group-item" href="{SECOND}"><h4>Hai</h4></a></div><p>20/03/2024</p>'),
        None,
        None,
    ),
    "grid": (
        (f'<div class="featured"><h2><a href="{FIRST}">Một</a></h2></div>'
        f'<div class="thumbnail"><a href="{SECOND}"><img src="a"></a><div class="caption"><h4><a href="{SECOND}">Hai</a></h4></div></div>'),
        None,
        None,
    ),
    "main view": (
        (f'<div class="news_column panel"><div class="panel-body"><h3><a href="{FIRST}">Một</a></h3>'
        f'<p>27/03/2024 07:00</p><ul class="related"><li><a href="{SECOND}">Hai</a></li></ul></div></div>'),
        "2024-03-27T07:00",
        None,
    ),
    "related": (
        (f'<ul class="related"><li><a href="{FIRST}">Một</a> <em>(27/03/2024)</em></li>'
        f'<li><a href="{SECOND}">Hai</a> <em>(26/03/2024)</em></li></ul>'),
        "2024-03-27T00:00",
        "2024-03-26T00:00",
    ),
    "date in a heading within the link": (
        (
            f'<div><div><a href="{FIRST}"><h4>Họp ngày 01/01/2020</h4></a><p>27/03/2024 07:00</p></div>'
            f'<div><a href="{SECOND}"><h4>Họp ngày 01/01/2020</h4></a></div></div>'
        ),
        "2024-03-27T07:00",
        None,
    ),
    "impossible": (item(FIRST, "31/02/2024 07:00:00") + item(SECOND, "xong"), None, "2020-02-02T00:00"),
}  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_view(view: str) -> None:
    content, first, second = VIEWS[view]
    assert dates(content) == {FIRST: first, SECOND: second}


def test_listed_clock_is_in_the_visitors_zone() -> None:
    assert dates(item(FIRST, "26/03/2024 19:00:00"), zone="-5") == {FIRST: "2024-03-27T07:00"}


def test_article_keys_and_order() -> None:
    found = links(item(SECOND, "") + item(FIRST, "") + item(SECOND, ""))
    assert [(link.url, link.key) for link in found if link.kind == "article"] == [
        (SECOND, "news:32"),
        (FIRST, "news:31"),
    ]


def test_what_is_not_of_the_site_is_left_alone() -> None:
    content = (
        '<a href="http://casino.example/tin/x-1.html">x</a><a href="javascript:void(0)">y</a><a href="#">z</a>'
        '<a href="mailto:a@b.vn">m</a><a href="/en/news/x-2.html">e</a><a href="http://[bad">b</a>'
        '<a href="/users/x-3.html">u</a><a href="/tin-tuc/x-4.html?download=1&amp;id=0">d</a>'
        '<a href="http://www.bensim.example/tin-tuc/w-5.html#top">w</a><a href="/savefile/tin-tuc/x-4.html">s</a>'
    )
    assert [link.url for link in links(content) if link.kind == "article"] == [
        "http://www.bensim.example/tin-tuc/w-5.html"
    ]


PAGER = '<ul class="pagination">{}</ul>'
NEXT = f"{HOST}/tin-tuc/page-2/"
# The pager's HTML, the address of the page it stands on, and the next page.
PAGERS = {
    "first page": ('<li class="active"><a href="#">1</a></li><li><a rel="next" href="/tin-tuc/page-2/">2</a></li>', "/tin-tuc/", NEXT),
    "far numbers alone": ('<li><a href="/tin-tuc/page-9/">9</a></li>', "/tin-tuc/", NEXT),
    "last page": ('<li><a rel="prev" href="/tin-tuc/page-2/">2</a></li>', "/tin-tuc/page-3/", None),
    "rel on all": ('<li><a rel="next" href="/tin-tuc/page-4/">4</a><li><a rel="next" href="/tin-tuc/page-5/">5</a>', "/tin-tuc/page-3/", f"{HOST}/tin-tuc/page-4/"),
    "quote not closed": ('<li class="page><a href="/tin-tuc/page-2/">2</a>', "/tin-tuc/", NEXT),
    "no blank before href": ('<li><a rel="next"href=/tin-tuc/page-2/>2</a>', "/tin-tuc/", NEXT),
    "absolute": (f'<li><a href="{HOST}/tin-tuc/page-2/">2</a>', "/tin-tuc/", NEXT),
    "without last slash": ('<li><a href="/tin-tuc/page-2">2</a>', "/tin-tuc/", NEXT),
    "of another list": ('<li><a href="/thong-bao/page-2/">2</a>', "/tin-tuc/", None),
    "of a list below": ('<li><a href="/news/tin-tuc/page-2/">2</a>', "/tin-tuc/", None),
    "home": ('<li><a href="/page-2/">2</a>', "/", f"{HOST}/page-2/"),
    "home, list's pager": ('<li><a href="/tin-tuc/page-2/">2</a>', "/", None),
    "unrewritten": (
        '<li><a href="/index.php?language=vi&amp;nv=news&amp;op=tin-tuc/page-3">3</a>',
        "/index.php?language=vi&nv=news&op=tin-tuc/page-2",
        f"{HOST}/index.php?language=vi&nv=news&op=tin-tuc/page-3",
    ),
    "unrewritten, slash escaped": (
        '<li><a href="/index.php?language=vi&amp;nv=news&amp;op=tin-tuc%2Fpage-2">2</a>',
        "/index.php?language=vi&nv=news&op=tin-tuc",
        f"{HOST}/index.php?language=vi&nv=news&op=tin-tuc/page-2",
    ),
    "unrewritten, another number": (
        "<p>homepage-7</p>", "/index.php?language=vi&nv=news&op=tin-tuc", None,
    ),
    "word before the path": ("<p>x/tin-tuc/page-2/</p>", "/tin-tuc/", None),
    "none": ("", "/tin-tuc/", None),
}  # fmt: skip


@pytest.mark.parametrize("case", PAGERS)
def test_next_page(case: str) -> None:
    pager, path, following = PAGERS[case]
    found = links(PAGER.format(pager), HOST + path)
    pages = [link.url for link in found if link.kind == "listing" and "page-" in link.url]
    assert pages == ([following] if following else [])


RSS = '<link rel="alternate" type="application/rss+xml" href="{}">'


def test_home_leads_to_feeds_lists_and_the_sitemap() -> None:
    head = RSS.format("/rss/") + RSS.format("/rss/thong-bao/") + RSS.format("/en/rss/")
    found = [link for link in links(item(FIRST, ""), f"{HOST}/", head=head) if link.kind != "article"]
    assert found == [
        Link(f"{HOST}/rss/", "feed"),
        Link(f"{HOST}/thong-bao/", "listing", fallback=f"{HOST}/rss/thong-bao/"),
        Link(f"{HOST}/sitemap.xml", "sitemap"),
        Link(f"{HOST}/tin-tuc/", "listing"),
    ]


def test_menu_tells_the_lists_where_no_feed_is_named() -> None:
    menu = '<a href="/thong-bao/">Thông báo</a><a href="/about/">Giới thiệu</a><a href="/thong-bao/page-7/">7</a>'
    found = [link.url for link in links(menu, f"{HOST}/page-3/") if link.kind == "listing"]
    assert found == [f"{HOST}/tin-tuc/", f"{HOST}/thong-bao/"]


def xml(markup: str, url: str) -> list[Link]:
    return NUKEVIET.links(Page(url, f'<?xml version="1.0" encoding="utf-8"?>{markup}'.encode(), FETCHED))


NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def test_sitemap_index_leads_to_the_modules_that_may_hold_news() -> None:
    names = ("sitemap-vi.news.xml", "sitemap-vi.about.xml", "sitemap-en.news.xml", "sitemap-vi.ban-tin.xml")
    entries = "".join(f"<sitemap><loc>{HOST}/{name}</loc></sitemap>" for name in names)
    found = xml(f"<sitemapindex {NAMESPACE}>{entries}</sitemapindex>", f"{HOST}/sitemap.xml")
    assert found == [
        Link(f"{HOST}/sitemap-vi.news.xml", "sitemap"),
        Link(f"{HOST}/sitemap-vi.ban-tin.xml", "sitemap"),
    ]


def test_sitemap_tells_the_publish_minute() -> None:
    entry = f"<url><loc> {FIRST} </loc><lastmod>2024-03-05T01:15:30+00:00</lastmod></url>"
    others = f"<url><loc>{HOST}/tin-tuc/</loc></url><url><loc>ftp://x/a-1.html</loc></url><url></url>"
    found = xml(f"<urlset {NAMESPACE}>{entry}{others}</urlset>", f"{HOST}/sitemap-vi.ban-tin.xml")
    moment = datetime.fromisoformat("2024-03-05T08:15:30+07:00")
    assert found == [Link(FIRST, "article", "ban-tin:31", moment)]


def test_feed_gives_articles_and_leaves_its_garbled_minutes() -> None:
    items = "".join(
        f"<item><link>{link}</link><guid>{guid}</guid><pubDate>Mon, 22 Jan 2024 19:01:00 GMT</pubDate></item>"
        for link, guid in (
            (FIRST, "news_31"),
            (SECOND, SECOND),
            (f"{HOST}/tin-tuc/", "x"),
            ("", "news_1"),
        )
    )
    found = xml(f"<rss><channel><link>{HOST}</link>{items}<item/></channel></rss>", f"{HOST}/rss/")
    assert found == [Link(FIRST, "article", "news:31"), Link(SECOND, "article", "news:32")]


def test_atom_feed() -> None:
    found = xml(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{FIRST}"/></entry></feed>',
        f"{HOST}/atom/",
    )
    assert [link.url for link in found] == [FIRST]
