"""Re-extraction of an archive, as a ratio to decompressing and lxml-parsing the same archive.

    python benchmarks/replay.py [--pages 2000] [--runs 3] [--memory]

The archive is one of the demo site, crawled here first. CPU counts all processes; the yardstick reads the
same files with warcio and parses every HTML body, and keeps nothing. How much faster two workers are is put
beside what this machine makes of two such yardsticks at a time, which share nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawl import Served, measured

_YARDSTICK = """
import sys
import lxml.html
from warcio.archiveiterator import ArchiveIterator
for name in sys.argv[1:]:
    with open(name, "rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response":
                continue
            body = record.content_stream().read()
            if body and "html" in (record.http_headers.get_header("content-type") or ""):
                lxml.html.document_fromstring(body)
"""


def archive(pages: int, folder: Path) -> Path:
    """Crawl the demo site with so many pages; the folder of its WARCs."""
    with Served(pages) as origin:
        command = [
            sys.executable,
            "-m",
            "bulletin_spider",
            "crawl",
            f"{origin}/",
            "--output",
            str(folder),
            "--json",
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "archive"


def extract(source: Path, output: Path, jobs: int) -> dict[str, float]:
    """One re-extraction; wall seconds, CPU seconds of all processes and peak memory of the largest."""
    start = time.monotonic()
    command = [
        "-m",
        "bulletin_spider",
        "extract",
        str(source),
        "--output",
        str(output),
        "--jobs",
        str(jobs),
        "--json",
    ]
    before = os.times()
    figures = measured(command)
    after = os.times()
    spent = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return {**figures, "cpu": max(spent, figures["cpu"]), "wall": time.monotonic() - start}


def side_by_side(command: list[str]) -> float:
    """How much faster twice the work is done by two processes at a time than by one after the other."""
    spent = []
    for together in (1, 2):
        start = time.monotonic()
        processes = [subprocess.Popen(command) for _ in range(together)]
        for process in processes:
            process.wait()
        spent.append(time.monotonic() - start)
    return 2 * spent[0] / spent[1]


def main() -> None:
    """Print the ratio, the gain of a second worker, and with --memory the growth of peak memory."""
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--pages", type=int, default=2000)
    cli.add_argument("--runs", type=int, default=3)
    cli.add_argument("--memory", action="store_true", help="also extract ten times the pages, once")
    options = cli.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "yardstick.py"
        script.write_text(_YARDSTICK)
        small = compare(archive(options.pages, folder / "small"), options.pages, options.runs, script)
        if options.memory:
            pages = options.pages * 10
            large = compare(archive(pages, folder / "large"), pages, 1, script)
            print(f"peak memory      {small:.0f} MB, and {large:.0f} MB at ten times the pages")


def compare(source: Path, pages: int, runs: int, script: Path) -> float:
    """Print how an archive is re-extracted with one worker and with two; the peak memory in MB."""
    files = sorted(map(str, source.rglob("*.warc.gz")))
    extract(source, source.parent / "first", 1)
    measured([str(script), *files])
    ones, twos, bare, free = [], [], [], []
    for run in range(runs):
        ones.append(extract(source, source.parent / f"one{run}", 1))
        bare.append(measured([str(script), *files]))
        twos.append(extract(source, source.parent / f"two{run}", 2))
        free.append(side_by_side([sys.executable, str(script), *files]))
    print(f"{pages} pages")
    print(f"bulletin extract {statistics.median(o['cpu'] for o in ones) / pages * 1000:6.2f} CPU ms a page")
    print(f"inflate + parse  {statistics.median(b['cpu'] for b in bare) / pages * 1000:6.2f} CPU ms a page")
    ratio = statistics.median(o["cpu"] / b["cpu"] for o, b in zip(ones, bare, strict=True))
    gain = statistics.median(o["wall"] / t["wall"] for o, t in zip(ones, twos, strict=True))
    print(f"ratio            {ratio:6.2f}")
    print(f"two workers      {gain:6.2f} times as fast as one")
    print(f"two yardsticks   {statistics.median(free):6.2f} times as fast as one", flush=True)
    return max(one["peak_mb"] for one in ones)


if __name__ == "__main__":
    main()
