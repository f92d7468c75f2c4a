"""The demo's pages hold what NukeViet pages hold, and say what `expected` says they do."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from parsel import Selector

from bulletin_spider.demo import GENERATIONS, DemoSite, expected

ALL = sorted(GENERATIONS)
SEED = 3194

TITLE = {"3.4": "#news_detail > h1", "egov": ".newsdetail h1.title", "mobile": ".news_column h1"}
CLOCK = {"3.4": "span.time", "mobile": "em.time"}
LEAD = {"3.4": "#hometext", "mobile": "#hometext .h2"}
BODY = {"3.4": "div.bodytext", "mobile": "div.bodytext"}
BYLINE = {"3.4": "p[style*=right]", "mobile": "p.text-right"}


@pytest.fixture(scope="module", params=ALL)
def site(request):
    return DemoSite(request.param, per_page=10)


def page(site, path):
    response = site.respond("GET", path)
    assert response.status == 200, (path, response.status)
    return Selector(response.body.decode())


def article(site, number):
    return page(site, site.edition.path(site.article(number)))


def seen(nodes):
    """Text as a reader sees it: composed, nothing invisible, single blanks."""
    text = unicodedata.normalize("NFC", "".join(nodes.css("::text").getall()))
    return " ".join(re.sub("[\u00ad\u200b]", "", text).split())


def test_the_head_says_which_generation_it_is(site):
    html = article(site, SEED)
    generators = {"4.5": "4.5", "mobile": "4.5", "egov": "4.5", "4.4": "4.4", "4.0": "4.0", "3.4": None}
    told = generators[site.generation.name]
    assert html.css("meta[name=generator]::attr(content)").get() == (told and f"NukeViet v{told}")
    script = html.xpath("//script[contains(., 'nv_module_name')]/text()").get()
    if site.generation.name == "3.4":
        assert 'nv_module_name = "news"' in script
        assert "nv_siteroot" in script
    else:
        assert 'nv_module_name="news"' in script
        assert 'nv_func_name="detail"' in script
        assert "nv_my_ofs=7" in script


def test_the_parts_of_the_seed_article_stand_where_the_theme_puts_them(site):
    name, html = site.generation.name, article(site, SEED)
    assert seen(html.css(TITLE.get(name, "h1.title")[:]).xpath("self::*[not(@class='hidden')]")) == (
        "Phường Trường Xuân tổng kết công tác Dân vận năm 2023"
    )
    clock = html.css(CLOCK.get(name, "span.h5")).xpath("string()").get()
    gap = "  " if name == "3.4" else " "
    assert clock.replace("\xa0", "") == f"Thứ ba - 23/01/2024{gap}02:20"
    assert seen(html.css(LEAD.get(name, ".hometext"))).startswith("Ngày 18/01/2024, Đảng uỷ phường")
    body = seen(html.css(BODY.get(name, "#news-bodyhtml")))
    assert body.startswith("Hội nghị đã thông qua báo cáo")
    assert body.endswith("phong trào Dân vận khéo năm 2023.")
    label = "Tác giả: " if name in {"4.5", "mobile", "egov"} else "Tác giả bài viết: "
    assert html.css(f"{BYLINE.get(name, 'p.h5.text-right')} strong::text").get() == label


def test_four_sources_of_time_carry_their_real_defects(site):
    name, html = site.generation.name, article(site, SEED)
    metas = html.css('meta[property="article:published_time"]::attr(content)').getall()
    zone = {"4.0": "ICT", "3.4": None}.get(name, "+07")
    assert metas == ([f"2024-01-23{zone}02:20:00"] if zone else [])
    published = html.css("[itemprop=datePublished]::text").getall()
    assert published == ([] if name in {"4.0", "3.4"} else ["2024-01-26T02:32:57+07:00"])
    feed = site.respond("GET", site.edition.rss_path()).body.decode()
    # 3239 was published on 27 March 2025 at 07:00 in Vietnam: 00:00 GMT, told as 00:03.
    assert re.search(r"news_3239\]\]>\s*</guid>\s*<pubDate>Thu, 27 Mar 2025 00:03:00 GMT<", feed)
    sitemap = site.respond("GET", "/sitemap-vi.news.xml").body.decode()
    assert f"<loc>{site.url(SEED)}</loc><lastmod>2024-01-23T02:20:00+07:00</lastmod>" in sitemap


def test_without_a_byline_the_posting_account_stands_as_author(site):
    html = article(site, 3103)
    names = html.css("[itemtype$=NewsArticle] [itemprop=author] [itemprop=name]::text").getall()
    assert names == (["quantri"] if site.generation.microdata else [])
    assert html.css("meta[name=author]::attr(content)").get() == "Phường Trường Xuân"
    assert "Tác giả" not in seen(html.css("body"))


def test_linked_pen_names_came_with_45(site):
    html = article(site, 3202)
    linked = html.css('a[href*="/author/"]::text').getall()
    assert linked == (["Thu Lan", "Minh Tuấn"] if site.generation.name in {"4.5", "mobile", "egov"} else [])
    assert "Thu Lan, Minh Tuấn, CTV" in seen(html.css("body"))


def test_the_fixed_words_around_an_article_are_there_and_outside_its_body(site):
    html = article(site, 3199)
    whole, body = seen(html.css("body")), seen(html.css(BODY.get(site.generation.name, "#news-bodyhtml")))
    for words in (
        "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
        "Click để đánh giá bài viết",
        "Ý kiến bạn đọc",
        "Những tin mới hơn",
        "Những tin cũ hơn",
        "Theo dòng sự kiện",
        "Mã an toàn",
        "Bà Cẩm xứng đáng được tặng Bằng khen của tỉnh",
        site.generation.tags_label.strip(),
    ):
        assert words in whole
        assert words not in body
    assert ("Bạn đã không sử dụng Site" in whole) == (site.generation.name != "3.4")


def test_votes_show_a_rank(site):
    html = article(site, 3101)
    assert html.css("#stringrating::text").get() == "Tổng số điểm của bài viết là: 9 trong 2 đánh giá"
    assert (html.css("#numberrating::text").get(), html.css("#click_rating::text").get()) == ("4.5", "2")


def test_the_home_image_is_shown_in_each_of_its_ways(site):
    full, thumb, hidden = (article(site, number) for number in (SEED, 3150, 3107))
    matter = ".news_column, #news_detail"
    assert full.css(matter).css('img[src="/uploads/news/2024_01/hoi-nghi-dan-van-2023.png"]')
    assert thumb.css(matter).css('img[src="/assets/news/2023_06/lien-gia.png"]')
    assert not hidden.css(f":is({matter}) img[src*=bong-chuyen]")
    if site.generation.name in {"4.5", "4.4", "4.0", "egov"}:
        captions = [seen(node) for node in thumb.css(".news_column figcaption")]
        assert captions.count("Các hộ dân thực hành sử dụng bình chữa cháy") == 2
        assert full.css("figure.article.center figcaption")


def test_metas_escape_slashes_and_cut_the_lead(site):
    raw = site.respond("GET", site.edition.path(site.article(SEED))).body.decode()
    description = re.search(r'<meta name="description" content="([^"]*)"', raw)[1]
    assert description.startswith("Ngày 18&#x002F;01&#x002F;2024, Đảng uỷ")
    assert description.endswith("...")


def test_listing_clocks_are_those_of_the_generation(site):
    number, listed = 3202, "02/04/2024"
    times = {
        "4.5": "15:05:00", "egov": "15:05:00", "4.4": "03:05:00 PM", "4.0": "03:05:00 PM",
        "3.4": "03:05:00 PM", "mobile": "",
    }  # fmt: skip
    if site.generation.name == "3.4":
        listed = "02-04-2024"
    path = site.generation.category_path(site.edition.categories["khoi-chinh-quyen"])
    texts = [" ".join(text.split()) for text in page(site, path).css("li::text, span.time::text").getall()]
    wanted = f"{listed} {times[site.generation.name]}".strip()
    assert site.article(number).published.isoformat() == "2024-04-02T15:05:00+07:00"
    assert any(text in {wanted, f"Đăng lúc: {wanted}"} for text in texts), texts


def test_the_pager_marks_every_higher_page_as_next_and_keeps_a_dead_arrow_at_the_end(site):
    last = page(site, site.generation.category_path(site.ward.categories[0], 3))
    assert last.css("ul.pagination a[rel=next]").getall() == []
    assert len(last.css("ul.pagination a[rel=prev]")) == 3
    dead = "javascript:void(0)" if site.generation.name in {"4.5", "mobile", "egov"} else "#"
    assert last.css("ul.pagination li.disabled a::attr(href)").getall() == [dead]
    first = page(site, site.generation.category_path(site.ward.categories[0]))
    assert first.css("ul.pagination a[rel=next]::text").getall() == ["2", "3", "»"]


def test_every_article_is_reached_from_home_through_lists(site):
    prefix = re.escape(site.generation.prefix)
    article_path = re.compile(rf"{prefix}[^/]+/(?!page-)[^/]+-(\d+)(?:\.html|/)")
    listing = re.compile(rf"/|{prefix}(?:(?!about|seek|feeds|rss|topic)[A-Za-z-]+/)?(?:page-\d+/)?")
    todo, done, numbers = ["/"], set(), set()
    while todo:
        path = todo.pop()
        done.add(path)
        links = page(site, path).css("#body a::attr(href), .main a::attr(href), ul a::attr(href)").getall()
        numbers |= {int(found[1]) for href in links if (found := article_path.fullmatch(href))}
        todo += {href for href in links if listing.fullmatch(href)} - {*todo, *done}
    assert {article.id for article in site.edition.articles} <= numbers


def test_the_sitemap_names_every_published_article_and_no_draft(site):
    index = site.respond("GET", "/sitemap.xml").body.decode()
    assert f"<loc>{site.origin}/sitemap-vi.news.xml</loc>" in index
    named = re.findall("<loc>(.*?)</loc>", site.respond("GET", "/sitemap-vi.news.xml").body.decode())
    assert named == [site.edition.url(article) for article in site.edition.articles]
    assert len(named) == len(site.ward.articles) - 1


def test_feeds_hold_thirty_leads_without_bodies(site):
    feed = Selector(site.respond("GET", site.edition.rss_path()).body.decode(), type="xml")
    assert len(feed.xpath("//item")) == 30
    assert feed.xpath("//item/guid/text()").get().strip().startswith("news_")
    category = Selector(
        site.respond("GET", site.edition.rss_path(site.edition.categories["khoi-dang"])).body.decode(),
        type="xml",
    )
    assert len(category.xpath("//item")) == 5


def test_pages_have_a_realistic_size(site):
    sizes = [len(site.respond("GET", site.edition.path(article)).body) for article in site.articles[:12]]
    low = 25_000 if site.generation.name == "3.4" else 30_000
    assert low < min(sizes)
    assert max(sizes) < 75_000


def test_print_and_savefile_repeat_the_article_alone(site):
    seed = site.article(SEED)
    for kind in ("print/", "savefile/"):
        html = page(site, site.edition.path(seed, kind=kind))
        assert seen(html.css("#content > h1")) == seed.title
        assert seen(html.css("#bodytext")).startswith("Hội nghị đã thông qua")
        assert html.css("meta[name=robots]::attr(content)").get() == "noindex, follow"
        assert "Những tin" not in seen(html.css("body"))


def test_tags_topics_and_authors_have_lists(site):
    tag = page(site, site.edition.tag_path("dân vận khéo"))
    assert len(tag.css(".news_column h3")) == 2
    assert re.fullmatch(r"09:40 12/03/2024", tag.css(".news_column p em + em::text").get())
    assert len(page(site, site.edition.topic_path("dan-van-kheo")).css(".news_column h3")) == 3
    assert len(page(site, site.edition.author_path("Đoàn phường")).css(".news_column h3")) == 2


def letters(text):
    return "".join(unicodedata.normalize("NFC", re.sub("[\u00ad\u200b]", "", text)).split())


def test_bodies_hold_the_expected_words_in_order_in_every_clerks_html(site):
    selector = BODY.get(site.generation.name, "#news-bodyhtml")
    for item in site.articles:
        told = expected(item, origin=site.origin, generation=site.generation.name)
        body = article(site, item.id).css(selector)
        shown, place = letters("".join(body.xpath(".//text()").getall())), 0
        for line in told["body"].split("\n"):
            for cell in line.split(" | "):
                place = shown.find(letters(cell), place)
                assert place >= 0, (item.id, cell)
                place += len(letters(cell))


def test_expected_pictures_and_files_are_on_the_page(site):
    for item in site.articles:
        told = expected(item, origin=site.origin, generation=site.generation.name)
        raw = site.respond("GET", site.edition.path(item)).body.decode()
        for image in told["images"]:
            src = image["url"].removeprefix(site.origin)
            assert src in raw or src.replace("/uploads/", "/assets/") in raw
        for file in told["attachments"]:
            assert file.removeprefix(site.origin).replace("&", "&amp;") in raw
        assert (told["preview_image"] or "") in raw or site.generation.name == "3.4"


HAND = [
    json.loads(line) for line in (Path(__file__).parent / "expected.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("want", HAND, ids=lambda want: str(want["id"]))
def test_expected_says_what_a_reader_wrote_down(want):
    site = DemoSite("4.5")
    told = expected(site.article(want["id"]), origin="http://ward.test")
    assert {key: told[key] for key in want} == want


def test_expected_times_read_as_times():
    for item in DemoSite().articles:
        told = expected(item)
        assert datetime.fromisoformat(told["published_at"]).utcoffset().total_seconds() == 7 * 3600
        assert datetime.fromisoformat(told["modified_at"]) >= datetime.fromisoformat(told["published_at"])


def test_what_generations_do_not_tell_is_not_expected_of_them():
    seed = DemoSite().article(SEED)
    assert expected(seed, generation="3.4")["modified_at"] is None
    assert expected(seed, generation="4.0")["modified_at"] == "2024-01-26T02:32:57+07:00"
