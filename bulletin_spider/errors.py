"""What can go wrong for a user, and the exit code of each.

A message is one line that names the file, address or field and says what to do next. Anything that is
not one of these is a bug of ours, and keeps its traceback.
"""

from __future__ import annotations

from typing import ClassVar


class BulletinError(Exception):
    """A mistake or a misfortune that the user can do something about."""

    exit_code: ClassVar[int] = 1


class UsageError(BulletinError):
    """The command line, a declaration or a setting is wrong."""

    exit_code = 2


class UnreachableError(BulletinError):
    """The site cannot be reached: no such host, refused, timed out, only server errors, or upkeep."""

    exit_code = 3


class RefusedError(BulletinError):
    """The site does not want us: robots.txt, a challenge page or a lasting ban."""

    exit_code = 4


class UnknownFamilyError(BulletinError):
    """The site answers, but no family knows how to read it."""

    exit_code = 5


class EmptySiteError(BulletinError):
    """The site was read whole and has no article, or lost too many: an alarm, never a quiet success."""

    exit_code = 6


class OutputError(BulletinError):
    """The output folder cannot be used: disk full, no permission, or of another contract version."""

    exit_code = 7


class LockedError(BulletinError):
    """Another run holds the site."""

    exit_code = 8


class IncompleteError(BulletinError):
    """The run ended, but pages failed for lasting reasons: what was read is kept, the rest is named."""

    exit_code = 9


class InternalError(BulletinError):
    """A fault of this program, met on a page and counted, so that the crawl could go on."""

    exit_code = 70


class StoppedError(BulletinError):
    """The user ended the run: what was read is kept."""

    exit_code = 130


class PageError(BulletinError):
    """Not a readable page: none of a CMS that we read, or an article that makes no valid record."""

    exit_code = 10
