"""The sub-commands, each loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bulletin_spider import __version__
from bulletin_spider.extract.garbage import collect_nothing

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
