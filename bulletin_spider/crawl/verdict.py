"""What a run amounts to, in one line and one exit code."""

from __future__ import annotations

from bulletin_spider.crawl.guard import PRIVATE
from bulletin_spider.crawl.run import Run
from bulletin_spider.crawl.scope import Scope
from bulletin_spider.errors import (
    BulletinError,
    EmptySiteError,
    IncompleteError,
    InternalError,
    RefusedError,
    UnknownFamilyError,
    UnreachableError,
    UsageError,
)
from bulletin_spider.sites.schema import Site

OURS = "our fault: "
"""How the reason of an error of ours begins."""

_WALLS = ("challenge page", "flood guard", "HTTP 401", "HTTP 403", "HTTP 429")


def judge(
    run: Run, site: Site, scope: Scope, problem: str | None, fatal: BulletinError | None
) -> BulletinError | None:
    """The error that the run ends with, or None where all is well."""
    if fatal is not None:
        return fatal
    if problem is not None:
        return _no_home(site, problem)
    if not run.adds_up:
        raise AssertionError(f"run {run.id}: {run.requests} requests, but {dict(run.counts)}")
    if run.counts["records"] == 0 and run.counts["errors"] == 0 and scope.whole:
        return EmptySiteError(
            f"{site.url}: the site answers, but has no article ({run.counts['lists']} lists read);"
            " if it is not new, its layout or its address has changed"
        )
    if run.counts["errors"]:
        return _failures(run, site)
    if scope.whole and run.counts["records"] < site.expect.records:
        return IncompleteError(
            f"{site.url}: {run.counts['records']} records, fewer than the {site.expect.records} expected"
        )
    return None


def _failures(run: Run, site: Site) -> BulletinError:
    """The error of a run in which pages failed: ours before the site's."""
    ours = sum(n for reason, n in run.reasons["errors"].items() if reason.startswith(OURS))
    named = run.folder / "errors.jsonl"
    if ours:
        return InternalError(
            f"{site.url}: {ours} pages tripped over a fault of this program; what was read is kept,"
            f" please report {named}"
        )
    worst, times = run.reasons["errors"].most_common(1)[0]
    return IncompleteError(
        f"{site.url}: {run.counts['errors']} of {run.requests} requests failed (mostly: {worst},"
        f" {times} times); what was read is kept, see {named}; run again to go on"
    )


def _no_home(site: Site, problem: str) -> BulletinError:
    """The error of a run whose first page already failed."""
    if problem.startswith(OURS):
        return InternalError(f"{site.url}: {problem}; please report it with the page")
    if problem == PRIVATE:
        return UsageError(f"{site.url}: is a private address; crawls go to the public web or to this machine")
    if problem.startswith("Forbidden by robots"):
        return RefusedError(f"{site.url}: its robots.txt forbids us; ask its owner for leave")
    if problem in _WALLS:
        return RefusedError(f"{site.url}: refuses us ({problem}); ask its owner, or come back later")
    if problem == "unknown family":
        return UnknownFamilyError(
            f"{site.url}: runs on no CMS that can be read (known: nukeviet); check the address"
        )
    return UnreachableError(f"{site.url}: cannot be reached ({problem}); check the address, or try later")
