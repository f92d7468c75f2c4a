"""The parts of an article page around its body: lead and home image, byline, votes, comments, related."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bulletin_spider.demo.bodies import inline
from bulletin_spider.demo.content import Article, HomeImage
from bulletin_spider.demo.edition import Edition, cut, hard, link

_STARS = ("Bài viết rất kém", "Bài viết kém", "Bài viết đạt", "Bài viết tốt", "Bài viết rất tốt")
_SORTS = ("Sắp xếp theo bình luận mới", "Sắp xếp theo bình luận cũ", "Sắp xếp theo số lượt thích")


def lead_html(article: Article) -> str:
    """The lead as HTML, with the article's invisible disguises."""
    return inline(article.lead, article.quirks & {"nfd", "shy"}).replace("\n", "<br />")


def home_html(edition: Edition, article: Article) -> str:
    """The lead and, where the article shows it, the home image: a small one first, a full one after."""
    theme = edition.generation.theme
    lead = lead_html(article)
    described = ' itemprop="description"' if edition.generation.microdata else ""
    if lead and theme == "mobile":
        lead = f'<div class="h2"{described}>{lead}</div>'
    elif lead and theme != "v3":
        lead = f'<div class="hometext m-bottom"{described}>{lead}</div>'
    image = article.image
    if image is None or image.show == "hidden":
        return lead
    alt = escape(image.caption or article.title)
    if theme == "mobile":
        picture = _picture_mobile(image, alt)
    elif theme == "v3":
        picture = _picture_v3(image, alt)
    else:
        picture = _picture_default(image, alt)
    return f"{lead}\n{picture}" if image.show == "full" else f"{picture}\n{lead}"


def _picture_default(image: HomeImage, alt: str) -> str:
    full, thumb = f"/uploads/news/{image.src}", f"/assets/news/{image.src}"
    note = f"\n<figcaption>{escape(image.caption)}</figcaption>" if image.caption else ""
    if image.show == "full":
        img = f'<img alt="{alt}" src="{full}" srcset="" width="460" class="img-thumbnail"/>'
        return f'<figure class="article center">\n{img}{note}\n</figure>'

    def box(src: str) -> str:
        img = f'<img alt="{alt}" src="{src}" srcset="" alt="" class="img-thumbnail"/>'
        return f'<p class="text-center">{img}</p>{note}'

    css = "article left pointer" if image.caption else "article left noncaption pointer"
    click = "onclick=\"modalShowByObj('#imgpreview');\""
    # The small form repeats picture and caption in a hidden box right after.
    return (
        f'<figure class="{css}" style="width:100px;" {click}>\n{box(thumb)}\n</figure>\n'
        f'<div id="imgpreview" style="display:none">\n{box(full)}\n</div>'
    )


def _picture_mobile(image: HomeImage, alt: str) -> str:
    full, caption = f"/uploads/news/{image.src}", escape(image.caption)
    if image.show == "full":
        note = f'<p class="imgalt"><em>{caption}</em></p>' if caption else ""
        return f'<img alt="{alt}" src="{full}" class="img-thumbnail"/>{note}'
    small = f'<img id="imageresource" alt="{alt}" src="/assets/news/{image.src}" width="100"/>'
    preview = f'<img src="{full}" srcset="" id="imagepreview" class="img-thumbnail" >'
    return (
        f'<div class="imghome text-center">\n<a href="#" id="pop" title="{alt}">{small}</a>\n'
        f'<div class="modal fade" id="imagemodal">{preview}</div>\n'
        f'<p class="imgalt"><em class="show">{caption}</em></p>\n<hr />\n</div>'
    )


def _picture_v3(image: HomeImage, alt: str) -> str:
    note = f"<p><em>{escape(image.caption)}</em></p>" if image.caption else ""
    if image.show == "full":
        img = f'<img alt="{alt}" src="/uploads/news/{image.src}" width="460" />'
        return f'<div style="width:460px;margin:10px auto;">{img}{note}</div>'
    img = f'<img alt="{alt}" src="/assets/news/{image.src}" width="100" />'
    return f'<div id="imghome" class="fl" style="width:100px;margin-right:8px;">{img}{note}</div>'


def files_html(edition: Edition, article: Article) -> str:
    """The box of attachments; empty without any, and in generations that knew none."""
    if not (article.files and edition.generation.attachments):
        return ""
    path, rows = edition.path(article), []
    for index, name in enumerate(article.files):
        label = f"Tập tin {index + 1}"
        href = f"{path}?download=1&amp;id={index}"
        rows.append(
            '<div class="list-group-item">\n'
            '<span class="badge"><i class="fa fa-eye" data-content="Xem trước"></i></span>\n'
            f'<a href="{href}" title="{label} {name}" download>{label}: <strong>{name}</strong></a>\n'
            f'<div class="collapse" data-src="{path}?pdf=1&amp;id={index}"></div>\n</div>'
        )
    head = '<i class="fa fa-download"></i> <strong>File đính kèm</strong>'
    return (
        f'<div class="panel panel-default">\n<div class="panel-heading">{head}</div>\n'
        f'<div class="list-group news-download-file">\n{"".join(rows)}\n</div>\n</div>'
    )


def byline_html(edition: Edition, article: Article) -> str:
    """Author, source and reprint notice; the whole block is absent where the article has none of them."""
    generation = edition.generation
    start = {"mobile": '<p class="text-right">', "v3": '<p style="text-align: right;">'}
    paragraph = start.get(generation.theme, '<p class="h5 text-right">')
    names = [escape(name) for name in article.pen_names]
    if generation.linked_names:
        names = [f'<a href="{edition.author_path(name)}">{escape(name)}</a>' for name in article.pen_names]
    names += [escape(article.author)] if article.author else []
    lines = []
    if names:
        lines.append(f"{paragraph}\n<strong>{generation.byline_label}</strong>{', '.join(names)}\n</p>")
    if article.source:
        lines.append(f"{paragraph}\n<strong>Nguồn tin: </strong>{escape(article.source)}\n</p>")
    if article.copyright:
        notice = escape(edition.ward.furniture["reprint"])
        old = generation.theme == "v3"
        lines.append(
            f'<p class="copyright">{notice}</p>' if old else f'<div class="alert alert-info">{notice}</div>'
        )
    return '<div class="margin-bottom-lg">\n' + "\n".join(lines) + "\n</div>" if lines else ""


def tags_html(edition: Edition, article: Article) -> str:
    """The line of tags; empty without any."""
    if not article.tags:
        return ""
    links = ", ".join(
        f'<a title="{escape(tag)}" href="{edition.tag_path(tag)}"><em>{escape(tag)}</em></a>'
        for tag in article.tags
    )
    label = edition.generation.tags_label
    line = f'<em class="fa fa-tags">&nbsp;</em><strong>{label}</strong>{links}'
    if edition.generation.theme in {"mobile", "v3"}:
        return f'<div class="keywords">\n{line}\n</div>'
    return (
        '<div class="news_column panel panel-default">\n<div class="panel-body">\n'
        f'<div class="h5">\n{line}\n</div>\n</div>\n</div>'
    )


def rating_html(article: Article) -> str:
    """Points and votes, the rank where anyone voted, and the stars to vote with."""
    points, votes = article.rating
    stars = "".join(
        f'<input class="hover-star required" type="radio" value="{value}" title="{title}"/>'
        for value, title in enumerate(_STARS, 1)
    )
    ranked = ""
    if votes:
        ranked = (
            '<span itemscope itemtype="https://schema.org/AggregateRating">'
            f'<span class="hidden" itemprop="name">{escape(article.title)}</span>\nXếp hạng:\n'
            f'<span id="numberrating" itemprop="ratingValue">{points / votes:.3g}</span> -\n'
            f'<span id="click_rating" itemprop="ratingCount">{votes}</span> phiếu bầu</span>'
        )
    return (
        f'<p id="stringrating">Tổng số điểm của bài viết là: {points} trong {votes} đánh giá</p>\n{ranked}\n'
        f'<div style="padding: 5px;">\n{stars}\n'
        '<span id="hover-test" style="margin: 0 0 0 20px;">Click để đánh giá bài viết</span>\n</div>'
    )


def comments_html(article: Article) -> str:
    """What readers wrote, and the form to write more."""
    rows = "\n".join(
        f'<li class="media" id="cid_{article.id}{place}">\n<div class="pull-left">'
        f'<img class="media-object" src="/themes/default/images/users/no_avatar.png"'
        f' alt="{escape(comment.name)}" width="40" /></div>\n<div class="media-body">\n'
        f'<div class="margin-bottom">{escape(comment.text)}</div>\n<div class="comment-info clearfix">'
        f'<em class="fa fa-user">&nbsp;</em> <strong class="cm_item">{escape(comment.name)} </strong>\n'
        f'<em class="fa fa-clock-o">&nbsp;</em> <span class="small"> {comment.time:%d/%m/%Y %H:%M}</span>'
        "</div>\n</div>\n</li>"
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
            <input type="hidden" name="id" value="{article.id}" />
            <input type="hidden" name="checkss" value="@TOKEN@" />
            <input type="text" name="name" value="" class="form-control" placeholder="Tên của bạn" />
            <textarea class="form-control" name="content" id="commentcontent" cols="20" rows="5"></textarea>
            <label class="hidden-xs">Mã an toàn</label>
            <img class="captchaImg" alt="Mã bảo mật" src="/index.php?scaptcha=captcha&t=@TOKEN@" />
            <input type="submit" value="Gửi bình luận" class="btn btn-primary" />
        </form>
    </div>
</div>"""


def related_html(edition: Edition, article: Article) -> str:
    """Links to articles of the same topic, and to newer and older ones of the category."""
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
    desk = edition.generation.theme in {"default", "egov"}
    head = (
        f'<p class="h3"><strong>{heading}</strong></p>' if desk else f"<p>\n<strong>{heading}</strong>\n</p>"
    )
    rows = "\n".join(f"<li>\n{_related_item(edition, article)}\n</li>" for article in articles)
    return f'{head}\n<ul class="detail-related related list-none list-items">\n{rows}\n</ul>'


def _related_item(edition: Edition, article: Article) -> str:
    theme, path = edition.generation.theme, edition.path(article)
    target, day = ' target="_blank"' if article.external else "", f"({article.published:%d/%m/%Y})"
    if theme == "v3":
        return f'{link(path, article.title, target)} <span class="date">{day}</span>'
    if theme == "mobile":
        return f"{link(path, article.title, target)}\n<em>{day}</em>"
    picture, title = f"/assets/news/{article.image.src}" if article.image else "", escape(article.title)
    return (
        f'<em class="fa fa-angle-right">&nbsp;</em>\n<h4><a href="{path}"{target}  data-placement="bottom" '
        f'data-content="{hard(cut(article.lead))}" data-img="{picture}" data-rel="tooltip" title="{title}">'
        f"{title}</a></h4>\n<em>{day}</em>"
    )
