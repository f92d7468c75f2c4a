"""What differs between NukeViet generations: addresses, labels, clocks and answers, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bulletin_spider.demo.content import Article, Category, slugify

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")

Theme = Literal["default", "egov", "mobile", "v3"]


@dataclass(frozen=True, slots=True)
class Generation:
    """One NukeViet generation as a visitor meets it."""

    name: str
    theme: Theme
    prefix: str
    """Path of the news module: "/" where the admin dropped the module's name, else e.g. "/vi/news/"."""
    capitals: bool
    """Whether category aliases keep their capitals, as aliases made before 4.5 do."""
    ending: str
    generator: str | None
    byline_label: str
    tags_label: str
    list_clock: str
    zone: str | None
    """Zone name that stands in `article:published_time` where the letter T should be; None: no such meta."""
    microdata: bool
    paged_home: bool
    """Whether the home page is a list with pages, rather than one block a category."""
    past_end: Literal["redirect", "empty"]
    flood_status: Literal[200, 429]
    external_status: Literal[301, 302]
    no_href: str
    slug_capitals: bool = False
    attachments: bool = True
    linked_names: bool = False
    """Whether pen names in the byline link to a list of their articles, as since 4.5."""

    def alias(self, category: Category) -> str:
        """A category's name in addresses."""
        return category.old_alias if self.capitals else category.alias

    def category_path(self, category: Category, page: int = 1) -> str:
        """Path of a page of a category's list."""
        return f"{self.prefix}{self.alias(category)}/{_page(page)}"

    def home_path(self, page: int = 1) -> str:
        """Path of a page of the module's home list."""
        return f"{self.prefix}{_page(page)}" if page > 1 or self.prefix != "/" else "/"

    def article_path(self, article: Article, category: Category, *, kind: str = "") -> str:
        """Path of an article under a category; `kind` is "print/" or "savefile/" for its satellites."""
        slug = slugify(article.title, lower=False) if self.slug_capitals else article.slug
        return f"{self.prefix}{kind}{self.alias(category)}/{slug}-{article.id}{self.ending}"

    def head_clock(self, when: datetime) -> str:
        """The publish time in the article's head; 3.x has two blanks before the hour."""
        gap = "  " if self.theme == "v3" else " "
        return f"{WEEKDAYS[when.weekday()]} - {when:%d/%m/%Y}{gap}{when:%H:%M}"

    def listed(self, when: datetime) -> str:
        """The publish time in a list."""
        return when.strftime(self.list_clock)

    def meta_time(self, when: datetime) -> str:
        """`article:published_time` as the CMS prints it, in no standard form: the T became a zone."""
        return f"{when:%Y-%m-%d}{self.zone}{when:%H:%M:%S}"


def _page(number: int) -> str:
    return f"page-{number}/" if number > 1 else ""


_V45 = Generation(
    name="4.5",
    theme="default",
    prefix="/",
    capitals=False,
    ending=".html",
    generator="NukeViet v4.5",
    byline_label="Tác giả: ",
    tags_label="Tags: ",
    list_clock="%d/%m/%Y %H:%M:%S",
    zone="+07",
    microdata=True,
    paged_home=False,
    past_end="redirect",
    flood_status=429,
    external_status=302,
    no_href="javascript:void(0)",
    linked_names=True,
)

GENERATIONS: dict[str, Generation] = {
    generation.name: generation
    for generation in (
        _V45,
        Generation(
            name="4.4",
            theme="default",
            prefix="/news/",
            capitals=True,
            ending=".html",
            generator="NukeViet v4.4",
            byline_label="Tác giả bài viết: ",
            tags_label="Tags: ",
            list_clock="%d/%m/%Y %I:%M:%S %p",
            zone="+07",
            microdata=True,
            paged_home=True,
            past_end="empty",
            flood_status=200,
            external_status=301,
            no_href="#",
        ),
        Generation(
            name="4.0",
            theme="default",
            prefix="/vi/news/",
            capitals=True,
            ending=".html",
            generator="NukeViet v4.0",
            byline_label="Tác giả bài viết: ",
            tags_label="Từ khóa: ",
            list_clock="%d/%m/%Y %I:%M:%S %p",
            zone="ICT",
            microdata=False,
            paged_home=True,
            past_end="empty",
            flood_status=200,
            external_status=301,
            no_href="#",
            attachments=False,
        ),
        Generation(
            name="3.4",
            theme="v3",
            prefix="/news/",
            capitals=True,
            ending="/",
            generator=None,
            byline_label="Tác giả bài viết: ",
            tags_label="Từ khóa: ",
            list_clock="%d-%m-%Y %I:%M:%S %p",
            zone=None,
            microdata=False,
            paged_home=True,
            past_end="empty",
            flood_status=200,
            external_status=301,
            no_href="#",
            attachments=False,
            slug_capitals=True,
        ),
        Generation(
            name="mobile",
            theme="mobile",
            prefix="/",
            capitals=False,
            ending=".html",
            generator="NukeViet v4.5",
            byline_label="Tác giả: ",
            tags_label="Tags: ",
            list_clock="%d/%m/%Y",
            zone="+07",
            microdata=True,
            paged_home=True,
            past_end="redirect",
            flood_status=429,
            external_status=302,
            no_href="javascript:void(0)",
            linked_names=True,
        ),
        Generation(
            name="egov",
            theme="egov",
            prefix="/vi/news/",
            capitals=False,
            ending=".html",
            generator="NukeViet v4.5",
            byline_label="Tác giả: ",
            tags_label="Tags: ",
            list_clock="%d/%m/%Y %H:%M:%S",
            zone="+07",
            microdata=True,
            paged_home=False,
            past_end="redirect",
            flood_status=429,
            external_status=302,
            no_href="javascript:void(0)",
            linked_names=True,
        ),
    )
}
