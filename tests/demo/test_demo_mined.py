"""What the first table a person sees says of models and awards; read by hand in the demo's articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bulletin_spider import Bulletin, extract
from bulletin_spider.demo import DemoSite

SITE = DemoSite()


def read(number: int) -> Bulletin:
    url = SITE.url(number)
    body = SITE.respond("GET", url.removeprefix(SITE.origin)).body
    return extract(body, url=url, fetched_at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("number", "models"),
    [
        (3194, ["xã hội hoá nâng cấp, mở rộng các tuyến đường, các công trình xây dựng cơ bản",
                "tiếng kẻng an ninh", "nhà tôi có bình chữa cháy", "tổ liên gia phòng cháy, chữa cháy"]),
        (3199, ["Nhóm Zalo hoà giải", "Tiếng loa an ninh", "camera giám sát", "Tổ tự quản 3 không"]),
        (3220, []),  # a pattern of a disease
        (3202, ["Chợ không tiền mặt", "Khối phố số", "Loa truyền thanh thông minh", "Tủ sách điện tử"]),
    ],
)  # fmt: skip
def test_models_of_the_demo_site(number: int, models: list[str]) -> None:
    assert [model.name for model in read(number).models] == models


@pytest.mark.parametrize(
    ("number", "awards"),
    [
        (3194, [("collective", 3, [], None), ("individual", 3, [], None)]),
        (3211, [
            ("individual", 18, [], None),
            ("household", 1, [], None),
            ("household", 1, ["gia đình ông Mai Xuân Tín"], "Giấy khen"),
            ("individual", 1, ["Quách Thành Nhân"], "Kỷ niệm chương"),
        ]),
        (3220, []),
    ],
)  # fmt: skip
def test_awards_of_the_demo_site(number: int, awards: list[tuple[str, int, list[str], str | None]]) -> None:
    found = [(a.recipient_type, a.count, a.recipients, a.form) for a in read(number).awards]
    assert found == awards


def test_winners_of_several_kinds_in_one_sentence() -> None:
    teams, people = read(3202).awards
    assert (teams.count, teams.recipients) == (4, ["Trường Đồng", "Xuân Bắc", "Phú Sơn", "Trà Cai"])
    assert (people.count, people.recipients[0], people.recipients[-1]) == (
        7,
        "Châu Ngọc Hiếu",
        "Giáp Văn Lộc",
    )
