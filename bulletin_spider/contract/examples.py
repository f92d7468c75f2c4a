"""Records as the contract wants them and as it refuses them, each bad one with the reason."""

from __future__ import annotations

import json
from typing import Any

from bulletin_spider.records import Bulletin, Record

_BODY = (
    'Chiều ngày 5/3/2026, Hội Liên hiệp Phụ nữ phường Mẫu sơ kết mô hình "Tổ tự quản xanh".\n'
    "Dịp này, Chủ tịch UBND phường tặng Giấy khen cho 2 cá nhân có thành tích xuất sắc.\n"
    "Họ tên | Đơn vị\n"
    "Nguyễn Thị Mai | Khu phố 1\n"
    "Trần Văn Bình | Khu phố 2"
)
_MODEL = 'mô hình "Tổ tự quản xanh"'
_AWARD = "Chủ tịch UBND phường tặng Giấy khen cho 2 cá nhân có thành tích xuất sắc"

FULL: dict[str, Any] = {
    "id": "9d2b5a60-3a8e-5c1f-8e57-0f4f3f8a1c22",
    "site": "phuong-mau",
    "url": "https://phuongmau.example.gov.vn/news/tin-tuc/so-ket-mo-hinh-to-tu-quan-xanh-3194.html",
    "article_key": "news:3194",
    "unit_name": "Phường Mẫu",
    "unit_code": "00235",
    "province_code": "01",
    "current_unit_code": "00256",
    "title": 'Sơ kết mô hình "Tổ tự quản xanh"',
    "lead": "Sau một năm, mô hình được nhân rộng ra toàn phường.",
    "body": _BODY,
    "published_at": "2026-03-05T16:30:00+07:00",
    "published_precision": "minute",
    "modified_at": "2026-03-06T08:05:00+07:00",
    "author": "Lê Hoa - Minh Đức",
    "authors": ["Lê Hoa", "Minh Đức"],
    "source": "Cổng thông tin điện tử thành phố",
    "category": "Tin hoạt động",
    "tags": ["mô hình", "môi trường"],
    "images": [
        {
            "url": "https://phuongmau.example.gov.vn/uploads/news/hoi-nghi.jpg",
            "caption": "Quang cảnh hội nghị",
        }
    ],
    "attachments": [
        {"url": "https://phuongmau.example.gov.vn/uploads/bao-cao.pdf", "name": "Báo cáo sơ kết.pdf"}
    ],
    "rating_score": 15,
    "rating_votes": 3,
    "views": 128,
    "models": [
        {
            "name": "Tổ tự quản xanh",
            "key": "tổ tự quản xanh",
            "named": True,
            "count": 1,
            "evidence": {
                "field": "body",
                "start": _BODY.index(_MODEL),
                "end": _BODY.index(_MODEL) + len(_MODEL),
                "text": _MODEL,
            },
        }
    ],
    "awards": [
        {
            "recipient_type": "individual",
            "count": 2,
            "recipients": ["Nguyễn Thị Mai", "Trần Văn Bình"],
            "form": "Giấy khen",
            "awarded_by": "Chủ tịch UBND phường",
            "achievement": "thành tích xuất sắc",
            "evidence": {
                "field": "body",
                "start": _BODY.index(_AWARD),
                "end": _BODY.index(_AWARD) + len(_AWARD),
                "text": _AWARD,
            },
        }
    ],
    "field_sources": {"title": "nukeviet:h1", "published_at": "nukeviet:head"},
    "warnings": ["date.weekday_mismatch"],
    "revision": 2,
    "first_seen_at": "2026-03-05T18:00:00+07:00",
    "fetched_at": "2026-03-06T18:00:00+07:00",
    "removed_at": "2026-08-01T18:00:00+07:00",
    "content_digest": "sha256:" + "0123456789abcdef" * 4,
    "warc_file": "phuong-mau/2026/20260306T110000Z-1.warc.gz",
    "warc_offset": 40960,
    "payload_digest": "sha1:" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
    "family": "nukeviet",
    "extractor": "bulletin_spider/0.1.0",
}
"""A record with a value in every field; the data dictionary takes its examples from it."""

_REQUIRED = [name for name, field in Bulletin.model_fields.items() if field.is_required()]
LEAST: dict[str, Any] = {name: FULL[name] for name in _REQUIRED}
"""A record with nothing but the required fields."""

GOOD = {"full": FULL, "least": LEAST, "only-images": {**LEAST, "body": "", "images": FULL["images"]}}


def _changed(**values: Any) -> dict[str, Any]:
    return {**FULL, **values}


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "title-missing": (
        {name: value for name, value in FULL.items() if name != "title"},
        "a bulletin has a headline",
    ),
    "lead-empty": (_changed(lead=""), "unknown is null, never an empty text"),
    "key-unknown": (_changed(autor="Lê Hoa"), "a key that the contract does not name"),
    "unit-code-number": (_changed(unit_code=235), "codes are text, since leading zeros count"),
    "time-without-zone": (_changed(fetched_at="2026-03-06T18:00:00"), "a time without its zone is no moment"),
    "precision-unknown": (_changed(published_precision="second"), "not one of minute, hour, day"),
    "views-negative": (_changed(views=-1), "a count is not negative"),
    "list-null": (_changed(tags=None), "a list without items is empty, not null"),
}
"""Records that both JSON Schema and Pydantic refuse, with the reason."""

BAD_BY_RULE: dict[str, tuple[dict[str, Any], str]] = {
    "nothing-to-read": (
        _changed(body="", images=[], attachments=[], models=[], awards=[]),
        "no body, and no image or attachment",
    ),
    "published-before-1997": (
        _changed(published_at="1996-12-31T10:00:00+07:00"),
        "published before Vietnam was connected to the Internet",
    ),
    "published-after-fetch": (
        _changed(published_at="2026-03-09T10:00:00+07:00"),
        "published later than the day after the fetch",
    ),
    "precision-alone": (_changed(published_at=None), "a precision without the time it qualifies"),
    "evidence-elsewhere": (
        _changed(title="Sơ kết", models=[], body="Không có gì ở đây."),
        "the words of the evidence do not stand where it says",
    ),
}
"""Records whose fields are each well formed but do not fit together: only Pydantic refuses these."""


def as_json(record: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """The record as it is published: every field, null where nothing is known."""
    plain: dict[str, Any] = json.loads(record.model_validate(values).model_dump_json())
    return plain
