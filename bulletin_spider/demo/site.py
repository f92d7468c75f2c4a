"""`DemoSite`: what the demo ward answers to each request, without any network."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import md5
from typing import Any
from urllib.parse import urlsplit

from bulletin_spider.demo.content import Article, load_ward
from bulletin_spider.demo.edition import Edition
from bulletin_spider.demo.expected import Expected, expected
from bulletin_spider.demo.generations import GENERATIONS, Generation
from bulletin_spider.demo.routes import HTML, VIETNAM, Response, Routes, notice
from bulletin_spider.demo.synthesis import multiply


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
        self._cache: dict[tuple[str, str], Response] = {}
        self._lock = threading.RLock()
        self._count = itertools.count(1)
        self._guard = (0, 0.0)
        self._routes: dict[str, Routes] = {}
        self.origin = "http://127.0.0.1"

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
        return self._routed(self.generation).edition

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

    def expected(self, number: int) -> Expected:
        """What a perfect reader of this site records of that article."""
        return expected(
            self._stock[number], origin=self.origin, generation=self.generation.name, ward=self.ward
        )

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
        response = self._guarded(target, user_agent)
        self.requests.append(Visit(method, target, response.status, user_agent, time.monotonic()))
        return response

    def _forget(self) -> None:
        self._routes.clear()
        self._cache.clear()

    def _routed(self, generation: Generation) -> Routes:
        with self._lock:
            if generation.name not in self._routes:
                stock = self._stock.values()
                edition = Edition(self.ward, generation, self._origin, self.per_page, stock)
                self._routes[generation.name] = Routes(edition)
            return self._routes[generation.name]

    def _theme(self, user_agent: str) -> Generation:
        # Phones get the mobile theme at the same addresses, and no Vary header says so.
        if self.generation.name == "4.5" and "Mobile" in user_agent:
            return GENERATIONS["mobile"]
        return self.generation

    def _guarded(self, target: str, user_agent: str) -> Response:
        if self.down:
            text = "Website đang bảo trì, vui lòng quay lại sau."
            return notice(self.edition, 503, "Website tạm ngưng hoạt động", text, css="nv-infodie")
        if status := self.faults.get(target) or self.faults.get(urlsplit(target).path):
            return Response(status)
        if self._flooded():
            return self._flood()
        with self._lock:
            theme = self._theme(user_agent)
            response = self._cache.get((theme.name, target))
            if response is None:
                response = self._cache[theme.name, target] = self._routed(theme).answer(target)
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
        answer = notice(self.edition, status, "Hãy đợi...", text, css="floodblocker")
        return replace(answer, headers={"Retry-After": str(wait)}) if status == 429 else answer
