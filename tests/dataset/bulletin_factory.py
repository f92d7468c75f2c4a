from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from bulletin_spider.records import VIETNAM, Bulletin

BODY = "Chiều 5/3, Đảng ủy phường tổ chức hội nghị.\nCó 12 mô hình được biểu dương."


def bulletin(number: int = 1, **changes: Any) -> Bulletin:
    site = changes.get("site", "phuong-mau")
    seen = datetime(2026, 3, 5, 9, 30, tzinfo=VIETNAM)
    return Bulletin.model_validate(
        {
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{site}/{number}")),
            "site": site,
            "url": f"https://{site}.gov.vn/news/tin-{number}.html",
            "title": f"Tin số {number}",
            "body": BODY,
            "published_at": seen - timedelta(days=number % 900),
            "published_precision": "minute",
            "first_seen_at": seen,
            "fetched_at": seen,
            "content_digest": "sha256:" + "0" * 64,
            "family": "nukeviet",
            "extractor": "0.1.0",
            **changes,
        }
    )
