"""Commands on a terminal: a real pseudo-terminal of some width."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

from conftest import environment

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")


def on_terminal(*arguments: object, columns: int = 200, **env: str) -> str:
    """What a command that ends well prints on a terminal with colours, unless `env` says otherwise."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    settings = {"TERM": "xterm-256color", "COLUMNS": "", "NO_COLOR": "", **env}
    with subprocess.Popen(
        [sys.executable, "-m", "bulletin_spider", *map(str, arguments)],
        env=environment(**settings), stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
    ) as process:  # fmt: skip
        os.close(theirs)
        seen = b""
        try:
            while data := os.read(ours, 65536):
                seen += data
        except OSError:  # Linux says so when the last writer has left
            pass
        os.close(ours)
    shown = seen.decode().replace("\r\n", "\n")
    assert process.returncode == 0, shown
    return shown


def plain(shown: str) -> str:
    """What was printed, without its styles."""
    return _STYLE.sub("", shown)


def marked(shown: str) -> list[str]:
    """The runs of a text with a coloured background, those of one colour that touch as one."""
    runs: list[tuple[str, str]] = []
    pieces = _STYLE.split(shown)
    colour = ""
    for style, text in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        colour = "".join(re.findall(r"48;5;\d+", style))
        if not text:
            continue
        if runs and runs[-1][0] == colour:
            colour, before = runs.pop()
            text = before + text  # noqa: PLW2901
        runs.append((colour, text))
    return [text for colour, text in runs if colour]
