"""What is known of one site between runs: its bulletins with their revisions, and when each was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin_spider.lazy import lazily

if TYPE_CHECKING:
    from bulletin_spider.state.bulletins import Change
    from bulletin_spider.state.captures import Kept
    from bulletin_spider.state.lock import SiteLock
    from bulletin_spider.state.packed import Packed, pack, unpack_plain
    from bulletin_spider.state.store import SiteState
    from bulletin_spider.state.succession import settle
    from bulletin_spider.state.visits import Known

__all__ = ["Change", "Kept", "Known", "Packed", "SiteLock", "SiteState", "pack", "settle", "unpack_plain"]

if not TYPE_CHECKING:
    # A process that only reads pages holds no lock and opens no state.
    __getattr__, __dir__ = lazily(
        __name__,
        {
            ".bulletins": ("Change",),
            ".captures": ("Kept",),
            ".lock": ("SiteLock",),
            ".packed": ("Packed", "pack", "unpack_plain"),
            ".store": ("SiteState",),
            ".succession": ("settle",),
            ".visits": ("Known",),
        },
    )
