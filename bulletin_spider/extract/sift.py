"""Which captures of an archive say something of an article, and what they say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from bulletin_spider.archive import BodyError, Problem, StoredCapture
from bulletin_spider.extract.flaw import CUT, FLAWS, find_flaw, is_text
from bulletin_spider.records import Capture
from bulletin_spider.sites.schema import Site

GONE = (404, 410)
"""Answers that say an article is no longer there."""


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

    def lost(self) -> dict[str, tuple[int, str]]:
        """Why captures were not read: how many for each reason, and the first, where there is more to say."""
        found: dict[str, tuple[int, str]] = {}
        for problem in reversed(self.problems):
            found[problem.kind] = (found.get(problem.kind, (0, ""))[0] + 1, str(problem))
        if self.rejected:
            url, reasons = self.rejected[0]
            found["rejected"] = (len(self.rejected), f"{url}: {'; '.join(reasons)}")
        return found | {flaw: (self.counts[flaw], "") for flaw in FLAWS if self.counts[flaw]}

    def sort(self) -> None:
        """Put what went wrong in the order of files and addresses, not of reading."""
        self.problems.sort(key=lambda problem: (problem.file, problem.offset or 0, str(problem)))
        self.rejected.sort()


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
    if capture.status in GONE:
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
