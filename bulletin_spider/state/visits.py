"""What decides whether an article is asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bulletin_spider.state.file import StateFile


@dataclass(frozen=True, slots=True)
class Known:
    """What decides whether an article is asked for again."""

    article_key: str
    url: str
    published_at: datetime | None
    first_seen_at: datetime
    checked_at: datetime
    removed: bool


def _known(row: tuple[str, str, str | None, str, str, int]) -> Known:
    published = datetime.fromisoformat(row[2]) if row[2] else None
    times = datetime.fromisoformat(row[3]), datetime.fromisoformat(row[4])
    return Known(row[0], row[1], published, *times, bool(row[5]))


class Visits(StateFile):
    """When each article was looked at, and what stands elsewhere."""

    def known(self, article_key: str) -> Known | None:
        """What is known of an article, by its key."""
        row = self._db.execute(
            "SELECT article_key, url, published_at, first_seen_at, checked_at, removed_at IS NOT NULL"
            " FROM bulletin WHERE article_key = ?",
            (article_key,),
        ).fetchone()
        return _known(row) if row else None

    def all_known(self) -> Iterator[Known]:
        """What is known of every article that stands, newest first."""
        rows = self._db.execute(
            "SELECT article_key, url, published_at, first_seen_at, checked_at, 0 FROM bulletin"
            " WHERE article_key IS NOT NULL AND removed_at IS NULL ORDER BY published_at DESC, id"
        )
        return map(_known, rows)

    def stands_elsewhere(self, article_key: str, at: datetime) -> None:
        """Remember that a listed article is none of the site's own: its address leads to another place."""
        self._db.execute("INSERT OR REPLACE INTO elsewhere VALUES (?, ?)", (article_key, at.isoformat()))

    def found_elsewhere(self, article_key: str) -> datetime | None:
        """When an article was last found to stand elsewhere, if it was."""
        row = self._db.execute(
            "SELECT checked_at FROM elsewhere WHERE article_key = ?", (article_key,)
        ).fetchone()
        return datetime.fromisoformat(row[0]) if row else None
