"""What a killed run archived last, taken into the site's state."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin_spider.archive import StoredCapture
from bulletin_spider.extract.read import read_tasks
from bulletin_spider.extract.rebuild import take
from bulletin_spider.extract.sift import Declarations, Tally, sift
from bulletin_spider.sites.schema import Site
from bulletin_spider.state import SiteState


def catch_up(captures: Iterable[StoredCapture], site: Site, state: SiteState) -> None:
    """Take in captures that a killed run archived last and perhaps did not get to accept, oldest first.

    What the state has already stays as it is.
    """
    declared, tally = Declarations(site, {}), Tally()
    tasks = [task for stored in captures if (task := sift(stored, declared, tally)) is not None]
    for event in sorted(read_tasks(tasks, 0, tally)):
        take(event, state)
