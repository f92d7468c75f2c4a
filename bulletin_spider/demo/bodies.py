"""Bodies as ward clerks leave them: the same blocks as loose text, as div, as pasted Word, and so on.

Every disguise here leaves the words unchanged for a reader's eye; `expected` in this package tells what
an extractor must read through it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from html import escape
from html.entities import codepoint2name

from bulletin_spider.demo.content import Article, Block

_STRONG = re.compile(r"\*\*(.+?)\*\*")
_WORD = re.compile(r"[^\W\d_]{6,}")
_SPAN = '<span style="font-size:14pt"><span style="line-height:150%"><span style="font-family:{font}">'
_WORD_FONT = "&quot;Times New Roman&quot;,serif"
_WORD_JUNK = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->\n"
)


def body_html(article: Article, origin: str) -> str:
    """The inner HTML of the body element of an article."""
    shape = _SHAPES[article.style]
    base = f"{origin}/uploads/news/" if "host" in article.quirks else "/uploads/news/"
    pieces = [_piece(block, article, shape, base) for block in article.blocks]
    if article.signature:
        pieces.append(_signature(inline(article.signature, article.quirks), article))
    glue = "<br />\n" if article.style == "br" else "\n"
    html = glue.join(pieces)
    return _WORD_JUNK + html if article.style == "word" else html


def inline(text: str, quirks: frozenset[str]) -> str:
    """One run of text as HTML, with the article's disguises (decomposed accents, soft hyphens, …)."""
    if "nfd" in quirks:
        text = unicodedata.normalize("NFD", text)
    if "shy" in quirks:
        text = _WORD.sub(lambda word: f"{word[0][:3]}\u00ad{word[0][3:]}", text)
        text = text.replace(". ", ".\u200b ")
    html = escape(text, quote=False)
    if "entities" in quirks:
        html = "".join(_entity(char) for char in html)
    if "nbsp" in quirks:
        html = "&nbsp; &nbsp; " + html.replace(", ", ",&nbsp;").replace(" và ", "&nbsp;và ")
    return _STRONG.sub(r"<strong>\1</strong>", html)


def _entity(char: str) -> str:
    name = codepoint2name.get(ord(char)) if ord(char) > 127 else None
    return f"&{name};" if name else char


def _piece(block: Block, article: Article, shape: Callable[[str], str], base: str) -> str:
    quirks = article.quirks
    if block.kind == "img":
        return _picture(block, article, base)
    if block.kind == "ul":
        return "<ul>\n" + "".join(f"\t<li>{inline(item, quirks)}</li>\n" for item in block.items) + "</ul>"
    if block.kind == "table":
        return _table(block, article)
    if block.kind == "h1":
        return f'<h1 style="text-align:justify">{inline(block.text, quirks)}</h1>'
    if block.kind == "h":
        return shape(f"<strong>{inline(block.text, quirks)}</strong>")
    return shape(inline(block.text, quirks))


def _table(block: Block, article: Article) -> str:
    head = '<table border="1" cellpadding="1" cellspacing="1" style="width:100%">\n\t<tbody>\n'
    wrap = (
        '<p class="MsoNormal" style="text-align:center">{}<o:p></o:p></p>'
        if article.style == "word"
        else "{}"
    )
    rows = [
        "\t\t<tr>\n"
        + "".join(f"\t\t\t<td>{wrap.format(inline(cell, article.quirks))}</td>\n" for cell in row)
        + "\t\t</tr>\n"
        for row in block.rows
    ]
    return head + "".join(rows) + "\t</tbody>\n</table>"


def _picture(block: Block, article: Article, base: str) -> str:
    caption = inline(block.text, article.quirks - {"nbsp"})
    alt = escape(block.text) if "alt" in article.quirks else ""
    img = f'<img alt="{alt}" height="394" src="{base}{block.src}" width="600" />'
    if article.style == "br":
        note = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'<div class="image-center"><figure class="image">{img}{note}</figure></div>'
    if article.style == "div":
        small = f'<em><span style="font-size:12px;">{caption}</span></em>'
        note = f'\n<div style="text-align: center;">{small}</div>'
        return f'<div class="image-center">{img}</div>' + (note if caption else "")
    if article.style == "font":
        row = f'<tr><td style="text-align:center"><em>{caption}</em></td></tr>' if caption else ""
        return f'<table align="center" border="0"><tbody><tr><td>{img}</td></tr>{row}</tbody></table>'
    if article.style == "word":
        start = '<p align="center" class="MsoNormal" style="text-align:center">'
        note = f"\n{start}<em>{caption}<o:p></o:p></em></p>" if caption else ""
        return f"{start}{img}</p>{note}"
    note = f"<br />\n<em>{caption}</em>" if caption else ""
    return f'<p style="text-align: center;">{img}{note}</p>'


def _signature(text: str, article: Article) -> str:
    if article.style == "br":
        return f"{'&nbsp; ' * 8}<strong>{text}</strong>"
    if article.style == "div":
        return f'<div style="text-align: right;"><strong>{text}</strong></div>'
    return f'<p style="text-align: right;"><strong>{text}</strong></p>'


def _loose(html: str) -> str:
    return f"{html}<br />"


def _div(html: str) -> str:
    return f'<div style="text-align: justify;">{html}<br />\n&nbsp;</div>'


def _p(html: str) -> str:
    return f'<p style="text-align:justify">{_SPAN.format(font=_WORD_FONT)}{html}</span></span></span></p>'


def _font(html: str) -> str:
    return f'<p align="justify"><font face="Arial" size="3">{html}</font></p>'


def _word(html: str) -> str:
    # A sentence pasted from Word breaks over spans anywhere, also within a word: joining must add nothing.
    parts = [html] if "<" in html else re.split(r"(?<=[,;.])(?= )|(?<=\w\w\wn)(?=g)", html)
    spans = "".join(
        f'<span lang="VI" style="font-size:14.0pt;mso-ansi-language:VI">{part}</span>' for part in parts
    )
    empty = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    return (
        f'<p class="MsoNormal" style="text-align:justify;text-indent:36.0pt">{spans}<o:p></o:p></p>\n{empty}'
    )


_SHAPES: dict[str, Callable[[str], str]] = {
    "br": _loose,
    "div": _div,
    "word": _word,
    "p": _p,
    "font": _font,
}
