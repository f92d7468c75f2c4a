"""Answers go into the archive of the site, and what it holds already is told by the state."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bulletin_spider.archive import ArchiveError, ArchiveWriter, Exchange, Seen, read_at
from bulletin_spider.archive.wire import header, safe_url
from bulletin_spider.errors import OutputError, UsageError
from bulletin_spider.records import Capture
from bulletin_spider.sites.registry import SITE_FILE, kept_site, save_site
from bulletin_spider.sites.schema import Site
from bulletin_spider.state import Kept, SiteState

# Some seven thousand pages: an index is held in memory until its file closes, and a kill re-reads one file.
_WARC_BYTES = 128 * 1024 * 1024

RUNNING = "running"
"""Name under which the state remembers a run until it has ended in good order."""


def _as_seen(kept: Kept) -> Seen:
    return Seen(kept.url, kept.fetched_at, kept.warc_file, kept.warc_offset, kept.digest)


def _was_conditional(exchange: Exchange) -> bool:
    return any(name.lower() in ("if-none-match", "if-modified-since") for name, _ in exchange.request_headers)


class Archiving:
    """The archive of one site's output folder, open while a run writes it."""

    folder: Path
    site: Site
    state: SiteState
    _writer: ArchiveWriter | None = None

    def start_archive(self, run: str, info: Mapping[str, str]) -> None:
        """Open the archive for a run; the first answer makes a file."""
        declared = self.folder / "archive" / self.site.id / SITE_FILE
        self._check_same(declared)
        self.state.set_meta(RUNNING, run)
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
        kept = self.state.kept(url)
        return _as_seen(kept) if kept is not None and kept.digest == digest else None

    def archive(self, exchange: Exchange) -> Capture:
        """Archive one answer; what this returns is safe from kill -9."""
        if self._writer is None:
            raise OutputError(f"{self.folder / 'archive'}: no run has opened it")
        kept = self.state.kept(safe_url(exchange.url))
        if kept is not None and exchange.status == 304 and _was_conditional(exchange):
            return self._writer.write(exchange, _as_seen(kept)).model_copy(update={"status": 200})
        capture = self._writer.write(exchange)
        # Only a page that came whole may be asked for with its validators.
        told = exchange.headers if exchange.status == 200 else []
        etag, modified = header(told, "etag"), header(told, "last-modified")
        if "xml" in (header(told, "content-type") or ""):
            # NukeViet gives a feed or sitemap the time of its newest article, whatever else changed in it.
            modified = None
        # A revisit's original stays the one to refer to: replay tools follow one step, not a chain.
        if exchange.body and kept is not None and kept.digest == capture.payload_digest:
            self.state.keep(kept.seen_again(etag, modified))
        else:
            self.state.captured(capture, etag, modified)
        return capture

    def conditions(self, url: str) -> dict[str, str]:
        """Request headers with which a site may say that an address still answers what the archive holds."""
        kept = self.state.kept(safe_url(url))
        return kept.conditions() if kept is not None else {}

    def original(self, url: str) -> Exchange | None:
        """The last payload of an address, out of the archive; None where that was moved or is damaged."""
        kept = self.state.kept(safe_url(url))
        if kept is None:
            return None
        try:
            return read_at(self.folder / "archive", kept.warc_file, kept.warc_offset).exchange
        except (ArchiveError, UsageError):
            self.state.lose(kept.url)
            return None

    def distrust(self, url: str) -> None:
        """Ask for an address without conditions from now on: its last payload is of no use."""
        kept = self.state.kept(safe_url(url))
        if kept is not None:
            self.state.keep(kept.seen_again(None, None))

    def end_archive(self) -> None:
        """Close the archive: its last file gets index, manifest and name."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
            self.state.set_meta(RUNNING, "")
