"""What is no article never becomes one, whatever its address and status."""

# ruff: noqa: E501 - a break within the HTML of a fixture would be part of it

from __future__ import annotations

import pytest
from ward_pages import HOST, LEAD, PARAGRAPHS, TITLE, URL, html, outcome, script, theme_45

from bulletin_spider.extract.outcome import Extracted, NotABulletin
from bulletin_spider.pages.base import Kind
from bulletin_spider.sites.schema import Site

LONG = f"<p>{LEAD * 4}</p>"
NOTICE = '<div class="alert alert-info">Bạn chưa được phép xem bài viết này</div>'
LIST = f'<div class="news_column panel"><h3><a href="/tin-tuc/x-9.html">Tin</a></h3>{LONG}</div>'
DIED = "<html><head><title>{}</title></head><body><div class='nv-infodie text-center'><h2>{}</h2></div></body></html>"
NO_FUNCTION = '<script>var nv_base_siteurl="/";</script>'


def of(function: str, content: str = LIST, module: str = "news") -> str:
    return html(content, variables=script(module=module, function=function))


PAGES = {
    "home": (of("main"), f"{HOST}/", Kind.LISTING),
    "category": (of("viewcat"), f"{HOST}/tin-tuc/", Kind.LISTING),
    "tag": (of("tag"), f"{HOST}/tag/kênh-mương", Kind.SATELLITE),
    "topic": (of("topic"), f"{HOST}/topic/kenh/", Kind.SATELLITE),
    "author": (of("author"), f"{HOST}/author/luu-gia/", Kind.SATELLITE),
    "groups": (of("groups"), f"{HOST}/groups/tin-moi/", Kind.SATELLITE),
    "search": (of("search"), f"{HOST}/search/?q=x", Kind.SATELLITE),
    "tag by its function": (of("tag"), f"{HOST}/the/kênh-mương", Kind.OTHER),
    "search by its function": (of("search"), f"{HOST}/tim-kiem/", Kind.OTHER),
    "print": (theme_45(), f"{HOST}/print/tin-tuc/x-412.html", Kind.SATELLITE),
    "print, module named": (theme_45(), f"{HOST}/news/print/tin-tuc/x-412.html", Kind.SATELLITE),
    "savefile": (theme_45(), f"{HOST}/vi/news/savefile/tin-tuc/x-412.html", Kind.SATELLITE),
    "sendmail": (of("sendmail"), f"{HOST}/sendmail/tin-tuc/x-412.html", Kind.SATELLITE),
    "print by its function": (of("print", LONG), f"{HOST}/in/tin-tuc/", Kind.SATELLITE),
    "static page": (of("main", f"<h1>Giới thiệu</h1>{LONG}", "about"), f"{HOST}/about/lich-su.html", Kind.LISTING),
    "login": (of("login", LONG, "users"), f"{HOST}/users/login/", Kind.OTHER),
    "contact": (of("contact", LONG, "contact"), f"{HOST}/contact/", Kind.OTHER),
    "law": (
        of("detail", f"<h1>Nghị quyết</h1><div class='bodytext'>{LONG}</div>", "laws"),
        f"{HOST}/laws/detail/nghi-quyet-12/",
        Kind.OTHER,
    ),
    "closed category": (of("detail", NOTICE), URL, Kind.CLOSED),
    "closed category, site's name as heading": (of("detail", f"<h1>Bến Sim</h1>{NOTICE}"), URL, Kind.CLOSED),
    "gone, with status 200": (
        of("detail", '<h1>Lỗi truy cập 404</h1><div class="alert alert-danger nv-infodie">Không có</div>'),
        URL,
        Kind.CLOSED,
    ),
    "detail under no article's address": (of("detail", f"<h1>Tin</h1>{LONG}"), f"{HOST}/tin-tuc/", Kind.CLOSED),
    "no function named, no marks": (html(f"<h1>Tin</h1>{LONG}", variables=NO_FUNCTION), URL, Kind.OTHER),
    "no function named, list": (html(LIST, variables=NO_FUNCTION), f"{HOST}/tin-tuc/", Kind.LISTING),
    "no function named, home": (html(LIST, variables=NO_FUNCTION), f"{HOST}/", Kind.LISTING),
    "no function named, static": (html(LONG, variables=NO_FUNCTION), f"{HOST}/about/a.html", Kind.OTHER),
    "flood, status 200": (
        "<html><head><title>Hãy đợi...</title></head><body><div class='nv floodblocker'>Hãy đợi 60 giây...</div>",
        URL,
        Kind.FLOOD,
    ),
    "upkeep": (DIED.format("Phường Bến Sim", "Site ngừng hoạt động"), URL, Kind.UPKEEP),
    "upkeep in place of the home page": (DIED.format("Phường Bến Sim", "Bảo trì"), f"{HOST}/", Kind.UPKEEP),
    "gone, with status 200, theme left out": (DIED.format("Lỗi truy cập 404", "Không có"), URL, Kind.CLOSED),
    "another CMS": ('<html><meta name="generator" content="Kentico"><h1>Tin</h1>' + LONG, URL, Kind.FOREIGN),
    "script wall": ("<html><script>document.cookie='a=1';location.reload()</script>", URL, Kind.CHALLENGE),
    "blank": ("", URL, Kind.FOREIGN),
    "robots": ("User-agent: *\nDisallow: /admin/\n", f"{HOST}/robots.txt", Kind.FOREIGN),
    "feed": ("<?xml version='1.0'?><rss><channel><generator>NukeViet v4.0</generator></channel></rss>", f"{HOST}/rss/", Kind.FEED),
    "sitemap": ('<?xml version="1.0"?><urlset></urlset>', f"{HOST}/sitemap-vi.news.xml", Kind.SITEMAP),
}  # fmt: skip


@pytest.mark.parametrize("declared", [False, True], ids=["detected", "declared"])
@pytest.mark.parametrize("name", PAGES)
def test_page_that_is_no_article(name: str, declared: bool) -> None:
    page, url, kind = PAGES[name]
    site = Site(id="ben-sim", url=f"{HOST}/", family="nukeviet") if declared else None
    if name == "sitemap" and not declared:
        page = page.replace("<urlset>", '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    found = outcome(page, url, site=site)
    assert isinstance(found, NotABulletin)
    assert found.kind == kind


# What is an article though not every sign is there.
ARTICLES = {
    "renamed module": (theme_45(variables=script(module="ban-tin")), f"{HOST}/ban-tin/tin/x-412.html"),
    "unrewritten": (theme_45(), f"{HOST}/index.php?language=vi&nv=news&op=tin-tuc/x-412.html"),
    "with tracking": (theme_45(), f"{URL}?fbclid=abc"),
    "no function named, marks": (
        html(f'<h1>Tin</h1><div class="bodytext">{PARAGRAPHS}</div>', variables=NO_FUNCTION),
        URL,
    ),
    "3.x variables": (
        html(
            f'<div id="news_detail"><h1>Tin</h1><div class="bodytext">{PARAGRAPHS}</div></div>',
            variables="<script>var nv_siteroot = '/';\nvar nv_module_name='news', nv_func_name\n=\n'detail'</script>",
        ),
        f"{HOST}/news/Tin-tuc/Ra-quan-412/",
    ),
    "variables after the head": (theme_45(variables="").replace("<body>", f"<body>{script()}"), URL),
    "paths and notice alone": (
        theme_45(variables='<link href="/themes/default/a.css">').replace('content="NukeViet v4.5"', ""),
        URL,
    ),
    "unknown theme, notice below": (
        html(f"<h1>Tin</h1><section>{LONG}</section>{NOTICE}", '<meta property="og:type" content="article">'),
        URL,
    ),
    "generator alone": (
        f'<meta name="generator" content="NukeViet v4.0"><h1>Tin</h1><div class="bodytext">{PARAGRAPHS}</div>',
        URL,
    ),
    "wrapper of 3.x alone": (
        html(
            f'<div id="news_detail"><h2 class="title">Tin</h2><div>{LONG}</div></div>', variables=NO_FUNCTION
        ),
        URL,
    ),
    "unknown theme without metas": (html(f"<h1>Tin</h1><section>{LONG}</section>"), URL),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_article_is_recognised(name: str) -> None:
    page, url = ARTICLES[name]
    assert isinstance(outcome(page, url), Extracted)


def test_tracking_and_fragment_leave_the_address() -> None:
    found = outcome(html(f'<h1>Tin</h1><div class="bodytext">{PARAGRAPHS}</div>'), f"{URL}?fbclid=a#x")
    assert isinstance(found, Extracted)
    assert (found.bulletin.url, found.bulletin.field_sources["canonical_url"]) == (URL, "url")


def test_canonical_address_of_another_article_is_not_believed() -> None:
    page = theme_45().replace(f'href="{URL}"', f'href="{HOST}/tin-tuc/khac-9.html"')
    found = outcome(page)
    assert isinstance(found, Extracted)
    assert (found.bulletin.url, found.bulletin.article_key) == (URL, "news:412")


def test_canonical_address_names_the_main_category() -> None:
    found = outcome(theme_45(), f"{HOST}/thong-bao/ra-quan-don-kenh-muong-412.html")
    assert isinstance(found, Extracted)
    assert (found.bulletin.url, found.bulletin.field_sources["canonical_url"]) == (URL, "link:canonical")


def test_head_that_broke_off_is_still_read() -> None:
    page = theme_45(title="").replace('<meta name="generator"', '<div>lạc</div><meta name="generator"')
    found = outcome(page)
    assert isinstance(found, Extracted)
    assert (found.bulletin.title, found.bulletin.category) == (TITLE, "Tin tức")
    assert found.bulletin.field_sources["title"] == "meta:og:title"


@pytest.mark.parametrize(
    ("escaped", "title"),
    [
        ("Ra m&amp;#x1EAF;t &amp;quot;Tổ 5&amp;quot; &amp;#40;mới&amp;#41;", 'Ra mắt "Tổ 5" (mới)'),
        ("Ra mắt&nbsp;&ldquo;Tổ 5&rdquo;", "Ra mắt “Tổ 5”"),
        ("Ra  mắt <b>Tổ</b>\n5", "Ra mắt Tổ 5"),
    ],
)
def test_title_is_unescaped(escaped: str, title: str) -> None:
    found = outcome(theme_45(title=escaped))
    assert isinstance(found, Extracted)
    assert found.bulletin.title == title


@pytest.mark.parametrize(
    ("head", "unit", "rule"),
    [
        ("", "Phường Bến Sim", "meta:author"),
        ('<meta name="copyright" content="UBND XÃ BẾN SIM [a@b.vn]">', "XÃ BẾN SIM", "meta:copyright"),
    ],
)
def test_unit_without_a_site_name(head: str, unit: str, rule: str) -> None:
    page = theme_45(head=head).replace("og:site_name", "x")
    if head:
        page = page.replace('<meta name="author" content="Phường Bến Sim">', "")
    found = outcome(page)
    assert isinstance(found, Extracted)
    assert (found.bulletin.unit_name, found.bulletin.field_sources["unit_name"]) == (unit, rule)
