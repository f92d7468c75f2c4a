"""Feeds, sitemaps and robots.txt, with the defects the CMS prints into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape

from bulletin_spider.demo.content import Article, Category
from bulletin_spider.demo.edition import Edition, hard

FEED_SIZE = 30
SITEMAP_SIZE = 1000

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SITEMAP_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DISALLOWED = (
    "/admin/", "/composer.json", "/data/", "/includes/", "/install/", "/modules/", "/robots.php",
    "/web.config", "/users/", "/statistics/",
)  # fmt: skip


def http_date(when: datetime) -> str:
    """A moment as HTTP writes it."""
    utc = when.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]}, {utc:%d} {_MONTHS[utc.month - 1]} {utc:%Y %H:%M:%S} GMT"


def pub_date(when: datetime) -> str:
    """An RSS time as the CMS prints it: the number of the month stands where the minutes belong."""
    utc = when.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]}, {utc:%d} {_MONTHS[utc.month - 1]} {utc:%Y %H:%m:%S} GMT"


def rss(edition: Edition, category: Category | None = None) -> str:
    """The feed of the module or of a category: its 30 newest articles, leads only."""
    articles = (edition.in_category[category.alias] if category else edition.articles)[:FEED_SIZE]
    title = f"Tin Tức - {category.title}" if category else "Tin Tức"
    newest = pub_date(articles[0].published) if articles else ""
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/xsl" href="/assets/css/rss.xsl" media="screen"?>
<rss version="2.0"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:atom="http://www.w3.org/2005/Atom"
>
    <channel>
        <title>{title}</title>
        <link>{edition.origin}{edition.generation.home_path()}</link>
        <atom:link href="{edition.origin}{edition.rss_path(category)}" rel="self" />
        <description>
            <![CDATA[{edition.ward.description}]]>
        </description>
        <language>vi</language>
        <pubDate>{newest}</pubDate>
        <generator>
            <![CDATA[NukeViet v4.0]]>
        </generator>
{_items(edition, articles)}
    </channel>
</rss>"""


def _items(edition: Edition, articles: Sequence[Article]) -> str:
    rows = []
    for article in articles:
        image = ""
        if article.image:
            address = f"{edition.origin}/assets/news/{article.image.src}"
            image = f'<img src="{address}" width="100" align="left" border="0">'
        rows.append(f"""\
        <item>
            <title>{escape(article.title)}</title>
            <link>{edition.url(article)}</link>
            <guid isPermaLink="false">
                <![CDATA[news_{article.id}]]>
            </guid>
            <pubDate>{pub_date(article.published)}</pubDate>
            <description>
                <![CDATA[{image}{hard(article.lead)}]]>
            </description>
        </item>""")
    return "\n".join(rows)


def sitemap_index(edition: Edition) -> str:
    """The index of the modules' sitemaps."""
    rows = "".join(
        f"<sitemap><loc>{edition.origin}/sitemap-vi.{module}.xml</loc></sitemap>"
        for module in ("about", "news")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<?xml-stylesheet type="text/xsl" href="/assets/css/sitemapindex.xsl"?>\n'
        f'<sitemapindex xmlns="{_SITEMAP_SCHEMA}">{rows}</sitemapindex>'
    )


def news_sitemap(edition: Edition) -> str:
    """The newest thousand articles; `lastmod` is the publish time, whatever its name says."""
    return _urlset(
        (edition.url(article), article.published.isoformat(timespec="seconds"))
        for article in edition.articles[:SITEMAP_SIZE]
    )


def about_sitemap(edition: Edition) -> str:
    """The static pages."""
    return _urlset(
        (f"{edition.origin}/about/{page.alias}.html", "2022-01-04T08:00:00+07:00")
        for page in edition.ward.pages
    )


def _urlset(rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(
        f"<url><loc>{escape(url)}</loc><lastmod>{when}</lastmod><changefreq>daily</changefreq>"
        "<priority>0.8</priority></url>"
        for url, when in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<?xml-stylesheet type="text/xsl" href="/assets/css/sitemap.xsl"?>\n'
        f'<urlset xmlns="{_SITEMAP_SCHEMA}">{body}</urlset>'
    )


def robots(edition: Edition) -> str:
    """robots.txt as the CMS makes it: no crawl delay, one sitemap line, no newline at its end."""
    rules = "\n".join(f"Disallow: {path}" for path in _DISALLOWED)
    return f"User-agent: *\n{rules}\nSitemap: {edition.origin}/sitemap.xml"
