"""Everything on a page that is not its matter: head, menus, side blocks, footer and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from string import Template

from bulletin_spider.demo.content import HERE, Article
from bulletin_spider.demo.edition import Edition, cut, hard, link

_MICRODATA = re.compile(r' item(?:prop|type|scope)(?:="[^"]*")?(?=[\s>])')


@dataclass(frozen=True, slots=True)
class Page:
    """The matter of one page, for `whole` to put into the frame of its generation."""

    title: str
    description: str
    main: str
    func: str
    path: str
    module: str = "news"
    og_type: str = "website"
    metas: Sequence[str] = ()
    trail: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """Breadcrumb after the home page: path and title of each step."""


@lru_cache(maxsize=32)
def template(name: str, *, microdata: bool) -> Template:
    """A template of this package, without its microdata attributes for the generations that had none."""
    text = (HERE / "templates" / f"{name}.html").read_text(encoding="utf-8")
    return Template(text if microdata else _MICRODATA.sub("", text))


def whole(edition: Edition, page: Page) -> str:
    """The complete HTML of a page."""
    ward, generation = edition.ward, edition.generation
    texts = ward.furniture
    frame = "default" if generation.theme == "egov" else generation.theme
    return template(f"page-{frame}", microdata=generation.microdata).substitute(
        head=_head(edition, page),
        scripts=_scripts(edition, page),
        brand=_brand(edition, page),
        breadcrumbs=_breadcrumbs(edition, page),
        menu=_menu(edition),
        footer_menu=_footer_menu(),
        side=side(edition),
        main=page.main,
        site=escape(ward.name),
        description=escape(ward.description),
        email=ward.email,
        phone=texts["phone"],
        address=escape(texts["address"]),
        no_script=escape(texts["no_script"]),
        origin=edition.origin,
    )


def _brand(edition: Edition, page: Page) -> str:
    name = escape(edition.ward.name)
    # On lists the site's name is the first h1 of the page; on articles the title is the only one,
    # but for the mobile theme, which hides the name in an h1 everywhere.
    if page.func != "detail":
        return f'<h1 class="site_name">{name}</h1>'
    if edition.generation.theme == "mobile":
        return f'<h1 class="hidden">{name}</h1>'
    return f'<span class="site_name">{name}</span>'


def _head(edition: Edition, page: Page) -> str:
    ward, generation = edition.ward, edition.generation
    url, text = edition.origin + page.path, hard(cut(page.description))
    lines = [
        f"<title>{escape(page.title)}</title>",
        f'<meta name="description" content="{text}">',
        *(line for line in page.metas if line.startswith("<meta name")),
        f'<meta name="author" content="{ward.name}">',
        f'<meta name="copyright" content="{ward.name} [{ward.email}]">',
    ]
    if generation.generator:
        lines.append(f'<meta name="generator" content="{generation.generator}">')
    lines.append('<meta http-equiv="Content-Type" content="text/html; charset=utf-8">')
    if generation.theme != "v3":
        lines += [
            f'<meta property="og:title" content="{hard(page.title)}">',
            f'<meta property="og:type" content="{page.og_type}">',
            f'<meta property="og:description" content="{text}">',
            f'<meta property="og:site_name" content="{ward.name}">',
            *(line for line in page.metas if line.startswith('<meta property="og')),
            f'<meta property="og:url" content="{url}">',
            *(line for line in page.metas if line.startswith('<meta property="article')),
        ]
    lines += ['<link rel="shortcut icon" href="/favicon.ico">', f'<link rel="canonical" href="{url}">']
    lines.append(
        f'<link rel="alternate" href="{edition.rss_path()}" title="Tin Tức" type="application/rss+xml">'
    )
    lines += [
        f'<link rel="alternate" href="{edition.rss_path(category)}" title="Tin Tức - {category.title}"'
        ' type="application/rss+xml">'
        for category in ward.categories
    ]
    return "\n".join([*lines, *_assets(edition)])


def _assets(edition: Edition) -> Iterable[str]:
    theme = "mobile_default" if edition.generation.theme == "mobile" else "default"
    styles = [f"/{path.format(theme=theme)}?t=1706000000" for path in edition.ward.furniture["styles"]]
    scripts = [f"/{path.format(theme=theme)}?t=1706000000" for path in edition.ward.furniture["scripts"]]
    if edition.generation.theme != "v3":
        yield from (f'<link rel="preload" as="style" href="{path}" type="text/css">' for path in styles)
        yield from (
            f'<link rel="preload" as="script" href="{path}" type="text/javascript">' for path in scripts
        )
    yield from (f'<link rel="stylesheet" href="{path}">' for path in styles)


def _scripts(edition: Edition, page: Page) -> str:
    generation = edition.generation
    theme = "mobile_default" if generation.theme == "mobile" else "default"
    if generation.theme == "v3":
        variables = (
            f'var nv_siteroot = "/", nv_sitelang = "vi", nv_name_variable = "nv", nv_fc_variable = "op", '
            f'nv_lang_variable = "language", nv_module_name = "{page.module}", nv_my_ofs = 7, '
            f'nv_my_abbr = "ICT", nv_cookie_prefix = "nv3", nv_area_admin = 0;'
        )
    else:
        abbreviation = generation.zone or "+07"
        variables = (
            f'var nv_base_siteurl="/",nv_lang_data="vi",nv_lang_interface="vi",nv_name_variable="nv",'
            f'nv_fc_variable="op",nv_lang_variable="language",nv_module_name="{page.module}",'
            f'nv_func_name="{page.func}",nv_is_user=0, nv_my_ofs=7,nv_my_abbr="{abbreviation}",'
            f'nv_cookie_prefix="nv4",nv_check_pass_mstime=1738000,nv_area_admin=0;'
        )
    files = "\n".join(
        f'<script type="text/javascript" src="/{path.format(theme=theme)}?t=1706000000"></script>'
        for path in edition.ward.furniture["scripts"]
    )
    # The one piece of JSON-LD on a page names the site, never the article.
    organization = (
        '{"@context": "https://schema.org", "@type": "Organization", '
        f'"url": "{edition.origin}", "logo": "{edition.origin}/assets/images/logo.png"}}'
    )
    linked = f'\n<script type="application/ld+json">{organization}</script>' if generation.microdata else ""
    return f"<script>{variables}</script>\n{files}{linked}"


def _breadcrumbs(edition: Edition, page: Page) -> str:
    steps = [("/", "Trang nhất"), *page.trail]
    if edition.generation.theme == "v3":
        return " » ".join(link(path, title) for path, title in steps)
    item = (
        '<li itemprop="itemListElement" itemscope itemtype="https://schema.org/ListItem">'
        '<a href="{}" itemprop="item" title="{}"><span itemprop="name">{}</span></a>'
        '<i class="hidden" itemprop="position" content="{}"></i></li>'
    )
    html = "\n".join(
        item.format(path, escape(title), escape(title), place) for place, (path, title) in enumerate(steps, 1)
    )
    return html if edition.generation.microdata else _MICRODATA.sub("", html)


def _menu(edition: Edition) -> str:
    ward, generation = edition.ward, edition.generation
    about = _entries((f"/about/{page.alias}.html", page.title) for page in ward.pages)
    topics = _entries((edition.topic_path(key), text) for key, text in ward.topics.items())
    return "\n".join(
        [
            f'<li class="dropdown">{link("/about/", "Giới thiệu")}<ul>{about}</ul></li>',
            _entries((generation.category_path(category), category.title) for category in ward.categories),
            f'<li class="dropdown">{link(generation.home_path(), "Tin Tức")}\n<ul>{topics}</ul></li>',
        ]
    )


def _entries(entries: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"<li>{link(path, text)}</li>" for path, text in entries)


def _footer_menu() -> str:
    entries = {"/about/": "Giới thiệu", "/contact/": "Liên hệ", "/seek/": "Tìm kiếm", "/feeds/": "RSS-feeds"}
    return "\n".join(f'<li>\n<a href="{path}">{text}</a>\n</li>' for path, text in entries.items())


def side(edition: Edition) -> str:
    """The side column: newest and most read articles, poll, services, quarters and the map."""
    texts = edition.ward.furniture
    radio = '<div class="radio"><label><input type="radio" name="option" value="{}"> {}</label></div>'
    answers = "\n".join(
        radio.format(place, escape(answer)) for place, answer in enumerate(texts["poll_answers"], 1)
    )
    poll = (
        f'<form action="/" method="get"><h4>{escape(texts["poll_question"])}</h4>\n{answers}\n'
        '<input type="button" value="Bình chọn" data-checkss="@TOKEN@" />\n</form>'
    )
    lists = "\n".join(
        f'<ul class="list-items">{"".join(_service(name) for name in texts[key])}</ul>'
        for key in ("services", "neighbourhoods")
    )
    plan = (
        '<div style="text-align:center"><a href="/about/ban-do-hanh-chinh.html"><img alt="Bản đồ hành chính" '
        'src="/uploads/news/ban-do.png" width="100%" /></a></div>'
    )
    blocks = {
        "Tin mới nhất": _block(edition, edition.articles[:10], "block_news"),
        "Tin xem nhiều": _block(edition, edition.most_read, "block_tophits"),
        "Thăm dò ý kiến": poll,
        "Dịch vụ công": lists,
        "Bản đồ hành chính": plan,
    }
    return "\n".join(
        f'<div class="panel panel-primary">\n\t<div class="panel-heading">\n\t\t{title}\n\t</div>\n'
        f'\t<div class="panel-body">\n{html}\n\t</div>\n</div>'
        for title, html in blocks.items()
    )


def _service(name: str) -> str:
    return (
        '<li class="clearfix"><em class="fa fa-angle-double-right">&nbsp;</em>'
        f'<a class="show" rel="nofollow" href="/seek/?q={name.replace(" ", "+")}">{escape(name)}</a></li>\n'
    )


def _block(edition: Edition, articles: Sequence[Article], name: str) -> str:
    rows = []
    for article in articles:
        path, lead, title = edition.path(article), hard(cut(article.lead)), escape(article.title)
        picture = f"/assets/news/{article.image.src}" if article.image else ""
        image = (
            f'<a title="{title}" href="{path}" ><img src="{picture}" alt="{title}" width="70" '
            'class="img-thumbnail pull-left mr-1"/></a>'
        )
        rows.append(
            f'<li class="clearfix">\n{image if picture else ""}\n<a  class="show" href="{path}"  '
            f'data-content="{lead}" data-img="{picture}" data-rel="block_news_tooltip">{title}</a>\n</li>'
        )
    return f'<ul class="{name} list-none list-items">\n' + "\n".join(rows) + "\n</ul>"
