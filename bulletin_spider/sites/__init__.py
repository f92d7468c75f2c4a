"""Who we crawl: sites as typed declarations."""

from bulletin_spider.sites.schema import Site

__all__ = ["Site"]
