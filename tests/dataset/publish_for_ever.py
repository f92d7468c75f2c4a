"""Publish three sites again and again, each time with other contents, until killed."""

from __future__ import annotations

import sys
import time
from itertools import count
from pathlib import Path

from bulletin_factory import bulletin

from bulletin_spider.dataset import publish

SITES = ("a", "b", "b.c")


def main(dataset: Path, pause: float) -> None:
    some = {site: [bulletin(n, site=site) for n in range(410)] for site in SITES}
    for generation in count(1):
        for site in SITES:
            size = (5, 200, 400, 37)[generation % 4] + generation % 7
            change = {"revision": generation, "views": size, "title": "x" * (generation % 50 + 1)}
            publish(dataset, site, [one.model_copy(update=change) for one in some[site][:size]])
            print(generation, flush=True)
            time.sleep(pause)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
