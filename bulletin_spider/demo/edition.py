"""One edition of the demo site: the ward's articles indexed as the CMS would serve them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from html import escape

from bulletin_spider.demo.content import Article, Category, Ward, slugify
from bulletin_spider.demo.generations import Generation

_HARD = str.maketrans(
    {
        "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;",
        "/": "&#x002F;", ":": "&#x3A;", "(": "&#40;", ")": "&#41;", "!": "&#33;",
    }
)  # fmt: skip


def hard(text: str) -> str:
    """Text escaped the way the CMS escapes the values of its metas: slashes, colons and brackets too."""
    return text.translate(_HARD)


def cut(text: str, limit: int = 170) -> str:
    """The first whole words of a text within the limit, with "..." where something was cut."""
    if len(text) <= limit:
        return text
    return text[: text.rfind(" ", 0, limit - 3)] + "..."


class Edition:
    """One generation's published articles: newest first, by category, tag, topic and author."""

    def __init__(
        self, ward: Ward, generation: Generation, origin: str, per_page: int, articles: Iterable[Article]
    ) -> None:
        self.ward = ward
        self.generation = generation
        self.origin = origin
        self.per_page = per_page
        self.by_id = {article.id: article for article in articles}
        self.articles = sorted(
            (article for article in self.by_id.values() if article.status == "published"),
            key=lambda article: (article.published, article.id),
            reverse=True,
        )
        self.categories = {category.alias: category for category in ward.categories}
        self.in_category: dict[str, list[Article]] = defaultdict(list)
        self.tagged: dict[str, list[Article]] = defaultdict(list)
        self.on_topic: dict[str, list[Article]] = defaultdict(list)
        self.written_by: dict[str, list[Article]] = defaultdict(list)
        for article in self.articles:
            for alias in article.categories:
                self.in_category[alias].append(article)
            for tag in article.tags:
                self.tagged[tag_alias(tag)].append(article)
            for name in article.pen_names:
                self.written_by[slugify(name)].append(article)
            if article.topic:
                self.on_topic[article.topic].append(article)
        self._place = {
            alias: {article.id: place for place, article in enumerate(articles)}
            for alias, articles in self.in_category.items()
        }
        self.most_read = sorted(self.articles, key=lambda article: (-article.views, article.id))[:10]

    def main_category(self, article: Article) -> Category:
        """The category whose path is the article's canonical one."""
        return self.categories[article.categories[0]]

    def path(self, article: Article, category: Category | None = None, *, kind: str = "") -> str:
        """Path of an article, under its main category unless another is told."""
        return self.generation.article_path(article, category or self.main_category(article), kind=kind)

    def url(self, article: Article) -> str:
        """Absolute canonical address of an article."""
        return self.origin + self.path(article)

    def neighbours(self, article: Article, count: int = 5) -> tuple[list[Article], list[Article]]:
        """The next newer and next older articles of the main category, each nearest first."""
        shelf = self.in_category[article.categories[0]]
        place = self._place[article.categories[0]][article.id]
        return shelf[max(0, place - count) : place][::-1], shelf[place + 1 : place + 1 + count]

    def topic_path(self, topic: str) -> str:
        """Path of a topic's list."""
        return f"{self.generation.prefix}topic/{topic}/"

    def tag_path(self, tag: str) -> str:
        """Path of a tag's list: letters raw, no slash at its end."""
        return f"{self.generation.prefix}tag/{tag_alias(tag)}"

    def author_path(self, name: str) -> str:
        """Path of the list of one linked pen name."""
        return f"{self.generation.prefix}author/{slugify(name)}/"

    def rss_path(self, category: Category | None = None) -> str:
        """Path of the feed of the module, or of one category."""
        if category is None:
            return f"{self.generation.prefix}rss/"
        return f"{self.generation.prefix}rss/{self.generation.alias(category)}/"


def tag_alias(tag: str) -> str:
    """A tag in an address: lower case, blanks as hyphens, Vietnamese letters kept."""
    return tag.lower().replace(" ", "-")


def link(href: str, text: str, rest: str = "") -> str:
    """A link with the title attribute that the CMS always adds."""
    safe = escape(text)
    return f'<a href="{href}" title="{safe}"{rest}>{safe}</a>'
