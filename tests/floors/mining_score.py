"""Scoring mined findings against labelled bulletins: kind and count, then every detail."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from bulletin_spider.mining import Findings, mine
from bulletin_spider.vietnamese.text import fold

FOLDER = Path(__file__).parent
Label = dict[str, Any]


def read_labels(name: str) -> list[Label]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def text_of(label: Label) -> str:
    """Title, lead and body blocks joined with newlines, as a page gives them."""
    blocks = [label["title"], label["lead"]]
    for block in label["body"]:
        blocks += [block[key] for key in ("caption", "p", "h") if block.get(key)]
        blocks += block.get("ul", [])
        blocks += [" | ".join(row) for row in block.get("table", [])]
    return "\n".join(block for block in blocks if block)


def spelled(text: str | None) -> str:
    plain = "".join(" " if mark in "“”\"'‘’«»„" else mark for mark in fold(text or ""))
    return " ".join(plain.split()).strip(" .,;:…-–/")


def alike(got: str | None, want: str | None, least: float) -> bool:
    """Whether two phrases are one, or share most of their words."""
    first, second = Counter(spelled(got).split()), Counter(spelled(want).split())
    if not first or not second:
        return first == second
    return 2 * sum((first & second).values()) / (sum(first.values()) + sum(second.values())) >= least


def f1(hits: int, got: int, want: int) -> float:
    return 2 * hits / (got + want) if got + want else 1.0


class Score:
    """Hits of one kind of finding over all labels."""

    def __init__(self) -> None:
        self.hits = self.details = self.got = self.want = 0
        self.misses: list[str] = []

    def add(self, name: str, got: list[Any], want: list[Label], same: Any, detailed: Any) -> None:
        left = list(got)
        self.got, self.want = self.got + len(got), self.want + len(want)
        for item in want:
            fits = [each for each in left if same(each, item)]
            if not fits:
                self.misses.append(f"{name}: missed {item}")
                continue
            best = max(fits, key=lambda each, item=item: detailed(each, item))
            left.remove(best)
            self.hits += 1
            self.details += detailed(best, item)
            if not detailed(best, item):
                self.misses.append(f"{name}: details of {item}: {best}")
        self.misses += [f"{name}: spurious {each}" for each in left]

    @property
    def f1(self) -> float:
        return f1(self.hits, self.got, self.want)

    @property
    def f1_with_every_detail(self) -> float:
        return f1(self.details, self.got, self.want)


def same_model(got: Any, want: Label) -> bool:
    if got.name is None or want["name"] is None:
        return got.name is None and want["name"] is None and got.count == want["count"]
    if want["named"]:
        return spelled(got.name) == spelled(want["name"])
    return alike(got.name, want["name"], 0.7)


def same_count(got: Any, want: Label) -> bool:
    return bool(got.count == want["count"])


def same_award(got: Any, want: Label) -> bool:
    return bool(got.recipient_type == want["recipient_type"] and got.count == want["count"])


def same_details(got: Any, want: Label) -> bool:
    return (
        alike(got.form, want["form"], 0.7)
        and alike(got.awarded_by, want["awarded_by"], 0.7)
        and alike(got.achievement, want["achievement"], 0.6)
    )


def score(labels: list[Label]) -> tuple[Score, Score, float]:
    """Scores of models and of awards, and the share of evidence spans that are exact."""
    models, awards = Score(), Score()
    exact = spans = 0
    for label in labels:
        text = text_of(label)
        found: Findings = mine(text)
        models.add(label["id"], found.models, label["models"], same_model, same_count)
        awards.add(label["id"], found.awards, label["awards"], same_award, same_details)
        for item in [*found.models, *found.awards]:
            spans += 1
            exact += text[item.evidence.start : item.evidence.end] == item.evidence.text
    return models, awards, exact / spans if spans else 1.0
