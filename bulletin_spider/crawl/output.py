"""The output folder of one site, held by one run at a time: state, dataset and exports."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin_spider.archive import last_captures, repair
from bulletin_spider.archive.layout import WARC
from bulletin_spider.crawl.archiving import RUNNING, Archiving
from bulletin_spider.errors import OutputError
from bulletin_spider.extract.catch_up import catch_up
from bulletin_spider.extract.publish import show
from bulletin_spider.extract.reread import reread
from bulletin_spider.records import Bulletin
from bulletin_spider.sites.schema import Site
from bulletin_spider.state import Change, SiteLock, SiteState

_LAST = 32
"""So many captures, and more than can be under way at once, may be archived and not yet accepted."""


class Output(Archiving):
    """Opens the folder for a site, and shows in the dataset what the state holds."""

    def __init__(self, folder: Path, site: Site, formats: Iterable[str] = ("parquet",)) -> None:
        """Take the site's lock and open its state; LockedError says who holds it."""
        self.folder, self.site, self.formats = folder, site, tuple(formats)
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
        run = self.state.meta(RUNNING)
        if not run:
            return
        archive = self.folder / "archive"
        found = sorted((archive / self.site.id).glob(f"*/{run}-*{WARC}"))
        sizes = {path.relative_to(archive).as_posix(): path.stat().st_size for path in found}
        for file in {*sizes, *self.state.archived_by(run)}:
            self.state.forget(file, sizes.get(file, 0))
        if found:
            catch_up(last_captures(archive, found[-1], _LAST), self.site, self.state)
        self.state.set_meta(RUNNING, "")

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
