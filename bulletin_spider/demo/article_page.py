"""The article page of each generation, its print and savefile copies, and its attachments."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from bulletin_spider.demo.bodies import body_html, inline
from bulletin_spider.demo.content import Article
from bulletin_spider.demo.edition import Edition, cut, hard, link, tag_alias
from bulletin_spider.demo.furniture import Page, template, whole

_STARS = ("Bài viết rất kém", "Bài viết kém", "Bài viết đạt", "Bài viết tốt", "Bài viết rất tốt")
_SORTS = ("Sắp xếp theo bình luận mới", "Sắp xếp theo bình luận cũ", "Sắp xếp theo số lượt thích")


def article_page(edition: Edition, article: Article) -> str:
    """The page of one article."""
    generation, theme = edition.generation, edition.generation.theme
    category = edition.main_category(article)
    main = template(f"article-{theme}", microdata=generation.microdata).substitute(
        title=escape(article.title),
        microdata=_microdata(edition, article) if generation.microdata else "",
        clock=generation.head_clock(article.published),
        views=article.views,
        replies=len(article.comments),
        sendmail=edition.path(article, kind="sendmail/"),
        print=edition.path(article, kind="print/"),
        savefile=edition.path(article, kind="savefile/"),
        home=_HOMES.get(theme, _home_default)(edition, article),
        body=body_html(article, edition.origin),
        files=_files(edition, article) if article.files else "",
        byline=_byline(edition, article),
        tags=_tags(edition, article) if article.tags else "",
        rating=_rating(article),
        comments=_comments(article),
        related=_related(edition, article),
        url=edition.url(article),
    )
    page = Page(
        title=article.title,
        description=article.lead or " ".join(block.text for block in article.blocks),
        main=main,
        func="detail",
        path=edition.path(article),
        og_type="article",
        metas=list(_metas(edition, article)),
        trail=[(generation.category_path(category), category.title)],
    )
    return whole(edition, page)


def _metas(edition: Edition, article: Article) -> Iterable[str]:
    generation = edition.generation
    if article.tags:
        yield f'<meta name="keywords" content="{escape(", ".join(article.tags))}">'
        yield f'<meta name="news_keywords" content="{escape(", ".join(article.tags))}">'
    if article.image:
        yield f'<meta property="og:image" content="{edition.origin}/uploads/news/{article.image.src}">'
        if generation.name not in {"4.0", "4.4"}:
            yield f'<meta property="og:image:alt" content="{hard(article.image.caption or article.title)}">'
    if generation.zone:
        yield f'<meta property="article:published_time" content="{generation.meta_time(article.published)}">'
        yield f'<meta property="article:modified_time" content="{generation.meta_time(article.edited)}">'
        yield f'<meta property="article:section" content="{escape(edition.main_category(article).title)}">'
        for tag in article.tags:
            yield f'<meta property="article:tag" content="{escape(tag)}">'


def _microdata(edition: Edition, article: Article) -> str:
    ward, hidden = edition.ward, 'class="hidden hide d-none"'
    # The CMS writes the edit time into both, and the posting account where there is no byline.
    edited = article.edited.isoformat(timespec="seconds")
    picture = f"/uploads/news/{article.image.src}" if article.image else "/themes/default/images/no_image.gif"
    return f"""\
        <div {hidden} itemprop="author" itemtype="http://schema.org/Person" itemscope>
            <span itemprop="name">{escape(article.byline or ward.account)}</span>
        </div>
        <span {hidden} itemprop="datePublished">{edited}</span>
        <span {hidden} itemprop="dateModified">{edited}</span>
        <span {hidden} itemprop="mainEntityOfPage">{edition.url(article)}</span>
        <span {hidden} itemprop="image">{edition.origin}{picture}</span>
        <div {hidden} itemprop="publisher" itemtype="http://schema.org/Organization" itemscope>
            <span itemprop="name">{escape(ward.name)}</span>
            <span itemprop="logo" itemtype="http://schema.org/ImageObject" itemscope>
                <span itemprop="url">{edition.origin}/assets/images/logo.png</span>
            </span>
        </div>"""


def _lead(article: Article) -> str:
    return inline(article.lead, article.quirks & {"nfd", "shy"}).replace("\n", "<br />")


def _home_default(edition: Edition, article: Article) -> str:
    described = ' itemprop="description"' if edition.generation.microdata else ""
    lead = f'<div class="hometext m-bottom"{described}>{_lead(article)}</div>' if article.lead else ""
    image = article.image
    if image is None or image.show == "hidden":
        return lead
    caption, full = escape(image.caption), f"/uploads/news/{image.src}"
    alt = caption or escape(article.title)
    if image.show == "full":
        note = f"\n<figcaption>{caption}</figcaption>" if caption else ""
        return (
            f'{lead}\n<figure class="article center">\n'
            f'<img alt="{alt}" src="{full}" srcset="" width="460" class="img-thumbnail"/>{note}\n</figure>'
        )
    note = f"\n<figcaption>{caption}</figcaption>" if caption else ""
    box = (
        f'<p class="text-center"><img alt="{alt}" src="{{}}" srcset="" alt="{caption}" class="img-thumbnail"/></p>'
        f"{note}"
    )
    # The thumb form repeats picture and caption in a hidden box right after.
    return (
        f'<figure class="article left{"" if caption else " noncaption"} pointer" style="width:100px;" '
        f"onclick=\"modalShowByObj('#imgpreview');\">\n{box.format(f'/assets/news/{image.src}')}\n</figure>\n"
        f'<div id="imgpreview" style="display:none">\n{box.format(full)}\n</div>\n{lead}'
    )


def _home_mobile(edition: Edition, article: Article) -> str:
    del edition
    lead = f'<div class="h2" itemprop="description">{_lead(article)}</div>' if article.lead else ""
    image = article.image
    if image is None or image.show == "hidden":
        return lead
    caption = escape(image.caption)
    alt = caption or escape(article.title)
    if image.show == "full":
        note = f'<p class="imgalt"><em>{caption}</em></p>' if caption else ""
        return f'{lead}\n<img alt="{alt}" src="/uploads/news/{image.src}" class="img-thumbnail"/>{note}'
    return (
        f'<div class="imghome text-center"><a href="#" id="pop" title="{alt}"><img id="imageresource" alt="{alt}" '
        f'src="/assets/news/{image.src}" width="100" class="img-thumbnail"/></a>\n'
        f'<div class="modal fade" id="imagemodal"><img src="/uploads/news/{image.src}" srcset="" id="imagepreview" '
        f'class="img-thumbnail" ></div>\n<p class="imgalt"><em class="show">{caption}</em></p><hr /></div>\n{lead}'
    )


def _home_v3(edition: Edition, article: Article) -> str:
    del edition
    image, lead = article.image, _lead(article)
    if image is None or image.show == "hidden":
        return lead
    caption = escape(image.caption)
    alt, note = caption or escape(article.title), f"<p><em>{caption}</em></p>" if caption else ""
    if image.show == "full":
        box = f'<div style="width:460px;margin:10px auto;"><img alt="{alt}" src="/uploads/news/{image.src}" width="460" />'
        return f"{lead}\n{box}{note}</div>"
    box = f'<div id="imghome" class="fl" style="width:100px;margin-right:8px;"><img alt="{alt}" '
    return f'{box}src="/assets/news/{image.src}" width="100" />{note}</div>\n{lead}'


_HOMES = {"mobile": _home_mobile, "v3": _home_v3}


def _files(edition: Edition, article: Article) -> str:
    path, rows = edition.path(article), []
    for index, name in enumerate(article.files):
        number = index + 1
        rows.append(
            f'<div class="list-group-item">\n<span class="badge"><i class="fa fa-eye" data-content="Xem trước"></i>'
            f'</span>\n<a href="{path}?download=1&amp;id={index}" title="Tập tin {number} {name}" download>'
            f"Tập tin {number}: <strong>{name}</strong></a>\n"
            f'<div class="collapse" data-src="{path}?pdf=1&amp;id={index}" data-toggle="collapsefile"></div>\n</div>'
        )
    head = '<i class="fa fa-download"></i> <strong>File đính kèm</strong>'
    return (
        f'<div class="panel panel-default">\n<div class="panel-heading">{head}</div>\n'
        f'<div class="list-group news-download-file">\n{"".join(rows)}\n</div>\n</div>'
    )


def _byline(edition: Edition, article: Article) -> str:
    generation = edition.generation
    start = {"mobile": '<p class="text-right">', "v3": '<p style="text-align: right;">'}
    paragraph = start.get(generation.theme, '<p class="h5 text-right">')
    names = [f'<a href="{edition.author_path(name)}">{escape(name)}</a>' for name in article.pen_names]
    if generation.name in {"4.4", "4.0", "3.4"}:  # linked pen names came with 4.5
        names = [escape(name) for name in article.pen_names]
    names += [escape(article.author)] if article.author else []
    lines = []
    if names:
        lines.append(f"{paragraph}\n<strong>{generation.byline_label}</strong>{', '.join(names)}\n</p>")
    if article.source:
        lines.append(f"{paragraph}\n<strong>Nguồn tin: </strong>{escape(article.source)}\n</p>")
    if article.copyright:
        notice = escape(edition.ward.furniture["reprint"])
        box = (
            '<p class="copyright">{}</p>'
            if generation.theme == "v3"
            else '<div class="alert alert-info">{}</div>'
        )
        lines.append(box.format(notice))
    return '<div class="margin-bottom-lg">\n' + "\n".join(lines) + "\n</div>" if lines else ""


def _tags(edition: Edition, article: Article) -> str:
    links = ", ".join(
        f'<a title="{escape(tag)}" href="{edition.generation.prefix}tag/{tag_alias(tag)}"><em>{escape(tag)}</em></a>'
        for tag in article.tags
    )
    line = f'<em class="fa fa-tags">&nbsp;</em><strong>{edition.generation.tags_label}</strong>{links}'
    if edition.generation.theme in {"mobile", "v3"}:
        return f'<div class="keywords">\n{line}\n</div>'
    return (
        '<div class="news_column panel panel-default">\n<div class="panel-body">\n'
        f'<div class="h5">\n{line}\n</div>\n</div>\n</div>'
    )


def _rating(article: Article) -> str:
    points, votes = article.rating
    stars = "".join(
        f'<input class="hover-star required" type="radio" value="{value}" title="{title}"/>'
        for value, title in enumerate(_STARS, 1)
    )
    ranked = (
        f'<span itemscope itemtype="https://schema.org/AggregateRating"><span class="hidden" itemprop="itemReviewed">'
        f'<span itemprop="name">{escape(article.title)}</span></span>\nXếp hạng:\n<span id="numberrating" '
        f'itemprop="ratingValue">{points / votes:.3g}</span> -\n<span id="click_rating" itemprop="ratingCount">'
        f"{votes}</span> phiếu bầu</span>"
        if votes
        else ""
    )
    return (
        f'<p id="stringrating">Tổng số điểm của bài viết là: {points} trong {votes} đánh giá</p>\n{ranked}\n'
        f'<div style="padding: 5px;">\n{stars}\n'
        '<span id="hover-test" style="margin: 0 0 0 20px;">Click để đánh giá bài viết</span>\n</div>'
    )


def _comments(article: Article) -> str:
    rows = "\n".join(
        f'<li class="media" id="cid_{article.id}{place}">\n<div class="pull-left"><img class="media-object" '
        f'src="/themes/default/images/users/no_avatar.png" alt="{escape(comment.name)}" width="40" /></div>\n'
        f'<div class="media-body">\n<div class="margin-bottom">{escape(comment.text)}</div>\n'
        f'<div class="comment-info clearfix"><em class="fa fa-user">&nbsp;</em> <strong class="cm_item">'
        f'{escape(comment.name)} </strong>\n<em class="fa fa-clock-o">&nbsp;</em> <span class="small"> '
        f"{comment.time:%d/%m/%Y %H:%M}</span></div>\n</div>\n</li>"
        for place, comment in enumerate(article.comments)
    )
    listed = f'<ul class="comment-list">\n{rows}\n</ul>' if rows else ""
    sorts = "".join(f'<option value="{value}">{text}</option>' for value, text in enumerate(_SORTS))
    return f"""\
<div id="idcomment" class="nv-fullbg" data-module="news" data-id="{article.id}" data-checkss="@TOKEN@">
    <p class="comment-title"><em class="fa fa-comments">&nbsp;</em> Ý kiến bạn đọc</p>
    <select class="form-control" onchange="nv_comment_sort_change(event, this)">{sorts}</select>
    <div id="showcomment" class="margin-bottom-lg">{listed}</div>
    <div id="formcomment" class="comment-form">
        <form method="post" action="/comment/post/" onsubmit="return nv_comment_submit(this);" novalidate>
            <input type="hidden" name="id" value="{article.id}" /><input type="hidden" name="checkss" value="@TOKEN@" />
            <input type="text" name="name" value="" class="form-control" placeholder="Tên của bạn" />
            <textarea class="form-control" name="content" id="commentcontent" cols="20" rows="5"></textarea>
            <label class="hidden-xs">Mã an toàn</label>
            <img class="captchaImg" alt="Mã bảo mật" src="/index.php?scaptcha=captcha&t=@TOKEN@" width="150" />
            <input type="submit" value="Gửi bình luận" class="btn btn-primary" />
        </form>
    </div>
</div>"""


def _related(edition: Edition, article: Article) -> str:
    newer, older = edition.neighbours(article)
    parts = []
    if article.topic:
        same = [other for other in edition.on_topic[article.topic] if other.id != article.id][:8]
        more = f'<p class="text-right"><a href="{edition.topic_path(article.topic)}">Xem tiếp...</a></p>'
        parts.append(_related_list(edition, "Theo dòng sự kiện", same) + more)
    if newer:
        parts.append(_related_list(edition, "Những tin mới hơn", newer))
    if older:
        parts.append(_related_list(edition, "Những tin cũ hơn", older))
    return "\n".join(parts)


def _related_list(edition: Edition, heading: str, articles: Iterable[Article]) -> str:
    theme = edition.generation.theme
    head = (
        '<p class="h3"><strong>{}</strong></p>'
        if theme in {"default", "egov"}
        else "<p>\n<strong>{}</strong>\n</p>"
    )
    rows = []
    for other in articles:
        title, target = escape(other.title), ' target="_blank"' if other.external else ""
        if theme == "v3":
            row = f'<a title="{title}"{target} href="{edition.path(other)}">{title}</a> <span class="date">({other.published:%d/%m/%Y})</span>'
        elif theme == "mobile":
            row = f"{link(edition.path(other), other.title, target)}\n<em>({other.published:%d/%m/%Y})</em>"
        else:
            picture = f"/assets/news/{other.image.src}" if other.image else ""
            row = (
                f'<em class="fa fa-angle-right">&nbsp;</em>\n<h4><a href="{edition.path(other)}"{target}  '
                f'data-placement="bottom" data-content="{hard(cut(other.lead))}" data-img="{picture}" '
                f'data-rel="tooltip" title="{title}">{title}</a></h4>\n<em>({other.published:%d/%m/%Y})</em>'
            )
        rows.append(f"<li>\n{row}\n</li>")
    return f'{head.format(heading)}\n<ul class="detail-related related list-none list-items">\n{"".join(rows)}\n</ul>'


def print_page(edition: Edition, article: Article, kind: str) -> str:
    """The print copy of an article, or with kind "savefile/" the same with absolute links, to be saved."""
    path = edition.path(article, kind=kind)
    base = edition.origin if kind == "savefile/" else ""
    image = article.image
    picture = ""
    if image and image.show != "hidden":
        picture = (
            f'<div class="pull-left imghome"><img alt="{escape(image.caption or article.title)}" '
            f'src="{base}/assets/news/{image.src}" width="100" class="img-thumbnail" /></div>\n'
        )
    author = ""
    if article.byline:
        author = f'<div id="author"><p>\n<strong>{edition.generation.byline_label.strip()}</strong>\n{escape(article.byline)}\n</p></div>'
    return template("print", microdata=True).substitute(
        title=escape(article.title),
        description=hard(article.title),
        site=escape(edition.ward.name),
        email=edition.ward.email,
        generator=edition.generation.generator or "",
        canonical=edition.origin + path,
        origin=edition.origin,
        clock=edition.generation.head_clock(article.published),
        home=picture + _lead(article),
        body=body_html(article, edition.origin).replace('src="/uploads', f'src="{base}/uploads'),
        author=author,
        address=edition.origin + quote(path),
        func=kind.strip("/"),
    )


def pdf(text: str) -> bytes:
    """A valid one-page PDF that says the given ASCII text: what an attachment of the demo site holds."""
    stream = f"BT /F1 18 Tf 72 720 Td ({text}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
