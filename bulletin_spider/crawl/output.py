"""The output folder of one site, held by one run at a time: state, dataset and exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin_spider.archive import ArchiveWriter, Exchange, Seen, repair
from bulletin_spider.dataset import publish, publish_jsonl
from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.records import Capture
from bulletin_spider.sites.registry import SITE_FILE, save_site
from bulletin_spider.sites.schema import Site
from bulletin_spider.state import SiteLock, SiteState

FORMATS = ("parquet", "jsonl")


def read_formats(names: str | Iterable[str]) -> tuple[str, ...]:
    """The wanted formats; UsageError names one that is unknown."""
    wanted = names.replace(",", " ").split() if isinstance(names, str) else list(names)
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f"--format {name}: known formats are {' and '.join(FORMATS)}")
    return tuple(dict.fromkeys(wanted)) or ("parquet",)


class Output:
    """Opens the folder for a site, and shows in the dataset what the state holds."""

    def __init__(self, folder: Path, site: Site, formats: Iterable[str] = ("parquet",)) -> None:
        """Take the site's lock and open its state; LockedError says who holds it."""
        self.folder, self.site, self.formats = folder, site, tuple(formats)
        self._writer: ArchiveWriter | None = None
        self._lock = SiteLock(folder, site.id)
        try:
            # A killed run leaves its last WARC open, perhaps with half a record at its end.
            self.repairs = repair(folder / "archive", site.id)
            self.state = SiteState(folder / "state" / f"{site.id}.sqlite", site.id)
            self._check_contract()
        except BaseException:
            self._lock.release()
            raise

    def start_archive(self, run: str, info: Mapping[str, str]) -> None:
        """Open the archive for a run; its first answer makes the first file."""
        declared = self.folder / "archive" / self.site.id / SITE_FILE
        save_site(declared, self.site)
        self._writer = ArchiveWriter(
            self.folder / "archive", site=self.site.id, run=run, info=info, seen=self._seen
        )

    def _seen(self, digest: str, url: str) -> Seen | None:
        earlier = self.state.earlier(digest, url)
        return Seen(url, *earlier) if earlier is not None else None

    def archive(self, exchange: Exchange) -> Capture:
        """Archive one answer; what this returns is safe from kill -9."""
        if self._writer is None:
            raise OutputError(f"{self.folder / 'archive'}: no run has opened it")
        capture = self._writer.write(exchange)
        if capture.payload_digest is not None and self._seen(capture.payload_digest, capture.url) is None:
            self.state.captured(capture)
        return capture

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
            if "parquet" in self.formats:
                publish(self.folder / "dataset", self.site.id, self.state.latest())
            if "jsonl" in self.formats:
                publish_jsonl(targets["jsonl"], self.state.latest())
            self.state.published()
        return [targets[name] for name in self.formats if targets[name].exists()]

    def close(self) -> None:
        """Close archive and state, and let the next run in."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self.state.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
