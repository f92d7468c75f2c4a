"""`DemoSite`: what the demo ward answers to each request, without any network."""

from __future__ import annotations

import itertools
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from hashlib import md5
from html import escape
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from bulletin_spider.demo import feeds, lists
from bulletin_spider.demo.article_page import article_page, pdf, print_page
from bulletin_spider.demo.content import Article, load_ward
from bulletin_spider.demo.edition import Edition
from bulletin_spider.demo.furniture import template
from bulletin_spider.demo.generations import GENERATIONS
from bulletin_spider.demo.pictures import PIXEL, png
from bulletin_spider.demo.synthesis import multiply

VIETNAM = timezone(timedelta(hours=7))
HTML = "text/html; charset=utf-8"

_ARTICLE = re.compile(r"(?P<category>[^/]+)/(?P<slug>[^/]*)-(?P<id>\d{1,9})(?P<ending>\.html|/|)")
_LIST = re.compile(r"(?:(?P<alias>[^/]+)/)?(?:page-(?P<page>\d{1,6})/)?")
_PAGED = re.compile(r"(?P<alias>.+?)/?(?:/page-(?P<page>\d{1,6})/?)?")


@dataclass(frozen=True, slots=True)
class Response:
    """One answer of the site."""

    status: int
    body: bytes = b""
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the site saw it; `time` is seconds of the monotonic clock."""

    method: str
    path: str
    status: int
    user_agent: str
    time: float


class DemoSite:
    """The demo ward in one NukeViet generation, with its faults, its guard and its log.

    `articles` makes the site that large by varying the texts; `per_page` is the length of lists.
    `flood_after` answers so many requests, then floods until `flood_seconds` have passed. `down`, `faults`
    (path to status) and `headers` may be changed while the site is served.
    """

    def __init__(
        self,
        generation: str = "4.5",
        *,
        articles: int | None = None,
        per_page: int = 20,
        flood_after: int | None = None,
        flood_seconds: float = 60,
        down: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.generation = GENERATIONS[generation]
        self.ward = load_ward()
        self.per_page = per_page
        self.flood_after = flood_after
        self.flood_seconds = flood_seconds
        self.down = down
        self.faults: dict[str, int] = {}
        self.headers = dict(headers or {})
        self.requests: list[Visit] = []
        stock = self.ward.articles if articles is None else multiply(self.ward.articles, articles)
        self._stock = {article.id: article for article in stock}
        self._cache: dict[str, Response] = {}
        self._lock = threading.RLock()
        self._count = itertools.count(1)
        self._guard = (0, 0.0)
        self.origin = "http://127.0.0.1"
        self._edition: Edition | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port that absolute addresses in the pages carry."""
        return self._origin

    @origin.setter
    def origin(self, origin: str) -> None:
        with self._lock:
            self._origin = origin
            self._forget()

    @property
    def edition(self) -> Edition:
        """The published articles with their indexes, as of the last edit."""
        with self._lock:
            if self._edition is None:
                self._edition = Edition(
                    self.ward, self.generation, self._origin, self.per_page, self._stock.values()
                )
            return self._edition

    @property
    def articles(self) -> list[Article]:
        """Articles a crawl should end with: published here, newest first, external links left out."""
        return [article for article in self.edition.articles if not article.external]

    def article(self, number: int) -> Article:
        """The article of that CMS number, published or not."""
        return self._stock[number]

    def url(self, number: int) -> str:
        """Absolute canonical address of an article."""
        return self.edition.url(self._stock[number])

    def edit(self, number: int, **changes: Any) -> Article:
        """Change fields of an article; its edit time becomes now unless `edited` is among the changes."""
        changes.setdefault("edited", datetime.now(VIETNAM).replace(microsecond=0))
        with self._lock:
            self._stock[number] = replace(self._stock[number], **changes)
            self._forget()
            return self._stock[number]

    def remove(self, number: int) -> None:
        """Delete an article: its address answers 404 from now on, and no list names it."""
        self.edit(number, status="deleted")

    def respond(self, method: str, target: str, user_agent: str = "") -> Response:
        """The answer to one request, which is logged."""
        response = self._guarded(target)
        self.requests.append(Visit(method, target, response.status, user_agent, time.monotonic()))
        return response

    def _forget(self) -> None:
        self._edition = None
        self._cache.clear()

    def _guarded(self, target: str) -> Response:
        path = urlsplit(target).path
        if self.down:
            return self._notice(503, "Website tạm ngưng hoạt động", "Website đang bảo trì.", css="nv-infodie")
        if status := self.faults.get(target) or self.faults.get(path):
            return Response(status)
        if self._flooded():
            return self._flood()
        with self._lock:
            response = self._cache.get(target)
            if response is None:
                response = self._cache[target] = self._route(target)
        return self._fresh(response)

    def _fresh(self, response: Response) -> Response:
        # Tokens and counters differ in every answer, so that equal pages never have equal bytes.
        if response.content_type != HTML or b"@TOKEN@" not in response.body:
            return response
        number = next(self._count)
        token = md5(b"%d" % number, usedforsecurity=False).hexdigest().encode()
        body = response.body.replace(b"@TOKEN@", token).replace(b"@COUNT@", b"%d" % (1000 + number))
        return replace(response, body=body)

    def _flooded(self) -> bool:
        if self.flood_after is None:
            return False
        with self._lock:
            seen, since = self._guard
            now = time.monotonic()
            if since and now - since >= self.flood_seconds:
                seen, since = 0, 0.0
            seen += 1
            if seen > self.flood_after and not since:
                since = now
            self._guard = (seen, since)
            return bool(since)

    def _flood(self) -> Response:
        wait = max(1, round(self.flood_seconds))
        status = self.generation.flood_status
        text = f"Hệ thống đang từ chối truy cập của bạn. Hãy đợi <span>{wait}</span> giây..."
        answer = self._notice(status, "Hãy đợi...", text, css="floodblocker")
        return replace(answer, headers={"Retry-After": str(wait)}) if status == 429 else answer

    def _notice(self, status: int, title: str, text: str, *, css: str, refresh: bool = False) -> Response:
        html = template("notice", microdata=True).substitute(
            title=title,
            text=text,
            css=css,
            origin=self.origin,
            site=escape(self.ward.name),
            refresh='<meta http-equiv="Refresh" content="3;URL=/">' if refresh else "",
        )
        return Response(status, html.encode())

    def _missing(self, *, refresh: bool = False) -> Response:
        text = "Lỗi 404: Trang web mà bạn đã cố gắng truy cập không tồn tại trên máy chủ của website."
        return self._notice(404, "Lỗi truy cập 404", text, css="nv-infodie", refresh=refresh)

    def _route(self, target: str) -> Response:
        parts = urlsplit(target)
        path = unquote(parts.path)
        fixed = self._fixed_routes().get(path)
        if fixed:
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
        xml = "text/xml; charset=utf-8"
        newest = edition.articles[0].published if edition.articles else datetime.now(VIETNAM)
        dated = {"Last-Modified": feeds.http_date(newest), "Vary": "Accept-Encoding"}
        noindex = {**dated, "X-Robots-Tag": "noindex, follow"}

        def text(make: Callable[[], str], kind: str, headers: Mapping[str, str]) -> Callable[[], Response]:
            return lambda: Response(200, make().encode(), kind, headers)

        routes = {
            "/": lambda: _html(lists.home_page(edition)),
            "/feeds/": lambda: _html(lists.feeds_page(edition)),
            "/seek/": lambda: _html(lists.search_page(edition)),
            "/robots.txt": self._robots,
            "/sitemap.xml": text(lambda: feeds.sitemap_index(edition), xml, dated),
            "/sitemap-vi.xml": text(lambda: feeds.sitemap_index(edition), xml, dated),
            "/sitemap-vi.news.xml": text(lambda: feeds.news_sitemap(edition), xml, dated),
            "/sitemap-vi.about.xml": text(lambda: feeds.about_sitemap(edition), xml, dated),
            edition.rss_path(): text(lambda: feeds.rss(edition), xml, noindex),
        }
        for category in self.ward.categories:
            routes[edition.rss_path(category)] = text(lambda c=category: feeds.rss(edition, c), xml, noindex)  # type: ignore[misc]
        return routes

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
        article = self._stock.get(int(found["id"])) if found else None
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
        if found := _ARTICLE.fullmatch(rest):
            return self._article(found, path, query)
        if found := _LIST.fullmatch(rest):
            return self._list(found["alias"], found["page"])
        return self._unknown()

    def _unknown(self) -> Response:
        # Where the module's name is dropped, any unknown path leads to the home page.
        return _moved("/") if self.generation.prefix == "/" else self._missing()

    def _article(self, found: re.Match[str], path: str, query: str) -> Response:
        article = self._stock.get(int(found["id"]))
        if article is None or article.status != "published":
            return self._missing(refresh=article is not None and article.status == "deleted")
        named = [self.edition.categories[alias] for alias in article.categories]
        aliases = {category.old_alias if self.generation.capitals else category.alias for category in named}
        if found["category"] not in aliases:
            return self._missing()
        right = self.edition.path(article)
        if found["ending"] != self.generation.ending and not found["ending"]:
            return _moved(path + "/")
        if path != right:
            return _moved(right)
        values = parse_qs(query)
        if "download" in values or "pdf" in values:
            return self._attachment(article, values.get("id", ["0"])[0])
        if article.external:
            return Response(self.generation.external_status, headers={"Location": article.external})
        if query and self.generation.past_end == "empty":
            return _moved(right)
        return _html(article_page(self.edition, article))

    def _attachment(self, article: Article, index: str) -> Response:
        if not index.isdecimal() or int(index) >= len(article.files):
            return self._missing()
        name = article.files[int(index)]
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(200, pdf(f"Attachment {index} of article {article.id}"), "application/pdf", headers)

    def _satellite(self, rest: str, path: str, kind: str) -> Response:
        found = _ARTICLE.fullmatch(rest)
        article = self._stock.get(int(found["id"])) if found else None
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
            category = next(
                (
                    c
                    for c in self.ward.categories
                    if alias == (c.old_alias if generation.capitals else c.alias)
                ),
                None,
            )
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
