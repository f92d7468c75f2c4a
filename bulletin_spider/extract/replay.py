"""Records out of an archive, with no network: the live crawl's extractor over what it archived.

This process reads the archive and ships captures to worker processes, which read and mine them; what
they find is spooled on disk and taken in the order of the captures' times, so memory stays flat and a
rebuilt table is the one that the crawls wrote.
"""

from __future__ import annotations

import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlsplit

from bulletin_spider.archive import BodyError, Problem, StoredCapture, read_archive
from bulletin_spider.errors import UsageError
from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.extract.flaw import CUT, find_flaw, is_text
from bulletin_spider.extract.garbage import collect_less
from bulletin_spider.extract.outcome import Extracted, Rejected
from bulletin_spider.extract.spool import Event, Spool
from bulletin_spider.records import Bulletin, Capture
from bulletin_spider.records.base import in_vietnam
from bulletin_spider.sites.registry import SITE_FILE, kept_site
from bulletin_spider.sites.schema import Site
from bulletin_spider.state import SiteState

_CHUNK = 32
_GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class _Task:
    """One capture as a worker gets it."""

    site: Site
    capture: Capture
    body: bytes
    content_type: str


@dataclass
class Tally:
    """What became of an archive's captures."""

    captures: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Replay:
    """Reads archives into a spool; `sites` holds the declarations met."""

    def __init__(self, sources: Iterable[Path], *, site: Site | None = None, jobs: int = 1) -> None:
        self.sources = list(sources)
        self.site = site
        self.jobs = jobs
        self.sites: dict[str, Site] = {site.id: site} if site is not None else {}
        self.tally = Tally()
        self._by_host: dict[str, Site] = {}
        self._kept: dict[Path, Site | None] = {}

    def read(self, spool: Spool) -> Iterator[int]:
        """Fill the spool; yields the number of captures read so far, after each handful."""
        if self.jobs == 1:
            collect_less()
            for chunk in self._chunks():
                self._take(spool, _work(chunk))
                yield self.tally.captures
            return
        # A fork of this process would copy its open databases and threads; the fork server loads this once.
        context = get_context("forkserver")
        context.set_forkserver_preload([__name__])
        with ProcessPoolExecutor(self.jobs, mp_context=context, initializer=collect_less) as pool:
            ahead: deque[Future[tuple[list[Event], Tally]]] = deque()
            for chunk in self._chunks():
                ahead.append(pool.submit(_work, chunk))
                # Few chunks at a time: the archive must not pile up in memory before the workers.
                if len(ahead) > self.jobs * 2:
                    self._take(spool, ahead.popleft().result())
                    yield self.tally.captures
            while ahead:
                self._take(spool, ahead.popleft().result())
                yield self.tally.captures

    def _take(self, spool: Spool, done: tuple[list[Event], Tally]) -> None:
        events, tally = done
        spool.add(events)
        self.tally.counts += tally.counts
        self.tally.rejected += tally.rejected

    def _chunks(self) -> Iterator[list[_Task]]:
        tasks = self._tasks()
        while chunk := list(islice(tasks, _CHUNK)):
            yield chunk

    def _tasks(self) -> Iterator[_Task]:
        for source in self.sources:
            root = _archive_of(source)
            for stored in read_archive(source, folder=root, report=self.tally.problems.append):
                self.tally.captures += 1
                task = self.task(stored, root)
                if task is not None:
                    yield task

    def task(self, stored: StoredCapture, root: Path | None) -> _Task | None:
        """The capture as work; None where it says nothing of an article."""
        capture = stored.capture
        headers = stored.exchange.headers
        content_type = next((value for name, value in headers if name.lower() == "content-type"), "")
        site = self._site_of(capture, root)
        if site is None:
            self.tally.counts["other"] += 1
            return None
        if capture.status in _GONE:
            return _Task(site, capture, b"", "")
        if capture.status != 200 or not is_text(content_type):
            self.tally.counts["other"] += 1
            return None
        if stored.truncated:
            self.tally.counts[CUT] += 1
            return None
        try:
            body = stored.body()
        except BodyError as error:
            self.tally.rejected.append((capture.url, (str(error),)))
            self.tally.counts["rejected"] += 1
            return None
        flaw = find_flaw(capture.url, stored.exchange.protocol, headers, body)
        if flaw is not None:
            self.tally.counts[flaw] += 1
            return None
        return _Task(site, capture, body, content_type)

    def _site_of(self, capture: Capture, root: Path | None) -> Site | None:
        """The site a capture belongs to: the one given, the one the archive keeps, or its host's own.

        None for an address that is not of the web: a foreign archive may name anything.
        """
        if self.site is not None:
            return self.site
        kept = self._kept_site(capture, root)
        if kept is not None:
            return kept
        try:
            parts = urlsplit(capture.url)
            host = parts.netloc.rpartition("@")[2]
            if host not in self._by_host:
                site = Site.from_url(f"{parts.scheme}://{host}/")
                self._by_host[host] = self.sites.setdefault(site.id, site)
        except ValueError:
            return None
        return self._by_host[host]

    def _kept_site(self, capture: Capture, root: Path | None) -> Site | None:
        if root is None or capture.warc_file is None:
            return None
        for parent in (root / Path(capture.warc_file)).parents:
            if parent not in self._kept:
                path = parent / SITE_FILE
                self._kept[parent] = kept_site(path) if path.is_file() else None
            site = self._kept[parent]
            if site is not None:
                return self.sites.setdefault(site.id, site)
            if parent == root:
                break
        return None


def _archive_of(source: Path) -> Path | None:
    """The archive folder that names in records are relative to, told by the declarations kept in it."""
    source = source.resolve()
    kept = [folder / SITE_FILE for folder in (source, *source.parents)]
    roots = {path.parent.parent for path in kept if path.is_file()}
    if not roots and source.is_dir():
        roots = {path.parent.parent for path in source.rglob(SITE_FILE)}
    if len(roots) == 1:
        return roots.pop()
    return source if source.is_dir() else None


_extractors: dict[str, Extractor] = {}


def _work(tasks: list[_Task]) -> tuple[list[Event], Tally]:
    """Read some captures, in a worker or in this process."""
    events: list[Event] = []
    tally = Tally()
    for task in tasks:
        capture, site = task.capture, task.site
        if capture.status in _GONE:
            events.append(Event(site.id, capture.fetched_at, capture.url, None))
            tally.counts["gone"] += 1
            continue
        extractor = _extractors.get(site.id)
        if extractor is None or extractor.site != site:
            extractor = _extractors[site.id] = Extractor(site)
        outcome = extractor.read(capture, task.body, task.content_type, follow=False)
        if isinstance(outcome, Extracted):
            packed = zlib.compress(outcome.bulletin.model_dump_json().encode(), 1)
            events.append(Event(site.id, capture.fetched_at, capture.url, packed))
            tally.counts["records"] += 1
        elif isinstance(outcome, Rejected):
            tally.rejected.append((outcome.url, outcome.reasons))
            tally.counts["rejected"] += 1
        else:
            tally.counts["other"] += 1
    return events, tally


def rebuild(spool: Spool, site: Site, state: SiteState) -> None:
    """Take a site's events into an empty state, oldest first, as the crawls took them."""
    if state.count():
        raise UsageError(f"{state.path}: is not empty; rebuild into a new one")
    with state.together():
        for event in spool.events(site.id):
            _take(event, state)


def _take(event: Event, state: SiteState) -> None:
    if event.record is not None:
        state.accept(Bulletin.model_validate_json(zlib.decompress(event.record)))
    elif (key := state.key_at(event.url)) is not None:
        state.remove(key, in_vietnam(event.at))


def catch_up(captures: Iterable[StoredCapture], site: Site, state: SiteState) -> None:
    """Take in captures that a killed run archived last and perhaps did not get to accept, oldest first.

    What the state has already stays as it is.
    """
    replay = Replay((), site=site)
    tasks = [task for stored in captures if (task := replay.task(stored, None)) is not None]
    for event in _work(tasks)[0]:
        _take(event, state)
