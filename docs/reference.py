"""Writes docs/cli.md out of the commands' own help: `python docs/reference.py [--check]`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bulletin_spider.cli.app import app

TARGET = Path(__file__).parent / "cli.md"
_HEAD = """# Command line

Written by `docs/reference.py` out of the commands' own help; do not edit.
"""


def helped(*command: str) -> str:
    """The help screen of one command, as a narrow terminal without colour shows it."""
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    run = subprocess.run(
        [sys.executable, "-m", "bulletin_spider", *command, "--help"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in run.stdout.strip().splitlines())


def reference() -> str:
    """The whole page."""
    parts = [_HEAD, f"## bulletin\n\n```text\n{helped()}\n```\n"]
    for command in app.registered_commands:
        name = command.name or ""
        parts.append(f"## bulletin {name}\n\n```text\n{helped(name)}\n```\n")
    return "\n".join(parts)


def main() -> None:
    """Write the page, or say whether it is up to date."""
    text = reference()
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text("utf-8") != text:
            sys.exit("docs/cli.md is not what the commands say; run: make schemas")
        return
    TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
