"""Records out of an archive, with no network: the live crawl's extractor over what it archived.

Files are cut into stretches of some twenty pages. Worker processes read and mine one each, from the
archive's bytes to packed records; this process only says where, checks that the cuts were right, and
spools what comes back. It is taken in the order of the captures' times, so memory stays flat and a rebuilt
table is the one that the crawls wrote.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from bulletin_spider.archive.frames import MAX_BLOCK, Progress
from bulletin_spider.archive.originals import Originals
from bulletin_spider.archive.segments import Chain, Reading, Segment, cut_up, read_revisit, read_segment
from bulletin_spider.archive.sources import warcs
from bulletin_spider.extract.kept import KeptSites, archive_of
from bulletin_spider.extract.sift import Declarations, Tally, Task, read_tasks, sift
from bulletin_spider.extract.spool import Event, Spool
from bulletin_spider.extract.workers import Workers
from bulletin_spider.sites.schema import Site

_AHEAD = 4
"""Stretches a worker may be given before the first is done."""

_MOST_AT_ONCE = 2**22
"""Bytes of pages that are read together."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A segment of a file as a worker gets it."""

    segment: Segment
    file: int
    """Number of the file."""
    declared: Declarations


@dataclass(frozen=True, slots=True)
class _Revisit:
    """A capture whose payload this process had to find among all the files read."""

    task: Task
    file: int


@dataclass
class _Part:
    """What a stretch amounts to."""

    reading: Reading
    events: list[Event] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    sites: dict[str, Site] = field(default_factory=dict)

    def take(self, tasks: list[Task], file: int) -> None:
        """Read some captures."""
        self.sites.update((task.site.id, task.site) for task in tasks)
        self.events += read_tasks(tasks, file, self.tally)


class Replay:
    """Reads archives into a spool; `sites` holds the declarations met."""

    def __init__(self, sources: Iterable[Path], workers: Workers, *, site: Site | None = None) -> None:
        self.sources = list(sources)
        self.site = site
        self.tally = Tally()
        self._workers = workers
        self._kept = KeptSites(site)
        self.sites = self._kept.by_id
        self._chain = Chain()
        self._originals: dict[Path | None, Originals] = {}
        self._ahead: deque[tuple[_Stretch | None, Callable[[], _Part]]] = deque()

    def read(self, spool: Spool) -> Iterator[int]:
        """Fill the spool; yields the number of captures read so far, after each stretch."""
        try:
            for stretch in self._stretches():
                self._ahead.append((stretch, self._workers.start(_read_stretch, stretch)))
                # Few at a time: what has come back must not pile up in memory.
                while len(self._ahead) > self._workers.count * _AHEAD:
                    yield self._take_next(spool)
            while self._ahead:
                yield self._take_next(spool)
        finally:
            for originals in self._originals.values():
                originals.close()

    def _stretches(self) -> Iterator[_Stretch]:
        files = [
            (path, name, root, self.site or self._kept.of(root, name))
            for source in self.sources
            for root in [archive_of(source)]
            for path, name in warcs(source, root, self.tally.problems.append)
        ]
        known = dict(self.sites)
        for number, (path, name, root, site) in enumerate(files):
            declared = Declarations(site, known if site is None else {})
            for segment in cut_up(path, name, root):
                yield _Stretch(segment, number, declared)

    def _take_next(self, spool: Spool) -> int:
        """Spool what the next stretch amounts to; it is read again where it did not begin with a record."""
        stretch, done = self._ahead.popleft()
        part = done()
        if stretch is not None:
            beginning = self._chain.beginning(stretch.segment)
            if beginning is None:
                return self.tally.captures
            if beginning != stretch.segment.start:
                part = _read_stretch(replace(stretch, segment=replace(stretch.segment, start=beginning)))
            self._chain.passed(stretch.segment, part.reading, part.tally.problems.append)
            self._follow_revisits(stretch, part.reading)
        spool.add(part.events)
        self.tally.add(part.tally)
        for name, site in part.sites.items():
            self.sites.setdefault(name, site)
        return self.tally.captures

    def _follow_revisits(self, stretch: _Stretch, reading: Reading) -> None:
        """Have those revisits read whose originals only a look at all files can find."""
        root, path = stretch.segment.folder, stretch.segment.path
        if root not in self._originals:
            self._originals[root] = Originals(root, MAX_BLOCK)
        originals = self._originals[root]
        originals.add(path, reading.responses)
        for offset in reading.revisits:
            stored = read_revisit(stretch.segment, offset, originals, self.tally.problems.append)
            task = sift(stored, stretch.declared, self.tally) if stored is not None else None
            if task is not None:
                revisit = _Revisit(task, stretch.file)
                self._ahead.append((None, self._workers.start(_read_revisit, revisit)))


def _read_stretch(stretch: _Stretch) -> _Part:
    """Read a stretch, in a worker or in this process."""
    part = _Part(Reading(Progress(stretch.segment.start)))
    tasks: list[Task] = []
    size = 0
    for stored in read_segment(stretch.segment, part.reading, part.tally.problems.append):
        task = sift(stored, stretch.declared, part.tally)
        if task is not None:
            tasks.append(task)
            size += len(task.body)
        if size > _MOST_AT_ONCE:
            part.take(tasks, stretch.file)
            tasks, size = [], 0
    part.take(tasks, stretch.file)
    return part


def _read_revisit(revisit: _Revisit) -> _Part:
    part = _Part(Reading(Progress(0)))
    part.take([revisit.task], revisit.file)
    return part
