"""The console of every command."""

from __future__ import annotations

import shutil
import sys

from rich.console import Console

_NO_EDGE = 100_000
"""Columns of what is no terminal: nothing is folded there, so that each line can be searched for."""

# As many characters as before, since evidence counts them. What breaks a line elsewhere breaks it here.
_BREAKS = {ord(c): "\n" for c in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
_PICTURES = (
    {n: chr(0x2400 + n) for n in range(32)} | {0x7F: "\u2421"} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")
)
_SHOWN = {**_PICTURES, **_BREAKS, 9: "\t", 10: "\n"}


def console(*, soft_wrap: bool = False) -> Console:
    """Standard output; text is text, since titles and names of a site may look like markup or emoji."""
    piped = not sys.stdout.isatty()
    # Rich would take a width of 0 at its word, and a terminal without colours for one of 80 columns.
    size = shutil.get_terminal_size()
    return Console(
        width=_NO_EDGE if piped else size.columns,
        height=size.lines,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=soft_wrap or piped,
    )


def has_colour(terminal: Console) -> bool:
    """Whether a colour can be seen."""
    return terminal.color_system is not None and not terminal.no_color


def printable(text: str) -> str:
    """The text with each control character shown, none obeyed: its code points keep their places."""
    return text.replace("\r\n", " \n").translate(_SHOWN)
