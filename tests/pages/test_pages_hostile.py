"""Any bytes become an outcome, in time that grows with their number; broken encodings cost no letters."""

# ruff: noqa: E501 - a break within the HTML of a fixture would be part of it

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ward_pages import (
    BODY,
    FETCHED,
    HOST,
    LEAD,
    NUKEVIET,
    PARAGRAPHS,
    TITLE,
    URL,
    bulletin,
    outcome,
    theme_45,
)

from bulletin_spider.extract.outcome import Extracted, NotABulletin, Rejected
from bulletin_spider.pages.base import Page
from bulletin_spider.sites.schema import Site

DECLARED = Site(id="ben-sim", url=f"{HOST}/", family="nukeviet")
PAGE = theme_45()
# Everything but what windows-1258 lacks, which is nothing once accents stand apart.
CHARSETS = {
    "utf-8": (PAGE.encode(), "text/html"),
    "byte order mark": (b"\xef\xbb\xbf" + PAGE.encode(), "text/html"),
    "header of another": (PAGE.encode(), "text/html; charset=iso-8859-1"),
    "header of no charset": (PAGE.encode(), "text/html; charset=hex"),
    "meta of another": (PAGE.replace('charset="utf-8"', 'charset="windows-1252"').encode(), "text/html"),
    "utf-16 with mark": (PAGE.encode("utf-16"), "text/html"),
    "utf-16 by header": (PAGE.encode("utf-16-le"), "text/html; charset=utf-16le"),
    "one bad byte": (PAGE.encode().replace(b"<body>", b"<body>\xe1\xbb"), "text/html"),
    "bad byte, server's default": (
        PAGE.encode().replace(b"<body>", b"<body>\xff"),
        "text/html; charset=iso-8859-1",
    ),
    "NUL bytes": (PAGE.encode().replace(b"<p>", b"<p>\0"), "text/html"),
}


@pytest.mark.parametrize("name", CHARSETS)
def test_encoding(name: str) -> None:
    body, content_type = CHARSETS[name]
    found = outcome(body, content_type=content_type)
    assert isinstance(found, Extracted)
    assert (found.bulletin.title, found.bulletin.lead, found.bulletin.body) == (TITLE, LEAD, BODY)


@pytest.mark.parametrize("by", ["header", "meta"])
def test_windows_1258_comes_out_composed(by: str) -> None:
    import unicodedata

    page = PAGE.replace('charset="utf-8"', 'charset="windows-1258"' if by == "meta" else "")
    # The code page holds ă â ê ô ơ ư whole and the tones apart.
    letters = []
    for letter in page:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        rest = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tone))
        letters.append(rest + tone)
    body = "".join(letters).encode("cp1258", "xmlcharrefreplace")
    found = outcome(body, content_type="text/html; charset=windows-1258" if by == "header" else "text/html")
    assert isinstance(found, Extracted)
    assert (found.bulletin.title, found.bulletin.body) == (TITLE, BODY)


def test_feed_in_another_encoding() -> None:
    feed = f'<?xml version="1.0" encoding="iso-8859-1"?><rss><item><link>{URL}</link><title>é</title></item></rss>'
    assert [link.url for link in NUKEVIET.links(Page(URL, feed.encode("latin-1"), FETCHED))] == [URL]


@given(
    st.binary(max_size=600), st.sampled_from(["text/html", "text/html; charset=utf-16", "", "a;charset=\0"])
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_have_an_outcome(body: bytes, content_type: str) -> None:
    for site in (None, DECLARED):
        assert isinstance(
            outcome(body, content_type=content_type, site=site), Extracted | Rejected | NotABulletin
        )


PIECES = st.sampled_from(
    """<div> </div> <p> </p> <table> </table> <tr> <td> </td> <b> </b> <em> <br> <img/src=a.jpg> <figure>
    <figcaption> </figure> <div/id=news-bodyhtml> <div/class=bodytext> <h1> </h1> <ul/class=related> <li>
    <p/class="h5/text-right"> Tác_giả:_Kim Tin,_ảnh:_Chi 05/03/2024 08:15 &nbsp; &#0; &#xD800; \ud7ff <!-- --> <a/href=/t/x-1.html>
    <a/href=http://[> <meta/property=og:title/content=a> <meta/property=article:published_time/content=2024-99-99CST99:99:99>
    <span/itemprop=dateModified> 20:29_._. Lượt_xem:_.,. <center> <td/align=right> </html> <script> </script>""".split()
)


@given(st.lists(PIECES, max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_tag_soup_is_read(pieces: list[str]) -> None:
    soup = "".join(
        piece.replace("/", " ", 1) if piece[:1] == "<" and piece[1] != "/" else piece for piece in pieces
    )
    page = theme_45(soup.replace("_", " "), clock="".join(pieces[:5]).replace("_", " "))
    assert isinstance(outcome(page), Extracted | Rejected)
    NUKEVIET.links(Page(f"{HOST}/", page.encode(), FETCHED))
    NUKEVIET.article(Page(URL, soup.encode("utf-8", "replace"), FETCHED))


DEEP = 10_000
HOSTILE = {
    "deep divs": "<div>" * DEEP + PARAGRAPHS,
    "deep tables": "<table><tr><td>" * (DEEP // 3) + PARAGRAPHS,
    "deep headings": "<div><h1>x</h1>" * DEEP,
    "deep inline": "<span><b><i>" * (DEEP // 3) + "x",
    "deep links": "<div><a href=/t/x-1.html></a>" * DEEP,
    "deep microdata": "<div itemprop=dateModified itemscope itemtype=x>" * DEEP,
    "deep bodies": "<div class=bodytext>" * DEEP + "x",
    "deep related": "<ul class=related><li>" * (DEEP // 2) + "x",
    "many links": "".join(f"<a href=/t/x-{n}.html>x</a>" for n in range(DEEP)),
    "many images": "<p><img src=a.jpg></p>" * DEEP,
    "many cells": f"<table>{'<tr>' + '<td>x</td>' * 10 + '</tr>'}</table>" * 500,
    "one wide table": f"<table>{('<tr>' + '<td>x</td>' * 5 + '</tr>') * 3000}</table>",
    "long line": "Tin, ảnh: " * DEEP,
    "long labels": "Tác giả: " * DEEP,
    "long blanks": "&nbsp;" * DEEP + "x",
    "long digits": "1" * DEEP * 5,
    "open brackets": "<" * DEEP * 5,
    "open metas": "<meta " * DEEP,
    "script variables": "nv_a" * DEEP + " " * DEEP,
    "pages": "page-1" * DEEP,
    "stray closings": "x</div>" * DEEP,
    "many marks": "a" + "\u0301" * DEEP * 5,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page_is_read_in_time(name: str) -> None:
    began = time.process_time()
    for page in (theme_45(HOSTILE[name]), HOSTILE[name]):
        fresh = Page(URL, page.encode(), FETCHED)
        NUKEVIET.kind(fresh)
        NUKEVIET.article(fresh)
        NUKEVIET.links(Page(f"{HOST}/", page.encode(), FETCHED))
    assert time.process_time() - began < 4


def test_five_megabytes_are_read_whole() -> None:
    lines = 5_000_000 // len(PARAGRAPHS.encode())
    began = time.process_time()
    read = NUKEVIET.article(Page(URL, theme_45(PARAGRAPHS * lines).encode(), FETCHED))
    assert len(read.blocks) == 2 * lines
    assert time.process_time() - began < 6


def test_article_of_nothing_is_rejected_with_its_reason() -> None:
    found = outcome(theme_45(""))
    assert isinstance(found, Rejected)
    assert found.reasons == ("body: empty, and no attachment or image",)


def test_declared_selectors_go_before_the_familys_rules() -> None:
    site = Site(
        id="ben-sim",
        url=f"{HOST}/",
        selectors={
            "title": ".k-head",
            "lead": ".k-lead",
            "body": ".k-text",
            "published_at": ".k-when",
            "author": ".k-sign",
        },
    )
    page = theme_45(
        after="<div class='k-head'>Tên\nriêng</div><p class='k-lead'>Tóm tắt</p><p class=k-when>06/03/2024 09:00</p>"
        "<div class='k-text'><p>Một.</p><p><img src='/a.jpg'></p><p><em>Ảnh</em></p></div>"
        "<p class='k-sign'>Tác giả: Kim Chi - Lưu Gia</p>"
    )
    read = bulletin(page, site=site)
    assert (read.title, read.lead, read.body) == ("Tên riêng", "Tóm tắt", "Một.")
    assert (read.author, read.authors) == ("Kim Chi - Lưu Gia", ["Kim Chi", "Lưu Gia"])
    assert read.published_at is not None
    assert read.published_at.isoformat() == "2024-03-06T09:00:00+07:00"
    declared = {"title", "lead", "body", "published_at", "author"}
    assert {name for name, rule in read.field_sources.items() if rule == "declared"} >= declared


def test_declared_selectors_that_find_nothing_leave_the_familys_values() -> None:
    site = Site(
        id="ben-sim",
        url=f"{HOST}/",
        selectors={"title": ".none", "body": ".empty", "published_at": ".empty", "author": ".empty"},
    )
    read = bulletin(theme_45(after="<div class=empty></div>"), site=site)
    assert (read.title, read.body, read.author) == (TITLE, BODY, "Lưu Gia")
    assert read.field_sources["published_at"] == "nukeviet:head"
