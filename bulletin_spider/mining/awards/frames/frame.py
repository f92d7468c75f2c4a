"""One reported award, and the form or verb that it is built on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from bulletin_spider.mining.awards.recipients.recipient import Recipient
from bulletin_spider.mining.awards.slots.forms import Form


@dataclass
class Frame:
    """One reported award as the sentence tells it; places are chunk numbers."""

    first: int
    """Where the clause starts: the giver, the recipients or the verb."""
    last: int
    """The chunk after the last slot."""
    verb: int = -1
    form: Form | None = None
    giver: str | None = None
    items: list[Recipient] = field(default_factory=list)
    reason: str | None = None
    passive: bool = False
    certificates: int | None = None
    """Number told before the form: "05 Giấy khen cho các cá nhân"."""
    posthumous: bool = False
    """Told with the verb alone, after the same form: "và truy tặng cho 3 mẹ"."""
    subject: str | None = None
    """Who hands it over; the giver may be another: "trao Giấy khen của X"."""
    contest: bool = False
    """Whether the reason is the contest of a prize."""
    own_reason: bool = False
    """Whether the reason describes these recipients: "3 hộ tự nguyện …"; it is not shared."""
    parted: bool = False
    """Whether a semicolon or a sum of its own parts it from the next frame."""
    open: bool = False
    """Whether it tells an award only with what follows: "3 giải A và 5 giải B được trao cho các đội"."""


class Head(NamedTuple):
    """A form or a verb of praise that an award is built on."""

    at: int
    verb: int
    """The chunk of the verb, or -1 where it is left out."""
    after: int
    """The chunk after the form, or after the verb of praise."""
    form: Form | None
    following: int
    """The chunk of the next head, or the end of the sentence."""
