"""The demo ward's content as plain data: site, categories and articles read from TOML beside this file.

Articles are written for people to read: one block a line, with light marks (see `parse_body`). What a
page looks like is decided elsewhere, so that the same words can be served as every kind of clerk's HTML
and still be known exactly.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent

BlockKind = Literal["p", "h", "h1", "ul", "table", "img"]
Style = Literal["br", "div", "word", "p", "font"]
Status = Literal["published", "draft", "deleted"]

_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_NOT_SLUG = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a body: a paragraph, a heading, a list, a table or a picture with its caption."""

    kind: BlockKind
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    src: str = ""


@dataclass(frozen=True, slots=True)
class HomeImage:
    """The picture chosen for lists; `show` says whether and how the article itself shows it."""

    src: str
    caption: str = ""
    show: Literal["full", "thumb", "hidden"] = "thumb"


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote under an article; never part of it."""

    name: str
    text: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the news module: alias as new sites write it, title, and the blurb of its feed."""

    alias: str
    title: str
    about: str = ""

    @property
    def old_alias(self) -> str:
        """The alias as sites before 4.5 wrote it: every word of the title with a capital kept."""
        return slugify(self.title, lower=False)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as the CMS stores it, its body still in the light marks of the TOML file."""

    id: int
    title: str
    categories: tuple[str, ...]
    published: datetime
    edited: datetime
    lead: str
    body: str
    style: Style = "p"
    quirks: frozenset[str] = frozenset()
    slug: str = ""
    author: str | None = None
    pen_names: tuple[str, ...] = ()
    source: str | None = None
    signature: str | None = None
    image: HomeImage | None = None
    tags: tuple[str, ...] = ()
    rating: tuple[int, int] = (0, 0)
    files: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    topic: str | None = None
    views: int = 0
    status: Status = "published"
    external: str | None = None
    copyright: bool = False

    @property
    def byline(self) -> str | None:
        """The names the page prints after its label: linked pen names first, then the free text."""
        names = [*self.pen_names, *([self.author] if self.author else [])]
        return ", ".join(names) or None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body as blocks."""
        return parse_body(self.body)


@dataclass(frozen=True, slots=True)
class StaticPage:
    """A page of the `about` module: it has the ending of an article but no number."""

    alias: str
    title: str
    lead: str
    body: str


@dataclass(frozen=True, slots=True)
class Ward:
    """The whole demo site: its name and furniture, its categories, pages and articles."""

    name: str
    description: str
    email: str
    account: str
    categories: tuple[Category, ...]
    topics: Mapping[str, str]
    pages: tuple[StaticPage, ...]
    articles: tuple[Article, ...]
    furniture: Mapping[str, Any]

    def category(self, alias: str) -> Category:
        """The category of that alias; KeyError if there is none."""
        for category in self.categories:
            if category.alias == alias:
                return category
        raise KeyError(alias)


@lru_cache(maxsize=16384)
def slugify(text: str, *, lower: bool = True) -> str:
    """An alias as NukeViet makes it: marks dropped, words joined by hyphens.

    >>> slugify("Đảng uỷ phường: tổng kết 2023")
    'dang-uy-phuong-tong-ket-2023'
    """
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    slug = _NOT_SLUG.sub("-", bare).strip("-")
    return slug.lower() if lower else slug


@lru_cache(maxsize=4096)
def parse_body(text: str) -> tuple[Block, ...]:
    r"""Blocks of a body text, one a line: `#` and `##` headings, `-` items, `|` rows, `![caption](file)`.

    >>> [block.kind for block in parse_body("Xin chào\n- một\n- hai\n![](a.png)")]
    ['p', 'ul', 'img']
    """
    blocks: list[Block] = []
    for line in (raw.strip() for raw in text.splitlines()):
        if not line:
            continue
        last = blocks[-1] if blocks else None
        if line.startswith("- "):
            items = last.items if last and last.kind == "ul" else ()
            blocks[len(blocks) - bool(items) :] = [Block("ul", items=(*items, line[2:].strip()))]
        elif line.startswith("|"):
            rows = last.rows if last and last.kind == "table" else ()
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            blocks[len(blocks) - bool(rows) :] = [Block("table", rows=(*rows, cells))]
        else:
            blocks.append(_line_block(line))
    return tuple(blocks)


def _line_block(line: str) -> Block:
    if found := _IMAGE.fullmatch(line):
        return Block("img", text=found[1].strip(), src=found[2].strip())
    if line.startswith("## "):
        return Block("h", text=line[3:].strip())
    if line.startswith("# "):
        return Block("h1", text=line[2:].strip())
    return Block("p", text=line)


def _article(data: dict[str, Any]) -> Article:
    values = dict(data)
    values["body"] = values.get("body", "").strip()
    values["lead"] = values.get("lead", "").strip()
    values.setdefault("edited", values["published"])
    values.setdefault("slug", slugify(values["title"]))
    for name in ("categories", "pen_names", "tags", "rating", "files"):
        if name in values:
            values[name] = tuple(values[name])
    values["quirks"] = frozenset(values.get("quirks", ()))
    values["comments"] = tuple(Comment(**comment) for comment in values.get("comments", ()))
    if "image" in values:
        values["image"] = HomeImage(**values["image"])
    return Article(**values)


@lru_cache(maxsize=1)
def load_ward() -> Ward:
    """The demo ward as packaged, its articles ordered by number."""
    site = tomllib.loads((HERE / "site.toml").read_text(encoding="utf-8"))
    articles: list[Article] = []
    for path in sorted((HERE / "articles").glob("*.toml")):
        articles += map(_article, tomllib.loads(path.read_text(encoding="utf-8"))["article"])
    return Ward(
        name=site["name"],
        description=site["description"],
        email=site["email"],
        account=site["account"],
        categories=tuple(Category(**category) for category in site["category"]),
        topics=site["topics"],
        pages=tuple(StaticPage(**page) for page in site["page"]),
        articles=tuple(sorted(articles, key=lambda article: article.id)),
        furniture=site["furniture"],
    )
