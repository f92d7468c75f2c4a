"""NukeViet, 3.x to 4.5 and the eGovernment edition."""

from __future__ import annotations

from bulletin_spider.pages.base import ArticleFields, Kind, Link, Page
from bulletin_spider.pages.families.nukeviet import signs, urls
from bulletin_spider.pages.families.nukeviet.article import read_article
from bulletin_spider.pages.families.nukeviet.listing import read_links


class NukeViet:
    """The family of sites that run NukeViet."""

    name = "nukeviet"

    def recognises(self, page: Page) -> bool:
        """Whether the page carries NukeViet's signs."""
        return signs.recognises(page)

    def kind(self, page: Page) -> Kind:
        """What the page is, by its script variables, then by its address and markup."""
        return signs.kind(page)

    def article(self, page: Page) -> ArticleFields:
        """Fields of an article page."""
        return read_article(page)

    def links(self, page: Page) -> list[Link]:
        """Ways on from a list, feed or sitemap, in page order."""
        return read_links(page, signs.kind(page))

    def article_key(self, url: str) -> str | None:
        """Key "<module>:<number>" of an article's address; None for any other address."""
        return urls.key(url, None)
