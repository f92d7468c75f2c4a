"""Who we say we are: the tool, its version, and how to reach the person who runs it."""

from __future__ import annotations

import os

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from bulletin_spider import __version__
from bulletin_spider.errors import UsageError
from bulletin_spider.sites.schema import Site


def archive_info(settings: BaseSettings) -> dict[str, str]:
    """Fields of the archive's warcinfo record: who fetched, how, and under which name."""
    contact = str(settings.get("BULLETIN_CONTACT") or os.environ.get("BULLETIN_CONTACT", "")).strip()
    info = {
        "software": f"bulletin_spider/{__version__}",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "http-header-user-agent": str(settings.get("USER_AGENT")),
    }
    return info | ({"operator": contact} if contact else {})


def user_agent(site: Site, settings: BaseSettings) -> str:
    """User agent with a contact; UsageError where a site that is not on this machine would get none."""
    agent = str(settings.get("USER_AGENT"))
    contact = str(settings.get("BULLETIN_CONTACT") or os.environ.get("BULLETIN_CONTACT", "")).strip()
    if (settings.getpriority("USER_AGENT") or 0) >= SETTINGS_PRIORITIES["cmdline"]:
        return agent
    if site.is_loopback and not contact:
        return agent
    if not contact:
        raise UsageError(
            f"{site.url}: say who asks, so that the site can reach you: --contact you@example.org,"
            " or BULLETIN_CONTACT in the environment"
        )
    if any(c in contact for c in "\r\n"):
        raise UsageError("--contact must be one line: an e-mail address or a web page")
    return f"{agent} (+{contact})"
