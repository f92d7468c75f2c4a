"""Every stock theme and three nobody knows: the same article must come out of each."""

# ruff: noqa: E501 - a break within the HTML of a fixture would be part of it

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from ward_pages import BODY, FIRST, HOST, LEAD, PARAGRAPHS, SECOND, TITLE, bulletin, html, script, theme_45

from bulletin_spider.demo import GENERATIONS, DemoSite
from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.extract.outcome import Extracted
from bulletin_spider.records import Capture
from bulletin_spider.sites.schema import Site

DEMO_TIME = datetime(2030, 1, 1, tzinfo=UTC)
CLOCK = "Thứ ba - 05/03/2024 08:15"

V40 = f"""<div class="news_column panel panel-default"><div class="panel-body">
<h1 class="title margin-bottom-lg">{TITLE}</h1><div class="row"><span class="h5">{CLOCK}</span></div>
<div class="hometext m-bottom">{LEAD}</div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{PARAGRAPHS}</div>
<p class="h5 text-right"><strong>Tác giả bài viết: </strong>Lưu Gia</p>
<p class="h5 text-right"><strong>Nguồn tin: </strong><a href="http://dai.example/">Đài Bến Sim</a></p>
</div></div>"""

V34 = f"""<div id="news_detail"><h1>{TITLE}</h1><span class="time">Thứ ba - 05/03/2024  08:15</span>
<div id="hometext"><div id="imghome" class="fl"><img src="/uploads/news/kenh.jpg" alt=""/>
<p><em>Dòng kênh số 7</em></p></div>{LEAD}</div>
<div class="bodytext">{PARAGRAPHS}</div>
<p style="text-align: right;"><strong>Tác giả bài viết: </strong>Lưu Gia</p>
<p style="text-align: right;"><strong>Nguồn tin: </strong>Đài Bến Sim</p>
<p class="copyright">Ghi rõ nguồn khi phát hành lại</p></div>"""

EARLY_40 = f"""<div class="panel"><h1>{TITLE}</h1><em class="time">{CLOCK}</em>
<div id="hometext"><h2>{LEAD}</h2></div><div id="bodytext">{PARAGRAPHS}</div>
<p class="text-right"><strong>Tác giả bài viết: </strong>Lưu Gia</p>
<p class="text-right"><strong>Nguồn tin: </strong>Đài Bến Sim</p></div>"""

MODERN_40 = f"""<section><div class="header-details"><div class="title"><h1>{TITLE}</h1></div>
<span class="small">Đăng lúc: {CLOCK} - Người đăng bài viết: Quản trị viên</span></div>
<div id="hometext"><h2>{LEAD}</h2></div><div id="bodytext">{PARAGRAPHS}</div>
<div class="source"><strong>Tác giả bài viết: </strong>Lưu Gia<br />
<strong>Nguồn tin: </strong>Đài Bến Sim</div></section>"""

MOBILE_40 = f"""<div class="page"><h1>{TITLE}</h1><span class="smll">{CLOCK}</span>
{LEAD}
<div id="bodytext">{PARAGRAPHS}</div>
<strong>Tác giả bài viết: </strong>Lưu Gia<br/><strong>Nguồn tin: </strong>Đài Bến Sim</div>"""

MOBILE_45 = f"""<div class="page panel" itemtype="http://schema.org/NewsArticle" itemscope>
<h1 itemprop="headline">{TITLE}</h1><em class="time">{CLOCK}</em>
<span class="hidden hide d-none" itemprop="dateModified">2024-03-09T10:00:00+07:00</span>
<div id="hometext"><div class="h2">{LEAD}</div></div>
<div style="width:300px;margin:10px auto"><img src="/uploads/news/kenh.jpg" alt="Dòng kênh số 7">
<p class="imgalt"><em>Dòng kênh số 7</em></p></div>
<div class="modal" id="m1"><h1>{TITLE}</h1><img src="/uploads/news/kenh-to.jpg"></div>
<div class="bodytext">{PARAGRAPHS}</div>
<p class="text-right"><strong>Tác giả: </strong>Lưu Gia</p>
<p class="text-right"><strong>Nguồn tin: </strong>Đài Bến Sim</p>
<ul class="related"><li><a href="/tin-tuc/khac-9.html">Tin khác</a></li></ul></div>"""

EGOV = f"""<div class="newsdetail"><div class="news_column panel panel-default"
 itemtype="http://schema.org/NewsArticle" itemscope><h1 class="title">{TITLE}</h1>
<div><span class="h5">{CLOCK}</span> <span class="h5"><em class="fa fa-eye"></em> 1.214</span>
<span class="h5"><em class="fa fa-comment"></em> 0</span></div>
<div class="hometext">{LEAD}</div><div id="news-bodyhtml" class="bodytext">{PARAGRAPHS}</div>
<p class="h5 text-right"><strong>Tác giả: </strong>Lưu Gia</p>
<p class="h5 text-right"><strong>Nguồn tin: </strong>Đài Bến Sim</p></div></div>"""

SITE_THEME = f"""<article itemscope itemtype="https://schema.org/NewsArticle">
<p class="who">Tác giả: Lưu Gia | Nguồn: Đài Bến Sim</p><h2 itemprop="headline">{TITLE}</h2>
<div class="meta">Ngày đăng: 05/03/2024 08:15 - Lượt xem: 2,059</div>
<div class="sapo">{LEAD}</div><div itemprop="articleBody">{PARAGRAPHS}</div></article>"""

# Three themes that share no class, id or microdata with the stock ones.
SHEETS = f"""<div class="k-wrap"><h1 class="k-head">{TITLE}</h1>
<p class="k-when">Cập nhật lúc: 09/03/2024 10:00 | Đăng lúc: 05/03/2024 08:15</p>
<div class="intro">{LEAD}</div>
<div class="k-text">{FIRST}<br><br>{SECOND}</div>
<p class="k-sign">Tác giả: Lưu Gia - Nguồn tin: Đài Bến Sim</p></div>"""

ROWS = f"""<table><tr><td><h1>{TITLE}</h1></td></tr><tr><td>08:15 | 05/03/2024</td></tr>
<tr><td class="summary">{LEAD}</td></tr></table>
<div class="noidung"><div>{FIRST}</div><div>{SECOND}</div></div>
<div>Tác giả bài viết: Lưu Gia</div><div>Nguồn: Đài Bến Sim</div>"""

BARE = f"""<main><h1>{TITLE}</h1><time>05/03/2024, 08:15</time><p class="description">{LEAD}</p>
<section>{PARAGRAPHS}</section><p>Nguồn tin: Đài Bến Sim</p><p>Tác giả: Lưu Gia</p></main>
<aside><p>{"Tin bên lề của trang, dài nhưng không phải bài viết. " * 8}</p></aside>"""

ARTICLE = '<meta property="og:type" content="article">'
V3_SCRIPT = """<script>var nv_siteroot = '/', nv_sitelang = 'vi',
nv_module_name = 'news', nv_func_name = 'detail';</script>"""

# theme -> page, rule of title, lead and body
THEMES = {
    "4.0.29": (html(V40), "h1.title", "hometext", "news-bodyhtml"),
    "3.4": (html(V34, variables=V3_SCRIPT), "h1", "hometext", "bodytext"),
    "4.0 early": (html(EARLY_40), "h1", "hometext", "bodytext"),
    "4.0 modern": (html(MODERN_40), "h1", "hometext", "bodytext"),
    "4.0 mobile": (html(MOBILE_40), "h1", "before-body", "bodytext"),
    "4.5 mobile": (html(MOBILE_45), "headline", "hometext", "bodytext"),
    "egov": (html(EGOV), "h1.title", "hometext", "news-bodyhtml"),
    "site theme": (html(SITE_THEME), "headline", "sapo", "articleBody"),
    "unknown, divs": (html(SHEETS, ARTICLE), "h1", "sapo", "densest-text"),
    "unknown, tables": (html(ROWS, ARTICLE), "h1", "sapo", "densest-text"),
    "unknown, html5": (html(BARE, ARTICLE), "h1", "sapo", "densest-text"),
}


@pytest.mark.parametrize("name", THEMES)
def test_theme_gives_the_same_article(name: str) -> None:
    page, title, lead, body = THEMES[name]
    read = bulletin(page)
    assert read.title == TITLE
    assert read.lead == LEAD
    assert read.body == BODY
    assert read.author == "Lưu Gia"
    assert read.authors == ["Lưu Gia"]
    assert read.source == "Đài Bến Sim"
    assert read.published_at is not None
    assert read.published_at.isoformat() == "2024-03-05T08:15:00+07:00"
    assert read.published_precision == "minute"
    assert read.article_key == "news:412"
    assert read.unit_name == "Phường Bến Sim"
    expected = {
        "title": f"nukeviet:{title}",
        "lead": f"nukeviet:{lead}",
        "body": f"nukeviet:{body}",
        "published_at": "nukeviet:head",
        "author": "nukeviet:label",
        "authors": "nukeviet:label",
        "source": "nukeviet:label",
        "article_key": "url",
        "unit_name": "meta:og:site_name",
    }
    assert {key: read.field_sources[key] for key in expected} == expected


def test_default_theme_of_45_gives_every_field() -> None:
    read = bulletin(
        theme_45(
            head='<meta name="keywords" content="kênh, mương">',
            after=(
                '<div class="news_column panel"><div class="panel-body"><div class="h5">'
                '<em class="fa fa-tags"></em><strong>Tags: </strong>'
                '<a href="/tag/kênh-mương"><em>kênh mương</em></a>, '
                '<a href="/tag/bến-sim"><em>bến sim</em></a>'
                "</div></div></div>"
            ),
        )
    )
    assert (read.title, read.lead, read.body, read.author) == (TITLE, LEAD, BODY, "Lưu Gia")
    assert read.published_at is not None
    assert read.modified_at is not None
    assert read.published_at.isoformat() == "2024-03-05T08:15:00+07:00"
    assert read.modified_at.isoformat() == "2024-03-09T10:00:00+07:00"
    assert read.category == "Tin tức"
    assert read.tags == ["kênh mương", "bến sim"]
    assert (read.rating_score, read.rating_votes) == (15, 4)
    assert read.models == []
    assert read.awards == []
    assert read.warnings == []
    assert read.field_sources == {
        "title": "nukeviet:headline",
        "lead": "nukeviet:hometext",
        "body": "nukeviet:news-bodyhtml",
        "published_at": "nukeviet:head",
        "modified_at": "microdata:dateModified",
        "author": "nukeviet:label",
        "authors": "nukeviet:label",
        "category": "meta:article:section",
        "tags": "nukeviet:tags",
        "rating_score": "nukeviet:stringrating",
        "rating_votes": "nukeviet:stringrating",
        "canonical_url": "link:canonical",
        "article_key": "url",
        "unit_name": "meta:og:site_name",
    }


def test_egov_head_holds_views_beside_the_clock() -> None:
    read = bulletin(html(EGOV))
    assert (read.views, read.field_sources["views"]) == (1214, "nukeviet:head")


def test_labelled_views_of_a_site_theme() -> None:
    assert bulletin(html(SITE_THEME)).views == 2059


def test_home_image_of_3x_stands_in_the_lead_with_its_caption() -> None:
    read = bulletin(html(V34, variables=V3_SCRIPT))
    assert [(image.url, image.caption) for image in read.images] == [
        (f"{HOST}/uploads/news/kenh.jpg", "Dòng kênh số 7")
    ]
    assert read.field_sources["images"] == "nukeviet:home-image"


def test_home_image_of_the_mobile_theme_is_not_its_modal_copy() -> None:
    read = bulletin(html(MOBILE_45))
    assert [(image.url, image.caption) for image in read.images] == [
        (f"{HOST}/uploads/news/kenh.jpg", "Dòng kênh số 7")
    ]


def test_body_of_divs_is_found_in_an_unknown_theme_among_longer_sidebars() -> None:
    assert bulletin(html(ROWS, ARTICLE)).body == BODY


def test_unknown_theme_without_heading_takes_the_title_of_the_head() -> None:
    page = html(SHEETS.replace("h1", "b"), f'{ARTICLE}<meta property="og:title" content="{TITLE}">')
    read = bulletin(page)
    assert (read.title, read.field_sources["title"]) == (TITLE, "meta:og:title")


def test_first_heading_of_an_unknown_theme_may_be_the_sites_name() -> None:
    page = html(
        BARE.replace("<main>", "<main><h1>Phường Bến Sim</h1>"),
        f'{ARTICLE}<meta property="og:title" content="{TITLE}">',
    )
    assert bulletin(page).title == TITLE


def test_second_heading_level_with_class_title() -> None:
    page = html(V40.replace("h1", "h2"))
    read = bulletin(page)
    assert (read.title, read.field_sources["title"]) == (TITLE, "nukeviet:h2.title")


@pytest.mark.parametrize("mark", ['class="breadcrumb"', 'itemtype="http://schema.org/BreadcrumbList"'])
def test_breadcrumb_gives_the_category_where_the_head_does_not(mark: str) -> None:
    crumbs = f'<ul {mark}><li><a href="/">Trang nhất</a></li><li><a href="/vui/">Đời sống</a></li></ul>'
    read = bulletin(html(crumbs + V34, variables=V3_SCRIPT))
    assert (read.category, read.field_sources["category"]) == ("Đời sống", "nukeviet:breadcrumb")


def test_keywords_of_3x_are_tags() -> None:
    page = html(V34 + '<div class="keywords"><a href="/tag/a/">kênh</a>, <a href="/tag/b/">bèo</a></div>')
    assert bulletin(page).tags == ["kênh", "bèo"]


def test_tags_of_a_site_without_rewriting() -> None:
    links = '<p><em class="fa fa-tags"></em> <a href="/index.php?nv=news&amp;op=tag/2%2F9">2/9</a> <a href="/x">y</a></p>'
    assert bulletin(html(V40 + links)).tags == ["2/9"]


def test_labelled_and_head_tags_where_no_link_is() -> None:
    labelled = html(V40.replace("</div></div>", "<p>Từ khóa: kênh, bèo</p></div></div>"))
    assert (bulletin(labelled).tags, bulletin(labelled).field_sources["tags"]) == (
        ["kênh", "bèo"],
        "nukeviet:label",
    )
    told = html(
        V40, '<meta property="article:tag" content="kênh"><meta property="article:tag" content="bèo">'
    )
    assert (bulletin(told).tags, bulletin(told).field_sources["tags"]) == (
        ["kênh", "bèo"],
        "meta:article:tag",
    )


def test_renamed_module_is_part_of_the_key() -> None:
    read = bulletin(theme_45(variables=script(module="ban-tin")), url=f"{HOST}/ban-tin/Tin/x-412.html")
    assert read.article_key == "ban-tin:412"


@pytest.mark.parametrize("generation", list(GENERATIONS))
def test_demo_articles_read_as_their_data_says(generation: str) -> None:
    demo = DemoSite(generation)
    demo.origin = HOST
    extractor = Extractor(Site.from_url(HOST))
    for article in demo.articles:
        expected = demo.expected(article.id)
        answer = demo.respond("GET", expected["url"].removeprefix(HOST))
        capture = Capture(url=expected["url"], fetched_at=DEMO_TIME, status=200)
        found = extractor.read(capture, answer.body, answer.content_type)
        assert isinstance(found, Extracted), (article.id, found)
        read = found.bulletin
        said = {
            "title": read.title,
            "lead": read.lead,
            "body": read.body,
            "author": read.author,
            "source": read.source,
            "category": read.category,
            "tags": read.tags,
            "images": [{"url": _original(image.url), "caption": image.caption} for image in read.images],
            "attachments": [file.url for file in read.attachments],
        }
        wanted = {key: expected[key] for key in said}  # type: ignore[literal-required]
        if wanted["author"] is None:
            wanted["author"] = read.author if expected["signature"] else None
        assert said == wanted, (generation, article.id)
        assert read.published_at is not None
        assert read.published_at.isoformat(timespec="minutes") == expected["published_at"]


def _original(url: str) -> str:
    """A thumbnail is recorded as the page shows it; its original lies under /uploads/."""
    return url.replace("/assets/", "/uploads/")
