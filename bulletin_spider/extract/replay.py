"""Records out of an archive, with no network: the live crawl's extractor over what it archived.

Files are cut into stretches of some fifty pages. Worker processes read and mine one each, from the
archive's bytes to packed records; this process only says where, checks that the cuts were right, and
spools what comes back. It is taken in the order of the captures' times, so memory stays flat and a rebuilt
table is the one that the crawls wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from bulletin_spider.archive import Problem
from bulletin_spider.archive.frames import MAX_BLOCK
from bulletin_spider.archive.originals import Originals
from bulletin_spider.archive.segments import Chain, cut_up, read_revisit
from bulletin_spider.archive.wacz import Unpacker
from bulletin_spider.extract.files import ArchiveFile, list_files
from bulletin_spider.extract.kept import KeptSites
from bulletin_spider.extract.sift import Tally, sift
from bulletin_spider.extract.spool import Spool
from bulletin_spider.extract.stretch import Part, Revisit, Stretch
from bulletin_spider.extract.workers import Workers
from bulletin_spider.sites.schema import Site


class Replay:
    """Reads archives into a spool; `sites` holds the declarations met.

    In whichever order its sources are named, it reads their files in the same one.
    """

    def __init__(self, sources: Iterable[Path], workers: Workers, *, site: Site | None = None) -> None:
        self.sources = list(sources)
        self.site = site
        self.tally = Tally()
        self._workers = workers
        self._kept = KeptSites(site)
        self.sites = self._kept.by_id
        self._chain = Chain()
        self._files: list[ArchiveFile] = []

    def read(self, spool: Spool) -> Iterator[int]:
        """Fill the spool; yields the number of captures read so far, 0 before any."""
        with ExitStack() as opened:
            unpacker = opened.enter_context(closing(Unpacker()))
            self._files = list_files(self.sources, self.site, self._kept, self._report, unpacker)
            paths = [file.path for file in self._files]
            originals = opened.enter_context(closing(Originals(paths, MAX_BLOCK)))
            stretches = self._workers.each(Stretch.read, self._stretches())
            yield 0  # while the first are being read, who asks has time for other things
            for stretch, part in stretches:
                self._take_stretch(stretch, part, spool, originals)
                yield self.tally.captures
            # A revisit may be read before what it repeats, so revisits wait for the end.
            for _, part in self._workers.each(Revisit.read, self._revisits(originals)):
                self._take(part, spool)
                yield self.tally.captures
        self.tally.sort()

    def _stretches(self) -> Iterator[Stretch]:
        for number, file in enumerate(self._files):
            for segment in cut_up(file.path, file.name, file.root):
                yield Stretch(segment, number, file.declared)

    def _revisits(self, originals: Originals) -> Iterator[Revisit]:
        for number, start in originals.waiting():
            file = self._files[number]
            stored = read_revisit(file.path, file.name, file.root, start, originals, self._report)
            task = sift(stored, file.declared, self.tally) if stored is not None else None
            if task is not None:
                yield Revisit(task, number)

    def _report(self, problem: Problem) -> None:
        self.tally.problems.append(problem)

    def _take_stretch(self, stretch: Stretch, part: Part, spool: Spool, originals: Originals) -> None:
        """Spool what a stretch amounts to; it is read again where it did not begin with a record."""
        beginning = self._chain.beginning(stretch.segment)
        if beginning is None:
            return
        if beginning != stretch.segment.start:
            part = replace(stretch, segment=replace(stretch.segment, start=beginning)).read()
        self._chain.passed(stretch.segment, part.reading, part.tally.problems.append)
        originals.add(stretch.file, part.reading.responses)
        originals.wait(stretch.file, part.reading.revisits)
        self._take(part, spool)

    def _take(self, part: Part, spool: Spool) -> None:
        spool.add(part.events)
        self.tally.add(part.tally)
        for name, site in part.sites.items():
            self.sites.setdefault(name, site)
