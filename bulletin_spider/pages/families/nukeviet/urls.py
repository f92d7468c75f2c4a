"""What a NukeViet address says: article, list, feed, or something to leave alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

Shape = Literal["article", "listing", "home", "feed", "sitemap", "satellite", "other"]

_NUMBER = re.compile(r"^(?P<slug>.*[^-])?-(?P<number>\d{1,10})(?:\.html)?$")
_PAGE = re.compile(r"^page-(\d{1,6})$")
_LANGUAGE = re.compile(r"^[a-z]{2}$")
# Operations of the news module beside the article and its lists; none is ever a record.
_SATELLITES = frozenset(("print", "savefile", "sendmail"))
_OPERATIONS = _SATELLITES | frozenset(
    ("tag", "search", "author", "topic", "groups", "rss", "instant-rss", "content")
)
# Modules that every installation brings and that hold no news.
_MODULES = frozenset(
    (
        "about admin banners comment contact feeds freecontent menu page search seek siteterms "
        "statistics sitemap users voting two-step-verification"
    ).split()
)
_SITEMAP = re.compile(r"^sitemap(?:-(?P<language>[a-z]{2}))?(?:\.(?P<module>[\w-]+))?\.xml$")


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of one address."""

    shape: Shape
    language: str | None = None
    module: str | None = None
    """Module as the address names it; None where the site leaves it out."""
    category: str | None = None
    number: int | None = None
    page: int = 1


_OTHER = Address("other")


@lru_cache(maxsize=4096)
def parse(url: str) -> Address:
    """Read an address by its form alone; the page itself has the last word.

    >>> parse("http://x.vn/vi/news/Tin-tuc/hop-bao-2023-3194.html").number
    3194
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return _OTHER
    query = dict(parse_qsl(parts.query))
    if "nv" in query or "op" in query:
        return _unrewritten(query)
    if query.keys() & {"download", "pdf", "second", "scaptcha"}:
        return _OTHER
    path = unquote(parts.path)
    if path.startswith("/index.php/"):
        path = path.removeprefix("/index.php")
    segments = [segment for segment in path.split("/") if segment]
    language = segments.pop(0) if segments and _LANGUAGE.match(segments[0]) else None
    sitemap = _SITEMAP.match(segments[0]) if len(segments) == 1 else None
    if sitemap is not None:
        return Address("sitemap", sitemap["language"] or language, sitemap["module"])
    return _rewritten(language, segments)


def _rewritten(language: str | None, segments: list[str]) -> Address:
    page = 1
    if segments and (paged := _PAGE.match(segments[-1])):
        page = int(paged[1])
        segments = segments[:-1]
    if not segments:
        return Address("home", language, page=page)
    operation = next((segment for segment in segments[:2] if segment in _OPERATIONS), None)
    if operation is not None:
        shape: Shape = "feed" if operation == "rss" else "satellite"
        at = segments.index(operation)
        module = segments[0] if at == 1 else None
        return Address(shape, language, module, segments[at + 1] if len(segments) > at + 1 else None)
    if segments[0] in _MODULES or len(segments) > 3:
        return _OTHER
    numbered = _NUMBER.match(segments[-1])
    if numbered is not None and len(segments) >= 2:
        module = segments[0] if len(segments) == 3 else None
        return Address("article", language, module, segments[-2], int(numbered["number"]))
    if segments[-1].endswith(".html") or len(segments) == 3:
        return _OTHER
    return Address("listing", language, segments[0] if len(segments) == 2 else None, segments[-1], page=page)


def _unrewritten(query: dict[str, str]) -> Address:
    module, language = query.get("nv"), query.get("language")
    if module in _MODULES:
        return _OTHER
    segments = [segment for segment in query.get("op", "").split("/") if segment]
    if segments in ([], ["main"]):
        return Address("home", language, module)
    read = _rewritten(None, [module or "news", *segments])
    return Address(read.shape, language, module, read.category, read.number, read.page)


def key(url: str, module: str | None) -> str | None:
    """Article key "<module>:<number>" of an article's address; `module` where the address names none.

    Other languages than Vietnamese keep tables of their own, so their keys name the language.
    """
    address = parse(url)
    if address.shape != "article":
        return None
    name = f"{address.module or module or 'news'}:{address.number}"
    return name if address.language in (None, "vi") else f"{address.language}:{name}"


def holds_news(sitemap_url: str) -> bool:
    """Whether a child sitemap may list articles: those of the stock modules for static pages do not."""
    return parse(sitemap_url).module not in _MODULES


def listing_of(article_url: str) -> str | None:
    """Address of the category list that an article's address stands under."""
    parts = urlsplit(article_url)
    if parts.query or parse(article_url).shape != "article":
        return None
    return urlunsplit(parts._replace(path=parts.path.rstrip("/").rpartition("/")[0] + "/"))


def page_url(url: str, number: int) -> str:
    """Address of page N of a list; page 1 is the list itself."""
    parts = urlsplit(url)
    tail = f"page-{number}/" if number > 1 else ""
    if "op=" in parts.query:
        op = re.sub(r"(op=[^&]*?)(?:/page-\d+)?/?(?=&|$)", rf"\1/{tail.rstrip('/')}", parts.query, count=1)
        return urlunsplit(parts._replace(query=op.rstrip("/")))
    base = re.sub(r"/page-\d+/?$", "/", parts.path)
    return urlunsplit(parts._replace(path=base.rstrip("/") + "/" + tail))


def canonical(url: str) -> str:
    """The address without what does not name the article: fragment and tracking query."""
    parts = urlsplit(url)
    if "op=" not in parts.query:
        parts = parts._replace(query="")
    return urlunsplit(parts._replace(fragment="", path=quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._")))
