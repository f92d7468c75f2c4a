"""A larger demo site: the same articles told again of other quarters, people and days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bulletin_spider.demo.content import Article, slugify

_NAMES = (
    (
        "Trường Đồng",
        "Xuân Bắc",
        "Xuân Nam",
        "Xuân Đông",
        "Xuân Tây",
        "Phú Sơn",
        "Đồng Nghệ",
        "Trà Cai",
        "Thuận Trà",
    ),
    ("Hạnh", "Hùng", "Lan", "Dũng", "Thảo", "Minh", "Phúc", "Tuyết", "Sơn", "Hương", "Bình", "Thu"),
)
_PLACES = {name: (group, place) for group in _NAMES for place, name in enumerate(group)}
_NAME = re.compile(r"(?<!\w)(?:" + "|".join(_PLACES) + r")(?!\w)")
# The demo's own articles span 2022 to 2025; each further round lies before the one it follows.
_ROUND = timedelta(days=61, hours=5, minutes=7)


def multiply(articles: Sequence[Article], count: int) -> list[Article]:
    """`count` articles: the given ones first, then rounds of variants with new numbers, texts and times.

    Numbers of variants start above the given ones, so a number names one article whatever the count.
    """
    chosen = list(articles[:count])
    highest = max(article.id for article in articles)
    for extra in range(count - len(chosen)):
        base = articles[extra % len(articles)]
        chosen.append(_variant(base, highest + 1 + extra, 1 + extra // len(articles)))
    return chosen


def _variant(base: Article, number: int, turn: int) -> Article:
    title = f"{_turned(base.title, turn)} (kỳ {turn + 1})"
    shift = _ROUND * (turn % 40) + timedelta(minutes=turn)
    return replace(
        base,
        id=number,
        title=title,
        slug=slugify(title),
        lead=_turned(base.lead, turn),
        body=_turned(base.body, turn),
        published=base.published - shift,
        edited=base.edited - shift,
        views=base.views + turn,
    )


def _turned(text: str, turn: int) -> str:
    def other(found: re.Match[str]) -> str:
        group, place = _PLACES[found[0]]
        return group[(place + turn) % len(group)]

    return _NAME.sub(other, text)
