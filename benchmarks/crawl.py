"""CPU and memory of a whole crawl, as a ratio to a bare Scrapy spider that follows the same links.

    python benchmarks/crawl.py [--pages 2000] [--runs 3] [--memory]

Both crawl the demo site on loopback, served by a process of its own. CPU is the crawling process's user
and system time, start-up included; figures are medians, the ratio is taken pair by pair.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

_BARE = '''
import re, sys
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

ORIGIN, seen = sys.argv[1], set()

def new(href):
    number = re.search(r"-([0-9]+)[.]html$", href)
    if number is None or number[1] in seen:
        return False
    seen.add(number[1])
    return True

class Bare(scrapy.Spider):
    """Follows sitemaps and lists to every article, and drops the bodies. Default settings and handler."""
    name = "bare"
    async def start(self):
        yield scrapy.Request(ORIGIN + "/sitemap.xml", self.index)
        yield scrapy.Request(ORIGIN + "/", self.home)
    def index(self, response):
        for url in re.findall(r"<loc>([^<]+)</loc>", response.text):
            if url.endswith(".xml"):
                yield scrapy.Request(url, self.index)
            elif new(url):
                yield scrapy.Request(url, self.drop)
    def home(self, response):
        for href in response.xpath("//link[@type='application/rss+xml']/@href").getall():
            if re.search(r"/rss/.", href):
                yield response.follow(href.replace("/rss/", "/", 1), self.listing)
    def listing(self, response):
        for href in response.xpath("//a/@href").getall():
            if new(href):
                yield response.follow(href, self.drop)
        for href in response.xpath("//ul[contains(@class,'pagination')]//a/@href").getall():
            if "/page-" in href:
                yield response.follow(href, self.listing)
    def drop(self, response):
        pass

process = AsyncCrawlerProcess()
process.crawl(Bare)
process.start()
'''


def _installed() -> dict[str, str]:
    """The environment, with what Python compiles kept, as it is where a package was installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "bulletin-benchmark-bytecode")}


def measured(command: list[str]) -> dict[str, float]:
    """CPU seconds and peak memory of one command; run each once before it counts."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, *command], stdout=said, stderr=said, env=_installed())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(said.read().decode())
    return {"cpu": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1024}


def bare(origin: str) -> dict[str, float]:
    """One run of the bare spider."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "bare.py"
        script.write_text(_BARE)
        return measured([str(script), origin])


def ours(origin: str) -> dict[str, float]:
    """One run of `bulletin crawl` into an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        return measured(["-m", "bulletin_spider", "crawl", f"{origin}/", "--output", folder, "--json"])


class Served:
    """The demo site with so many articles, in a process of its own."""

    def __init__(self, pages: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bulletin_spider.demo.server", "--port", "0", "--articles", str(pages)],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        found = re.search(r"http://[\d.]+:\d+", self.process.stderr.readline())
        assert found is not None
        self.origin = found[0]

    def __enter__(self) -> str:
        return self.origin

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


def main() -> None:
    """Print the ratio, and with --memory the growth of peak memory to ten times the pages."""
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--pages", type=int, default=2000)
    cli.add_argument("--runs", type=int, default=3)
    cli.add_argument("--memory", action="store_true", help="also crawl ten times the pages")
    options = cli.parse_args()
    with Served(options.pages) as origin:
        pairs = [(ours(origin), bare(origin)) for _ in range(options.runs)]
    for name, which in (("bulletin crawl", 0), ("bare spider", 1)):
        cpu = statistics.median(pair[which]["cpu"] for pair in pairs) / options.pages * 1000
        peak = statistics.median(pair[which]["peak_mb"] for pair in pairs)
        print(f"{name:16} {cpu:6.2f} CPU ms a page   {peak:6.0f} MB peak")
    ratios = sorted(a["cpu"] / b["cpu"] for a, b in pairs)
    print(f"ratio            {statistics.median(ratios):6.2f}   (min {ratios[0]:.2f}, max {ratios[-1]:.2f})")
    if options.memory:
        small = statistics.median(pair[0]["peak_mb"] for pair in pairs)
        with Served(options.pages * 10) as origin:
            large = ours(origin)["peak_mb"]
        print(f"peak memory      {small:.0f} MB, and {large:.0f} MB at ten times the pages")


if __name__ == "__main__":
    main()
