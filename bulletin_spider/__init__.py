"""Local-government news of Vietnam, from the page to the typed table."""

from bulletin_spider.dataset import read
from bulletin_spider.extract.api import extract
from bulletin_spider.mining import mine
from bulletin_spider.records import Bulletin
from bulletin_spider.sites import Site

__all__ = ["Bulletin", "Site", "extract", "mine", "read"]
