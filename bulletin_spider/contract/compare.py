"""Whether a changed contract still keeps what the released one promised.

A new nullable column is minor: old programs do not see it, and old files read it as null. What takes
something away or changes its meaning to a program is major, and needs a new version of the contract.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Change:
    """One difference between two listings: how grave, where, and what."""

    level: Literal["minor", "major"]
    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.level}: {self.field}: {self.what}"


def compare(released: Mapping[str, Any], changed: Mapping[str, Any]) -> list[Change]:
    """The differences of two listings as `bulletin.arrow.json` holds them; none means the same promise.

    Descriptions and the order of columns are no part of the promise. A renamed column is one removed and
    one added.
    """
    return list(_compare(released["fields"], changed["fields"], ""))


def needs_new_version(changes: list[Change]) -> bool:
    """Whether the changes break what was promised."""
    return any(change.level == "major" for change in changes)


def _compare(released: list[Any], changed: list[Any], trail: str) -> Iterator[Change]:
    old = {field["name"]: field for field in released}
    new = {field["name"]: field for field in changed}
    for name in old.keys() - new.keys():
        yield Change("major", f"{trail}{name}", "removed")
    for name in new.keys() - old.keys():
        if new[name]["nullable"]:
            yield Change("minor", f"{trail}{name}", "added, nullable")
        else:
            yield Change("major", f"{trail}{name}", "added, and required: files written before lack it")
    for name in old.keys() & new.keys():
        yield from _compare_field(old[name], new[name], f"{trail}{name}")


def _compare_field(old: Mapping[str, Any], new: Mapping[str, Any], trail: str) -> Iterator[Change]:
    if old["type"] != new["type"]:
        yield Change("major", trail, f"was {old['type']}, is {new['type']}")
    if old["nullable"] and not new["nullable"]:
        yield Change("major", trail, "was nullable, is required: files written before may hold null")
    if new["nullable"] and not old["nullable"]:
        yield Change("major", trail, "was required, is nullable: programs rely on a value")
    yield from _compare_values(old.get("enum"), new.get("enum"), trail)
    yield from _compare(old.get("fields", []), new.get("fields", []), f"{trail}.")


def _compare_values(old: list[str] | None, new: list[str] | None, trail: str) -> Iterator[Change]:
    if new is not None:
        lost = "any other value" if old is None else ", ".join(sorted(set(old) - set(new)))
        if lost:
            yield Change("major", trail, f"narrowed: no longer {lost}")
    if old is not None:
        gained = "any value" if new is None else ", ".join(sorted(set(new) - set(old)))
        if gained:
            yield Change("minor", trail, f"widened: also {gained}")
