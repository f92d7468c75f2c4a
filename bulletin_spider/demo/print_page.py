"""The print copy of an article and its savefile twin."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from bulletin_spider.demo.article_parts import lead_html
from bulletin_spider.demo.bodies import body_html
from bulletin_spider.demo.content import Article
from bulletin_spider.demo.edition import Edition, hard
from bulletin_spider.demo.furniture import template


def print_page(edition: Edition, article: Article, kind: str) -> str:
    """The print copy of an article, or with kind "savefile/" the same with absolute links, to be saved."""
    path = edition.path(article, kind=kind)
    base = edition.origin if kind == "savefile/" else ""
    image = article.image
    picture = ""
    if image and image.show != "hidden":
        picture = (
            f'<div class="pull-left imghome"><img alt="{escape(image.caption or article.title)}" '
            f'src="{base}/assets/news/{image.src}" width="100" class="img-thumbnail" /></div>\n'
        )
    author = ""
    if article.byline:
        label = edition.generation.byline_label.strip()
        author = f'<div id="author"><p>\n<strong>{label}</strong>\n{escape(article.byline)}\n</p></div>'
    return template("print", microdata=True).substitute(
        title=escape(article.title),
        description=hard(article.title),
        site=escape(edition.ward.name),
        email=edition.ward.email,
        generator=edition.generation.generator or "",
        canonical=edition.origin + path,
        origin=edition.origin,
        clock=edition.generation.head_clock(article.published),
        home=picture + lead_html(article),
        body=body_html(article, edition.origin).replace('src="/uploads', f'src="{base}/uploads'),
        author=author,
        address=edition.origin + quote(path),
        func=kind.strip("/"),
    )
