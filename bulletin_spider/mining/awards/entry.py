"""One award as one passage of a text tells it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Entry:
    """One award as one passage tells it."""

    kind: str
    count: int | None
    names: list[str]
    form: str | None
    giver: str | None
    reason: str | None
    span: tuple[int, int]
    keep: int
    """A view offset that the evidence must hold, should the passage be broken over lines."""
    line: int
    aside: bool
    general: bool
    """The form tells no rank, title or years."""
    prize: bool = False

    @property
    def repeats_body(self) -> bool:
        """Whether it stands in the title, the lead or a caption, which repeat the paragraphs."""
        return self.aside or self.line <= 1
