"""Pages of archives as records: what worker processes do, and this process where there are none.

Loading this module loads everything that reads pages, which takes as long as reading a hundred of them: the
process that only gives the work does without.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin_spider.archive.frames import Progress
from bulletin_spider.archive.segments import Reading, read_segment
from bulletin_spider.extract.extractor import Extractor
from bulletin_spider.extract.outcome import Extracted, Rejected
from bulletin_spider.extract.sift import GONE, Tally, Task, sift
from bulletin_spider.extract.spool import Event
from bulletin_spider.extract.stretch import Part, Revisit, Stretch
from bulletin_spider.records import Capture
from bulletin_spider.sites.schema import Site
from bulletin_spider.state.packed import Packed, pack

_MOST_AT_ONCE = 2**22
"""Bytes of pages that are read together."""


def read_stretch(stretch: Stretch) -> Part:
    """What a stretch amounts to."""
    part = Part(Reading(Progress(stretch.segment.start)))
    tasks: list[Task] = []
    size = 0
    for stored in read_segment(stretch.segment, part.reading, part.tally.problems.append):
        task = sift(stored, stretch.declared, part.tally)
        if task is not None:
            tasks.append(task)
            size += len(task.body)
        if size > _MOST_AT_ONCE:
            _take(part, tasks, stretch.file)
            tasks, size = [], 0
    _take(part, tasks, stretch.file)
    return part


def read_revisit(revisit: Revisit) -> Part:
    """What a capture whose payload was found elsewhere amounts to."""
    part = Part(Reading(Progress(0)))
    _take(part, [revisit.task], revisit.file)
    return part


def _take(part: Part, tasks: list[Task], file: int) -> None:
    part.sites.update((task.site.id, task.site) for task in tasks)
    part.events += read_tasks(tasks, file, part.tally)


_extractors: dict[str, Extractor] = {}


def _extractor(site: Site) -> Extractor:
    found = _extractors.get(site.id)
    if found is None or found.site != site:
        found = _extractors[site.id] = Extractor(site)
    return found


def read_tasks(tasks: Sequence[Task], file: int, tally: Tally) -> list[Event]:
    """What some captures of one file say of articles; those that are pages of another kind are counted."""
    by_site: dict[str, list[Task]] = {}
    for task in tasks:
        by_site.setdefault(task.site.id, []).append(task)
    return [event for some in by_site.values() for event in _read_site(some, file, tally)]


def _read_site(tasks: list[Task], file: int, tally: Tally) -> Iterator[Event]:
    gone = [task.capture for task in tasks if task.capture.status in GONE]
    tally.counts["gone"] += len(gone)
    for capture in gone:
        yield _event(capture, file, tasks[0].site, None)
    pages = [task for task in tasks if task.capture.status not in GONE]
    read = _extractor(tasks[0].site).read_all(
        ((task.capture, task.body, task.content_type) for task in pages), follow=False
    )
    for task, outcome in zip(pages, read, strict=True):
        if isinstance(outcome, Extracted):
            tally.counts["records"] += 1
            yield _event(task.capture, file, task.site, pack(outcome.bulletin))
        elif isinstance(outcome, Rejected):
            tally.rejected.append((outcome.url, outcome.reasons))
            tally.counts["rejected"] += 1
        else:
            tally.counts["other"] += 1


def _event(capture: Capture, file: int, site: Site, packed: Packed | None) -> Event:
    return Event(site.id, capture.fetched_at.isoformat(), file, capture.warc_offset or 0, capture.url, packed)
