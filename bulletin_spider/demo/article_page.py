"""The article page of each generation."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bulletin_spider.demo.article_parts import (
    byline_html,
    comments_html,
    files_html,
    home_html,
    rating_html,
    related_html,
    tags_html,
)
from bulletin_spider.demo.bodies import body_html
from bulletin_spider.demo.content import Article
from bulletin_spider.demo.edition import Edition, hard
from bulletin_spider.demo.furniture import Page, template, whole


def article_page(edition: Edition, article: Article) -> str:
    """The page of one article."""
    generation, theme = edition.generation, edition.generation.theme
    category = edition.main_category(article)
    main = template(f"article-{theme}", microdata=generation.microdata).substitute(
        title=escape(article.title),
        microdata=_microdata(edition, article) if generation.microdata else "",
        clock=generation.head_clock(article.published),
        views=article.views,
        replies=len(article.comments),
        sendmail=edition.path(article, kind="sendmail/"),
        print=edition.path(article, kind="print/"),
        savefile=edition.path(article, kind="savefile/"),
        home=home_html(edition, article),
        body=body_html(article, edition.origin),
        files=files_html(edition, article),
        byline=byline_html(edition, article),
        tags=tags_html(edition, article),
        rating=rating_html(article),
        comments=comments_html(article),
        related=related_html(edition, article),
        url=edition.url(article),
    )
    page = Page(
        title=article.title,
        description=article.lead or " ".join(block.text for block in article.blocks),
        main=main,
        func="detail",
        path=edition.path(article),
        og_type="article",
        metas=list(_metas(edition, article)),
        trail=[(generation.category_path(category), category.title)],
    )
    return whole(edition, page)


def _metas(edition: Edition, article: Article) -> Iterable[str]:
    generation = edition.generation
    if article.tags:
        yield f'<meta name="keywords" content="{escape(", ".join(article.tags))}">'
        yield f'<meta name="news_keywords" content="{escape(", ".join(article.tags))}">'
    if article.image:
        yield f'<meta property="og:image" content="{edition.origin}/uploads/news/{article.image.src}">'
        if generation.name not in {"4.0", "4.4"}:
            yield f'<meta property="og:image:alt" content="{hard(article.image.caption or article.title)}">'
    if generation.zone:
        yield f'<meta property="article:published_time" content="{generation.meta_time(article.published)}">'
        yield f'<meta property="article:modified_time" content="{generation.meta_time(article.edited)}">'
        yield f'<meta property="article:section" content="{escape(edition.main_category(article).title)}">'
        for tag in article.tags:
            yield f'<meta property="article:tag" content="{escape(tag)}">'


def _microdata(edition: Edition, article: Article) -> str:
    ward, hidden = edition.ward, 'class="hidden hide d-none"'
    # The CMS writes the edit time into both, and the posting account where there is no byline.
    edited = article.edited.isoformat(timespec="seconds")
    picture = f"/uploads/news/{article.image.src}" if article.image else "/themes/default/images/no_image.gif"
    return f"""\
        <div {hidden} itemprop="author" itemtype="http://schema.org/Person" itemscope>
            <span itemprop="name">{escape(article.byline or ward.account)}</span>
        </div>
        <span {hidden} itemprop="datePublished">{edited}</span>
        <span {hidden} itemprop="dateModified">{edited}</span>
        <span {hidden} itemprop="mainEntityOfPage">{edition.url(article)}</span>
        <span {hidden} itemprop="image">{edition.origin}{picture}</span>
        <div {hidden} itemprop="publisher" itemtype="http://schema.org/Organization" itemscope>
            <span itemprop="name">{escape(ward.name)}</span>
            <span itemprop="logo" itemtype="http://schema.org/ImageObject" itemscope>
                <span itemprop="url">{edition.origin}/assets/images/logo.png</span>
            </span>
        </div>"""
