"""Mentions point into the field that says them, captions between paragraphs included."""

from __future__ import annotations

from bulletin_spider.extract.mentions import find_mentions
from bulletin_spider.pages.base import ArticleFields
from bulletin_spider.pages.block import Block

MODEL = "mô hình “Ngõ xanh không rác”"


def fields(**given: object) -> ArticleFields:
    read = ArticleFields(**given)  # type: ignore[arg-type]
    read.blocks = read.blocks or [Block("p", "Bà con hưởng ứng.")]
    return read


def said(read: ArticleFields) -> list[tuple[str, int, str]]:
    models, _ = find_mentions(read)
    return [(model.evidence.field, model.evidence.start, model.evidence.text) for model in models]


def test_model_of_the_title() -> None:
    assert said(fields(title=f"Ra mắt {MODEL}")) == [("title", len("Ra mắt "), MODEL)]


def test_model_of_the_second_line_of_the_lead() -> None:
    lead = f"Sáng 4/3.\nPhường ra mắt {MODEL}."
    assert said(fields(title="Tin", lead=lead)) == [("lead", lead.index(MODEL), MODEL)]


def test_model_of_a_later_paragraph() -> None:
    lines = ["Bà con hưởng ứng.", "", f"Phường ra mắt {MODEL}."]
    read = fields(title="Tin", blocks=[Block("p", lines[0]), Block("p", lines[2])])
    body = f"{lines[0]}\n{lines[2]}"
    assert said(read) == [("body", body.index(MODEL), MODEL)]


def test_model_of_a_caption_counts_from_the_first_caption() -> None:
    first, second = "Bờ kênh buổi sáng", f"Ra mắt {MODEL}"
    read = fields(
        title="Tin",
        images=[("http://x/home.jpg", first), ("http://x/none.jpg", None), ("http://x/a.jpg", second)],
        blocks=[
            Block("p", "Bà con hưởng ứng."),
            Block("image", "", src="http://x/a.jpg"),
            Block("caption", second),
            Block("p", "Phường cảm ơn."),
        ],
    )
    captions = f"{first}\n{second}"
    assert said(read) == [("caption", captions.index(MODEL), MODEL)]


def test_award_in_a_caption_between_paragraphs() -> None:
    caption = "Chủ tịch UBND phường tặng Giấy khen cho bà Lê Thị Sim"
    read = fields(
        title="Tin",
        images=[("http://x/a.jpg", caption)],
        blocks=[
            Block("p", "Bà con hưởng ứng."),
            Block("image", "", src="http://x/a.jpg"),
            Block("caption", caption),
        ],
    )
    _, awards = find_mentions(read)
    assert [award.evidence.field for award in awards] == ["caption"]
    evidence = awards[0].evidence
    assert caption[evidence.start : evidence.end] == evidence.text


def test_nothing_to_mine() -> None:
    assert find_mentions(ArticleFields()) == ([], [])
