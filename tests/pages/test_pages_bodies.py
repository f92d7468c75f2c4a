"""Bodies as clerks leave them: broken markup, tables, images and what slips in from elsewhere."""

# ruff: noqa: E501 - a break within the HTML of a fixture would be part of it

from __future__ import annotations

import unicodedata

import pytest
from ward_pages import BODY, FIRST, HOST, PARAGRAPHS, SECOND, body_of, fields, html, text, theme_45

IMG = '<img src="/uploads/news/a.jpg" alt="">'
A, B = f"{HOST}/uploads/news/a.jpg", f"{HOST}/uploads/news/b.jpg"

# Each is a body of the two paragraphs, in another way of writing it.
SAME_BODY = {
    "p": PARAGRAPHS,
    "loose text with br": f"{FIRST}<br />\n{SECOND}",
    "two br": f"{FIRST}<br><br />{SECOND}<br>&nbsp;",
    "justified div with br": f'<div style="text-align: justify;">{FIRST}<br />&nbsp;<br />{SECOND}<br />&nbsp;</div>',
    "div as paragraph": f"<div>{FIRST}</div><div>&nbsp;</div><div>{SECOND}</div>",
    "blank paragraphs": f"<p>&nbsp;</p><p>{FIRST}</p>{'<p>&nbsp;</p>' * 30}<p>{SECOND}</p><p><br></p>",
    "unclosed p": f"<p>{FIRST}<p>{SECOND}",
    "unclosed b and span": f"<p><b><span>{FIRST}</p><p>{SECOND}</p>",
    "unclosed div": f"<div>{FIRST}</div><div>{SECOND}",
    "extra closing div": f"<div>{FIRST}</div></div><p>{SECOND}</p>",
    "extra closing div, loose text": f"{FIRST}</div>{SECOND}",
    "two extra closing divs": f"<p>{FIRST}</p></div></div><p>{SECOND}</p>",
    "extra closing div, then more than one": f"<p>{FIRST}</p></div><br><div>{SECOND}</div>",
    "extra closing div, Word": f'<p>{FIRST}</p></div><p class="MsoNormal">{SECOND}</p>',
    "layout table": f"<table><tr><td><p>{FIRST}</p></td></tr><tr><td><p>{SECOND}</p></td></tr></table>",
    "nested tables": f"<table><tr><td>{FIRST}</td></tr><tr><td><table><tr><td>{SECOND}</td></tr></table></td></tr></table>",
    "word": (
        f'<p class="MsoNormal"><span style="mso-bidi:x"><span>{FIRST[:9]}</span></span><span>{FIRST[9:]}</span>'
        f"<o:p></o:p></p><!--[if gte mso 9]><xml>x</xml><![endif]--><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        f'<p class="MsoNormal"><font face="Times">{SECOND}</font></p>'
    ),
    "soft hyphens and zero width": PARAGRAPHS.replace("kênh", "kê\u00adn\u200bh"),
    "decomposed": unicodedata.normalize("NFD", PARAGRAPHS),
    "hard blanks": f"<p>&nbsp; &nbsp;{FIRST.replace(' ', '&nbsp;')}</p><p>{SECOND}&nbsp;</p>",
    "pasted article": f'<div id="bodytext" class="bodytext">{PARAGRAPHS}</div>',
    "pasted body of the same id": f'<div id="news-bodyhtml">{FIRST}</div><div id="news-bodyhtml">{SECOND}</div>',
    "hidden copy": f"{PARAGRAPHS}<p style='display: none'>Bản nháp cũ</p><p hidden>x</p><p class='modal'>y</p>",
    "script, style and form": f"<style>p{{}}</style>{PARAGRAPHS}<script>var a='b'</script><select><option>x</option></select>",
    "comment in the middle": f"<p>{FIRST[:9]}<!-- sửa -->{FIRST[9:]}</p><p>{SECOND}</p>",
    "share buttons": f'<p>{FIRST}</p><div class="socialicon">Tweet</div><p>{SECOND}</p>',
    "pasted related list": f'<p>{FIRST}</p><ul class="related"><li><a href="/x-1.html">Tin khác</a></li></ul><p>{SECOND}</p>',
}


@pytest.mark.parametrize("way", SAME_BODY)
def test_body_reads_the_same_however_it_is_written(way: str) -> None:
    read = fields(theme_45(SAME_BODY[way]))
    assert text(read) == BODY
    assert (read.author, read.sources["author"]) == ("Lưu Gia", "nukeviet:label")
    assert read.sources["body"] == "nukeviet:news-bodyhtml"


@pytest.mark.parametrize("name", ["hidden", "hide", "d-none", "modal", "sr-only"])
def test_class_that_hides(name: str) -> None:
    assert text(body_of(f'{PARAGRAPHS}<div class="a {name}">Bản nháp cũ</div>')) == BODY


def test_unclosed_divs_do_not_let_furniture_into_the_body() -> None:
    read = fields(theme_45(f"<div><div><b>{PARAGRAPHS}"))
    assert text(read) == BODY


def test_unclosed_body_of_3x_ends_at_the_lines_a_template_prints() -> None:
    page = html(
        f'<div id="news_detail"><h1>Tin</h1><div class="bodytext"><div>{PARAGRAPHS}</div>'
        "<div>Tổng số điểm của bài viết là: 0 trong 0 đánh giá</div><div>Những tin mới hơn</div><p>Tin khác</p>"
    )
    assert text(fields(page)) == BODY


@pytest.mark.parametrize(
    "line", ["Click để đánh giá bài viết", "Những tin cũ hơn:", "Theo dòng sự kiện", "Ý kiến bạn đọc"]
)
def test_body_ends_at_a_template_line(line: str) -> None:
    assert text(body_of(f"{PARAGRAPHS}<div>{line}</div><p>Tin khác</p>")) == BODY


def test_body_outside_its_wrapper_is_found_with_its_byline() -> None:
    page = theme_45().replace('<div id="news-bodyhtml"', '</div></div><div id="news-bodyhtml"')
    read = fields(page)
    assert (text(read), read.author, read.lead is not None) == (BODY, "Lưu Gia", True)


def test_pasted_heading_does_not_become_the_title() -> None:
    read = fields(theme_45(f'<h1 class="title" itemprop="headline">Tiêu đề dán vào</h1>{PARAGRAPHS}'))
    assert read.title == "Bến Sim ra quân dọn kênh mương"
    assert text(read) == f"Tiêu đề dán vào\n{BODY}"


def test_lead_repeated_in_the_body_stays_there() -> None:
    read = fields(theme_45(f"<p><b>Tóm tắt ở đầu bài.</b></p>{PARAGRAPHS}", lead=""))
    assert read.lead is None
    assert text(read) == f"Tóm tắt ở đầu bài.\n{BODY}"


def test_lists_and_typed_bullets_are_items_without_their_marks() -> None:
    read = body_of(
        f"<p>{FIRST}</p><ul><li>Tổ 1: 40 người</li><li>Tổ 2<ol><li>Nhóm a</li></ol></li></ul>"
        "- Tổ 3: 30 người<br>+ Tổ 4<br>•Tổ 5<br>-5 độ"
    )
    assert [block.text for block in read.blocks if block.kind == "li"] == [
        "Tổ 1: 40 người",
        "Tổ 2",
        "Nhóm a",
        "Tổ 3: 30 người",
        "Tổ 4",
        "Tổ 5",
    ]
    assert read.blocks[-1].text == "-5 độ"


def test_rows_of_data_join_their_cells() -> None:
    read = body_of(
        f"<table><caption>Kết quả</caption><thead><tr><th>Tổ</th><th>Người<br>tham gia</th></tr></thead>"
        f"<tbody><tr><td>Một</td><td>40</td></tr><tr><td>Hai</td><td></td></tr><tr><td></td><td></td></tr>"
        f"</tbody></table><p>{SECOND}</p>"
    )
    assert text(read) == f"Kết quả\nTổ | Người tham gia\nMột | 40\nHai |\n{SECOND}"
    assert [block.kind for block in read.blocks] == ["p", "row", "row", "row", "p"]


def test_pictures_in_rows_of_data_stay_images_of_it() -> None:
    row = "<tr><td>{n}</td><td><img data-src='/uploads/news/a.jpg'></td><td>Ông Tư</td><td>Tổ {n}</td></tr>"
    read = body_of(f"<table>{row.format(n=1)}{row.format(n=2)}</table><p>{SECOND}</p>")
    assert text(read) == f"1 | | Ông Tư | Tổ 1\n2 | | Ông Tư | Tổ 2\n{SECOND}"
    assert read.images == [(A, None)]


def test_layout_table_with_an_image_is_no_picture_frame() -> None:
    longer = " ".join([FIRST] * 8)
    read = body_of(
        f"<table><tr><td><p>{longer}</p>{IMG}<p><em>Bờ kênh</em></p><p>{longer}</p></td></tr></table>"
    )
    assert text(read) == f"{longer}\n{longer}"
    assert read.images == [(A, "Bờ kênh")]


def test_two_columns_of_running_text_are_layout() -> None:
    cell = f"<td><p>{' '.join([FIRST] * 6)}</p><p>{' '.join([SECOND] * 6)}</p></td>"
    read = body_of(f"<table><tr>{cell}{cell}</tr></table>")
    assert [block.kind for block in read.blocks] == ["p"] * 4


# HTML after the first paragraph, captions by image, and the lines of text that follow the first paragraph.
TWO = '<img src="/uploads/news/b.jpg">'
CAPTIONS = {
    "figure": (f"<figure class=image>{IMG}<figcaption>Bờ kênh</figcaption></figure>", ["Bờ kênh"], []),
    "figcaption first": (f"<figure><figcaption>Bờ kênh.</figcaption>{IMG}</figure>", ["Bờ kênh."], []),
    "image2 figure in a div": (
        f'<div class="image-center"><figure class="image">{IMG}<figcaption>Bờ kênh</figcaption></figure></div>',
        ["Bờ kênh"],
        [],
    ),
    "table": (f"<table><tr><td>{IMG}</td></tr><tr><td><em>Bờ kênh</em></td></tr></table>", ["Bờ kênh"], []),
    "table, caption above": (
        f"<table><tr><td>Bờ kênh.</td></tr><tr><td>{IMG}</td></tr></table>",
        ["Bờ kênh."],
        [],
    ),
    "two columns": (
        f"<table><tr><td>{IMG}</td><td>{TWO}</td></tr><tr><td>Bờ kênh</td><td>Cống số 2</td></tr></table>",
        ["Bờ kênh", "Cống số 2"],
        [],
    ),
    "two columns, captions above": (
        f"<table><tr><td>Bờ kênh</td><td>Cống số 2</td></tr><tr><td>{IMG}</td><td>{TWO}</td></tr></table>",
        ["Bờ kênh", "Cống số 2"],
        [],
    ),
    "rows of image and caption": (
        f"<table><tr><td>{IMG}</td></tr><tr><td>Bờ kênh</td></tr><tr><td>{TWO}</td></tr><tr><td>Cống số 2</td></tr></table>",
        ["Bờ kênh", "Cống số 2"],
        [],
    ),
    "caption beside": (f"<table><tr><td>{IMG}</td><td>Bờ kênh</td></tr></table>", ["Bờ kênh"], []),
    "br and em": (f'<p style="text-align:center">{IMG}<br><em>Bờ kênh.</em></p>', ["Bờ kênh."], []),
    "next centred em": (f"<p align=center>{IMG}</p><p align=center><em>Bờ kênh</em></p>", ["Bờ kênh"], []),
    "centred, full stop": (
        f"<center>{IMG}</center><center>Bờ kênh buổi sáng.</center>",
        ["Bờ kênh buổi sáng."],
        [],
    ),
    "italic over two lines": (
        f"<center>{IMG}</center><center><em>Bờ kênh<br>Nhìn từ cầu</em></center>",
        ["Bờ kênh Nhìn từ cầu"],
        [],
    ),
    "plain short": (f"<p>{IMG}</p><p>Người dân vớt bèo trên kênh</p>", ["Người dân vớt bèo trên kênh"], []),
    "plain sentence is text": (f"<p>{IMG}</p><p>Kênh dài 3 km.</p>", [None], ["Kênh dài 3 km."]),
    "bold heading is text": (f"<p>{IMG}</p><p><b>Kết quả bước đầu</b></p>", [None], ["Kết quả bước đầu"]),
    "heading element is text": (f"<p>{IMG}</p><h3>Kết quả bước đầu</h3>", [None], ["Kết quả bước đầu"]),
    "list item is text": (f"<p>{IMG}</p><ul><li>Tổ 1</li></ul>", [None], ["Tổ 1"]),
    "two images, one caption": (f"<p>{IMG}{TWO}</p><p><em>Bờ kênh</em></p>", [None, "Bờ kênh"], []),
    "alt repeats the caption": (
        '<p><img src="/uploads/news/a.jpg" alt="Kênh số 7 nhìn từ cầu."></p><p>Kênh số 7 nhìn từ cầu.</p>',
        ["Kênh số 7 nhìn từ cầu."],
        [],
    ),
    "alt repeats the caption above": (
        '<p>Kênh số 7 nhìn từ cầu.</p><p><img src="/uploads/news/a.jpg" alt="Kênh số 7 nhìn từ cầu."></p>',
        ["Kênh số 7 nhìn từ cầu."],
        [],
    ),
    "image within a sentence": (f"<p>Nước trong {IMG} hơn trước</p>", [None], ["Nước trong hơn trước"]),
    "blank paragraphs between": (f"<p>{IMG}</p><p>&nbsp;</p><p><em>Bờ kênh</em></p>", ["Bờ kênh"], []),
    "said twice": (f"<figure>{IMG}<figcaption>Bờ kênh</figcaption><p>BỜ KÊNH</p></figure>", ["Bờ kênh"], []),
    "late image": ('<p><img data-src="/uploads/news/a.jpg" src="data:image/gif;base64,R0"></p>', [None], []),
    "later image": ('<p><img src="/spin.gif" data-original="/uploads/news/a.jpg"></p>', [None], []),
    "no image": ('<p><img src="data:image/gif;base64,R0"><img src=""></p>', [], []),
}


@pytest.mark.parametrize("way", CAPTIONS)
def test_captions(way: str) -> None:
    markup, captions, lines = CAPTIONS[way]
    read = body_of(f"<p>{FIRST}</p>{markup}<p>{SECOND}</p>")
    assert text(read).split("\n") == [FIRST, *lines, SECOND]
    assert read.images == list(zip([A, B], captions, strict=False))
    assert read.sources.get("images") == ("nukeviet:body" if captions else None)


def test_long_slanted_paragraph_after_an_image_is_text() -> None:
    longer = " ".join([FIRST] * 6)
    assert longer in text(body_of(f"<p>{FIRST}</p><p>{IMG}</p><p><em>{longer}</em></p><p>{SECOND}</p>"))


def test_figure_of_a_table_keeps_its_rows() -> None:
    read = body_of(
        f"<figure class=table><table><tr><td>Tổ</td><td>2</td></tr></table></figure><p>{SECOND}</p>"
    )
    assert text(read) == f"Tổ | 2\n{SECOND}"


HOME = '<figure class="article center">{img}<figcaption>Lễ ra quân</figcaption></figure>'


def test_home_image_comes_first_and_once() -> None:
    img = '<img alt="Lễ ra quân" src="/uploads/news/2024_03/ra-quan.jpg">'
    thumb = img.replace("/uploads/", "/assets/")
    read = fields(theme_45(f"{PARAGRAPHS}<p>{thumb}</p><p>{IMG}</p>", home=HOME.format(img=img)))
    assert read.images == [(f"{HOST}/uploads/news/2024_03/ra-quan.jpg", "Lễ ra quân"), (A, None)]
    assert read.sources["images"] == "nukeviet:home-image"


def test_thumb_form_does_not_say_the_caption_twice() -> None:
    home = (
        '<figure class="article left noncaption pointer" onclick="modalShow()"><div style="width:100px;">'
        f'{IMG}<figcaption>Lễ ra quân</figcaption></div></figure><div id="imgpreview" style="display:none">'
        f"<p>{IMG}</p><p>Lễ ra quân</p></div>"
    )
    read = fields(theme_45(home=home))
    assert read.images == [(A, "Lễ ra quân")]
    assert text(read) == BODY


def test_image_for_lists_only_is_no_image_of_the_article() -> None:
    read = fields(theme_45(head=f'<meta property="og:image" content="{B}">'))
    assert read.images == []


def test_attachments_are_the_downloads_and_not_the_viewer() -> None:
    page = theme_45().replace(
        '<div class="margin-bottom-lg"><p class="h5',
        '<div class="news-download-file"><h5>File đính kèm</h5><a href="/tin-tuc/x-412.html?download=1&amp;id=0">'
        'Kế hoạch.pdf</a><a href="/tin-tuc/x-412.html?pdf=1&amp;id=0">Xem trước</a>'
        '<a href="/tin-tuc/x-412.html?download=1&amp;id=0">Kế hoạch.pdf</a></div>'
        '<div class="margin-bottom-lg"><p class="h5',
    )
    read = fields(page)
    assert read.attachments == [(f"{HOST}/tin-tuc/x-412.html?download=1&id=0", "Kế hoạch.pdf")]
    assert read.sources["attachments"] == "nukeviet:download"
    assert text(read) == BODY


def test_banner_beside_the_body_is_no_home_image() -> None:
    assert (
        fields(theme_45(home='<figure class="banner"><img src="/uploads/banner.jpg"></figure>')).images == []
    )


def test_byline_of_3x_may_stand_below_the_box_of_title_and_body() -> None:
    page = html(
        f'<div id="news_detail"><div><h1>Tin</h1><div class="bodytext">{PARAGRAPHS}</div></div>'
        "<div><p>Tác giả bài viết: Kim Chi</p></div></div>"
    )
    assert (fields(page).author, text(fields(page))) == ("Kim Chi", BODY)


def test_teasers_marked_as_articles_are_not_the_article() -> None:
    teaser = (
        '<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Tin khác</h1>'
        "<p>Tác giả: Kim Chi</p></div>"
    )
    read = fields(theme_45().replace('<div class="news_column', f'{teaser}<div class="news_column', 1))
    assert (read.title, read.author) == ("Bến Sim ra quân dọn kênh mương", "Lưu Gia")


def test_files_below_an_unclosed_body_are_not_its_text() -> None:
    files = (
        '<div class="news-download-file"><h5>File đính kèm</h5><a href="/x-412.html?download=1">Tệp</a></div>'
    )
    read = fields(
        theme_45(f"<div>{PARAGRAPHS}", byline="").replace(
            "\n</div></div></div>", f"\n</div>{files}</div></div>"
        )
    )
    assert text(read) == BODY
    assert [name for _, name in read.attachments] == ["Tệp"]
