"""Authors and sources: labels in every place themes put them, and signatures clerks type."""

# ruff: noqa: E501 - a break within the HTML of a fixture would be part of it

from __future__ import annotations

import pytest
from ward_pages import BODY, FIRST, LEAD, PARAGRAPHS, SECOND, body_of, fields, html, text, theme_45

# The labelled byline: HTML, author, people, source.
LABELS = {
    "4.5": ("<strong>Tác giả: </strong>Lưu Gia", "Lưu Gia", ["Lưu Gia"], None),
    "4.4": ("<strong>Tác giả bài viết: </strong>Lưu Gia", "Lưu Gia", ["Lưu Gia"], None),
    "linked names": (
        '<strong>Tác giả: </strong><a href="/author/luu-gia/">Lưu Gia</a>, <a href="/author/chi/">Kim Chi</a>, Trần Be',
        "Lưu Gia, Kim Chi, Trần Be",
        ["Lưu Gia", "Kim Chi", "Trần Be"],
        None,
    ),
    "both": (
        (
            "<strong>Tác giả: </strong>Lưu Gia</p><p class='h5 text-right'><strong>Nguồn tin: </strong>"
            "<a href='http://dai.example/'>Đài Bến Sim</a>"
        ),
        "Lưu Gia",
        ["Lưu Gia"],
        "Đài Bến Sim",
    ),
    "source alone": ("<strong>Nguồn tin: </strong>Báo Sông Sim", None, [], "Báo Sông Sim"),
    "poster is no author": ("Người đăng bài viết: Quản trị viên", None, [], None),
    "label without a value": ("<strong>Tác giả: </strong>", None, [], None),
    "escaped twice": ("<strong>Nguồn tin: </strong>Báo &amp;quot;Sim&amp;quot;", None, [], 'Báo "Sim"'),
}


@pytest.mark.parametrize("way", LABELS)
def test_labelled_byline(way: str) -> None:
    byline, author, people, source = LABELS[way]
    read = fields(theme_45(byline=byline))
    assert (read.author, read.authors, read.source) == (author, people, source)
    assert read.sources.get("author") == ("nukeviet:label" if author else None)
    assert read.sources.get("authors") == ("nukeviet:label" if author else None)
    assert read.sources.get("source") == ("nukeviet:label" if source else None)
    assert text(read) == BODY


def test_author_is_printed_before_the_title() -> None:
    read = fields(theme_45(byline="", before_title='<p class="who">Tác giả: Kim Chi</p>'))
    assert (read.author, read.sources["author"]) == ("Kim Chi", "nukeviet:label")


def test_account_that_posted_and_commenting_readers_are_no_authors() -> None:
    read = fields(theme_45(byline=""))
    assert (read.author, read.authors, read.source) == (None, [], None)


@pytest.mark.parametrize(
    "box", ['id="idcomment"', 'id="showcomment"', 'class="comment-list"', 'class="other-news"']
)
def test_boxes_of_other_people_within_the_wrapper_name_no_author(box: str) -> None:
    body = f"{PARAGRAPHS}</div><div {box}><p>Tác giả: Bạn đọc</p><p>Nguồn: Mạng xã hội</p>"
    read = fields(theme_45(body, byline=""))
    assert (read.author, read.source, text(read)) == (None, None, BODY)


def test_labels_in_title_and_lead_are_not_the_byline() -> None:
    lead = '<div class="hometext">Nguồn: Đội thợ gặt</div>'
    assert fields(theme_45(byline="", lead=lead, title="Tác giả: một cuộc gặp")).author is None
    assert fields(theme_45(byline="", lead=lead)).source is None


def test_several_labels_on_one_line() -> None:
    line = "<div>Ngày đăng: 05/03/2024 08:15 | Tác giả: Kim Chi | Nguồn: Báo Sông Sim | Lượt xem: 98</div>"
    read = fields(theme_45(byline="", clock=line))
    assert (read.author, read.source, read.views) == ("Kim Chi", "Báo Sông Sim", 98)


# Last lines of a body: HTML, author, people, source, rule.
SIGNATURES = {
    "credit": ("<p>Tin và ảnh: Kim Chi</p>", "Kim Chi", ["Kim Chi"], "body:credit"),
    "credit of two": ("<p>Tin bài: Kim Chi - Lưu Gia</p>", "Kim Chi - Lưu Gia", ["Kim Chi", "Lưu Gia"], "body:credit"),
    "credit on two lines": ("<p>Tin: Kim Chi</p><p>Ảnh: Lưu Gia</p>", "Kim Chi; Lưu Gia", ["Kim Chi", "Lưu Gia"], "body:credit"),
    "credit after an image": ('<p><img src="/a.jpg"></p><p>Tin, ảnh: Kim Chi</p>', "Kim Chi", ["Kim Chi"], "body:credit"),
    "two lines after an image": (
        '<p><img src="/a.jpg"></p><p>Bài: Kim Chi</p><p>Ảnh: Lưu Gia</p>',
        "Kim Chi; Lưu Gia",
        ["Kim Chi", "Lưu Gia"],
        "body:credit",
    ),
    "before an image": ('<p>Tin, ảnh: Kim Chi</p><p><img src="/a.jpg"></p>', "Kim Chi", ["Kim Chi"], "body:credit"),
    "before an image with a caption": (
        '<p>Tin, ảnh: Kim Chi</p><p><img src="/a.jpg"></p><p><em>Bờ kênh</em></p>',
        "Kim Chi",
        ["Kim Chi"],
        "body:credit",
    ),
    "right-aligned in a table": (
        '<table align="right"><tr><td><b>Mai viết Sim</b></td></tr></table>',
        "Mai viết Sim",
        ["Mai viết Sim"],
        "body:name",
    ),
    "right-aligned": ('<p style="text-align: right;">Mai viết Sim</p>', "Mai viết Sim", ["Mai viết Sim"], "body:name"),
    "class text-right": ('<p class="text-right">Mai Kim Sim</p>', "Mai Kim Sim", ["Mai Kim Sim"], "body:name"),
    "bold initials": ("<p><strong>KC</strong></p>", "KC", ["KC"], "body:initials"),
    "behind many blanks": (f"<p>{'&nbsp; ' * 20}KC</p>", "KC", ["KC"], "body:initials"),
    "slanted": ("<p><em>Kim Chi Anh</em></p>", "Kim Chi Anh", ["Kim Chi Anh"], "body:name"),
    "board": ('<div align="right"><b>BBT</b></div>', "BBT", ["BBT"], "body:initials"),
    "label typed by hand": ("<p>Tác giả: Kim Chi</p>", "Kim Chi", ["Kim Chi"], "body:label"),
    "after the source": ("<p><b>Kim Chi Anh</b></p><p>Nguồn: Báo Sông Sim</p>", "Kim Chi Anh", ["Kim Chi Anh"], "body:name"),
}  # fmt: skip


@pytest.mark.parametrize("way", SIGNATURES)
def test_signature_leaves_the_body_and_is_the_author(way: str) -> None:
    ending, author, people, rule = SIGNATURES[way]
    read = body_of(PARAGRAPHS + ending)
    assert (read.author, read.authors) == (author, people)
    assert (read.sources["author"], read.sources["authors"]) == (rule, rule)
    assert text(read) == BODY


@pytest.mark.parametrize(
    ("ending", "source", "rule"),
    [
        ("<p>Nguồn: Báo Sông Sim</p>", "Báo Sông Sim", "body:label"),
        ("<p><em>(Theo Báo Sông Sim)</em></p>", "Báo Sông Sim", "body:source-line"),
        ("<p>Theo Báo Sông Sim</p>", "Báo Sông Sim", "body:source-line"),
    ],
)
def test_source_line_leaves_the_body(ending: str, source: str, rule: str) -> None:
    read = body_of(PARAGRAPHS + ending)
    assert (read.source, read.sources["source"], text(read)) == (source, rule, BODY)


def test_labelled_byline_goes_before_a_signature_which_still_leaves_the_body() -> None:
    read = fields(theme_45(f"{PARAGRAPHS}<p>Tin, ảnh: Kim Chi</p>"))
    assert (read.author, read.authors, read.sources["author"]) == ("Lưu Gia", ["Lưu Gia"], "nukeviet:label")
    assert text(read) == BODY


# Endings that are part of the text, with the lines they read as.
NO_SIGNATURES = {
    "sentence": ("<p><b>Phường sẽ tiếp tục.</b></p>", ["Phường sẽ tiếp tục."]),
    "plain name": ("<p>Kim Chi Anh</p>", ["Kim Chi Anh"]),
    "poem": (
        "<p><em>Sông Sim Nước Biếc</em></p><p><em>Đò Xưa Bến Cũ</em></p>",
        ["Sông Sim Nước Biếc", "Đò Xưa Bến Cũ"],
    ),
    "bold list of names": (
        "<p><b>Kim Chi Anh</b></p><p><b>Lưu Gia Bảo</b></p>",
        ["Kim Chi Anh", "Lưu Gia Bảo"],
    ),
    "table": (
        "<table><tr><td>Tổ</td><td>Tổ trưởng</td></tr><tr><td>Một</td><td><b>Kim Chi Anh</b></td></tr></table>",
        ["Tổ | Tổ trưởng", "Một | Kim Chi Anh"],
    ),
    "list": ("<ul><li>Kim Chi</li><li><b>Lưu Gia Bảo</b></li></ul>", ["Kim Chi", "Lưu Gia Bảo"]),
    "pictures alone": ("<p>Ảnh: Kim Chi</p>", ["Ảnh: Kim Chi"]),
    "name before a table": (
        "<p><b>Kim Chi Anh</b></p><table><tr><td>Tổ</td><td>2</td></tr></table>",
        ["Kim Chi Anh", "Tổ | 2"],
    ),
}


@pytest.mark.parametrize("way", NO_SIGNATURES)
def test_ending_that_is_no_signature_stays(way: str) -> None:
    ending, lines = NO_SIGNATURES[way]
    read = body_of(PARAGRAPHS + ending)
    assert text(read).split("\n") == [FIRST, SECOND, *lines]
    assert (read.author, read.source) == (None, None)


def test_body_of_a_single_name_keeps_it() -> None:
    assert text(body_of("<p><b>Kim Chi Anh</b></p>")) == "Kim Chi Anh"


# The lead, in every form, with the rule that reads it.
LEADS = {
    "class": (f'<div class="hometext m-bottom">{LEAD}</div>', LEAD, "nukeviet:hometext"),
    "id": (f'<div id="hometext"><p class="h2">{LEAD}</p></div>', LEAD, "nukeviet:hometext"),
    "breaks": ('<div class="hometext">Một.<br />\nHai.</div>', "Một.\nHai.", "nukeviet:hometext"),
    "markup": ('<div class="hometext"><p><b>Một</b> hai.</p></div>', "Một hai.", "nukeviet:hometext"),
    "microdata": (f'<p itemprop="description">{LEAD}</p>', LEAD, "nukeviet:description"),
    "class lead": (f'<p class="lead">{LEAD}</p>', LEAD, "nukeviet:sapo"),
    "no box": (f"<p><strong>{LEAD}</strong></p>", LEAD, "nukeviet:before-body"),
    "cut in a meta": (f'<meta itemprop="description" content="{LEAD[:40]}...">', None, None),
    "hidden copy": (f'<div class="hidden" itemprop="description">{LEAD[:40]}</div>', None, None),
    "empty": ('<div class="hometext">&nbsp;</div>', None, None),
    "switched off": ("", None, None),
    "short line": ("<p>Xem với cỡ chữ</p>", None, None),
}


@pytest.mark.parametrize("way", LEADS)
def test_lead(way: str) -> None:
    markup, lead, rule = LEADS[way]
    read = fields(theme_45(lead=markup))
    assert (read.lead, read.sources.get("lead")) == (lead, rule)
    assert text(read) == BODY
    assert read.published_at is not None


def test_lead_box_round_the_whole_article_is_not_its_lead() -> None:
    page = html(f'<div class="description"><h1>Tin</h1><div id="bodytext">{PARAGRAPHS}</div></div>')
    read = fields(page)
    assert (read.lead, text(read)) == (None, BODY)
