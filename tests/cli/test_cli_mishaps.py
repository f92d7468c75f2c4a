"""Files that may not be read, folders that may not be written, settings that cannot be: one line each."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Crawled, Ended, environment

from bulletin_spider.state import SiteState

Bulletin = Callable[..., Ended]
_LIBC = ctypes.CDLL(None)


def as_anyone() -> None:
    """Take from root what lets it read and write any file; others never had it."""
    if hasattr(_LIBC, "prctl"):
        for capability in (1, 2):
            _LIBC.prctl(24, capability, 0, 0, 0)


@pytest.fixture
def archive(crawled: Callable[[str], Crawled], tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    shutil.copytree(crawled("4.5").output / "archive", folder)
    return folder


def one_line(done: Ended, code: int, *said: str) -> None:
    assert (done.code, len(done.err.splitlines())) == (code, 1), done
    for words in said:
        assert words in done.err


@pytest.mark.parametrize("pattern", ["*.warc.gz", "*.json"])
def test_a_file_that_may_not_be_read_is_named(bulletin: Bulletin, archive: Path, pattern: str) -> None:
    warc = next(archive.rglob("*.warc.gz"))
    closed = next(warc.parent.glob(pattern))
    closed.chmod(0)
    for command in (["extract", archive, "-j", 2], ["check", archive], ["inspect", f"{warc}#1"]):
        done = bulletin(*command, preexec=as_anyone, cwd=archive.parent)
        one_line(done, 7, closed.name, "Permission denied")


def test_a_folder_that_may_not_be_listed_is_named(bulletin: Bulletin, archive: Path) -> None:
    year = next(archive.rglob("*.warc.gz")).parent
    year.chmod(0)
    try:
        one_line(bulletin("extract", archive, preexec=as_anyone, cwd=archive), 7, str(year), "denied")
        one_line(bulletin("check", archive, preexec=as_anyone), 7, str(year), "denied")
        one_line(bulletin("check", year / "x", preexec=as_anyone), 7, str(year), "denied")
        one_line(bulletin("check", year, preexec=as_anyone), 7, str(year), "denied")
    finally:
        year.chmod(0o755)


def test_an_empty_folder_is_no_whole_archive(bulletin: Bulletin, tmp_path: Path) -> None:
    one_line(bulletin("check", tmp_path), 7, str(tmp_path), "no WARC file")
    one_line(bulletin("extract", tmp_path), 2, str(tmp_path), "no WARC file")


def test_what_is_no_file_on_disk_is_named(bulletin: Bulletin, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.warc.gz")
    one_line(bulletin("extract", tmp_path / "pipe.warc.gz"), 7, "pipe.warc.gz", "save it")
    (tmp_path / "gone.warc.gz").symlink_to(tmp_path / "nowhere")
    one_line(bulletin("extract", tmp_path, cwd=tmp_path), 7, "gone.warc.gz", "missing: 1")


def test_an_archive_that_may_not_be_written_ends_the_run(
    crawled: Callable[[str], Crawled], bulletin: Bulletin, tmp_path: Path
) -> None:
    origin = crawled("4.5").site.origin
    bulletin("crawl", origin, "-o", tmp_path, "-q", "--limit", 1)
    folders = [path for path in (tmp_path / "archive").rglob("*") if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        one_line(bulletin("crawl", origin, "-o", tmp_path, "-q", preexec=as_anyone), 7, "cannot be written")
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.parametrize("times", range(3))
def test_an_error_before_the_work_leaves_no_trace(bulletin: Bulletin, archive: Path, times: int) -> None:
    site = next(archive.rglob("site.json"))
    site.write_text("garbage")
    one_line(bulletin("extract", archive, "-j", 2), 2, str(site), "--site")


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("RETRY_TIMES=1.5", "a whole number"),
        ("CONCURRENT_REQUESTS=nan", "a whole number"),
        ("CONCURRENT_REQUESTS=-1", "0 or more"),
        ("DOWNLOAD_DELAY=inf", "a number"),
        ("DOWNLOAD_DELAY=-0.5", "0 or more"),
        ("LOG_LEVEL=FOO", "INFO"),
        ("LOG_FILE=/none/of/it", "a folder"),
        ("ROBOTSTXT_OBEY=maybe", "true or false"),
        ("RETRY_HTTP_CODES=500,x", "whole numbers"),
        ("ITEM_PIPELINES=mine", "JSON"),
        ("SCHEDULER=mine.Scheduler", "a class"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    bulletin: Bulletin, tmp_path: Path, setting: str, says: str
) -> None:
    done = bulletin("crawl", "http://127.0.0.1:9/", "-o", tmp_path, "-s", setting)
    one_line(done, 2, f"-s {setting}: must be ", says)


def test_settings_that_can_be_are_taken(
    crawled: Callable[[str], Crawled], bulletin: Bulletin, tmp_path: Path
) -> None:
    given = [
        "DOWNLOAD_DELAY=0.01",
        "RETRY_HTTP_CODES=500,502",
        "RETRY_PRIORITY_ADJUST=-2",
        "ITEM_PIPELINES={}",
    ]
    options = [part for pair in given for part in ("-s", pair)]
    done = bulletin("crawl", crawled("4.5").site.origin, "-o", tmp_path, "--limit", 1, "-q", *options)
    assert done.code == 0, done


def test_a_state_that_may_not_be_written_is_read(
    crawled: Callable[[str], Crawled], bulletin: Bulletin, tmp_path: Path
) -> None:
    crawl = crawled("4.5")
    output = tmp_path / "output"
    shutil.copytree(crawl.output, output)
    (state,) = (output / "state").glob("*.sqlite")
    number = crawl.site.articles[0].id
    log = state.with_name(f"{state.name}-wal")
    # A killed run leaves its last words in the log.
    with SiteState(state, state.stem) as held:
        held.remove(f"news:{number}", datetime(2026, 3, 5, tzinfo=UTC))
        kept = {path: path.read_bytes() for path in (state, log)}
    for left in ((), (log,)):
        for path in state.parent.iterdir():
            path.unlink()
        for path in (state, *left):
            path.write_bytes(kept[path])
        with closed_to_writing(output):
            done = bulletin("history", number, "-o", output, "--json", preexec=as_anyone)
            assert (done.code, len(done.json)) == (0, 1), done
            assert (done.json[0]["removed_at"] is not None) == bool(left)
            options = ("--diff", "--json", "-o", output)
            done = bulletin("extract", output / "archive", *options, preexec=as_anyone)
            assert (done.code, done.json[0]["changed"]) == (0, len(left)), done
            one_line(bulletin("crawl", crawl.site.origin, "-o", output, preexec=as_anyone), 7, "cannot be")
            assert set(state.parent.iterdir()) == {state, *left}


@contextmanager
def closed_to_writing(folder: Path) -> Iterator[None]:
    below = [folder, *folder.rglob("*")]
    for path in below:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in below:
            path.chmod(0o755)


def ended_with(script: str) -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", script, sys.executable], capture_output=True, text=True, check=False, env=environment()
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("command", ["--help", "sites", "sites --json"])
def test_a_full_disk_behind_standard_output_is_told(command: str) -> None:
    code, said = ended_with(f'"$0" -m bulletin_spider {command} >/dev/full')
    assert (code, len(said.splitlines())) == (7, 1), said
    assert "No space left on device" in said


@pytest.mark.parametrize("command", ["--help", "extract --help", "sites", "sites --json"])
def test_a_reader_that_leaves_early_is_no_failure(command: str) -> None:
    # One that has left before anything is written, so that the pipe is broken whatever its size.
    script = f'("$0" -m bulletin_spider {command}; echo $? >&3) 3>&2 2>/dev/null | true'
    assert ended_with(script)[1] == "0\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_code_is_given_also_where_nothing_can_be_said(tmp_path: Path) -> None:
    assert ended_with(f'"$0" -m bulletin_spider extract {tmp_path}/none 2>/dev/full')[0] == 2
    assert ended_with(f'"$0" -m bulletin_spider extract {tmp_path}/none >/dev/full')[0] == 2


def test_what_was_printed_before_a_failure_is_written(
    bulletin: Bulletin, archive: Path, tmp_path: Path
) -> None:
    (tmp_path / "cut.warc.gz").write_bytes(next(archive.rglob("*.warc.gz")).read_bytes()[:-9])
    done = bulletin("extract", tmp_path / "cut.warc.gz", "-o", tmp_path / "out")
    assert (done.code, "bulletins in" in done.out) == (7, True), done


def test_no_standard_output_at_all_is_no_failure() -> None:
    assert ended_with('"$0" -m bulletin_spider sites --help >&-') == (0, "")


@pytest.mark.parametrize("streams", [(0,), (1,), (2,), (0, 1, 2)])
def test_a_closed_stream_is_one_that_nobody_reads(
    bulletin: Bulletin, archive: Path, tmp_path: Path, streams: tuple[int, ...]
) -> None:
    def close() -> None:
        for stream in streams:
            os.close(stream)

    kept = {path: path.read_bytes() for path in archive.rglob("*.warc.gz")}
    for jobs in (1, 2):
        output = tmp_path / f"of {jobs}"
        done = bulletin("extract", archive, "-o", output, "-j", jobs, "--json", preexec=close)
        assert (done.code, done.err) == (0, "")
        assert bool(done.out) == (1 not in streams)
        assert len(list(output.glob("dataset/v1/*.parquet"))) == 1
    warc = next(iter(kept))
    for command in (("inspect", f"{warc}#1"), ("mine", "-"), ("check", archive)):
        done = bulletin(*command, preexec=close)
        told = bulletin(*command)
        assert (done.code, done.out) == (told.code, "" if 1 in streams else told.out)
    assert {path: path.read_bytes() for path in kept} == kept


def test_more_workers_than_the_system_allows_for_are_one_line(
    bulletin: Bulletin, archive: Path, tmp_path: Path
) -> None:
    def few_files() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))

    done = bulletin("extract", archive, "-o", tmp_path, "--jobs", 30, preexec=few_files)
    one_line(done, 2, "--jobs 30: so many processes cannot be started (Too many open files); ask for fewer")
    assert bulletin("extract", archive, "-o", tmp_path, "--jobs", 3, preexec=few_files).code == 0
