"""List pages: home, categories, tags, topics and authors, with the pager each generation prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from bulletin_spider.demo.bodies import inline
from bulletin_spider.demo.content import Article, Category, StaticPage
from bulletin_spider.demo.edition import Edition, cut, hard, link
from bulletin_spider.demo.furniture import Page, whole

_MORE_TITLES = 10


def page_count(edition: Edition, articles: Sequence[Article]) -> int:
    """How many pages a list has; an empty list has one."""
    return max(1, -(-len(articles) // edition.per_page))


def category_page(edition: Edition, category: Category, number: int) -> str:
    """Page `number` of a category; empty if it is past the last."""
    return _list_page(
        edition,
        edition.in_category[category.alias],
        number,
        title=category.title,
        path_of=lambda page: edition.generation.category_path(category, page),
        func="viewcat",
        category=category,
    )


def home_page(edition: Edition, number: int = 1) -> str:
    """The module's home: a list with pages, or one block a category, as the generation has it."""
    generation = edition.generation
    if generation.paged_home:
        return _list_page(
            edition, edition.articles, number, title="Tin Tức", path_of=generation.home_path, func="main"
        )
    blocks = [
        _hot_news(edition),
        *(_category_block(edition, category) for category in edition.ward.categories),
    ]
    ward = edition.ward
    page = Page(f"Trang nhất - {ward.name}", ward.description, "\n".join(blocks), "main", "/")
    return whole(edition, page)


def shelf_page(
    edition: Edition,
    articles: Sequence[Article],
    number: int,
    *,
    title: str,
    path_of: Callable[[int], str],
    func: str,
) -> str:
    """A page of a tag, a topic or an author: the hour stands before the date there."""
    start = (number - 1) * edition.per_page
    items = "\n".join(
        f'<div class="news_column panel panel-default">\n<div class="panel-body">\n'
        f"<h3>{link(edition.path(article), article.title)}</h3>\n"
        f'<p>\n<em class="fa fa-clock-o">&nbsp;</em><em>{article.published:%H:%M %d/%m/%Y}</em>\n</p>\n'
        f'<div class="text-justify">\n{escape(article.lead)}\n</div>\n</div>\n</div>'
        for article in articles[start : start + edition.per_page]
    )
    main = items + _pager(edition, title, number, page_count(edition, articles), path_of)
    return whole(edition, Page(title, title, main, func, path_of(number)))


def static_page(edition: Edition, page: StaticPage) -> str:
    """A page of the `about` module: much like an article to the eye, but no news."""
    body = "\n".join(f"<p>{escape(line)}</p>" for line in page.body.strip().splitlines() if line[0] != "!")
    others = "\n".join(
        f"<li><h3>{link(f'/about/{other.alias}.html', other.title)}</h3></li>"
        for other in edition.ward.pages
        if other.alias != page.alias
    )
    main = f"""\
<div class="page panel panel-default" itemtype="http://schema.org/Article" itemscope>
    <div class="panel-body">
        <h1 class="title margin-bottom-lg" itemprop="headline">{escape(page.title)}</h1>
        <div class="hometext margin-bottom-lg" itemprop="description">{escape(page.lead)}</div>
        <div id="page-bodyhtml" class="bodytext margin-bottom-lg">
            {body}
        </div>
    </div>
</div>
<div class="page panel panel-default"><ul class="nv-list-item">{others}</ul></div>"""
    path = f"/about/{page.alias}.html"
    trail = [("/about/", "Giới thiệu")]
    return whole(edition, Page(page.title, page.lead, main, "detail", path, module="about", trail=trail))


def search_page(edition: Edition) -> str:
    """The search form; it answers every query with nothing found."""
    main = (
        '<div class="page panel panel-default"><h3>Tìm kiếm</h3><form action="/seek/" method="get">'
        '<input name="q" type="text" /></form><p>Không tìm thấy kết quả nào.</p></div>'
    )
    return whole(edition, Page("Tìm kiếm", "Tìm kiếm", main, "main", "/seek/", module="seek"))


def contact_page(edition: Edition) -> str:
    """The contact form, as empty as it is on most ward sites."""
    main = (
        '<div class="page panel panel-default"><h3>Liên hệ</h3><form method="post" action="/contact/">'
        f'<textarea name="fcon"></textarea></form><p>{escape(edition.ward.furniture["address"])}</p></div>'
    )
    return whole(edition, Page("Liên hệ", "Liên hệ", main, "main", "/contact/", module="contact"))


def feeds_page(edition: Edition) -> str:
    """The list of all feeds at /feeds/."""
    entries = [(edition.rss_path(), "Tin Tức")]
    entries += [(edition.rss_path(category), category.title) for category in edition.ward.categories]
    rows = "\n".join(
        f'<li><span><i class="fa fa-rss text-warning"></i> <a rel="nofollow" title="{title}" href="{path}">'
        f"<strong> {title}</strong></a></span></li>"
        for path, title in entries
    )
    main = f'<div class="tree well"><ul>\n{rows}\n</ul></div>'
    return whole(edition, Page("RSS-feeds", "RSS-feeds", main, "main", "/feeds/", module="feeds"))


def _list_page(
    edition: Edition,
    articles: Sequence[Article],
    number: int,
    *,
    title: str,
    path_of: Callable[[int], str],
    func: str,
    category: Category | None = None,
) -> str:
    start = (number - 1) * edition.per_page
    shown = articles[start : start + edition.per_page]
    items = [_item(edition, article, category, first=place == 0) for place, article in enumerate(shown)]
    main = '<div class="news_column">\n' + "\n".join(items) + "\n</div>\n"
    if category and shown:
        main += _older_titles(edition, articles[start + edition.per_page :][:_MORE_TITLES], category)
    main += _pager(edition, title, number, page_count(edition, articles), path_of)
    trail = [(path_of(1), title)] if category else []
    heading = title if number == 1 else f"{title} - Trang {number}"
    return whole(edition, Page(heading, title, main, func, path_of(number), trail=trail))


def _item(edition: Edition, article: Article, category: Category | None, *, first: bool) -> str:
    # A list links an article under its own category, also where that is not the main one.
    generation, path = edition.generation, edition.path(article, category)
    target = ' target="_blank"' if article.external else ""
    title, when = escape(article.title), generation.listed(article.published)
    image = ""
    if article.image:
        alt, src = escape(article.image.caption or article.title), f"/assets/news/{article.image.src}"
        img = f'<img  alt="{alt}" src="{src}" width="100" class="img-thumbnail pull-left imghome" />'
        image = f'<a href="{path}" title="{title}"{target} >{img}</a>\n'
    lead = inline(article.lead, article.quirks & {"nfd"})
    if generation.theme == "v3":
        return (
            f'<div class="items clearfix">\n{image}<h3>{link(path, article.title, target)}</h3>\n'
            f'<p><span class="time">Đăng lúc: {when}</span> - Đã xem: {article.views} - '
            f"Phản hồi: {len(article.comments)}</p>\n<p>{lead}</p>\n</div>"
        )
    seen, replies = ("", "") if generation.theme == "mobile" else ("Đã xem: ", "Phản hồi: ")
    level, css = ("h2", " featured") if first else ("h3", "")
    return f"""\
    <div class="panel panel-default">
        <div class="panel-body{css}">
{image}            <{level}>
                {link(path, article.title, target)}
            </{level}>
            <div class="text-muted">
                <ul class="list-unstyled list-inline">
                    <li><em class="fa fa-clock-o">&nbsp;</em> {when}</li>
                    <li><em class="fa fa-eye">&nbsp;</em> {seen}{article.views}</li>
                    <li><em class="fa fa-comment-o">&nbsp;</em> {replies}{len(article.comments)}</li>
                </ul>
            </div>
            {lead}
        </div>
    </div>"""


def _older_titles(edition: Edition, articles: Sequence[Article], category: Category) -> str:
    rows = "\n".join(
        '<li>\n<em class="fa fa-angle-right">&nbsp;</em>'
        f"{link(edition.path(article, category), article.title)} "
        f"<em>({article.published:%d/%m/%Y}) </em>\n</li>"
        for article in articles
    )
    return f'<hr/>\n<h4>Các tin khác</h4>\n<ul class="related list-items">\n{rows}\n</ul>\n' if rows else ""


def _pager(edition: Edition, title: str, current: int, count: int, path_of: Callable[[int], str]) -> str:
    if count < 2:
        return ""

    def step(number: int, text: str) -> str:
        rel = "prev" if number < current else "next"
        return f'<li><a rel="{rel}" title="{title} - Trang {number}" href="{path_of(number)}">{text}</a></li>'

    dead = f'<li class="disabled"><a href="{edition.generation.no_href}">{{}}</a></li>'
    parts = [step(current - 1, "&laquo;") if current > 1 else dead.format("&laquo;")]
    gap = False
    for number in range(1, count + 1):
        if number == current:
            # The CMS opens a second li here instead of closing the first.
            parts.append(f'<li class="active"><a href="{edition.generation.no_href}">{number}</a><li>')
        elif number in {1, 2, count - 1, count} or abs(number - current) <= 3:
            parts.append(step(number, str(number)))
            gap = False
        elif not gap:
            parts.append('<li class="disabled"><span>...</span></li>')
            gap = True
    parts.append(step(current + 1, "&raquo;") if current < count else dead.format("&raquo;"))
    pages = "".join(parts)
    pager = f'<ul class="pagination">{pages}</ul>'
    return f'<div class="text-center">\n{pager}\n</div>'


def _hot_news(edition: Edition) -> str:
    # A pinned block: it repeats the newest articles on the home page.
    if not edition.articles:
        return ""
    first, *others = edition.articles[:6]
    rows = "\n".join(
        f'<li class="icon_list">\n<a class="show black h4 clearfix" href="{edition.path(article)}"  '
        f'data-content="{hard(cut(article.lead))}" data-rel="block_news_tooltip">'
        f"{escape(article.title)}</a>\n</li>"
        for article in others
    )
    return (
        f'<div id="hot-news">\n<div class="panel panel-default news_column">\n<div class="panel-body">\n'
        f'<h2 class="margin-bottom-sm">{link(edition.path(first), first.title)}</h2>\n{escape(first.lead)}\n'
        f'<p class="text-right"><a href="{edition.path(first)}">Xem tiếp...</a></p>\n'
        f'<ul class="column-margin-left list-none">\n{rows}\n</ul>\n</div>\n</div>\n</div>'
    )


def _category_block(edition: Edition, category: Category) -> str:
    articles = edition.in_category[category.alias][:4]
    path = edition.generation.category_path(category)
    head = f'<li><h4><a title="{category.title}" href="{path}"><span>{category.title}</span></a></h4></li>'
    first = ""
    if articles:
        lead = cut(articles[0].lead)
        first = f"<h3>{link(edition.path(articles[0], category), articles[0].title)}</h3>\n{escape(lead)}"
    rows = "\n".join(
        f'<li class="icon_list">\n<a class="show h4" href="{edition.path(article, category)}"  '
        f'data-content="{hard(cut(article.lead))}" data-rel="block_news_tooltip">'
        f"{escape(article.title)}</a>\n</li>"
        for article in articles[1:]
    )
    return (
        '<div class="news_column">\n<div class="panel panel-default clearfix">\n<div class="panel-heading">\n'
        f'<ul class="list-inline sub-list-icon" style="margin: 0">\n{head}\n</ul>\n</div>\n'
        '<div class="panel-body">\n'
        f'{first}\n<ul class="related list-items">\n{rows}\n</ul>\n</div>\n</div>\n</div>'
    )
