"""The demo's texts are what the demo promises, and larger sites are made of them."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin_spider.demo import DemoSite, load_ward
from bulletin_spider.demo.content import parse_body, slugify

WARD = load_ward()


def test_the_ward_has_news_enough():
    crawlable = DemoSite().articles
    assert len(crawlable) >= 48
    assert len(WARD.categories) >= 7
    assert {article.published.year for article in crawlable} == {2022, 2023, 2024, 2025}
    assert sum(len(f"{article.lead} {article.body}".split()) >= 150 for article in crawlable) >= 12
    assert sum(len(article.categories) > 1 for article in crawlable) >= 10


def test_every_clerks_habit_occurs():
    styles = Counter(article.style for article in WARD.articles)
    assert set(styles) == {"br", "div", "word", "p", "font"}
    quirks = Counter(quirk for article in WARD.articles for quirk in article.quirks)
    assert set(quirks) == {"nfd", "shy", "nbsp", "entities", "host", "alt"}
    kinds = Counter(block.kind for article in WARD.articles for block in article.blocks)
    assert set(kinds) == {"p", "h", "h1", "ul", "table", "img"}
    assert {article.image.show for article in WARD.articles if article.image} == {"full", "thumb", "hidden"}
    assert any(article.signature and not article.byline for article in WARD.articles)
    assert any(len(article.pen_names) > 1 for article in WARD.articles)


def test_articles_are_sound():
    numbers = [article.id for article in WARD.articles]
    assert len(numbers) == len(set(numbers))
    for article in WARD.articles:
        assert article.slug == slugify(article.slug)
        assert article.edited >= article.published
        assert article.published.utcoffset().total_seconds() == 7 * 3600
        assert all(WARD.category(alias) for alias in article.categories)
        assert article.topic is None or article.topic in WARD.topics
        assert unicodedata.is_normalized("NFC", article.title + article.lead + article.body)
        for block in article.blocks:
            assert len({len(row) for row in block.rows}) <= 1, article.id


def test_readers_comments_tempt_a_careless_extractor():
    texts = [comment.text for article in WARD.articles for comment in article.comments]
    assert any("mô hình" in text for text in texts)
    assert any("Giấy khen" in text for text in texts)


@given(st.text())
def test_any_text_is_a_body(text):
    for block in parse_body(text):
        assert block.text or block.items or block.rows or block.kind in {"img", "h", "h1", "ul", "table", "p"}


@given(st.text())
def test_a_slug_is_made_of_words_and_hyphens(text):
    slug = slugify(text)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slugify(slug)


@pytest.mark.parametrize("count", [10, 54, 700])
def test_a_site_can_be_of_any_size(count):
    site = DemoSite(articles=count, per_page=20)
    assert len(site._stock) == count
    last = site.edition.articles[-1]
    assert site.respond("GET", site.edition.path(last)).status == 200
    assert site.respond("GET", "/sitemap-vi.news.xml").body.count(b"<loc>") == len(site.edition.articles)


def test_variants_differ_from_what_they_are_made_of():
    site = DemoSite(articles=400)
    texts = Counter((article.title, article.body) for article in site.articles)
    assert max(texts.values()) == 1
    assert site.article(3194).title == "Phường Trường Xuân tổng kết công tác Dân vận năm 2023"


def test_a_cached_page_is_given_out_fast():
    site = DemoSite(articles=300)
    paths = [site.edition.path(article) for article in site.articles[:100]]
    for path in paths:
        site.respond("GET", path)
    start = time.perf_counter()
    for path in paths:
        site.respond("GET", path)
    assert (time.perf_counter() - start) / len(paths) < 0.002
