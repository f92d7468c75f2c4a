"""The demo ward: a small NukeViet site with known content, for demos and tests.

`bulletin_spider.demo.server.serve` puts a `DemoSite` on loopback.
"""

from bulletin_spider.demo.content import Article, Ward, load_ward
from bulletin_spider.demo.expected import Expected, expected
from bulletin_spider.demo.generations import GENERATIONS
from bulletin_spider.demo.routes import Response
from bulletin_spider.demo.site import DemoSite, Visit

__all__ = [
    "GENERATIONS",
    "Article",
    "DemoSite",
    "Expected",
    "Response",
    "Visit",
    "Ward",
    "expected",
    "load_ward",
]
