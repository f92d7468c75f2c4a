"""What can be wrong with an archive, named by file and offset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NoReturn

from bulletin_spider.errors import OutputError, PageError

Kind = Literal[
    "truncated",  # bytes that were promised are not there
    "corrupt",  # bytes that cannot be read: a broken gzip member, or no WARC record
    "altered",  # bytes that can be read, but are not those that were written
    "unreadable",  # a file or folder that the system does not let us read
    "unread",  # a file named like an archive, of a kind that is not read
    "missing",  # a file that should be there is not
    "extra",  # a file nobody wrote down
    "open",  # a file a killed run left open, or a run still going on
    "too_large",  # a record above the size the reader takes into memory
    "unresolved",  # a revisit whose original is in none of the files given
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one file."""

    kind: Kind
    file: str
    offset: int | None
    """First byte of the record it concerns; None where it concerns the whole file."""
    detail: str

    def __str__(self) -> str:
        where = self.file if self.offset is None else f"{self.file} at byte {self.offset}"
        return f"{where}: {self.kind}: {self.detail}"


class ArchiveError(OutputError):
    """An archive that cannot be read whole; reading on would lose captures without a word."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class BodyError(PageError):
    """A body that cannot be decoded: cut short, not what its header says, or a decompression bomb."""


Report = Callable[[Problem], None]
"""Takes a problem; the reader goes on after it returns."""


def refuse(problem: Problem) -> NoReturn:
    """Stop at the first problem: what a reader does when nobody asked to hear of problems."""
    raise ArchiveError(problem)
