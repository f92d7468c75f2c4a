"""Which page stands at which address: the site's answers as a function of one edition."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from hashlib import md5
from html import escape
from urllib.parse import parse_qs, unquote, urlsplit

from bulletin_spider.demo import feeds, lists
from bulletin_spider.demo.article_page import article_page
from bulletin_spider.demo.content import Article, Category
from bulletin_spider.demo.edition import Edition
from bulletin_spider.demo.furniture import template
from bulletin_spider.demo.pictures import PIXEL, pdf, png
from bulletin_spider.demo.print_page import print_page

VIETNAM = timezone(timedelta(hours=7))
HTML = "text/html; charset=utf-8"
XML = "text/xml; charset=utf-8"

_ARTICLE = re.compile(r"(?P<category>[^/]+)/(?P<slug>[^/]*)-(?P<id>\d{1,9})(?P<ending>\.html|/|)")
_LIST = re.compile(r"(?:(?P<alias>(?!page-\d)[^/]+)/)?(?:page-(?P<page>\d{1,6})/)?")
_PAGED = re.compile(r"(?P<alias>[^/]+)(?:/page-(?P<page>\d{1,6}))?/?")


@dataclass(frozen=True, slots=True)
class Response:
    """One answer of the site."""

    status: int
    body: bytes = b""
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


def notice(
    edition: Edition, status: int, title: str, text: str, *, css: str, refresh: bool = False
) -> Response:
    """One of the CMS's small pages without furniture: missing, closed, or flooded."""
    html = template("notice", microdata=True).substitute(
        title=title,
        text=text,
        css=css,
        origin=edition.origin,
        site=escape(edition.ward.name),
        refresh='<meta http-equiv="Refresh" content="3;URL=/">' if refresh else "",
    )
    return Response(status, html.encode())


class Routes:
    """The answers of one edition; equal requests get equal answers."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.generation = edition.generation
        self.ward = edition.ward
        self._fixed = self._fixed_routes()

    def answer(self, target: str) -> Response:
        """The answer to a request for that path and query."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        if fixed := self._fixed.get(path):
            return fixed()
        if path.startswith(("/uploads/", "/assets/", "/themes/", "/images/")) or path == "/favicon.ico":
            return self._file(path)
        if path == "/index.php":
            return self._unrewritten(parts.query)
        if path.startswith("/about/"):
            return self._static(path)
        if path.startswith(self.generation.prefix):
            return self._news(path.removeprefix(self.generation.prefix), path, parts.query)
        return self._missing()

    def _fixed_routes(self) -> dict[str, Callable[[], Response]]:
        edition = self.edition
        newest = edition.articles[0].published if edition.articles else datetime.now(VIETNAM)
        dated = {"Last-Modified": feeds.http_date(newest), "Vary": "Accept-Encoding"}
        noindex = {**dated, "X-Robots-Tag": "noindex, follow"}

        def feed(category: Category | None) -> Callable[[], Response]:
            return lambda: Response(200, feeds.rss(edition, category).encode(), XML, noindex)

        def sitemap(make: Callable[[Edition], str]) -> Callable[[], Response]:
            return lambda: Response(200, make(edition).encode(), XML, dated)

        return {
            "/": lambda: _html(lists.home_page(edition)),
            "/feeds/": lambda: _html(lists.feeds_page(edition)),
            "/contact/": lambda: _html(lists.contact_page(edition)),
            "/seek/": lambda: _html(lists.search_page(edition)),
            "/robots.txt": self._robots,
            "/sitemap.xml": sitemap(feeds.sitemap_index),
            "/sitemap-vi.xml": sitemap(feeds.sitemap_index),
            "/sitemap-vi.news.xml": sitemap(feeds.news_sitemap),
            "/sitemap-vi.about.xml": sitemap(feeds.about_sitemap),
            edition.rss_path(): feed(None),
            **{edition.rss_path(category): feed(category) for category in self.ward.categories},
        }

    def _missing(self, *, refresh: bool = False) -> Response:
        text = "Lỗi 404: Trang web mà bạn đã cố gắng truy cập không tồn tại trên máy chủ của website."
        return notice(self.edition, 404, "Lỗi truy cập 404", text, css="nv-infodie", refresh=refresh)

    def _robots(self) -> Response:
        body = feeds.robots(self.edition).encode()
        tag = md5(body, usedforsecurity=False).hexdigest()
        return Response(200, body, "text/plain; charset=utf-8", {"ETag": f'"{tag}"'})

    def _file(self, path: str) -> Response:
        if path.endswith(".png") and path.startswith(("/uploads/news/", "/assets/news/", "/assets/images/")):
            headers = {"Cache-Control": "max-age=2592000"}
            return Response(200, png(path.rsplit("/", 1)[1]), "image/png", headers)
        return self._missing()

    def _static(self, path: str) -> Response:
        if path == "/about/":
            return _moved(f"/about/{self.ward.pages[0].alias}.html")
        for page in self.ward.pages:
            if path == f"/about/{page.alias}.html":
                return _html(lists.static_page(self.edition, page))
        return self._missing()

    def _unrewritten(self, query: str) -> Response:
        values = {key: value[0] for key, value in parse_qs(query).items()}
        if "second" in values:
            return Response(200, PIXEL, "image/gif")
        if values.get("nv", "news") != "news":
            return self._missing()
        found = _ARTICLE.fullmatch(values.get("op", ""))
        article = self.edition.by_id.get(int(found["id"])) if found else None
        if article is None or article.status != "published" or article.external:
            return self._missing()
        if self.generation.past_end == "redirect":
            return _html(article_page(self.edition, article))
        return _moved(self.edition.path(article))

    def _news(self, rest: str, path: str, query: str) -> Response:
        for kind in ("print/", "savefile/", "sendmail/"):
            if rest.startswith(kind):
                return self._satellite(rest.removeprefix(kind), path, kind)
        for kind in ("tag", "topic", "author"):
            if rest.startswith(f"{kind}/"):
                return self._shelf(kind, rest.removeprefix(f"{kind}/"))
        # Lists first: "tin-tuc/page-2/" would pass for an article of the 3.x form.
        if found := _LIST.fullmatch(rest):
            return self._list(found["alias"], found["page"])
        if found := _ARTICLE.fullmatch(rest):
            return self._article(found, path, query)
        return self._unknown()

    def _unknown(self) -> Response:
        # Where the module's name is dropped, any unknown path leads to the home page.
        return _moved("/") if self.generation.prefix == "/" else self._missing()

    def _article(self, found: re.Match[str], path: str, query: str) -> Response:
        article = self.edition.by_id.get(int(found["id"]))
        if (
            article is None
            or article.status != "published"
            or found["category"] not in self._aliases(article)
        ):
            return self._missing(refresh=article is not None and article.status == "deleted")
        right = self.edition.path(article)
        if path != right:
            return _moved(right if found["ending"] else path + "/")
        values = parse_qs(query)
        if "download" in values or "pdf" in values:
            return self._attachment(article, values.get("id", ["0"])[0])
        if article.external:
            return Response(self.generation.external_status, headers={"Location": article.external})
        if query and self.generation.past_end == "empty":
            return _moved(right)
        return _html(article_page(self.edition, article))

    def _aliases(self, article: Article) -> set[str]:
        named = [self.edition.categories[alias] for alias in article.categories]
        return {self.generation.alias(category) for category in named}

    def _attachment(self, article: Article, index: str) -> Response:
        if not self.generation.attachments or not index.isdecimal() or int(index) >= len(article.files):
            return self._missing()
        name = article.files[int(index)]
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(200, pdf(f"Attachment {index} of article {article.id}"), "application/pdf", headers)

    def _satellite(self, rest: str, path: str, kind: str) -> Response:
        found = _ARTICLE.fullmatch(rest)
        article = self.edition.by_id.get(int(found["id"])) if found else None
        if article is None or article.status != "published" or article.external or kind == "sendmail/":
            return self._missing()
        if path != self.edition.path(article, kind=kind):
            return _moved(self.edition.path(article, kind=kind))
        page = _html(print_page(self.edition, article, kind))
        if kind == "savefile/":
            headers = {"Content-Disposition": f'attachment; filename="{article.slug}.html"'}
            return replace(page, headers=headers)
        return page

    def _shelf(self, kind: str, rest: str) -> Response:
        found = _PAGED.fullmatch(rest)
        alias, page = (found["alias"], int(found["page"] or 1)) if found else ("", 1)
        edition = self.edition
        shelves = {"tag": edition.tagged, "topic": edition.on_topic, "author": edition.written_by}
        articles = shelves[kind].get(alias)
        if not articles or page > lists.page_count(edition, articles):
            return self._unknown()
        base = f"{self.generation.prefix}{kind}/{alias}"
        title = self.ward.topics.get(alias, alias.replace("-", " "))

        def path_of(number: int) -> str:
            tail = f"/page-{number}" if number > 1 else ""
            return f"{base}{tail}" if kind == "tag" else f"{base}{tail}/"

        return _html(lists.shelf_page(edition, articles, page, title=title, path_of=path_of, func=kind))

    def _list(self, alias: str | None, number: str | None) -> Response:
        edition, generation = self.edition, self.generation
        page = int(number or 1)
        if alias is None:
            if not generation.paged_home and number:
                return _moved(generation.home_path())
            articles, first = edition.articles, generation.home_path()
            category = None
        else:
            category = next((c for c in self.ward.categories if generation.alias(c) == alias), None)
            if category is None:
                return self._unknown()
            articles, first = edition.in_category[category.alias], generation.category_path(category)
        if number == "1" or page < 1:
            return _moved(first)
        if page > lists.page_count(edition, articles) and generation.past_end == "redirect":
            return _moved(first)
        if category is None:
            return _html(lists.home_page(edition, page))
        return _html(lists.category_page(edition, category, page))


def _html(text: str) -> Response:
    return Response(200, text.encode())


def _moved(path: str) -> Response:
    # The CMS redirects to a path without a host.
    return Response(301, headers={"Location": path})
