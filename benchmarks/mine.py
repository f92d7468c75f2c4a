"""Mining a bulletin, as a ratio to the parse of its page.

    python benchmarks/mine.py [--texts 300]

Texts are those of the demo site's articles, joined and cut to about 400 words each; the yardstick is
`lxml.html.document_fromstring` of a demo page. The worst cases are hostile texts of one megabyte.
"""

from __future__ import annotations

import argparse
import statistics
import time

import lxml.html

from bulletin_spider.demo import DemoSite
from bulletin_spider.mining import mine

WORDS = 400


def texts(number: int) -> list[str]:
    """Texts of about 400 words, each begun at another article, paragraphs whole."""
    site = DemoSite()
    lines = []
    for article in site.articles:
        said = site.expected(article.id)
        lines += [said["title"], *filter(None, [said["lead"]]), *said["body"].split("\n")]
    found = []
    for start in range(number):
        taken: list[str] = []
        at = start * 7
        while sum(line.count(" ") + 1 for line in taken) < WORDS:
            taken.append(lines[at % len(lines)])
            at += 1
        found.append("\n".join(taken))
    return found


def main() -> None:
    """Print the mean, the ratio and the worst cases."""
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--texts", type=int, default=300)
    options = cli.parse_args()
    some = texts(options.texts)
    site = DemoSite()
    page = site.respond("GET", site.url(3194).removeprefix(site.origin)).body
    mine(some[0])
    ratios, means = [], []
    for _ in range(5):
        start = time.process_time()
        for text in some:
            mine(text)
        mined = (time.process_time() - start) / len(some)
        start = time.process_time()
        for _ in some:
            lxml.html.document_fromstring(page)
        parsed = (time.process_time() - start) / len(some)
        means.append(mined)
        ratios.append(mined / parsed)
    words = statistics.mean(text.count(" ") + text.count("\n") + 1 for text in some)
    print(f"{len(some)} texts of {words:.0f} words: {statistics.median(means) * 1000:.2f} ms each (mean)")
    print(f"ratio to the parse of a {len(page) / 1000:.0f} kB page: {statistics.median(ratios):.2f}")
    for name, unit in (("quotes", "“"), ("mô hình", "mô hình "), ("numbers", "3 tập thể, "), ("lines", "\n")):
        spent = []
        for size in (500_000, 1_000_000):
            text = unit * (size // len(unit))
            start = time.process_time()
            mine(text)
            spent.append(time.process_time() - start)
        growth = spent[1] / max(spent[0], 1e-9)
        print(f"1 MB of {name:8} {spent[1]:6.2f} s, {growth:.1f} times that of half of it")


if __name__ == "__main__":
    main()
