"""What archives say, taken into a site's state in the order in which the crawls took it."""

from __future__ import annotations

from datetime import datetime

from bulletin_spider.errors import UsageError
from bulletin_spider.extract.spool import Event, Spool
from bulletin_spider.records.base import in_vietnam
from bulletin_spider.state import SiteState


def rebuild(spool: Spool, site: str, state: SiteState) -> None:
    """Take a site's events into an empty state, oldest first."""
    if state.count():
        raise UsageError(f"{state.path}: is not empty; rebuild into a new one")
    with state.rebuilt():
        for event in spool.events(site):
            take(event, state)


def take(event: Event, state: SiteState) -> None:
    """Take one event into a state."""
    if event.packed is not None:
        state.take(event.packed)
    elif (key := state.key_at(event.url) or _key_in(event.url, state)) is not None:
        state.remove(key, in_vietnam(datetime.fromisoformat(event.at)))


def _key_in(url: str, state: SiteState) -> str | None:
    """Key of a known article that an address names by its form: lists also use addresses that lead on."""
    # Few archives hold such an address, and what reads pages takes long to load.
    from bulletin_spider.pages.families import FAMILIES  # noqa: PLC0415

    named = next((key for family in FAMILIES.values() if (key := family.article_key(url))), None)
    if named is None or state.known(named) is not None:
        return named
    # The address leaves the module out, and the articles are in one of another name than usual.
    module, _, number = named.rpartition(":")
    return state.key_numbered(number) if module == "news" else None
