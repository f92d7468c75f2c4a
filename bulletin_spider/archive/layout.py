"""Where the files of an archive lie, and how one comes to stand there whole.

A WARC being written is called `<run>-<n>.warc.gz.open`. It takes its final name only when its index and
manifest are on disk, so a name that ends in `.warc.gz` is a promise: closed, counted and immutable.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin_spider.errors import OutputError, UsageError

WARC = ".warc.gz"
OPEN = ".open"
DAMAGED = ".damaged"

# A name that begins with a letter or digit and holds no separator cannot leave its folder.
_SITE = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def site_folder(folder: Path, site: str) -> Path:
    """The folder of one site's files; refuses an id that could name a place outside."""
    if not _SITE.fullmatch(site):
        raise UsageError(f"site id {site[:120]!r}: use lower case letters, digits, dot, underscore, hyphen")
    return folder / site


def check_run(run: str) -> str:
    """The run id, refused if it could not be part of a file name."""
    if not _RUN.fullmatch(run):
        raise UsageError(f"run id {run[:120]!r}: use letters, digits, dot, underscore, hyphen")
    return run


def inside(folder: Path, file: str) -> Path:
    """The path of an archive's file, refused if it lies outside the archive (names come out of WARCs too)."""
    if "\0" in file or Path(file).is_absolute():
        raise UsageError(f"archive file {file[:200]!r}: give a path below the archive folder")
    path = folder / file
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UsageError(f"archive file {file[:200]!r}: lies outside {folder}")
    return path


def stem(warc: Path) -> Path:
    """The path without `.warc.gz` and `.open`, which index and manifest share."""
    return warc.with_name(warc.name.removesuffix(OPEN).removesuffix(WARC))


def index_path(warc: Path) -> Path:
    """The CDXJ beside a WARC."""
    return stem(warc).with_name(stem(warc).name + ".cdxj")


def manifest_path(warc: Path) -> Path:
    """The manifest beside a WARC."""
    return stem(warc).with_name(stem(warc).name + ".json")


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write into an error that names the file and says what to do."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}): free some space or check the folder"
        ) from error


def put_whole(path: Path, data: bytes) -> None:
    """Write a small file so that a reader, or a crash, sees all of it or none."""
    aside = path.with_name(path.name + ".tmp")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut; fsync of a file alone does not save its name."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
