"""The dataset on disk: a site's file is written aside, synced, and takes its name in one step."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from bulletin_spider.dataset import succession
from bulletin_spider.dataset.arrow import as_batch
from bulletin_spider.dataset.columns import Column, in_batches, to_columns
from bulletin_spider.dataset.sink import ParquetSink
from bulletin_spider.errors import OutputError
from bulletin_spider.records import CONTRACT, Bulletin

_SITE = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


def publish(dataset: Path, site: str, bulletins: Iterable[Bulletin]) -> Path:
    """Replace the site's file `<dataset>/v1/<site>.parquet` by the bulletins, whole or not at all.

    `dataset` is the folder `output/dataset`. The bulletins are all of the site's, each once, in the order
    of the file; one process may publish a site at a time. Readers see the old file or the new one.
    """
    return publish_columns(dataset, site, map(to_columns, in_batches(bulletins)))


def publish_columns(dataset: Path, site: str, columns: Iterable[Column]) -> Path:
    """The same with bulletins that were turned into columns elsewhere, some at a time."""
    if not _SITE.fullmatch(site):
        raise ValueError(f"site {site!r}: not the id of a site")
    target = dataset / CONTRACT / f"{site}.parquet"
    with _failing_as_output_error(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = _clean_folder(dataset / ".tmp", site)
        old = _extent(target)
        with _temporary(aside / f"{site}~{os.getpid()}.parquet") as temporary:
            with temporary.open("w+b") as file:
                end = _fill(file, succession.place(old), _checked(site, map(as_batch, columns)))
            if not succession.fits(succession.place(old), end, old):
                end = _move(temporary, old.length)
            with temporary.open("r+b") as file:
                if old != succession.NOTHING:
                    succession.join(file, end, target, old)
                os.fsync(file.fileno())
            _take_name(temporary, target)
    return target


def publish_jsonl(path: Path, bulletins: Iterable[Bulletin]) -> Path:
    """Replace the file by the bulletins as JSON lines, whole or not at all, in the order given."""
    with _failing_as_output_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _temporary(path.with_name(f".{path.name}~{os.getpid()}")) as temporary:
            with temporary.open("wb") as file:
                for bulletin in bulletins:
                    file.write(bulletin.model_dump_json().encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            _take_name(temporary, path)
    return path


def dataset_folder(folder: Path) -> Path:
    """The folder of this contract's Parquet files, given `output`, `output/dataset` or that folder itself."""
    tries = [folder / "dataset" / CONTRACT, folder / CONTRACT]
    return next((found for found in tries if found.is_dir()), folder)


def check_contract(path: Path, metadata: dict[bytes, bytes] | None) -> None:
    """Raise OutputError where a Parquet file is of another contract, or of none."""
    contract = (metadata or {}).get(b"contract")
    if contract != CONTRACT.encode():
        says = (
            f"of contract {contract.decode(errors='replace')}" if contract else "not a file of this dataset"
        )
        raise OutputError(f"{path}: {says}, but this package reads and writes {CONTRACT}; move it elsewhere")


def _extent(target: Path) -> succession.Extent:
    if not target.exists():
        return succession.NOTHING
    try:
        check_contract(target, pq.read_schema(target).metadata)
        return succession.extent(target)
    except pa.ArrowInvalid as error:
        raise OutputError(
            f"{target}: not a readable Parquet file; move it elsewhere and run again"
        ) from error


def _clean_folder(aside: Path, site: str) -> Path:
    """The folder for temporary files, without those that a killed process left for this site."""
    aside.mkdir(parents=True, exist_ok=True)
    for stale in aside.glob(f"{site}~*"):
        stale.unlink(missing_ok=True)
    return aside


def _checked(site: str, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    seen: set[str] = set()
    for batch in batches:
        named = (batch.column(name).to_pylist() for name in ("url", "site", "id"))
        for url, of, identity in zip(*named, strict=True):
            if of != site:
                raise ValueError(f"{url}: of site {of}, in the file of {site}")
            if identity in seen:
                raise ValueError(f"{url}: id {identity} stands twice")
            seen.add(identity)
        yield batch


def _fill(file: BinaryIO, start: int, batches: Iterable[pa.RecordBatch]) -> int:
    with ParquetSink(file, start) as sink:
        for batch in batches:
            sink.write_batch(batch)
    return file.tell()


def _move(temporary: Path, start: int) -> int:
    """Write the file's row groups again from byte `start` on, since Parquet counts from the file's start."""
    with _temporary(temporary.with_suffix(".moved")) as moved:
        with moved.open("w+b") as file, pq.ParquetFile(temporary) as source:
            with ParquetSink(file, start) as sink:
                for batch in source.iter_batches(batch_size=256):
                    sink.write_batch(batch)
            end = file.tell()
        moved.replace(temporary)
    return end


def _take_name(temporary: Path, target: Path) -> None:
    temporary.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """A path that is gone afterwards, unless it was renamed."""
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _failing_as_output_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}); the file before, if any, is untouched: "
            "free space or allow writing there, then run again"
        ) from error
