"""Local models (mô hình) and awards (khen thưởng) in plain Vietnamese text, with evidence."""

from bulletin_spider.mining.engine import mine
from bulletin_spider.mining.findings import Findings

__all__ = ["Findings", "mine"]
