"""One run a site: the lock, and who holds it."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bulletin_spider.errors import LockedError, OutputError


class SiteLock:
    """Held by the one process that may write a site's state and dataset; gone with the process.

    The lock is the operating system's, so a killed run leaves none behind. It does not reach across
    machines that share a network file system.
    """

    def __init__(self, folder: Path, site: str) -> None:
        """Take the lock of a site below `folder` (the output folder); LockedError says who holds it."""
        state = folder / "state"
        self._lock = FileLock(state / f"{site}.lock")
        self._holder = state / f"{site}.holder.json"
        try:
            state.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
            who = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat()}
            self._holder.write_text(json.dumps(who), encoding="utf-8")
        except Timeout:
            raise LockedError(f"site {site} is held by {self._held_by()}; wait for it to end") from None
        except OSError as error:
            self._lock.release()
            raise OutputError(f"{state}: cannot be written ({error.strerror}); choose --output") from None

    def _held_by(self) -> str:
        try:
            who = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"process {who['pid']} on {who['host']} since {who['since'][:19]}Z"
        except (OSError, ValueError, KeyError):
            return "another process"

    def release(self) -> None:
        """Let the next run in."""
        self._lock.release()
