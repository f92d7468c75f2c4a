"""The output folder of one site, held by one run at a time: state, dataset and exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin_spider.archive import ArchiveWriter, Exchange, Seen, last_captures, repair
from bulletin_spider.archive.layout import WARC
from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.extract.publish import show
from bulletin_spider.extract.rebuild import catch_up
from bulletin_spider.extract.reread import reread
from bulletin_spider.records import Bulletin, Capture
from bulletin_spider.sites.registry import SITE_FILE, kept_site, save_site
from bulletin_spider.sites.schema import Site
from bulletin_spider.state import Change, SiteLock, SiteState

# Some seven thousand pages: an index is held in memory until its file closes, and a kill re-reads one file.
_WARC_BYTES = 128 * 1024 * 1024

_RUNNING = "running"
"""Name under which the state remembers a run until it has ended in good order."""
_LAST = 32
"""So many captures, and more than can be under way at once, may be archived and not yet accepted."""


class Output:
    """Opens the folder for a site, and shows in the dataset what the state holds."""

    def __init__(self, folder: Path, site: Site, formats: Iterable[str] = ("parquet",)) -> None:
        """Take the site's lock and open its state; LockedError says who holds it."""
        self.folder, self.site, self.formats = folder, site, tuple(formats)
        self._writer: ArchiveWriter | None = None
        self._is_repeat = False
        self._lock = SiteLock(folder, site.id)
        try:
            # A killed run leaves its last WARC open, perhaps with half a record at its end.
            self.repairs = repair(folder / "archive", site.id)
            self.state = SiteState(folder / "state" / f"{site.id}.sqlite", site.id)
            self._recover()
            self._check_contract()
        except BaseException:
            self._lock.release()
            raise

    def _recover(self) -> None:
        """Bring state and archive together again where the run before was killed.

        What it archived and did not get to accept is taken in; what rests on bytes that a power cut took
        is dropped. Killed in here, the next run does it again.
        """
        run = self.state.meta(_RUNNING)
        if not run:
            return
        archive = self.folder / "archive"
        found = sorted((archive / self.site.id).glob(f"*/{run}-*{WARC}"))
        sizes = {path.relative_to(archive).as_posix(): path.stat().st_size for path in found}
        for file in {*sizes, *self.state.archived_by(run)}:
            self.state.forget(file, sizes.get(file, 0))
        if found:
            catch_up(last_captures(archive, found[-1], _LAST), self.site, self.state)
        self.state.set_meta(_RUNNING, "")

    def start_archive(self, run: str, info: Mapping[str, str]) -> None:
        """Open the archive for a run; the first answer makes a file."""
        self.state.set_meta(_RUNNING, run)
        declared = self.folder / "archive" / self.site.id / SITE_FILE
        self._check_same(declared)
        save_site(declared, self.site)
        self._writer = ArchiveWriter(
            self.folder / "archive",
            site=self.site.id,
            run=run,
            info=info,
            seen=self._seen,
            max_bytes=_WARC_BYTES,
        )

    def _check_same(self, declared: Path) -> None:
        """Refuse a site whose id stands for another one here: each would close the other's articles."""
        if not self.state.count() or not declared.is_file():
            return
        kept = kept_site(declared)
        if kept.allowed_hosts.isdisjoint(self.site.allowed_hosts):
            raise UsageError(
                f"{self.folder}: id {self.site.id!r} is {kept.url} here, not {self.site.url}; give the new"
                " site another id or --output, or name its old host in `hosts` if it moved"
            )

    def _seen(self, digest: str, url: str) -> Seen | None:
        earlier = self.state.earlier(digest, url)
        self._is_repeat = earlier is not None
        return Seen(url, *earlier) if earlier is not None else None

    def archive(self, exchange: Exchange) -> Capture:
        """Archive one answer; what this returns is safe from kill -9."""
        if self._writer is None:
            raise OutputError(f"{self.folder / 'archive'}: no run has opened it")
        self._is_repeat = False
        capture = self._writer.write(exchange)
        # A revisit's original stays the one to refer to: replay tools follow one step, not a chain.
        if not self._is_repeat:
            self.state.captured(capture)
        return capture

    def accept(self, bulletin: Bulletin) -> tuple[Change, Bulletin]:
        """Take a record in; returns what changed and the record as it now stands."""
        return self.state.accept(bulletin, partial(reread, self.folder / "archive", site=self.site))

    def _check_contract(self) -> None:
        """Show what an earlier, killed run accepted; a dataset of another contract is refused here."""
        path = self.folder / "dataset"
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path}: is a file where the dataset folder should be; choose --output")
        if self.state.dirty or (self.state.count() and not self._shown()):
            self.show()

    def _targets(self) -> dict[str, Path]:
        name = self.site.id
        return {
            "parquet": self.folder / "dataset" / "v1" / f"{name}.parquet",
            "jsonl": self.folder / "exports" / f"{name}.jsonl",
        }

    def _shown(self) -> bool:
        return all(self._targets()[name].exists() for name in self.formats)

    def show(self) -> list[Path]:
        """Write the dataset anew where the state holds what it does not show; returns its files."""
        targets = self._targets()
        if self.state.dirty or (self.state.count() and not self._shown()):
            show(self.folder, self.site.id, self.state, self.formats)
        return [targets[name] for name in self.formats if targets[name].exists()]

    def end_archive(self) -> None:
        """Close the archive: its last file gets index, manifest and name."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
            self.state.set_meta(_RUNNING, "")

    def close(self) -> None:
        """Close archive and state, and let the next run in."""
        try:
            self.end_archive()
        finally:
            self.state.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
