"""The console of every command."""

from __future__ import annotations

from rich.console import Console


def console(*, soft_wrap: bool = False) -> Console:
    """Standard output; text is text, since titles and names of a site may look like markup or emoji."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=soft_wrap)
