from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from bulletin_spider.contract.compare import compare, needs_new_version
from bulletin_spider.contract.listing import listing

Edit = Callable[[dict[str, Any]], object]


def field(contract: dict[str, Any], trail: str) -> dict[str, Any]:
    found: dict[str, Any] = contract
    for name in trail.split("."):
        found = next(one for one in found["fields"] if one["name"] == name)
    return found


def edited(edit: Edit) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = deepcopy(listing())
    edit(changed)
    return listing(), changed


NEW = {"name": "mood", "type": "string", "nullable": True}

MINOR: dict[str, Edit] = {
    "minor: mood: added, nullable": lambda c: c["fields"].insert(3, NEW),
    "minor: images.mood: added, nullable": lambda c: field(c, "images")["fields"].append(NEW),
    "minor: published_precision: widened: also second": lambda c: field(c, "published_precision")[
        "enum"
    ].append("second"),
    "minor: published_precision: widened: also any value": lambda c: field(c, "published_precision").pop(
        "enum"
    ),
}
MAJOR: dict[str, Edit] = {
    "major: lead: removed": lambda c: c["fields"].remove(field(c, "lead")),
    "major: awards.evidence.end: removed": lambda c: field(c, "awards.evidence")["fields"].remove(
        field(c, "awards.evidence.end")
    ),
    "major: mood: added, and required: files written before lack it": lambda c: c["fields"].append(
        {**NEW, "nullable": False}
    ),
    "major: views: was int64, is string": lambda c: field(c, "views").update(type="string"),
    "major: lead: was nullable, is required: files written before may hold null": lambda c: field(
        c, "lead"
    ).update(nullable=False),
    "major: title: was required, is nullable: programs rely on a value": lambda c: field(c, "title").update(
        nullable=True
    ),
    "major: published_precision: narrowed: no longer hour": lambda c: field(c, "published_precision")[
        "enum"
    ].remove("hour"),
    "major: models.key: narrowed: no longer any other value": lambda c: field(c, "models.key").update(
        enum=["x"]
    ),
}


@pytest.mark.parametrize(("says", "edit"), MINOR.items())
def test_a_minor_change_keeps_the_version(says: str, edit: Edit) -> None:
    changes = compare(*edited(edit))
    assert [str(change) for change in changes] == [says]
    assert not needs_new_version(changes)


@pytest.mark.parametrize(("says", "edit"), MAJOR.items())
def test_a_major_change_needs_a_new_version(says: str, edit: Edit) -> None:
    changes = compare(*edited(edit))
    assert [str(change) for change in changes] == [says]
    assert needs_new_version(changes)


def test_a_renamed_column_is_removed_and_added() -> None:
    changes = compare(*edited(lambda c: field(c, "author").update(name="byline")))
    assert {str(change) for change in changes} == {"major: author: removed", "minor: byline: added, nullable"}
    assert needs_new_version(changes)


def test_order_and_descriptions_are_no_promise() -> None:
    def edit(contract: dict[str, Any]) -> None:
        contract["fields"].reverse()
        field(contract, "lead")["description"] = "Other words."

    assert compare(*edited(edit)) == []
