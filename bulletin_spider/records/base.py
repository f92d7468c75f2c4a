"""What every published record shares: frozen, closed, and described attribute by attribute."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from bulletin_spider.records.described import descriptions

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone of every published time."""

# Vietnam has had no summer time since the oldest date we accept, so a fixed offset reads the same
# moment 20 times faster than the zone's table.
_ICT = timezone(timedelta(hours=7))


def in_vietnam(moment: datetime) -> datetime:
    """The same moment on Vietnam's clock; a naive time is refused by the type before this runs."""
    return moment if moment.tzinfo is VIETNAM else moment.astimezone(_ICT).replace(tzinfo=VIETNAM)


class Record(BaseModel):
    """A value that is published: it cannot be changed, and holds no key the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        found = handler(schema)
        properties = handler.resolve_ref_schema(found)["properties"]
        for name, words in descriptions(cls).items():
            properties[name].setdefault("description", words)
        return found


Moment = Annotated[AwareDatetime, AfterValidator(in_vietnam)]
"""A point in time, stored on Vietnam's clock (UTC+07:00)."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Text that says something: unknown is None, never an empty string."""

Count = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""A number of things, as large as the table's 64-bit integers hold."""

SiteId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")]
"""The id of a site: lower case letters, digits, dot, underscore and hyphen; safe as a file name."""

Digest = Annotated[str, StringConstraints(pattern=r"^(sha1:[A-Z2-7]{32}|sha256:[0-9a-f]{64})$")]
"""A labelled digest: `sha1:` and base32 as WARC writes payload digests, or `sha256:` and hex."""
