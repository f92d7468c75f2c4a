"""Which captures of an archive say something of an article, and what they say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from bulletin_spider.archive import BodyError, Problem, StoredCapture
from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.extract.flaw import CUT, find_flaw, is_text
from bulletin_spider.extract.outcome import Extracted, Rejected
from bulletin_spider.extract.spool import Event
from bulletin_spider.records import Capture
from bulletin_spider.sites.schema import Site
from bulletin_spider.state import pack

_GONE = (404, 410)


@dataclass
class Tally:
    """What became of an archive's captures."""

    captures: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count in what another has counted."""
        self.captures += other.captures
        self.counts += other.counts
        self.rejected += other.rejected
        self.problems += other.problems


@dataclass(frozen=True, slots=True)
class Declarations:
    """The sites that the captures of a file can be of."""

    only: Site | None
    """The one they all are of: the one asked for, or the one that the archive keeps for the file."""
    known: dict[str, Site]
    """By id, for captures whose host alone tells the site."""

    def site_of(self, capture: Capture) -> Site | None:
        """The site of a capture; None for an address not of the web: a foreign archive may name anything."""
        if self.only is not None:
            return self.only
        try:
            site = _site_at(urlsplit(capture.url).netloc.rpartition("@")[2])
        except ValueError:
            return None
        return self.known.get(site.id, site)


@lru_cache(maxsize=4096)
def _site_at(host: str) -> Site:
    return Site.from_url(f"http://{host}/")


@dataclass(frozen=True, slots=True)
class Task:
    """One capture that may be a page of a site."""

    site: Site
    capture: Capture
    body: bytes
    content_type: str


def sift(stored: StoredCapture, declared: Declarations, tally: Tally) -> Task | None:
    """The capture as work; None, and counted, where it says nothing of an article."""
    tally.captures += 1
    capture = stored.capture
    headers = stored.exchange.headers
    content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
    site = declared.site_of(capture)
    if site is None:
        tally.counts["other"] += 1
        return None
    if capture.status in _GONE:
        return Task(site, capture, b"", "")
    if capture.status != 200 or not is_text(content_type):
        tally.counts["other"] += 1
        return None
    if stored.truncated:
        tally.counts[CUT] += 1
        return None
    try:
        body = stored.body()
    except BodyError as error:
        tally.rejected.append((capture.url, (str(error),)))
        tally.counts["rejected"] += 1
        return None
    flaw = find_flaw(capture.url, stored.exchange.protocol, headers, body)
    if flaw is not None:
        tally.counts[flaw] += 1
        return None
    return Task(site, capture, body, content_type)


_extractors: dict[str, Extractor] = {}


def read_task(task: Task, file: int, tally: Tally) -> Event | None:
    """What a capture says of an article: None, and counted, where it is a page of another kind."""
    capture, site = task.capture, task.site
    packed = None
    if capture.status in _GONE:
        tally.counts["gone"] += 1
    else:
        extractor = _extractors.get(site.id)
        if extractor is None or extractor.site != site:
            extractor = _extractors[site.id] = Extractor(site)
        outcome = extractor.read(capture, task.body, task.content_type, follow=False)
        if isinstance(outcome, Rejected):
            tally.rejected.append((outcome.url, outcome.reasons))
            tally.counts["rejected"] += 1
            return None
        if not isinstance(outcome, Extracted):
            tally.counts["other"] += 1
            return None
        packed = pack(outcome.bulletin)
        tally.counts["records"] += 1
    return Event(site.id, capture.fetched_at.isoformat(), file, capture.warc_offset or 0, capture.url, packed)
