"""What a run amounts to, in one line and one exit code."""

from __future__ import annotations

from bulletin_spider.crawl.guard import ELSEWHERE, PRIVATE
from bulletin_spider.crawl.run import Run
from bulletin_spider.crawl.scope import Scope
from bulletin_spider.errors import (
    BulletinError,
    EmptySiteError,
    IncompleteError,
    InternalError,
    RefusedError,
    StoppedError,
    UnknownFamilyError,
    UnreachableError,
    UsageError,
)
from bulletin_spider.sites.schema import Site
from bulletin_spider.wording import counted

FOREIGN = "not a page of the site's CMS"
"""Reason of an answer that no family knows."""
UPKEEP = "closed for upkeep"
"""Reason of a notice that stands in place of every page."""
OURS = "our fault: "
"""How the reason of an error of ours begins."""

REFUSALS = frozenset(("challenge page", "flood guard", "HTTP 401", "HTTP 403", "HTTP 429"))
"""Reasons with which a site says that it does not want us."""


def judge(
    run: Run, site: Site, scope: Scope, problem: str | None, fatal: BulletinError | None
) -> BulletinError | None:
    """The error that the run ends with, or None where all is well."""
    if fatal is not None:
        return fatal
    if not run.adds_up:
        raise AssertionError(f"run {run.id}: {run.requests} requests, but {dict(run.counts)}")
    if run.facts.get("finished") == "shutdown":
        return StoppedError(f"{site.url}: interrupted; what was read is kept, run again to go on")
    if problem is not None:
        return unread(site.url, problem, run.facts.get("wanted_quiet_until"))
    to_the_end = run.facts.get("finished") == "finished"
    return _yield(run, site, whole=scope.whole and to_the_end, section=scope.section if to_the_end else None)


def _yield(run: Run, site: Site, *, whole: bool, section: str | None) -> BulletinError | None:
    """The error of a run that brought too little; `whole` where it looked for everything, to the end."""
    unreadable = run.counts["rejects"] + run.of("errors", FOREIGN)
    if run.counts["records"] == 0 and unreadable and not run.of("errors", OURS):
        return UnknownFamilyError(
            f"{site.url}: the site answers, but no article asked for can be read"
            f" ({counted(unreadable, 'articles')}); its layout has changed, see {run.folder}"
        )
    # An ordinary run asks for little of what it already has: what the lists named counts as well.
    found = run.counts["records"] + run.facts.get("known", 0)
    if found == 0 and run.counts["misses"] + run.counts["errors"] == 0 and section:
        return EmptySiteError(
            f"{site.url}: no article in a section {section!r}; name it as the site's address does,"
            " such as khoi-dang in https://host/khoi-dang/"
        )
    if found == 0 and run.counts["errors"] == 0 and whole:
        return EmptySiteError(
            f"{site.url}: the site answers, but has no article"
            f" ({counted(run.counts['lists'], 'lists')} read);"
            " if it is not new, its layout or its address has changed"
        )
    if "unnamed" in run.facts:
        return _lost_names(run, site)
    if run.counts["errors"]:
        return _failures(run, site)
    if whole and run.facts.get("full_pass") and found < site.expect.records:
        return IncompleteError(
            f"{site.url}: {counted(found, 'articles')}, fewer than the {site.expect.records} expected;"
            " its layout may have changed, or lower [expect] records"
        )
    return None


def _lost_names(run: Run, site: Site) -> BulletinError:
    """The alarm of a complete pass that no longer names too many of the known articles."""
    closed = run.changes["removed"]
    done = (
        f"{closed} of them are gone at their addresses too, the others stay as they are"
        if closed
        else "nothing is taken for removed; look at the site, and ask for each of them with --full"
    )
    return EmptySiteError(
        f"{site.url}: no list names {run.facts['unnamed']} of the {run.facts['standing']} known articles"
        f" any more; {done}"
    )


def _failures(run: Run, site: Site) -> BulletinError:
    """The error of a run in which pages failed: ours before the site's."""
    ours = run.of("errors", OURS)
    named = run.folder / "errors.jsonl"
    if ours:
        return InternalError(
            f"{site.url}: {counted(ours, 'pages')} tripped over a fault of this program; what was read is"
            f" kept, please report {named}"
        )
    worst, times = run.reasons["errors"].most_common(1)[0]
    return IncompleteError(
        f"{site.url}: {run.counts['errors']} of {counted(run.requests, 'requests')} failed (mostly: {worst},"
        f" {counted(times, 'times')}); what was read is kept, see {named}; run again to go on"
    )


def stopped(url: str, reason: str, until: str | None) -> BulletinError:
    """The error of a run that ends before its time because the site serves no pages any more."""
    kept = "what was read is kept, run again " + ("then" if until else "later")
    if reason in REFUSALS:
        return RefusedError(f"{url}: refuses us{_till(until)} ({reason}); {kept}, or ask its owner")
    if reason == UPKEEP:
        return UnreachableError(f"{url}: {UPKEEP}{_till(until)}; {kept}")
    return UnreachableError(f"{url}: stopped answering{_till(until)} ({reason}); {kept}")


def _till(until: str | None) -> str:
    return f" until {until}" if until else ""


def unread(url: str, problem: str, until: str | None = None) -> BulletinError:
    """The error of a page that could not be had, such as a run's first; `until` is when to ask again."""
    if problem.startswith(OURS):
        return InternalError(f"{url}: {problem}; please report it with the page")
    if problem == PRIVATE:
        return UsageError(f"{url}: is a private address; crawls go to the public web or to this machine")
    if problem.startswith("Forbidden by robots"):
        return RefusedError(f"{url}: its robots.txt forbids us; ask its owner for leave")
    later = f"after {until}" if until else "later"
    if problem in REFUSALS:
        return RefusedError(f"{url}: refuses us ({problem}); ask its owner, or come back {later}")
    if problem.startswith(ELSEWHERE):
        return UnreachableError(f"{url}: {problem}; crawl that address, or name its host in `hosts`")
    if problem == "unknown family":
        return UnknownFamilyError(
            f"{url}: runs on no CMS that can be read (known: nukeviet); check the address"
        )
    if problem == UPKEEP:
        advice = f"{UPKEEP}; nothing is taken for removed, run again {later}"
    else:
        advice = f"cannot be reached ({problem}); check the address, or try {later}"
    return UnreachableError(f"{url}: {advice}")
