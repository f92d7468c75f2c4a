"""The door: sub-commands, and one line instead of a traceback for what a user can mend."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from bulletin_spider import __version__
from bulletin_spider.cli.ending import end
from bulletin_spider.extract.garbage import collect_less, collect_nothing

_COMMANDS = {
    "crawl": "crawl",
    "demo": "demo",
    "extract": "extract",
    "history": "history",
    "check": "check",
    "inspect": "inspect",
    "mine": "mine_text",
    "sites": "sites",
}
"""The function of each command, in the module of the command's name."""


class _Commands(TyperGroup):
    """Loads a command's module when the command is asked for: most need little of what the others need."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, or None."""
        if super().get_command(ctx, cmd_name) is None:
            return None
        with collect_nothing():
            module = import_module(f"bulletin_spider.cli.{cmd_name}")
        one = typer.Typer(add_completion=False)
        one.command(cmd_name)(getattr(module, _COMMANDS[cmd_name]))
        return typer.main.get_command(one)


app = typer.Typer(
    name="bulletin",
    cls=_Commands,
    help="Local-government news of Vietnam: crawl ward sites, keep what they said, load it as a table.",
    epilog=(
        "Exit codes: 0 done · 2 wrong usage · 3 site unreachable · 4 refused (robots.txt, challenge) ·"
        " 5 no CMS we read · 6 site has no article · 7 output unusable · 8 another run holds the site ·"
        " 9 some pages failed · 10 not a readable page · 70 an error of ours · 130 interrupted"
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name in _COMMANDS:
    # By name alone, for who lists the commands; the function comes with the command.
    app.command(name)(lambda: None)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"bulletin_spider {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Local-government news of Vietnam: crawl ward sites, keep what they said, load it as a table."""


def main() -> NoReturn:
    """Run the command line; the exit code says how it ended."""
    collect_less()
    # Pydantic looks through every installed package for plugins, which no record of ours is made with.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Arrow loads numpy where it is installed, whose threads spin for a quarter of a second each at the start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Its own allocator asks for huge pages, and a system may look for those as long as we read twenty pages.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if not os.environ.get("COLUMNS", "").strip("0"):
        os.environ.pop("COLUMNS", None)  # of a width of 0, rich would make nothing at all
    end(_run)


def _run() -> int:
    try:
        app(prog_name="bulletin")
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # which Typer has a code of its own for
            raise ended.__context__ from None
        return int(ended.code or 0)
    return 0
