"""WARC files out of a WACZ, the zip in which Browsertrix and ArchiveWeb.page hand out a crawl."""

from __future__ import annotations

import lzma
import shutil
import struct
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from bulletin_spider.archive.layout import failures_named
from bulletin_spider.archive.problem import Problem, Report
from bulletin_spider.errors import OutputError

MAGIC = b"PK\x03\x04"
SUFFIX = ".wacz"
_WARCS = (".warc", ".warc.gz")
_MOST_GROWTH = 100
"""WARCs are stored as they are, or deflated to a tenth; a bomb grows a thousandfold, or holds itself."""
_STEP = 2**20
_BROKEN = (BadZipFile, RuntimeError, ValueError, struct.error, zlib.error, lzma.LZMAError, EOFError, OSError)
"""RuntimeError stands for a password and for a compression that Python does not have, OSError for bzip2."""


class Unpacker:
    """Unpacks WACZ files into a private folder, which is gone when this is closed."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._done: dict[Path, list[tuple[Path, str]]] = {}

    def close(self) -> None:
        """Drop what was unpacked."""
        if self._folder is not None:
            self._folder.cleanup()

    def unpack(self, path: Path, name: str, report: Report) -> list[tuple[Path, str]]:
        """Where each WARC of a WACZ lies now, and what captures call it; what is wrong goes to `report`."""
        resolved = path.resolve()
        if resolved not in self._done:
            try:
                self._done[resolved] = self._unpack(resolved, name, report)
            except _BROKEN as error:
                self._done[resolved] = []
                report(Problem("corrupt", name, None, f"no whole WACZ ({error}): restore it from a copy"))
        return [(aside, f"{name}/{member}") for aside, member in self._done[resolved]]

    def _unpack(self, path: Path, name: str, report: Report) -> list[tuple[Path, str]]:
        with ZipFile(path) as zipped:
            members = [one for one in zipped.infolist() if one.filename.lower().endswith(_WARCS)]
            nested = [one for one in zipped.infolist() if one.filename.lower().endswith(SUFFIX)]
            for one in nested:
                report(Problem("unread", f"{name}/{_plain(one.filename)}", None, "a zip in a zip: unzip it"))
            if not members and not nested:
                report(Problem("corrupt", name, None, "a zip without a WARC file: unzip it by hand"))
            size = sum(one.file_size for one in members)
            if size > _MOST_GROWTH * path.stat().st_size:
                detail = f"a zip that would grow to {size} bytes: unzip it by hand if it is no bomb"
                report(Problem("too_large", name, None, detail))
                return []
            folder = self._room_for(size, path)
            return [
                (_copy(zipped, one, folder / f"{number}.warc", name, report), _plain(one.filename))
                for number, one in enumerate(members)
            ]

    def _room_for(self, size: int, path: Path) -> Path:
        """A new folder within the private one."""
        base = Path(tempfile.gettempdir())
        free = shutil.disk_usage(base).free
        if size > free:
            raise OutputError(f"{path}: takes {size} bytes to unpack, and {base} has {free}: set TMPDIR")
        with failures_named(base):
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="bulletin-")
            folder = Path(self._folder.name) / str(len(self._done))
            folder.mkdir()
        return folder


def _copy(zipped: ZipFile, member: ZipInfo, aside: Path, name: str, report: Report) -> Path:
    """Unpack one member, as far as it is whole."""
    with failures_named(aside), aside.open("xb") as copy:
        for piece in _pieces(zipped, member, name, report):
            copy.write(piece)
    return aside


def _pieces(zipped: ZipFile, member: ZipInfo, name: str, report: Report) -> Iterator[bytes]:
    """The bytes of a member; zipfile holds it to the size it announces."""
    try:
        with zipped.open(member) as stream:
            while piece := stream.read(_STEP):
                yield piece
    except _BROKEN as error:
        detail = f"damaged in its WACZ ({error}): restore it from a copy"
        report(Problem("corrupt", f"{name}/{_plain(member.filename)}", None, detail))


def _plain(member: str) -> str:
    """A member's name as a path that leads nowhere else and can be printed."""
    parts = [part for part in PurePosixPath(member.replace("\\", "/")).parts if part not in {"/", ".."}]
    return "".join(char if char.isprintable() else "?" for char in "/".join(parts))[-200:]
