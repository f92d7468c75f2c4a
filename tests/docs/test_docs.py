"""The documentation says what the code does: every code, setting, command and link."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import bulletin_spider
from bulletin_spider import errors, settings
from bulletin_spider.cli.app import app

PACKAGE = Path(bulletin_spider.__file__).parent
ROOT = PACKAGE.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("schemas/**/*.md")])
LINK = re.compile(r"\[[^\]]+\]\((?!https?:)([^)#]+)?(#[^)]+)?\)")


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text("utf-8")):
        linked = (page.parent / target).resolve() if target else page
        assert linked.exists(), f"{page.name}: {target} does not exist"
        if anchor:
            assert anchor in anchors(linked), f"{page.name}: {target}{anchor} leads nowhere"


def test_every_issue_code_is_explained() -> None:
    source = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    codes = set(re.findall(r'"(date\.[a-z_0-9]+)"', source))
    told = set(re.findall(r"`(date\.[a-z_0-9]+)`", (ROOT / "docs/operations.md").read_text("utf-8")))
    assert codes == told


def test_every_setting_of_ours_is_explained() -> None:
    told = set(
        re.findall(r"^\| `(BULLETIN_\w+)`", (ROOT / "docs/operations.md").read_text("utf-8"), re.MULTILINE)
    )
    assert {name for name in vars(settings) if name.startswith("BULLETIN_")} == told


def test_every_exit_code_is_explained() -> None:
    codes = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type)
        and issubclass(kind, errors.BulletinError)
        and kind is not errors.BulletinError
    }
    told = {
        int(code)
        for code in re.findall(r"^\| (\d+) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    }
    assert told == codes | {0, 130}


def test_every_command_stands_in_the_reference_with_an_example() -> None:
    reference = (ROOT / "docs/cli.md").read_text("utf-8")
    for command in app.registered_commands:
        section = reference.split(f"## bulletin {command.name}\n")[1].split("\n## ")[0]
        assert re.search(rf"^ +(?:.*\| )?bulletin {command.name}\b", section, re.MULTILINE), command.name


def test_the_reference_is_what_the_commands_say() -> None:
    done = subprocess.run(
        [sys.executable, "docs/reference.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
