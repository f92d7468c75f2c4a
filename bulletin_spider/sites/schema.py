"""The typed form of a site's declaration; an unknown key is an error."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, field_validator, model_validator

from bulletin_spider.records.base import Record, SiteId, Text
from bulletin_spider.sites.address import is_loopback

DEFAULT_DELAY = 2.0
"""Seconds between two requests: NukeViet bans an address above 40 requests a minute."""

_NOT_ID = re.compile(r"[^a-z0-9._-]+")

Host = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$")
]


class Unit(Record):
    """The administrative unit whose news the site carries."""

    name: Text | None = None
    """Name as the unit is called, such as "Phường Trường Xuân"; the page's own word where left out."""
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")] | None = None
    """Five-digit code, as text."""
    province_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")] | None = None
    """Two-digit code of its province, as text."""
    current_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")] | None = None
    """Code of its successor after the reform of 2025, where it is one unit."""


class Politeness(Record):
    """How gently the site is asked. A Crawl-delay in robots.txt that is longer always wins."""

    delay: Annotated[float, Field(ge=0, le=600)] = DEFAULT_DELAY
    """Seconds between two requests."""
    connections: Annotated[int, Field(ge=1, le=8)] = 1
    """Requests under way at once."""
    leave: Text | None = None
    """Who of the site allowed a pace above the default, and when; needed for it."""

    @model_validator(mode="after")
    def _faster_needs_leave(self) -> Self:
        if (self.delay < DEFAULT_DELAY or self.connections > 1) and self.leave is None:
            raise ValueError(
                f"a delay below {DEFAULT_DELAY:g} s or more than one connection needs the owner's `leave`"
            )
        return self


class Tls(Record):
    """Certificate verification."""

    verify: bool = True
    """Whether a certificate that cannot be verified ends the connection."""
    reason: Text | None = None
    """Why verification is off; needed where it is, and written into the record of each run."""

    @model_validator(mode="after")
    def _off_needs_reason(self) -> Self:
        if not self.verify and self.reason is None:
            raise ValueError("verify = false needs a `reason`")
        return self


class Selectors(Record):
    """CSS selectors that go before the family's own rules, for a theme that hides a field."""

    title: Text | None = None
    lead: Text | None = None
    body: Text | None = None
    published_at: Text | None = None
    author: Text | None = None


class Recheck(Record):
    """Which known articles a later run asks for again, and how often it reads the site whole.

    An edit shows nowhere but in the article, and NukeViet's validators are of no use.
    """

    newest: Annotated[int, Field(ge=0, le=1000)] = 3
    """So many of the newest articles are asked for in every run."""
    recent_days: Annotated[int, Field(ge=0)] = 30
    """An article is recent for so many days after its publication or first sight."""
    recent_every_days: Annotated[float, Field(ge=0)] = 1.0
    """Recent articles are asked for again after so many days."""
    old_every_days: Annotated[float, Field(ge=0)] = 180.0
    """Older articles are asked for again after so many days."""
    full_pass_days: Annotated[float, Field(ge=0)] = 30.0
    """After so many days a run reads every list whole, and asks for what no list names any more."""


class Expect(Record):
    """What a healthy full crawl of the site brings; less is an alarm."""

    records: Annotated[int, Field(ge=1)] = 1
    """Least number of bulletins."""


class Site(Record):
    """One site: where it is, what it runs on and how it may be asked."""

    id: SiteId
    """Stable id; the name of the dataset file and of the archive folder."""
    url: Text
    """Address of the home page."""
    name: Text | None = None
    """Name of the site, for people."""
    hosts: list[Host] = Field(default_factory=list)
    """Other host names of the same site (www, a former name) that links may lead to."""
    family: Literal["auto", "nukeviet"] = "auto"
    """CMS family; `auto` asks the pages."""
    unit: Unit = Unit()
    politeness: Politeness = Politeness()
    tls: Tls = Tls()
    selectors: Selectors = Selectors()
    recheck: Recheck = Recheck()
    expect: Expect = Expect()

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        try:
            parts = urlsplit(url)
            parts.port  # noqa: B018 - reading it checks it
        except ValueError as error:
            raise ValueError(f"not a web address ({error})") from None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not a web address: write it as https://host/")
        if parts.username or parts.password:
            raise ValueError("must not hold a user name or password")
        return url if parts.path else url + "/"

    @property
    def host(self) -> str:
        """Host and port of the home page, lower case."""
        return urlsplit(self.url).netloc.lower()

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Hosts (with port) that links may lead to: the site's own, with and without www., and `hosts`."""
        bare = self.host.removeprefix("www.")
        return frozenset((bare, f"www.{bare}", *self.hosts))

    @property
    def is_loopback(self) -> bool:
        """Whether the site is on this machine: such a site is asked without delay."""
        return is_loopback(urlsplit(self.url).hostname)

    @classmethod
    def from_url(cls, url: str) -> Site:
        """An undeclared site, known by its address alone; its id is its host (and port)."""
        if "//" not in url:
            url = f"https://{url}"
        host = urlsplit(url).netloc.lower().removeprefix("www.")
        return cls(id=_NOT_ID.sub("-", host).strip("-._") or "site", url=url)
