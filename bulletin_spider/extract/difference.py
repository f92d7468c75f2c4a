"""What a new extractor would change in a published table, by field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bulletin_spider.records import Bulletin
from bulletin_spider.state import SiteState

_BOOKKEEPING = frozenset(("extractor",))
_MOST_EXAMPLES = 3


@dataclass
class Difference:
    """Of one site: records added, gone, changed, and in which fields."""

    site: str
    added: int = 0
    gone: int = 0
    changed: int = 0
    same: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Of each field the first few changes: url, before, after."""

    def compare(self, old: Bulletin | None, new: Bulletin) -> None:
        """Count one record of the new table against its counterpart in the old one."""
        if old is None:
            self.added += 1
            return
        before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
        names = [n for n in after if before[n] != after[n] and n not in _BOOKKEEPING]
        if not names:
            self.same += 1
            return
        self.changed += 1
        self.fields.update(names)
        for name in names:
            kept = self.examples.setdefault(name, [])
            if len(kept) < _MOST_EXAMPLES:
                kept.append({"url": new.url, "before": before[name], "after": after[name]})


def difference(site: str, old: SiteState, new: SiteState) -> Difference:
    """What changes from one state of a site to another."""
    found = Difference(site)
    for bulletin in new.latest():
        found.compare(old.get(bulletin.id), bulletin)
    found.gone = sum(new.get(bulletin.id) is None for bulletin in old.latest())
    return found
