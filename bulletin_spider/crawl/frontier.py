"""What is still to be asked for: each article and each list once, articles before further lists."""

from __future__ import annotations

from collections import deque

from bulletin_spider.pages.base import Link

_MOST_OTHERS = 3
"""Further addresses of one article that are kept: lists that lag behind a move name one or two."""


class Frontier:
    """Links not yet asked for.

    Links are kept, not Scrapy requests: twenty thousand of these would weigh more than all the rest.
    Articles come before lists, so that what a list told is used up before the next list is read.
    """

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._others: dict[str, list[Link]] = {}
        self._tried: dict[str, set[int]] = {}
        self._articles: deque[Link] = deque()
        self._ways: deque[Link] = deque()

    def __len__(self) -> int:
        return len(self._articles) + len(self._ways)

    @property
    def articles(self) -> int:
        """Number of articles known and not yet asked for."""
        return len(self._articles)

    def add(self, link: Link) -> None:
        """Take in a link that `saw` told to be new."""
        # Sitemaps tell most for one request, so they go before the lists.
        if link.kind == "article":
            self._articles.append(link)
        elif link.kind == "sitemap":
            self._ways.appendleft(link)
        else:
            self._ways.append(link)

    def saw(self, name: str, url: str = "") -> bool:
        """Note an article's key or an address as known; False where it was already."""
        if name in self._seen:
            return False
        self._seen[name] = hash(url)  # an address itself would take ten times the room
        return True

    def saw_other(self, link: Link) -> None:
        """Keep another address of an article that is known, in case the first leads nowhere."""
        address = hash(link.url)
        if link.key is None or self._seen.get(link.key) == address:
            return
        tried = self._tried.get(link.key)
        if tried is None:
            others = self._others.setdefault(link.key, [])
            if len(others) < _MOST_OTHERS and all(other.url != link.url for other in others):
                others.append(link)
        elif address not in tried and len(tried) < _MOST_OTHERS:
            tried.add(address)
            self.add(link)

    def leads_nowhere(self, key: str) -> None:
        """Note that nothing stands at the address of an article; its other addresses are asked for."""
        tried = self._tried.setdefault(key, set())
        for link in self._others.pop(key, ()):
            tried.add(hash(link.url))
            self.add(link)

    def pop(self, *, hold_lists: bool = False) -> Link | None:
        """The next link to ask for; with `hold_lists` an article or a sitemap, or None."""
        if self._articles:
            return self._articles.popleft()
        if not self._ways or (hold_lists and self._ways[0].kind != "sitemap"):
            return None
        return self._ways.popleft()

    def pop_sitemap(self) -> Link | None:
        """The next sitemap, before any article."""
        return self._ways.popleft() if self._ways and self._ways[0].kind == "sitemap" else None

    def clear(self) -> None:
        """Forget what is left: the run has what it was asked for."""
        self._articles.clear()
        self._ways.clear()
