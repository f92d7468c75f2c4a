"""Scrapy settings: polite and closed. Each line that differs from Scrapy's default says why."""

from bulletin_spider import __version__

BOT_NAME = "bulletin_spider"
SPIDER_MODULES = ["bulletin_spider.spiders"]
NEWSPIDER_MODULE = "bulletin_spider.spiders"

# Who asks. A contact is added for every host that is not this machine (crawl.identity).
USER_AGENT = f"bulletin_spider/{__version__}"
ROBOTSTXT_USER_AGENT = "bulletin_spider"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}

# Polite before any site is known; a site's declaration and its robots.txt refine it.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 2
# Scrapy's jitter halves every other delay, and NukeViet counts requests a minute.
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_TIMEOUT = 60
RETRY_TIMES = 4
# A page given up on is counted and named in the run's record; the log need not repeat it.
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
REDIRECT_MAX_TIMES = 5

# Closed: Scrapy 2.19 opens a server that runs code, and a console, by default.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
# Only the web: a page must not make us read a local file or a bucket.
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    "http": "bulletin_spider.crawl.wire.WireHandler",
    "https": "bulletin_spider.crawl.wire.WireHandler",
}
# Scrapy's own limit is 1 GiB, before and after inflating; no page is near 20 MiB.
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
# Off by default in Scrapy; a site's declaration may switch it off, with its reason in the run's record.
DOWNLOAD_VERIFY_CERTIFICATES = True

# Not needed: NukeViet serves without cookies, a refresh on a 404 page leads home, and the frontier
# of ours asks for no article twice.
COOKIES_ENABLED = False
METAREFRESH_ENABLED = False
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
# Every answer gets an outcome, error pages too.
HTTPERROR_ALLOW_ALL = True

DOWNLOADER_MIDDLEWARES = {
    "bulletin_spider.crawl.guard.HostGuard": 40,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "bulletin_spider.crawl.robots.RobotsAnswers": 110,
    "bulletin_spider.crawl.pushback.Pushback": 560,
    "bulletin_spider.crawl.whole.WholeAnswers": 600,
    "bulletin_spider.crawl.unchanged.Unchanged": 870,
    "bulletin_spider.crawl.capture.CaptureMiddleware": 880,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.logstats.LogStats": None,
    "bulletin_spider.crawl.politeness.CrawlDelay": 10,
    "bulletin_spider.crawl.progress.Progress": 20,
}
# Scrapy would write every Vietnamese letter as an escape.
FEED_EXPORT_ENCODING = "utf-8"
FEED_EXPORTERS = {
    "parquet": "bulletin_spider.crawl.exporters.ParquetItemExporter",
    "json": "bulletin_spider.crawl.exporters.BulletinJsonExporter",
    "jsonl": "bulletin_spider.crawl.exporters.BulletinJsonLinesExporter",
    "jsonlines": "bulletin_spider.crawl.exporters.BulletinJsonLinesExporter",
    "jl": "bulletin_spider.crawl.exporters.BulletinJsonLinesExporter",
}

# One item a page: Scrapy would start a hundred workers for each response, a third of a page's cost.
CONCURRENT_ITEMS = 1
# Parses the source of each callback again for every response; our tests see to it instead.
WARN_ON_GENERATOR_RETURN_VALUE = False

LOG_LEVEL = "INFO"
# Items are whole articles: in a log they drown everything else.
LOG_FORMATTER = "bulletin_spider.crawl.logs.QuietFormatter"

# Ours, settable with -s like any other.
BULLETIN_OUTPUT = "output"
"""Folder for state, dataset, archive and records of runs."""
BULLETIN_PROGRESS = True
"""Whether to show progress on standard error."""
BULLETIN_FORMATS = "parquet"
"""What to write there: parquet, jsonl, or both."""
BULLETIN_SITES = ""
"""A further folder of site declarations."""
BULLETIN_CONTACT = ""
"""Address of the person who runs the crawl, sent with every request; BULLETIN_CONTACT in the environment."""
