"""The door: sub-commands, and one line instead of a traceback for what a user can mend."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from bulletin_spider.cli import check, crawl, demo, extract, history, inspect, mine, sites
from bulletin_spider.errors import BulletinError

app = typer.Typer(
    name="bulletin",
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
app.command("crawl")(crawl.crawl)
app.command("demo")(demo.demo)
app.command("extract")(extract.extract)
app.command("history")(history.history)
app.command("check")(check.check)
app.command("inspect")(inspect.inspect)
app.command("mine")(mine.mine_text)
app.command("sites")(sites.sites)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"bulletin_spider {version('bulletin-spider')}")
        raise typer.Exit


@app.callback()
def root(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Local-government news of Vietnam: crawl ward sites, keep what they said, load it as a table."""


def main() -> None:
    """Run the command line; the exit code says how it ended."""
    try:
        app(prog_name="bulletin")
    except BulletinError as error:
        typer.echo(f"bulletin: {error}", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has left, as `head` does: nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
