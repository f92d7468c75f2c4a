"""What stands on a NukeViet page beside the article, and how a body that ran into it is cut."""

from __future__ import annotations

from typing import Literal

from bulletin_spider.pages.block import Block
from bulletin_spider.vietnamese.text import fold

# What follows a body in every stock theme: a body that was left open swallows it, and nothing of the
# article comes after it.
_COMMENTS = frozenset("form3B idcomment showcomment formcomment timeoutsess".split())
_END_IDS = _COMMENTS | frozenset("stringrating numberrating click_rating footer".split())
_END_CLASSES = frozenset("news_column other-news news-download-file chromeframe".split())
# What may also stand within the wrapper, or come with a pasted block, before more of the article.
_ASIDE_CLASSES = frozenset(
    "related detail-related newsothers comment-list socialicon keywords block_tophits".split()
)
_CLOCKS = frozenset(("time", "smll"))
_END_LINES = frozenset(
    fold(line)
    for line in (
        "Click để đánh giá bài viết",
        "Những tin mới hơn",
        "Những tin cũ hơn",
        "Theo dòng sự kiện",
        "Ý kiến bạn đọc",
    )
)
_END_LETTERS = frozenset("CcNnTtYyÝý")
_RATING = fold("Tổng số điểm của bài viết là")


def in_body(_: str, classes: list[str], name: str | None) -> Literal["skip", "stop"] | None:
    """What a walk through a body does at an element: furniture ends it or is passed over."""
    if (
        name in _END_IDS
        or not _END_CLASSES.isdisjoint(classes)
        or ("h5" in classes and "text-right" in classes)
    ):
        return "stop"
    return "skip" if not _ASIDE_CLASSES.isdisjoint(classes) else None


def around_body(tag: str, classes: list[str], name: str | None) -> Literal["skip", "break"] | None:
    """What a walk through the wrapper passes over: lists of other articles, comments and forms.

    Readers' comments and other articles' leads may name an author, a source or a date of their own. A
    clock is a line of its own even where the lead follows it as loose text.
    """
    if tag in ("span", "em") and not _CLOCKS.isdisjoint(classes):
        return "break"
    if name in _COMMENTS or "other-news" in classes:
        return "skip"
    return None if _ASIDE_CLASSES.isdisjoint(classes) else "skip"


def end_of_text(blocks: list[Block]) -> int:
    """Where the article's lines end: at the first that only a template prints after a body."""
    for at, block in enumerate(blocks):
        if len(block.text) < 80 and block.text[:1] in _END_LETTERS:
            said = fold(block.text).rstrip(": ")
            if said in _END_LINES or said.startswith(_RATING):
                return at
    return len(blocks)
