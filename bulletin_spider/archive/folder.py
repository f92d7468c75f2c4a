"""The files below a folder; what may not be looked at is named, never passed over."""

from __future__ import annotations

import os
from pathlib import Path

from bulletin_spider.archive.problem import ArchiveError, Problem, Report


def is_there(path: Path) -> bool:
    """Whether there is a file or folder; ArchiveError where the system does not let us know."""
    try:
        return path.exists()
    except OSError as error:
        raise ArchiveError(unreadable(str(path), error)) from None


def files_below(folder: Path, report: Report) -> list[Path]:
    """All below a folder that is no folder itself, sorted; folders that cannot be listed go to `report`."""

    def unlisted(error: OSError) -> None:
        report(unreadable(str(error.filename), error))

    found = [Path(parent, name) for parent, _, names in os.walk(folder, onerror=unlisted) for name in names]
    return sorted(found)


def unreadable(name: str, error: OSError) -> Problem:
    """What is said of a file or folder that the system does not let us read."""
    return Problem("unreadable", name, None, f"{error.strerror}: check its permissions, or its disk")
