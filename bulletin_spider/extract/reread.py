"""What this version of the package makes of a capture that an earlier one made a record of."""

from __future__ import annotations

from pathlib import Path

from bulletin_spider.archive import ArchiveError, read_at
from bulletin_spider.errors import UsageError
from bulletin_spider.extract.read import read_tasks
from bulletin_spider.extract.sift import Declarations, Tally, sift
from bulletin_spider.records import Bulletin
from bulletin_spider.sites.schema import Site
from bulletin_spider.state.packed import unpack


def reread(archive: Path, held: Bulletin, site: Site) -> Bulletin | None:
    """The record of the capture that `held` was made from; None where it is no longer there to be read."""
    if held.warc_file is None or held.warc_offset is None:
        return None
    try:
        stored = read_at(archive, held.warc_file, held.warc_offset)
    except (ArchiveError, UsageError):
        return None  # the archive was moved away or damaged, which `bulletin check` reports
    tally = Tally()
    task = sift(stored, Declarations(site, {}), tally)
    events = read_tasks([task], 0, tally) if task is not None else []
    packed = next((event.packed for event in events), None)
    found = unpack(packed.record) if packed is not None else None
    return found if found is not None and found.id == held.id else None
