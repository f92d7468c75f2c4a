"""One SQLite file a site, in WAL mode: what was accepted survives kill -9 at any moment.

The Parquet file of the site is a view of it, made whole and switched by one rename; the archive can
rebuild both.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from bulletin_spider.errors import OutputError
from bulletin_spider.records import CONTRACT, Bulletin, Capture

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bulletin (
    id TEXT PRIMARY KEY,
    article_key TEXT,
    url TEXT NOT NULL,
    digest TEXT NOT NULL,
    revision INTEGER NOT NULL,
    published_at TEXT,
    first_seen_at TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    removed_at TEXT,
    record BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS bulletin_key ON bulletin (article_key);
CREATE INDEX IF NOT EXISTS bulletin_url ON bulletin (url);
CREATE INDEX IF NOT EXISTS bulletin_time ON bulletin (published_at, id);
CREATE TABLE IF NOT EXISTS capture (
    url TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS elsewhere (
    article_key TEXT PRIMARY KEY,
    checked_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS history (
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (id, revision)
) WITHOUT ROWID;
"""


_MOST_UNWRITTEN = 100


class Change(StrEnum):
    """What accepting a record did."""

    NEW = "new"
    REVISED = "revised"
    RETURNED = "returned"
    """It was gone, and stands again."""
    SAME = "same"


def _pack(bulletin: Bulletin) -> bytes:
    # Level 1 halves the file for a tenth of a millisecond; the archive holds the originals anyway.
    return zlib.compress(bulletin.model_dump_json().encode(), 1)


def _unpack(blob: bytes) -> Bulletin:
    return Bulletin.model_validate_json(zlib.decompress(blob))


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


class _Connection(sqlite3.Connection):
    """A connection whose failures name its file and say what to do: a full disk may strike anywhere."""

    path: Path

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run one statement."""
        with self.failures_named():
            return super().execute(sql, parameters)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block's changes, or none; within another such block its changes are the other's."""
        if self.in_transaction:
            yield
            return
        with self.failures_named(), self:
            self.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def failures_named(self) -> Iterator[None]:
        """Turn SQLite's errors into OutputError."""
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(
                f"{self.path}: cannot be used ({error}); free space or check the file, then run again"
            ) from error


class SiteState:
    """The bulletins of one site at their latest and their earlier revisions."""

    def __init__(self, path: Path, site: str) -> None:
        """Open or create the file; OutputError where it is of another site or contract, or no database."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, factory=_Connection
            )
        except (sqlite3.Error, OSError) as error:
            raise OutputError(f"{path}: cannot be used as a state file ({error})") from error
        self._db.path = path
        try:
            self._prepare(site)
        except BaseException:
            self._db.close()
            raise
        self._is_dirty = self.meta("dirty") == "1"
        self._captures: dict[str, Capture] = {}

    def _prepare(self, site: str) -> None:
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            # NORMAL loses nothing to a killed process, only the last moments to a power cut,
            # and the archive still holds those.
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise OutputError(f"{self.path}: cannot be used as a state file ({error})") from error
        for name, value in (("contract", CONTRACT), ("site", site)):
            held = self.meta(name)
            if held is None:
                self.set_meta(name, value)
            elif held != value:
                raise OutputError(
                    f"{self.path}: is of {name} {held!r}, not {value!r}; choose another --output"
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was accepted is in it already."""
        try:
            self._write_captures()
        finally:
            self._db.close()

    def meta(self, name: str) -> str | None:
        """A remembered value by name."""
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @property
    def dirty(self) -> bool:
        """Whether something was accepted that the dataset does not show yet."""
        return self.meta("dirty") == "1"

    def published(self) -> None:
        """Note that the dataset shows all that was accepted."""
        self.set_meta("dirty", "0")
        self._is_dirty = False

    def accept(self, bulletin: Bulletin) -> tuple[Change, Bulletin]:
        """Take a record in; returns what changed and the record as it now stands.

        A record whose content digest is known is the one we have: views and ratings alone are no revision.
        """
        row = self._db.execute(
            "SELECT digest, removed_at, record FROM bulletin WHERE id = ?", (bulletin.id,)
        ).fetchone()
        checked = bulletin.fetched_at.isoformat()
        if row is None:
            with self._db.transaction():
                self._put(bulletin, checked)
            return Change.NEW, bulletin
        digest, removed_at, blob = row
        held = _unpack(blob)
        if digest == bulletin.content_digest and removed_at is None:
            self._db.execute("UPDATE bulletin SET checked_at = ? WHERE id = ?", (checked, bulletin.id))
            return Change.SAME, held
        change = Change.REVISED
        if digest == bulletin.content_digest:
            change, bulletin = Change.RETURNED, held.model_copy(update={"removed_at": None})
        else:
            bulletin = bulletin.model_copy(
                update={"revision": held.revision + 1, "first_seen_at": held.first_seen_at}
            )
        with self._db.transaction():
            if change == Change.REVISED:
                self._keep(held, blob)
            self._put(bulletin, checked)
        return change, bulletin

    def _put(self, bulletin: Bulletin, checked: str) -> None:
        published = bulletin.published_at.isoformat() if bulletin.published_at else None
        self._db.execute(
            "INSERT OR REPLACE INTO bulletin VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                bulletin.id,
                bulletin.article_key,
                bulletin.url,
                bulletin.content_digest,
                bulletin.revision,
                published,
                bulletin.first_seen_at.isoformat(),
                checked,
                bulletin.removed_at.isoformat() if bulletin.removed_at else None,
                _pack(bulletin),
            ),
        )
        if not self._is_dirty:
            self.set_meta("dirty", "1")
            self._is_dirty = True
        self._write_captures()

    def _keep(self, held: Bulletin, blob: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO history VALUES (?, ?, ?)", (held.id, held.revision, blob))

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

    def captured(self, capture: Capture) -> None:
        """Remember where the payload of an address was archived last.

        Written with the next record or at the end: a kill between forgets it, and the next answer of that
        address is then archived whole instead of as a revisit.
        """
        self._captures[capture.url] = capture
        if len(self._captures) >= _MOST_UNWRITTEN:
            with self._db.transaction():
                self._write_captures()

    def _write_captures(self) -> None:
        rows = [
            (c.url, c.payload_digest, c.fetched_at.isoformat(), c.warc_file, c.warc_offset)
            for c in self._captures.values()
        ]
        for row in rows:
            self._db.execute("INSERT OR REPLACE INTO capture VALUES (?, ?, ?, ?, ?)", row)
        self._captures.clear()

    def earlier(self, digest: str, url: str) -> tuple[datetime, str, int] | None:
        """When and where (file, offset) the same payload of the same address was archived, if it was."""
        unwritten = self._captures.get(url)
        if unwritten is not None and unwritten.warc_file is not None and unwritten.warc_offset is not None:
            same = unwritten.payload_digest == digest
            return (unwritten.fetched_at, unwritten.warc_file, unwritten.warc_offset) if same else None
        row = self._db.execute(
            "SELECT fetched_at, warc_file, warc_offset FROM capture WHERE url = ? AND digest = ?",
            (url, digest),
        ).fetchone()
        return (datetime.fromisoformat(row[0]), row[1], row[2]) if row else None

    def archived_by(self, run: str) -> list[str]:
        """WARC files of a run in which a remembered capture lies."""
        rows = self._db.execute(
            "SELECT DISTINCT warc_file FROM capture WHERE instr(warc_file, '/' || ? || '-') > 0", (run,)
        )
        return [row[0] for row in rows]

    def forget(self, file: str, start: int) -> int:
        """Drop what rests on bytes of a WARC from `start` on that are lost; returns how many bulletins fell.

        A power cut may keep the state and lose the end of the archive: such an article has to be asked for
        again. One with an earlier revision falls back to it.
        """
        lost = (file, start)
        known = "SELECT 1 FROM capture WHERE warc_file = ? AND warc_offset >= ?"
        if self._db.execute(known, lost).fetchone() is None:
            return 0
        fallen = [
            b
            for b in self.latest()
            if b.warc_file == file and b.warc_offset is not None and b.warc_offset >= start
        ]
        with self._db.transaction():
            self._db.execute("DELETE FROM capture WHERE warc_file = ? AND warc_offset >= ?", lost)
            for bulletin in fallen:
                self._fall_back(bulletin)
            self.set_meta("dirty", "1")
            self._is_dirty = True
        return len(fallen)

    def _fall_back(self, bulletin: Bulletin) -> None:
        self._db.execute("DELETE FROM bulletin WHERE id = ?", (bulletin.id,))
        earlier = (bulletin.id, bulletin.revision - 1)
        row = self._db.execute("SELECT record FROM history WHERE id = ? AND revision = ?", earlier).fetchone()
        if row is not None:
            held = _unpack(row[0])
            self._put(held, held.fetched_at.isoformat())
            self._db.execute("DELETE FROM history WHERE id = ? AND revision = ?", earlier)

    def remove(self, article_key: str, at: datetime) -> bool:
        """Close a bulletin that is gone; False where it is unknown or closed already."""
        row = self._db.execute(
            "SELECT record FROM bulletin WHERE article_key = ? AND removed_at IS NULL", (article_key,)
        ).fetchone()
        if row is None:
            return False
        with self._db.transaction():
            self._put(_unpack(row[0]).model_copy(update={"removed_at": at}), at.isoformat())
        return True

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything that the block takes in, or nothing of it: for a state that nobody reads yet."""
        with self._db.transaction():
            yield

    def settle(self) -> None:
        """Bring everything into the one file, so that it can be moved."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.execute("PRAGMA journal_mode=DELETE")

    def key_at(self, url: str) -> str | None:
        """Key of the article with this canonical address."""
        row = self._db.execute("SELECT article_key FROM bulletin WHERE url = ?", (url,)).fetchone()
        return row[0] if row else None

    def get(self, bulletin_id: str) -> Bulletin | None:
        """One bulletin at its latest revision."""
        row = self._db.execute("SELECT record FROM bulletin WHERE id = ?", (bulletin_id,)).fetchone()
        return _unpack(row[0]) if row else None

    def find(self, wanted: str) -> list[str]:
        """Ids of the bulletins with this id, id prefix of 8 or more, address, article key or number."""
        rows = self._db.execute(
            "SELECT id FROM bulletin WHERE id = :w OR url = :w OR article_key = :w"
            " OR substr(article_key, -length(:w) - 1) = ':' || :w"
            " OR (length(:w) >= 8 AND substr(id, 1, length(:w)) = :w) ORDER BY id",
            {"w": wanted},
        )
        return [row[0] for row in rows]

    def count(self) -> int:
        """Number of bulletins."""
        return int(self._db.execute("SELECT count(*) FROM bulletin").fetchone()[0])

    def latest(self) -> Iterator[Bulletin]:
        """Every bulletin at its latest revision, by publish time, then id; streamed."""
        rows = self._db.execute("SELECT record FROM bulletin ORDER BY published_at, id")
        for (blob,) in rows:
            yield _unpack(blob)

    def revisions(self, bulletin_id: str) -> list[Bulletin]:
        """All revisions of one bulletin, oldest first."""
        rows = self._db.execute(
            "SELECT record FROM history WHERE id = ? ORDER BY revision", (bulletin_id,)
        ).fetchall()
        rows += self._db.execute("SELECT record FROM bulletin WHERE id = ?", (bulletin_id,)).fetchall()
        return [_unpack(blob) for (blob,) in rows]
