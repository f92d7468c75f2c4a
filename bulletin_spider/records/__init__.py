"""What we publish: frozen Pydantic models that forbid any key the contract does not name."""

from bulletin_spider.records.mention import AwardMention, Evidence, ModelMention

__all__ = ["AwardMention", "Evidence", "ModelMention"]
