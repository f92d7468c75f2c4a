"""Small pages of an invented ward, Phường Bến Sim, as each NukeViet generation and theme would print them."""

from __future__ import annotations

from datetime import UTC, datetime

from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.extract.outcome import Extracted, Outcome
from bulletin_spider.pages.base import ArticleFields, Page
from bulletin_spider.pages.block import text_lines
from bulletin_spider.pages.families import FAMILIES
from bulletin_spider.records import Bulletin, Capture
from bulletin_spider.sites.schema import Site

HOST = "http://bensim.example"
URL = f"{HOST}/tin-tuc/ra-quan-don-kenh-muong-412.html"
FETCHED = datetime(2024, 6, 1, tzinfo=UTC)
NUKEVIET = FAMILIES["nukeviet"]

TITLE = "Bến Sim ra quân dọn kênh mương"
LEAD = "Sáng mùng 4, hơn hai trăm người dân phường Bến Sim cùng nhau vớt bèo, khơi thông tuyến kênh số 7."
FIRST = "Từ sáng sớm, bà con ba khu phố đã mang cuốc, xẻng ra bờ kênh."
SECOND = "Đến trưa, đoạn kênh dài 900 mét được dọn sạch, nước chảy thông trở lại."
BODY = f"{FIRST}\n{SECOND}"
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


def script(module: str = "news", function: str = "detail", zone: str = "7", abbreviation: str = "+07") -> str:
    return (
        '<script>var nv_base_siteurl="/",nv_lang_data="vi",nv_name_variable="nv",'
        f'nv_module_name="{module}",nv_func_name="{function}",nv_my_ofs={zone},'
        f'nv_my_abbr="{abbreviation}";</script>'
    )


def html(content: str, head: str = "", *, variables: str | None = None) -> str:
    """A whole page of 4.5 round some content, with the notices that stand on every page."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<meta name="generator" content="NukeViet v4.5"><meta name="author" content="Phường Bến Sim">
<meta property="og:site_name" content="Trang tin Phường Bến Sim">{head}
{script() if variables is None else variables}</head><body>
<noscript><div class="alert alert-danger">Trình duyệt của bạn đã tắt JavaScript</div></noscript>
<span class="current-time">Chủ nhật, 02/06/2024, 11:59</span>
<ul class="menu"><li><a href="/">Trang nhất</a></li><li><a href="/tin-tuc/">Tin tức</a></li></ul>
{content}
<div id="timeoutsess" class="chromeframe">Bạn đã không sử dụng Site, Bấm vào đây để duy trì trạng thái</div>
<footer itemscope itemtype="http://schema.org/Organization"><span itemprop="name">UBND Bến Sim</span></footer>
</body></html>"""


def theme_45(
    body: str = PARAGRAPHS,
    *,
    clock: str = "Thứ ba - 05/03/2024 08:15",
    lead: str = f'<div class="hometext m-bottom" itemprop="description">{LEAD}</div>',
    byline: str = "<strong>Tác giả: </strong>Lưu Gia",
    home: str = "",
    head: str = "",
    title: str = TITLE,
    before_title: str = "",
    after: str = "",
    variables: str | None = None,
    meta: str = '<meta property="article:published_time" content="2024-03-05+0708:15:30">',
) -> str:
    """An article of the default theme of 4.5."""
    signed = f'<div class="margin-bottom-lg"><p class="h5 text-right">{byline}</p></div>' if byline else ""
    return html(
        f"""<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope>
<div class="panel-body">{before_title}<h1 class="title margin-bottom-lg" itemprop="headline">{title}</h1>
<div class="hidden hide d-none" itemprop="author" itemtype="http://schema.org/Person" itemscope>
<span itemprop="name">quantri</span></div>
<span class="hidden hide d-none" itemprop="datePublished">2024-03-09T10:00:00+07:00</span>
<span class="hidden hide d-none" itemprop="dateModified">2024-03-09T10:00:00+07:00</span>
<div class="row"><div class="col-md-12"><span class="h5">{clock}</span></div></div>
{lead}{home}
<div id="news-bodyhtml" class="bodytext margin-bottom-lg" itemprop="articleBody">
{body}
</div>{signed}</div></div>
{after}
<div class="news_column panel panel-default"><div class="panel-body"><form id="form3B">
<p id="stringrating">Tổng số điểm của bài viết là: 15 trong 4 đánh giá</p>
<span>Click để đánh giá bài viết</span></form></div></div>
<div class="news_column panel"><div class="panel-body"><div id="idcomment"><div id="showcomment">
<ul class="comment-list"><li class="media"><div class="media-body">Tác giả: Bạn đọc. Mô hình rất hay,
nên tặng Giấy khen cho khu phố 2.</div></li></ul></div></div></div></div>
<div class="news_column panel other-news"><p class="h3"><strong>Những tin mới hơn</strong></p>
<ul class="related"><li><a href="/tin-tuc/hop-khu-pho-420.html"
 data-content="Họp khu phố">Họp khu phố</a> <em>(20/03/2024)</em></li></ul></div>""",
        f'<meta property="og:title" content="{TITLE}"><meta property="og:type" content="article">'
        f'<meta property="article:section" content="Tin tức">'
        f'<link rel="canonical" href="{URL}">{meta}{head}',
        variables=variables,
    )


def fields(
    markup: str | bytes, url: str = URL, content_type: str = "text/html; charset=utf-8"
) -> ArticleFields:
    """What the family reads on a page."""
    body = markup.encode() if isinstance(markup, str) else markup
    return NUKEVIET.article(Page(url, body, FETCHED, content_type))


def body_of(body: str) -> ArticleFields:
    """What is read where that HTML is the body, on a page without a labelled byline."""
    return fields(theme_45(body, byline=""))


def text(read: ArticleFields) -> str:
    return text_lines(read.blocks)


def outcome(
    markup: str | bytes,
    url: str = URL,
    content_type: str = "text/html; charset=utf-8",
    site: Site | None = None,
) -> Outcome:
    """What becomes of the page."""
    body = markup.encode() if isinstance(markup, str) else markup
    extractor = Extractor(site or Site.from_url(HOST))
    return extractor.read(Capture(url=url, fetched_at=FETCHED, status=200), body, content_type)


def bulletin(markup: str | bytes, url: str = URL, site: Site | None = None) -> Bulletin:
    """The record of the page, which has to be an article."""
    found = outcome(markup, url, site=site)
    assert isinstance(found, Extracted), found
    return found.bulletin
