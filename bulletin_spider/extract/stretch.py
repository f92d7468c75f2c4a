"""What workers are given of an archive, and what they give back."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin_spider.archive.segments import Reading, Segment
from bulletin_spider.extract.sift import Declarations, Tally, Task
from bulletin_spider.extract.spool import Event
from bulletin_spider.sites.schema import Site


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment of a file as a worker gets it."""

    segment: Segment
    file: int
    """Number of the file."""
    declared: Declarations

    def read(self) -> Part:
        """What the stretch amounts to."""
        # Loaded where pages are read: the process that only gives the work does without.
        from bulletin_spider.extract.read import read_stretch  # noqa: PLC0415

        return read_stretch(self)


@dataclass(frozen=True, slots=True)
class Revisit:
    """A capture whose payload had to be found among all the files first."""

    task: Task
    file: int

    def read(self) -> Part:
        """What the capture amounts to."""
        from bulletin_spider.extract.read import read_revisit  # noqa: PLC0415

        return read_revisit(self)


@dataclass
class Part:
    """What a stretch or a revisit amounts to."""

    reading: Reading
    events: list[Event] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    sites: dict[str, Site] = field(default_factory=dict)
