"""What a reader must find on a page of the demo site, said from the articles and not from any page.

Names are those of the published record. Rules for doubtful matters: `body` has neither captions nor the
signature line; `author` is the labelled byline or, without one, the names of the signature (which
`signature` holds as written); `images` are those the article shows, each by the address of its original,
so a home image kept for lists alone stands in `preview_image` only.
"""

from __future__ import annotations

from typing import TypedDict

from bulletin_spider.demo.content import Article, Block, Ward, load_ward
from bulletin_spider.demo.generations import GENERATIONS, Generation


class Image(TypedDict):
    """A picture of an article: absolute address of the original, and its caption if it has one."""

    url: str
    caption: str | None


class Expected(TypedDict):
    """One article as a perfect reader would record it; times are ISO 8601 in Vietnam's zone."""

    id: int
    url: str
    title: str
    lead: str | None
    body: str
    published_at: str
    modified_at: str | None
    author: str | None
    signature: str | None
    source: str | None
    category: str
    tags: list[str]
    images: list[Image]
    preview_image: str | None
    attachments: list[str]
    rating_score: int
    rating_votes: int


def expected(
    article: Article,
    *,
    origin: str = "http://127.0.0.1",
    generation: str = "4.5",
    ward: Ward | None = None,
) -> Expected:
    """The values a reader should record for that article when the site is served at `origin`."""
    gen = GENERATIONS[generation]
    main = (ward or load_ward()).category(article.categories[0])
    url = origin + gen.article_path(article, main)
    home, files = article.image, len(article.files) if gen.attachments else 0
    return {
        "id": article.id,
        "url": url,
        "title": article.title,
        "lead": article.lead or None,
        "body": "\n".join(line for block in article.blocks for line in _lines(block)),
        "published_at": article.published.isoformat(timespec="minutes"),
        "modified_at": _modified(article, gen),
        "author": article.byline or _signed(article),
        "signature": article.signature,
        "source": article.source,
        "category": main.title,
        "tags": list(article.tags),
        "images": _images(article, origin),
        "preview_image": f"{origin}/uploads/news/{home.src}" if home else None,
        "attachments": [f"{url}?download=1&id={index}" for index in range(files)],
        "rating_score": article.rating[0],
        "rating_votes": article.rating[1],
    }


def _signed(article: Article) -> str | None:
    return article.signature.rpartition(": ")[2] if article.signature else None


def _modified(article: Article, generation: Generation) -> str | None:
    told = generation.microdata or generation.zone is not None
    return article.edited.isoformat(timespec="seconds") if told else None


def _lines(block: Block) -> list[str]:
    if block.kind == "ul":
        lines = list(block.items)
    elif block.kind == "table":
        lines = [" | ".join(row) for row in block.rows]
    elif block.kind == "img":
        lines = []
    else:
        lines = [block.text]
    return [" ".join(line.replace("**", "").split()) for line in lines]


def _images(article: Article, origin: str) -> list[Image]:
    images: list[Image] = []
    if article.image and article.image.show != "hidden":
        images.append(
            {"url": f"{origin}/uploads/news/{article.image.src}", "caption": article.image.caption or None}
        )
    images.extend(
        {"url": f"{origin}/uploads/news/{block.src}", "caption": block.text or None}
        for block in article.blocks
        if block.kind == "img"
    )
    return images
