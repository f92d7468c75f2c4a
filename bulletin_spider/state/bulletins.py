"""The bulletins of one site at their latest and their earlier revisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum

from bulletin_spider.records import Bulletin
from bulletin_spider.state.captures import Captures
from bulletin_spider.state.packed import Packed, pack, unpack

_INTO_BULLETIN = "INTO bulletin VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Change(StrEnum):
    """What accepting a record did."""

    NEW = "new"
    REVISED = "revised"
    MOVED = "moved"
    """It reads as before, and the page names another address."""
    REREAD = "reread"
    """It reads as before; newer rules read the page otherwise than those that made the record."""
    RETURNED = "returned"
    """It was gone, and stands again."""
    SAME = "same"


Reread = Callable[[Bulletin], Bulletin | None]
"""What this version of the package makes of the capture that a record was made from; None if it is lost."""


def _is_read_otherwise(held: Bulletin, bulletin: Bulletin) -> bool:
    return held.extractor != bulletin.extractor and held.content_digest != bulletin.content_digest


def _compare(held: Bulletin, bulletin: Bulletin) -> tuple[Change, Bulletin]:
    """What a record changes in the one we have, and the record as it then stands."""
    gone, same = held.removed_at is not None, held.content_digest == bulletin.content_digest
    # An address that only we were led by may be one of several; the page's own word, or a dead end, tells.
    told = gone or bulletin.field_sources.get("canonical_url", "").startswith("link:")
    moved = held.url != bulletin.url and told
    if same and not moved:
        return (
            (Change.RETURNED, held.model_copy(update={"removed_at": None})) if gone else (Change.SAME, held)
        )
    taken = bulletin.model_copy(
        update={"revision": held.revision + (not same), "first_seen_at": held.first_seen_at}
    )
    if not same:
        return Change.REVISED, taken
    return (Change.RETURNED if gone else Change.MOVED), taken


class Bulletins(Captures):
    """Takes records in, and gives them back."""

    def accept(self, bulletin: Bulletin, reread: Reread | None = None) -> tuple[Change, Bulletin]:
        """Take a record in; returns what changed and the record as it now stands.

        A record whose content digest is known is the one we have: views and ratings alone are no revision.
        Where another version of this package made the record we have, `reread` may tell what this one makes
        of the same capture, so that new rules are not taken for an edit of the page.
        """
        row = self._db.execute("SELECT record FROM bulletin WHERE id = ?", (bulletin.id,)).fetchone()
        if row is None:
            with self._db.transaction():
                self._put(pack(bulletin))
            return Change.NEW, bulletin
        held = unpack(row[0])
        fresh = None
        if reread is not None and _is_read_otherwise(held, bulletin):
            fresh = reread(held)
        if fresh is not None:
            kept = ("revision", "first_seen_at", "removed_at")
            held = fresh.model_copy(update={name: getattr(held, name) for name in kept})
        change, taken = _compare(held, bulletin)
        if fresh is not None and change == Change.SAME:
            change = Change.REREAD
        if change == Change.SAME:
            self._check(bulletin.id, bulletin.fetched_at.isoformat())
            return change, held
        with self._db.transaction():
            if change == Change.REVISED:
                self._keep(held, pack(held).record if fresh is not None else row[0])
            self._put(pack(taken, bulletin.fetched_at.isoformat()))
        return change, taken

    def take(self, packed: Packed) -> None:
        """Take a record in that was packed elsewhere; only a change of one that is known unpacks it."""
        with self._db.transaction():
            if self._db.execute(f"INSERT OR IGNORE {_INTO_BULLETIN}", packed).rowcount == 1:
                self._note_change()
                return
        known = "SELECT digest, removed_at, url FROM bulletin WHERE id = ?"
        if self._db.execute(known, (packed.id,)).fetchone() == (packed.digest, None, packed.url):
            self._check(packed.id, packed.checked_at)
        else:
            self.accept(unpack(packed.record))

    def _check(self, identity: str, at: str) -> None:
        self._db.execute("UPDATE bulletin SET checked_at = ? WHERE id = ?", (at, identity))

    def _put(self, packed: Packed) -> None:
        self._db.execute(f"INSERT OR REPLACE {_INTO_BULLETIN}", packed)
        self._note_change()

    def _note_change(self) -> None:
        if not self._is_dirty:
            self.set_meta("dirty", "1")
            self._is_dirty = True
        self._write_captures()

    def _keep(self, held: Bulletin, blob: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO history VALUES (?, ?, ?)", (held.id, held.revision, blob))

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
            held = unpack(row[0])
            self._put(pack(held))
            self._db.execute("DELETE FROM history WHERE id = ? AND revision = ?", earlier)

    def remove(self, article_key: str, at: datetime) -> bool:
        """Close a bulletin that is gone; False where it is unknown or closed already."""
        row = self._db.execute(
            "SELECT record FROM bulletin WHERE article_key = ? AND removed_at IS NULL", (article_key,)
        ).fetchone()
        if row is None:
            return False
        with self._db.transaction():
            closed = unpack(row[0]).model_copy(update={"removed_at": at})
            self._put(pack(closed, at.isoformat()))
        return True

    def key_at(self, url: str) -> str | None:
        """Key of the article with this canonical address."""
        row = self._db.execute("SELECT article_key FROM bulletin WHERE url = ?", (url,)).fetchone()
        return row[0] if row else None

    def key_numbered(self, number: str) -> str | None:
        """Key of the only article with this number, in whatever module."""
        rows = self._db.execute(
            "SELECT article_key FROM bulletin WHERE substr(article_key, -length(:n) - 1) = ':' || :n LIMIT 2",
            {"n": number},
        ).fetchall()
        return rows[0][0] if len(rows) == 1 else None

    def get(self, bulletin_id: str) -> Bulletin | None:
        """One bulletin at its latest revision."""
        row = self._db.execute("SELECT record FROM bulletin WHERE id = ?", (bulletin_id,)).fetchone()
        return unpack(row[0]) if row else None

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
        return map(unpack, self.latest_packed())

    def latest_packed(self) -> Iterator[bytes]:
        """The same, packed."""
        rows = self._db.execute("SELECT record FROM bulletin ORDER BY published_at, id")
        return (record for (record,) in rows)

    def revisions(self, bulletin_id: str) -> list[Bulletin]:
        """All revisions of one bulletin, oldest first."""
        rows = self._db.execute(
            "SELECT record FROM history WHERE id = ? ORDER BY revision", (bulletin_id,)
        ).fetchall()
        rows += self._db.execute("SELECT record FROM bulletin WHERE id = ?", (bulletin_id,)).fetchall()
        return [unpack(blob) for (blob,) in rows]
