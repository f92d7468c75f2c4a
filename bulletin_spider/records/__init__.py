"""What we publish: frozen Pydantic models that forbid any key the contract does not name."""

from bulletin_spider.records.base import VIETNAM, Record
from bulletin_spider.records.bulletin import CONTRACT, Attachment, Bulletin, Image
from bulletin_spider.records.capture import Capture
from bulletin_spider.records.mention import AwardMention, Evidence, ModelMention

__all__ = [
    "CONTRACT",
    "VIETNAM",
    "Attachment",
    "AwardMention",
    "Bulletin",
    "Capture",
    "Evidence",
    "Image",
    "ModelMention",
    "Record",
]
