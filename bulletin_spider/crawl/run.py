"""The record of one run: what was asked, what became of each answer, and the verdict."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from bulletin_spider.errors import OutputError

OutcomeName = Literal["records", "lists", "misses", "rejects", "errors"]
OUTCOMES: tuple[OutcomeName, ...] = ("records", "lists", "misses", "rejects", "errors")


def new_run_id(site: str, now: datetime) -> str:
    """Id of a run: site, UTC start to the second and four random digits; sorts by time within a site."""
    return f"{site}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


@dataclass
class Run:
    """Counts and notes of one run; each request ends in exactly one outcome."""

    id: str
    site: str
    started_at: datetime
    folder: Path
    requests: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    changes: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    facts: dict[str, Any] = field(default_factory=dict)

    def outcome(self, name: OutcomeName, reason: str | None = None) -> None:
        """Count the outcome of one request."""
        self.counts[name] += 1
        if reason is not None:
            self.reasons.setdefault(name, Counter())[reason] += 1

    def of(self, name: OutcomeName, beginning: str) -> int:
        """How many requests had an outcome whose reason begins like this."""
        found = self.reasons.get(name, Counter())
        return sum(n for reason, n in found.items() if reason.startswith(beginning))

    @property
    def found_nothing(self) -> bool:
        """Whether no article was read, and no list named one that is known."""
        return self.counts["records"] == 0 and not self.facts.get("known")

    @property
    def adds_up(self) -> bool:
        """Whether every request has its outcome."""
        return self.requests == sum(self.counts[name] for name in OUTCOMES)

    def note(self, name: str, entry: dict[str, Any]) -> None:
        """Append one line to a file of the run, such as `rejected`; whole or not at all after a kill."""
        line = json.dumps(entry, ensure_ascii=False, default=str) + "\n"
        with self._failures_named():
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / f"{name}.jsonl").open("ab") as stream:
                stream.write(line.encode())

    def summary(self) -> dict[str, Any]:
        """The run as plain JSON types."""
        return {
            "run": self.id,
            "site": self.site,
            "started_at": self.started_at.isoformat(),
            "requests": self.requests,
            **{name: self.counts[name] for name in OUTCOMES},
            "reasons": {name: dict(found) for name, found in sorted(self.reasons.items())},
            "changes": dict(self.changes),
            "found": dict(self.found),
            "warnings": dict(self.warnings),
            **self.facts,
        }

    def write(self) -> Path:
        """Write the manifest, whole, under its final name."""
        path = self.folder / "manifest.json"
        aside = path.with_suffix(".tmp")
        with self._failures_named():
            self.folder.mkdir(parents=True, exist_ok=True)
            with aside.open("w", encoding="utf-8") as stream:
                json.dump(self.summary(), stream, ensure_ascii=False, indent=2, default=str)
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(path)
        return path

    @contextmanager
    def _failures_named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise OutputError(
                f"{self.folder}: cannot be written ({error.strerror}); free space and run again"
            ) from error
